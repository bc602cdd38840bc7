/**
 * Tiers of languages: the one place that knows which widgets a language has. A language of the tier `core` has the texts that save a life
 * and nothing else, one of the tier `full` has all: docs/decisions/0037-tiers.md.
 */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {memoize} from './memoize.mjs';
import {contentFolder, readValid} from './read-content.mjs';
import {SHARED} from './shared-records.mjs';

/** @import {Language} from '../../generated/records/language.js' */

/** Names of the copies in the core tier. */
const CORE = ['helpline-banner', 'overdose-warning', 'wallet-card', SHARED];

const readLanguage = memoize(
  /** @param {string} content @param {string} language @returns {Language} */
  (content, language) => {
    const file = `languages/${language}.json`;
    return existsSync(join(content, file)) ? readValid(content, file, 'language') : {};
  },
);

/** Returns whether a language is of the core tier. @param {string} language BCP 47 tag @param {string} [content] path of src/content */
export const isCoreTier = (language, content = contentFolder) => readLanguage(content, language).tier === 'core';

/**
 * Returns whether a language has the texts of a widget, or of another copy.
 *
 * @param {string} language BCP 47 tag
 * @param {string} copy name of its file, such as `faq`
 * @param {string} [content] path of src/content
 */
export const hasCopy = (language, copy, content) => CORE.includes(copy) || !isCoreTier(language, content);

/** Returns whether a language is the first of a country, as CLDR has it. @param {string} language BCP 47 tag @param {string} region ISO 3166 code */
function isFirst(language, region) {
  const country = region.slice(0, 2);
  const likely = new Intl.Locale(`und-${country}`).maximize().toString();
  const {region: own = country} = new Intl.Locale(language);
  return new Intl.Locale(language, {region: own}).maximize().toString() === likely;
}

/**
 * Returns whether pages and cards of a place are printed in a language beforehand: where the language is the first, and in the `places` of its
 * file. Text to paste for any other comes from builder and command; there is no card for it.
 *
 * @param {string} language BCP 47 tag
 * @param {string} region ISO 3166 code, or empty for none
 */
export const isPrinted = (language, region) =>
  !region || isFirst(language, region) || !!readLanguage(contentFolder, language).places?.includes(region);

/**
 * Returns whether there is text to paste for a place: in English everywhere, as pages in other languages show that, and in languages of the full
 * tier for all parts of a country.
 *
 * @type {typeof isPrinted}
 */
export const isPasted = (language, region) =>
  language === 'en' ||
  isPrinted(language, region) ||
  (!isCoreTier(language) && isPrinted(language, region.slice(0, 2)));

/** Returns the words that CLDR, as Node’s ICU has it, lacks in a language. @param {string} language BCP 47 tag @returns {NonNullable<Language['words']>} */
export const wordsOf = (language) => readLanguage(contentFolder, language).words ?? {};
