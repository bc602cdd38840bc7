/** Fills in packets as a person does. */
import {DOMParser, XMLSerializer} from '@xmldom/xmldom';
import {strFromU8, strToU8, unzipSync, zipSync} from 'fflate';
import {FIELDS} from '../../src/tools/review/packet.mjs';

/**
 * @typedef {{verdict?: string, change?: string, comment?: string, english?: string, translation?: string}} Answer
 * @typedef {{fields?: Partial<Record<keyof typeof FIELDS, string>>, rows?: Record<string, Answer>}} Answers rows by message
 */

/** The reviewer of all tests. */
export const reviewer = {name: 'Test Reviewer', role: 'test clinician', organisation: 'Test County'};

/** @param {Uint8Array} bytes @param {string} file @param {(xml: string) => string} change */
export function editZip(bytes, file, change) {
  const files = unzipSync(bytes);
  files[file] = strToU8(change(strFromU8(files[file])));
  return zipSync(files, {level: 1});
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
export const cellsOf = (row) => all(row, 'w:tc');

/** Returns the rows of the table of messages, with its head. @param {Document} document */
export const messageRows = (document) => all(all(document, 'w:tbl')[1], 'w:tr');

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
      if (answer.translation) writeCell(cells[2], answer.translation);
      if (answer.verdict) writeCell(cells[last - 3], answer.verdict);
      if (answer.change) writeCell(cells[last - 2], answer.change);
      if (answer.comment) writeCell(cells[last - 1], answer.comment);
    }
  });
