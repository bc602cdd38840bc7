/**
 * Applies a packet that came back: a review file with the signatures and answers, the words that the reviewer wrote over ours as edited
 * records or translations that need a review, and a file with all comments. Plans everything before anything is written. Rows in dispute
 * are set aside, unsigned; a packet that is not the one that was sent is refused.
 */
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {placeholdersOf} from '../content/read-content.mjs';
import {readGlossary} from '../content/word-rules.mjs';
import {NEEDS_REVIEW, readXliff, serializeXliff, xliffFile} from '../locales/xliff.mjs';
import {formatList} from '../locales/completeness.mjs';
import {
  EVERYWHERE,
  NAMED,
  QUOTE,
  codeOf,
  describeRow,
  earlierOn,
  labelsOf,
  ownTexts,
  packetCode,
  sourceList,
} from './packet.mjs';
import {OTHER_PICTURES, PacketError} from './packet-file.mjs';
import {questionsOf} from './questions.mjs';
import {foreignLines, identify, parseVerdict, readAnswers, readReviewer, readScope, saysMore} from './read-packet.mjs';
import {counted} from './report.mjs';
import {dayOf, identityOf, makeReview, reviewsFolder} from './signatures.mjs';
import {describeReviewer, indexReviews, standingOn} from './status.mjs';
import {fold} from './subjects.mjs';

/** @import {Remark} from './packet-file.mjs' */
/** @import {Filled, FilledRow} from './read-packet.mjs' */
/** @import {Decision, Kind, Review, Reviewer} from './signatures.mjs' */
/** @import {Corpus, Subject} from './subjects.mjs' */

/**
 * @typedef {{row: FilledRow, decisions: Decision[], aside?: string, beside: string[], comment: string}} Judged `aside`: why it is set aside;
 *   `beside`: text of the reviewer in cells where nothing is to be filled in
 *
 * @typedef {object} Scope everything that a row is compared with
 * @property {Kind} kind
 * @property {Map<string, Subject>} subjects
 * @property {(subjects: Subject[]) => ReturnType<typeof describeRow>} describe
 * @property {(subjects: Subject[]) => string[]} earlier verdicts, as the packet has them
 * @property {Set<string>} lines folded text outside the rows
 * @property {Map<number, Set<string>>} quoted folded lines by row
 * @property {string[]} sent our own text outside the rows
 * @property {(text: string) => string} hide hides name and number
 * @property {string[]} done messages with the texts that this reviewer has judged in this packet, or on this day
 */

/** Returns the errors of a packet as a whole: missing and double rows, other marks. @param {Filled} filled @param {string} kind @param {string} language @param {string} region */
function checkRows({rows, fields}, kind, language, region) {
  const texts = rows.flatMap((row) => row.texts.map((text) => ({...text, where: row.where})));
  const ids = texts.map(({id}) => id);
  const numbers = new Set(rows.map(({number}) => number));
  const expected = Math.min(Number(fields.rows) || 0, 10_000);
  const missing = Array.from({length: expected}, (_, index) => index + 1).filter((number) => !numbers.has(number));
  const problems = texts
    .filter(({id}, index) => ids.indexOf(id) < index)
    .map(({where, id}) => `${where}: duplicate id ${id}, first in ${texts[ids.indexOf(id)].where}`);
  if (missing.length) problems.push(`rows are missing: ${formatList(missing)} of ${expected}`);
  if (problems.length) return problems;
  if (!fields.packet) return ['the packet code is missing on the last page'];
  if (packetCode({kind, language, region, made: fields.made ?? ''}, texts) === fields.packet) return [];
  const parts = `its kind (${kind}), its language (${language}), its country, its day or the mark of a row`;
  return [`the packet is not what was sent: ${parts} was changed`];
}

/** Returns why the words of a reviewer cannot replace ours. @param {string} change @param {Subject} subject @returns {string | undefined} */
function checkChange(change, {english, picture, message: {maxLength = Infinity}}) {
  if (picture) return 'the description of a picture was changed; write it under Comment';
  const [wanted, given] = [english, change].map((text) => placeholdersOf(text).sort().join(', '));
  if (wanted !== given)
    return `the change has the placeholders ${given || 'none'}; required: ${wanted || 'none'}, each once`;
  if (change.length > maxLength) return `the change has ${change.length} characters; the maximum is ${maxLength}`;
  return /[<>]/u.test(change) ? 'the change has “<” or “>”, which texts must not contain' : undefined;
}

/** Whether a row has a line of a source, itself or by naming an earlier row that has it. @param {string} line @param {FilledRow} row @param {Map<number, Set<string>>} quoted folded lines by row */
function isQuoted(line, row, quoted) {
  const name = fold(QUOTE.exec(line)?.[1] ?? '');
  const places = row.rest.flatMap((each) => {
    const [, place, names = ''] = /^Row (\d+): (.*)/u.exec(fold(each)) ?? [];
    return names.split('; ').includes(name) && Number(place) < row.number ? Number(place) : [];
  });
  return [row.number, ...places].some((place) => quoted.get(place)?.has(fold(line)));
}

/** Returns the words of a row that were written over, by message, or why they cannot be read. @param {FilledRow} row @param {Subject[]} own @param {ReturnType<typeof describeRow>['texts']} texts */
function changesIn({judged, english}, own, texts) {
  if (judged.join() !== english.join() && fold(english.join(' ')) !== fold(texts.map((text) => text.english).join(' ')))
    return `the English beside the translation was changed; it needs a packet in English: “${english.join(' ')}”`;
  const given = texts.length === 1 ? [judged.join(' ')] : judged;
  if (given.length !== texts.length) return `${given.length} paragraphs instead of ${texts.length}: one for each text`;
  /** @type {Map<string, string>} */
  const changes = new Map();
  for (const [index, text] of texts.entries()) {
    if (fold(given[index]) === fold(text.judged)) continue;
    const label = text.label.trim();
    if (!given[index].startsWith(label)) return `the label “${label}” was changed; write that under Comment`;
    const change = given[index].slice(label.length).trim();
    const problem = checkChange(change, own[index]);
    if (problem) return `${text.id}: ${problem}`;
    changes.set(text.id, change);
  }
  return changes;
}

/** Returns where a person wrote something about a row, if she did. @param {FilledRow} row @param {string} comment @param {boolean} isEdited whether its sources are */
const placeOfNote = ({isNoted, isRemarked}, comment, isEdited) =>
  [
    ...(comment ? [''] : []),
    ...(isNoted ? [' in the margin'] : []),
    ...(isEdited ? [' or a change among its sources'] : []),
    ...(isRemarked ? [' beside the verdict on its block, or in its headings or rows'] : []),
  ].at(0);

/** A question, or words in capitals, which people write beside a text rather than into it. */
const REMARK = /^(?!\?$).*[?？؟]|^[^\p{Ll}]*\p{Lu}{2}[^\p{Ll}]*$/u;

/** Returns why changes cannot stand: a text was deleted, has a remark before or after it, or has the name. @param {Subject[]} own @param {Map<string, string>} changes @param {Scope['hide']} hide */
function oddChange(own, changes, hide) {
  if ([...changes.values()].some((change) => !/\p{L}/u.test(change)))
    return 'the text was deleted: ask what should stand there';
  for (const {id, text} of own) {
    const parts = fold(changes.get(id) ?? '').split(fold(text));
    const remark = parts.length > 1 && parts.find((words) => REMARK.test(words));
    if (remark) return `“${remark.trim()}” beside the text may be a question or a remark: ask what it means`;
  }
  const isNamed = own.some(
    ({id, text}) => hide(text) === text && hide(changes.get(id) ?? '') !== (changes.get(id) ?? ''),
  );
  return isNamed && 'the change has the name in it: ask what should stand there';
}

/** Returns why a row counts for nothing, whatever its words. @param {FilledRow} row @param {string | undefined} verdict @param {string} [own] */
function faultOf({verdict: given, whole, struck, texts, images, around}, verdict, own) {
  if (verdict === undefined) return `unknown verdict “${given || whole}”: approved or rejected`;
  if (verdict === 'rejected' && !own) return `“${whole}” for its whole block: ask which texts are refused, and why`;
  if (struck) return `${struck}: ask what it means`;
  if (texts.flatMap(({drawing}) => drawing ?? []).join() !== images.join())
    return 'its drawing is not the one that was sent, or another picture was added';
  return around.includes(OTHER_PICTURES) && OTHER_PICTURES;
}

/** @param {FilledRow} row @param {Scope} scope @returns {Judged} */
function judgeRow(row, {kind, subjects, describe, earlier, lines, quoted, sent, done, hide}) {
  const comment = saysMore(row.comment) ? hide(row.comment) : '';
  const own = row.texts.flatMap(({id}) => subjects.get(id) ?? []);
  const gone = row.texts.find(({id}) => !subjects.has(id));
  const stale = own.find((subject) =>
    row.texts.some(({id, code}) => id === subject.id && codeOf(subject, kind) !== code),
  );
  const {texts, about} = describe(own);
  const ours = [...earlier(own), ...about, ...about.flatMap((line) => QUOTE.exec(line)?.[1] ?? [])];
  const beside = foreignLines(row.rest, ours).map(hide);
  const isCut = (/** @type {string} */ line) => !QUOTE.test(line) && !row.rest.map(fold).includes(fold(line));
  const chosen = parseVerdict(row.verdict);
  const verdict = chosen === '' ? parseVerdict(row.whole) : chosen;
  const says = chosen ? `; verdict: ${chosen}` : '';
  const shown = {...row, english: row.english.map(hide), judged: row.judged.map(hide)};
  const aside = (/** @type {string} */ why) => ({row: shown, decisions: [], aside: hide(why) + says, beside, comment});
  // The verdict on a block is none on a row of which she wrote something.
  const isRemarked = row.isRemarked || foreignLines(row.around, sent).some(saysMore);
  const place = placeOfNote({...row, isRemarked}, comment, beside.length > 0 || about.some(isCut));
  const isUnclear = chosen === '' && verdict === 'approved' && place !== undefined;
  const fault = faultOf(row, verdict, chosen);
  if (fault) return aside(fault);
  if (gone) return aside(`${gone.id} no longer exists`);
  if (stale) return aside(`${stale.id} has changed since, in its words, sources or questions: now “${stale.text}”`);
  const lost =
    about.find((line) => (QUOTE.test(line) ? !isQuoted(line, row, quoted) : NAMED.test(line) && isCut(line))) ??
    sourceList(own).find((line) => !lines.has(fold(line)));
  const added = beside.find((line) => QUOTE.test(line) || NAMED.test(line));
  if (lost) return aside(`the sources are not those that were sent: “${lost.slice(0, 60)}…” is missing or changed`);
  if (added) return aside(`a source was added that was not sent: “${added}”`);
  const changes = changesIn(row, own, texts);
  if (typeof changes === 'string') return aside(changes);
  const odd = verdict !== 'rejected' && oddChange(own, changes, hide);
  if (odd) return aside(odd);
  if (verdict === 'changed' && !changes.size) return aside('approved with change, and no words are changed');
  if (isUnclear && !changes.size) return aside(`a comment${place}, and no verdict of its own: ask what it means`);
  const decisions = own.flatMap((subject) => {
    const change = changes.get(subject.id);
    const better = verdict === 'rejected' && change ? `Better: “${hide(change)}”` : '';
    const note = [comment, better].filter(Boolean).join(' ');
    if (!change && (!verdict || isUnclear)) return [];
    const decided = verdict === 'rejected' ? verdict : change ? 'approved-with-change' : 'approved';
    return [{subject, verdict: decided, ...(change && !better && {change}), ...(note && {comment: note})}];
  });
  if (own.some(({id, text}) => done.includes(id + text)) && decisions.length)
    return aside('applied already: this reviewer has judged it; make a new packet with --all, dated later');
  return {row: shown, decisions: /** @type {Decision[]} */ (decisions), beside, comment};
}

/** Writes all text of a reviewer, signed or not. @param {Judged[]} rows @param {Remark[]} remarks @param {Review} review */
function commentsFile(rows, remarks, {reviewer, on, kind, language}) {
  const written = rows.filter(
    ({aside, comment, beside, decisions}) => aside || comment || beside.length || decisions.some(({change}) => change),
  );
  return [
    `# Comments of ${describeReviewer(reviewer)}, ${on}: ${kind}, ${language}`,
    '',
    ...written.flatMap(({row: {where, texts, english, judged}, comment, aside, beside, decisions}) => [
      `## ${where}: ${texts.map(({id}) => id).join(', ')}`,
      '',
      ...[...new Set([...english, ...judged])].flatMap((line) => [`> ${line}`, '']),
      ...(aside ? [`Set aside. ${where}: ${aside}`, ''] : [decisions[0]?.verdict ?? 'no verdict', '']),
      ...(comment ? [comment, ''] : []),
      ...(beside.length ? [`In other cells: ${beside.join(' ')}`, ''] : []),
    ]),
    ...remarks.flatMap(({where, text}) => [`## ${where}`, '', text, '']),
    ...(written.length || remarks.length ? [] : ['No comments.', '']),
  ].join('\n');
}

/** Returns the copy files and the XLIFF file with the changes. @param {Decision[]} decisions @param {string} language @param {{content: string, locales: string}} paths */
function changedFiles(decisions, language, {content, locales}) {
  const changed = decisions.filter(({change}) => change);
  /** @type {Map<string, string>} */
  const files = new Map();
  const path = xliffFile(locales, language);
  const xliff = changed.length && language !== 'en' ? readXliff(path) : undefined;
  for (const {subject, change = ''} of changed) {
    const {key, category = 'other'} = subject.message;
    const unit = xliff?.units.find(({id}) => id === subject.id);
    if (unit) Object.assign(unit, {target: change, state: NEEDS_REVIEW});
    if (xliff) continue;
    const file = join(content, 'copy', subject.copy.file);
    const text = files.get(file) ?? readFileSync(file, 'utf8');
    const start = text.indexOf(`"key": "${category === 'other' ? key : key.replace(`-plural-${category}`, '')}"`);
    const [from, to] = [subject.english, change].map((words) => JSON.stringify(words));
    const at = text.indexOf(from, start);
    if (start < 0 || at < 0)
      throw new PacketError([`${subject.copy.file}: the text of “${key}” was not found; write it by hand`]);
    files.set(file, text.slice(0, at) + to + text.slice(at + from.length));
  }
  return xliff ? files.set(path, serializeXliff(xliff)) : files;
}

/** Names the approvals that end with a text, of its translations too. @param {Subject} subject @param {Corpus} corpus @param {ReturnType<typeof indexReviews>} index @param {string} today */
function endedBy(subject, {languages, subjects}, index, today) {
  const translations = languages.flatMap((tag) => subjects.get(tag)?.get(subject.id) ?? []);
  const ended = (subject.language === 'en' ? translations : [subject])
    .flatMap((each) => standingOn(each, 'approved', index, today))
    .map(({by: {review}}) => `${describeReviewer(review.reviewer)}, ${review.on} (${review.language})`);
  return [...new Set(ended)].map((who) => `; ends the approval by ${who}`).join('');
}

/** Summarizes the result of applying a packet. @param {Judged[]} judged @param {string[]} asides @param {Corpus} corpus @param {string} language @param {(subject: Subject) => string} ends names the approvals that end with a text */
function summarize(judged, asides, corpus, language, ends) {
  const decisions = judged.flatMap((row) => row.decisions);
  const count = (/** @type {string} */ verdict) => decisions.filter((decision) => decision.verdict === verdict).length;
  const changes = decisions.filter(({change}) => change);
  const stale = corpus.languages.flatMap((tag) => {
    const own = changes.map(({subject: {id}}) => corpus.subjects.get(tag)?.get(id));
    const {length} = own.filter((each) => each?.text && each.language === tag);
    return language === 'en' && tag !== 'en' && length ? [`${tag} ${length}`] : [];
  });
  const open = judged.filter((row) => !row.decisions.length && !row.aside).length;
  const odd = decisions.filter(({verdict, comment}) => (verdict === 'rejected') === !comment).length;
  const lapse = `${counted(changes.length, 'text change')}; translations lapse, and show English until they are made again`;
  return [
    `${counted(judged.length, 'row')}, ${counted(decisions.length, 'text')}: ${count('approved')} approved, ${count('approved-with-change')} changed, ${count('rejected')} rejected; ${counted(open, 'row')} without a verdict`,
    ...(odd ? [`${odd} approved with a comment, or rejected without: was the column of verdicts moved?`] : []),
    ...changes.map(({subject, change}) => `changed: ${subject.id}: “${subject.text}” → “${change}”${ends(subject)}`),
    ...(stale.length ? [`${lapse}: ${stale.join(', ')}`] : []),
    ...asides,
    ...(changes.length ? ['The changed words need a review of their own, after npm run messages.'] : []),
  ];
}

/** Judges the rows of a packet and the answers in it, and returns as `others` the remarks that are not ours. @param {Parameters<typeof planApply>[0] & Pick<Scope, 'hide'>} input @param {ReturnType<typeof readScope>} scope @param {Review[]} same reviews of this packet or day @param {ReturnType<typeof indexReviews>} index */
function judgeAll(
  {filled, corpus, reviews, paths, hide, today = dayOf()},
  {kind, language, region, subjects},
  same,
  index,
) {
  const {fields, rows, remarks, loose} = filled;
  const glossary = readGlossary(paths.content);
  const sent = rows
    .map(({number, texts}) => ({number, own: texts.flatMap(({id}) => subjects.get(id) ?? [])}))
    .sort((a, b) => a.number - b.number);
  const questions = questionsOf(sent, kind, reviews);
  const own = sent.flatMap((row) => row.own);
  const ours = ownTexts(corpus, own, {kind, language, region, count: Number(fields.rows), questions});
  const done = same.flatMap(({signatures}) => signatures.map(({message, text}) => message + text));
  const scope = {
    ...{kind, subjects, sent: ours, done, hide},
    describe: (/** @type {Subject[]} */ some) => describeRow(some, kind, labelsOf(corpus), glossary),
    earlier: (/** @type {Subject[]} */ some) => earlierOn(some, kind, index, fields.made ?? today),
    lines: new Set(loose.map(({text}) => fold(text))),
    quoted: new Map(rows.map(({number, rest}) => [number, new Set(rest.map(fold))])),
  };
  const judged = rows.map((row) => judgeRow(row, scope));
  const hideIn = (/** @type {Remark} */ {where, text}) => ({where, text: hide(text)});
  const others = [...remarks, ...loose].filter(({text}) => text && foreignLines([text], ours).length).map(hideIn);
  const asked = filled.questions.map((each) => ({...each, other: hide(each.other)}));
  const {asides: foreign, given} = readAnswers(asked, questions, same);
  const unclear = foreign.map(hideIn);
  const whys = [...new Set(judged.flatMap(({aside}) => aside ?? []))];
  const placesOf = (/** @type {string} */ why) => judged.filter(({aside}) => aside === why).map(({row}) => row.where);
  const asides = [
    ...whys.map((why) => `set aside: ${placesOf(why).join(', ')}: ${why}`),
    ...unclear.map(({where, text}) => `set aside: ${where}: ${text}`),
  ];
  return {judged, others, unclear, asides, given, answers: given.map(({answer}) => answer)};
}

/** Names the texts and questions on which other reviewers have decided otherwise. @param {Decision[]} decisions @param {{line: string}[]} contrary answers of others @param {Review[]} earlier of this reviewer @param {ReturnType<typeof indexReviews>} index @param {{isDisputed?: boolean, today?: string}} input @throws {PacketError} unless both verdicts are to be recorded */
function disagreements(decisions, contrary, earlier, index, {isDisputed, today = dayOf()}) {
  const found = decisions.flatMap(({subject, verdict}) =>
    standingOn(subject, verdict === 'rejected' ? 'approved' : 'rejected', index, today)
      .filter(({by}) => !earlier.includes(by.review))
      .map(({state, why}) => `reviewers disagree: ${subject.id}: ${verdict} now, ${state}: ${why}`),
  );
  found.push(...contrary.map(({line}) => `reviewers disagree: ${line}`));
  if (!found.length || isDisputed) return found;
  throw new PacketError([...found, 'Settle it with both. --both records both verdicts: a rejection outweighs.']);
}

/** Returns all about a packet but its rows: kind and language, reviewer, earlier reviews of that person, and those of this packet or day. @param {Parameters<typeof planApply>[0]} input @throws {PacketError} if it is not one that was sent, or was applied already */
function readOccasion(input) {
  const {filled, corpus, reviews, today = dayOf()} = input;
  const {fields} = filled;
  const scope = readScope(fields, corpus);
  const {kind, language, region} = scope;
  const {reviewer: person, on, problems} = readReviewer(fields, input, today);
  problems.push(...checkRows(filled, kind, language, region));
  if (problems.length) throw new PacketError([...problems, ...filled.withheld]);
  const found = identify(person, input);
  const returned = createHash('sha256').update(input.bytes).digest('hex');
  const known = reviews.find((review) => review.returned === returned)?.file;
  if (known) throw new PacketError([`the packet has been applied already: reviews/${known}`]);
  const isSame = (/** @type {Review} */ review) =>
    review.packet === fields.packet || (review.on === on && review.kind === kind && review.language === language);
  return {scope, on, returned, ...found, same: found.own.filter(isSame)};
}

/**
 * Plans the `files` that applying a packet writes, text by path, and a `summary` for a person.
 *
 * @param {{privateList?: string, filled: Filled, bytes: Uint8Array, corpus: Corpus, reviews: Review[], paths: {content: string, locales: string}, commentsPath:
 *   string, reviewer?: Partial<Reviewer> & {on?: string, private?: string}, isDisputed?: boolean, today?: string}} input `bytes`: of the file that came back,
 *   whose hash the review has; `reviewer` overrides the first page; `isDisputed`: records verdicts that contradict those of others
 * @throws {PacketError} with all problems
 */
export async function planApply(input) {
  const {corpus, reviews, paths, commentsPath, today = dayOf()} = input;
  const {fields} = input.filled;
  const {scope, reviewer, on, returned, own: earlier, same, lists, hide} = readOccasion(input);
  const {kind, language, region} = scope;
  const index = indexReviews(reviews);
  const {judged, others, unclear, asides, given, answers} = judgeAll({...input, hide}, scope, same, index);
  const decisions = judged.flatMap((row) => row.decisions);
  const otherwise = given.flatMap(({contrary}) => contrary);
  const contrary = otherwise.filter((each) => each.person !== identityOf(reviewer));
  const more = {...(region !== EVERYWHERE && {region}), ...(answers.length && {answers})};
  const occasion = {reviewer, kind, language, on, packet: fields.packet, returned, ...more};
  const {file, text, review} = makeReview(occasion, decisions);
  const said = [...judged.flatMap(({row: {where}, beside}) => beside.map((text) => ({where, text}))), ...others].map(
    ({where, text: words}) => `comment, ${where}: ${words}`,
  );
  const inRows = judged.flatMap(({row: {where}, comment}) => (comment ? [`comment, ${where}: ${comment}`] : []));
  const isEmpty = !decisions.length && !answers.length;
  // Comments were written when it was applied first.
  const isAgain = judged.some(({aside}) => aside?.startsWith('applied already'));
  if (isEmpty && (isAgain || !(said.length + inRows.length)))
    throw new PacketError(['no row has a verdict to apply', ...asides, ...said, ...inRows]);
  return {
    files: new Map([
      .../** @type {[string, string][]} */ (isEmpty ? [] : [[join(reviewsFolder(paths.content), file), text]]),
      ...changedFiles(decisions, language, paths),
      [commentsPath, commentsFile(judged, [...others, ...unclear], review)],
      ...(isEmpty ? [] : lists),
    ]),
    summary: [
      ...(isEmpty ? ['no row has a verdict to apply: nothing is signed, and only the comments are written'] : []),
      ...summarize(judged, asides, corpus, language, (subject) => endedBy(subject, corpus, index, today)),
      ...disagreements(decisions, contrary, earlier, index, input),
      ...(earlier.some((review) => review.language === language && review.kind !== kind)
        ? ['the same person has signed another kind of review in this language']
        : []),
      ...(fields.on === on ? [] : [`day of the review: ${on}; page 1 has “${hide(fields.on ?? '')}”`]),
      ...otherwise.flatMap((each) =>
        contrary.includes(each) || each.on !== on
          ? []
          : `open, as the same person answered otherwise on this day: ${each.line}`,
      ),
      ...given.map(({line}) => line),
      ...input.filled.withheld,
      ...said,
      `${counted(answers.length, 'question')} answered, ${counted(inRows.length, 'comment')} in rows, ${others.length} elsewhere${isEmpty ? '' : `; reviews/${file}`}`,
    ],
  };
}
