/**
 * Reads the terms and claims that copy must not have: terms to avoid, other names for the things in the glossary, claims that no
 * text may make, and the spelling of other countries.
 */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {memoize} from './memoize.mjs';
import {contentFolder, readValid, readWords} from './read-content.mjs';
import {primaryLanguage} from './segmentation.mjs';

/** @import {Term} from './read-content.mjs' */

/**
 * @typedef {import('../../generated/records/glossary.js').Glossary[number]} GlossaryEntry
 * @typedef {NonNullable<import('../../generated/records/language.js').Language['brief']>['glossary'][number]} Name the name of a thing in
 *   a language
 * @typedef {Term & {rule: string}} WordRule a term with the name of its rule
 */

/** Reads a file as {@link readValid} does; an empty list if there is none. @type {typeof readValid} */
const readList = (content, file, schema) => (existsSync(join(content, file)) ? readValid(content, file, schema) : []);

/** Reads the glossary. @returns {GlossaryEntry[]} */
export const readGlossary = (content = contentFolder) => readList(content, 'glossary.json', 'glossary');

/**
 * Reads the names of things in a language, from its brief. English patterns that the glossary has hold here too.
 *
 * @param {string} lang BCP 47 tag
 * @returns {Name[]} empty if the language has no brief
 */
export function readNames(lang, content = contentFolder) {
  const patterns = new Map(readGlossary(content).map(({term, pattern}) => [term, pattern]));
  const {brief} = readList(content, `languages/${lang}.json`, 'language');
  return (brief?.glossary ?? []).map((/** @type {Name} */ name) => ({pattern: patterns.get(name.term), ...name}));
}

/** Returns a regular expression for whole words. @type {(pattern: string) => RegExp} */
export const wholeWords = memoize((pattern) => {
  const letter = '[\\p{L}\\p{M}\\p{N}]';
  return new RegExp(`(?<!${letter})(?:${pattern})(?!${letter})`, 'iu');
});

/**
 * Returns the entries whose term is in an English text.
 *
 * @template {{term: string, pattern?: string}} Entry
 * @param {string} text
 * @param {Entry[]} glossary
 */
export const termsIn = (text, glossary) =>
  glossary.filter(({term, pattern = `${term}s?`}) => wholeWords(pattern).test(text));

/** Returns the other names that the glossary refuses. @param {GlossaryEntry[]} glossary @param {string} lang of English */
const otherNames = (glossary, lang) =>
  glossary.flatMap(({term, enGB, not}) =>
    not.map(({name, ...other}) => ({
      ...other,
      rule: 'glossary',
      term: name,
      use: lang === 'en-GB' ? (enGB ?? term) : term,
      basis: 'src/content/glossary.json: one name for each thing',
    })),
  );

/** Reads all word rules of a language. @param {string} lang BCP 47 tag @param {string} [content] path of src/content @returns {WordRule[]} */
export function readWordRules(lang, content = contentFolder) {
  const primary = primaryLanguage(lang);
  const rulesIn = (/** @type {'avoid' | 'spelling'} */ list, /** @type {string} */ rule) =>
    (readWords(lang, list, content) ?? []).map((term) => ({rule, ...term}));
  return [
    ...rulesIn('avoid', 'term'),
    ...(primary === 'en' ? otherNames(readGlossary(content), lang) : []),
    ...readList(content, `claims/${primary}.json`, 'claims'),
    ...rulesIn('spelling', 'spelling'),
  ];
}
