/** `npm test`: the tests that a name means, and the counts that the reporters of the suites give it. */
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {run} from '../../src/tools/tests/run.mjs';
import {select, suites} from '../../src/tools/tests/suites.mjs';

/** Returns the selection of some names as `suite/test`. @param {string[]} names */
const selected = (...names) =>
  [...select(names)].flatMap(([suite, tests]) => tests.map((name) => `${suite.name}/${name}`));

test('a name selects the browser tests of a widget, a test, a path or a suite', () => {
  assert.deepEqual(selected('faq', 'embed/faq', 'ledger'), ['browser/faq', 'embed/faq', 'unit/ledger']);
  for (const name of ['embed/frame', 'test/embed/frame.test.mjs', './test/embed/frame.test.mjs'])
    assert.deepEqual(selected(name), ['embed/frame'], name);
  assert.ok(selected('unit').length > 10);
  assert.throws(() => select(['ledgr']), /Unknown test “ledgr”/);
});

test('a run fails with its exit status, with a failed test, or without a test', async () => {
  for (const [text, status, failed] of /** @type {const} */ ([
    ['dots\n\u001b[2K\u001b[1A\u001b[Gunit: 3 passed, 0 failed, 2 skipped', 0, 0],
    ['unit: 3 passed, 2 failed, 0 skipped', 1, 2],
    ['unit: 3 passed, 2 failed, 0 skipped', 0, 2],
    ['unit: 3 passed, 0 failed, 0 skipped', 1, 1],
    ['unit: 0 passed, 0 failed, 0 skipped', 0, 1],
    ['crashed', 0, 1],
  ])) {
    const code = `console.log(${JSON.stringify(text)}); process.exitCode = ${status}`;
    const result = await run({name: 'on purpose', args: ['-e', code], counts: true});
    assert.deepEqual([result.ok, result.failed], [!failed, failed], text);
  }
});

test('the unit suite counts tests, not the blocks and tests around them', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'run-'));
  t.after(() => rmSync(folder, {recursive: true}));
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
  const args = suites.find(({name}) => name === 'unit')?.args([file], []) ?? [];
  const {passed, failed} = await run({name: 'on purpose', args, counts: true});
  assert.deepEqual({passed, failed}, {passed: 3, failed: 1});
});
