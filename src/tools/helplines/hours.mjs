/** Checks opening hours for errors that the JSON schema cannot express, and reduces them to the data to calculate with. */
import {WEEKDAYS} from './hours-text.mjs';
import {memoize} from '../content/memoize.mjs';

/** @import {OpenSpan, Times} from '../../core/region.js' */
/** @import {Holidays, Hours, Span} from './read-helplines.mjs' */

const DAY = 24 * 60;
const WEEK = 7 * DAY;

/** Returns the minutes since midnight of a time on the clock, `26:30` included. @param {string} clock */
export function minutesOf(clock) {
  const [hours, minutes] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Returns whether a date exists; `02-29` does. @param {string} date `2026-12-24` or `12-24` */
function isDate(date) {
  const full = date.length === 5 ? `2024-${date}` : date;
  const time = Date.parse(`${full}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(full);
}

/** Returns the name that ICU has for a time zone; undefined if there is none. @type {(zone: string) => string | undefined} */
const icuZone = memoize((zone) => {
  try {
    return new Intl.DateTimeFormat('en', {timeZone: zone}).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
});

/**
 * Lists the time zones of a country (ISO 3166-1), by CLDR names; empty if unknown. Newer engines have a method,
 * Node 20 the property that came before.
 *
 * @type {(country: string) => readonly string[]}
 */
const zonesIn = memoize((country) => {
  const locale = /** @type {Intl.Locale & {getTimeZones?: () => string[], timeZones?: string[]}} */ (
    new Intl.Locale(`und-${country}`)
  );
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
});

/** Returns the errors in a time zone, by any of its names. @param {string} zone @param {readonly string[]} places ISO 3166-1 */
function validateZone(zone, places) {
  const name = icuZone(zone);
  if (!name) return [`${zone} is not an IANA time zone`];
  const known = places.flatMap((place) => zonesIn(place));
  return !known.length || known.includes(name) ? [] : [`${zone} is not a time zone of ${places.join(' or ')}`];
}

/** Returns the errors in spans of one day. @param {Span[]} spans */
const validateSpans = (spans) =>
  spans.flatMap(({opens, closes}) => {
    const [start, end] = [minutesOf(opens), minutesOf(closes)];
    if (start >= DAY) return [`${opens} is not a time of the day on which it opens`];
    if (end <= start) return [`${opens}–${closes} is never open; past midnight, 02:00 is written 26:00`];
    return end - start > DAY ? [`${opens}–${closes} is longer than a day`] : [];
  });

/** Returns a span in minutes. @param {Span} span @param {number} [midnight] of its day @returns {OpenSpan} */
const toMinutes = ({opens, closes}, midnight = 0) => ({
  start: midnight + minutesOf(opens),
  end: midnight + minutesOf(closes),
});

/** Compares the starts of spans. @param {OpenSpan} a @param {OpenSpan} b */
const byStart = (a, b) => a.start - b.start;

/** Returns the spans of a week, in minutes since Monday 0:00, in order. @param {NonNullable<Hours['weekly']>} weekly */
const weekOf = (weekly) =>
  weekly.flatMap(({days, ...span}) => days.map((day) => toMinutes(span, WEEKDAYS.indexOf(day) * DAY))).sort(byStart);

/** Returns a minute of the week in words. @param {number} minute */
const describeMinute = (minute) =>
  `${WEEKDAYS[Math.floor(minute / DAY) % 7]} ${new Date(minute * 60_000).toISOString().slice(11, 16)}`;

/** Returns the errors in dates: that do not exist, or come twice. @param {Hours} hours */
function validateDates({exceptions = [], from, through}) {
  const dates = exceptions.map(({date}) => date);
  const errors = [...dates, from, through]
    .filter((date) => date !== undefined && !isDate(date))
    .map((date) => `there is no ${date}`);
  const repeated = dates.filter((date, index) => dates.indexOf(date) < index);
  errors.push(...repeated.map((date) => `${date} is listed twice`));
  if (from && through && from > through) errors.push(`never open: ${from} is after ${through}`);
  return errors;
}

/**
 * Returns the errors in opening hours.
 *
 * @param {Hours} hours
 * @param {readonly string[]} places ISO 3166-1 codes of the country and of places within it
 */
export function validateHours(hours, places) {
  const {weekly, zone, exceptions = []} = hours;
  if (!weekly) return [];
  const errors = [
    ...(zone ? validateZone(zone, places) : []),
    ...validateSpans(weekly),
    ...exceptions.flatMap(({spans = []}) => validateSpans(spans)),
    ...validateDates(hours),
  ];
  if (errors.length) return errors;
  const week = weekOf(weekly);
  week.forEach(({end}, index) => {
    const next = week[index + 1]?.start ?? week[0].start + WEEK;
    if (end > next) errors.push(`two spans overlap at ${describeMinute(next % WEEK)}`);
  });
  for (const {date, spans = []} of exceptions) {
    const sorted = spans.map((span) => toMinutes(span)).sort(byStart);
    if (sorted.some(({start}, index) => index && start < sorted[index - 1].end))
      errors.push(`two spans of ${date} overlap`);
  }
  return errors;
}

/**
 * Reduces opening hours to the data that `openingState` calculates with.
 *
 * @param {Hours | undefined} hours
 * @param {Holidays} [holidays] of the country
 * @returns {Times | undefined} undefined if there is nothing to calculate with, or nothing to calculate
 */
export function timesOf(hours, holidays) {
  if (!hours?.weekly || !hours.zone) return undefined;
  const {zone, weekly, publicHolidays, exceptions, from, through} = hours;
  return {
    zone,
    week: weekOf(weekly),
    ...(exceptions && {
      except: Object.fromEntries(exceptions.map(({date, spans = []}) => [date, spans.map((span) => toMinutes(span))])),
    }),
    ...(publicHolidays !== 'open' && {
      holidays: {
        ...(publicHolidays === 'closed' && {closed: /** @type {true} */ (true)}),
        dates: holidays?.dates ?? [],
        through: holidays?.through ?? '',
      },
    }),
    ...(from && {from}),
    ...(through && {through}),
  };
}
