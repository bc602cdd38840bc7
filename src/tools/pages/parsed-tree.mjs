/** The elements of source that a parser has read, for the check: nothing of it runs, and nothing is fetched. */
import {defaultTreeAdapter, parse} from 'parse5';

/**
 * @typedef {import('parse5').DefaultTreeAdapterTypes.Element} Element
 * @typedef {import('parse5').DefaultTreeAdapterTypes.ChildNode} Node
 * @typedef {import('../../check/tree.js').Tree<Element>} Tree
 */

/** Elements whose content is not text of the page. */
const HIDDEN = ['script', 'style', 'template', 'noscript'];

/** @param {Node} root @returns {string} */
function textOf(root) {
  let text = '';
  // Without recursion: hostile source nests deeply.
  const stack = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if ('value' in node) text += node.value;
    if (!('tagName' in node) || HIDDEN.includes(node.tagName)) continue;
    for (let index = node.childNodes.length - 1; index >= 0; index--) stack.push(node.childNodes[index]);
  }
  return text;
}

/** @param {{childNodes: Node[]}} parent @returns {Element[]} in document order */
function elementsIn(parent) {
  /** @type {Element[]} */
  const found = [];
  const stack = [...parent.childNodes].reverse();
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (!('tagName' in node)) continue;
    found.push(node);
    for (let index = node.childNodes.length - 1; index >= 0; index--) stack.push(node.childNodes[index]);
  }
  return found;
}

/**
 * Tree adapter that keeps locations of widgets alone. With those of all nodes, five million characters took half as long again.
 *
 * @type {typeof defaultTreeAdapter}
 */
const treeAdapter = {
  ...defaultTreeAdapter,
  setNodeSourceCodeLocation(node, location) {
    if (isOurs(node)) defaultTreeAdapter.setNodeSourceCodeLocation(node, location);
  },
};

/** @param {import('parse5').DefaultTreeAdapterTypes.Node} node */
const isOurs = (node) =>
  'tagName' in node &&
  (node.tagName.startsWith('recovery-') || node.attrs.some(({name}) => name === 'data-recovery-widget'));

/**
 * Parses the source of a page.
 *
 * @param {string} source
 * @param {string} [url] address of the page, if it is known
 * @returns {Tree}
 */
export function parseTree(source, url = '') {
  const page = parse(source, {sourceCodeLocationInfo: true, treeAdapter});
  return {
    url,
    elements: elementsIn(page),
    tag: ({tagName}) => tagName,
    attribute: (node, name) => node.attrs.find((attribute) => attribute.name === name)?.value ?? null,
    text: textOf,
    code: (node) => node.childNodes.map((child) => ('value' in child ? child.value : '')).join(''),
    parent: ({parentNode}) => (parentNode && 'tagName' in parentNode ? parentNode : undefined),
    isClosed: ({sourceCodeLocation}) => !sourceCodeLocation || !!sourceCodeLocation.endTag,
  };
}
