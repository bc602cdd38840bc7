/**
 * Decisions that a person must make about a file, in English, as the command prints them. The builder has its own texts in every language:
 * src/tools/builder/messages/, as `decide.…`.
 */

import {MAX_DEPTH} from './encodings.mjs';

/** @typedef {Record<string, string>} Values */

/** `{…}` is a placeholder for a value from the file, or from our data. */
export const DECISIONS = /** @type {const} */ ({
  'no-widget': 'Unknown widget “{given}”. Allowed: {allowed}.',
  'no-language': 'Unknown language “{given}”. Allowed: {allowed}.',
  'no-region': 'Unknown region “{given}”. Allowed: {allowed}.',
  refused: '{message}',
  'no-end-tag':
    'The end tag </{tag}> is missing. Paste the snippet again: without it, the rest of the page belongs to the widget.',
  newer: 'The snippet is from version {version}, newer than this one ({own}). Update recovery-widgets first.',
  language: 'Neither the snippet nor the page has a language. Add lang and data-lang to the snippet, or use --lang.',
  php: 'The snippet is in a PHP string, and the new text has a character that PHP would interpret. Replace it by hand.',
  between:
    'Other content is inside the widget’s fallback content. Move it in front of the snippet, or into an element with slot="end".',
  empty: 'The snippet has no fallback content: without script, readers see nothing. --replace-edited adds it.',
  edited: 'Somebody has edited the fallback content. Keep it if its numbers are right, or use --replace-edited.',
  unmarked:
    'There is no {attribute}, so somebody may have edited the fallback content. Keep it if its numbers are right, or use --replace-edited.',
  serialized:
    'The snippet is in serialized PHP, which counts its bytes: new text would break it. Export the database as SQL, or replace it in the editor.',
  xml: 'The snippet is in XML outside CDATA, where HTML must be escaped. Replace it by hand.',
  escaped: 'The snippet is escaped, as in an attribute, a feed or CSV. Replace it by hand.',
  copy: 'The snippet is in rows of COPY, which PostgreSQL reads. Dump the database with --inserts.',
  layers: `The snippet is nested in too many encodings (maximum ${MAX_DEPTH}).`,
  broken: 'Serialized PHP with a snippet in it is broken at byte {byte}. It was left unchanged.',
  encoding: 'This is not UTF-8. Convert it first: the text needs characters that other encodings do not have.',
  'utf-16': 'This is UTF-16. Save it as UTF-8 first.',
  compressed: 'This is compressed. Unpack it first.',
  'no-text': 'This is not a text file.',
  retired: 'No page may show this number. {reason}',
});

/** @typedef {keyof typeof DECISIONS} DecisionKey */

/** @typedef {{key: DecisionKey, values: Values}} Problem */

/** @param {Problem} problem @returns {string} */
const formatDecision = ({key, values}) => DECISIONS[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/**
 * @typedef {object} Decision
 * @property {number} line of the file, from 1; 0 if it is about the whole file
 * @property {string} title of a snippet, such as `faq, es, US`, or of a number; empty if it is about neither
 * @property {import('./snippets.mjs').Settings} [settings] of the snippet, if they could be read
 * @property {DecisionKey} key
 * @property {Values} values
 * @property {string} problem in English
 * @property {string} [before] fallback content in the file
 * @property {string} [after] fallback content of this version
 */

/**
 * @param {number} line
 * @param {Problem} problem
 * @param {Pick<Decision, 'title'> & Partial<Pick<Decision, 'settings' | 'before' | 'after'>>} about
 * @returns {Decision}
 */
export const decision = (line, problem, about) => ({line, ...about, ...problem, problem: formatDecision(problem)});
