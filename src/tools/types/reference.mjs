/**
 * Reference pages in Markdown, from the custom elements manifest: one page per widget with its class comment, attributes, events,
 * slots, parts and custom properties; and the tables of the page of those that all widgets share.
 */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {format} from 'prettier';
import {root} from '../project.mjs';
import {declarationsOf} from './elements.mjs';

/** @import {Declaration} from './elements.mjs' */
/** @typedef {{name: string, description?: string, default?: string, inheritedFrom?: {name: string}}} Item */

const GENERATED = '<!-- Generated from the class comment by `npm run docs`. Do not edit. -->';

/** @param {string} text */
const toCell = (text) => text.replaceAll('\n', ' ').replaceAll('|', '\\|');

/**
 * A Markdown table with a heading, or nothing where there are no items.
 *
 * @param {string} heading
 * @param {Item[] | undefined} items
 * @param {(item: Item) => string} [toName] defaults to the name as code
 */
function table(heading, items = [], toName = ({name}) => `\`${name}\``) {
  if (!items.length) return '';
  const rows = items.map((item) => `| ${toName(item)} | ${toCell(item.description ?? '')} |`);
  return [`## ${heading}`, '', '| Name | Description |', '| --- | --- |', ...rows, ''].join('\n');
}

/** @param {Item} slot */
const toSlotName = ({name}) => (name ? `\`${name}\`` : '(default)');

/** Whether an item is the same for all widgets. @param {Item} item */
const isShared = ({inheritedFrom}) => inheritedFrom?.name === 'RecoveryElement';

/** @param {Item[] | undefined} items */
const own = (items) => items?.filter((item) => !isShared(item));

/** Returns the shared items, without the languages of one widget at the end of a description. @param {Item[] | undefined} items */
const inherited = (items) =>
  items
    ?.filter(isShared)
    .map((item) => ({...item, description: item.description?.replace(/ This widget has .*$/, '')}));

/** @param {Declaration} declaration */
function widgetPage({tagName, name, label, summary, attributes, events, slots, cssParts, cssProperties, ...rest}) {
  const short = tagName.replace('recovery-', '');
  const [before, reader = '', after = ''] = String(rest.description).split(/Accessibility: ([^]*?)(?:\n\n|$)/);
  return [
    GENERATED,
    `# ${label}`,
    summary,
    before + after,
    `\`\`\`sh\nnpx recovery-widgets snippet ${short}\n\`\`\``,
    `\`import 'recovery-widgets/define/${short}.js'\` registers \`<${tagName}>\`; its class is \`${name}\`.
[All attributes, events and styles that widgets share](../reference.md).`,
    '## For a screen reader',
    reader.replace(/^./, (first) => first.toUpperCase()),
    table('Attributes', own(attributes)),
    table('Events', events),
    table('Slots', own(slots), toSlotName),
    table('Parts', cssParts),
    table('Custom properties', own(cssProperties)),
  ].join('\n\n');
}

/**
 * Brings the tables of docs/reference.md up to date; the rest of it is written by hand.
 *
 * @param {Declaration} declaration a widget with all attributes: its inherited ones are shared by all
 */
const sharedPage = ({attributes, slots, cssProperties}) =>
  [
    table('Attributes', inherited(attributes)),
    table('Slots', inherited(slots), toSlotName),
    table('Custom properties', inherited(cssProperties), ({name, default: value}) =>
      value ? `\`${name}\`<br>\`${value}\`` : `\`${name}\``,
    ),
  ].reduce(
    (text, fresh) =>
      text.replace(new RegExp(`^${fresh.split('\n', 1)[0]}\\n\\n\\|[^]*?\\|\\n(?=\\n)`, 'm'), () => fresh),
    readFileSync(join(root, 'docs/reference.md'), 'utf8'),
  );

/** Generates all reference pages from the last build. @returns {Promise<Map<string, string>>} Markdown by path below the project */
export async function referencePages() {
  const widgets = declarationsOf();
  const pages = [
    ['docs/reference.md', sharedPage(widgets[0])],
    ...widgets.map((each) => [`docs/widgets/${each.tagName.replace('recovery-', '')}.md`, widgetPage(each)]),
  ];
  const style = JSON.parse(readFileSync(join(root, '.prettierrc.json'), 'utf8'));
  const written = pages.map(async ([path, text]) => {
    const formatted = await format(text.replace(/\n{3,}/g, '\n\n'), {...style, parser: 'markdown'});
    return /** @type {const} */ ([path, formatted]);
  });
  return new Map(await Promise.all(written));
}
