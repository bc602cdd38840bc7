/**
 * The fallback content of a widget as files: that of its tag without further attributes, and that of each variant. Variants that only
 * change a heading level or open a question have no file: src/entries/fallback.ts adapts these. Then that of a snippet, by its code.
 */
import {select, selectAll} from 'hast-util-select';
import {toString} from 'hast-util-to-string';
import {h} from 'hastscript';
import {renderWidget, stringifyBlocks} from './fallback-html.mjs';
import {stringify, text} from './markup.mjs';
import {available} from './prerender.mjs';
import {formatSnippetVersion, lettersOfHtml} from './snippet-version.mjs';

/** @import {Element, ElementContent as Content, Nodes, Root} from 'hast' */
/** @import {Widget} from './fallback-html.mjs' */

/** @typedef {'short' | 'full' | 'author'} Code `author`: full, with a look of its own, for systems that remove scripts and style sheets */

/** Number that stands for the page’s own: its place is marked in the file. */
const OWN_PHONE = '0000000000001';

/** A local line, of the page itself, with marks that src/entries/fallback.ts fills in. */
const local = {phone: OWN_PHONE, operator: '{operator}', 'phone-name': '{phone-name}', hours: '{hours}'};

/** Attributes of each variant, by widget and name of the variant. @type {Record<string, Record<string, Record<string, string>>>} */
export const VARIANTS = {
  'helpline-banner': {
    compact: {variant: 'compact'},
    local,
    'compact.local': {variant: 'compact', ...local},
  },
  'overdose-warning': {compact: {variant: 'compact'}},
  feedback: {stars: {scale: 'stars'}},
  'relapse-guide': {supporter: {audience: 'supporter'}},
};

/** Marks the places of the page’s own number. @param {string} html */
const markPhone = (html) => html.replaceAll(`tel:${OWN_PHONE}`, 'tel:{tel}').replaceAll(OWN_PHONE, '{phone}');

/**
 * Writes the fallback content of all variants of a widget.
 *
 * @param {string} name such as `helpline-banner`
 * @param {import('./prerender.mjs').Options} options
 * @returns {Promise<Map<string, string>>} HTML by file name, such as `helpline-banner.compact.html`
 */
export async function variantFallbacks(name, options) {
  const variants = Object.entries(VARIANTS[name] ?? {}).map(async ([variant, attributes]) => {
    const {fallbackHtml} = await renderWidget(name, {...options, attributes});
    return /** @type {const} */ ([`${name}.${variant}.html`, markPhone(fallbackHtml)]);
  });
  return new Map(await Promise.all(variants));
}

export const CODES = /** @type {readonly Code[]} */ (['short', 'full', 'author']);

/**
 * Short content of widgets that have sentences of their own for it: selectors in their fallback content, one for each line. That of all
 * others is the compact banner, with the emergency number first.
 *
 * @type {Record<string, string[]>}
 */
const LINES = {
  // Naloxone is the third step, and to stay is the last one.
  'overdose-warning': ['div', 'ol > li:nth-child(3) > b', 'ol > li:last-child > b'],
  'quick-exit': ['a', 'summary'],
  feedback: ['p'],
};

/** Puts paragraphs on one line, and removes markup that only tools and the widget need. @param {Content[]} nodes @param {string} gap between two @returns {Content[]} */
const toLine = (nodes, gap) =>
  nodes.flatMap((node, index) => {
    if (node.type !== 'element') return [node];
    const {tagName, properties} = node;
    const children = toLine(node.children, gap);
    if (tagName === 'p') return index ? [text(gap), ...children] : children;
    const isBare = properties.dir || (tagName === 'bdi' && nodes.length === 1);
    if (tagName !== 'a') return isBare ? children : [{...node, children}];
    return [h('a', {href: properties.href, rel: properties.rel && 'noreferrer'}, children)];
  });

/** Removes the name of a helpline, so that a release can only change the number: “Help with drug use: 1-800-555-0199”. @param {Content[]} line */
function withoutName([first, ...rest]) {
  const [purpose] = (first.type === 'text' && /^[^:：]+(: |：)/.exec(first.value)) || [];
  const link = rest.findIndex((node) => 'tagName' in node && node.tagName === 'a');
  return purpose ? [text(purpose), ...rest.slice(link)] : [first, ...rest];
}

/** Removes the marks around digits alone, which are read from left to right in any case. @param {string} html */
const withoutMarks = (html) => html.replace(/\u200e(\d+)\u200e/g, '$1');

/** Characters of HTML that fit in 600 of short code: with the name of a product, and with `rel` beside the directory. */
const [MOST_WITH_NAME, MOST_WITH_REL] = [216, 245];

/** @param {Widget} widget @param {string} [region] */
async function shortContent({name, lang, attributes: all}, region) {
  const {region: _, lang: __, dir: ___, languages: ____, ...attributes} = all;
  const isBanner = name === 'helpline-banner';
  const own = LINES[name];
  const {fallback} = await renderWidget(own ? name : 'helpline-banner', {
    lang,
    region,
    // Those of the warning are in its full variant.
    attributes: name === 'overdose-warning' ? {} : own ? attributes : {...(isBanner && attributes), variant: 'compact'},
  });
  const gap = (await available()).gap(lang);
  const blocks = own ? own.map((selector) => select(selector, fallback)) : fallback.children;
  // The draft notice, and the directory of helplines where there is no line: countries with two uncertain numbers need the space.
  const isLeftOut = (/** @type {Element} */ block) =>
    select('small', block) ?? (!own && !isBanner && select('a[href^=https]', block));
  const lines = blocks.flatMap((node) =>
    node?.type !== 'element' || isLeftOut(node) ? [] : [toLine(node.tagName === 'a' ? [node] : node.children, gap)],
  );
  const named = own || attributes.phone ? lines : lines.map(withoutName);
  const html = withoutMarks(named.map((line) => stringify(h(null, line))).join('<br>')).trim();
  // A second number that is doubtful leaves no room for the name of a product, nor for `rel` beside the directory.
  if (own) return html.length > MOST_WITH_NAME ? html.replace(/ \([^()<]*Narcan[^()<]*\)/, '') : html;
  return html.length > MOST_WITH_REL ? html.replace(' rel="noreferrer"', '') : html;
}

/** Properties that WordPress lets authors set. Colors of the emergency panel, src/core/styles/sos.ts. */
const BOX = 'padding: 12px 16px; border: 2px solid';
const PANEL = `${BOX} #fd0; font-size: 1.25em; font-weight: 700; color: #fff; background: #111`;
const LINK = 'padding: 4px 12px; border: 2px solid #000; font-weight: 700; color: #000; background: #fd0';

/** Writes a number with a hyphen and a space that do not break. @template {Content} T @param {T} node @returns {T} */
const unbroken = (node) =>
  node.type === 'text'
    ? {...node, value: node.value.replace(/(?<=[\d)])[ -](?=[\d(])/g, (mark) => (mark === '-' ? '\u2011' : '\u00a0'))}
    : {...node, ...('children' in node && {children: node.children.map(unbroken)})};

/** Returns the first block, after the row of languages: no widget begins with another list. @template {Nodes} T @param {T[]} children */
const firstBlock = ([first, second]) => (first && 'tagName' in first && first.tagName === 'ul' ? second : first);

/** Gives the first sentence and its link a look. @param {Root} tree */
function addLook(tree) {
  const first = firstBlock(tree.children);
  const panel = first?.type === 'element' && first.tagName === 'div' ? first : undefined;
  const box = panel ?? select('p', tree);
  const link = box && select('a', box);
  if (box) box.properties = {...box.properties, style: panel ? PANEL : BOX};
  if (link) link.properties = {...link.properties, style: LINK};
}

/** @param {Nodes} node */
const isSources = ({data}) => !!data && 'isSources' in data;

/** @param {Content | undefined} node */
const isParagraph = (node) => !!node && 'tagName' in node && node.tagName === 'p';

/** @param {Nodes} node */
const lettersIn = (node) => toString(node).replace(/\s+/g, '');

/**
 * Shortens full code: a link in place of the sources; in a fold, lines in place of paragraphs, and none that repeats the emergency number
 * above.
 *
 * @param {Content[]} nodes
 * @param {{page: string, call: string, isFold?: boolean}} options `page`: address of the widget’s own page; `call`: letters of the first block
 * @returns {Content[]}
 */
const shorten = (nodes, {isFold, ...options}) =>
  nodes
    .filter((node) => !isFold || lettersIn(node) !== options.call)
    .flatMap((node, index, all) => {
      if (node.type !== 'element') return [node];
      if (isSources(node)) {
        const heading = select('summary, h1, h2, h3, h4, h5, h6', node) ?? node;
        return [h('p', h('a', {href: options.page}, toString(heading)))];
      }
      if (isFold && isParagraph(node)) return [...(isParagraph(all[index - 1]) ? [h('br')] : []), ...node.children];
      return [{...node, children: shorten(node.children, {...options, isFold: node.tagName === 'details'})}];
    });

/** @param {Widget} widget @param {boolean} hasLook @param {string} page address of the widget’s own page, which has the sources */
function fullContent({fallback: {children}, fallbackHtml}, hasLook, page) {
  const first = firstBlock(children);
  const call = first ? lettersIn(first) : '';
  const tree = h(null, shorten(structuredClone(/** @type {Content[]} */ (children)), {page, call}));
  if (hasLook) {
    addLook(tree);
    // No style sheet keeps them on one line. Other code keeps numbers as people search for them.
    for (const link of selectAll('a[href^=tel]', tree)) link.children = link.children.map(unbroken);
  }
  const [numbers = ''] = / data-recovery-numbers="[^"]*"/.exec(fallbackHtml) ?? [];
  const html = stringifyBlocks(tree)
    .replace(/ data-recovery-numbers="-"/, () => numbers)
    // The style sheet makes summaries bold, and digits alone need no isolation.
    .replace(/(<summary>)<strong>([^<]*)<\/strong>(?=<\/summary>)|<bdi dir="ltr">([\u200e\d]+)<\/bdi>/g, '$1$2$3')
    .replace(/^<details>[^]*?^<\/details>/gm, (fold) => fold.replace(/\n */g, ''));
  return {html: withoutMarks(html), snippetVersion: formatSnippetVersion(toString(tree))};
}

/**
 * Completes the links of the row of languages. The pages are beside the folder with the files, once for all versions.
 *
 * @param {string} html
 * @param {string} base address of the folder with the files
 */
export const withBase = (html, base) =>
  html.replaceAll(' href="print/', ` href="${base.replace(/(?<=[^/]\/|^\/)[^/]+\/$/, '')}print/`);

/** Returns the address of a folder beside the pages to which a row of languages leads; undefined without a row. @param {string} html */
export const rowBase = (html) => /href="([^"]*)print\/[\w-]+\/[\w-]+\/[\w-]+\.html"/.exec(html)?.[1].concat('-/');

/**
 * Returns the fallback content of a snippet.
 *
 * @param {Widget} widget
 * @param {{code?: Code, region?: string, base?: string}} options `code`: without it, all of the text
 * @returns {Promise<{html: string, snippetVersion?: string}>} `snippetVersion`: missing in short code
 */
export async function contentOf(widget, {code, region, base = ''}) {
  if (code === 'short') return {html: `${await shortContent(widget, region)}\n`};
  if (!code) return {html: withBase(widget.fallbackHtml, base), snippetVersion: widget.snippetVersion};
  const {dir: _, ...attributes} = widget.attributes;
  const query = new URLSearchParams({widget: widget.name, ...attributes});
  const {html, snippetVersion} = fullContent(widget, code === 'author', `${base}frame.html?${query}`);
  return {html: withBase(html, base), snippetVersion};
}

/** Whether the short content of a widget has numbers of the country, which the widget itself may not have. @param {Widget} widget */
export const needsRegion = ({name}) => !Object.hasOwn(LINES, name);

/**
 * Returns the fallback content of today in the code of that in a page.
 *
 * @param {string} html that in the page
 * @param {Widget} widget
 * @param {{form: string, snippetVersion?: unknown}} found
 * @param {string} [region]
 */
export function contentLike(html, widget, {form, snippetVersion}, region) {
  const [, base] = /href="([^"]*)frame\.html\?widget=/.exec(html) ?? [];
  const isShort =
    form !== 'below-frame' && !snippetVersion && !/<(h\d|ul|details|small)\b/.test(html) && lettersOfHtml(html);
  const hasLook = /^\s*<[^<>]*\sstyle=/.test(html);
  // With the list of sources inside.
  const isWhole =
    base === undefined && (form === 'below-frame' || selectAll('details, section', widget.fallback).some(isSources));
  const code = isShort ? 'short' : hasLook ? 'author' : isWhole ? undefined : 'full';
  return contentOf(widget, {code, region, base: base ?? rowBase(html)});
}
