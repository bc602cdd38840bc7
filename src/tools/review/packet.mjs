/**
 * Plans a packet: a Word document in which a clinician or a translator reviews messages. Each row
 * carries the id of its message and a code of all that the reviewer sees; the packet carries a code of its rows.
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
import {canonical, codeOf, shownBy} from './subjects.mjs';

/** @import {Kind, Review} from './signatures.mjs' */
/** @import {Corpus, Subject} from './subjects.mjs' */

/**
 * @typedef {{data: Uint8Array, width: number, height: number}} Picture PNG, size in CSS pixels
 *
 * @typedef {ReturnType<typeof describeRow>} Row a message to review
 * @typedef {ReturnType<typeof planPacket>} Packet
 */

/** Verdicts as reviewers choose them. */
export const VERDICTS = /** @type {const} */ ({
  approved: 'approved',
  'approved with change': 'approved-with-change',
  rejected: 'rejected',
});

/** Text of a verdict that nobody has chosen yet. */
export const NO_VERDICT = 'choose';

/** Names of the columns. Reading a packet depends on them. */
export const COLUMNS = /** @type {const} */ ({
  place: 'Place',
  english: 'English',
  translation: 'Translation',
  why: 'Why it says so',
  sources: 'Sources',
  glossary: 'Glossary',
  note: 'Note',
  verdict: 'Verdict',
  change: 'Change',
  comment: 'Comment',
});

/** Names of the lines that identify a packet and its reviewer. Reading a packet depends on them. */
export const FIELDS = /** @type {const} */ ({
  packet: 'Packet',
  kind: 'Kind of review',
  language: 'Language',
  rows: 'Rows',
  name: 'Your name',
  role: 'Your role',
  organisation: 'Your organisation',
  registration: 'Registration number (optional)',
  on: 'Day of the review (such as 2026-11-26)',
});

/** Returns the lines that identify a packet, as name and value. @param {Packet} packet @returns {[name: string, value: string][]} */
export const identityOf = ({kind, language, languageName, code, count}) => [
  [FIELDS.packet, code],
  [FIELDS.kind, kind],
  [FIELDS.language, `${language} (${languageName})`],
  [FIELDS.rows, String(count)],
];

/** Names of the lines that the reviewer fills in. */
export const OWN_FIELDS = [FIELDS.name, FIELDS.role, FIELDS.organisation, FIELDS.registration, FIELDS.on];

/** For each kind, the question that the reviewer answers. @type {Record<Kind, string>} */
export const QUESTIONS = {
  clinical: 'Is each text right, and safe for someone who acts on it at once?',
  language: 'Does each translation say what the English says, in words that people use?',
  'plain-language': 'Can a tired, frightened person understand each text at the first reading?',
  'lived-experience': 'Does each text respect the people it is for, and help them?',
};

/** How to fill in a packet, in the order of doing it. */
export const INSTRUCTIONS = [
  'Write your name, role and organisation above. Readers see role and organisation. No page or widget shows your name, but it stays for good in the public files of the project, with all that you write here.',
  'For each row, choose a verdict. “approved”: exactly these words. “approved with change”: write the better words under Change. “rejected”: say why under Comment.',
  'Change nothing else in the tables. Words in braces, such as {number}, stand for a number, a name or a link; keep each of them, once.',
  'A row without a verdict counts as not read. Save the file as it is (.docx) and send it back.',
];

/** Mark of a message in its row, which identifies the message and its version. @param {Pick<Row, 'number'|'id'|'code'>} row @param {number} count */
export const markOf = ({number, id, code}, count) => `[${number}/${count} ${id} ${code}]`;

/** Regular expression for the marks of {@link markOf}. */
export const MARK = /\[(\d+)\s*\/\s*(\d+)\s+([a-z]+(?:-[a-z]+)*\.[a-z0-9-]+)\s+([0-9a-f]{16})\]/u;

/** Returns the code of a packet. @param {{kind: string, language: string}} packet @param {{id: string, code: string}[]} rows */
export const packetCode = ({kind, language}, rows) =>
  createHash('sha256')
    .update(canonical([kind, language, rows.map(({id, code}) => `${id} ${code}`).sort()]))
    .digest('hex')
    .slice(0, 16);

/** Returns the label of a widget in its class comment, or its name. @param {string} widget */
function labelOf(widget) {
  const file = join(root, `src/widgets/${widget}/${widget}.ts`);
  const [, label = widget] = (existsSync(file) && /^ \* @label (.+)$/m.exec(readFileSync(file, 'utf8'))) || [];
  return label;
}

/** Text in place of a line, by the part of a source that was read. */
const NO_LINE = {
  whole: 'No line of it bears on this text',
  excerpt: 'No line of the part that was read bears on this text',
  none: 'Its text was not found, so no line is quoted',
};

/** @param {Subject['citations'][number]} citation @returns {{text: string, url?: string}} */
function describeCitation({ref, text, source}) {
  if (text) return {text: `The article: “${text}”`};
  if (!source) return {text: ref};
  const {title, publisher, date, url, read, says = []} = source;
  const lines = says.map(({quote, where}) => `“${quote}” (${where})`);
  if (read?.extent && !lines.length) lines.push(NO_LINE[read.extent]);
  const how = [
    read?.extent === 'excerpt' ? 'read in part' : '',
    read?.edition ? `read as ${read.edition.replace(/\.$/u, '')}` : '',
  ];
  const named = [`${title}. ${publisher}, ${date}`, ...how.filter(Boolean)].join('; ');
  return {text: [named, ...lines].join('. '), url};
}

/**
 * Describes a message for a reviewer: its place in words, why it says so, and an empty translation in a packet of English.
 *
 * @param {Subject} subject
 * @param {number} number from 1
 * @param {import('../content/word-rules.mjs').GlossaryEntry[]} glossary
 */
function describeRow(subject, number, glossary) {
  const {id, language, english, text, message, citations, safety} = subject;
  const placeholders = Object.entries(message.placeholders ?? {}).map(([name, meaning]) => `{${name}}: ${meaning}.`);
  const [widget, key] = id.split('.');
  return {
    number,
    id,
    code: codeOf(subject),
    place: `${widget}: ${key.replaceAll('-', ' ')}${message.kind === 'label' ? ' (spoken or copied)' : ''}${subject.picture ? ', in the pictures above: does it show this?' : ''}${safety ? ', SAFETY' : ''}`,
    english,
    translation: language === 'en' ? '' : text,
    why: message.reason ?? (message.edit === 'quoted' ? 'Verbatim from the article.' : ''),
    sources: citations.map(describeCitation),
    glossary: termsIn(english, glossary).map(({term, meaning}) => `${term}: ${meaning}`),
    note: [message.note, ...placeholders, message.maxLength && `At most ${message.maxLength} characters.`]
      .filter(Boolean)
      .join(' '),
    safety,
  };
}

/**
 * Returns all generated text of a packet outside its rows, as its writers write it.
 *
 * @param {Pick<Packet, 'kind'|'languageName'>} packet
 * @param {string[]} widgets
 */
export const ownTexts = ({kind, languageName}, widgets) => [
  `Review: ${kind}, ${languageName}`,
  QUESTIONS[kind],
  ...INSTRUCTIONS,
  ...INSTRUCTIONS.map((text, index) => `${index + 1}. ${text}`),
  ...widgets.map(labelOf),
];

/**
 * Returns all generated text in the row of a message, except the message itself.
 *
 * @param {Subject} subject
 * @param {string} [content] path of src/content
 */
export function ownRowTexts(subject, content = contentFolder) {
  const {place, why, sources, glossary, note} = describeRow(subject, 0, readGlossary(content));
  return [place, why, ...sources.flatMap(({text, url}) => (url ? [`${text} ${url}`] : [text])), ...glossary, note];
}

/**
 * @typedef {object} Selection
 * @property {Kind} kind
 * @property {string} language
 * @property {string[]} [widgets] default: all
 * @property {'needed'|'lapsed'|'due'|'all'} [which] `needed`: not signed; `lapsed`: signed once, and no longer; `due`: within two
 *   months. Default: `needed`
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
  const isOptional = kind === 'plain-language' || kind === 'lived-experience';
  const isWanted = (/** @type {Subject | undefined} */ subject) => {
    if (!subject?.text || subject.language !== language) return false;
    if (!isOptional && !needsOf(subject).includes(kind)) return false;
    const {state, by} = findingOf(subject, kind, index, today);
    if (which === 'needed') return state !== 'signed';
    if (which === 'lapsed') return state === 'changed' || state === 'expired';
    return which === 'all' || (state === 'signed' && Boolean(by && by.until <= lastDueDay(today)));
  };
  const taken = new Set();
  let number = 0;
  const parts = corpus.copies
    .filter(({widget}) => widget !== 'shared' && (!widgets || widgets.includes(widget)))
    .map((copy) => {
      const rows = shownBy(copy)
        .filter((id) => !taken.has(id) && taken.add(id))
        .flatMap((id) => {
          const subject = corpus.subjects.get(language)?.get(id);
          if (!subject || !isWanted(subject)) return [];
          return describeRow(subject, ++number, glossary);
        });
      return {widget: copy.widget, label: labelOf(copy.widget), pictures: /** @type {Picture[]} */ ([]), rows};
    })
    .filter(({rows}) => rows.length);
  const rows = parts.flatMap((part) => part.rows);
  return {
    kind,
    language,
    languageName: languageName(language),
    direction: directionOf(language),
    code: packetCode({kind, language}, rows),
    count: rows.length,
    paper,
    widgets: parts,
  };
}
