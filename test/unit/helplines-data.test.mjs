/** The open data: JSON with its schema, and the table. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {validator} from '../../src/tools/content/schema-validator.mjs';
import {helplinesCsv} from '../../src/tools/helplines/csv.mjs';
import {exportSchema, mergedHelplines} from '../../src/tools/helplines/json.mjs';
import {readHelplines} from '../../src/tools/helplines/read-helplines.mjs';
import {toRuntimeRegion} from '../../src/tools/generate/runtime-region.mjs';
import {contentWith, emergencyOf} from '../support/helplines.mjs';

const helplines = readHelplines();
const merged = mergedHelplines(helplines);
const [us] = helplines.countries.filter(({country}) => country === 'US');
const lines = helplines.countries.flatMap((country) => country.lines);

describe('helplines.json', () => {
  const validate = validator(exportSchema());

  test('is valid by its JSON Schema', () => assert.deepEqual(validate(JSON.parse(JSON.stringify(merged))), []));

  test('has a description of every field in its schema', () => {
    const undescribed = (node, path = '') =>
      Object.entries(node ?? {}).flatMap(([key, value]) => {
        if (typeof value !== 'object' || key === 'if') return [];
        const fields =
          key === 'properties' ? Object.entries(value).filter(([, field]) => field && !field.description) : [];
        return [...fields.map(([name]) => `${path}/${name}`), ...undescribed(value, `${path}/${key}`)];
      });
    assert.deepEqual(undescribed(exportSchema()), []);
  });

  test('contains every country, and a URL for every contact that dials the number shown', () => {
    const codesOf = (countries) => countries.map(({country}) => country);
    assert.deepEqual(codesOf(merged.records), codesOf(helplines.countries));
    for (const {id, contacts = []} of merged.records.flatMap((record) => record.lines))
      for (const {number = '', href, type} of contacts) {
        assert.match(href, /^(tel:[+*\d]\d+|sms:\+?\d+|https:\/\/\S+|mailto:\S+@\S+)$/, id);
        if (type !== 'call' && type !== 'text') continue;
        assert.match(number, /^[*\d +-]+$/, id);
        // The international form ends in the national number without its trunk prefix.
        const dialed = href.replace(/^\w+:\*?(\+\d{1,3}?(?=\d{7,10}$))?/, '').slice(-7);
        assert.ok(number.replace(/\D/g, '').endsWith(dialed), `${id}: ${number} ${href}`);
      }
  });

  test('states its date and its hash, which changes with the data', () => {
    const files = ['us.json', 'ca.json'];
    const [before, after] = [() => {}, ({emergency}) => Object.assign(emergency, {number: '555', evidence: 'C'})].map(
      (edit) => mergedHelplines(readHelplines(contentWith(files, edit))),
    );
    assert.equal(after.date, before.date);
    assert.notEqual(after.hash, before.hash);
    const dataHashesOf = ({records}) => records.map(({dataHash}) => dataHash);
    assert.notEqual(dataHashesOf(after)[1], dataHashesOf(before)[1]);
    assert.equal(dataHashesOf(after)[0], dataHashesOf(before)[0]);
    assert.equal(dataHashesOf(before)[1], toRuntimeRegion(us).dataHash);
  });
});

/** Reads a table of RFC 4180 with a line of names. */
function parseCsv(text) {
  const rows = [['']];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:""|[^"])*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1).splice(-1, 1, quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') rows.at(-1).push('');
    else if (end) rows.push(['']);
  }
  const [head, ...body] = rows;
  return body
    .filter((row) => row.length > 1)
    .map((row) => Object.fromEntries(head.map((column, index) => [column, row[index]])));
}

describe('helplines.csv', () => {
  const csv = helplinesCsv(helplines);
  const rows = parseCsv(csv);

  test('has a row for each contact and each emergency number, all with the same columns', () => {
    const contacts = lines.flatMap((line) => line.contacts ?? []);
    const numbers = helplines.countries.flatMap(({emergency: {number, also = []}}) => [number ?? [], also].flat());
    assert.equal(rows.length, contacts.length + numbers.length);
    for (const row of rows) assert.deepEqual(Object.keys(row), Object.keys(rows[0]));
  });

  test('has no cell that a spreadsheet takes for a formula', () => {
    const cells = {name: '=HYPERLINK("https://evil.example")', operator: '@SUM(A1)', eligibility: '-1+1'};
    const evil = {...us.lines[0], ...cells};
    const table = parseCsv(helplinesCsv({...helplines, countries: [{...us, lines: [evil]}]}));
    assert.equal(table.find(({id}) => id === evil.id).operator, "'@SUM(A1)");
    assert.match(csv, /\r\n$/);
    for (const value of [...rows, ...table].flatMap((row) => Object.values(row)))
      assert.doesNotMatch(value, /^(?!\+\d+$)[=+\-@]/);
  });

  test('says for whom a line is, what it costs, when it is open, and that it has ended', () => {
    /** @type {any} Only these of its fields are read. */
    const line = {
      ...{id: 'us-x', status: 'at-risk', statusReason: 'Its money ends', name: 'Línea', lang: 'es', purpose: 'crisis'},
      ...{serves: {only: ['US-NY']}, eligibility: 'Residents, "with" a\npermit', formerNumbers: ['0000']},
      ...{audience: {who: 'parents', minimumAge: 21, maximumAge: 65}, substances: {only: ['alcohol']}},
      safety: {lawEnforcement: 'ministry', activeRescue: true, asksAddress: true, anonymous: true, confidential: true},
      open: [{kind: 'doubt', question: 'Its hours?'}],
      ...{sources: [], verification: {by: 'caller', method: 'call', on: '2026-11-01'}},
      contacts: [
        {
          ...{type: 'text', number: '55555', menu: '7', menus: {es: '2'}, keyword: 'HELP', from: 'mobile'},
          ...{cost: {kind: 'varies', text: 'Free at home'}, languages: ['es']},
          hours: {
            ...{zone: 'America/New_York', publicHolidays: 'unknown', text: 'Mondays'},
            weekly: [{days: ['mo'], opens: '09:00', closes: '26:00'}],
            exceptions: [{date: '12-25', closed: true}],
          },
        },
      ],
    };
    const {contacts: _, ...ended} = line;
    const table = parseCsv(
      helplinesCsv({...helplines, countries: [{...us, lines: [line, {...ended, id: 'us-ended'}]}]}),
    );
    const [row, last] = ['us-x', 'us-ended'].map((id) => table.find((each) => each.id === id));
    const expected = {
      ...{'serves.only': 'US-NY', status: 'at-risk', statusReason: 'Its money ends', eligibility: line.eligibility},
      ...{'audience.who': 'parents', 'audience.minimumAge': '21', 'substances.only': 'alcohol', doubt: 'Its hours?'},
      ...{'contact.href': 'sms:55555', 'contact.menu': '7', 'contact.menus.es': '2', 'contact.keyword': 'HELP'},
      ...{'contact.cost.kind': 'varies', 'contact.cost.text': 'Free at home', 'contact.hours.weekly': 'mo 09:00 26:00'},
      ...{'contact.hours.publicHolidays': 'unknown', 'contact.hours.exceptions': '12-25 closed'},
      ...{'safety.lawEnforcement': 'ministry', 'safety.anonymous': 'true', 'verification.on': '2026-11-01'},
    };
    for (const [column, value] of Object.entries(expected)) assert.equal(row[column], value, column);
    assert.deepEqual([last.formerNumbers, last['contact.href']], ['0000', '']);
    const police = rows.find((each) => each.country === 'AT' && each['contact.number'] === emergencyOf('at', 1));
    assert.equal(police['contact.answeredBy'], 'police');
  });
});
