/**
 * Opens a packet that came back, whatever program has saved it: .docx, .xlsx or .html. Reads text only, so that changes of the
 * markup do not matter.
 */
import {unzipSync, zipSync} from 'fflate';
import {fromHtml} from 'hast-util-from-html';
import {selectAll} from 'hast-util-select';
import {toString} from 'hast-util-to-string';
import {readXlsx} from 'hucre/xlsx';
import mammoth from 'mammoth';
import {MARK} from './packet.mjs';

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
 * @typedef {{where: string, cells: string[], comments?: string[]}} GridRow
 * @typedef {{rows: GridRow[]}} Grid a table or sheet
 *
 * @typedef {{where: string, text: string}} Remark
 *
 * @typedef {object} Opened
 * @property {'docx'|'xlsx'|'html'} format
 * @property {Grid[]} grids
 * @property {Remark[]} remarks comments in the margin
 * @property {Remark[]} loose text outside the tables
 */

/** Maximum bytes of an unzipped packet. */
const MAX_SIZE = 400_000_000;

/** Maximum number of rows of a sheet to read; a packet has hundreds. */
const MAX_ROWS = 20_000;

/**
 * Returns the names of the files in a zip.
 *
 * @param {Uint8Array} bytes
 * @throws {PacketError} if it is broken, or larger than any packet
 */
function namesInZip(bytes) {
  /** @type {string[]} */
  const names = [];
  let size = 0;
  try {
    unzipSync(bytes, {
      filter({name, originalSize}) {
        names.push(name);
        size += originalSize;
        return false;
      },
    });
  } catch {
    throw new PacketError(['the file is broken: it cannot be unzipped. Ask for it again, or save it again.']);
  }
  if (size > MAX_SIZE)
    throw new PacketError([`the file unzips to ${Math.round(size / 1e6)} MB: that is not a packet.`]);
  return names;
}

/**
 * Detects the format of a file.
 *
 * @param {Uint8Array} bytes
 * @returns {'docx'|'xlsx'|'html'}
 * @throws {PacketError}
 */
function formatOf(bytes) {
  const start = Buffer.from(bytes.subarray(0, 8));
  if (start.toString('hex').startsWith('d0cf11e0'))
    throw new PacketError([
      'the file is an old .doc or .xls, or has a password: save it as .docx or .xlsx without one.',
    ]);
  if (start.toString('latin1').startsWith('PK')) {
    const names = namesInZip(bytes);
    const macro = names.find((name) => /vbaProject|vbaData|macrosheets\/|\/activeX\//iu.test(name));
    if (macro) throw new PacketError([`the file has macros (${macro}): save it as .docx or .xlsx without them.`]);
    if (names.includes('word/document.xml')) return 'docx';
    if (names.includes('xl/workbook.xml')) return 'xlsx';
    if (names.includes('content.xml'))
      throw new PacketError(['the file is an OpenDocument: save it as .docx or .xlsx.']);
    throw new PacketError(['the file is a zip, and neither .docx nor .xlsx.']);
  }
  if (/^\s*(?:\ufeff)?\s*<(?:!doctype html|html)\b/iu.test(Buffer.from(bytes.subarray(0, 200)).toString('utf8')))
    return 'html';
  throw new PacketError(['the file is neither .docx nor .xlsx nor .html.']);
}

/**
 * Returns a zip with the same files, each as long as its entry says: a program that unzips it never gets more than was checked.
 *
 * @param {Uint8Array} bytes
 * @throws {PacketError} if it is broken
 */
function honestZip(bytes) {
  try {
    return zipSync(unzipSync(bytes), {level: 0});
  } catch {
    throw new PacketError(['the file is broken: it cannot be unzipped. Ask for it again, or save it again.']);
  }
}

/**
 * Returns the error for a file that its library cannot read. A TypeError of the library is of no use to a person.
 *
 * @param {'document'|'workbook'} type
 * @param {unknown} error
 */
const brokenError = (type, error) =>
  new PacketError([
    `the ${type} is broken: ${error instanceof Error && !(error instanceof TypeError) ? error.message : 'it cannot be read'}. Save it again, or ask for it again.`,
  ]);

/** Names a column of a sheet: 0 is A. @param {number} index */
const columnName = (index) =>
  (index < 26 ? '' : String.fromCharCode(64 + Math.floor(index / 26))) + String.fromCharCode(65 + (index % 26));

/** @param {unknown} value of a cell */
function cellText(value) {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return value === null || value === undefined ? '' : String(value);
}

/** @param {Uint8Array} bytes @returns {Promise<Grid[]>} */
async function readSheets(bytes) {
  /** @type {Awaited<ReturnType<typeof readXlsx>>} */
  let workbook;
  try {
    workbook = await readXlsx(bytes, {maxRows: MAX_ROWS});
  } catch (error) {
    throw brokenError('workbook', error);
  }
  /** @type {string[]} */
  const problems = [];
  const grids = workbook.sheets.map(({name, rows, cells = new Map()}) => {
    /** @type {Map<number, string[]>} */
    const comments = new Map();
    for (const [key, cell] of cells) {
      const [row, column] = key.split(',').map(Number);
      if (cell.formula !== undefined)
        problems.push(
          `${name}!${columnName(column)}${row + 1}: a formula (=${cell.formula}). Write text; begin it with ' if it begins with =.`,
        );
      if (cell.comment?.text) comments.set(row, [...(comments.get(row) ?? []), cell.comment.text]);
    }
    return {
      rows: rows.map((row, index) => ({
        where: `${name}, row ${index + 1}`,
        cells: row.map(cellText),
        ...(comments.has(index) && {comments: comments.get(index)}),
      })),
    };
  });
  if (problems.length) throw new PacketError(problems);
  return grids;
}

/** Names of the elements that end a line. */
const BLOCKS = new Set(['p', 'div', 'li', 'br', 'tr']);

/** Returns the text of a cell as a person sees it, with the values of fields. @param {Nodes} node @returns {string} */
function textOf(node) {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element') return 'children' in node ? node.children.map(textOf).join('') : '';
  const {tagName, properties, children} = node;
  if (tagName === 'input') return String(properties.value ?? '');
  if (tagName === 'button') return '';
  // Programs that save a page may have dropped the ends of lines around options.
  if (tagName === 'select') {
    const options = selectAll('option', node);
    return toString(options.find(({properties: {selected}}) => selected) ?? options[0] ?? node);
  }
  if (tagName === 'sup' && String(properties.className ?? '').includes('comment')) return '';
  const text = children.map(textOf).join('');
  return BLOCKS.has(tagName) ? `${text}\n` : text;
}

/** @param {Root} tree @returns {Grid[]} */
const readTables = (tree) =>
  selectAll('table', tree).map((table, tableIndex) => ({
    rows: selectAll('tr', table).map((row, index) => ({
      where: `table ${tableIndex + 1}, row ${index + 1}`,
      cells: /** @type {Element[]} */ (
        row.children.filter((child) => child.type === 'element' && /^t[dh]$/.test(child.tagName))
      ).map((cell) => textOf(cell).trim()),
    })),
  }));

/**
 * Returns the comments in the margin of a document, with the row they are at.
 *
 * @param {Root} tree
 */
function readMargin(tree) {
  const places = new Map(
    selectAll('tr', tree).flatMap((row) => {
      const [, , , id] = MARK.exec(toString(row)) ?? [];
      return selectAll('sup.comment a', row).map((link) => [String(link.properties.href).slice(1), id ?? '']);
    }),
  );
  return selectAll('dt', tree).map((term, index) => {
    const definition = selectAll('dd', tree)[index];
    const id = places.get(String(term.properties.id ?? '')) || 'the document';
    return {where: `margin, at ${id}`, text: (definition ? textOf(definition) : '').replace(/↑\s*$/u, '').trim()};
  });
}

/**
 * Returns the text outside the tables and the margin.
 *
 * @param {Root} tree
 * @returns {Remark[]}
 */
function readLoose(tree) {
  /** @param {Nodes} node @returns {string[]} */
  const textsIn = (node) => {
    if (node.type === 'text') return [node.value];
    if (node.type === 'element') {
      if (/^(table|dl|style|script|title|button)$/.test(node.tagName)) return [];
      if (/^(p|h[1-6]|li)$/.test(node.tagName)) return [textOf(node)];
    }
    return 'children' in node ? node.children.flatMap(textsIn) : [];
  };
  return textsIn(tree).map((text) => ({where: 'outside the tables', text: text.trim()}));
}

/** @param {Uint8Array} bytes */
async function readDocument(bytes) {
  let html;
  try {
    ({value: html} = await mammoth.convertToHtml(
      {buffer: Buffer.from(bytes)},
      {
        styleMap: ['comment-reference => sup.comment'],
        convertImage: mammoth.images.imgElement(async () => ({src: ''})),
      },
    ));
  } catch (error) {
    throw brokenError('document', error);
  }
  const tree = fromHtml(html, {fragment: true});
  return {grids: readTables(tree), remarks: readMargin(tree), loose: readLoose(tree)};
}

/**
 * Opens a packet.
 *
 * @param {Uint8Array} bytes
 * @returns {Promise<Opened>}
 * @throws {PacketError} if it is broken, or of another format
 */
export async function openPacket(bytes) {
  const format = formatOf(bytes);
  if (format === 'docx') return {format, ...(await readDocument(honestZip(bytes)))};
  if (format === 'xlsx') return {format, grids: await readSheets(honestZip(bytes)), remarks: [], loose: []};
  const tree = fromHtml(Buffer.from(bytes).toString('utf8'));
  return {format, grids: readTables(tree), remarks: [], loose: readLoose(tree)};
}
