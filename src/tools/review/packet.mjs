/**
 * Plans a packet: a Word document in which a clinician or a translator reviews messages. A row has the forms of one sentence and the
 * picture beside it. Marks identify each message and all that the reviewer sees of it; the packet carries a code of its marks.
 */
import {createHash} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {contentFolder} from '../content/read-content.mjs';
import {readGlossary, termsIn} from '../content/word-rules.mjs';
import {directionOf, languageName} from '../content/cldr-data.mjs';
import {root} from '../project.mjs';
import {dayOf, lastDueDay} from './signatures.mjs';
import {findingOf, indexReviews, needsOf} from './status.mjs';
import {canonical, isPicture, seenOf, shownBy} from './subjects.mjs';

/** @import {Copy} from '../content/read-content.mjs' */
/** @import {Kind, Review} from './signatures.mjs' */
/** @import {Corpus, Subject} from './subjects.mjs' */

/**
 * @typedef {{data: Uint8Array, width: number, height: number}} Picture PNG, size in CSS pixels
 *
 * @typedef {ReturnType<typeof describeRow> & {number: number, earlier: string[]}} Row messages that are judged together
 *
 * @typedef {ReturnType<typeof planPacket>} Packet
 */

/** Widgets to review first, the most urgent at the start. */
export const CORE = ['overdose-warning', 'helpline-banner', 'tolerance-chart', 'trigger-checklist'];

const rankOf = (/** @type {Copy} */ {widget}) => (CORE.indexOf(widget) + CORE.length + 1) % (CORE.length + 1);

/** Maximum rows under one verdict, where the copy makes no blocks. */
const BLOCK = 10;

/** Verdicts to choose from; words that were written over need none. */
export const CHOICES = ['choose', 'approved', 'rejected'];

/** Names of the columns. Reading a packet depends on them. */
export const COLUMNS = /** @type {const} */ ({
  english: 'English',
  translation: 'Translation',
  about: 'Sources say',
  verdict: 'Verdict',
  comment: 'Comment',
  tick: 'Tick',
});

/** First cell of the row for the verdict on a block. */
export const WHOLE_BLOCK = 'All rows above that I left open:';

/** Headings of the first and the last part. */
export const QUESTIONS_HEADING = 'Where sources disagree: questions for you';
export const SOURCES_HEADING = 'Sources';

/** Cell before the free answer to a question. */
export const OTHER = 'Other:';

/** Names of the lines that identify a packet and its reviewer. Reading a packet depends on them. */
export const FIELDS = /** @type {const} */ ({
  packet: 'Packet',
  kind: 'Kind of review',
  language: 'Language',
  made: 'Made on',
  rows: 'Rows',
  name: 'Your name',
  role: 'Your role',
  organisation: 'Your organisation',
  registration: 'Registration number (optional)',
  on: 'Day of the review',
});

/** Returns the lines on page 1, the first to identify the packet, the others to fill in. @param {Packet} packet @returns {[name: string, value: string][]} */
export function fieldsOf({kind, language, languageName, made, code, count}) {
  const values = {packet: code, kind, language: `${language} (${languageName})`, made, rows: String(count)};
  return Object.entries(FIELDS).map(([key, name]) => [name, values[/** @type {keyof values} */ (key)] ?? '']);
}

/** For each kind, the question that the reviewer answers. @type {Record<Kind, string>} */
const QUESTIONS = {
  clinical: 'Is each text right, and safe for someone who acts on it at once?',
  language: 'Does each translation say what the English says, in words that people use?',
  'plain-language': 'Can a tired, frightened person understand each text at the first reading?',
  'lived-experience': 'Does each text respect the people it is for, and help them?',
};

/** Returns the text of page 1 around the fields. @param {Pick<Packet, 'kind'|'languageName'|'count'>} packet */
export const introduction = ({kind, languageName, count}) => ({
  title: `Review: ${kind}, ${languageName}`,
  before: [
    QUESTIONS[kind],
    `Health departments show these words on their web pages, to people who use opioids and to those beside them. ${count} rows, about ${Math.ceil((count * 2) / 15) * 5} minutes. A part helps too: leave the rest as it is.`,
    'Readers see your role and organisation, and the day. Your name, number and comments stay for good in public files of the project, but in no page or widget. To keep name and number out of them, say so when you send the file.',
  ],
  after: [
    '1. Read all rows of a block, then choose one verdict at its end. It counts for each of them, except where you chose or wrote otherwise. No verdict: not read.',
    '2. To change words, write over them, with tracked changes or without. To refuse a row, choose “rejected”, and say why under Comment.',
    '3. Words in braces, such as {number}, stand for a number, a name or a link: keep each, once. Leave sources and square brackets as they are.',
    '4. Save as .docx and send the file back to the person who sent it.',
    'Your approval is for exactly these words, in every country, and lasts a year at most. If a word or source changes, you are asked again.',
  ],
});

/** Mark of a message in its row. @param {{id: string, code: string}} text @param {number} number of the row */
export const markOf = ({id, code}, number) => `[${number}·${id}·${code}]`;

/** Regular expression for the marks of {@link markOf}, and for those of questions. */
export const MARK = /\[\s*(\d+)\s*·\s*([a-z]+(?:-[a-z]+)*\.[a-z0-9-]+)\s*·\s*([0-9a-f]{16})\s*\]/gu;
export const QUESTION_MARK = /\s*\[([0-9a-f]{16})\]$/u;

/** Regular expression for a line that a source says, and for one that refers to it. */
export const QUOTE = /^([\w:.-]+): “/u;
export const SAME = /^[\w:.-]+: row \d+$/u;

const shortHash = (/** @type {unknown} */ value) =>
  createHash('sha256').update(canonical(value)).digest('hex').slice(0, 16);

/** Returns the code of all that a reviewer sees of a message. @param {Subject} subject @param {Kind} kind */
export const codeOf = (subject, kind) =>
  shortHash([kind, subject.id, subject.language, seenOf(subject), kind === 'clinical' && subject.message.open]);

/** Returns the code of a packet. @param {{kind: string, language: string, made: string}} packet @param {{id: string, code: string}[]} texts */
export const packetCode = ({kind, language, made}, texts) =>
  shortHash([kind, language, made, texts.map(({id, code}) => `${id} ${code}`).sort()]);

/** Returns the label of a widget in its class comment, or its name. @param {string} widget */
function labelOf(widget) {
  const file = join(root, `src/widgets/${widget}/${widget}.ts`);
  const [, label = widget] = (existsSync(file) && /^ \* @label (.+)$/m.exec(readFileSync(file, 'utf8'))) || [];
  return label;
}

/** Returns the name of a source in rows: its key, or the place in the article. @param {Subject['citations'][number]} citation */
const nameOf = ({ref}) => ref.replace(/^source:|#.*$/gu, '');

/** Returns a source for the list at the end. @param {Subject['citations'][number]} citation */
function describeSource({text, source}) {
  if (!source) return `“${text}”`;
  const {title, publisher, date, url, read} = source;
  const how = [
    read?.extent === 'excerpt' ? 'read in part' : read?.extent === 'none' ? 'text not found' : '',
    read?.edition ? `read as ${read.edition.replace(/\.$/u, '')}` : '',
  ];
  return [`${title}. ${publisher}, ${date}`, ...how.filter(Boolean), url].join('; ');
}

/** Returns the sources of a message that a reviewer can judge: not the tests. @param {Subject} subject */
const sourcesOf = ({citations}) => citations.filter(({source, text}) => source || text);

/** Returns the lines that sources say of some messages, and the names of those without. @param {Subject[]} subjects */
function quote(subjects) {
  const all = subjects
    .flatMap(sourcesOf)
    .map((citation) => ({name: nameOf(citation), says: citation.source?.says ?? []}));
  const lines = all.flatMap(({name, says}) => says.map((line) => `${name}: “${line.quote}” (${line.where})`));
  const others = new Set(
    all.map(({name}) => name).filter((name) => !lines.some((line) => line.startsWith(`${name}: `))),
  );
  const rest = `${lines.length ? 'Also' : 'No line quoted'}: ${[...others].join(', ')}`;
  return [...new Set(lines), ...(others.size ? [rest] : [])];
}

/**
 * Describes messages for a reviewer.
 *
 * @param {Subject[]} subjects
 * @param {Kind} kind
 * @param {Map<string, string>} labels by message
 * @param {import('../content/word-rules.mjs').GlossaryEntry[]} glossary
 */
export function describeRow(subjects, kind, labels, glossary) {
  const notes = subjects.flatMap(({language, english, message: {placeholders = {}, note = '', maxLength}}) => [
    ...Object.entries(placeholders).map(([name, meaning]) => `{${name}}: ${meaning}`),
    ...(kind === 'clinical' ? [] : [note, maxLength ? `At most ${maxLength} characters.` : '']),
    ...(language === 'en' ? [] : termsIn(english, glossary).map(({term, meaning}) => `${term}: ${meaning}`)),
  ]);
  const texts = subjects.map((subject) => {
    const label = isPicture(subject.id) ? 'Picture: ' : (labels.get(subject.id) ?? '');
    const {id, english, text} = subject;
    return {id, label, code: codeOf(subject, kind), english: label + english, judged: label + text};
  });
  return {texts, about: [...quote(subjects), ...new Set(notes.filter(Boolean))]};
}

/** Refers to what a source says in an earlier row of the same block. @param {Row[]} rows @returns {Row[]} */
function shorten(rows) {
  const seen = new Map();
  return rows.map((row) => ({
    ...row,
    about: row.about.map((line) => {
      const [, name] = QUOTE.exec(line) ?? [];
      if (!name) return line;
      const first = seen.get(line);
      if (!first) seen.set(line, row.number);
      return first ? `${name}: row ${first}` : line;
    }),
  }));
}

/** Returns the blocks of a copy, with the label of each form. @param {Copy} copy */
const parse = ({widget, packet = []}) =>
  packet.map(({title, rows}) => ({
    title,
    rows: rows.map((row) =>
      row.map((name) => {
        const [, label = '', key] = /^(.*: )?(.*)$/u.exec(name) ?? [];
        return {label, id: key.includes('.') ? key : `${widget}.${key}`};
      }),
    ),
  }));

/** Returns the labels of forms, by message. @param {Corpus} corpus */
export const labelsOf = ({copies}) =>
  new Map(
    copies.flatMap(parse).flatMap(({rows}) => rows.flat().map(({id, label}) => /** @type {const} */ ([id, label]))),
  );

/**
 * Returns the rows of a widget by block: as its copy has them, then all others one by one. For a clinician, what has no source to compare
 * with is one row.
 *
 * @param {Copy} copy
 * @param {(id: string) => boolean} hasSources
 */
function blocksOf(copy, hasSources) {
  const rest = new Set(shownBy(copy));
  const blocks = parse(copy).map(({title, rows}) => ({
    title,
    rows: rows.map((row) => row.map(({id}) => id).filter((id) => rest.delete(id))),
  }));
  const single = [...rest].filter(hasSources).map((id) => [id]);
  for (let at = 0; at < single.length; at += BLOCK)
    blocks.push({title: blocks.length ? 'More' : '', rows: single.slice(at, at + BLOCK)});
  blocks.push({title: 'Headings and labels, as in the pictures', rows: [[...rest].filter((id) => !hasSources(id))]});
  return blocks;
}

/** Returns the questions on which sources disagree, each once. @param {Subject[]} subjects */
export function questionsOf(subjects) {
  const all = subjects.flatMap(({id, text, message}) => (message.open ?? []).map((open) => ({id, text, ...open})));
  const codes = all.map(({question, positions}) => shortHash([question, positions]));
  return [...new Set(codes)].map((code) => {
    const same = all.filter((_, index) => codes[index] === code);
    const [{question, positions, text}] = same;
    return {code, question, positions, text, ids: same.map(({id}) => id)};
  });
}

/** Returns the sources of messages for the list at the end, each once. @param {Subject[]} subjects */
export const sourceList = (subjects) =>
  [
    ...new Set(subjects.flatMap(sourcesOf).map((citation) => `${nameOf(citation)}: ${describeSource(citation)}`)),
  ].sort();

/** @param {Subject} subject @param {{kind: Kind, language: string, which: string, index: ReturnType<typeof indexReviews>, today: string}} selection */
function isWanted(subject, {kind, language, which, index, today}) {
  if (!subject?.text || subject.language !== language) return false;
  const isOptional = kind === 'plain-language' || kind === 'lived-experience';
  if (!isOptional && !needsOf(subject).includes(kind)) return false;
  const {state, by} = findingOf(subject, kind, index, today);
  if (which === 'needed') return state !== 'signed';
  if (which === 'lapsed') return state === 'changed' || state === 'expired';
  return which === 'all' || (state === 'signed' && Boolean(by && by.until <= lastDueDay(today)));
}

/** Returns our own text outside rows and fields. @param {Corpus} corpus @param {Subject[]} subjects of the packet @param {{kind: Kind, languageName: string, count: number}} packet */
export function ownTexts({copies}, subjects, packet) {
  const {title, before, after} = introduction(packet);
  const blocks = copies.flatMap((copy) => blocksOf(copy, () => true).map((block) => block.title));
  const names = copies.map(({widget}) => labelOf(widget));
  return [title, ...before, ...after, ...blocks, ...names, ...sourceList(subjects), QUESTIONS_HEADING, SOURCES_HEADING];
}

/**
 * @typedef {object} Selection
 * @property {Kind} kind
 * @property {string} language
 * @property {string[]} [widgets] default: all
 * @property {string} [which] `needed`, the default: not signed; `lapsed`: signed once, and no longer; `due`: within two months; `all`
 * @property {'a4'|'letter'} [paper]
 * @property {string} [today]
 *
 * Plans a packet, without rows if nothing is left to review.
 *
 * @param {Corpus} corpus
 * @param {Review[]} reviews
 * @param {Selection} selection
 * @param {string} [content] path of src/content
 */
export function planPacket(corpus, reviews, selection, content = contentFolder) {
  const {kind, language, widgets, which = 'needed', paper = 'a4', today = dayOf()} = selection;
  const index = indexReviews(reviews);
  const glossary = readGlossary(content);
  const labels = labelsOf(corpus);
  const subjects = corpus.subjects.get(language) ?? new Map();
  const taken = new Set();
  /** @type {Subject[]} */
  const all = [];
  /** @param {string[]} ids */
  const take = (ids) =>
    ids
      .filter((id) => !taken.has(id) && taken.add(id))
      .map((id) => subjects.get(id))
      .filter((subject) => isWanted(subject, {kind, language, which, index, today}));
  let number = 0;
  /** @param {Subject[]} row */
  const rowOf = (row) => {
    all.push(...row);
    const found = row.map((subject) => findingOf(subject, kind, index, today)).filter(({by}) => by);
    const earlier = found.map(({why}) => `Earlier: ${why}`);
    return {number: ++number, ...describeRow(row, kind, labels, glossary), earlier};
  };
  const hasSources = (/** @type {string} */ id) =>
    kind !== 'clinical' || !subjects.has(id) || sourcesOf(subjects.get(id)).length > 0;
  const parts = corpus.copies
    .filter(({widget}) => widget !== 'shared' && (!widgets || widgets.includes(widget)))
    .sort((a, b) => rankOf(a) - rankOf(b))
    .map((copy) => ({
      widget: copy.widget,
      label: labelOf(copy.widget),
      pictures: /** @type {Picture[]} */ ([]),
      blocks: blocksOf(copy, hasSources)
        .map(({title, rows}) => ({
          title,
          rows: shorten(
            rows
              .map(take)
              .filter(({length}) => length)
              .map(rowOf),
          ),
        }))
        .filter(({rows}) => rows.length),
    }))
    .filter(({blocks}) => blocks.length);
  const texts = parts.flatMap(({blocks}) => blocks.flatMap(({rows}) => rows.flatMap((row) => row.texts)));
  return {
    ...{kind, language, languageName: languageName(language), direction: directionOf(language), paper},
    ...{made: today, code: packetCode({kind, language, made: today}, texts), count: number},
    ...{widgets: parts, questions: kind === 'clinical' ? questionsOf(all) : [], sources: sourceList(all)},
  };
}
