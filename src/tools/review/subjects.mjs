/** Subjects of review: each message in each language, with all that a reviewer sees of it. A signature is bound to the hash of that. */
import {createHash} from 'node:crypto';
import {contentFolder, messageId, readCopies, readPicture, readSources} from '../content/read-content.mjs';
import {SHARED} from '../content/shared-records.mjs';
import {hasCopy} from '../content/tiers.mjs';
import {readArticle, referenceTo} from '../content/article.mjs';
import {expandPlurals, hasForm} from '../content/plurals.mjs';
import {isEnglishVariant, isShippable, languagesOf, localesFolder, readUnits, xliffFile} from '../locales/xliff.mjs';

/** @import {Copy, Message, Source} from '../content/read-content.mjs' */

/**
 * @typedef {import('../../generated/records/review.js').Signature['seen']} Seen hashes by part, SHA-256 in base64url; of the sources each by
 *   its reference
 *
 * @typedef {object} Citation an origin of a message, as a reviewer sees it
 * @property {string} ref as in `from`: `source:nasem-2019`
 * @property {string} [name]  short name of a source, no part of what is signed
 * @property {string} [text]  of a passage of the article
 * @property {ReturnType<typeof asSeen>} [source]
 *
 * @typedef {object} Subject a message in a language
 * @property {string} id
 * @property {string} language   BCP 47 tag; `en` also for a message that a variant of English shows unchanged
 * @property {string} english
 * @property {string} text       in the language; empty if there is no current translation
 * @property {boolean} safety
 * @property {Citation[]} citations
 * @property {Citation[]} asked  sources of its open questions
 * @property {Message & {category?: string}} message
 * @property {Copy} copy
 * @property {string} [picture] the drawing, of a subject that is one: the same in all languages, with `text` for what it shows
 *
 * @typedef {ReturnType<typeof readCorpus>} Corpus everything that can be reviewed: `languages` are BCP 47 tags, English first; `subjects` by
 *   language, then by id
 */

/** Key of the shared record for drafts. A widget shows it only while it is one, so it has no part in its state. */
export const DRAFT_KEY = 'draft';

/** Returns the SHA-256 of a text in base64url. @param {string} text */
export const hash = (text) => createHash('sha256').update(text).digest('base64url');

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

/** Writes JSON with sorted keys, so that a hash does not depend on the order in a file. @param {unknown} value @returns {string} */
export const canonical = (value) =>
  JSON.stringify(value, (_, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** Returns the sources that reviewers see: passages of the article only of a message without others, and never a test. @param {Pick<Subject, 'citations'>} subject */
export const sourcesOf = ({citations}) => {
  const others = citations.filter(({source}) => source);
  return others.length ? others : citations.filter(({text}) => text);
};

/** Returns the hashes of the parts of a subject that a reviewer sees. @param {Subject} subject @returns {Seen} */
export const seenOf = (subject) => {
  const sources = sourcesOf(subject).map(({name, ...seen}) => seen);
  return {
    text: hash(subject.text),
    placeholders: hash(canonical(subject.message.placeholders ?? {})),
    sources: Object.fromEntries(sources.map((each) => [each.ref, hash(canonical(each))])),
    ...(subject.language !== 'en' && {english: hash(subject.english)}),
    ...(subject.picture && {picture: hash(subject.picture)}),
  };
};

/**
 * Returns the part of a source that a reviewer of a message sees: not its title or the notes of editors, and not the day on which it was
 * read.
 *
 * @param {Source} source
 * @param {string} id of the message
 */
function asSeen({publisher, url, date, read, says = []}, id) {
  const lines = says.filter((line) => line.for.includes(id)).map(({quote, where}) => ({quote, where, for: [id]}));
  const seen = read && Object.fromEntries(Object.entries(read).filter(([name]) => name !== 'on'));
  return {publisher, url, date, ...(seen && {read: seen}), ...(lines.length && {says: lines})};
}

/** Returns the messages that a widget shows, its own and shared ones, and its pictures, as ids. @param {Copy} copy */
export const shownBy = ({widget, messages, shared = [], pictures = []}) => [
  ...[...messages, ...pictures].map((record) => messageId({widget}, record)),
  ...shared.map((key) => messageId({widget: SHARED}, {key})),
];

/** Returns whether a subject is a picture. @param {string} id */
export const isPicture = (id) => id.includes('.picture-');

/** Returns the pictures of a widget as safety messages without a language. @param {Copy} copy @returns {Message[]} */
const picturesOf = ({pictures = []}) =>
  pictures.map(({key, of, text, from, note, checked}) => ({
    ...{key, text, from, checked, kind: 'text', edit: 'added', safety: true},
    reason: `A picture beside “${of.replaceAll('-', ' ')}”; the words say what it shows.`,
    note,
  }));

/** Returns the English subjects by id. @param {Copy[]} copies @param {string} content path of src/content @returns {Map<string, Subject>} */
function readEnglish(copies, content) {
  const sources = readSources(content);
  const passages = new Map(readArticle(content).map((passage) => [referenceTo(passage), passage.text]));
  /** @param {string} ref @param {string} id @returns {Citation} */
  const cite = (ref, id) => {
    const [prefix, key] = [ref.slice(0, ref.indexOf(':')), ref.slice(ref.indexOf(':') + 1)];
    if (prefix !== 'source') return {ref, ...(prefix === 'article' && {text: passages.get(key)})};
    return {ref, ...(sources[key] && {name: sources[key].name, source: asSeen(sources[key], id)})};
  };
  return new Map(
    copies.flatMap((copy) =>
      [...copy.messages, ...picturesOf(copy)].map((message) => {
        const {text, safety = false, from = [], open = []} = message;
        const id = messageId(copy, message);
        const asked = open.flatMap(({positions}) => positions.flatMap(({sources: keys}) => keys));
        const subject = {
          ...{id, language: 'en', english: text, text, safety, message, copy},
          citations: from.map((ref) => cite(ref, id)),
          asked: asked.map((key) => cite(`source:${key}`, id)),
          ...(isPicture(id) && {picture: readPicture(message, content)}),
        };
        return [id, subject];
      }),
    ),
  );
}

/** Reads all subjects: of a language, those in its tier. @param {{content?: string, locales?: string}} [paths] of src/content and src/locales */
export function readCorpus({content = contentFolder, locales = localesFolder} = {}) {
  const languages = languagesOf(locales);
  const copies = expandPlurals(readCopies(content), ['en', ...languages]);
  const english = readEnglish(copies, content);
  /** @type {Map<string, Map<string, Subject>>} */
  const subjects = new Map([['en', new Map([...english].filter(([, {message}]) => hasForm(message, 'en')))]]);
  for (const language of languages) {
    const units = new Map(readUnits(xliffFile(locales, language)).map((unit) => [unit.id, unit]));
    const isVariant = isEnglishVariant(language);
    subjects.set(
      language,
      new Map(
        [...english]
          .filter(([, {copy, message}]) => hasCopy(language, copy.widget, content) && hasForm(message, language))
          .map(([id, subject]) => {
            const unit = units.get(id);
            const isTranslated = unit && isShippable(unit);
            if (subject.picture || (isVariant && !unit?.target)) return [id, subject];
            return [id, {...subject, language, text: isTranslated ? unit.target : ''}];
          }),
      ),
    );
  }
  return {languages: ['en', ...languages], subjects, copies};
}
