/** Helpline records that the check refuses, with the line and the field. */
import assert from 'node:assert/strict';
import {renameSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {readHelplines} from '../../src/tools/helplines/read-helplines.mjs';
import {contentWith, lineOf} from '../support/helplines.mjs';

/** @typedef {[name: string, change: object | ((line: any, data: any) => unknown), expected: RegExp]} Case `expected`: after the id, if it does not begin with another */

/** Merges changes into a record: `undefined` removes a field. @param {any} data @param {object} changes */
function merge(data, changes) {
  for (const [key, value] of Object.entries(changes))
    if (value?.constructor === Object && data[key]) merge(data[key], value);
    else data[key] = value;
}

/** Defines a test for each case, in which the line is refused. @param {string} id @param {Case[]} cases */
function refuse(id, cases) {
  const file = `${id.slice(0, 2)}.json`;
  for (const [name, change, {source}] of cases)
    test(name, () => {
      const content = contentWith(file, (data) => {
        const line = data.lines.find((each) => each.id === id);
        if (typeof change === 'function') change(line, data);
        else merge(line, change);
      });
      const message = new RegExp(`helplines/${file}: ${/^\w\w-/.test(source) ? '' : id}${source}`);
      assert.throws(() => readHelplines(content), {name: 'ContentError', message});
    });
}

/** A line that has ended. */
const retired = {
  ...{id: 'us-old', status: 'retired', name: 'Old line', lang: 'en', purpose: 'substance-use'},
  ...{statusReason: 'It has ended.', statusSince: '2026-01-01'},
};

/** Returns a change that states one fact more in a source, and some more. */
const claim =
  (fact, more = {}) =>
  (line) => {
    line.sources[0].for.push(fact);
    merge(line, more);
  };
const contact = (change, index = 0) => ({contacts: {[index]: change}});
const numbered = (number, index) => contact({number}, index);

describe('a line is rejected', () => {
  refuse('us-988', [
    ['with a commercial operator', {operatorType: 'commercial'}, /, operatorType: .*government, health-/],
    ['with a website that is not https', {url: 'http://988lifeline.org/'}, /, url: /],
    ['with a tag that is not canonical', {lang: 'iw'}, /, languages: iw is not a canonical BCP 47 /],
    [
      'with the emergency number',
      (line, {emergency}) => merge(line, numbered(emergency.number)),
      /, contacts\[0\]: has the dial string of the emergency number/,
    ],
    [
      'with a short code in international notation',
      numbered('+988'),
      /, contacts\[0\]\.number: \+988 is a short code, which has no international form/,
    ],
    [
      'of a drug agency',
      claim('lawEnforcement', {safety: {lawEnforcement: 'agency'}}),
      /, safety\.lawEnforcement: a line of police or of a drug agency/,
    ],
    [
      'that is paired with a line that does not name it',
      {pairedWith: ['us-crisis-text-line']},
      /, pairedWith: us-crisis-text-line does not name us-988 in turn/,
    ],
    [
      'with the id of a retired one',
      (_, {lines}) => lines.unshift({...retired, id: 'us-988'}),
      /, id: used twice \(us\.json\): the id of a retired line is never used again/,
    ],
  ]);

  const {number} = lineOf('us-safespot');
  refuse('us-safespot', [
    [
      'with a number outside the numbering plan of the country',
      numbered('800-972-059'),
      /, contacts\[0\]\.number: 800-972-059 is not a number of US/,
    ],
    [
      'with the number of another country',
      numbered('+44 300 123 6600'),
      /, contacts\[0\]\.number: .* is not a number of US/,
    ],
    [
      'with the number of a neighbor that shares the calling code',
      numbered('416-967-1111'),
      /, contacts\[0\]\.number: 416-967-1111 is not a number of US/,
    ],
    [
      'with two contacts of one dial string',
      (line) => line.contacts.push({type: 'call', number: `+1 ${number}`}),
      /, contacts\[1\]: has the dial string of us-safespot, contacts\[0\]/,
    ],
    [
      'with the dial string of another line',
      (_, {lines}) => (lines.find(({id}) => id === 'us-poison-help').contacts[0].number = `1-${number}`),
      /us-poison-help, contacts\[0\]: has the dial string of us-safespot, contacts\[0\]/,
    ],
    [
      'that is listed in not-shipped.json',
      {id: 'us-never-use-alone'},
      /us-never-use-alone, id: listed in not-shipped\.json/,
    ],
  ]);

  refuse('gb-samaritans', [
    ['on evidence C', {evidence: 'C'}, /, evidence: .*A, B/],
    [
      'with a relay that lacks its prefix',
      (line) => line.contacts.push({type: 'relay', number: line.contacts[0].number}),
      /, contacts\[1\]\.number: [\d ]+ does not begin with the prefix of a text relay of GB/,
    ],
  ]);

  const text = 'with a text number outside the numbering plan of the country';
  refuse('au-lifeline', [[text, numbered('0477 13 11', 1), /, contacts\[1\]\.number: .* is not a number of AU/]]);

  refuse('ca-on-connexontario', [
    [
      'with a subdivision that does not exist',
      {serves: {only: ['CA-ON', 'CA-XX']}},
      /, serves: CA-XX is not a subdivision of CA in ISO 3166-2/,
    ],
    ['with a subdivision of another country', {serves: {only: ['US-NY']}}, /, serves: US-NY is not in CA/],
    [
      'with a number for treatment marketing',
      numbered('1-866-903-3787'),
      /, contacts\[0\]\.number: .* may never be shown: Treatment marketing/,
    ],
  ]);

  const banned = 'with a banned number';
  refuse('in-14446', [[banned, numbered('1933'), /, contacts\[0\]\.number: 1933 may never be shown: MANAS/]]);
  refuse('pl-telefon-zaufania', [
    [`${banned} in other notation`, numbered('+48 801-199-990'), /, contacts\[0\]\.number: .* may never be shown/],
  ]);

  test('with all errors at once', () => {
    const content = contentWith('us.json', ({lines}) => {
      delete lines[0].operator;
      lines.at(-1).operatorType = 'commercial';
    });
    assert.throws(() => readHelplines(content), /us-samhsa[^ ]*: [^]*us-poison-help, operatorType: /);
  });
});

describe('hours are rejected', () => {
  const monday = [{days: ['mo'], opens: '09:00', closes: '17:00'}];
  const daily = {days: ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'], opens: '09:00', closes: '17:00'};
  const on = (days, opens, closes) => ({days, opens, closes});
  /** @type {[name: string, hours: object, expected: RegExp][]} */
  const cases = [
    ['in a zone of another country', {zone: 'Europe/London'}, /hours: Europe\/London is not a time zone of US or PR/],
    [
      'that never open',
      {weekly: [on(['mo'], '22:00', '02:00')]},
      /hours: 22:00–02:00 is never open; past midnight, 02:00 is written 26:00/,
    ],
    ['that overlap', {weekly: [daily, on(['we'], '16:30', '20:00')]}, /hours: two spans overlap at we 16:30/],
    [
      'that overlap past midnight, from Sunday to Monday',
      {weekly: [on(['su'], '20:00', '26:00'), on(['mo'], '01:00', '03:00')]},
      /hours: two spans overlap at mo 01:00/,
    ],
    [
      'on a date that does not exist',
      {exceptions: [{date: '2026-02-29', closed: true}]},
      /hours: there is no 2026-02-29/,
    ],
  ];
  const hours = {zone: 'America/New_York', weekly: monday, publicHolidays: 'open', text: 'x'};
  refuse(
    'us-988',
    cases.map(([name, change, {source}]) => [
      name,
      (line) => (line.contacts[0].hours = {...hours, ...change}),
      new RegExp(`, contacts\\[0\\]\\.${source}`),
    ]),
  );
});

describe('a country is rejected', () => {
  /** @type {[name: string, file: string, change: object | ((data: any) => unknown), expected: RegExp][]} */
  const cases = [
    ['without an emergency number', 'us.json', {emergency: undefined}, /us\.json: file: .*'emergency'/],
    ['with text in an emergency number', 'us.json', {emergency: {number: '112 or 999'}}, /emergency\.number: /],
    ['with a banned emergency number', 'br.json', {emergency: {number: '141'}}, /emergency: 141 may never be shown/],
    [
      'with grade B for an emergency number that lists alone give',
      'na.json',
      {emergency: {number: '112', evidence: 'B'}},
      /na\.json: emergency: evidence: B needs a page of the country itself that gives 112/,
    ],
    ['with a holiday that is no day', 'holidays.json', {IE: {dates: ['2027-02-30']}}, /holidays\.json: IE\.dates/],
    ['with a directory that is not https', 'directory.json', {url: 'http://example.org/'}, /directory\.json: url: /],
  ];
  for (const [name, file, change, message] of cases)
    test(name, () => {
      const edit = (data) => (typeof change === 'function' ? change(data) : merge(data, change));
      assert.throws(() => readHelplines(contentWith(file, edit)), {name: 'ContentError', message});
    });

  test('with an unknown country code', () => {
    const content = contentWith('us.json', (data) => merge(data, {country: 'XX', lines: []}));
    renameSync(join(content, 'helplines/us.json'), join(content, 'helplines/xx.json'));
    assert.throws(() => readHelplines(content), /xx\.json: country: XX is not a country/);
  });
});
