/** Opens a packet that came back, whatever program has saved it. Reads text only, so that changes of the markup do not matter. */
import {strFromU8, strToU8, unzipSync, zipSync} from 'fflate';
import {fromHtml} from 'hast-util-from-html';
import {matches, selectAll} from 'hast-util-select';
import {toString} from 'hast-util-to-string';
import {ContentError} from '../content/read-content.mjs';
import {MARK, PICTURES_MARK, WORDS} from './packet.mjs';
import {shortHash} from './questions.mjs';

/** @import {Element, Nodes, Root} from 'hast' */

/** A file that cannot be used, for the person who sent it: one problem a line, each with its place. */
export class PacketError extends ContentError {}

/**
 * @typedef {{where: string, cells: string[], notes: Remark[], struck: string[], around: string[], images: string[]}} GridRow `notes`:
 *   comments in the margin and in foot- and endnotes; `struck`: words with a mark; `around`: text between its table and the
 *   next; `images`: short hashes of its pictures
 *
 * @typedef {{where: string, text: string}} Remark
 */

/** Maximum bytes of an unzipped packet; the largest has 2 MB. */
const MAX_SIZE = 50_000_000;

/** Maximum depth of its HTML; packets have 6. */
const MAX_DEPTH = 50;

/** Names of marks, apart the looks that she may give to her own words, and elements of Word’s format. */
const {known, passed, ours, names, looks} = WORDS;

const BROKEN = 'the file is broken: it cannot be unzipped. Ask for it again, or save it again.';
export const OTHER_PICTURES = 'the pictures of its widget are not those that were sent';
const OTHER_FORMAT = 'the file is not a Word document: save it as .docx.';

/** Elements of which nobody sees that they were added, and those that are passed with all in them, which is no text, or not any more. */
const KNOWN = new Set(Object.values(known).join(' ').split(' '));
const PICTURE = '<(w:drawing)>(?:(?!</w:drawing>).){0,9999}?<a:graphicData [^<>]*/picture".*?</w:drawing>';
const PASSED = RegExp(`${PICTURE}|<(w:(?:${passed.replaceAll(' ', '|')}))(?: [^<>]*)?(?<!/)>.{0,9999}?</\\2>`, 'gsu');

/** Whether a property is off, or has a value that the packet itself has. @param {string} tag @param {string} name */
const isOurs = (tag, name) =>
  /^[^=]*w:val="(0|false|off|none|nil|auto|baseline)"/u.test(tag) || (ours[name] && RegExp(ours[name], 'iu').test(tag));

/** Returns a document in which each paragraph with a mark ends with its words, as the gravest mark. @param {string} xml */
const showMarks = (xml) =>
  xml
    .split(/(?<=<\/w:p>)/u)
    .map((part) => {
      const links = /<w:hyperlink.*?<\/w:hyperlink>/gsu;
      const rest = part.replace(PASSED, '').replace(links, (link) => link.replace(/<w:u [^<>]*>/gu, ''));
      const odd = [...rest.matchAll(/<(?!\/w:|[?!])\/?(?:\w+:)?(\w+)[^<>]*>/gu)].flatMap(([tag, name]) =>
        KNOWN.has(name) || isOurs(tag, name) ? [] : name,
      );
      const mark = odd.find((name) => names[name]) ?? odd.find((name) => looks[name]) ?? (odd.length ? 'format' : '');
      const words = [...rest.matchAll(/:t(?: [^<>]*)?>([^<]+)/gu)].map(([, text]) => text).join('');
      const shown = `<w:r><w:rPr><w:highlight w:val="${mark}"/></w:rPr><w:t>${words || '…'}</w:t></w:r></w:p>`;
      return mark ? part.replace(/<\/w:p>$/u, () => shown) : part;
    })
    .join('');

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

/** Returns the text of a cell as a person sees it. @param {Nodes} node @returns {string} */
function textOf(node) {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element') return 'children' in node ? node.children.map(textOf).join('') : '';
  const {tagName, properties, children} = node;
  if (tagName === 'input') return properties.checked ? '☒' : '☐';
  if (tagName === 'mark' || (tagName === 'a' && matches(REFERENCE, node))) return '';
  const all = children.map(textOf).join('');
  const text = tagName === 'h2' ? all.replace(PICTURES_MARK, '') : all;
  return BLOCKS.has(tagName) ? `${text}\n` : text;
}

/** @param {Element} node @param {ReturnType<typeof readMargin>} margin @returns {Remark[]} the notes at an element */
const notesAt = (node, margin) =>
  selectAll(REFERENCE, node).flatMap(({properties: {href}}) => margin.filter(({link}) => `#${link}` === href));

/** Returns the marks in an element as a person reads them. @param {Element} node @param {boolean} [isHers] whether its words are */
const marksIn = (node, isHers = false) =>
  selectAll('mark', node)
    .map((each) => ({mark: `${each.properties.className}`, text: toString(each)}))
    .flatMap(({mark, text}) => (names[mark] || !isHers ? `${names[mark] ?? looks[mark]}: “${text}”` : []));

/**
 * Returns the text around a table, with its notes and marks: the heading of its widget, whether the pictures below that are those that
 * were sent, the text above the table, and below it to the next heading.
 *
 * @param {Root} tree
 * @param {Element} table
 * @param {ReturnType<typeof readMargin>} margin
 */
function textAround({children}, table, margin) {
  const at = children.indexOf(table);
  const is = (/** @type {RegExp} */ names) => (/** @type {Nodes} */ node) =>
    node.type === 'element' && names.test(node.tagName);
  const upTo = (/** @type {Root['children']} */ nodes, /** @type {RegExp} */ names) =>
    nodes.slice(0, (nodes.findIndex(is(names)) + 1 || nodes.length + 1) - 1);
  const before = children.slice(0, Math.max(at, 0));
  const above = before.slice(before.findLastIndex(is(/^table$/)) + 1);
  const part = before.slice(before.findLastIndex(is(/^h2$/)));
  const drawn = part.filter((node) => !toString(node).match(MARK)).flatMap((node) => selectAll('img', node));
  const mark = drawn.length ? shortHash(drawn.map(({properties}) => properties.src)) : undefined;
  const isOther = at >= 0 && PICTURES_MARK.exec(part[0] ? toString(part[0]) : '')?.[1] !== mark;
  const after = at < 0 ? [] : upTo(children.slice(at + 1), /^(table|h\d)$/);
  return [...upTo(part, /^(table|h3)$/), ...above.slice(Math.max(above.findIndex(is(/^h\d$/)), 0)), ...after]
    .flatMap((node) => [
      textOf(node).trim(),
      ...(node.type === 'element' ? [...notesAt(node, margin).map(({text}) => text), ...marksIn(node)] : []),
    ])
    .concat(isOther ? OTHER_PICTURES : [])
    .filter(Boolean);
}

/** @param {Root} tree @param {ReturnType<typeof readMargin>} margin */
const readTables = (tree, margin) =>
  selectAll('table', tree).map((table, tableIndex) => {
    const around = textAround(tree, table, margin);
    return selectAll('tr', table).map((row, index) => {
      const cells = row.children.filter((child) => child.type === 'element' && /^t[dh]$/.test(child.tagName));
      return {
        where: `table ${tableIndex + 1}, row ${index + 1}`,
        cells: cells.map((cell) => textOf(cell).trim()),
        notes: notesAt(row, margin),
        images: selectAll('img', row).map(({properties: {src}}) => String(src)),
        // The last two are for her verdict and comment.
        struck: cells.flatMap((cell, at) => marksIn(/** @type {Element} */ (cell), at > cells.length - 3)),
        around,
      };
    });
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
      if (/^(p|h[1-6]|li)$/.test(node.tagName)) return [textOf(node), ...marksIn(node)];
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
    const styles = Object.keys({...names, ...looks}).map((mark) => `highlight[color='${mark}'] => mark.${mark}`);
    const styleMap = ['comment-reference => sup.comment', ...styles];
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
