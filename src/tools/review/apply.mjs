/**
 * Applies a packet that came back: a review file with the signatures, the changes that the reviewer proposes as edited records or
 * translations that need a review, and a file with all comments. Plans everything before anything is written.
 */
import {join} from 'node:path';
import {readFileSync} from 'node:fs';
import {format, resolveConfig} from 'prettier';
import {placeholdersOf} from '../content/read-content.mjs';
import {NEEDS_REVIEW, readXliff, serializeXliff} from '../locales/xliff.mjs';
import {formatList} from '../locales/completeness.mjs';
import {xliffFile} from '../locales/languages.mjs';
import {formKey} from '../content/plurals.mjs';
import {languageName} from '../content/cldr-data.mjs';
import {COLUMNS, NO_VERDICT, VERDICTS, ownRowTexts, ownTexts, packetCode} from './packet.mjs';
import {PacketError} from './packet-file.mjs';
import {fold} from './read-packet.mjs';
import {KINDS, dayOf, makeReview, reviewsFolder} from './signatures.mjs';
import {describeReviewer} from './status.mjs';
import {codeOf} from './subjects.mjs';

/** @import {Category} from '../content/plurals.mjs' */
/** @import {Remark} from './packet-file.mjs' */
/** @import {Filled, FilledRow} from './read-packet.mjs' */
/** @import {Decision, Review, Reviewer, Verdict} from './signatures.mjs' */
/** @import {Corpus, Subject} from './subjects.mjs' */

/**
 * @typedef {{row: FilledRow, subject: Subject, verdict: Verdict | undefined}} Judged
 *
 * @typedef {object} Written text of a reviewer in a row
 * @property {FilledRow} row
 * @property {string} text that the row is about
 * @property {string} about the verdict, and whether the text has changed since
 * @property {string[]} beside lines in cells where nothing is to be filled in
 */

/** @param {string} given @returns {Verdict | '' | undefined} empty for none, undefined if it is unknown */
function parseVerdict(given) {
  const text = fold(given).toLowerCase().replaceAll('-', ' ').replace(/\.$/u, '');
  if (!text || text === NO_VERDICT) return '';
  const found = Object.entries(VERDICTS).find(([name]) => name === text);
  return found?.[1];
}

/**
 * Returns the errors in the rows of a packet as a whole: rows that are missing or there twice, other marks than it was made with.
 *
 * @param {Filled} filled
 * @param {string} kind
 * @param {string} language
 */
function checkRows({rows, fields}, kind, language) {
  const ids = rows.map(({id}) => id);
  const counts = [...new Set(rows.map(({count}) => count))];
  const expected = Number(fields.rows) || counts[0];
  const numbers = new Set(rows.map(({number}) => number));
  const missing = Array.from({length: Math.min(expected, 10_000)}, (_, index) => index + 1).filter(
    (number) => !numbers.has(number),
  );
  const problems = [
    ...rows
      .filter(({id}, index) => ids.indexOf(id) < index)
      .map(({where, id}) => `${where}: duplicate id ${id}, first in ${rows[ids.indexOf(id)].where}`),
    ...(counts.length > 1 || expected !== counts[0]
      ? [`rows of different packets: ${counts.join(', ')} rows each, and this packet has ${expected}`]
      : []),
    ...(missing.length ? [`rows are missing: ${formatList(missing)} of ${expected}`] : []),
  ];
  if (problems.length) return problems;
  if (!fields.packet) return ['the packet code is missing on the first page'];
  return packetCode({kind, language}, rows) === fields.packet
    ? []
    : [
        `the packet is not what was sent: its kind (${kind}), its language (${language}) or the mark of a row was changed`,
      ];
}

/** Returns the errors in one row. @param {Judged} judged */
function checkRow({row, subject, verdict}) {
  const {where, id, english, translation, change} = row;
  const at = `${where}, ${id}`;
  const problems = [];
  const columns = [
    ['English', english, subject.english],
    ['Translation', translation ?? '', subject.language === 'en' ? '' : subject.text],
  ];
  for (const [column, given, own] of columns)
    if (fold(given) !== fold(own))
      problems.push(
        `${at}: the column ${column} has “${given}” instead of “${own}”; write changes into the column Change`,
      );
  if (verdict === undefined && change) problems.push(`${at}: a change without a verdict`);
  if (verdict === 'approved' && change)
    problems.push(`${at}: “approved” and a change; choose “approved with change”, or remove the change`);
  if (verdict === 'approved-with-change' && !change)
    problems.push(`${at}: “approved with change”, and the column Change is empty`);
  if (!change || problems.length) return problems;
  if (change === subject.text) problems.push(`${at}: the change is identical to the text`);
  const [wanted, given] = [subject.english, change].map((text) => placeholdersOf(text).sort().join(', '));
  if (wanted !== given)
    problems.push(
      `${at}: the change has the placeholders ${given || 'none'}; required: ${wanted || 'none'}, each once`,
    );
  const {maxLength = Infinity} = subject.message;
  if (change.length > maxLength)
    problems.push(`${at}: the change has ${change.length} characters; the maximum is ${maxLength}`);
  if (/[<>]/u.test(change)) problems.push(`${at}: the change has “<” or “>”, which texts must not contain`);
  return problems;
}

/**
 * @param {Filled['fields']} fields
 * @param {Partial<Reviewer> & {on?: string}} given on the command line, which has precedence
 * @param {string} today
 */
function readReviewer(fields, given, today) {
  const value = (/** @type {'name'|'role'|'organisation'|'registration'|'on'} */ key) =>
    (given[key] || fields[key] || '').trim();
  const on = value('on') || today;
  const problems = [
    ...['name', 'role', 'organisation']
      .filter((key) => !value(/** @type {'name'} */ (key)))
      .map((key) => `first page: the ${key} of the reviewer is missing; fill it in, or give --${key}`),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(on) && !Number.isNaN(Date.parse(on))
      ? []
      : [`first page: the day of the review is “${on}”; write it as ${today}, or give --on ${today}`]),
    ...(on > today && /^\d{4}-/.test(on) ? [`first page: the day of the review, ${on}, is in the future`] : []),
  ];
  /** @type {Reviewer} */
  const reviewer = {
    name: value('name'),
    role: value('role'),
    organisation: value('organisation'),
    ...(value('registration') && {registration: value('registration')}),
    ...(given.publicKey && {publicKey: given.publicKey}),
  };
  return {reviewer, on, problems};
}

/** Names of columns that precede a text where several share a cell. */
const LABEL = new RegExp(`^(${[COLUMNS.why, COLUMNS.sources, COLUMNS.glossary, COLUMNS.note].join('|')}): `, 'u');

/**
 * Returns the lines that are not ours: text of a reviewer outside the fields to fill in.
 *
 * @param {string[]} lines
 * @param {string[]} ours
 */
function foreignLines(lines, ours) {
  const known = new Set(ours.map(fold));
  return lines.filter((line) => !known.has(fold(line)) && !known.has(fold(line.replace(LABEL, ''))));
}

/**
 * Writes all text of a reviewer, signed or not, wherever it is.
 *
 * @param {Written[]} rows
 * @param {Remark[]} remarks
 * @param {string} title
 */
function commentsFile(rows, remarks, title) {
  const written = rows.filter(({row, beside}) => row.comment || row.change || beside.length);
  return [
    `# ${title}`,
    '',
    ...written.flatMap(({row: {id, comment, change}, text, about, beside}) => [
      `## ${id}: ${about}`,
      '',
      `> ${text}`,
      '',
      ...(change ? [`Change: ${change}`, ''] : []),
      ...(comment ? [comment, ''] : []),
      ...(beside.length ? [`In other cells: ${beside.join(' ')}`, ''] : []),
    ]),
    ...remarks.filter(({text}) => text).flatMap(({where, text}) => [`## ${where}`, '', text, '']),
    ...(written.length || remarks.length ? [] : ['No comments.', '']),
  ].join('\n');
}

/**
 * Returns the copy files and the XLIFF file with the changes.
 *
 * @param {Decision[]} decisions
 * @param {string} language
 * @param {{content: string, locales: string}} paths
 * @returns {Promise<Map<string, string>>}
 */
async function changedFiles(decisions, language, {content, locales}) {
  const changed = decisions.filter(({change}) => change);
  /** @type {Map<string, string>} */
  const files = new Map();
  if (!changed.length) return files;
  if (language !== 'en') {
    const path = xliffFile(locales, language);
    const xliff = readXliff(path);
    for (const {subject, change = ''} of changed) {
      const unit = xliff.units.find(({id}) => id === subject.id);
      if (unit) Object.assign(unit, {target: change, state: NEEDS_REVIEW});
    }
    return files.set(path, serializeXliff(xliff));
  }
  for (const copy of new Set(changed.map(({subject}) => subject.copy))) {
    const path = join(content, 'copy', copy.file);
    const data = JSON.parse(readFileSync(path, 'utf8'));
    for (const {subject, change} of changed.filter((decision) => decision.subject.copy === copy)) {
      const {key, category = 'other'} = subject.message;
      const record = data.messages.find(
        (/** @type {{key: string}} */ message) => formKey(message.key, /** @type {Category} */ (category)) === key,
      );
      if (category === 'other') record.text = change;
      else record.plural.forms = {...record.plural.forms, [category]: change};
    }
    const options = await resolveConfig(path);
    files.set(path, await format(JSON.stringify(data, null, 2), {...options, parser: 'json'}));
  }
  return files;
}

/**
 * Returns the kind and language on the first page of a packet.
 *
 * @param {Filled['fields']} fields
 * @param {Corpus} corpus
 * @throws {PacketError} if there is no such kind of review or language
 */
function readScope(fields, corpus) {
  const kind = KINDS.find((name) => name === fields.kind?.trim());
  const [language = ''] = (fields.language ?? '').trim().split(/[\s(]/u);
  if (!kind) throw new PacketError([`first page: unknown kind of review “${fields.kind ?? ''}”: ${KINDS.join(', ')}`]);
  const subjects = corpus.subjects.get(language);
  if (!subjects) throw new PacketError([`first page: unknown language “${language}”: ${corpus.languages.join(', ')}`]);
  return {kind, language, subjects};
}

/**
 * Compares a row with its message as it is now.
 *
 * @param {FilledRow} row
 * @param {Subject | undefined} subject
 * @param {string} language
 * @returns {string | undefined} how they differ
 */
function changeSince({where, id, code, english, translation}, subject, language) {
  if (!subject) return `${where}: ${id} no longer exists`;
  if (subject.language === language && codeOf(subject) === code) return undefined;
  const hasSameWords = subject.text === (translation || english);
  return `${where}: ${id} has changed since: ${hasSameWords ? 'its sources, its placeholders or the English' : `now “${subject.text}”`}`;
}

/**
 * Divides the rows into those that can be signed and those whose message has changed since.
 *
 * @param {FilledRow[]} rows
 * @param {string} language
 * @param {Map<string, Subject>} subjects
 * @param {string} content folder
 */
function judgeRows(rows, language, subjects, content) {
  /** @type {Judged[]} */
  const judged = [];
  /** @type {string[]} */
  const outdated = [];
  /** @type {Written[]} */
  const written = [];
  /** @type {string[]} */
  const problems = [];
  for (const row of rows) {
    const subject = subjects.get(row.id);
    const verdict = parseVerdict(row.verdict);
    if (verdict === undefined)
      problems.push(`${row.where}, ${row.id}: unknown verdict “${row.verdict}”: ${Object.keys(VERDICTS).join(', ')}`);
    const change = changeSince(row, subject, language);
    written.push({
      row,
      text: row.translation || row.english,
      about: `${verdict || 'no verdict'}${change ? ', of words that have changed since' : ''}`,
      beside: foreignLines(row.rest, subject ? ownRowTexts(subject, content) : []),
    });
    if (change) outdated.push(change);
    else judged.push({row, subject: /** @type {Subject} */ (subject), verdict: verdict || undefined});
  }
  return {judged, outdated, written, problems};
}

/**
 * Summarizes the result of applying a packet.
 *
 * @param {Decision[]} decisions
 * @param {{rows: number, outdated: number, file: string}} counts and the name of the review file
 */
function summarize(decisions, {rows, outdated, file}) {
  const count = (/** @type {Verdict} */ verdict) => decisions.filter((decision) => decision.verdict === verdict).length;
  return [
    `${decisions.length} of ${rows} rows: ${count('approved')} approved, ${count('approved-with-change')} approved with change, ${count('rejected')} rejected`,
    `${rows - decisions.length - outdated} rows without a verdict, ${outdated} left out because their words have changed`,
    `reviews/${file}`,
    ...(decisions.some(({change}) => change)
      ? ['Changes are in the copy or the translation and need a review of their own. Next: npm run messages']
      : []),
  ];
}

/**
 * Plans the `files` that applying a packet writes, text by path, and a `summary` for a person.
 *
 * @param {object} input
 * @param {Filled} input.filled
 * @param {Corpus} input.corpus
 * @param {Review[]} input.reviews existing ones
 * @param {{content: string, locales: string}} input.paths
 * @param {string} input.commentsPath of the file with all comments
 * @param {Partial<Reviewer> & {on?: string}} [input.reviewer] overrides the first page
 * @param {boolean} [input.skipChanged] leaves out rows whose message has changed since the packet was made
 * @param {string} [input.today]
 * @throws {PacketError} with all problems
 */
export async function planApply(input) {
  const {filled, corpus, reviews, paths, commentsPath, skipChanged = false, today = dayOf()} = input;
  const {fields, rows, remarks, loose} = filled;
  const {kind, language, subjects} = readScope(fields, corpus);
  const {reviewer, on, problems} = readReviewer(fields, input.reviewer ?? {}, today);
  const {judged, outdated, written, problems: inRows} = judgeRows(rows, language, subjects, paths.content);
  problems.push(...checkRows(filled, kind, language), ...inRows);
  if (outdated.length && !skipChanged)
    problems.push(
      `the packet is outdated: the text of ${outdated.length} of ${rows.length} rows has changed since. Make a new one, or apply the rest with --skip-changed.`,
      ...outdated,
    );
  problems.push(...judged.flatMap(checkRow));
  const decisions = judged.flatMap(({row: {change, comment}, subject, verdict}) =>
    verdict ? [{subject, verdict, change, comment}] : [],
  );
  if (!problems.length && !decisions.length) problems.push('no row has a verdict');
  if (problems.length) throw new PacketError(problems);

  const {file, text} = makeReview({reviewer, kind, language, on, packet: fields.packet}, decisions);
  if (reviews.some((review) => review.file === file))
    throw new PacketError([`the packet has been applied already: reviews/${file}`]);
  const widgets = corpus.copies.map(({widget}) => widget);
  const ours = ownTexts({kind, languageName: languageName(language)}, widgets);
  const comments = commentsFile(
    written,
    [...remarks, ...loose.filter((remark) => foreignLines([remark.text], ours).length)],
    `Comments of ${describeReviewer(reviewer)}, ${on}: ${kind}, ${language}`,
  );
  return {
    files: new Map([
      [join(reviewsFolder(paths.content), file), text],
      ...(await changedFiles(decisions, language, paths)),
      [commentsPath, comments],
    ]),
    summary: summarize(decisions, {rows: rows.length, outdated: outdated.length, file}),
  };
}
