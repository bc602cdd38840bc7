/** Facts about languages and countries from CLDR, as Node’s ICU has them: no list of ours has to be edited for a new language. */

/** Names of languages in themselves that ICU lacks. @type {Record<string, string>} */
const OWN_NAMES = {ht: 'kreyòl ayisyen'};

/** Returns the name of a language in English, or in another language. @param {string} tag BCP 47 @param {string} [inLanguage] */
export const languageName = (tag, inLanguage = 'en') =>
  (tag === inLanguage && OWN_NAMES[tag]) || (new Intl.DisplayNames(inLanguage, {type: 'language'}).of(tag) ?? tag);

/** Places with a political name in CLDR, “Hong Kong SAR China”: Chromium uses the short one. */
const CALLED_SHORT = ['HK', 'MO', 'PS'];

/** Returns the name of a country in English, or in another language. @param {string} code ISO 3166-1 @param {string} [inLanguage] BCP 47 */
export const countryName = (code, inLanguage = 'en') =>
  new Intl.DisplayNames(inLanguage, {type: 'region', style: CALLED_SHORT.includes(code) ? 'short' : 'long'}).of(code) ??
  code;

/**
 * Scripts of living languages that run from right to left: CLDR 45, scriptMetadata.txt, “RTL? = YES”. Node’s `Intl.Locale` knows
 * the direction only of languages whose texts it has, and says left to right of Dhivehi.
 */
const RIGHT_TO_LEFT_SCRIPTS = new Set('Adlm Arab Aran Hebr Mand Nkoo Rohg Samr Syrc Thaa Yezi'.split(' '));

/** Returns the base direction of a language, from its script or its likely one. @param {string} tag BCP 47 @returns {'ltr'|'rtl'} */
export const directionOf = (tag) =>
  RIGHT_TO_LEFT_SCRIPTS.has(new Intl.Locale(tag).maximize().script ?? '') ? 'rtl' : 'ltr';

/** Returns the family of Noto that has the letters of a language: programs replace it where it is missing. @param {string} tag BCP 47 */
export function fontOf(tag) {
  const script = new Intl.Locale(tag).maximize().script ?? 'Latn';
  const families = {Latn: '', Cyrl: '', Grek: '', Hans: ' SC', Hant: ' TC', Jpan: ' JP', Kore: ' KR'};
  const named = families[/** @type {keyof typeof families} */ (script)];
  return `Noto Sans${named ?? ` ${new Intl.DisplayNames('en', {type: 'script'}).of(script)}`}`;
}

/** Commas of scripts that have one of their own: CLDR 45, `exemplarCharacters` of type `punctuation`. @type {Record<string, string>} */
const COMMAS = {Arab: '، ', Aran: '، ', Thaa: '، ', Syrc: '، ', Ethi: '፣ ', Hans: '、', Hant: '、', Jpan: '、'};

/** Returns the separator, with its space, of lists without “and”. @param {string} tag BCP 47 */
export const commaOf = (tag) => COMMAS[new Intl.Locale(tag).maximize().script ?? ''] ?? ', ';
