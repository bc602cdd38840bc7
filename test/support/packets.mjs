/** Fills in packets as a person does, in the markup of each format. */
import {DOMParser, XMLSerializer} from '@xmldom/xmldom';
import {strFromU8, strToU8, unzipSync, zipSync} from 'fflate';
import {readXlsx, writeXlsx} from 'hucre/xlsx';
import {FIELDS, NO_VERDICT} from '../../src/tools/review/packet.mjs';

/**
 * @typedef {{verdict?: string, change?: string, comment?: string, english?: string}} Answer
 * @typedef {{fields?: Partial<Record<keyof typeof FIELDS, string>>, rows?: Record<string, Answer>}} Answers rows by message
 */

/** The reviewer of all tests. */
export const reviewer = {name: 'Test Reviewer', role: 'test clinician', organisation: 'Test County'};

/** @param {Uint8Array} bytes @param {string} file @param {(xml: string) => string} change */
export function editZip(bytes, file, change) {
  const files = unzipSync(bytes);
  files[file] = strToU8(change(strFromU8(files[file])));
  return zipSync(files);
}

/** Changes the document of a .docx. @param {Uint8Array} bytes @param {(document: Document) => void} change */
export const editDocument = (bytes, change) =>
  editZip(bytes, 'word/document.xml', (xml) => {
    const document = new DOMParser().parseFromString(xml, 'text/xml');
    change(document);
    return new XMLSerializer().serializeToString(document);
  });

/** @param {Document | Element} parent @param {string} name */
const all = (parent, name) => /** @type {Element[]} */ (Array.from(parent.getElementsByTagName(name)));

/** Replaces the content of a cell of a .docx by text. @param {Element} cell @param {string} text */
export function writeCell(cell, text) {
  const document = /** @type {Document} */ (cell.ownerDocument);
  const texts = all(cell, 'w:t');
  if (texts.length) {
    texts[0].textContent = text;
    texts.slice(1).forEach((each) => (each.textContent = ''));
    return;
  }
  const run = document.createElement('w:r');
  const element = document.createElement('w:t');
  element.setAttribute('xml:space', 'preserve');
  element.textContent = text;
  run.appendChild(element);
  all(cell, 'w:p')[0].appendChild(run);
}

/** @param {Element} row */
const cellsOf = (row) => all(row, 'w:tc');

/** @param {Uint8Array} bytes @param {Answers} answers */
export const fillDocx = (bytes, {fields = {}, rows = {}}) =>
  editDocument(bytes, (document) => {
    for (const row of all(document, 'w:tr')) {
      const cells = cellsOf(row);
      const texts = cells.map(({textContent}) => textContent ?? '');
      const [field] = Object.entries(FIELDS).find(([, name]) => name === texts[0]) ?? [];
      const value = field && fields[/** @type {keyof typeof FIELDS} */ (field)];
      if (value !== undefined) writeCell(cells[1], value);
      const [, id = ''] = /\[\d+\/\d+ (\S+) /.exec(texts[0]) ?? [];
      const answer = rows[id];
      if (!answer) continue;
      const last = cells.length;
      if (answer.english) writeCell(cells[1], answer.english);
      if (answer.verdict) writeCell(cells[last - 3], answer.verdict);
      if (answer.change) writeCell(cells[last - 2], answer.change);
      if (answer.comment) writeCell(cells[last - 1], answer.comment);
    }
  });

/**
 * Saves a workbook as a program does that keeps values only.
 *
 * @param {Uint8Array} bytes
 * @param {(sheets: {name: string, rows: any[][]}[]) => void} change
 */
export async function editSheets(bytes, change) {
  const {sheets} = await readXlsx(bytes);
  const plain = sheets.map(({name, rows}) => ({name, rows: rows.map((row) => [...row])}));
  change(plain);
  return writeXlsx({sheets: plain});
}

/** @param {Uint8Array} bytes @param {Answers} answers */
export const fillXlsx = (bytes, {fields = {}, rows = {}}) =>
  editSheets(bytes, ([details, messages]) => {
    for (const row of details.rows) {
      const [field] = Object.entries(FIELDS).find(([, name]) => name === row[0]) ?? [];
      const value = field && fields[/** @type {keyof typeof FIELDS} */ (field)];
      if (value !== undefined) row[1] = value;
    }
    const [head] = messages.rows;
    for (const row of messages.rows) {
      const [, id = ''] = /\[\d+\/\d+ (\S+) /.exec(String(row[0])) ?? [];
      for (const [key, text] of Object.entries(rows[id] ?? {}))
        row[head.findIndex((name) => String(name).toLowerCase() === key)] = text;
    }
  });

/** @param {Uint8Array} bytes @param {Answers} answers */
function fillHtml(bytes, {fields = {}, rows = {}}) {
  let html = Buffer.from(bytes).toString('utf8');
  for (const [field, value] of Object.entries(fields)) {
    const name = FIELDS[/** @type {keyof typeof FIELDS} */ (field)];
    html = html.replace(`aria-label="${name}" value=""`, `aria-label="${name}" value="${value}"`);
  }
  html = html.replace(/<tr>(?:(?!<tr>)[^])*?<\/tr>/g, (row) => {
    const [, id = ''] = /\[\d+\/\d+ (\S+) /.exec(row) ?? [];
    const {verdict = NO_VERDICT, change = '', comment = ''} = rows[id] ?? {};
    if (!rows[id]) return row;
    let index = 0;
    return row
      .replace(`<option>${verdict}`, `<option selected>${verdict}`)
      .replace(/<\/textarea>/g, (end) => [change, comment][index++] + end);
  });
  return new Uint8Array(Buffer.from(html));
}

/** @type {Record<string, (bytes: Uint8Array, answers: Answers) => Uint8Array | Promise<Uint8Array>>} */
export const fill = {docx: fillDocx, xlsx: fillXlsx, html: fillHtml};
