/** Fills in packets as a person does. */
import {join} from 'node:path';
import {DOMParser, XMLSerializer} from '@xmldom/xmldom';
import {strFromU8, strToU8, unzipSync, zipSync} from 'fflate';
import {planApply} from '../../src/tools/review/apply.mjs';
import {FIELDS, WHOLE_BLOCK} from '../../src/tools/review/packet.mjs';
import {readPacket} from '../../src/tools/review/read-packet.mjs';
import {readReviews} from '../../src/tools/review/signatures.mjs';
export {tester as reviewer} from './reviews.mjs';

/**
 * @typedef {{verdict?: string, comment?: string, english?: string, judged?: string}} Answer
 * @typedef {{fields?: Partial<Record<keyof typeof FIELDS, string>>, rows?: Record<string, Answer>, blocks?: string, ticks?: string[]}} Answers
 *   rows by their first message
 */

/** @param {Uint8Array} bytes @param {string} file @param {(xml: string) => string} change */
function editZip(bytes, file, change) {
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
  const {createElement} = /** @type {Document} */ (cell.ownerDocument);
  const [first, ...others] = all(cell, 'w:t');
  const make = (/** @type {string} */ name) => createElement.call(cell.ownerDocument, name);
  const target = first ?? all(cell, 'w:p')[0].appendChild(make('w:r')).appendChild(make('w:t'));
  target.setAttribute('xml:space', 'preserve');
  target.textContent = text;
  for (const other of others) other.textContent = '';
}

/** @param {Element} row */
export const cellsOf = (row) => all(row, 'w:tc');

/** Returns the rows of the longest table of messages, with its head. @param {Document} document */
export function messageRows(document) {
  const tables = all(document, 'w:tbl').filter(({textContent}) => textContent?.includes(WHOLE_BLOCK));
  return tables.map((table) => all(table, 'w:tr')).sort((a, b) => b.length - a.length)[0];
}

/** @param {Uint8Array} bytes @param {Answers} answers */
export const fillDocx = (bytes, {fields: given = {}, rows = {}, blocks = '', ticks = []}) =>
  editDocument(bytes, (document) => {
    const fields = /** @type {Record<string, string>} */ ({private: 'no', ...given});
    for (const row of all(document, 'w:tr')) {
      const cells = cellsOf(row);
      const texts = cells.map(({textContent}) => textContent ?? '');
      const [field] = Object.entries(FIELDS).find(([, name]) => name === texts[0]) ?? [];
      const value = field && fields[field];
      if (value !== undefined) writeCell(cells[1], value);
      if (blocks && texts[0] === WHOLE_BLOCK) writeCell(/** @type {Element} */ (cells.at(-2)), blocks);
      if (ticks.includes(texts[1])) writeCell(cells[0], '☒');
      const [, id = ''] = /\[\d+·([^·]+)·/.exec(texts.at(-3) ?? '') ?? [];
      const answer = rows[id];
      if (!answer) continue;
      const last = cells.length;
      if (answer.english) writeCell(cells[0], answer.english);
      if (answer.judged) writeCell(cells[last - 4], answer.judged);
      if (answer.verdict) writeCell(cells[last - 2], answer.verdict);
      if (answer.comment) writeCell(cells[last - 1], answer.comment);
    }
  });

/** Changes the text of a document. @param {Uint8Array} bytes @param {string | RegExp} from @param {any} to @param {string} [file] */
export const change = (bytes, from, to, file = 'word/document.xml') =>
  editZip(bytes, file, (xml) => xml.replace(from, to));

/** Returns the rows of a packet. @param {ReturnType<typeof import('../../src/tools/review/packet.mjs').planPacket>} packet */
export const rowsIn = ({widgets}) => widgets.flatMap(({blocks}) => blocks.flatMap(({rows}) => rows));

/** Plans to apply a packet. @param {Uint8Array} bytes @param {any} input its `paths` a copy of the content */
export const planIn = async (bytes, {paths, ...more}) =>
  planApply({
    ...{bytes, filled: await readPacket(bytes), reviews: readReviews(paths.content), paths},
    commentsPath: join(paths.folder, 'packet.comments.md'),
    ...more,
  });

/** Returns the signatures that a packet brings, by message. @param {{files: Map<string, string>}} planned */
export const signed = ({files}) =>
  Object.fromEntries(
    JSON.parse([...files.values()][0]).signatures.map((/** @type {any} */ each) => [each.message, each]),
  );
