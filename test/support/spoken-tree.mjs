/** Chromium’s accessibility tree of a widget, as text. */
import {diffArrays} from 'diff';

/** Selector of the element around each widget. */
export const GROUP = '[role=group]';

/**
 * @typedef {object} Node A node of Chromium’s accessibility tree
 * @property {string} role `text` for text
 * @property {string} name
 * @property {string[]} states
 * @property {string} [lang] of text
 * @property {string} [url] that a link dials
 * @property {string} [live]
 * @property {string} [visibleText] of a link or button
 * @property {number} [level] of a heading
 * @property {Node[]} children
 */

/** Roles without meaning, or with names that differ between versions of Chromium. */
const TRANSPARENT = new Set(
  'none generic strong emphasis time mark code LabelText Legend Abbr superscript subscript Iframe'.split(' '),
);
/** @type {Record<string, string>} */
const ROLES = {SUMMARY: 'summary', DETAILS: 'details', DL: 'terms'};
const IGNORED = new Set(['InlineTextBox', 'ListMarker']);
const collapse = (/** @type {string} */ text) => text.replace(/\s+/g, ' ').trim();

/** Returns children without the text at their start where it is the name of their parent. @param {Node[]} children */
function withoutName(children, name = '') {
  const end = children.findIndex(({role}) => role !== 'text');
  const texts = children.slice(0, Math.max(end, 0)).map((child) => child.name);
  // A block separates words in a name, but adds no space to the text.
  const withoutSpace = (/** @type {string} */ text) => text.replace(/\s/g, '');
  return texts.length && withoutSpace(texts.join('')) === withoutSpace(name) ? children.slice(end) : children;
}

/**
 * @typedef {{element: string, lang: string, text: string, gap: string}} DomNode `gap`: white space that Chromium’s tree lacks before it
 *
 * @typedef {{value?: any}} AXValue
 * @typedef {object} AXNode a node of `Accessibility.getFullAXTree` with a role
 * @property {AXValue} role
 * @property {AXValue} [name]
 * @property {AXValue} [value]
 * @property {AXValue} [description]
 * @property {{name: string, value: AXValue}[]} [properties]
 */

/**
 * Reads element name, language and text of a DOM node and all below it, by node id.
 *
 * @param {any} root from `DOM.describeNode`
 * @returns {Map<number | undefined, DomNode>}
 */
function readDom(root) {
  const dom = new Map();
  // Chromium drops white space that has no visual effect, and with it the gap between two words.
  let gap = '';
  /** @type {(node: any, outer: string) => string} */
  const visit = (node, outer) => {
    const attributes = Object.fromEntries(
      Array.from({length: (node.attributes?.length ?? 0) / 2}, (_, at) => node.attributes.slice(2 * at, 2 * at + 2)),
    );
    const lang = attributes.lang || outer;
    const children = [...(node.children ?? []), ...(node.shadowRoots ?? [])].map((child) => visit(child, lang));
    const isText = node.nodeType === 3;
    const text = isText ? node.nodeValue : children.join('');
    dom.set(node.backendNodeId, {element: node.nodeName, lang, text, gap});
    if (isText) gap = /\s$/.test(text) ? ' ' : '';
    return text;
  };
  visit(root, '');
  return dom;
}

/** Returns the properties of a node of Chromium’s tree by name. @param {AXNode} node @returns {Record<string, any>} */
const propertiesOf = ({properties = []}) =>
  Object.fromEntries(properties.map((property) => [property.name, property.value.value]));

/** Lists the states that screen readers say after role and name. @param {AXNode} node @returns {string[]} */
function statesOf(node) {
  const {role, value, description} = node;
  const is = propertiesOf(node);
  return [
    role.value === 'heading' && `level ${is.level}`,
    'checked' in is && (is.checked === 'true' ? 'checked' : 'not checked'),
    'expanded' in is && (is.expanded ? 'expanded' : 'collapsed'),
    is.disabled && 'disabled',
    is.required && 'required',
    is.invalid === 'true' && 'invalid',
    is.live && is.live !== 'off' && is.live,
    value?.value && `value “${value.value}”`,
    description?.value && `described “${collapse(description.value)}”`,
    /^(tel|sms):/.test(is.url ?? '') && is.url,
  ].filter(Boolean);
}

/** Describes a node that has a role. @param {AXNode} node @param {DomNode} source of it @param {Node[]} children @returns {Node} */
function describeNode(node, {element, text}, children) {
  const {role, name} = node;
  const {live, url, level} = propertiesOf(node);
  const isControl = /^(link|button)$/.test(role.value);
  return {
    // Chromium has several role names for these elements.
    role: ROLES[element] ?? role.value,
    name: collapse(name?.value ?? ''),
    states: statesOf(node),
    live: live && live !== 'off' ? live : undefined,
    url,
    level,
    visibleText: isControl ? collapse(text) : undefined,
    // Screen readers do not enter an image; the legend of a group is already its name.
    children: role.value === 'image' ? [] : withoutName(children, name?.value),
  };
}

/** Describes a text. @param {AXNode} node @param {DomNode} source @returns {Node} */
const describeText = ({name}, {lang, text, gap}) => ({
  role: 'text',
  name: (gap || /^\s/.test(text) ? ' ' : '') + (name?.value || ' '),
  lang,
  states: [],
  children: [],
});

/**
 * Returns the accessibility tree of the visible group: without nodes that no screen reader presents, and with the language of
 * all text, which Chromium’s tree lacks.
 *
 * @param {import('@playwright/test').CDPSession} cdp
 * @returns {Promise<Node>}
 */
export async function treeOf(cdp) {
  const {result} = await cdp.send('Runtime.evaluate', {expression: `document.querySelector('${GROUP}:not([hidden])')`});
  const {node: root} = await cdp.send('DOM.describeNode', {objectId: result.objectId, depth: -1, pierce: true});
  const dom = readDom(root);
  const {nodes} = await cdp.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  /** @type {(id: string) => Node[]} */
  const simplify = (id) => {
    const node = byId.get(id);
    if (!node?.role || IGNORED.has(node.role.value)) return [];
    const {role, childIds = [], ignored, backendDOMNodeId} = node;
    const children = childIds.flatMap(simplify);
    if (ignored || TRANSPARENT.has(role.value)) return children;
    const isText = role.value === 'StaticText' || role.value === 'LineBreak';
    const source = dom.get(backendDOMNodeId) ?? {element: '', lang: '', text: '', gap: ''};
    return [isText ? describeText({...node, role}, source) : describeNode({...node, role}, source, children)];
  };
  const group = nodes.find(({backendDOMNodeId}) => backendDOMNodeId === root.backendNodeId);
  if (!group) throw new Error(`${GROUP} is not in the tree`);
  return simplify(group.nodeId)[0];
}

/** Returns every node of a tree in reading order. @param {Node} node @returns {Node[]} */
export const walk = (node) => [node, ...node.children.flatMap(walk)];

/** Returns the text of a node, with runs in another language marked. @param {Pick<Node, 'children'>} node @param {string} lang */
function textOf({children}, lang) {
  /** @type {{lang?: string, text: string}[]} */
  const runs = [];
  for (const {name: text, lang: textLang} of children) {
    const last = runs.at(-1);
    // White space has no language.
    if (last && (last.lang === textLang || !text.trim())) last.text += text;
    else runs.push({lang: textLang, text});
  }
  return collapse(
    runs
      .map((run) => (run.lang && run.lang !== lang ? run.text.replace(/\S.*\S|\S/s, `⟨${run.lang}: $&⟩`) : run.text))
      .join(''),
  );
}

/** Formats a tree as lines. @param {Node} node @param {string} lang @param {string} indent @returns {string[]} */
export function linesOf({children}, lang, indent = '') {
  /** @type {Node[]} */
  const texts = [];
  const flushTexts = () => {
    const text = textOf({children: texts.splice(0)}, lang);
    return text ? [`${indent}${text}`] : [];
  };
  const out = children.flatMap((child) => {
    if (child.role === 'text') {
      texts.push(child);
      return [];
    }
    const hasOnlyText = child.children.every(({role}) => role === 'text');
    const text = hasOnlyText ? textOf(child, lang) : '';
    const plain = hasOnlyText ? collapse(child.children.map(({name}) => name).join('')) : '';
    // The name comes first; the text follows where it differs.
    const name = child.name && `“${plain === child.name ? text : child.name}”`;
    const own = [child.role, name, ...child.states].filter(Boolean).join(' ');
    const isTextInName = !text || plain === child.name || child.role === 'link' || child.role === 'button';
    return [
      ...flushTexts(),
      hasOnlyText && !isTextInName ? `${indent}${own}: ${text}` : `${indent}${own}`,
      ...(hasOnlyText ? [] : linesOf(child, lang, `${indent}  `)),
    ];
  });
  return [...out, ...flushTexts()];
}

/** Returns the lines that differ between two texts, with a minus or a plus. @param {string[]} before @param {string[]} after */
export const difference = (before, after) =>
  diffArrays(before, after).flatMap(({value, added, removed}) =>
    added || removed ? value.map((line) => `${added ? '+' : '-'} ${line}`) : [],
  );
