/** Opening hours in a language, from the fields of the records: names of days and times as CLDR has them. */
import {directionOf} from '../content/cldr-data.mjs';
import {formatTags, listIn} from '../content/cldr.mjs';
import {memoize} from '../content/memoize.mjs';
import {wordsOf} from '../content/tiers.mjs';

/** @import {Hours, Weekday} from './read-helplines.mjs' */

/** @type {Weekday[]} */
export const WEEKDAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MONDAY = Date.UTC(2024, 0, 1);

/** The end of a day where hours are counted to twelve: “12:00 AM” is read as noon, too. Intl cannot write these names of CLDR. @type {Record<string, string>} */
const MIDNIGHT = {
  ar: 'منتصف الليل',
  en: 'midnight',
  fil: 'hatinggabi',
  ht: 'minwi',
  ko: '자정',
  ur: 'آدھی رات',
  zh: '午夜',
};

/** Wide names of CLDR, as browsers write them: ICU 78 has the short ones, which are English. @type {Record<string, Record<string, string>>} */
const DAY_PERIODS = {ko: {AM: '오전', PM: '오후'}};

const formatsIn = memoize((locale) => {
  const format = (/** @type {Intl.DateTimeFormatOptions} */ options) =>
    new Intl.DateTimeFormat(formatTags(locale), {timeZone: 'UTC', ...options});
  const time = format({hour: 'numeric', minute: '2-digit'});
  const weekday = format({weekday: 'long'});
  const date = format({month: 'long', day: 'numeric'});
  const {calendar} = wordsOf(locale);
  return {
    /** @param {number} index from Monday */
    weekday: (index) => calendar?.weekdays[index] ?? weekday.format(MONDAY + index * DAY),
    /** @param {Date} day */
    date: (day) => (calendar ? `${day.getUTCDate()} ${calendar.months[day.getUTCMonth()]}` : date.format(day)),
    /** Isolates a time that has Latin letters right to left, as in Urdu; no line ends within 下午2:00. @param {number} instant */
    time: (instant) =>
      time
        .format(instant)
        .replace(/[AP]M/, (period) => DAY_PERIODS[locale]?.[period] ?? period)
        .replace(/.+M$/, (text) => (directionOf(locale) === 'rtl' ? `\u2066${text}\u2069` : text))
        .replace(/(?<=\p{L})(?=\d)/u, '\u2060'),
    midnight: time.resolvedOptions().hour12
      ? MIDNIGHT[new Intl.Locale(locale).language]
      : format({hour: 'numeric', minute: '2-digit', hourCycle: 'h24'}).format(0),
  };
});

/** Lists weekdays, or the first and the last of three or more in a row. @param {string} locale @param {Weekday[]} days */
function daysText(locale, days) {
  const numbers = days.map((day) => WEEKDAYS.indexOf(day));
  const names = numbers.map(formatsIn(locale).weekday);
  const isRow = numbers.length > 2 && numbers.every((number, index) => number === numbers[0] + index);
  return isRow ? `${names[0]} – ${names.at(-1)}` : listIn(locale).format(names);
}

/** @param {string} locale @param {string} clock `26:30` is half past two */
function timeText(locale, clock, isEnd = false) {
  const {time, midnight} = formatsIn(locale);
  const [hour, minute] = clock.split(':').map(Number);
  return (isEnd && clock === '24:00' && midnight) || time(((hour % 24) * 60 + minute) * MINUTE);
}

/** Writes weekly hours: `Monday – Friday 9:30 AM – 5:30 PM`. @param {string} locale BCP 47 tag @param {NonNullable<Hours['weekly']>} weekly */
export function weeklyText(locale, weekly) {
  /** @type {Map<string, string[]>} times by days */
  const spans = new Map();
  for (const {days, opens, closes} of weekly) {
    const key = daysText(locale, days);
    const span = `${timeText(locale, opens)} – ${timeText(locale, closes, true)}`;
    spans.set(key, [...(spans.get(key) ?? []), span]);
  }
  const separator = directionOf(locale) === 'rtl' ? '؛ ' : locale.startsWith('zh') ? '；' : '; ';
  return [...spans].map(([days, times]) => `${days} ${listIn(locale).format(times)}`).join(separator);
}

/** Lists days of each year. @param {string} locale BCP 47 tag @param {readonly string[]} dates such as `12-25` */
export const datesText = (locale, dates) =>
  listIn(locale).format(dates.map((date) => formatsIn(locale).date(new Date(`2024-${date}`))));
