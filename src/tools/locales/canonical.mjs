/**
 * Brings XLIFF 1.2 that another tool has saved into the form that lit-localize reads: no prefixes, comments, CDATA, segments or
 * earlier translations in a unit, placeholders as in the source. A file in that form stays as it is, byte by byte.
 */
import {DOMParser} from '@xmldom/xmldom';
import {SaxesParser} from 'saxes';
import {ContentError} from '../content/read-content.mjs';

const NAMESPACE = 'urn:oasis:names:tc:xliff:document:1.2';

/** An XLIFF file that cannot be used, with the name of the file and the line. */
export class XliffError extends ContentError {
  exitCode = 2;
}

/** Elements of a unit that other tools add, and that say nothing about the translation to ship. */
const EXTRA = new Set(['alt-trans', 'seg-source', 'bin-unit']);

/** Inline elements around text whose content counts. */
const WRAPPERS = new Set(['mrk', 'g']);

/** @param {Node} node @returns {node is Element} */
export const isElement = (node) => node.nodeType === node.ELEMENT_NODE;

/** @param {Node} node */
const childrenOf = (node) => Array.from(node.childNodes);

/** Line of an element in the file. @param {Element} element @returns {number | string} */
const lineOf = (element) => /** @type {any} */ (element).lineNumber ?? '?';

/** Name of an element without its prefix. @param {Element} element */
const nameOf = (element) => element.localName || element.tagName;

/**
 * Parses XML strictly: xmldom repairs most errors and says nothing, so another parser looks first.
 *
 * @param {string} xml
 * @param {string} file name, for messages
 * @throws {XliffError}
 */
function parse(xml, file) {
  /** @type {string[]} */
  const problems = [];
  const checker = new SaxesParser({xmlns: true, position: true});
  checker.on('error', ({message}) => {
    const [, line, text] = /^(\d+):\d+: (.*)$/.exec(message) ?? [];
    problems.push(`${file}, line ${line ?? '?'}: ${text ?? message}`);
  });
  checker.write(xml.replace(/^\ufeff/, '')).close();
  if (problems.length) throw new XliffError(problems.slice(0, 5));
  return new DOMParser({locator: {}}).parseFromString(xml, 'text/xml');
}

/** Removes the prefix of an element and of all in it. @param {Element} element @returns {Element} the same or another in its place */
function withoutPrefix(element) {
  let own = element;
  if (element.prefix) {
    const document = /** @type {Document} */ (element.ownerDocument);
    own = document.createElementNS(NAMESPACE, nameOf(element));
    Object.assign(own, {lineNumber: lineOf(element)});
    for (const {name, value} of Array.from(element.attributes))
      if (!name.startsWith('xmlns')) own.setAttribute(name, value);
    for (const child of childrenOf(element)) own.appendChild(child);
    if (element.parentNode) element.parentNode.replaceChild(own, element);
  }
  for (const child of childrenOf(own)) if (isElement(child)) withoutPrefix(child);
  return own;
}

/** Turns CDATA into text and removes comments. @param {Node} node */
function simplifyText(node) {
  for (const child of childrenOf(node)) {
    if (child.nodeType === child.COMMENT_NODE || child.nodeType === child.PROCESSING_INSTRUCTION_NODE)
      node.removeChild(child);
    else if (child.nodeType === child.CDATA_SECTION_NODE) {
      const document = /** @type {Document} */ (node.ownerDocument);
      node.replaceChild(document.createTextNode(child.nodeValue ?? ''), child);
    } else if (isElement(child)) {
      simplifyText(child);
      if (WRAPPERS.has(nameOf(child))) {
        for (const inner of childrenOf(child)) node.insertBefore(inner, child);
        node.removeChild(child);
      }
    }
  }
  // Adjacent texts would be written as they are, but compared with one text.
  if ('normalize' in node) node.normalize();
}

/**
 * Removes the line breaks and indents that programs put around placeholders, such as Lokalize; no text of ours has a line break.
 *
 * @param {Element} part
 */
function withoutIndents(part) {
  for (const node of childrenOf(part).filter(({nodeType}) => nodeType === part.TEXT_NODE)) {
    const text = node.nodeValue ?? '';
    if (!text.includes('\n')) continue;
    const plain = text.replace(/^\s*\n\s*|\s*\n\s*$/g, '').replace(/\s*\n\s*/g, ' ');
    // xmldom would go on writing the old text of a node.
    if (plain) part.replaceChild(/** @type {Document} */ (part.ownerDocument).createTextNode(plain), node);
    else part.removeChild(node);
  }
}

/** @param {Element} parent @param {string} name */
const childNamed = (parent, name) =>
  /** @type {Element | undefined} */ (childrenOf(parent).find((child) => isElement(child) && nameOf(child) === name));

/**
 * Copies the attributes of placeholders from the source to the target: some tools keep only the id.
 *
 * @param {Element} source
 * @param {Element} target
 */
function completePlaceholders(source, target) {
  const known = new Map(
    childrenOf(source).flatMap((child) => (isElement(child) ? [[child.getAttribute('id'), child]] : [])),
  );
  for (const child of childrenOf(target).filter(isElement)) {
    const original = /** @type {Element | undefined} */ (known.get(child.getAttribute('id')));
    if (original && !child.getAttribute('equiv-text') && !child.textContent)
      target.replaceChild(original.cloneNode(true), child);
  }
}

/** @param {Element} unit @param {string} file */
function simplifyUnit(unit, file) {
  for (const child of childrenOf(unit))
    if (child.nodeType === child.COMMENT_NODE || (isElement(child) && EXTRA.has(nameOf(child)))) {
      // The line break before it belongs to it.
      if (child.previousSibling?.nodeType === child.TEXT_NODE) unit.removeChild(child.previousSibling);
      unit.removeChild(child);
    }
  const source = childNamed(unit, 'source');
  const target = childNamed(unit, 'target');
  if (!unit.getAttribute('id') || !source)
    throw new XliffError([`${file}, line ${lineOf(unit)}: the unit has no ${source ? 'id' : 'source'}`]);
  for (const part of [source, target])
    if (part) {
      simplifyText(part);
      withoutIndents(part);
    }
  for (const note of childrenOf(unit)) if (isElement(note) && nameOf(note) === 'note') simplifyText(note);
  if (target) completePlaceholders(source, target);
  for (const part of [source, target]) if (part) sortAttributes(part);
}

/** Writes the attributes of placeholders in the order of lit-localize: sources are compared as text. @param {Element} part */
function sortAttributes(part) {
  for (const placeholder of childrenOf(part).filter(isElement)) {
    const attributes = Array.from(placeholder.attributes, ({name, value}) => ({name, value}));
    const rank = (/** @type {string} */ name) => ['id', 'equiv-text'].indexOf(name) + 1 || 3;
    for (const {name} of attributes) placeholder.removeAttribute(name);
    for (const {name, value} of attributes.sort((a, b) => rank(a.name) - rank(b.name)))
      placeholder.setAttribute(name, value);
  }
}

/**
 * Parses XLIFF 1.2 of any tool.
 *
 * @param {string} xml
 * @param {object} [expected]
 * @param {string} [expected.file] name of the file, for messages
 * @param {string} [expected.language] BCP 47 tag that it must be in
 * @returns {{document: Document, file: Element, units: Element[]}}
 * @throws {XliffError} with file and line, if it is not XLIFF 1.2, in another language, or names a unit twice
 */
export function parseAny(xml, {file: name = 'XLIFF', language} = {}) {
  const document = parse(xml, name);
  const root = withoutPrefix(/** @type {Element} */ (document.documentElement));
  const version = root.getAttribute('version');
  if (nameOf(root) !== 'xliff')
    throw new XliffError([`${name}, line 1: the root element is <${root.tagName}>, not <xliff>`]);
  if (version && !version.startsWith('1.'))
    throw new XliffError([`${name}, line 1: XLIFF ${version} is not supported, only 1.2`]);
  const file = childNamed(root, 'file');
  if (!file) throw new XliffError([`${name}: not XLIFF 1.2: the <file> element is missing`]);
  const given = file.getAttribute('target-language') ?? '';
  if (language && given.toLowerCase().replaceAll('_', '-') !== language.toLowerCase())
    throw new XliffError([`${name}, line ${lineOf(file)}: the target language is “${given}”, not “${language}”`]);
  const units = /** @type {Element[]} */ (Array.from(root.getElementsByTagName('trans-unit')));
  const ids = units.map((unit) => unit.getAttribute('id'));
  const repeated = units.find((unit, index) => ids.indexOf(unit.getAttribute('id')) < index);
  if (repeated)
    throw new XliffError([`${name}, line ${lineOf(repeated)}: duplicate unit id ${repeated.getAttribute('id')}`]);
  for (const unit of units) simplifyUnit(unit, name);
  return {document, file, units};
}
