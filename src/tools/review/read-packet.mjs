/** Reads a packet back after a person has filled it in and a program has saved it. Marks identify the rows. */
import {COLUMNS, FIELDS, MARK} from './packet.mjs';
import {PacketError, openPacket} from './packet-file.mjs';

/** @import {GridRow, Remark} from './packet-file.mjs' */

/**
 * @typedef {Exclude<ReturnType<typeof readRow>, string>} FilledRow
 *
 * @typedef {object} Filled a packet as it came back
 * @property {Partial<Record<keyof typeof FIELDS, string>>} fields
 * @property {FilledRow[]} rows
 * @property {Remark[]} remarks comments in the margin
 * @property {Remark[]} loose text outside the rows and fields: ours, and text added by a person
 *
 * @typedef {Map<string, number>} Columns numbers by normalized name
 */

/** Returns text with one form of spaces and quotation marks, which programs replace as people type. @param {string} text */
export const fold = (text) =>
  text
    .normalize('NFC')
    .replace(/[\u00ad\u200b\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/[‘’‚‛′`´]/gu, "'")
    .replace(/[“”„‟″«»]/gu, '"')
    .replace(/[\u2010\u2011]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim();

/** Columns that are read as such; all other cells of a row stay text. */
const OWN_CELLS = [COLUMNS.english, COLUMNS.translation, COLUMNS.verdict, COLUMNS.change, COLUMNS.comment];

const normalize = (/** @type {string} */ text) => fold(text).toLowerCase();

/** Reads the head of a table of messages. @param {string[]} cells @returns {Columns | undefined} nothing if it is another row */
function readHead(cells) {
  const names = cells.map(normalize);
  const isHead = [COLUMNS.verdict, COLUMNS.place].every((name) => names.includes(normalize(name)));
  return isHead ? new Map(names.map((name, index) => [name, index])) : undefined;
}

/**
 * Reads the row of a message, or returns the problem: its place in the file, what was filled in, and as `rest` the lines of all other
 * cells, the mark left out: ours, and text added by a person.
 *
 * @param {GridRow} row
 * @param {Columns} columns
 */
function readRow({where, cells}, columns) {
  const cellOf = (/** @type {string} */ name) => {
    const index = columns.get(normalize(name));
    return index === undefined ? undefined : (cells[index] ?? '').trim();
  };
  const [, number, count, id, code] = MARK.exec((cellOf(COLUMNS.place) ?? '').replace(/\s+/gu, ' ')) ?? [];
  if (!code)
    return `${where}: the mark in square brackets is missing, which says what message this is: “${cells.join(' ').slice(0, 60)}”`;
  return {
    where,
    number: Number(number),
    count: Number(count),
    id,
    code,
    english: cellOf(COLUMNS.english) ?? '',
    translation: cellOf(COLUMNS.translation),
    verdict: cellOf(COLUMNS.verdict) ?? '',
    change: cellOf(COLUMNS.change) ?? '',
    comment: cellOf(COLUMNS.comment) ?? '',
    rest: cells
      .filter((_, index) => !OWN_CELLS.some((name) => columns.get(normalize(name)) === index))
      .flatMap((text) => text.replace(MARK, '').split('\n'))
      .map((line) => line.trim())
      .filter(Boolean),
  };
}

/**
 * Reads a row before the messages: a field and its value, or text.
 *
 * @param {GridRow} row
 * @param {Filled} filled receives its content
 */
function readField({where, cells}, {fields, loose}) {
  const [key] = Object.entries(FIELDS).find(([, name]) => normalize(name) === normalize(cells[0] ?? '')) ?? [];
  if (key) fields[/** @type {keyof typeof FIELDS} */ (key)] = (cells[1] ?? '').trim();
  loose.push(...cells.slice(key ? 2 : 0).map((text) => ({where, text: text.trim()})));
}

/** Reads a packet. @param {Uint8Array} bytes @returns {Promise<Filled>} @throws {PacketError} if it is not a packet */
export async function readPacket(bytes) {
  const {tables, remarks, loose} = await openPacket(bytes);
  /** @type {Filled} */
  const filled = {fields: {}, rows: [], remarks, loose};
  /** @type {string[]} */
  const problems = [];
  for (const rows of tables) {
    /** @type {Columns | undefined} */
    let columns;
    for (const row of rows) {
      const {where, cells} = row;
      const head = readHead(cells);
      if (head) columns = head;
      else if (!columns) readField(row, filled);
      // Merged cells move the others of their row.
      else if (cells.length !== columns.size && cells.some((text) => text.trim()))
        problems.push(
          `${where}: ${cells.length} cells, and the head of the table has ${columns.size}: undo the merging or deleting of cells`,
        );
      else if (cells.some((text) => text.trim())) {
        const read = readRow(row, columns);
        if (typeof read === 'string') problems.push(read);
        else filled.rows.push(read);
      }
    }
  }
  if (!filled.rows.length && !problems.length)
    throw new PacketError(['the file has no table of messages: it is not a packet.']);
  if (problems.length) throw new PacketError(problems);
  return {...filled, loose: loose.filter(({text}) => text)};
}
