/** Reads a packet back after a person has filled it in and a program has saved it. Marks identify the messages of a row. */
import {COLUMNS, FIELDS, MARK, OTHER, QUESTION_MARK, WHOLE_BLOCK} from './packet.mjs';
import {PacketError, openPacket} from './packet-file.mjs';
import {dayOf} from './signatures.mjs';

/** @import {GridRow, Remark} from './packet-file.mjs' */

/**
 * @typedef {Exclude<ReturnType<typeof readRow>, string> & {whole: string}} FilledRow a message’s row, and the verdict on its block
 *
 * @typedef {{where: string, code: string, lines: string[], ticked: number[], other: string}} FilledQuestion
 *
 * @typedef {object} Filled a packet as it came back
 * @property {Partial<Record<keyof typeof FIELDS, string>>} fields
 * @property {FilledRow[]} rows
 * @property {FilledQuestion[]} questions
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

/** Verdicts as people write them. */
const WORDS = {
  approved: /^((all )?(approved?|ok|okay|yes|agreed?|fine|good|correct)|approved? all|[✓✔☑])$/u,
  changed: /^(approved? with )?changes?d?$/u,
  rejected: /^(rejected?|refused?|disagree|wrong|no)$/u,
};

/** Comments that say nothing. */
export const NOTHING = /^(none|nothing|no comments?|n\/?a|nil|ok|okay|[-–—.]*)$/iu;

/** @param {string} given @returns {keyof typeof WORDS | '' | undefined} empty for none, undefined if it is unknown */
export function parseVerdict(given) {
  const text = fold(fold(given).replace(/[-.!,]/gu, ' ')).toLowerCase();
  if (/^(choose|–)?$/u.test(text)) return '';
  const [word] = Object.entries(WORDS).find(([, pattern]) => pattern.test(text)) ?? [];
  return /** @type {keyof typeof WORDS | undefined} */ (word);
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Reads a day as people write it: 2026-11-28, 28 Nov 2026, November 28, 2026, 11/28/2026.
 *
 * @param {string} text
 * @returns {string | undefined} as YYYY-MM-DD; undefined if it is none, or may be two, such as 01/02/2026
 */
export function readDay(text) {
  const numbers = (text.match(/\d+/gu) ?? []).map(Number);
  const name = MONTHS.findIndex((month) => new RegExp(`\\b${month}`, 'iu').test(text)) + 1;
  const year = numbers.find((number) => number > 999);
  const [a, b = a] = numbers.filter((number) => number !== year);
  const isUnclear = !name && numbers[0] !== year && a !== b && a <= 12 && b <= 12;
  if (!year || !a || isUnclear || numbers.length !== (name ? 2 : 3)) return undefined;
  const [month, day] = name ? [name, a] : a > 12 ? [b, a] : [a, b];
  const date = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return !Number.isNaN(Date.parse(date)) && dayOf(new Date(date)) === date ? date : undefined;
}

const normalize = (/** @type {string} */ text) => fold(text).toLowerCase();

/** Reads the head of a table of messages or of a question. @param {string[]} cells @returns {Columns | undefined} nothing if it is another row */
function readHead(cells) {
  const names = cells.map(normalize);
  const isHead = [COLUMNS.verdict, COLUMNS.tick].some((name) => names.includes(normalize(name)));
  return isHead ? new Map(names.map((name, index) => [name, index])) : undefined;
}

/** @param {string} text */
const linesOf = (text) => text.match(/\S(.*\S)?/gu) ?? [];

/**
 * Reads the row of messages, or returns the problem: its place in the file, what was filled in, and as `rest` the lines about them, the
 * marks left out: ours, and text added by a person.
 *
 * @param {GridRow} row
 * @param {Columns} columns
 */
function readRow({where, cells}, columns) {
  const cellOf = (/** @type {string} */ name) => (cells[columns.get(normalize(name)) ?? -1] ?? '').trim();
  const about = cellOf(COLUMNS.about);
  const marks = [...about.replace(/\s+/gu, ' ').matchAll(MARK)];
  if (!marks.length)
    return `${where}: the mark in square brackets is missing, which says what message this is: “${cells.join(' ').slice(0, 60)}”`;
  const english = linesOf(cellOf(COLUMNS.english));
  return {
    where: `row ${marks[0][1]}`,
    number: Number(marks[0][1]),
    texts: marks.map(([, , id, code]) => ({id, code})),
    english,
    judged: columns.has(normalize(COLUMNS.translation)) ? linesOf(cellOf(COLUMNS.translation)) : english,
    verdict: cellOf(COLUMNS.verdict).replace(/^\d+\s*/u, ''),
    comment: cellOf(COLUMNS.comment),
    rest: linesOf(about.replace(MARK, '')),
  };
}

/** Reads a row before the messages: a field and its value, or text. @param {GridRow} row @param {Filled} filled receives its content */
function readField({where, cells}, {fields, loose}) {
  const [key] = Object.entries(FIELDS).find(([, name]) => normalize(name) === normalize(cells[0] ?? '')) ?? [];
  if (key) fields[/** @type {keyof typeof FIELDS} */ (key)] = (cells[1] ?? '').trim();
  loose.push(...cells.slice(key ? 2 : 0).map((text) => ({where, text: text.trim()})));
}

/** Reads the table of a question. @param {GridRow[]} rows @returns {FilledQuestion[]} none without its code */
function readQuestion([{where, cells: head}, ...rows]) {
  const [, code] = QUESTION_MARK.exec(fold(head[1] ?? '')) ?? [];
  const other = rows.findIndex(({cells}) => fold(cells[1] ?? '').startsWith(OTHER));
  const positions = rows.slice(0, other < 0 ? rows.length : other).map(({cells}) => cells);
  const ticked = positions.flatMap(([tick], index) => (/^[\s☐□]*$/u.test(tick) ? [] : index));
  const lines = [
    fold(head[1] ?? '').replace(/^\d+\. |\s*\[[0-9a-f]{16}\]$/gu, ''),
    ...positions.map(([, ...said]) => fold(said.join(' '))),
  ];
  return code ? [{where, code, lines, ticked, other: (rows[other]?.cells[1] ?? '').replace(OTHER, '').trim()}] : [];
}

/**
 * Reads the rows of a block, with its verdict for those without one.
 *
 * @param {GridRow[]} rows the head first
 * @param {Columns} columns
 * @param {string[]} problems receives those of rows that cannot be read
 */
function readBlock(rows, columns, problems) {
  /** @type {Omit<FilledRow, 'whole'>[]} */
  const found = [];
  let whole = '';
  for (const row of rows) {
    const {where, cells} = row;
    if (readHead(cells) || !cells.some((text) => text.trim())) continue;
    // Merged cells move the others of their row.
    const other = `${cells.length} cells, and the head of the table has ${columns.size}`;
    if (cells.length !== columns.size) problems.push(`${where}: ${other}: undo the merging or deleting of cells`);
    else if (fold(cells[0]) === fold(WHOLE_BLOCK)) whole = cells[columns.get(normalize(COLUMNS.verdict)) ?? -1] ?? '';
    else {
      const read = readRow(row, columns);
      if (typeof read === 'string') problems.push(read);
      else found.push(read);
    }
  }
  return found.map((row) => ({...row, whole}));
}

/** Reads a packet. @param {Uint8Array} bytes @returns {Promise<Filled>} @throws {PacketError} if it is not a packet */
export async function readPacket(bytes) {
  const {tables, remarks, loose} = await openPacket(bytes);
  /** @type {Filled} */
  const filled = {fields: {}, rows: [], questions: [], remarks, loose};
  /** @type {string[]} */
  const problems = [];
  for (const rows of tables.filter(({length}) => length)) {
    const columns = readHead(rows[0].cells);
    if (!columns) for (const row of rows) readField(row, filled);
    else if (columns.has(normalize(COLUMNS.tick))) filled.questions.push(...readQuestion(rows));
    else filled.rows.push(...readBlock(rows, columns, problems));
  }
  if (!filled.rows.length && !problems.length)
    throw new PacketError(['the file has no table of messages: it is not a packet.']);
  if (problems.length) throw new PacketError(problems);
  return {...filled, loose: loose.filter(({text}) => text)};
}
