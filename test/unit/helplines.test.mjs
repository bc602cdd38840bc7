/** Helpline records: the rules that all keep, the ids that never return, and the release check. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, renameSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {describe, test} from 'node:test';
import {contentFolder, readJson} from '../../src/tools/content/read-content.mjs';
import {uncheckedNumbers} from '../../src/tools/helplines/changed-numbers.mjs';
import {claimsOf, validateCountry} from '../../src/tools/helplines/checks.mjs';
import {formatFreshness, freshness, limits} from '../../src/tools/helplines/freshness.mjs';
import {readHelplines} from '../../src/tools/helplines/read-helplines.mjs';
import {OTHER, contentWith} from '../support/helplines.mjs';

/** @import {Source} from '../../src/tools/helplines/read-helplines.mjs' */

const {countries, directory, notShipped} = readHelplines();
const records = countries.flatMap((data) => data.lines).filter(({status}) => status !== 'retired');

describe('the records', () => {
  test('name the operator of a line with its type and source, and have evidence A or B', () => {
    for (const {id, operator, operatorType, sources, evidence} of records) {
      assert.ok(operator && sources?.some((source) => source.for?.includes('operator')), id);
      assert.match(String(operatorType), /^(government|health-service|non-profit)$/, id);
      assert.match(String(evidence), /^[AB]$/, id);
    }
  });

  test('exclude the lines in not-shipped.json', () => {
    assert.ok(notShipped.lines.some(({id}) => id === 'us-never-use-alone'));
    for (const {id} of notShipped.lines) assert.ok(!records.some((record) => record.id === id), id);
  });
});

describe('every claim on a line', () => {
  /** Removes a claim from a source. */
  const without = (/** @type {Source} */ {for: stated, oneOf, ...source}, claim) => ({
    ...source,
    ...(stated && {for: stated.filter((each) => each !== claim)}),
    ...(oneOf && {oneOf: oneOf.filter((each) => each !== claim)}),
  });

  test('traces to a source: without the one that states it, the line is refused', () => {
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

  test('is known as one: each field of the schema is, or says nothing that needs a page', () => {
    const {$defs} = readJson(join(contentFolder, 'schema/helplines.schema.json'));
    const plain = {
      line: [
        // Identifies the record, or is a statement of the editor.
        ...['id', 'lang', 'nameEn', 'statusReason', 'statusSince', 'replacedBy', 'formerNumbers', 'official'],
        ...['evidence', 'sources', 'verification', 'open', 'pairedWith', 'purpose'],
        // Is on the page that states the number, or is that page.
        ...['name', 'url', 'operatorType'],
      ],
      // Say how a contact is opened, which its type claims.
      contact: ['number', 'url', 'address', 'menu', 'answers', 'from', 'languages'],
    };
    const base = {contacts: [{type: 'email'}], status: 'active'};
    const count = (record) => claimsOf(record).length;
    const changed = {status: 'pilot', contacts: [{type: 'call'}, {type: 'email'}], safety: {anonymous: true}};
    const always = ['operator', 'languages'];
    for (const field of Object.keys($defs.line.properties)) {
      if (plain.line.includes(field)) continue;
      const isClaim =
        always.includes(field) || count({...base, [field]: changed[field] ?? {only: ['opioids']}}) > count(base);
      assert.ok(isClaim, `line, ${field}`);
    }
    for (const field of Object.keys($defs.contact.properties)) {
      if (plain.contact.includes(field)) continue;
      const contact = field === 'type' ? {type: 'chat'} : {type: 'email', [field]: 'x'};
      assert.ok(count({...base, contacts: [base.contacts[0], contact]}) > count(base), `contact, ${field}`);
    }
    for (const field of Object.keys($defs.line.properties.safety.properties ?? $defs.safety.properties))
      assert.ok(count({...base, safety: {[field]: true}}) > count(base), `safety, ${field}`);
  });
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
    const reason = {status: 'retired', statusReason: 'Ended.', statusSince: '2026-11-01', formerNumbers: ['988']};
    lines[index] = {id, name, lang, purpose, ...reason};
  };

  test('that was used is never gone: a line that ends is kept as retired', () => {
    assert.throws(
      () => readUs((data) => (data.lines = data.lines.filter(({id}) => id !== 'us-988'))),
      /us-988 is used and gone\. Keep it with the status “retired”/,
    );
    assert.throws(() => readUs(end), /us\.json: us-988, status: add the id to “retired”/);
    const kept = readUs(end, {retired: ['us-988']}).find(({id}) => id === 'us-988');
    assert.deepEqual([kept?.status, kept?.formerNumbers], ['retired', ['988']]);
  });

  test('of a retired line never returns, and a new one is listed', () => {
    assert.throws(() => readUs(() => {}, {retired: ['us-988']}), /us\.json: us-988, status: it was retired/);
    assert.throws(
      () => readUs(({lines}) => lines.push({...lines.at(-1), id: 'us-new'})),
      /us-new, id: add it to “used” in src\/content\/helpline-ids\.json/,
    );
  });

  test('of an invalid file is not reported as gone', () =>
    assert.throws(
      () => readUs(({lines}) => (lines[0].status = 'open')),
      ({message}) => /us-samhsa[^ ]*, status: /.test(message) && !/ is gone/.test(message),
    ));
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

  test('warns earlier where a record says so', () => {
    const verification = {by: 'editor', method: 'call', on: '2026-11-24', due: '2026-12-24'};
    const early = sample(['us-a', '2026-11-24', {verification}]);
    expectStates(early, {'2026-12-24': 'ok', '2026-12-25': 'warn', '2027-03-25': 'fail'});
  });

  test('fails for a date in the future', () => expectStates(helplines, {'2026-11-23': 'fail'}));

  test('fails for a fact in doubt, however fresh, and warns of a wish', () => {
    for (const [kind, state] of Object.entries({doubt: 'fail', wish: 'warn'}))
      expectStates(sample(['us-a', '2026-11-24', {open: [{kind, question: 'Read the page.'}]}]), {'2026-11-24': state});
  });

  test('says who must look at what, where and by when', () => {
    const open = [
      {kind: 'doubt', question: 'Is it free?', page: 'https://example.org/price'},
      {kind: 'wish', question: 'Its hours.'},
    ];
    const row = rowOf(sample(['us-a', '2026-08-01', {open, sources: [{cite: 'A newspaper'}]}]), '2026-11-24');
    assert.equal(row.by, '2026-11-24');
    const all =
      'Check every field against the live page, and call if you can: last checked 2026-08-01 by a stored copy.';
    const source = 'Wished for: the full address of this source.';
    assert.ok(row.tasks.every(({who}) => who === 'someone who reads Finnish'));
    assert.deepEqual(
      row.tasks.map(({what, where}) => [what, where]),
      [
        [all, 'https://example.org/'],
        ['Is it free?', 'https://example.org/price'],
        ['Wished for: Its hours.', 'https://example.org/'],
        [source, 'A newspaper'],
      ],
    );
    const due = rowOf(sample(['us-a', '2026-08-01']), '2026-11-24');
    assert.deepEqual([due.state, due.by], ['warn', '2027-01-28']);
    assert.match(
      formatFreshness([row, due]),
      /fail {2}us-a: before a release; checked 2026-08-01, 115 days ago\n {6}someone .*\n {8}https/,
    );
    assert.match(formatFreshness([due]), /warn {2}us-a: by 2027-01-28;/);
  });

  test('names the day by which a list of public holidays has to go on', () => {
    const source = {url: 'https://holidays.example/', date: '2026-11-26'};
    const lists = {IE: {dates: ['2028-12-25'], through: '2028-12-31', source}};
    const rowOn = (today) =>
      freshness({countries: [], directory, holidays: lists}, today).find(({id}) => id === 'ie holidays');
    assert.equal(rowOn('2028-07-04').state, 'ok');
    const {state, by, tasks} = rowOn('2028-07-05');
    assert.deepEqual([state, by, tasks[0].where], ['warn', '2028-10-02', source.url]);
  });

  test('includes emergency numbers and the directory', () => {
    const rows = freshness(helplines, '2027-05-24').map(({id, state}) => `${id} ${state}`);
    assert.deepEqual(rows.sort(), ['directory fail', 'us emergency fail', 'us-a fail']);
  });

  test('lists failures first and counts the rest', () => {
    const lines = sample(['us-old', '2026-05-01'], ['us-due', '2026-08-01'], ['us-new', '2026-11-20']);
    const text = formatFreshness(freshness(lines, '2026-11-24'));
    assert.deepEqual(text.match(/us-\w+/g), ['us-old', 'us-due']);
    assert.match(text, /3 fresh, 1 with a warning, 1 not to be released$/);
  });

  test('says on which days the next checks are due, also of records that need nothing yet', () => {
    const rows = freshness(sample(['us-a', '2026-11-20'], ['us-b', '2026-11-20']), '2026-11-24');
    const [, days] = /^next checks of all facts, by day: (.+)$/m.exec(formatFreshness(rows));
    assert.match(days, /2027-02-18 \(2\)/);
    assert.deepEqual(days.match(/\d{4}-\d\d-\d\d/g), days.match(/\d{4}-\d\d-\d\d/g).sort());
  });

  test('covers every record that ships', () => {
    const ids = freshness({countries, directory}, '2026-11-24').map(({id}) => id);
    for (const {id} of records) assert.ok(ids.includes(id), id);
    assert.equal(ids.length, records.length + countries.length + 1);
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
