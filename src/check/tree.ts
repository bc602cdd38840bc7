/** The elements of a page: of a document in a browser, or of source that a parser has read. */

/** A page as the check reads it. */
export interface Tree<Node = unknown> {
  /** Address of the page; empty where it is not known. */
  url: string;
  /** All elements in document order, without the content of templates. */
  elements: readonly Node[];
  /** Tag name in lowercase. */
  tag(node: Node): string;
  attribute(node: Node, name: string): string | null;
  /** Text inside, without that of scripts and styles. */
  text(node: Node): string;
  /** Source of a script or style. */
  code(node: Node): string;
  parent(node: Node): Node | undefined;
  /** Whether the end tag is in the source; undefined where that is not known. */
  isClosed(node: Node): boolean | undefined;
}

const HIDDEN = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT']);

function textOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? '';
  if (node instanceof Element && HIDDEN.has(node.tagName.toUpperCase())) return '';
  return Array.from(node.childNodes, textOf).join('');
}

/** Reads a document in a browser. One made by `DOMParser` runs and loads nothing. */
export const documentTree = (page: Document, url = page.URL): Tree<Element> => ({
  url,
  elements: Array.from(page.querySelectorAll('*')),
  tag: (node) => node.localName,
  attribute: (node, name) => node.getAttribute(name),
  text: textOf,
  code: (node) => node.textContent ?? '',
  parent: (node) => node.parentElement ?? undefined,
  isClosed: () => undefined,
});
