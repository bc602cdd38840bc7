/**
 * The words of a widget with their links, as plain HTML that reads right without style and without script. They are made from
 * what the widget renders and never written a second time. They are what a page shows until the script has run, and what is
 * left where it never does: docs/decisions/0011-plain-words.md.
 */
import {parseFragment} from 'parse5';
import {prerender} from './prerender.mjs';

/**
 * @typedef {import('parse5').DefaultTreeAdapterMap['element']} Element
 * @typedef {import('parse5').DefaultTreeAdapterMap['childNode']} Node
 *
 * @typedef {object} Tag An element of the result
 * @property {string} tag
 * @property {[name: string, value: string][]} attributes
 * @property {(Tag | string)[]} content text is not escaped yet
 * @property {string} [part] of `details`: the part of the widget that it is; not written
 */

const setOf = (/** @type {string} */ names) => new Set(names.split(' '));
/** What says nothing without script, or nothing in words. */
const DROPPED = setOf(
  'style script template slot button input select textarea output progress meter canvas svg iframe img video audio',
);
const INLINE = setOf('a abbr b bdi bdo br cite code em i mark q small span strong sub sup time');
/** Blocks of words. */
const WORDS = setOf('p h1 h2 h3 h4 h5 h6 dt th td caption figcaption');
/** Blocks of words, or of blocks. */
const MIXED = setOf('li dd blockquote');
const LISTS = setOf('ul ol dl table thead tbody tr');
/** Blocks that are no more than what is in them. */
const UNWRAPPED = setOf('div section fieldset article header footer main nav figure');

/**
 * Moves headings up, so that the first has the level that is asked for.
 *
 * @param {Tag['content']} content
 * @param {number} level
 * @returns {Tag['content']}
 */
function raised(content, level) {
  /** By how much. @type {number | undefined} */
  let by;
  const walk = (/** @type {Tag['content']} */ nodes) =>
    nodes.map((/** @type {Tag | string} */ node) => {
      if (typeof node === 'string') return node;
      const [, own] = /^h([1-6])$/.exec(node.tag) ?? [];
      if (own) by ??= Number(own) - level;
      return /** @type {Tag} */ ({
        ...node,
        tag: own ? `h${Number(own) - (by ?? 0)}` : node.tag,
        content: walk(node.content),
      });
    });
  return walk(content);
}

/** What may stand on which element, beside `lang` and `dir`. All else, such as classes and parts, is the widget's alone. */
const ATTRIBUTES = new Map([
  ['a', ['href', 'rel', 'aria-label']],
  ['details', ['open']],
  ['time', ['datetime']],
  ['th', ['scope']],
  ['ol', ['start']],
]);

/** @param {Node} node @returns {node is Element} */
const isElement = (node) => 'tagName' in node;
/** @param {Node} node @returns {node is Element} */
const isHeading = (node) => isElement(node) && /^h[1-6]$/.test(node.tagName);
/** @param {Element} element @param {string} name */
const attribute = ({attrs}, name) => attrs.find((each) => each.name === name)?.value;

/** Whether nothing of it stays. @param {Node} node */
function isDropped(node) {
  if (!isElement(node)) return node.nodeName !== '#text';
  const classes = (attribute(node, 'class') ?? '').split(' ');
  const role = attribute(node, 'role') ?? '';
  // An image may be made of elements; the words in it make no sense without it.
  return DROPPED.has(node.tagName) || /^(status|img)$/.test(role) || classes.includes('screen');
}

/** @param {Element} element what of it stays */
const kept = ({childNodes}) => childNodes.filter((node) => !isDropped(node));

/** @param {Node} node @returns {string} */
const textOf = (node) =>
  isElement(node) ? kept(node).map(textOf).join('') : 'value' in node ? node.value.replace(/\s+/g, ' ') : '';

/** @param {Node} node */
const isEmpty = (node) => !textOf(node).trim();

/** @param {Node} node @returns {boolean} */
const isInline = (node) => !isElement(node) || (INLINE.has(node.tagName) && kept(node).every(isInline));

/** Whether a box stays that is otherwise unwrapped: what is laid out as one has to stay together. @param {Element} element */
function isBox({tagName, childNodes, parentNode}) {
  const parent = /** @type {Element} */ (parentNode);
  if (tagName === 'div' && parent.tagName === 'dl') return true;
  // The outermost is the card.
  if (attribute(parent, 'part') === 'base') return false;
  const isSection = (/** @type {Node} */ node) => node.nodeName === 'section' || node.nodeName === 'fieldset';
  const parts = childNodes.filter((node) => !isDropped(node) && !isEmpty(node));
  return /^(section|fieldset)$/.test(tagName) || (tagName === 'div' && parts.length > 1 && parts.every(isSection));
}

/** White space as a browser shows it: none at the ends and beside breaks. @param {Tag['content']} content */
function tidy(content) {
  /** Where the last text is that nothing visible followed. @type {[Tag['content'], number] | undefined} */
  let last;
  let atStart = true;
  const trimEnd = () => {
    if (last) last[0][last[1]] = String(last[0][last[1]]).trimEnd();
  };
  const walk = (/** @type {Tag['content']} */ nodes) =>
    nodes.forEach((node, index) => {
      if (typeof node === 'string') {
        const text = node.replace(/\s+/g, ' ');
        nodes[index] = atStart ? text.trimStart() : text;
        if (!nodes[index]) return;
        atStart = text.endsWith(' ');
        last = [nodes, index];
      } else if (node.tag === 'br') {
        trimEnd();
        atStart = true;
      } else walk(node.content);
    });
  walk(content);
  trimEnd();
  return content;
}

/**
 * Makes the plain words of what a widget rendered.
 *
 * @param {string} html content of its shadow root, as `prerender` gives it
 * @param {{lang: string, dir: 'ltr' | 'rtl'}} options its language
 * @returns {Tag[]} blocks
 * @throws {Error} for an element it does not know: no widget shall lose words unnoticed
 */
export function flatten(html, {lang, dir}) {
  const comma = /^(ar|fa|ps|ug|ur)\b/.test(lang) ? '، ' : /^(ja|zh)\b/.test(lang) ? '、' : ', ';

  /** @param {Element} element @param {string} around language of what it stands in @returns {Tag['attributes']} */
  const attributesOf = (element, around) =>
    element.attrs
      .filter(({name, value}) => {
        if (name === 'lang') return value !== around;
        // No page is opened by a number that could learn where the reader comes from.
        if (name === 'rel') return /^https?:/.test(attribute(element, 'href') ?? '');
        return name === 'dir' || ATTRIBUTES.get(element.tagName)?.includes(name);
      })
      .map(({name, value}) => [name, value]);

  /** @param {Node[]} nodes all inline @param {string} around @returns {Tag['content']} */
  function inline(nodes, around) {
    const isSpan = (/** @type {Node | undefined} */ node) => node?.nodeName === 'span' && !isEmpty(node);
    const parts = nodes.filter(
      (node, index) => isElement(node) || !isEmpty(node) || !isSpan(nodes[index - 1]) || !isSpan(nodes[index + 1]),
    );
    return parts.flatMap((node, index) => {
      if (!isElement(node)) return textOf(node);
      const attributes = attributesOf(node, around);
      const isTurned = dir === 'rtl' && attribute(node, 'dir') === 'ltr';
      const inner = inline(kept(node), attribute(node, 'lang') ?? around);
      // Filters that strip `bdi`, WordPress's among them, leave these: without them figures would be turned round.
      const content = isTurned ? ['\u200e', ...inner, '\u200e'] : inner;
      if (node.tagName === 'br') return {tag: 'br', attributes, content};
      if (isEmpty(node)) return ' ';
      // Spans side by side are kept apart by the style of the widget; here by a comma.
      const before = isSpan(node) && isSpan(parts[index - 1]) ? [comma] : [];
      // A `bdi` that changes nothing: words written from left to right, in others that are.
      const isPlain = node.tagName === 'bdi' && dir === 'ltr' && !/[\u0590-\u08ff\ufb1d-\ufefc]/.test(textOf(node));
      const isBare = !attributes.length && (node.tagName === 'span' || isPlain);
      return [...before, ...(isBare ? content : [{tag: node.tagName, attributes, content}])];
    });
  }

  /** @param {string} tag @param {Tag['content']} content @param {Tag['attributes']} [attributes] @returns {Tag[]} */
  const block = (tag, content, attributes = []) =>
    content.some((each) => typeof each !== 'string' || each.trim()) ? [{tag, attributes, content: tidy(content)}] : [];

  const strong = (/** @type {Tag['content']} */ content) => ({tag: 'strong', attributes: [], content});

  /** Words that stand by themselves. @param {Node[]} nodes @param {string} around @returns {Tag[]} */
  function paragraphs(nodes, around) {
    const parts = nodes.filter((node) => !isEmpty(node));
    // Links side by side are kept apart by the style of the widget; here they are a paragraph each.
    const isRow = parts.length > 1 && parts.every(({nodeName}) => nodeName === 'a');
    return (isRow ? parts.map((part) => [part]) : [nodes]).flatMap((each) => block('p', inline(each, around)));
  }

  /** @param {Node[]} nodes @param {string} around @returns {Tag[]} */
  function blocks(nodes, around) {
    /** @type {Tag[]} */
    const result = [];
    for (let index = 0; index < nodes.length;) {
      // Inline nodes that follow each other are one paragraph, labels one list; a single label is a paragraph.
      const [kind, isOfKind] = isInline(nodes[index])
        ? ['words', isInline]
        : ['labels', (/** @type {Node} */ node) => node.nodeName === 'label' || (!isElement(node) && isEmpty(node))];
      const end = nodes.findIndex((node, at) => at >= index && !isOfKind(node));
      const run = nodes.slice(index, end < 0 ? undefined : end);
      if (kind === 'words') result.push(...paragraphs(run, around));
      else if (run.length) {
        const labels = run.filter(isElement);
        const each = (/** @type {string} */ tag) => labels.flatMap((label) => block(tag, inline(kept(label), around)));
        result.push(...(labels.length > 1 ? block('ul', each('li')) : each('p')));
      } else result.push(...blockOf(/** @type {Element} */ (nodes[index]), around));
      index += run.length || 1;
    }
    return result;
  }

  /** @param {Element} element @param {string} outer @returns {Tag[]} */
  function blockOf(element, outer) {
    const {tagName} = element;
    const around = attribute(element, 'lang') ?? outer;
    const attributes = attributesOf(element, outer);
    const nodes = kept(element);
    if (tagName === 'legend') return block('p', [strong(tidy(inline(nodes, around)))]);
    if (tagName === 'summary') return block('summary', summary(nodes, around), attributes);
    if (WORDS.has(tagName) || (MIXED.has(tagName) && nodes.every(isInline)))
      return block(tagName, inline(nodes, around), attributes);
    if (tagName === 'details') {
      const summaryOf = nodes.filter(isElement).find((node) => node.tagName === 'summary');
      const name = summaryOf && kept(summaryOf).find(isHeading);
      return block(tagName, blocks(nodes, around), attributes).map((made) => ({
        ...made,
        // What named it is no heading any more: those below it take its level, so that none is skipped.
        content: name ? raised(made.content, Number(name.nodeName[1])) : made.content,
        part: attribute(element, 'part'),
      }));
    }
    if (MIXED.has(tagName) || LISTS.has(tagName) || isBox(element)) {
      const content = blocks(nodes, around);
      // A section is what has a heading, which groups of controls have not, and others perhaps on screen alone.
      const isSection = content.some(({tag}) => /^h[1-6]$/.test(tag));
      return block(
        /^(section|fieldset)$/.test(tagName) ? (isSection ? 'section' : 'div') : tagName,
        content,
        attributes,
      );
    }
    if (UNWRAPPED.has(tagName)) return blocks(nodes, around);
    throw new Error(
      `The plain words do not know <${tagName}>: src/tools/html/fallback-html.mjs says what becomes of elements.`,
    );
  }

  /** A heading in it would stand in a line below its triangle. @param {Node[]} nodes @param {string} around */
  const summary = (nodes, around) =>
    nodes.flatMap((node, index) => {
      if (!isHeading(node)) return inline([node], around);
      const isLast = nodes.slice(index + 1).every(isEmpty);
      const name = tidy(inline(kept(node), around));
      return [strong(isLast ? name : [...name, ':'])];
    });

  /** What the widget has around it is for the look. @param {Node[]} nodes @returns {Element | undefined} */
  const baseIn = (nodes) => {
    for (const node of nodes.filter(isElement)) {
      const base = attribute(node, 'part') === 'base' ? node : baseIn(node.childNodes);
      if (base) return base;
    }
    return undefined;
  };
  const base = baseIn(parseFragment(html).childNodes);
  return blocks(kept(/** @type {Element} */ (base)), lang);
}

const escape = (/** @type {string} */ text) => text.replace(/&/g, '&amp;').replace(/\u00a0/g, '&nbsp;');
export const escapeText = (/** @type {string} */ text) => escape(text).replace(/</g, '&lt;').replace(/>/g, '&gt;');
export const escapeAttribute = (/** @type {string} */ value) => escape(value).replace(/"/g, '&quot;');

/** @param {Tag['attributes']} attributes @returns {string} each with a space before it */
export const attributesText = (attributes) =>
  attributes.map(([name, value]) => (value ? ` ${name}="${escapeAttribute(value)}"` : ` ${name}`)).join('');

/** @param {Tag['content']} content @returns {string} in one line */
const line = (content) =>
  content
    .map((each) => {
      if (typeof each === 'string') return escapeText(each);
      const start = `<${each.tag}${attributesText(each.attributes)}>`;
      return each.tag === 'br' ? start : `${start}${line(each.content)}</${each.tag}>`;
    })
    .join('');

/**
 * Writes blocks, one a line: editors that make a break of each line end find none within a paragraph.
 *
 * @param {Tag[]} blocks
 * @param {string} [indent] white space before each line
 */
export const write = (blocks, indent = '') =>
  blocks
    .map((block) => {
      const {tag, attributes, content} = block;
      const inner = /** @type {Tag[]} */ (content);
      const isOfBlocks = content.length && inner.every((each) => each.tag && !INLINE.has(each.tag));
      return isOfBlocks
        ? `${indent}<${tag}${attributesText(attributes)}>\n${write(inner, `${indent}  `)}${indent}</${tag}>\n`
        : `${indent}${line([block])}\n`;
    })
    .join('');

/**
 * The plain words of a widget as HTML, one block a line.
 *
 * @param {string} name such as `helpline-banner`
 * @param {Parameters<typeof prerender>[1]} [options]
 * @param {string} [indent]
 */
export async function plainWords(name, options, indent) {
  const rendered = await prerender(name, options);
  return write(flatten(rendered.html, rendered), indent);
}
