/**
 * Fallback content: a widget’s text and links as plain HTML that reads well without style or script. It is derived from the
 * rendered widget, so that nothing is written twice. A page shows it until the script has run, and keeps it where the script
 * never does: docs/decisions/0011-fallback-html.md.
 */
import {format} from 'hast-util-format';
import {headingRank} from 'hast-util-heading-rank';
import {minifyWhitespace} from 'hast-util-minify-whitespace';
import {select, selectAll} from 'hast-util-select';
import {toString} from 'hast-util-to-string';
import {h} from 'hastscript';
import {commaOf, directionOf} from '../content/cldr-data.mjs';
import {memoize} from '../content/memoize.mjs';
import {parse, stringify, text} from './markup.mjs';
import {prerender} from './prerender.mjs';
import {formatSnippetVersion} from './snippet-version.mjs';

/** @import {Element, ElementContent as Content, Nodes, Root} from 'hast' */
/** @import {Options, Rendered} from './prerender.mjs' */

/** @typedef {Awaited<ReturnType<typeof renderWidget>>} Widget */

/** Creates a test for elements. @param {string} tagNames separated by spaces @returns {(node: {type: string}) => boolean} */
function isElement(tagNames) {
  const names = new Set(tagNames.split(' '));
  return (node) => 'tagName' in node && names.has(String(node.tagName));
}

/** Elements that need a script or have no text. */
const isControl = isElement(
  'style script template slot button input select textarea output progress meter canvas svg iframe img video audio',
);
const isInlineElement = isElement('a abbr b bdi bdo br cite code em i mark q small span strong sub sup time');
const isTextBlock = isElement('p h1 h2 h3 h4 h5 h6 dt th td caption figcaption');
/** Elements that contain either text or blocks. */
const isMixedBlock = isElement('li dd blockquote');
const isList = isElement('ul ol dl table thead tbody tr');
/** Wrappers that are replaced by their content. */
const isWrapper = isElement('div section fieldset article header footer main nav figure');
const isSection = isElement('section fieldset');
const isLabel = isElement('label');
const isLink = isElement('a');
const isSpan = isElement('span');

const HEADINGS = 'h1, h2, h3, h4, h5, h6';

/** Properties to keep beside `lang` and `dir`, by element. All others, such as classes and parts, belong to the widget. */
const KEPT = new Map([
  ['a', ['href', 'rel', 'ariaLabel', 'ariaCurrent']],
  ['details', ['open']],
  ['time', ['role', 'dateTime']],
  ['th', ['scope']],
  ['ol', ['start']],
]);

const LRM = '\u200e';

/** @param {Nodes} node */
const isEmpty = (node) => !toString(node).trim();

/** @param {Content} node @returns {boolean} */
const isInline = (node) =>
  node.type === 'element' ? isInlineElement(node) && node.children.every(isInline) : node.type === 'text';

/**
 * Converts a rendered widget to a tree of its fallback content.
 *
 * @param {Pick<Rendered, 'html' | 'lang' | 'dir'>} rendered
 * @returns {Root} blocks; the `data` of an element with the sources has `isSources`
 * @throws {Error} for an element without a rule, so that no text is lost unnoticed
 */
export function fallbackTree({html, lang, dir}) {
  const shadowRoot = parse(html);
  dropNodes(shadowRoot);
  // Elements around the base are for layout only.
  const base = select('[part=base]', shadowRoot);
  if (!base) throw new Error('The widget has no element with part="base".');
  separateSpans(base, lang);
  for (const child of base.children) if (child.type === 'element') keepAttributes(child, lang);
  base.children = simplifyInline(base.children, dir);
  const tree = h(null, toBlocks(base));
  // Date and hash of the numbers, for tools that check pages. Editors leave a `data-*` attribute of a link alone, or drop it without harm.
  const {dataRecoveryNumbers} = base.properties;
  const link = select('a[href^="tel:"], a[href^="sms:"]', tree);
  if (link && dataRecoveryNumbers) link.properties = {...link.properties, dataRecoveryNumbers};
  return tree;
}

/** Whether a node has no text: a comment, a control, a hidden element, or an image with its text, which makes no sense without it. @param {Nodes} node */
function isWordless(node) {
  if (node.type !== 'element') return node.type === 'comment';
  const {role, ariaLive, className, hidden} = node.properties;
  // Content on screen only, or once more at the foot of a sheet of paper.
  const isAside = /\b(?:screen|again)\b/.test([className].flat().join(' '));
  return isControl(node) || hidden || ariaLive || role === 'img' || isAside;
}

/** Removes nodes without text, and collapses white space. @param {Root | Element} parent */
function dropNodes(parent) {
  parent.children = /** @type {Content[]} */ (parent.children.filter((node) => !isWordless(node)));
  for (const node of parent.children)
    if (node.type === 'text') node.value = node.value.replace(/[\t\n\f\r ]+/g, ' ');
    else if (node.type === 'element') dropNodes(node);
}

/** @param {Content | undefined} node */
const isFullSpan = (node) =>
  !!node && isSpan(node) && !isEmpty(node) && !('properties' in node && node.properties.lang);

/** Puts a comma between adjacent spans, which only the widget’s style keeps apart. @param {Element} parent @param {string} lang */
function separateSpans(parent, lang) {
  const nodes = parent.children.filter(
    (node, index, all) =>
      node.type !== 'text' || !isEmpty(node) || !isFullSpan(all[index - 1]) || !isFullSpan(all[index + 1]),
  );
  parent.children = nodes.flatMap((node, index) =>
    isFullSpan(node) && isFullSpan(nodes[index - 1]) ? [text(commaOf(lang)), node] : [node],
  );
  for (const child of parent.children) if (child.type === 'element') separateSpans(child, lang);
}

/** Removes properties that only make sense inside the widget. @param {Element} element @param {string} outer language around it */
function keepAttributes(element, outer) {
  const {tagName, properties, children} = element;
  for (const child of children) if (child.type === 'element') keepAttributes(child, String(properties.lang ?? outer));
  const kept = Object.entries(properties).filter(([name, value]) => {
    if (name === 'lang') return value !== outer;
    // `rel` guards against websites that could learn where the reader comes from; a phone number cannot.
    if (name === 'rel') return /^https?:/.test(String(properties.href));
    return name === 'dir' || KEPT.get(tagName)?.includes(name);
  });
  element.properties = Object.fromEntries(kept);
  const isSources = [properties.className].flat().includes('sources');
  Object.assign(element, {data: {part: properties.part, ...(isSources && {isSources})}});
}

/** Whether a `bdi` is not needed, as it is between texts of opposite directions only. @param {Element} element @param {Rendered['dir']} dir */
const isPlainBdi = (element, dir) =>
  element.tagName === 'bdi' && dir === 'ltr' && !/[\u0590-\u08ff\ufb1d-\ufefc]/.test(toString(element));

/**
 * Removes inline elements that change nothing, and keeps the direction of numbers.
 *
 * @param {Content[]} nodes
 * @param {Rendered['dir']} dir
 */
const simplifyInline = (nodes, dir) =>
  nodes.flatMap((node) => {
    if (node.type !== 'element') return [node];
    const isMarkup = isInlineElement(node) && node.tagName !== 'br';
    if (isMarkup && isEmpty(node)) return [text(' ')];
    node.children = simplifyInline(node.children, dir);
    // Some filters, WordPress’s among them, strip `bdi`; the marks survive and keep the digits in order.
    if (isMarkup && dir === 'rtl' && node.properties.dir === 'ltr')
      node.children = [text(LRM), ...node.children, text(LRM)];
    const isPlain = !Object.keys(node.properties).length && (isSpan(node) || isPlainBdi(node, dir));
    return isPlain ? node.children : [node];
  });

/** @param {string} tagName @param {Element['properties']} properties @param {Content[]} children @returns {Element[]} none without text */
function toElement(tagName, properties, children) {
  const element = h(tagName, properties, children);
  return isEmpty(element) ? [] : [element];
}

/** Converts an element’s children to blocks. @param {Element} parent @returns {Element[]} */
function toBlocks(parent) {
  const isLabelOrSpace = (/** @type {Content} */ node) => isLabel(node) || (node.type === 'text' && isEmpty(node));
  const blocks = [];
  let rest = parent.children;
  while (rest.length) {
    const [first] = rest;
    const isOfRun = isInline(first) ? isInline : isLabelOrSpace;
    const end = rest.findIndex((node) => !isOfRun(node));
    const run = rest.slice(0, end < 0 ? undefined : end);
    if (isInline(first)) blocks.push(...toParagraphs(run));
    else if (run.length) blocks.push(...toChoices(run.filter((node) => node.type === 'element')));
    else if (first.type === 'element') blocks.push(...toBlock(first, parent));
    rest = rest.slice(run.length || 1);
  }
  return blocks;
}

/**
 * Converts inline nodes to a paragraph, and links in a row to one each, with the note in parentheses after a link, such as a key to press.
 *
 * @param {Content[]} nodes
 */
function toParagraphs(nodes) {
  const rows = [];
  for (const node of nodes)
    if (isLink(node) || !rows.length) rows.push([node]);
    else rows[rows.length - 1].push(node);
  const full = rows.filter((row) => !row.every(isEmpty));
  const isRow =
    full.length > 1 &&
    full.every(([link, ...rest]) => isLink(link) && /^(\([^]+\))?$/.test(rest.map(toString).join('').trim()));
  return (isRow ? full : [nodes]).flatMap((row) => toElement('p', {}, row));
}

/** Converts labels of choices to a list, a single one to a paragraph. @param {Element[]} labels @returns {Element[]} */
function toChoices(labels) {
  const items = labels.flatMap(({children}) => toElement(labels.length > 1 ? 'li' : 'p', {}, children));
  return labels.length > 1 ? toElement('ul', {}, items) : items;
}

/** @param {Element} element @param {Element} parent @returns {Element[]} */
function toBlock(element, parent) {
  const {tagName, properties, children} = element;
  if (tagName === 'summary') return toElement(tagName, properties, toSummary(children));
  if (isTextBlock(element) || (isMixedBlock(element) && children.every(isInline)))
    return toElement(tagName, properties, children);
  if (tagName === 'details') return toDetails(element);
  if (isMixedBlock(element) || isList(element)) return toElement(tagName, properties, toBlocks(element));
  if (isGroup(element, parent)) return toGroup(element);
  // Without its answers, a question is the heading of nothing.
  if (String(/** @type {any} */ (element).data?.part) === 'question')
    return toBlocks(element).map(({children: words}) => h('div', h('p', h('strong', words))));
  if (isWrapper(element)) return toBlocks(element);
  throw new Error(`No fallback rule for <${tagName}>: add one to src/tools/html/fallback-html.mjs.`);
}

/** Whether a wrapper stays because its content belongs together. @param {Element} element @param {Element} parent */
function isGroup(element, parent) {
  if (element.tagName === 'div' && parent.tagName === 'dl') return true;
  if (String(/** @type {any} */ (element).data?.part) === 'emergency') return true;
  // The outermost wrapper is the card.
  if (parent.properties.part) return false;
  if (isSection(element)) return true;
  const parts = element.children.filter((node) => !isEmpty(node));
  return element.tagName === 'div' && parts.length > 1 && parts.every((node) => isSection(node));
}

/** Converts sections; one without a heading, such as a group of controls, to a `div`. @param {Element} element */
function toGroup(element) {
  const blocks = toBlocks(element).map((block) =>
    element.tagName === 'fieldset' && headingRank(block) ? h('p', h('strong', block.children)) : block,
  );
  const name = isSection(element) && blocks.some(headingRank) ? 'section' : 'div';
  return toElement(name, element.properties, blocks).map((group) => Object.assign(group, {data: element.data}));
}

/** @param {Element} element @returns {Element[]} */
function toDetails(element) {
  const title = select(`summary > :is(${HEADINGS})`, element);
  const [details] = toElement('details', element.properties, toBlocks(element));
  if (!details) return [];
  // The summary is no longer a heading, so headings below it move up a level.
  const rank = title && headingRank(title);
  if (rank) shiftHeadings(details, rank);
  return [Object.assign(details, {data: element.data})];
}

/** Makes a heading bold: as an element it would be placed below the disclosure triangle. @param {Content[]} nodes @returns {Content[]} */
const toSummary = (nodes) =>
  nodes.flatMap((node, index) => {
    if (node.type !== 'element' || !headingRank(node)) return [node];
    const isLast = nodes.slice(index + 1).every(isEmpty);
    minifyWhitespace(node);
    return isLast ? [h('strong', node.children)] : [h('strong', node.children, ':'), text(' ')];
  });

/** Shifts all headings so that the first one has the given rank. @param {Element} tree @param {number} rank */
function shiftHeadings(tree, rank) {
  const headings = selectAll(HEADINGS, tree);
  const [first = rank] = headings.map(headingRank);
  for (const heading of headings) heading.tagName = `h${Number(headingRank(heading)) + rank - first}`;
}

/** Maximum number of widgets, or blocks, to cache: their attributes may differ on every page. */
const MAX_CACHED = 500;

/** Indents a block, given on one line; once, as places have most blocks in common. */
const indentBlock = memoize((/** @type {string} */ line) => {
  const block = parse(line);
  format(block);
  return stringify(block).trim();
}, MAX_CACHED);

/**
 * Writes fallback content, each block on a line of its own, indented by its depth. No line breaks within a paragraph: some editors
 * turn them into `<br>`.
 *
 * @param {Root} tree
 */
export const stringifyBlocks = ({children}) =>
  `${children.map((block) => indentBlock(stringify(block))).join('\n')}\n`
    // The div around a last paragraph stays on its line.
    .replace(/<div>\n *(<p>.*<\/p>)\n<\/div>\n$/, '<div>$1</div>\n');

/**
 * Puts a paragraph at the end into a `div`. Minifiers omit a last `</p>`, which the HTML standard forbids in custom elements
 * alone: the parser then ignores the end tag of the widget, and the rest of the page is in it.
 *
 * @param {Root} tree
 */
function endWithRequiredTag({children}) {
  const last = children.at(-1);
  const isParagraph = last?.type === 'element' && last.tagName === 'p';
  return h(null, isParagraph ? [...children.slice(0, -1), h('div', last)] : children);
}

/** Attribute of numbers, which stands once in a widget. */
const NUMBERS = / data-recovery-numbers="([^"]*)"/;

const deriveContent = memoize((/** @type {string} */ lang, /** @type {string} */ html) => {
  const fallback = endWithRequiredTag(fallbackTree({html, lang, dir: directionOf(lang)}));
  return {fallback, fallbackHtml: stringifyBlocks(fallback), snippetVersion: formatSnippetVersion(toString(fallback))};
}, MAX_CACHED);

/**
 * Derives the fallback content; once for places that differ in nothing but the value of {@link NUMBERS}, as a third of them do.
 *
 * @param {Rendered} rendered
 */
function deriveFallback({lang, html}) {
  const content = deriveContent(lang, html.replace(NUMBERS, ' data-recovery-numbers="-"'));
  const [numbers = ''] = NUMBERS.exec(html) ?? [];
  return {...content, fallbackHtml: content.fallbackHtml.replace(NUMBERS, () => numbers)};
}

const renderWithFallback = memoize(async (/** @type {string} */ name, /** @type {string} */ options) => {
  const rendered = await prerender(name, JSON.parse(options));
  return {...rendered, ...deriveFallback(rendered)};
}, MAX_CACHED);

/**
 * Renders a widget with its fallback content, as a tree and as HTML. Each is rendered once: a site has the same few on hundreds of
 * pages, and every form of a snippet has the same fallback content.
 *
 * @param {string} name such as `helpline-banner`
 * @param {Options} [options]
 * @throws {import('./prerender.mjs').UsageError}
 */
export const renderWidget = (name, {lang = 'en', region = '', attributes = {}, state = {}} = {}) =>
  renderWithFallback(name, JSON.stringify({lang, region, attributes, state}));

/** @param {Parameters<typeof renderWidget>} args */
export const fallbackHtml = async (...args) => (await renderWidget(...args)).fallbackHtml;
