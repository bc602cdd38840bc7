/**
 * Texts from CLDR, in each language of the widgets. They are written at build time: the first use of `Intl.DisplayNames` and
 * `Intl.ListFormat` takes 40 ms on a phone.
 */
import {memoize} from './memoize.mjs';
import {wordsOf} from './tiers.mjs';

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

const namesIn = memoize((locale) => new Intl.DisplayNames(locale, {type: 'language', fallback: 'none'}));

/** Returns the list format of a language. @type {(locale: string) => Pick<Intl.ListFormat, 'format'>} */
export const listIn = memoize((locale) => {
  const {and} = wordsOf(locale);
  if (!and) return new Intl.ListFormat(locale);
  return {
    format: ([...items]) => [items.splice(0, items.length - 1).join(', '), ...items].filter(Boolean).join(` ${and} `),
  };
});

/**
 * Lists languages by name; by the English name, between bars, where neither CLDR nor the file of the language has one.
 *
 * @param {string} locale BCP 47 tag
 * @param {readonly string[]} tags BCP 47 tags of the languages to name, at least one
 */
export function languagesText(locale, tags) {
  const {languages = {}} = wordsOf(locale);
  const [known] = Intl.DisplayNames.supportedLocalesOf(locale).map((each) => namesIn(each));
  const names = tags.map((tag) => languages[tag] ?? known?.of(tag) ?? `|${namesIn('en').of(tag) ?? tag}|`);
  return listIn(locale).format(names);
}

/**
 * Returns the tag of a language for its formats: with the Gregorian calendar, and Latin digits, as in the numbers to call; then English,
 * which stands in for a language that CLDR lacks.
 *
 * @param {string} locale BCP 47 tag
 */
export const formatTags = (locale) => [locale, 'en'].map((tag) => `${tag}-u-ca-gregory-nu-latn`);

const dateIn = memoize((locale) => new Intl.DateTimeFormat(formatTags(locale), {dateStyle: 'long', timeZone: 'UTC'}));

/** Writes a date in full, in the Gregorian calendar and with Latin digits. @param {string} locale BCP 47 tag @param {string} date `2026-11-25` */
export function dateText(locale, date) {
  const {calendar} = wordsOf(locale);
  const [year, month, day] = date.split('-').map(Number);
  return calendar ? `${day} ${calendar.months[month - 1]} ${year}` : dateIn(locale).format(new Date(date));
}

/** Writes a price, with Latin digits. @param {string} locale BCP 47 tag @param {{value: number, currency: string}} amount */
export const amountText = (locale, {value, currency}) =>
  new Intl.NumberFormat(formatTags(locale), {style: 'currency', currency}).format(value);

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
export const isAnsweredIn = (locale, tags) =>
  tags.some((tag) => locale.startsWith(`${tag}-`) || writtenLanguage(tag) === writtenLanguage(locale));
