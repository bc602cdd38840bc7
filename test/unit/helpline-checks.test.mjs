/** Helpline records that the check refuses, with the line and the field. */
import assert from 'node:assert/strict';
import {renameSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {readHelplines} from '../../src/tools/helplines/read-helplines.mjs';
import {contentWith, lineOf} from '../support/helplines.mjs';

/** @typedef {[name: string, edit: (line: any, data: any) => unknown, expected: RegExp]} Case `expected`: after the id, if it does not begin with another */

/** Defines a test for each case, in which the line is refused. @param {string} id @param {Case[]} cases */
function refuse(id, cases) {
  const file = `${id.slice(0, 2)}.json`;
  for (const [name, edit, {source}] of cases)
    test(name, () => {
      const content = contentWith(file, (data) =>
        edit(
          data.lines.find((line) => line.id === id),
          data,
        ),
      );
      const message = new RegExp(`helplines/${file}: ${/^\w\w-/.test(source) ? '' : id}${source}`);
      assert.throws(() => readHelplines(content), {name: 'ContentError', message});
    });
}

/** A line that has ended. */
const retired = {
  ...{id: 'us-old', status: 'retired', name: 'Old line', lang: 'en', purpose: 'substance-use'},
  ...{statusReason: 'It has ended.', statusSince: '2026-01-01'},
};

/** Returns sources that state one fact more. @param {any} line @param {string} fact */
const claim = (line, fact) => line.sources[0].for.push(fact);

describe('a line is rejected', () => {
  refuse('us-988', [
    [
      'with a commercial operator',
      (line) => (line.operatorType = 'commercial'),
      /, operatorType: .*government, health-/,
    ],
    ['without an operator', (line) => delete line.operator, /: .*'operator'/],
    ['with an empty operator', (line) => (line.operator = ' '), /, operator: /],
    ['without a type of operator', (line) => delete line.operatorType, /: .*'operatorType'/],
    [
      'without a source for the operator',
      (line) => (line.sources = line.sources.filter((source) => !source.for?.includes('operator'))),
      /, sources: none states the operator/,
    ],
    ['with a website that is not https', (line) => (line.url = 'http://988lifeline.org/'), /, url: /],
    [
      'with a chat that is not https',
      (line) => (line.contacts[2].url = 'javascript:alert(1)'),
      /, contacts\[2\]\.url: /,
    ],
    ['with a menu on a text message', (line) => (line.contacts[1].menu = '2'), /, contacts\[1\]\.menu: /],
    ['with an unknown field', (line) => (line.sponsor = 'x'), /: .*\(sponsor\)/],
    ['with confidential: false', (line) => (line.safety.confidential = false), /, safety\.confidential: /],
    ['with an unknown service', (line) => (line.service = 'treatment'), /, service: /],
    [
      'with the service of a companion under another purpose',
      (line) => (line.service = 'companion'),
      /, service: companion requires the purpose overdose-companion/,
    ],
    [
      'with a service but no source for it',
      (line) => (line.sources.find((source) => source.for?.includes('service')).for = ['operator']),
      /, sources: none states the service/,
    ],
    ['with an invalid language tag', (line) => line.languages.push('xx-yy'), /, languages\[2\]: /],
    ['with a tag that is not canonical', (line) => (line.lang = 'iw'), /, languages: iw is not a canonical BCP 47 /],
    [
      'with the emergency number',
      (line, {emergency}) => (line.contacts[0].number = emergency.number),
      /, contacts\[0\]: has the dial string of the emergency number/,
    ],
    [
      'with a short code in international notation',
      (line) => (line.contacts[0].number = '+988'),
      /, contacts\[0\]\.number: \+988 is a short code, which has no international form/,
    ],
    ['with an id for another country', (line) => (line.id = 'ca-989'), /ca-989, id: does not begin with us-/],
    [
      'with the address of a proxy as a source',
      (line) => (line.sources[0].url = 'https://proxy.example/https://988lifeline.org/'),
      /, sources\[0\]\.url: is the address of a proxy or an archive; the source is https:\/\/988lifeline\.org\//,
    ],
    [
      'with a source for a fact that it does not claim',
      (line) => claim(line, 'eligibility'),
      /, sources: one states the eligibility, which the line does not claim/,
    ],
    [
      'of a drug agency',
      (line) => claim(line, 'lawEnforcement') && (line.safety.lawEnforcement = 'agency'),
      /, safety\.lawEnforcement: a line of police or of a drug agency/,
    ],
    [
      'of a ministry of the interior without a decision',
      (line) => claim(line, 'lawEnforcement') && (line.safety.lawEnforcement = 'ministry'),
      /, safety\.lawEnforcement: “ministry” needs a decision/,
    ],
    ['that is at risk, without a reason', (line) => (line.status = 'at-risk'), /: .*'statusReason'/],
    [
      'that is paired with a line that does not name it',
      (line) => (line.pairedWith = ['us-crisis-text-line']),
      /, pairedWith: us-crisis-text-line does not name us-988 in turn/,
    ],
    [
      'with ages that exclude everybody',
      (line) => claim(line, 'audience') && (line.audience = {minimumAge: 30, maximumAge: 20}),
      /, audience: the minimum age is above the maximum age/,
    ],
    [
      'that is to be checked before it was checked',
      (line) => (line.verification.due = '2026-01-01'),
      /, verification\.due: 2026-01-01 is not after/,
    ],
    [
      'with the id of a retired one',
      (_, data) => data.lines.unshift({...retired, id: 'us-988'}),
      /, id: used twice \(us\.json\): the id of a retired line is never used again/,
    ],
    [
      'with an id used twice',
      (_, {lines}) => (lines[1].id = lines[0].id),
      /us-samhsa-national-helpline, id: used twice/,
    ],
    [
      'that is replaced by a line that does not exist',
      (_, {lines}) => lines.unshift({...retired, replacedBy: 'us-989'}),
      /us-old, replacedBy: us-989 is not a running line of US/,
    ],
    [
      'that is retired and can be called',
      (_, {lines}) => lines.unshift({...retired, contacts: [{type: 'call', number: '1'}]}),
      /us-old, contacts: /,
    ],
    ['out of order', (_, {lines}) => lines.reverse(), /, purpose: follows a poison line/],
  ]);

  const {number} = lineOf('us-safespot');
  refuse('us-safespot', [
    [
      'with a number outside the numbering plan of the country',
      (line) => (line.contacts[0].number = '800-972-059'),
      /, contacts\[0\]\.number: 800-972-059 is not a number of US/,
    ],
    [
      'with the number of another country',
      (line) => (line.contacts[0].number = '+44 300 123 6600'),
      /, contacts\[0\]\.number: .* is not a number of US/,
    ],
    [
      'with the number of a neighbor that shares the calling code',
      (line) => (line.contacts[0].number = '416-967-1111'),
      /, contacts\[0\]\.number: 416-967-1111 is not a number of US/,
    ],
    ['with letters in the number', (line) => (line.contacts[0].number = '1-800-662-HELP'), /, contacts\[0\]\.number: /],
    [
      'with a number of a line that has ended',
      (_, {lines}) => lines.unshift({...retired, formerNumbers: [number]}),
      /, contacts\[0\]\.number: [\d-]+ is among the formerNumbers of us-old/,
    ],
    ['without a contact', (line) => (line.contacts = []), /, contacts: /],
    ['with a contact without a number', (line) => delete line.contacts[0].number, /, contacts\[0\]: .*'number'/],
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
      (line) => (line.id = 'us-never-use-alone'),
      /us-never-use-alone, id: listed in not-shipped\.json/,
    ],
  ]);

  refuse('gb-samaritans', [
    ['on evidence C', (line) => (line.evidence = 'C'), /, evidence: .*A, B/],
    ['on evidence D', (line) => (line.evidence = 'D'), /, evidence: /],
    ['without a source', (line) => delete line.sources, /: .*'sources'/],
    ['without a date', (line) => delete line.verification, /: .*'verification'/],
    ['with an invalid date', (line) => (line.verification.on = '2026-13-01'), /, verification\.on: /],
    [
      'with a relay that lacks its prefix',
      (line) => line.contacts.push({type: 'relay', number: line.contacts[0].number}),
      /, contacts\[1\]\.number: [\d ]+ does not begin with the prefix of a text relay of GB/,
    ],
  ]);

  refuse('au-lifeline', [
    [
      'with a text number outside the numbering plan of the country',
      (line) => (line.contacts[1].number = '0477 13 11'),
      /, contacts\[1\]\.number: .* is not a number of AU/,
    ],
  ]);

  refuse('ca-on-connexontario', [
    [
      'with a subdivision that does not exist',
      (line) => (line.serves = {only: ['CA-ON', 'CA-XX']}),
      /, serves: CA-XX is not a subdivision of CA in ISO 3166-2/,
    ],
    [
      'with a subdivision of another country',
      (line) => (line.serves = {only: ['US-NY']}),
      /, serves: US-NY is not in CA/,
    ],
    [
      'with a number for treatment marketing',
      (line) => (line.contacts[0].number = '1-866-903-3787'),
      /, contacts\[0\]\.number: .* may never be shown: Treatment marketing/,
    ],
  ]);

  refuse('in-14446', [
    [
      'with a banned number',
      (line) => (line.contacts[0].number = '1933'),
      /, contacts\[0\]\.number: 1933 may never be shown: MANAS/,
    ],
  ]);

  refuse('pl-telefon-zaufania', [
    [
      'with a banned number in other notation',
      (line) => (line.contacts[0].number = '+48 801-199-990'),
      /, contacts\[0\]\.number: .* may never be shown/,
    ],
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
    ['in two forms', {always: true, zone: undefined, weekly: undefined, publicHolidays: undefined}, /hours/],
    ['in an unknown zone', {zone: 'America/Springfield'}, /hours: America\/Springfield is not an IANA time zone/],
    ['in a zone of another country', {zone: 'Europe/London'}, /hours: Europe\/London is not a time zone of US or PR/],
    [
      'that never open',
      {weekly: [on(['mo'], '22:00', '02:00')]},
      /hours: 22:00–02:00 is never open; past midnight, 02:00 is written 26:00/,
    ],
    [
      'that open after midnight of the day',
      {weekly: [on(['mo'], '25:00', '26:00')]},
      /hours: 25:00 is not a time of the day/,
    ],
    ['longer than a day', {weekly: [on(['mo'], '08:00', '33:00')]}, /hours: 08:00–33:00 is longer than a day/],
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
    [
      'on a day of the year that does not exist',
      {exceptions: [{date: '04-31', closed: true}]},
      /hours: there is no 04-31/,
    ],
    [
      'with two exceptions of one date',
      {
        exceptions: [
          {date: '12-25', closed: true},
          {date: '12-25', closed: true},
        ],
      },
      /hours: 12-25 is listed twice/,
    ],
    [
      'with spans of one date that overlap',
      {exceptions: [{date: '12-25', spans: [on(undefined, '09:00', '12:00'), on(undefined, '11:00', '13:00')]}]},
      /hours: two spans of 12-25 overlap/,
    ],
    [
      'whose first day is after the last',
      {from: '2026-12-31', through: '2026-01-01'},
      /hours: never open: 2026-12-31 is after 2026-01-01/,
    ],
    ['with times but no zone', {zone: undefined}, /hours: .*zone/],
    ['with times but no words of the operator', {text: undefined}, /hours: .*text/],
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
  /** @type {[name: string, edit: (data: any) => unknown, expected: RegExp][]} */
  const cases = [
    ['without an emergency number', (data) => delete data.emergency, /us\.json: file: .*'emergency'/],
    [
      'without a reason why it has no number',
      ({emergency}) => delete emergency.number,
      /us\.json: emergency: .*'open'/,
    ],
    [
      'with an emergency number listed twice',
      ({emergency}) => (emergency.also = [{number: emergency.number}]),
      /us\.json: emergency: \d+ is listed twice/,
    ],
    [
      'with the address of a proxy as a source',
      ({emergency}) =>
        (emergency.sources[0].url = 'https://proxy.example/?url=https%3A%2F%2Fwww.samhsa.gov%2F%2Ffind-help'),
      /us\.json: emergency: sources\[0\]\.url: is the address of a proxy .* is https:\/\/www\.samhsa\.gov\/find-help/,
    ],
    ['with text in an emergency number', ({emergency}) => (emergency.number = '112 or 999'), /emergency\.number: /],
    ['without a source for its number', ({emergency}) => delete emergency.sources, /emergency: .*'sources'/],
    [
      'in the file of another country',
      (data) => (data.country = 'CA'),
      /us\.json: country: CA does not match the name/,
    ],
    ['with unknown guidance', ({guidance}) => (guidance.law = 'fr'), /guidance\.law: /],
  ];
  for (const [name, edit, message] of cases)
    test(name, () => assert.throws(() => readHelplines(contentWith('us.json', edit)), {name: 'ContentError', message}));

  test('with a banned emergency number', () =>
    assert.throws(
      () => readHelplines(contentWith('br.json', ({emergency}) => (emergency.number = '141'))),
      /emergency: 141 may never be shown/,
    ));

  test('with grade B for an emergency number that lists alone give', () =>
    assert.throws(
      () =>
        readHelplines(
          contentWith('na.json', ({emergency}) => Object.assign(emergency, {number: '112', evidence: 'B'})),
        ),
      /na\.json: emergency: evidence: B needs a page of the country itself that gives 112/,
    ));

  test('with an unknown country code', () => {
    const content = contentWith('us.json', (data) => Object.assign(data, {country: 'XX', lines: []}));
    renameSync(join(content, 'helplines/us.json'), join(content, 'helplines/xx.json'));
    assert.throws(() => readHelplines(content), /xx\.json: country: XX is not a country/);
  });

  test('with public holidays that are out of order or after the last day of the list', () => {
    const refuseDates = (dates, message) =>
      assert.throws(() => readHelplines(contentWith('holidays.json', (data) => (data.IE.dates = dates))), {
        name: 'ContentError',
        message,
      });
    refuseDates(['2029-01-01'], /holidays\.json: IE, dates: 2029-01-01 is after the last day, 2028-12-31/);
    refuseDates(['2027-12-25', '2027-01-01'], /holidays\.json: IE, dates: 2027-01-01 is not in order/);
    refuseDates(['2027-02-30'], /holidays\.json: IE\.dates/);
  });

  test('with a directory that is not https', () =>
    assert.throws(
      () => readHelplines(contentWith('directory.json', (data) => (data.url = 'http://example.org/'))),
      /directory\.json: url: /,
    ));
});
