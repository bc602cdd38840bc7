/** Helpline records: the rules that all keep, the ids that never return, and the release check. */
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
import {OTHER, contentWith} from '../support/helplines.mjs';

/** @import {Source} from '../../src/tools/helplines/read-helplines.mjs' */

const {countries, notShipped} = readHelplines();
const records = countries.flatMap((data) => data.lines).filter(({status}) => status !== 'retired');

describe('the records', () => {
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
