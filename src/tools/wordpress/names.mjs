/**
 * Names of regions and languages in English and Spanish. Made at build, since a
 * site may have no intl.
 */
import {readSubdivisions} from '../content/read-content.mjs';
import {countryName, languageName} from '../content/cldr-data.mjs';

/** The menus show English names where a person has another language. */
const MENU_LANGUAGES = ['en', 'es'];

/** @param {string} code @param {string} lang @param {Record<string, Record<string, string>>} subdivisions */
function regionName(code, lang, subdivisions) {
  const country = countryName(code.slice(0, 2), lang);
  if (code.length === 2) return country;
  const part = subdivisions[code]?.[lang];
  if (!part)
    throw new Error(`The subdivision ${code} has no name in ${lang}: add one to src/content/subdivisions.json.`);
  return `${country}: ${part}`;
}

/**
 * Returns all names by language of the menus.
 *
 * @param {string[]} regions
 * @param {string[]} languages
 */
export function names(regions, languages) {
  const subdivisions = readSubdivisions();
  const entries = MENU_LANGUAGES.map((lang) => [
    lang,
    {
      regions: Object.fromEntries(regions.map((code) => [code, regionName(code, lang, subdivisions)])),
      languages: Object.fromEntries(languages.map((code) => [code, languageName(code, lang)])),
    },
  ]);
  return Object.fromEntries(entries);
}
