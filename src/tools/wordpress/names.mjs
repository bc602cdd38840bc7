/**
 * Names of regions and languages, and the questions of the FAQ, in the languages of the plugin’s menus. Made at build, since a
 * site may have no intl.
 */
import {questions} from './fallback-files.mjs';

/** Languages of the plugin’s menus; the first is the source. */
export const MENU_LANGUAGES = ['en', 'es'];

/** Names of subdivisions, which Intl does not have: in the languages of the plugin’s menus and of the builder. @type {Record<string, Record<string, string>>} */
export const SUBDIVISIONS = {
  'CA-AB': {en: 'Alberta', es: 'Alberta', ar: 'ألبرتا'},
  'CA-BC': {en: 'British Columbia', es: 'Columbia Británica', ar: 'كولومبيا البريطانية'},
  'CA-NB': {en: 'New Brunswick', es: 'Nuevo Brunswick', ar: 'نيو برونزويك'},
  'CA-NS': {en: 'Nova Scotia', es: 'Nueva Escocia', ar: 'نوفا سكوشا'},
  'CA-ON': {en: 'Ontario', es: 'Ontario', ar: 'أونتاريو'},
  'CA-PE': {en: 'Prince Edward Island', es: 'Isla del Príncipe Eduardo', ar: 'جزيرة الأمير إدوارد'},
  'CA-QC': {en: 'Quebec', es: 'Quebec', ar: 'كيبيك'},
  'CA-SK': {en: 'Saskatchewan', es: 'Saskatchewan', ar: 'ساسكاتشوان'},
  'CA-YT': {en: 'Yukon', es: 'Yukón', ar: 'يوكون'},
  'CO-DC': {en: 'Bogotá', es: 'Bogotá', ar: 'بوغوتا'},
  'GB-NIR': {en: 'Northern Ireland', es: 'Irlanda del Norte', ar: 'أيرلندا الشمالية'},
  'GB-WLS': {en: 'Wales', es: 'Gales', ar: 'ويلز'},
  'US-PR': {en: 'Puerto Rico', es: 'Puerto Rico', ar: 'بورتوريكو'},
};

/** @param {string} code @param {string} lang */
function regionName(code, lang) {
  const names = new Intl.DisplayNames([lang], {type: 'region'});
  const country = names.of(code.slice(0, 2)) ?? code;
  if (code.length === 2) return country;
  const part = SUBDIVISIONS[code]?.[lang];
  if (!part)
    throw new Error(`The subdivision ${code} has no name in ${lang}: add one to src/tools/wordpress/names.mjs.`);
  return `${country}: ${part}`;
}

/** @param {string} code @param {string} lang */
function languageName(code, lang) {
  return new Intl.DisplayNames([lang], {type: 'language'}).of(code) ?? code;
}

/**
 * Returns all names by language of the menus.
 *
 * @param {string[]} regions
 * @param {string[]} languages
 */
export async function names(regions, languages) {
  const entries = MENU_LANGUAGES.map(async (lang) => [
    lang,
    {
      regions: Object.fromEntries(regions.map((code) => [code, regionName(code, lang)])),
      languages: Object.fromEntries(languages.map((code) => [code, languageName(code, lang)])),
      questions: Object.fromEntries((await questions(lang)).map(({value, title}) => [value, title])),
    },
  ]);
  return Object.fromEntries(await Promise.all(entries));
}
