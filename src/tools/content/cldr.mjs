/**
 * Texts from CLDR, in each language of the widgets. They are written at build time: the first use of `Intl.DisplayNames` and
 * `Intl.ListFormat` takes 40 ms on a phone.
 */
import {memoize} from './memoize.mjs';

/**
 * Writes a text in each language of the widgets; in a variant of English only where it differs.
 *
 * @param {readonly string[]} locales BCP 47 tags of the languages
 * @param {(locale: string) => string} write
 * @returns {Record<string, string>} text by locale
 */
export function inEach(locales, write) {
  const english = write('en');
  const texts = locales.map((locale) => [locale, write(locale)]);
  return Object.fromEntries(
    texts.filter(([locale, text]) => locale === 'en' || !locale.startsWith('en-') || text !== english),
  );
}

const englishNames = new Intl.DisplayNames('en', {type: 'language'});
const namesIn = memoize((locale) => new Intl.DisplayNames(locale, {type: 'language', fallback: 'none'}));
export const listIn = memoize((locale) => new Intl.ListFormat(locale));

/** Names that CLDR has in English only. @type {Record<string, Record<string, string>>} */
const MISSING = {ase: {ar: 'لغة الإشارة الأمريكية', es: 'lengua de señas estadounidense (ASL)'}};

/**
 * Lists languages by name, in each language of the widgets; by the English name where neither CLDR nor `MISSING` has one.
 *
 * @param {readonly string[]} locales BCP 47 tags of the languages of the widgets
 * @param {readonly string[]} tags BCP 47 tags of the languages to name, at least one
 */
export const languageNames = (locales, tags) =>
  inEach(locales, (locale) => {
    const names = namesIn(locale);
    return listIn(locale).format(
      tags.map((tag) => names.of(tag) ?? MISSING[tag]?.[locale] ?? englishNames.of(tag) ?? tag),
    );
  });

const dateIn = memoize(
  (locale) => new Intl.DateTimeFormat(`${locale}-u-ca-gregory-nu-latn`, {dateStyle: 'long', timeZone: 'UTC'}),
);

/** Writes a date in full, in the Gregorian calendar and with Latin digits. @param {string} locale BCP 47 tag @param {string} date `2026-11-25` */
export const dateText = (locale, date) => dateIn(locale).format(new Date(date));

/**
 * Writes a date in each language of the widgets, as {@link dateText} does.
 *
 * @param {readonly string[]} locales BCP 47 tags of the languages of the widgets
 * @param {string} date `2026-11-25`
 */
export const dateTexts = (locales, date) => inEach(locales, (locale) => dateText(locale, date));

/**
 * Writes a price in each language of the widgets, with Latin digits.
 *
 * @param {readonly string[]} locales BCP 47 tags of the languages of the widgets
 * @param {{value: number, currency: string}} amount
 */
export const amountTexts = (locales, {value, currency}) =>
  inEach(locales, (locale) =>
    new Intl.NumberFormat(`${locale}-u-nu-latn`, {style: 'currency', currency}).format(value),
  );

/** Returns the language and the script of a tag: `zh-TW` is `zh-Hant`. @param {string} tag */
function writtenLanguage(tag) {
  const {language, script} = new Intl.Locale(tag).maximize();
  return `${language}-${script}`;
}

/**
 * Whether someone who reads a language is answered in it.
 *
 * @param {string} locale BCP 47 tag
 * @param {readonly string[]} tags BCP 47 tags of the languages in which there are answers
 */
export const isAnsweredIn = (locale, tags) => tags.some((tag) => writtenLanguage(tag) === writtenLanguage(locale));
