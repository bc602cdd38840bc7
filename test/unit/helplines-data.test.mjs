/** The open data: JSON with its schema, the table, and the structured data on pages. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {contentFolder, readJson} from '../../src/tools/content/read-content.mjs';
import {validator} from '../../src/tools/content/schema-validator.mjs';
import {helplinesCsv} from '../../src/tools/helplines/csv.mjs';
import {mergedHelplines} from '../../src/tools/helplines/json.mjs';
import {readHelplines} from '../../src/tools/helplines/read-helplines.mjs';
import {toRuntimeRegion} from '../../src/tools/generate/runtime-region.mjs';
import {exportSchema} from '../../src/tools/helplines/schema.mjs';
import {contactPoints} from '../../src/tools/html/structured-data.mjs';
import {root} from '../../src/tools/project.mjs';
import {contentWith} from '../support/helplines.mjs';

const helplines = readHelplines();
const merged = mergedHelplines(contentFolder, helplines);
const lines = helplines.countries.flatMap((country) => country.lines);

describe('helplines.json', () => {
  const validate = validator(exportSchema());

  test('is valid by its JSON Schema', () => assert.deepEqual(validate(JSON.parse(JSON.stringify(merged))), []));

  test('contains every country, and a URL for every contact that dials the number shown', () => {
    assert.deepEqual(
      merged.records.map(({country}) => country),
      helplines.countries.map(({country}) => country),
    );
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
    const [before, after] = [() => {}, ({emergency}) => (emergency.number = '912')].map((edit) =>
      mergedHelplines(contentWith(files, edit)),
    );
    assert.equal(after.date, before.date);
    assert.notEqual(after.hash, before.hash);
    const stampsOf = ({records}) => records.map(({stamp}) => stamp);
    assert.notEqual(stampsOf(after)[1], stampsOf(before)[1]);
    assert.equal(stampsOf(after)[0], stampsOf(before)[0]);
    const us = helplines.countries.find(({country}) => country === 'US') ?? assert.fail();
    assert.equal(stampsOf(before)[1], toRuntimeRegion(us).stamp);
  });

  test('explains every field of a record in docs/helplines-data.md', () => {
    const docs = readFileSync(join(root, 'docs/helplines-data.md'), 'utf8');
    const {properties, $defs} = readJson(join(contentFolder, 'schema/helplines.schema.json'));
    const {line, contact, hours, source, verification, open, emergency} = $defs;
    for (const schema of [{properties}, line, contact, hours, source, verification, emergency, open.items])
      for (const field of Object.keys(schema.properties))
        if (field !== '$schema') assert.ok(docs.includes(`\`${field}\``), field);
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

  test('says every field of a line and of a contact, so that nobody is sent to a line that is not for them', () => {
    /** @type {any} Only the names of its fields are read. */
    const full = {
      ...{id: 'us-x', status: 'at-risk', statusReason: 'Its money ends', statusSince: '2026-10-01', replacedBy: 'us-y'},
      ...{formerNumbers: ['0000'], name: 'Línea', nameEn: 'Line', lang: 'es', purpose: 'crisis', service: 'listening'},
      ...{serves: {only: ['US-NY']}, languages: ['fr'], interpreter: true, url: 'https://example.org/'},
      ...{operator: 'Someone', operatorType: 'non-profit', pairedWith: ['us-z']},
      eligibility: 'Residents, "with" a\npermit',
      ...{audience: {who: 'parents', minimumAge: 21, maximumAge: 65}, substances: {only: ['alcohol']}, evidence: 'B'},
      safety: {lawEnforcement: 'ministry', activeRescue: true, asksAddress: true, anonymous: true, confidential: true},
      sources: [{url: 'https://example.com/page', date: '2026'}],
      verification: {by: 'caller', method: 'call', on: '2026-11-01', due: '2026-12-01'},
      open: [{kind: 'doubt', question: 'Its hours?'}],
      contacts: [
        {
          ...{type: 'text', number: '988', menu: '7', keyword: 'HELP', keywords: {es: 'AYUDA'}, languages: ['es']},
          ...{answers: 'call', from: 'mobile', cost: {kind: 'varies', text: 'Free at home'}},
          hours: {
            ...{zone: 'America/New_York', publicHolidays: 'unknown', text: 'Mondays', from: '2026-01-01'},
            weekly: [{days: ['mo'], opens: '09:00', closes: '26:00'}],
            exceptions: [
              {date: '12-25', closed: true},
              {date: '2026-12-24', spans: [{opens: '10:00', closes: '11:00'}]},
            ],
            through: '2027-01-01',
          },
        },
      ],
    };
    // These say the terms of an official name, or are cells of other contacts.
    const unsaid = {line: ['official'], contact: ['url', 'address', 'asks']};
    const {$defs} = readJson(join(contentFolder, 'schema/helplines.schema.json'));
    const fieldsOf = (name) => Object.keys($defs[name].properties).filter((field) => !unsaid[name].includes(field));
    assert.deepEqual(fieldsOf('line').sort(), Object.keys(full).sort());
    assert.deepEqual(fieldsOf('contact').sort(), Object.keys(full.contacts[0]).sort());
    const [us] = helplines.countries.filter(({country}) => country === 'US');
    const {contacts: _, ...ended} = full;
    const table = helplinesCsv({...helplines, countries: [{...us, lines: [full, {...ended, id: 'us-ended'}]}]});
    const [row] = parseCsv(table).filter(({id}) => id === full.id);
    const cells = Object.fromEntries(
      Object.entries(row).filter(([column, value]) => value && !/^(data|lic|att)/.test(column)),
    );
    assert.deepEqual(cells, {
      ...{country: 'US', only: 'US-NY', id: 'us-x', status: 'at-risk', status_reason: 'Its money ends'},
      ...{status_since: '2026-10-01', replaced_by: 'us-y', former_numbers: '0000', purpose: 'crisis', name: 'Línea'},
      ...{name_en: 'Line', lang: 'es', audience: 'parents', minimum_age: '21', maximum_age: '65'},
      ...{eligibility: full.eligibility, only_for_drugs: 'alcohol', paired_with: 'us-z', service: 'listening'},
      ...{contact: 'text', number: '988', href: 'sms:988', menu: '7', keyword: 'HELP', keywords: 'es:AYUDA'},
      ...{answers: 'call', from: 'mobile', languages: 'es', interpreter: 'true', hours: 'Mondays'},
      ...{zone: 'America/New_York', weekly: 'mo 09:00-26:00', public_holidays: 'unknown'},
      exceptions: '12-25 closed; 2026-12-24 10:00-11:00',
      ...{hours_from: '2026-01-01', hours_through: '2027-01-01', cost: 'varies', cost_text: 'Free at home'},
      ...{website: 'https://example.org/', operator: 'Someone', operator_type: 'non-profit', confidential: 'true'},
      ...{anonymous: 'true', law_enforcement: 'ministry', may_send_help: 'true', asks_address: 'true', evidence: 'B'},
      ...{doubt: 'Its hours?', checked: '2026-11-01', checked_by: 'call', check_due: '2026-12-01'},
      source: 'https://example.com/page',
    });
    const [last] = parseCsv(table).filter(({id}) => id === 'us-ended');
    assert.deepEqual([last.status_reason, last.former_numbers, last.href], ['Its money ends', '0000', '']);
    const police = rows.find(({country, number}) => country === 'AT' && number === '112');
    assert.equal(police.answered_by, 'police');
  });

  test('has no cell that a program takes for a formula', () => {
    for (const row of rows) for (const value of Object.values(row)) assert.doesNotMatch(value, /^[=@\t-]/);
    assert.match(csv, /\r\n$/);
  });
});

describe('structured data', () => {
  const pointsOf = (region, name = 'helpline-banner') => {
    const json = contactPoints({name, attributes: {region}});
    const organizations = json && JSON.parse(json)['@graph'];
    return organizations?.flatMap(({name: operator, contactPoint}) =>
      contactPoint.map((point) => ({operator, ...point})),
    );
  };

  /** Lists the numbers that are called, as they are dialed. */
  const urlsOf = (id) => {
    const {contacts = []} = merged.records.flatMap((record) => record.lines).find((line) => line.id === id) ?? {};
    return contacts.flatMap(({href}) => (href.startsWith('tel:') ? [href.replace('tel:', '')] : []));
  };

  test('have the telephones that the banner of a place lists, each with its operator, hours and languages', () => {
    const points = pointsOf('GB-NIR');
    const served = (id, area) => urlsOf(id).map((url) => [url, area]);
    assert.deepEqual(
      points.map(({telephone, areaServed}) => [telephone, areaServed]),
      [...served('gb-frank', 'GB'), ...served('gb-nir-lifeline', ['GB-NIR']), ...served('gb-samaritans', 'GB')],
    );
    assert.deepEqual(points[3].contactOption, ['HearingImpairedSupported']);
    assert.match(points[2].operator, /Belfast/);
    const [denmark] = pointsOf('DK');
    assert.deepEqual([denmark.hoursAvailable[0].opens, denmark.hoursAvailable[0].closes], ['11:00', '05:00']);
    assert.ok(pointsOf('US').some(({telephone}) => telephone === urlsOf('us-988')[0]));
    assert.ok(!pointsOf('GB').some(({areaServed}) => areaServed !== 'GB'));
  });

  test('are of banners of a place with lines alone, and safe in a script element', () => {
    for (const [region, name] of [[''], ['LU'], ['XX'], ['US', 'faq']]) assert.equal(pointsOf(region, name), undefined);
    for (const {country} of helplines.countries)
      assert.doesNotMatch(contactPoints({name: 'helpline-banner', attributes: {region: country}}) ?? '', /</);
  });
});
