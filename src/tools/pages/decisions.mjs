/** Decisions that a person must make about a file, as the command prints them, among them numbers that no page may show. */
import {location} from 'vfile-location';
import {memoize} from '../content/memoize.mjs';
import {readNumbers} from '../built/built.mjs';

/** @typedef {Record<string, string>} Values */

/** `{…}` is a placeholder for a value from the file, or from our data. */
const DECISIONS = /** @type {const} */ ({
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
    'The fallback content is that of an earlier release, or somebody’s own: nothing in it says which. Keep it if its numbers are right, or use --replace-edited.',
  serialized:
    'The snippet is in serialized PHP, which counts its bytes: new text would break it. Replace it in the editor.',
  escaped: 'The snippet is escaped, as in a string, an attribute, a feed or CSV. Replace it by hand.',
  encoding: 'This is not UTF-8. Save it as UTF-8 first: the text needs characters that other encodings do not have.',
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
 * @property {DecisionKey} key
 * @property {Values} values
 * @property {string} problem in English
 * @property {string} [before] fallback content in the file
 * @property {string} [after] fallback content of this version
 */

/**
 * @param {number} line
 * @param {Problem} problem
 * @param {Pick<Decision, 'title'> & Partial<Pick<Decision, 'before' | 'after'>>} about
 * @returns {Decision}
 */
export const decision = (line, problem, about) => ({line, ...about, ...problem, problem: formatDecision(problem)});

/** Counts lines. @param {string} text @returns {(index: number) => number} the line of an index, from 1 */
export function lineCounter(text) {
  const {toPoint} = location(text);
  return (index) => toPoint(index)?.line ?? 0;
}

/** Minimum number of digits to search for in sentences: a shorter number there may be any number. */
const SHORTEST_IN_TEXT = 8;

/** An address that calls or texts. */
const LINK = /\b(?:tel|sms):([+\d().\s-]{3,25})/g;

/** Matches digits with anything between them that people write there. @param {string} digits */
const spelling = (digits) =>
  new RegExp(`(?<![\\d+])\\+?\\(?${[...digits].join('[\\s().\\/\\u00a0\\u2010-\\u2015-]{0,3}')}(?!\\d)`);

/** Returns the numbers to look for, with the digits to dial and their patterns, which are the same for every page. */
const watchedNumbers = memoize(() =>
  readNumbers().retired.flatMap(({what, numbers, reason}) =>
    numbers.map(({number, domestic}) => {
      const plain = number.replace('+', '');
      const forms = number === plain ? [plain] : [plain, `00${plain}`, ...domestic];
      const spellings = forms.filter(({length}) => length >= SHORTEST_IN_TEXT).map(spelling);
      return {title: `${what}, ${number}`, reason, forms, spellings};
    }),
  ),
);

/** Finds numbers that no page may show. @param {string} source @returns {Decision[]} each number once, at its first place */
export function findRetired(source) {
  const lineAt = lineCounter(source);
  const links = [...source.matchAll(LINK)].map(({1: written, index}) => ({digits: written.replace(/\D/g, ''), index}));
  return watchedNumbers().flatMap(({title, reason, forms, spellings}) => {
    const link = links.find(({digits}) => forms.includes(digits));
    const places = [link?.index ?? -1, ...spellings.map((pattern) => source.search(pattern))].filter((at) => at >= 0);
    if (!places.length) return [];
    return [decision(lineAt(Math.min(...places)), {key: 'retired', values: {what: title, reason}}, {title})];
  });
}
