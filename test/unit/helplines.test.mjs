/** Helpline records: the rules that all keep, the ids that never return, the release check, and the records that are refused. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, renameSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {describe, test} from 'node:test';
import {contentFolder, readJson} from '../../src/tools/content/read-content.mjs';
import {uncheckedNumbers} from '../../src/tools/helplines/changed-numbers.mjs';
import {claimsOf, validateCountry} from '../../src/tools/helplines/checks.mjs';
import {freshness, limits} from '../../src/tools/helplines/freshness.mjs';
import {readHelplines} from '../../src/tools/helplines/read-helplines.mjs';
import {OTHER, contentWith, emergencyOf, lineOf} from '../support/helplines.mjs';

/** @import {Source} from '../../src/tools/helplines/read-helplines.mjs' */

const {countries, notShipped} = readHelplines();

test('every claim on a line traces to a source: without the one that states it, the line is refused', () => {
  /** Removes a claim from a source. */
  const without = (/** @type {Source} */ {for: stated, oneOf, ...source}, claim) => ({
    ...source,
    ...(stated && {for: stated.filter((each) => each !== claim)}),
    ...(oneOf && {oneOf: oneOf.filter((each) => each !== claim)}),
  });
  let checked = 0;
  for (const data of countries)
    for (const record of data.lines.filter(({status}) => status !== 'retired'))
      for (const claim of claimsOf(record)) {
        const sources = record.sources?.map((source) => without(source, claim));
        const lines = data.lines.map((each) => (each === record ? {...record, sources} : each));
        const errors = validateCountry({...data, lines}, `${data.country.toLowerCase()}.json`, notShipped);
        assert.deepEqual(errors, [`${record.id}, sources: none states the ${claim}`]);
        checked++;
      }
  assert.ok(checked > 500, `${checked} claims`);
});

describe('an id', () => {
  const {used} = readJson(join(contentFolder, 'helpline-ids.json'));
  /** Reads the lines of the United States, edited, with a list of ids. */
  const readUs = (edit, ids = {}) => {
    const content = contentWith('us.json', edit);
    const own = used.filter((id) => id.startsWith('us-'));
    writeFileSync(join(content, 'helpline-ids.json'), JSON.stringify({used: own, retired: [], ...ids}));
    return readHelplines(content).countries[0].lines;
  };
  const end = ({lines}) => {
    const index = lines.findIndex(({id}) => id === 'us-988');
    const {id, name, lang, purpose} = lines[index];
    const reason = {status: 'retired', statusReason: 'Ended.', statusSince: '2026-11-01', formerNumbers: ['55555']};
    lines[index] = {id, name, lang, purpose, ...reason};
  };

  test('that was used is never gone: a line that ends is kept as retired', () => {
    assert.throws(
      () => readUs((data) => (data.lines = data.lines.filter(({id}) => id !== 'us-988'))),
      /us-988 is used and gone\. Keep it with the status “retired”/,
    );
    assert.throws(() => readUs(end), /us\.json: us-988, status: add the id to “retired”/);
    const kept = readUs(end, {retired: ['us-988']}).find(({id}) => id === 'us-988');
    assert.deepEqual([kept?.status, kept?.formerNumbers], ['retired', ['55555']]);
  });

  test('of a retired line never returns, and a new one is listed', () => {
    assert.throws(() => readUs(() => {}, {retired: ['us-988']}), /us\.json: us-988, status: it was retired/);
    assert.throws(
      () => readUs(({lines}) => lines.push({...lines.at(-1), id: 'us-new'})),
      /us-new, id: add it to “used” in src\/content\/helpline-ids\.json/,
    );
  });
});

describe('release check', () => {
  const check = (on, more) => ({verification: {by: 'editor', method: 'stored-copy', on}, ...more});
  /** Returns records with the fields that count here. @returns {any} */
  const sample = (...given) => {
    const base = {status: 'active', lang: 'fi', url: 'https://example.org/'};
    const lines = given.map(([id, on, more]) => ({id, ...base, ...check(on, more)}));
    const emergency = {...check('2026-11-24'), sources: [{url: 'https://example.org/911'}]};
    const own = {url: 'https://example.com/', verified: '2026-11-24'};
    return {countries: [{country: 'US', emergency, lines}], directory: own};
  };
  const rowOf = (helplines, today, id = 'us-a') => freshness(helplines, today).find((row) => row.id === id);
  const expectStates = (lines, states) => {
    for (const [today, state] of Object.entries(states)) assert.equal(rowOf(lines, today).state, state, today);
  };
  const helplines = sample(['us-a', '2026-11-24']);

  test('warns after 90 days and fails after 180', () => {
    assert.deepEqual(limits, {warn: 90, fail: 180});
    expectStates(helplines, {'2026-11-24': 'ok', '2027-02-22': 'ok', '2027-02-23': 'warn'});
    expectStates(helplines, {'2027-05-23': 'warn', '2027-05-24': 'fail'});
  });

  test('fails for a date in the future', () => expectStates(helplines, {'2026-11-23': 'fail'}));

  test('fails for a fact in doubt, however fresh, and warns of a wish', () => {
    for (const [kind, state] of Object.entries({doubt: 'fail', wish: 'warn'}))
      expectStates(sample(['us-a', '2026-11-24', {open: [{kind, question: 'Read the page.'}]}]), {'2026-11-24': state});
  });

  test('includes emergency numbers and the directory', () => {
    const rows = freshness(helplines, '2027-05-24').map(({id, state}) => `${id} ${state}`);
    assert.deepEqual(rows.sort(), ['directory fail', 'us emergency fail', 'us-a fail']);
  });
});

test('a number that changes without a new check is refused, with its file and record', () => {
  const root = contentWith('us.json');
  const file = join(root, 'src/content/helplines/us.json');
  const git = (...args) =>
    spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {cwd: root});
  mkdirSync(dirname(file), {recursive: true});
  renameSync(join(root, 'helplines/us.json'), file);
  assert.deepEqual(uncheckedNumbers(root, '2030-01-01'), [], 'without git');
  for (const line of ['init -q', 'add -A', 'commit -qm x']) assert.equal(git(...line.split(' ')).status, 0);
  const data = readJson(file);
  const errorsWith = (number, on) => {
    const [line, ...lines] = data.lines;
    const [contact, ...contacts] = line.contacts;
    const verification = {...line.verification, on};
    const changed = {...line, contacts: [{...contact, number}, ...contacts], verification};
    writeFileSync(file, JSON.stringify({...data, lines: [changed, ...lines]}));
    return uncheckedNumbers(root, '2030-01-01').join();
  };
  const {on} = data.lines[0].verification;
  const place = 'src/content/helplines/us.json: us-samhsa-national-helpline';
  const message = `${place}: a number has changed, but verification.on is still`;
  assert.ok(errorsWith(OTHER.number, on).startsWith(message));
  assert.equal(errorsWith(OTHER.number, '2030-01-01'), '');
  assert.equal(errorsWith(data.lines[0].contacts[0].number, on), '');
});

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
      const place = /^\w\w-/.test(source) ? '' : `(lines\\[\\d+\\] “)?${id}”?`;
      const message = new RegExp(`helplines/${file}: ${place}${source}`);
      assert.throws(() => readHelplines(content), {name: 'ContentError', message});
    });
}

/** A line that has ended. */
const retired = {
  ...{id: 'us-988', status: 'retired', name: 'Old line', lang: 'en', purpose: 'substance-use'},
  ...{statusReason: 'It has ended.', statusSince: '2026-01-01'},
};

const ofAgency = (line) => {
  line.sources[0].for.push('lawEnforcement');
  merge(line, {safety: {lawEnforcement: 'agency'}});
};
const numbered = (number, index = 0) => ({contacts: {[index]: {number}}});

describe('a line is rejected', () => {
  refuse('us-988', [
    ['with a commercial operator', {operatorType: 'commercial'}, /, operatorType: .*government, health-/],
    ['with a website that is not https', {url: 'http://988lifeline.org/'}, /, url: /],
    ['with a higher price that has no amount', {contacts: {0: {cost: {kind: 'charged'}}}}, /, contacts.*amount/],
    [
      'with an interpreter whose number is not one of the country',
      (line) => (line.interpreter = {name: 'TIS', number: '020 7946 0000'}),
      /, interpreter: 020 7946 0000 is not a number of US/,
    ],
    ['with a tag that is not canonical', {lang: 'iw'}, /, languages: iw is not a canonical BCP 47 /],
    ['with the emergency number', numbered(emergencyOf('us')), /, contacts\[0\]: has the dial string of .*emergency/],
    ['with a short code in international notation', numbered('+555'), /, contacts\[0\]\.number: \+555 is a short code/],
    ['of a drug agency', ofAgency, /, safety\.lawEnforcement: a line of police or of a drug agency/],
    ['that names a pair in vain', {pairedWith: ['us-crisis-text-line']}, /, pairedWith: .* does not name us-988 in /],
    ['with the id of a retired one', (_, {lines}) => lines.unshift(retired), /, id: used twice \(us\.json\): the id /],
  ]);

  for (const operator of ['a national network of centers', 'Spunout, funded by the HSE'])
    refuse('us-988', [[`with “${operator}” for a name`, {operator}, /us-988, operator: is a description/]]);

  const {number} = lineOf('us-safespot');
  const notOfUs = /, contacts\[0\]\.number: .* is not a number of US/;
  refuse('us-safespot', [
    ['with a number outside the numbering plan of the country', numbered('800-972-059'), notOfUs],
    ['with the number of another country', numbered('+44 1632 960001'), notOfUs],
    ['with the number of a neighbor that shares the calling code', numbered('416-967-1111'), notOfUs],
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
    ['that is not to be shipped', {id: 'us-never-use-alone'}, /us-never-use-alone, id: listed in not-shipped\./],
  ]);

  refuse('gb-samaritans', [
    ['on evidence C', {evidence: 'C'}, /, evidence: .*A, B/],
    [
      'with a relay that lacks its prefix',
      (line) => line.contacts.push({type: 'relay', number: line.contacts[0].number}),
      /, contacts\[2\]\.number: [\d ]+ does not begin with the prefix of a text relay of GB/,
    ],
  ]);

  const text = 'with a text number outside the numbering plan of the country';
  refuse('au-lifeline', [[text, numbered('0477 13 11', 1), /, contacts\[1\]\.number: .* is not a number of AU/]]);

  refuse('ca-on-connexontario', [
    ['with an unknown subdivision', {serves: {only: ['CA-ON', 'CA-XX']}}, /, serves: CA-XX is not a subdivision of CA/],
    ['with a subdivision of another country', {serves: {only: ['US-NY']}}, /, serves: US-NY is not in CA/],
    ['with a number of marketing', numbered('1-866-903-3787'), /, contacts.* may never be shown: Treatment mar/],
  ]);

  const banned = 'with a banned number';
  refuse('in-14446', [[banned, numbered('1933'), /, contacts\[0\]\.number: 1933 may never be shown: MANAS/]]);
  const otherwise = numbered('+48 801-199-990');
  refuse('pl-telefon-zaufania', [[`${banned}, written otherwise`, otherwise, /, contacts.* may never be shown/]]);

  test('with all errors at once', () => {
    const content = contentWith('us.json', ({lines}) => {
      delete lines[0].operator;
      lines.at(-1).operatorType = 'commercial';
    });
    assert.throws(() => readHelplines(content), /us-samhsa[^ ]*: [^]*us-poison-help”, operatorType: /);
  });
});

describe('hours are rejected', () => {
  const monday = [{days: ['mo'], opens: '09:00', closes: '17:00'}];
  const daily = {days: ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'], opens: '09:00', closes: '17:00'};
  const on = (days, opens, closes) => ({days, opens, closes});
  /** @type {[name: string, hours: object, expected: RegExp][]} */
  const cases = [
    ['in a zone of another country', {zone: 'Europe/London'}, /hours: Europe\/London is not a time zone of US or PR/],
    ['that never open', {weekly: [on(['mo'], '22:00', '02:00')]}, /hours: 22:00–02:00 is never open; past midnight, /],
    ['that overlap', {weekly: [daily, on(['we'], '16:30', '20:00')]}, /hours: two spans overlap at we 16:30/],
    [
      'that overlap past midnight, from Sunday to Monday',
      {weekly: [on(['su'], '20:00', '26:00'), on(['mo'], '01:00', '03:00')]},
      /hours: two spans overlap at mo 01:00/,
    ],
    ['on no date', {exceptions: [{date: '2026-02-29', closed: true}]}, /hours: there is no 2026-02-29/],
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
    ['with text in an emergency number', 'us.json', {emergency: {number: '555 or 556'}}, /emergency\.number: /],
    ['with a banned emergency number', 'gy.json', {emergency: {number: '913'}}, /emergency: 913 may never be shown/],
    [
      'with grade B for an emergency number that lists alone give',
      'na.json',
      {emergency: {number: '555', evidence: 'B'}},
      /na\.json: emergency: evidence: B needs a page of the country itself that gives 555/,
    ],
    [
      'with grade A for an emergency number that its page is not quoted on',
      'nz.json',
      ({emergency}) => delete emergency.sources[0].says,
      /nz\.json: emergency: evidence: A needs a page of the country itself that gives \d+/,
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
