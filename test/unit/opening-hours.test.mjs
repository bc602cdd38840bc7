/** Opening hours: answers of `openingState` at frozen times, and its agreement with an independent implementation, `opening_hours` of OpenStreetMap. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import OpeningHours from 'opening_hours';
import ts from 'typescript';
import {timesOf, validateHours} from '../../src/tools/helplines/hours.mjs';
import {readHelplines} from '../../src/tools/helplines/read-helplines.mjs';
import {root} from '../../src/tools/project.mjs';

const {outputText} = ts.transpileModule(
  readFileSync(join(root, 'src/widgets/helpline-banner/opening-hours.ts'), 'utf8'),
  {compilerOptions: {module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022}},
);
const {openingState} = await import(`data:text/javascript,${encodeURIComponent(outputText)}`);

/** @import {Holidays, Hours} from '../../src/tools/helplines/read-helplines.mjs' */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEKDAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];

/** Returns hours of a record as the widget gets them. */
function times(zone, weekly, more = {}, holidays = /** @type {Holidays | undefined} */ (undefined)) {
  /** @type {Hours} */
  const hours = {zone, weekly, publicHolidays: 'open', text: 'x', ...more};
  assert.deepEqual(validateHours(hours, []), []);
  return timesOf(hours, holidays);
}
const daily = (opens, closes) => ({days: WEEKDAYS, opens, closes});
const workdays = (opens, closes) => ({days: WEEKDAYS.slice(0, 5), opens, closes});

/** Formats the answer at a time, with the time of the next change if it is certain. */
function at(hours, time) {
  const {state, until} = openingState(hours, Date.parse(time));
  return until === undefined ? state : `${state} until ${new Date(until).toISOString().slice(0, 16)}`;
}

/** Checks the answers at a list of times. */
function check(hours, expected) {
  for (const [time, state] of Object.entries(expected)) assert.equal(at(hours, time), state, time);
}

describe('opening hours, at a frozen time', () => {
  test('are given in the zone of the line, not of the reader', () => {
    const dublin = times('Europe/Dublin', [workdays('09:30', '17:30')]);
    for (const reader of ['Asia/Tokyo', 'America/Los_Angeles']) {
      process.env.TZ = reader;
      check(dublin, {
        '2026-11-26T09:29:59Z': 'closed until 2026-11-26T09:30',
        '2026-11-26T09:30:00Z': 'open until 2026-11-26T17:30',
        '2026-11-26T17:30:00Z': 'closed until 2026-11-27T09:30',
        '2026-11-27T18:00:00Z': 'closed until 2026-11-30T09:30',
        '2026-07-01T08:30:00Z': 'open until 2026-07-01T16:30',
      });
    }
  });

  test('are unknown between the two times that a clock shows when it goes back', () => {
    const zone = 'Europe/Dublin'; // 2026-10-25 01:00 UTC: 2:00 becomes 1:00.
    check(times(zone, [daily('22:00', '25:30')]), {
      '2026-10-25T00:29:00Z': 'open',
      '2026-10-25T00:30:00Z': 'unknown',
      '2026-10-25T01:29:00Z': 'unknown',
      '2026-10-25T01:30:00Z': 'closed until 2026-10-25T22:00',
    });
    check(times(zone, [daily('22:00', '28:00')]), {'2026-10-24T23:00:00Z': 'open until 2026-10-25T04:00'});
    check(times(zone, [daily('01:30', '05:00')]), {
      '2026-10-25T00:29:00Z': 'closed',
      '2026-10-25T00:31:00Z': 'unknown',
      '2026-10-25T01:30:00Z': 'open until 2026-10-25T05:00',
    });
  });

  test('follow exceptions, of one year or of every year, on a leap day too', () => {
    const exceptions = [
      {date: '12-25', closed: true},
      {date: '2028-02-29', spans: [{opens: '12:00', closes: '13:00'}]},
      {date: '2026-12-24', spans: [{opens: '09:30', closes: '12:00'}]},
    ];
    check(times('Europe/Dublin', [daily('09:30', '17:30')], {exceptions}), {
      '2026-12-24T10:00:00Z': 'open until 2026-12-24T12:00',
      '2026-12-24T12:00:00Z': 'closed until 2026-12-26T09:30',
      '2027-12-24T13:00:00Z': 'open until 2027-12-24T17:30',
      '2027-12-25T10:00:00Z': 'closed until 2027-12-26T09:30',
      '2028-02-29T10:00:00Z': 'closed until 2028-02-29T12:00',
      '2027-03-01T10:00:00Z': 'open until 2027-03-01T17:30',
    });
  });

  test('are unknown after the midnight at which an exception begins, where the night before went on', () => {
    const exceptions = [{date: '12-25', closed: true}];
    check(times('Europe/Copenhagen', [daily('11:00', '29:00')], {exceptions}), {
      '2026-12-24T22:59:00Z': 'open',
      '2026-12-24T23:00:00Z': 'unknown',
      '2026-12-25T04:00:00Z': 'closed until 2026-12-26T10:00',
    });
  });

  test('are closed or unknown on public holidays, and unknown after the days that the list covers', () => {
    const holidays = {dates: ['2026-12-25', '2027-01-01'], through: '2027-01-31', source: {url: 'x', date: '2026'}};
    const zone = 'Europe/Prague';
    check(times(zone, [daily('10:00', '18:00')], {publicHolidays: 'closed'}, holidays), {
      '2026-12-25T12:00:00Z': 'closed until 2026-12-26T09:00',
      '2027-01-31T12:00:00Z': 'open until 2027-01-31T17:00',
      '2027-01-31T18:00:00Z': 'closed',
      '2027-02-01T12:00:00Z': 'unknown',
      '2027-02-01T18:00:00Z': 'closed',
    });
    check(times(zone, [daily('10:00', '18:00')], {publicHolidays: 'unknown'}, holidays), {
      '2026-12-25T12:00:00Z': 'unknown',
      '2026-12-25T18:00:00Z': 'closed until 2026-12-26T09:00',
    });
    check(times(zone, [daily('10:00', '18:00')], {publicHolidays: 'unknown'}), {'2026-11-26T12:00:00Z': 'unknown'});
  });

  test('are unknown before and after the days for which they hold', () =>
    check(times('Europe/Oslo', [daily('09:00', '17:00')], {from: '2026-06-01', through: '2026-08-31'}), {
      '2026-05-31T12:00:00Z': 'unknown',
      '2026-06-01T06:00:00Z': 'closed until 2026-06-01T07:00',
      '2026-08-31T14:00:00Z': 'open until 2026-08-31T15:00',
      '2026-08-31T22:00:00Z': 'unknown',
    }));

  test('are unknown where the browser does not know the zone', () => {
    const {state, next} = openingState({zone: 'Europe/Springfield', week: [{start: 0, end: 60}]}, 0);
    assert.deepEqual([state, next], ['unknown', DAY]);
  });
});

test('opening hours agree with opening_hours around clock changes, at year ends, on leap days, and in a week of each season', () => {
  const notation = 'Mo 02:00-04:30, Mo 22:00-26:00, Sa 20:00-27:30, Su 13:00-25:30';
  const weekly = notation.split(', ').map((span) => {
    const [, day, opens, closes] = /^(..) (.*)-(.*)$/.exec(span) ?? assert.fail(span);
    return {days: [day.toLowerCase()], opens, closes};
  });
  for (const [zone, ...changes] of [
    ['Europe/Copenhagen', '2027-03-28T01:00Z', '2027-10-31T01:00Z'],
    ['America/New_York', '2027-03-14T07:00Z', '2027-11-07T06:00Z'],
    ['Australia/Lord_Howe', '2027-04-03T15:00Z', '2027-10-02T15:30Z'],
  ]) {
    process.env.TZ = zone;
    const hours = times(zone, weekly);
    const other = new OpeningHours(notation);
    const every20Minutes = (start, hours) =>
      Array.from({length: hours * 3 + 1}, (_, step) => Date.parse(start) + (step * 20 - 26 * 60) * MINUTE);
    const moments = [
      ...[...changes, '2027-01-01', '2028-02-29', '2028-03-01'].flatMap((start) => every20Minutes(start, 52)),
      ...['2026-01-12', '2026-07-13'].flatMap((start) => every20Minutes(start, 7 * 24)),
    ];
    let compared = 0;
    for (const instant of moments) {
      const {state, until} = openingState(hours, instant);
      if (state === 'unknown') continue;
      const context = `${zone}, ${new Date(instant).toISOString()}`;
      const isOpen = state === 'open';
      assert.equal(other.getState(new Date(instant)), isOpen, context);
      if (until !== undefined) {
        assert.equal(other.getState(new Date(until - MINUTE)), isOpen, `${context}, before its change`);
        assert.equal(other.getState(new Date(until)), !isOpen, `${context}, at its change`);
      }
      compared++;
    }
    assert.ok(compared > moments.length * 0.95, zone);
  }
});

describe('public holidays of the data', () => {
  const {countries, holidays} = readHelplines();
  /** Days on which OpenStreetMap has a public holiday. @param {string} country @param {number} year */
  const others = (country, year) => {
    process.env.TZ = 'UTC';
    const address = {country_code: country.toLowerCase(), state: ''};
    const hours = new OpeningHours('PH open', {lat: 50, lon: 10, address});
    const [start, end] = [year, year + 1].map((each) => new Date(Date.UTC(each, 0, 1)));
    return hours.getOpenIntervals(start, end).map(([from]) => from.toISOString().slice(0, 10));
  };
  const contacts = countries.flatMap(({country, lines}) =>
    lines.flatMap(({id, contacts: ways = []}) =>
      ways.flatMap(({hours}) => (hours?.zone && hours.publicHolidays !== 'open' ? [{country, id, hours}] : [])),
    ),
  );

  test('have every one that a second list has, and where a line is closed on them, no other', () => {
    for (const [country, {dates}] of Object.entries(holidays))
      for (const year of [2027, 2028]) {
        const known = dates.filter((date) => date.startsWith(`${year}`));
        const second = others(country, year);
        assert.ok(second.length > 9, country);
        for (const date of second) assert.ok(known.includes(date), `${country}: ${date} is missing`);
        const isClosed = contacts.some((each) => each.country === country && each.hours.publicHolidays === 'closed');
        if (isClosed) assert.deepEqual(known, second, country);
      }
  });

  test('make a line unknown or closed, never open, and one without them known on other days', () => {
    for (const {country, id, hours} of contacts) {
      const {dates, through} = holidays[country];
      const shown = timesOf(hours, holidays[country]);
      const dayIn = (instant) => new Date(instant).toLocaleDateString('sv', {timeZone: hours.zone});
      for (const date of dates)
        for (let hour = 0; hour < 24; hour++) {
          const instant = Date.parse(`${date}T00:00:00Z`) + hour * HOUR;
          if (dayIn(instant) === date) assert.notEqual(openingState(shown, instant).state, 'open', `${id} on ${date}`);
        }
      const monday = Date.parse('2027-09-06T00:00:00Z');
      const week = Array.from({length: 24 * 7}, (_, index) => monday + index * HOUR);
      const states = new Set(week.map((instant) => openingState(shown, instant).state));
      assert.ok(states.has('open') && states.has('closed') && !states.has('unknown'), id);
      assert.notEqual(openingState(shown, Date.parse(through) + 10 * DAY + 12 * HOUR).state, 'open', id);
    }
  });
});
