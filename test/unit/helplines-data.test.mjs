/** The open data: its JSON Schema, the table, HSDS, the history of changes, and the comparison with other lists. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, test} from 'node:test';
import {contentFolder, readJson} from '../../src/tools/content/read-content.mjs';
import {validator} from '../../src/tools/content/schema-validator.mjs';
import {changesBetween, changesFile, helplineChanges} from '../../src/tools/helplines/changes.mjs';
import {dataFiles} from '../../src/tools/helplines/data-files.mjs';
import {compareList, formatComparison, parseCsv, readList} from '../../src/tools/helplines/import.mjs';
import {mergedHelplines} from '../../src/tools/helplines/json.mjs';
import {readHelplines} from '../../src/tools/helplines/read-helplines.mjs';
import {exportSchema} from '../../src/tools/helplines/schema.mjs';
import {helplinesCsv, helplinesHsds} from '../../src/tools/helplines/tables.mjs';
import {contactPoints} from '../../src/tools/html/structured-data.mjs';
import {root} from '../../src/tools/project.mjs';

const temporary = [];
after(() => temporary.forEach((folder) => rmSync(folder, {recursive: true, force: true})));
function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), 'helplines-data-'));
  temporary.push(path);
  return path;
}

const helplines = readHelplines();
const merged = mergedHelplines(contentFolder, helplines);
const lines = helplines.countries.flatMap((country) => country.lines);

describe('helplines.json', () => {
  const validate = validator(exportSchema());

  test('is valid by its JSON Schema', () => assert.deepEqual(validate(JSON.parse(JSON.stringify(merged))), []));

  test('is not valid without a licence, with an unknown field, or with a contact that cannot be opened', () => {
    const broken = (edit) => {
      const data = JSON.parse(JSON.stringify(merged));
      edit(data);
      return validate(data).join();
    };
    assert.match(
      broken((data) => delete data.license),
      /license/,
    );
    assert.match(
      broken((data) => (data.records[0].sponsor = 'x')),
      /sponsor/,
    );
    const withLines = merged.records.findIndex((record) => record.lines.length);
    assert.match(
      broken((data) => delete data.records[withLines].lines[0].contacts[0].href),
      /href/,
    );
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

describe('helplines.csv', () => {
  const csv = helplinesCsv(helplines);
  const rows = parseCsv(csv);

  test('has a row for each contact and each emergency number, all with the same columns', () => {
    const contacts = lines.flatMap((line) => line.contacts ?? []);
    const numbers = helplines.countries.flatMap(({emergency: {number, also = []}}) => [
      ...(number ? [1] : []),
      ...also,
    ]);
    assert.equal(rows.length, contacts.length + numbers.length);
    for (const row of rows) assert.deepEqual(Object.keys(row), Object.keys(rows[0]));
  });

  test('says its licence, date and hash in each row, and what to dial', () => {
    for (const row of rows)
      assert.deepEqual([row.license, row.data_date, row.data_hash], ['CC-BY-4.0', merged.date, merged.hash]);
    const row = rows.find(({id, contact}) => id === 'dk-livslinien' && contact === 'call');
    assert.equal(row.href, 'tel:+4570201201');
    assert.equal(row.weekly, 'mo,tu,we,th,fr,sa,su 11:00-29:00');
    assert.equal(row.zone, 'Europe/Copenhagen');
  });

  test('says every field of a line and of a contact, so that nobody is sent to a line that is not for them', () => {
    /** @type {any} Only the names of its fields are read. */
    const full = {
      ...{id: 'us-x', status: 'at-risk', statusReason: 'Its money ends', statusSince: '2026-10-01', replacedBy: 'us-y'},
      ...{formerNumbers: ['0000'], name: 'Línea', nameEn: 'Line', lang: 'es', purpose: 'crisis', service: 'listening'},
      ...{serves: {only: ['US-NY']}, languages: ['fr'], interpreter: true, url: 'https://example.org/'},
      ...{operator: 'Someone', operatorType: 'non-profit', eligibility: 'Residents', pairedWith: ['us-z']},
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
      ...{eligibility: 'Residents', only_for_drugs: 'alcohol', paired_with: 'us-z', service: 'listening'},
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

  test('keeps quotation marks, commas and line breaks, and no program takes a cell for a formula', () => {
    assert.deepEqual(parseCsv('a,b\r\n"x ""y"", z","1\n2"\r\n'), [{a: 'x "y", z', b: '1\n2'}]);
    for (const row of rows) for (const value of Object.values(row)) assert.doesNotMatch(value, /^[=@\t-]/);
    assert.match(csv, /\r\n$/);
  });
});

describe('helplines.hsds.json', () => {
  const hsds = helplinesHsds(helplines);

  test('has every line as a service, with what HSDS 3 requires', () => {
    assert.equal(hsds.contents.length, lines.length);
    assert.equal(hsds.license, 'CC-BY-4.0');
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/;
    for (const service of hsds.contents) {
      assert.match(service.id, uuid);
      assert.match(service.status, /^(active|inactive|defunct|temporarily closed)$/);
      assert.ok(service.name && service.organization?.description);
      for (const {id, number, type} of service.phones) assert.ok(uuid.test(id) && number && type, service.name);
      for (const {opens_at: opens, closes_at: closes} of service.schedules)
        for (const time of [opens, closes]) if (time) assert.match(time, /^([01]\d|2[0-3]):[0-5]\d$/);
    }
    const ids = hsds.contents.flatMap(({id, phones}) => [id, ...phones.map((phone) => phone.id)]);
    assert.equal(new Set(ids).size, ids.length);
  });

  test('says whom a line is for and which drugs', () => {
    const texts = Object.fromEntries(hsds.contents.map((each) => [each.name, each.eligibility_description]));
    assert.equal(texts.AlkoLinjen, 'For alcohol only.');
    assert.match(
      String(texts['ADPS – Accompagnement à distance pour personnes utilisatrices de substances']),
      /^Not for alcohol, cannabis\.$/,
    );
    const [poisons] = lines.filter(({id}) => id === 'ie-poisons');
    assert.equal(texts[poisons.name], 'For parents.');
  });

  test('gives hours past midnight with their zone in words, as HSDS has none', () => {
    const {schedules} = hsds.contents.find(({name}) => name === 'Livslinien');
    const [{byday, opens_at: opens, closes_at: closes, description}] = schedules;
    assert.deepEqual([byday, opens, closes], ['MO,TU,WE,TH,FR,SA,SU', '11:00', '05:00']);
    assert.equal(description, 'alle dage kl. 11–05; times in Europe/Copenhagen');
  });
});

describe('structured data', () => {
  const pointsOf = (region, name = 'helpline-banner') => {
    const json = contactPoints({name, attributes: {region}});
    return (
      json &&
      JSON.parse(json)['@graph'].flatMap(({name: operator, contactPoint}) =>
        contactPoint.map((point) => ({operator, ...point})),
      )
    );
  };

  test('have the telephones that the banner of a place lists, each with its operator, hours and languages', () => {
    const points = pointsOf('GB-NIR');
    assert.deepEqual(
      points.map(({telephone, areaServed}) => [telephone, areaServed]),
      [
        ['+443001236600', 'GB'],
        ['+443001231099', 'GB'],
        ['+448088088000', ['GB-NIR']],
        ['1800108088088000', ['GB-NIR']],
        ['116123', 'GB'],
      ],
    );
    assert.deepEqual(points[3].contactOption, ['HearingImpairedSupported']);
    assert.match(points[2].operator, /Belfast/);
    const [denmark] = pointsOf('DK');
    assert.deepEqual([denmark.hoursAvailable[0].opens, denmark.hoursAvailable[0].closes], ['11:00', '05:00']);
    assert.ok(pointsOf('US').some(({telephone}) => telephone === '988'));
    assert.ok(!pointsOf('GB').some(({areaServed}) => areaServed !== 'GB'));
  });

  test('say which key to press, and list the companions of a place', () => {
    const pressed = (region) => pointsOf(region).filter(({description}) => description);
    const expected = [['113', 'Press 5 after the call was answered.']];
    assert.deepEqual(
      pressed('PE').map(({telephone, description}) => [telephone, description]),
      expected,
    );
    const [companion, ...others] = pressed('CA-QC');
    assert.deepEqual([companion.telephone, companion.contactType], ['+18002652626', 'overdose prevention line']);
    assert.match(companion.description, /^Press 2 /);
    assert.deepEqual([others, pressed('CA')], [[], []]);
  });

  test('are of banners of a place with lines alone, and safe in a script element', () => {
    for (const [region, name] of [[''], ['LU'], ['XX'], ['US', 'faq']]) assert.equal(pointsOf(region, name), undefined);
    for (const {country} of helplines.countries)
      assert.doesNotMatch(contactPoints({name: 'helpline-banner', attributes: {region: country}}) ?? '', /</);
  });
});

describe('changes', () => {
  const line = {id: 'us-a', name: 'A', operator: 'Old', sources: [{url: 'https://example.org/', for: ['operator']}]};

  test('name the field, both values, the day and the page', () => {
    const after = {...line, operator: 'New', cost: 1, verification: {on: '2026-01-01'}};
    assert.deepEqual(changesBetween({'us-a': line, 'us-b': line}, {'us-a': after, 'us-c': line}, '2026-11-26'), [
      {date: '2026-11-26', id: 'us-a', field: 'cost', old: null, new: 1, source: 'https://example.org/'},
      {date: '2026-11-26', id: 'us-a', field: 'operator', old: 'Old', new: 'New', source: 'https://example.org/'},
      {date: '2026-11-26', id: 'us-b', field: 'record', old: 'A', new: null, source: null},
      {date: '2026-11-26', id: 'us-c', field: 'record', old: null, new: 'A', source: 'https://example.org/'},
    ]);
  });

  /** Creates a repository with a commit for each state of one country. */
  function repository(...states) {
    const folder = temporaryFolder();
    const git = (...args) =>
      assert.equal(
        spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {cwd: folder}).status,
        0,
      );
    git('init', '-q');
    mkdirSync(join(folder, 'lines'));
    for (const state of states) {
      writeFileSync(join(folder, 'lines/us.json'), JSON.stringify(state));
      git('add', '-A');
      git('commit', '-qm', 'x');
    }
    return {folder, git};
  }
  const state = (operator, schema = 2) => ({
    schema,
    country: 'US',
    emergency: {number: '911'},
    lines: [{...line, operator}],
  });
  const historyOf = (folder, content = temporaryFolder()) => helplineChanges(folder, {content, folder: 'lines'});

  test('are read from git, from schema 2 on', () => {
    const {folder} = repository(state('Zero', 1), state('One'), state('Two'), state('Three'));
    const {complete, ids, changes} = historyOf(folder);
    assert.ok(complete);
    assert.deepEqual(ids, ['us-a']);
    assert.deepEqual(
      changes.map((change) => [change.field, change.old, change.new]),
      [
        ['operator', 'One', 'Two'],
        ['operator', 'Two', 'Three'],
      ],
    );
  });

  test('continue the committed part, also where the commits before it are gone', () => {
    const {folder} = repository(state('One'), state('Two'));
    const content = temporaryFolder();
    writeFileSync(join(content, 'helplines-changes.json'), JSON.stringify(historyOf(folder)));
    const later = repository(state('Two'), state('Three'));
    const {complete, changes} = historyOf(later.folder, content);
    assert.ok(complete);
    assert.deepEqual(
      changes.map((change) => change.new),
      ['Two', 'Three'],
    );
  });

  test('say so and keep the committed part in a shallow clone and without git', () => {
    const {folder} = repository(state('One'), state('Two'), state('Three'));
    const content = temporaryFolder();
    const committed = {
      through: 'x',
      ids: ['us-a'],
      changes: [{date: '2026-01-01', id: 'us-a', field: 'name', old: 'B', new: 'A', source: null}],
    };
    writeFileSync(join(content, 'helplines-changes.json'), JSON.stringify(committed));
    const clone = join(temporaryFolder(), 'clone');
    spawnSync('git', ['clone', '-q', '--depth', '1', `file://${folder}`, clone]);
    for (const [place, reason] of /** @type {[string, RegExp][]} */ ([
      [clone, /shallow/],
      [temporaryFolder(), /no git history/],
    ])) {
      const history = helplineChanges(place, {content, folder: 'lines'});
      assert.equal(history.complete, false);
      assert.match(String(history.reason), reason);
      assert.deepEqual(changesFile(history).changes, committed.changes);
    }
  });

  test('know every id that was published: a line that ends is kept as retired', () => {
    const content = temporaryFolder();
    cpSync(join(contentFolder, 'helplines'), join(content, 'helplines'), {recursive: true});
    cpSync(join(contentFolder, 'helplines-changes.json'), join(content, 'helplines-changes.json'));
    const file = join(content, 'helplines/us.json');
    const data = readJson(file);
    const removed = data.lines.filter(({id}) => id !== 'us-988');
    writeFileSync(file, JSON.stringify({...data, lines: removed}));
    assert.throws(() => readHelplines(content), /us-988 was published and is gone\. Keep it with the status “retired”/);
    const {id, name, lang, purpose} = data.lines.find((each) => each.id === 'us-988');
    const reason = {status: 'retired', statusReason: 'Ended.', statusSince: '2026-11-01', formerNumbers: ['988']};
    writeFileSync(
      file,
      JSON.stringify({
        ...data,
        lines: [...removed.slice(0, 1), {id, name, lang, purpose, ...reason}, ...removed.slice(1)],
      }),
    );
    const kept = mergedHelplines(content)
      .records.find(({country}) => country === 'US')
      .lines.find((each) => each.id === id);
    assert.deepEqual(kept.formerNumbers, ['988']);
    assert.ok(!mergedHelplines(content).countries.US.lines.some((each) => each.id === id));
  });

  test('committed are those of git up to a state', () => {
    const {ids, changes} = readJson(join(contentFolder, 'helplines-changes.json'));
    const known = new Set(lines.map(({id}) => id));
    for (const id of ids) assert.ok(known.has(id), id);
    assert.ok(
      changes.some(({id, field, new: value}) => id === 'us-988' && field === 'operator' && /200 local/.test(value)),
    );
  });
});

describe('another list', () => {
  const file = join(root, 'test/fixtures/open-helpline-list.json');
  const compared = compareList(readList(readFileSync(file, 'utf8'), file), helplines);
  const notes = (verdict) =>
    compared.filter((entry) => entry.verdict === verdict).map(({country, number}) => `${country} ${number}`);

  test('is checked for lines that have ended', () => {
    assert.deepEqual(notes('retired'), ['CA 1-833-456-4566', 'KR 1393']);
    assert.match(
      formatComparison(compared),
      /^retired:\n {2}CA {2}1-833-456-4566 {2}Talk Suicide Canada\n {6}.*Superseded by 9-8-8/,
    );
  });

  test('is checked for numbers that cannot be dialed, and for differences from ours', () => {
    assert.deepEqual(notes('cannot be dialed'), ['GB (085) 802-2859', 'CL 67613603']);
    assert.deepEqual(notes('differs'), ['GB 0808 164 0123', 'PH 1800-1888-1553']);
    assert.match(formatComparison(compared), /gb-samaritans has 116123/);
  });

  test('is recognized as the same, in any notation', () =>
    assert.ok(notes('same').includes('DE 0800 111 0 111') && notes('same').includes('US 741741')));

  test('may be a table', () => {
    const table =
      'Country,Name,Phone\r\nUnited Kingdom,FRANK,0800 77 66 00\r\nGB,FRANK,0300 123 6600\r\nIN,"MANAS, tips",1933\r\nUS,Poison,1-800-POISON-1\r\n';
    assert.deepEqual(
      compareList(readList(table, 'list.csv'), helplines).map(({verdict}) => verdict),
      ['retired', 'same', 'retired', 'cannot be dialed'],
    );
  });

  test('is refused with a reason if it cannot be read', () => {
    assert.throws(() => readList('{', 'list.json'), {name: 'ContentError', message: /^list\.json: /});
    assert.throws(() => readList('{"a": 1}', 'list.json'), {
      name: 'ContentError',
      message: /no number with a country was found/,
    });
    assert.throws(() => readList('a,b\n"x', 'list.csv'), {name: 'ContentError', message: /Unclosed quotation mark/});
  });
});

test('the files of the open data are all there, each with its licence', () => {
  const files = dataFiles(root);
  assert.deepEqual([...files.keys()].sort(), [
    'helplines-changes.json',
    'helplines.csv',
    'helplines.hsds.json',
    'helplines.json',
    'helplines.schema.json',
  ]);
  for (const [name, text] of files) if (name !== 'helplines.schema.json') assert.ok(text.includes('CC-BY-4.0'), name);
  assert.ok(readdirSync(join(contentFolder, 'helplines')).length > 70);
});
