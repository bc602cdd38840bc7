/** Reads a packet back after a person has filled it in and a program has saved it. Marks identify the messages of a row. */
import {createHash, randomBytes} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import {root} from '../project.mjs';
import {COLUMNS, EVERYWHERE, FIELDS, MARK, OTHER, QUESTION_MARK, WHOLE_BLOCK} from './packet.mjs';
import {PacketError, openPacket} from './packet-file.mjs';
import {choiceOf} from './questions.mjs';
import {KINDS, areNear, dayOf, identityOf, partsOfName} from './signatures.mjs';
import {fold} from './subjects.mjs';
import {keyOf} from './verify.mjs';

/** @import {GridRow, Remark} from './packet-file.mjs' */
/** @import {Question} from './questions.mjs' */
/** @import {Review, Reviewer} from './signatures.mjs' */
/** @import {Corpus} from './subjects.mjs' */

/**
 * @typedef {NonNullable<ReturnType<typeof readRow>> & {whole: string, isRemarked: boolean}} FilledRow a message’s row, the verdict on its
 *   block, and whether a remark stands beside that or in its margin
 *
 * @typedef {{where: string, code: string, lines: string[], ticked: number[], odd: string[], other: string}} FilledQuestion `odd`: places of words
 *   beside a box that is not ticked
 *
 * @typedef {object} Filled a packet as it came back
 * @property {Partial<Record<keyof typeof FIELDS, string>>} fields
 * @property {FilledRow[]} rows
 * @property {FilledQuestion[]} questions
 * @property {Remark[]} remarks comments in the margin
 * @property {Remark[]} loose text outside the rows and fields: ours, and text added by a person
 * @property {string[]} withheld where text stands that may be her name, and is in no comment or message
 *
 * @typedef {Map<string, number>} Columns numbers by normalized name
 */

/** Verdicts as people write them. */
const WORDS = {
  approved: /^((all )?(approved?|accept(ed)?|ok|okay|yes|agreed?|fine|good|correct)|approved? all|[✓✔☑])$/u,
  changed: /^(approved? with )?changes?d?$/u,
  rejected: /^(reject(ed)?|refused?|(do )?not approved?|disagree|wrong|no)$/u,
};

/** Comments that say nothing. */
const NOTHING = /^(none|nothing|no comments?|n\/?a|nil|ok|okay|[-–—.]*)$/iu;
export const saysMore = (/** @type {string} */ text) => !NOTHING.test(fold(text));

/** @param {string} given @returns {keyof typeof WORDS | '' | undefined} empty for none, undefined if it is unknown */
export function parseVerdict(given) {
  const text = fold(fold(given).replace(/[-.!,]/gu, ' ')).toLowerCase();
  if (/^(choose|–)?$/u.test(text)) return '';
  const [word] = Object.entries(WORDS).find(([, pattern]) => pattern.test(text)) ?? [];
  return /** @type {keyof typeof WORDS | undefined} */ (word);
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Reads a day as people write it: 2026-11-28, 28 Nov 2026, November 28, 2026, 11/28/2026. @param {string} text @returns {string | undefined} as YYYY-MM-DD; undefined if it is none, or may be two, such as 01/02/2026 */
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

/** @param {string} text @returns {string[]} */
const linesOf = (text) => text.match(/\S(.*\S)?/gu) ?? [];

/** @param {string} where @param {string[]} texts @returns {Remark[]} one a line */
const remarksIn = (where, texts) => texts.flatMap(linesOf).map((text) => ({where, text}));

/** Returns the name that a cell begins with, and the rest of its text. @param {string} cell @param {Iterable<string>} names @returns {[string, string]} */
function splitName(cell, names) {
  const text = cell.trim();
  const name = [...names].find((each) => normalize(text).startsWith(normalize(each))) ?? '';
  return [name, text.slice(name.length)];
}

/** Reads the head of a table of messages or of a question. @param {string[]} cells @returns {{columns: Columns, rest: string[]} | undefined} nothing if it is another row */
function readHead(cells) {
  const heads = cells.map((cell) => splitName(cell, Object.values(COLUMNS)));
  const columns = new Map(heads.flatMap(([name], index) => (name ? [[normalize(name), index]] : [])));
  const isHead = columns.get(normalize(COLUMNS.tick)) === 0 || columns.has(normalize(COLUMNS.verdict));
  return isHead && heads[0][0] ? {columns, rest: heads.map(([, rest]) => rest)} : undefined;
}

/** Reads the row of messages, or returns nothing if it has no mark: its place in the file, what was filled in, and as `rest` the lines about them, the marks left out: ours, and text added by a person. @param {GridRow} row @param {Columns} columns */
function readRow({cells, notes, struck, around, images}, columns) {
  const cellOf = (/** @type {string} */ name) => (cells[columns.get(normalize(name)) ?? -1] ?? '').trim();
  const about = cellOf(COLUMNS.about);
  const marks = [...about.replace(/\s+/gu, ' ').matchAll(MARK)];
  if (!marks.length) return undefined;
  const english = linesOf(cellOf(COLUMNS.english));
  return {
    where: `row ${marks[0][1]}`,
    number: Number(marks[0][1]),
    texts: marks.map(([, , id, code, drawing]) => ({id, code, drawing})),
    images,
    english,
    judged: columns.has(normalize(COLUMNS.translation)) ? linesOf(cellOf(COLUMNS.translation)) : english,
    verdict: cellOf(COLUMNS.verdict).replace(/^\d+\s*/u, ''),
    comment: cellOf(COLUMNS.comment),
    isNoted: notes.some(({text}) => saysMore(text)),
    struck: struck.join('; '),
    around,
    rest: linesOf(about.replace(MARK, '')),
  };
}

/** Reads a row before the messages: a field and its value, or text. @param {GridRow} row @param {Filled} filled receives its content @param {boolean} isFirst whether the table is for her name */
function readField({where, cells, notes}, filled, isFirst) {
  const {fields, loose} = filled;
  const [first = '', value = '', ...others] = cells;
  const [name, rest] = splitName(first, Object.values(FIELDS));
  const [found] = Object.entries(FIELDS).find(([, each]) => each === name) ?? [];
  const isHers = found === 'name' || found === 'registration';
  if (isHers || (isFirst && !found)) {
    if (notes.length || (!isHers && cells.join('')))
      filled.withheld.push(
        `${where}: what is written here may be a name, and is in no comment or message: read it there`,
      );
    filled.remarks = filled.remarks.filter((remark) => !notes.includes(remark));
    // All of it is the value, wherever it is written.
    const parts = [value, rest.replace(/^\s*:/u, ''), ...others];
    if (isHers) fields[found] = [fields[found] ?? '', ...parts].flatMap(linesOf).join(' ');
    return;
  }
  const key = /** @type {keyof typeof FIELDS | undefined} */ (found && found in fields ? undefined : found);
  const [line = '', ...more] = linesOf(value);
  if (key) fields[key] = line;
  loose.push(...remarksIn(where, [key ? rest : first, ...(key ? more : [value]), ...others]));
}

/** A tick as people make it, alone or before a note. */
const TICK = /[☒☑✓✔✅]|^\s*(x|yes)(?![\p{L}\p{N}])/iu;

/** Reads the table of a question. @param {GridRow[]} all its rows @param {string[]} rest of its head @param {Remark[]} loose receives all that is no part of the question @returns {FilledQuestion[]} none without its code */
function readQuestion(all, rest, loose) {
  const [{where, cells: head}, ...rows] = all;
  const [, asked = '', code = '', more = ''] = QUESTION_MARK.exec(head[1] ?? '') ?? [];
  const found = rows.findIndex(({cells}) => cells.some((text) => fold(text).startsWith(OTHER)));
  const other = found < 0 ? rows.length : found;
  const positions = code ? rows.slice(0, other) : [];
  const ticked = positions.flatMap(({cells: [tick]}, index) => (TICK.test(tick) ? index : []));
  const odd = positions.flatMap(({where: place, cells: [tick]}) =>
    TICK.test(tick) || /^[-–—.\s☐□]*$/u.test(tick) ? [] : place,
  );
  const lines = [asked.replace(/^\d+\. /u, ''), ...positions.map(({cells: [, ...said]}) => said.join(' '))].map(fold);
  const own = rows[other]?.cells.find((text) => fold(text).startsWith(OTHER)) ?? '';
  loose.push(
    ...all.flatMap((row) => remarksIn(row.where, row.struck)),
    ...remarksIn(where, [rest[0], ...(code ? [more] : head.slice(1, 2)), ...head.slice(2)]),
    ...positions.flatMap((row) => remarksIn(row.where, [row.cells[0].replace(TICK, '').replace(/[☐□]/gu, '')])),
    ...rows.slice(code ? other : 0).flatMap((row) =>
      remarksIn(
        row.where,
        row.cells.filter((text) => !code || text !== own),
      ),
    ),
  );
  return code ? [{where, code, lines, ticked, odd, other: own.slice(OTHER.length).trim()}] : [];
}

const isMarked = (/** @type {string[]} */ cells) => cells.some((text) => [...text.matchAll(MARK)].length);

/** Divides a table at each head of a block or question: Word joins tables when the text between them is deleted. @param {GridRow[]} rows */
function partsOf(rows) {
  const starts = rows.flatMap(({cells}, index) => {
    const {columns} = readHead(cells) ?? {};
    const isHead = columns?.has(normalize(COLUMNS.verdict)) || (columns && QUESTION_MARK.test(cells[1] ?? ''));
    return index && isHead && !isMarked(cells) ? index : [];
  });
  return [0, ...starts].map((start, index) => rows.slice(start, starts[index]));
}

/**
 * Reads the rows of a block, with its verdict for those without one. A second verdict counts for the rows between the two, whose table was
 * joined with that of another block.
 *
 * @param {GridRow[]} rows the head first
 * @param {Columns} columns
 * @param {{problems: string[], unmarked: string[], loose: Remark[]}} result receives what is wrong with rows, rows without a mark, and text
 *   of a person where nothing is to be filled in
 */
function readBlock(rows, columns, {problems, unmarked, loose}) {
  /** @type {Omit<FilledRow, 'whole' | 'isRemarked'>[]} */
  const found = [];
  const verdicts = /** @type {{whole: string, isRemarked: boolean, end: number}[]} */ ([]);
  let isNoted = false;
  for (const row of rows) {
    const {where, cells, notes} = row;
    const head = readHead(cells);
    const [isWhole, more] = splitName(cells[0] ?? '', [WHOLE_BLOCK]);
    const read = readRow(row, columns);
    const isSaid = (/** @type {string[]} */ texts) => {
      const remarks = remarksIn(where, [...texts, ...row.struck]);
      loose.push(...remarks);
      return [...notes, ...remarks].some(({text}) => saysMore(text));
    };
    if (head) isNoted = isSaid(head.rest) || isNoted;
    else if (isWhole) {
      const at = cells.length - columns.size + (columns.get(normalize(COLUMNS.verdict)) ?? 0);
      const whole = cells[at] ?? '';
      const isRemarked = isSaid([more, ...cells.slice(1).filter((_, index) => index + 1 !== at)]);
      if (parseVerdict(whole) === undefined) loose.push({where, text: whole});
      verdicts.push({whole, isRemarked, end: found.length});
    } else if (!isMarked(cells)) {
      isNoted = isSaid(cells) || isNoted;
      if (cells.join('').trim()) unmarked.push(`${where}: the mark in square brackets is missing`);
    } else if (!read || cells.length !== columns.size) {
      // Merged cells move the others of their row.
      const other = `${cells.length} cells, and the head of the table has ${columns.size}`;
      problems.push(`${where}: ${other}: undo the merging or deleting of cells`);
    } else found.push(read);
  }
  return found.map((row, index) => {
    // Rows may have been sorted: an only verdict counts for those below it too.
    const own = verdicts.length === 1 ? verdicts[0] : verdicts.find(({end}) => index < end);
    return {...row, whole: own?.whole ?? '', isRemarked: isNoted || Boolean(own?.isRemarked)};
  });
}

/** Reads a packet. @param {Uint8Array} bytes @returns {Promise<Filled>} @throws {PacketError} if it is not a packet */
export async function readPacket(bytes) {
  const {tables, remarks, loose} = await openPacket(bytes);
  /** @type {Filled} */
  const filled = {fields: {}, rows: [], questions: [], remarks, loose, withheld: []};
  const [problems, unmarked] = /** @type {string[][]} */ ([[], []]);
  for (const rows of tables.filter(({length}) => length).flatMap(partsOf)) {
    const {columns, rest = []} = readHead(rows[0].cells) ?? {};
    const isFirst = rows[0] === tables[0][0] || rows.some(({cells: [label = '']}) => label === FIELDS.role);
    if (!columns) for (const row of rows) readField(row, filled, isFirst);
    else if (columns.has(normalize(COLUMNS.tick))) filled.questions.push(...readQuestion(rows, rest, loose));
    else filled.rows.push(...readBlock(rows, columns, {problems, unmarked, loose}));
  }
  // A row too many is a comment of hers; one for one that is missing has lost its mark.
  if (filled.rows.length < Number(filled.fields.rows)) problems.push(...unmarked);
  if (!filled.rows.length && !problems.length)
    throw new PacketError(['the file has no table of messages: it is not a packet.']);
  if (problems.length) throw new PacketError(problems);
  return {...filled, loose: loose.filter(({text}) => text)};
}

/** Returns the lines that are not ours: text of a reviewer outside the fields to fill in. @param {string[]} lines @param {string[]} ours */
export function foreignLines(lines, ours) {
  const known = new Set(ours.map(fold));
  const parts = (/** @type {string} */ line) => (/^(Row|Question) [\d, :]+(.*)/u.exec(line)?.[2] ?? '?').split('; ');
  return lines.filter((line) => !known.has(fold(line)) && !parts(fold(line)).every((name) => !name || known.has(name)));
}

/** Returns the answers to the questions on which sources disagree. @param {Filled['questions']} filled @param {Question[]} questions of the packet @param {Review[]} same reviews of this packet or day */
export function readAnswers(filled, questions, same) {
  const asides = questions
    .filter(({code}) => !filled.some((each) => each.code === code))
    .map(({question}) => ({where: 'questions', text: `“${question}” is missing, or has changed since`}));
  const given = filled.flatMap(({where, code, lines, ticked, odd, other}) => {
    const found = questions.find((each) => each.code === code);
    const {question = '', positions = [], messages = {}, numbers = [], text, earlier = [], current = []} = found ?? {};
    const sent = [question, ...positions.map(({says, sources}) => `${says} ${sources.join('; ')}`)];
    const foreign = foreignLines(lines, sent);
    const isDone = same.some(({answers: all = []}) => all.some((each) => each.question === question));
    const isGiven = ticked.length > 0 || other !== '';
    const unclear = odd.length ? `words in ${odd.join(', ')} instead of a tick: ask what they mean` : '';
    if (!found || foreign.length || sent.length !== lines.length || (isDone && isGiven) || unclear) {
      const why = isDone ? 'the question was answered already' : unclear || 'the question is not the one that was sent';
      const said = [...foreign, ...ticked.map((index) => `ticked: ${lines[index + 1]}`), other];
      asides.push({where, text: [why, ...said.filter(Boolean)].join(' / ')});
      return [];
    }
    const chosen = positions.map(({says}) => says).filter((_, index) => ticked.includes(index));
    const words = `“${question}” ${[...chosen, other].join(' ').trim()}`;
    const contrary = current
      .filter(({choice}) => choice !== choiceOf({chosen, other}))
      .map(({person, on, line}) => ({person, on, line: `${words} ${line}`}));
    const line = [`answer, row ${numbers.join(', ')}: ${words} The text: “${text}”`, ...earlier].join(' ');
    return isGiven ? [{answer: {question, messages, chosen, ...(other && {other})}, line, contrary}] : [];
  });
  return {given, asides};
}

/** Returns the kind and language on the last page. @param {Filled['fields']} fields @param {Corpus} corpus @throws {PacketError} if there is none */
export function readScope(fields, corpus) {
  const kind = KINDS.find((name) => name === fields.kind?.trim());
  const [language = ''] = (fields.language ?? '').trim().split(/[\s(]/u);
  if (!kind) throw new PacketError([`last page: unknown kind of review “${fields.kind ?? ''}”: ${KINDS.join(', ')}`]);
  const subjects = corpus.subjects.get(language);
  if (!subjects) throw new PacketError([`last page: unknown language “${language}”: ${corpus.languages.join(', ')}`]);
  return {kind, language, region: fields.region?.trim() || EVERYWHERE, subjects};
}

/** Returns the reviewer and the day on the first page. @param {Filled['fields']} fields @param {Parameters<typeof import('./apply.mjs').planApply>[0]} input whose reviewer has precedence @param {string} today */
export function readReviewer(fields, {reviewer: given = {}, privateList}, today) {
  const value = (/** @type {'name'|'role'|'organisation'|'registration'|'on'} */ key) =>
    (given[key] || fields[key] || '').trim();
  const hide = hiderOf({name: value('name'), registration: value('registration')});
  const written = value('on') ? readDay(value('on')) : today;
  // Days are those of UTC: where she is, it may be the next one.
  const isOff = (/** @type {string} */ later, earlier = later) => Date.parse(later) - Date.parse(earlier) > 86_400_000;
  const on = written && written > today ? today : written;
  const problems = /** @type {const} */ (['name', 'role', 'organisation'])
    .filter((key) => !value(key))
    .map((key) => `first page: the ${key} of the reviewer is missing; fill it in, or give --${key}`);
  for (const key of /** @type {const} */ (['role', 'organisation']))
    if (!given[key] && hide(value(key)) !== value(key))
      problems.push(`first page: the ${key}, which readers see, has a word of the name, or the number; give --${key}`);
  if (!written)
    problems.push(
      `first page: the day of the review is “${hide(value('on'))}”, which is none, or may be two; give --on ${today}`,
    );
  else if (isOff(written, today) || isOff(fields.made ?? written, written)) {
    const when = written > today ? 'in the future' : `before the packet was made, ${fields.made}`;
    problems.push(`first page: the day of the review, ${written}, is ${when}; give --on`);
  }
  if (/^-/u.test(given.publicKey ?? '')) problems.push('--key: not a public key; its file ends in .pub');
  // A published name stays public: only a plain “no” allows it.
  const wish = given.private ?? fold(fields.private ?? '');
  if (!privateList && !/^no\.?$/iu.test(wish))
    problems.push(
      `first page: are name and number to be private? It says “${hide(wish)}”. If so, or until you know, give --private list.json, outside the repository; if she says that they are not, --private no`,
    );
  /** @type {Reviewer} */
  const reviewer = {
    ...{name: value('name'), role: value('role'), organisation: value('organisation')},
    ...(value('registration') && {registration: value('registration')}),
    ...(given.publicKey && {publicKey: keyOf(given)}),
  };
  return {reviewer, on: on ?? '', problems};
}

/** Reads a private list. @param {string} file @param {string} content path of src/content @throws {PacketError} if it is in the repository, or no list */
function readList(file, content) {
  if ([root, join(content, '../..')].some((folder) => !/^\.\.([\\/]|$)/u.test(relative(folder, file))))
    throw new PacketError([`--private ${file}: it is in the repository, which is public; choose a place outside`]);
  if (!existsSync(file)) return {salt: randomBytes(16).toString('hex')};
  try {
    const list = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof list.salt === 'string') return list;
  } catch {
    // Refused below.
  }
  throw new PacketError([`--private ${file}: it is not a list that this command wrote`]);
}

/** Returns the reviewer, with a salted hash instead of name and number if they are to be in a private list, their earlier reviews, and what hides name and number in their own words. @param {Reviewer} person @param {Parameters<typeof import('./apply.mjs').planApply>[0]} input @throws {PacketError} if the name is nearly a known one, and was not confirmed */
export function identify(person, {privateList = '', reviews, paths, reviewer: given}) {
  const {name, registration, ...others} = person;
  const list = privateList ? readList(privateList, paths.content) : {};
  const salted = list.salt + identityOf(person);
  const key = createHash('sha256').update(salted).digest('hex').slice(0, 16);
  const reviewer = privateList ? {name: key, ...others} : person;
  const own = reviews.filter((review) => identityOf(review.reviewer) === identityOf(reviewer));
  const known = reviews.find((review) => identityOf(review.reviewer) === identityOf(person));
  if (privateList && known)
    throw new PacketError([`first page: the name is public already, in reviews/${known.file}: give --private no`]);
  const near = [
    ...reviews.map((review) => ({where: `reviews/${review.file}`, other: review.reviewer.name})),
    ...Object.values(list).map((each) => ({where: privateList, other: each.name ?? ''})),
  ].find(({other}) => areNear(other, name));
  if (near && !own.length && !given?.name)
    throw new PacketError([
      `first page: the name is nearly one in ${near.where}. Of the same person, give --name and --organisation as there; else --name as here`,
    ]);
  const text = JSON.stringify({...list, [key]: {name, registration}}, null, 2);
  const lists = /** @type {[string, string][]} */ (privateList ? [[privateList, text]] : []);
  return {reviewer, own, lists, hide: hiderOf(person)};
}

/** Returns a function that hides in words of a reviewer the name, each of its words of three letters or more, in any case, with accents or without, and each number of four digits or more, however it is divided. @param {Pick<Reviewer, 'name' | 'registration'>} reviewer @returns {(text: string) => string} */
function hiderOf({name, registration = ''}) {
  const gap = "[\\s.,'’/()–-]";
  const words = partsOfName(name).map((word) => [...word].join('\\p{M}*'));
  const long = partsOfName(name).flatMap(({length}, index) => (length > 2 ? words[index] : []));
  const names = [words.length > 1 ? words.join(`\\p{M}*${gap}+`) : '(?!)', ...long];
  const joined = registration.replace(/(?<=\d)[^\p{L}\d]+(?=\d)/gu, '');
  const numbers = [/\d{4,}/gu, /(?=\p{L}*\d)[\p{L}\d]{4,}/gu].flatMap((each) => joined.match(each) ?? []);
  const divided = numbers.map((number) => [...number].join(`${gap}{0,3}`));
  const whole = `(?<![\\p{L}\\p{N}])(${names.join('|')})(?![\\p{L}\\p{N}])\\p{M}*`;
  const pattern = RegExp([...divided, whole].join('|'), 'giu');
  return (text) => {
    const hidden = text.normalize('NFD').replace(pattern, '[name]');
    return hidden === text.normalize('NFD') ? text : hidden.normalize('NFC');
  };
}
