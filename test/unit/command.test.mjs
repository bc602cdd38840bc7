/** `npx recovery-widgets`: the command of the npm package, from the files that are published. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, test} from 'node:test';
import {dataDate} from '../../src/tools/built/built.mjs';
import {snippetFromArgs} from '../../src/tools/pages/snippet-args.mjs';
import {runEach} from '../support/run-each.mjs';
import {root} from '../support/sources.mjs';

const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** A folder with the published files alone: no package beside them. */
const folder = mkdtempSync(join(tmpdir(), 'command-'));
after(() => rmSync(folder, {recursive: true, force: true}));
for (const file of ['core.js', 'recovery-widgets.js']) copyFileSync(join(root, 'dist/bin', file), join(folder, file));
writeFileSync(join(folder, 'package.json'), '{"type": "module"}');

const command = join(folder, 'recovery-widgets.js');
/** Runs the command in a process of its own. @param {string[]} args */
const run = (...args) => spawnSync(process.execPath, [command, ...args], {cwd: folder, encoding: 'utf8'});
/** Runs the command with each list of arguments. @param {readonly (readonly string[])[]} lists */
const runAll = (lists) => runEach(command, lists, folder);

describe('the command', () => {
  test('needs no other package', () => {
    const {status, stdout, stderr} = run('--version');
    assert.deepEqual({status, stdout, stderr}, {status: 0, stdout: `${version}\n`, stderr: ''});
  });

  test('prints the snippets that documents have', async () => {
    const lines = [
      'helpline-banner --region US --lang es --form div --variant compact',
      'faq --region GB --form static --link-style',
      'overdose-warning --region ca_on --lang ar --integrity --base /widgets/1',
      'feedback --file all.js --no-events',
      'care-gaps --form frame --region uk',
      'faq --form json-ld',
    ];
    const results = runAll(lines.map((line) => ['snippet', ...line.split(' ')]));
    for (const [index, line] of lines.entries()) {
      const {status, stdout, stderr} = results[index];
      const {html, notes} = await snippetFromArgs(line.split(' '));
      assert.equal(status, 0, stderr);
      assert.equal(stdout, html, line);
      for (const note of notes) assert.ok(stderr.includes(note), note);
    }
  });

  test('lists widgets, languages, regions and forms, for people and for programs', () => {
    const [forPeople, forPrograms] = runAll([['list'], ['list', '--json']]);
    assert.match(forPeople.stdout, /^ {2}helpline-banner \*: .*variant[^]*^Languages: en, .*es[^]*^Regions: .*US/m);
    const list = JSON.parse(forPrograms.stdout);
    assert.deepEqual([list.version, list.dataDate], [version, dataDate()]);
    assert.ok(list.widgets.some(({name, regional}) => name === 'faq' && regional));
  });

  test('lists the allowed arguments, and fails with status 2', () => {
    const refusals = /** @type {const} */ ([
      [['snipet'], /Unknown command “snipet”. Allowed: snippet, check, refresh, list/],
      [[], /^Usage: /],
      [['snippet', 'banner'], /Unknown widget “banner”. Allowed: .*helpline-banner/],
      [['list', '--yaml'], /Allowed: --json/],
      [['check', '--yaml'], /^Unknown option “--yaml”\. Allowed: --json, --all\.$/m],
      [['refresh', '--wirte', 'x'], /^Unknown option “--wirte”\. Allowed: --write, --lang, --replace-edited\.$/m],
      [['snippet'], /^Name a widget\. Allowed: .*faq/m],
    ]);
    const results = runAll(refusals.map(([args]) => args));
    assert.equal(run('snipet').status, 2);
    for (const [index, [args, message]] of refusals.entries()) {
      const {status, stdout, stderr} = results[index];
      assert.equal(status, 2, args.join(' '));
      assert.match(stderr + stdout, message);
      assert.doesNotMatch(stderr, /\n\s+at /);
    }
  });
});
