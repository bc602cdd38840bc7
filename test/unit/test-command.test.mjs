/** `npm test`: the tests that a name means, and the counts that the reporters of the suites give it. */
import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, test} from 'node:test';
import {root} from '../../src/tools/project.mjs';
import {run, runAll} from '../../src/tools/tests/run.mjs';
import {allTests, select} from '../../src/tools/tests/select.mjs';
import {fileOf, suites} from '../../src/tools/tests/suites.mjs';

/** Returns the selection of some names as `suite/test`. @param {string[]} names */
const selected = (...names) =>
  [...select(names)].flatMap(([suite, tests]) => tests.map((name) => `${suite.name}/${name}`));

describe('a name', () => {
  test('selects the browser tests of a widget', () => assert.deepEqual(selected('faq'), ['browser/faq']));

  test('selects a test, with or without its suite, or as a path', () => {
    for (const name of [
      'embed/frame',
      'test/embed/frame.test.mjs',
      './test/embed/frame.test.mjs',
      'test\\embed\\frame',
    ])
      assert.deepEqual(selected(name), ['embed/frame'], name);
    assert.deepEqual(selected('ledger'), ['unit/ledger']);
    assert.deepEqual(selected('test/browser/faq.test.ts', 'embed/faq'), ['browser/faq', 'embed/faq']);
  });

  test('selects a whole suite', () => {
    const units = selected('unit');
    assert.ok(units.length > 10);
    assert.deepEqual(selected('unit', 'unit/ledger'), units);
  });

  test('is rejected if unknown, with similar names, or else a list of all', () => {
    assert.throws(() => select(['ledgr']), /Unknown test “ledgr”\. Did you mean unit\/ledger\?$/);
    assert.throws(() => select(['embed/fram']), /Did you mean .*embed\/frame/);
    assert.throws(() => select(['unt']), /Did you mean unit\?$/);
    assert.throws(() => select(['xylophone']), /Name a widget.*\n {2}browser: .*faq.*\n {2}embed: .*frame/s);
  });
});

test('every test file belongs to a suite', () => {
  for (const [suite, tests] of allTests())
    for (const name of tests) assert.ok(existsSync(join(root, fileOf(suite, name))), fileOf(suite, name));
  for (const name of ['unit', 'browser', 'embed'])
    assert.ok(suites.some((suite) => suite.name === name && (allTests().get(suite)?.length ?? 0) > 10));
});

describe('a run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'run-'));
  after(() => rmSync(folder, {recursive: true}));
  const print = (/** @type {string} */ text, status = 0) => ({
    name: 'suite',
    args: ['-e', `console.log(${JSON.stringify(text)}); process.exitCode = ${status}`],
    counts: true,
  });

  test('reads counts and notes from its reporter', async () => {
    const text =
      'dots\n\u001b[2K\u001b[1A\u001b[Gembed: skipped: no nginx\nembed: passed when tried again: frame\nembed: 3 passed, 0 failed, 2 skipped';
    const {ok, passed, failed, skipped, notes} = await run(print(text));
    assert.deepEqual(
      {ok, passed, failed, skipped, notes},
      {ok: true, passed: 3, failed: 0, skipped: 2, notes: ['skipped: no nginx', 'passed when tried again: frame']},
    );
  });

  test('repeats a file, once, during which a browser crashed', async () => {
    const first = 'browser: disconnected: webkit test/faq.test.ts\nbrowser: 3 passed, 1 failed, 0 skipped';
    for (const [second, ok, failed] of /** @type {const} */ ([
      ['browser: 2 passed, 0 failed, 0 skipped', true, 0],
      ['browser: disconnected: webkit test/faq.test.ts\nbrowser: 1 passed, 1 failed, 0 skipped', false, 1],
    ])) {
      /** @type {object[]} */
      const repeated = [];
      const result = await run({
        ...print(first, 1),
        repeat: (lost) => {
          repeated.push(lost);
          return print(second, failed);
        },
      });
      assert.deepEqual(repeated, [{engine: 'webkit', file: 'test/faq.test.ts'}]);
      assert.deepEqual([result.ok, result.failed], [ok, failed]);
      assert.match(result.notes.join(), /webkit crashed in test\/faq\.test\.ts, which was run again/);
    }
    const {ok, failed} = await run({
      ...print(first.replace('1 failed', '2 failed'), 1),
      repeat: () => print('browser: 2 passed, 0 failed, 0 skipped'),
    });
    assert.deepEqual([ok, failed], [false, 1], 'another failure stays one');
  });

  test('fails with its exit status, with a failed test, or without a test', async () => {
    for (const [text, status, expected] of /** @type {const} */ ([
      ['unit: 3 passed, 2 failed, 0 skipped', 1, 2],
      ['unit: 3 passed, 2 failed, 0 skipped', 0, 2],
      ['unit: 3 passed, 0 failed, 0 skipped', 1, 1],
      ['unit: 0 passed, 0 failed, 0 skipped', 0, 1],
      ['crashed', 0, 1],
    ])) {
      const {ok, failed, output} = await run(print(text, status));
      assert.deepEqual({ok, failed, output}, {ok: false, failed: expected, output: text});
    }
  });

  test('counts nothing for a check', async () => {
    const {ok, passed, failed} = await run({...print('fine'), counts: false});
    assert.deepEqual({ok, passed, failed}, {ok: true, passed: 0, failed: 0});
  });

  test('starts several tasks in order', async () => {
    /** @type {string[]} */
    const done = [];
    const tasks = ['a', 'b', 'c'].map((name) => ({...print('unit: 1 passed, 0 failed'), name}));
    const results = await runAll(tasks, 1, ({name}) => done.push(name));
    assert.deepEqual(
      [done, results.map(({name}) => name)],
      [
        ['a', 'b', 'c'],
        ['a', 'b', 'c'],
      ],
    );
  });

  test('counts tests of the unit suite, not suites, and names failed ones with their error', async () => {
    const file = join(folder, 'sample.test.mjs');
    writeFileSync(
      file,
      `import {describe, test} from 'node:test';
       describe('group', () => {
         test('passes', () => {});
         test('fails', () => { throw new Error('on purpose'); });
         test('is skipped', {skip: 'no nginx'}, () => {});
         test('has a part', async (t) => { await t.test('part', () => {}); });
       });`,
    );
    const unit = suites.find(({name}) => name === 'unit');
    assert.ok(unit);
    const {passed, failed, skipped, notes, output} = await run({
      name: 'unit',
      args: unit.args([file]),
      counts: true,
    });
    assert.deepEqual(
      {passed, failed, skipped, notes},
      {passed: 3, failed: 1, skipped: 1, notes: ['skipped: no nginx']},
    );
    assert.match(output, /✖ sample\.test\.mjs › group › fails\n\s+Error: on purpose/);
  });
});
