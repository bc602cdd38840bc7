/** Opens a packet that came back, whatever program has saved it. Reads text only, so that changes of the markup do not matter. */
import {strFromU8, strToU8, unzipSync, zipSync} from 'fflate';
import {fromHtml} from 'hast-util-from-html';
import {matches, selectAll} from 'hast-util-select';
import {toString} from 'hast-util-to-string';
import {MARK} from './packet.mjs';
import {shortHash} from './questions.mjs';

/** @import {Element, Nodes, Root} from 'hast' */

/** A file that cannot be used, for the person who sent it: one problem a line, each with its place. */
export class PacketError extends Error {
  /** @param {string[]} problems */
  constructor(problems) {
    super(problems.join('\n'));
    this.name = 'PacketError';
    this.problems = problems;
  }
}

/**
 * @typedef {{where: string, cells: string[], notes: Remark[], struck: string[], around: string[], images: string[]}} GridRow `notes`: comments
 *   in the margin and in foot- and endnotes; `struck`: text that was struck through or highlighted; `around`: text between its table and the
 *   next; `images`: short hashes of its pictures
 *
 * @typedef {{where: string, text: string}} Remark
 */

/** Maximum bytes of an unzipped packet; the largest has 2 MB. */
const MAX_SIZE = 50_000_000;

/** Maximum depth of its HTML; packets have 6. */
const MAX_DEPTH = 50;

const BROKEN = 'the file is broken: it cannot be unzipped. Ask for it again, or save it again.';
const OTHER_FORMAT = 'the file is not a Word document: save it as .docx.';

/** A color behind words, a paragraph or a cell that is not white and not that of our heads. */
const SHADED = /w:val="(?!clear|nil)|w:fill="(?!auto|FFFFFF|E6ECF2)/iu;

/** Returns a document in which each line through text and each color behind it is one that the reader of documents knows. @param {string} xml */
function showMarks(xml) {
  const mark = '<w:highlight w:val="yellow"/>';
  const shaded = {tc: false, p: false};
  let place = '';
  return xml.replace(/<(\/?)w:(tc|p|r|tcPr|pPr|rPr|shd|d?strike)(?=[\s/>])[^<>]*>/gu, (tag, end, name) => {
    if (name.endsWith('strike')) return /"(0|false|off)"/u.test(tag) ? '' : '<w:strike/>';
    if (name === 'tc' || name === 'p') shaded[/** @type {'tc' | 'p'} */ (name)] = false;
    else if (name === 'r') return end || !(shaded.tc || shaded.p) ? tag : `${tag}<w:rPr>${mark}</w:rPr>`;
    else if (name !== 'shd') place = end ? '' : name;
    else if (SHADED.test(tag) && place === 'rPr') return mark;
    else if (SHADED.test(tag)) shaded[place === 'tcPr' ? 'tc' : 'p'] = true;
    return tag;
  });
}

/**
 * Checks that a file is a Word document without macros, and returns it as a zip whose declared sizes are true: a program that unzips it
 * never gets more than was checked.
 *
 * @param {Uint8Array} bytes
 * @throws {PacketError} if it is broken, or larger than any packet
 */
function honestZip(bytes) {
  const start = Buffer.from(bytes.subarray(0, 8));
  if (start.toString('hex').startsWith('d0cf11e0'))
    throw new PacketError(['the file is an old .doc, or has a password: save it as .docx without one.']);
  if (!start.toString('latin1').startsWith('PK')) throw new PacketError([OTHER_FORMAT]);
  let size = 0;
  let zip;
  let names;
  try {
    const files = unzipSync(bytes, {filter: ({originalSize}) => (size += originalSize) <= MAX_SIZE});
    names = Object.keys(files);
    for (const name of names)
      if (/^word\/document\d*\.xml$/u.test(name)) files[name] = strToU8(showMarks(strFromU8(files[name])));
    zip = zipSync(files, {level: 0});
  } catch {
    throw new PacketError([BROKEN]);
  }
  if (size > MAX_SIZE)
    throw new PacketError([`the file unzips to ${Math.round(size / 1e6)} MB: that is not a packet.`]);
  const macro = names.find((name) => /vbaProject|vbaData|\/activeX\//iu.test(name));
  if (macro) throw new PacketError([`the file has macros (${macro}): save it as .docx without them.`]);
  if (!names.includes('word/document.xml')) throw new PacketError([OTHER_FORMAT]);
  return zip;
}

/** Names of the elements that end a line. */
const BLOCKS = new Set(['p', 'div', 'li', 'br', 'tr']);

/** Selectors of references to comments, foot- and endnotes, and of foot- and endnotes. */
const REFERENCE = 'a[id^="comment-ref-"], a[id^="footnote-ref-"], a[id^="endnote-ref-"]';
const NOTE = 'li[id^="footnote-"], li[id^="endnote-"]';

/** Names of marks, by the element that shows them. @type {Record<string, string>} */
const NAMES = {s: 'struck through', mark: 'highlighted'};

/** Returns the text of a cell as a person sees it. @param {Nodes} node @returns {string} */
function textOf(node) {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element') return 'children' in node ? node.children.map(textOf).join('') : '';
  const {tagName, properties, children} = node;
  if (tagName === 'input') return properties.checked ? '☒' : '☐';
  if (tagName === 'a' && matches(REFERENCE, node)) return '';
  const text = children.map(textOf).join('');
  return BLOCKS.has(tagName) ? `${text}\n` : text;
}

/** @param {Element} node @param {ReturnType<typeof readMargin>} margin @returns {Remark[]} the notes at an element */
const notesAt = (node, margin) =>
  selectAll(REFERENCE, node).flatMap(({properties: {href}}) => margin.filter(({link}) => `#${link}` === href));

/** @param {Element} node @returns {string[]} what was struck through or highlighted in an element */
const struckIn = (node) => selectAll('s, mark', node).map((each) => `${NAMES[each.tagName]}: “${textOf(each).trim()}”`);

/** Returns the text around a table, with its notes and marks: the heading of its widget, what is above it, and below it to the next heading. @param {Root} tree @param {Element} table @param {ReturnType<typeof readMargin>} margin */
function textAround({children}, table, margin) {
  const at = children.indexOf(table);
  const is = (/** @type {RegExp} */ names) => (/** @type {Nodes} */ node) =>
    node.type === 'element' && names.test(node.tagName);
  const before = children.slice(0, Math.max(at, 0));
  const above = before.slice(before.findLastIndex(is(/^table$/)) + 1);
  const heading = above.findIndex(is(/^h\d$/));
  const after = at < 0 ? [] : children.slice(at + 1);
  const end = after.findIndex(is(/^(table|h\d)$/));
  const part = before.slice(before.findLastIndex(is(/^h2$/)));
  const title = part.slice(0, part.findIndex(is(/^(table|h3)$/)));
  return [...title, ...above.slice(Math.max(heading, 0)), ...after.slice(0, end < 0 ? undefined : end)]
    .flatMap((node) => [
      textOf(node).trim(),
      ...(node.type === 'element' ? [...notesAt(node, margin).map(({text}) => text), ...struckIn(node)] : []),
    ])
    .filter(Boolean);
}

/** @param {Root} tree @param {ReturnType<typeof readMargin>} margin */
const readTables = (tree, margin) =>
  selectAll('table', tree).map((table, tableIndex) => {
    const around = textAround(tree, table, margin);
    return selectAll('tr', table).map((row, index) => ({
      where: `table ${tableIndex + 1}, row ${index + 1}`,
      cells: /** @type {Element[]} */ (
        row.children.filter((child) => child.type === 'element' && /^t[dh]$/.test(child.tagName))
      ).map((cell) => textOf(cell).trim()),
      notes: notesAt(row, margin),
      images: selectAll('img', row).map(({properties: {src}}) => String(src)),
      struck: struckIn(row),
      around,
    }));
  });

/** Returns the comments in the margin of a document and its foot- and endnotes, with the row they are at. @param {Root} tree */
function readMargin(tree) {
  const places = new Map(
    selectAll('tr', tree).flatMap((row) => {
      const [[, , id] = []] = toString(row).matchAll(MARK);
      return selectAll(REFERENCE, row).map((link) => [String(link.properties.href).slice(1), id ?? '']);
    }),
  );
  const bodies = [...selectAll('dd', tree), ...selectAll(NOTE, tree)];
  return [...selectAll('dt', tree), ...selectAll(NOTE, tree)].map((term, index) => {
    const definition = bodies[index];
    const link = String(term.properties.id);
    const where = `margin, at ${places.get(link) || 'the document'}`;
    return {link, where, text: (definition ? textOf(definition) : '').replace(/↑\s*$/u, '').trim()};
  });
}

/** Returns the text outside the tables and the margin. @param {Root} tree @returns {Remark[]} */
function readLoose(tree) {
  /** @param {Nodes} node @returns {string[]} */
  const textsIn = (node) => {
    if (node.type === 'text') return [node.value];
    if (node.type === 'element') {
      if (/^(table|dl)$/.test(node.tagName) || matches(NOTE, node)) return [];
      if (/^(p|h[1-6]|li)$/.test(node.tagName)) return [textOf(node)];
    }
    return 'children' in node ? node.children.flatMap(textsIn) : [];
  };
  return textsIn(tree).map((text) => ({where: 'outside the tables', text: text.trim()}));
}

const tooDeep = () => new PacketError(['the document is nested too deeply: that is not a packet.']);

/** Refuses tables in tables in tables …: the time to look up their rows grows with the cube of the depth. @param {Root} tree @throws {PacketError} */
function checkDepth(tree) {
  /** @type {Nodes[]} */
  let level = tree.children;
  for (let depth = 0; level.length; depth++) {
    if (depth > MAX_DEPTH) throw tooDeep();
    level = level.flatMap((node) => ('children' in node ? node.children : []));
  }
}

/** Opens a packet: its tables, the `remarks` in the margin, and `loose` text outside the tables. @param {Uint8Array} bytes @throws {PacketError} if it is broken, or of another format */
export async function openPacket(bytes) {
  const buffer = Buffer.from(honestZip(bytes));
  const {default: mammoth} = await import('mammoth');
  const hashOf = (/** @type {any} */ image) => image.readAsBase64String().then(shortHash, () => 'none');
  const convertImage = mammoth.images.imgElement(async (image) => ({src: await hashOf(image)}));
  try {
    const styleMap = ['comment-reference => sup.comment', 'highlight => mark'];
    const {value: html} = await mammoth.convertToHtml({buffer}, {styleMap, convertImage});
    const tree = fromHtml(html, {fragment: true});
    checkDepth(tree);
    const remarks = readMargin(tree);
    return {tables: readTables(tree, remarks), remarks, loose: readLoose(tree)};
  } catch (error) {
    if (error instanceof PacketError) throw error;
    if (error instanceof RangeError) throw tooDeep();
    // The errors of the libraries are of no use to a person.
    throw new PacketError(['the document is broken: it cannot be read. Save it again, or ask for it again.']);
  }
}
