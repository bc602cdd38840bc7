/**
 * `npm test`, straight after a clone: installs what is missing, finds a browser, builds, then lint, types, node tests, tests
 * in the browser. The last line sums all suites: `N passed, N failed`.
 *
 * `npm test -- widgets` or `-- node` runs one suite only, on what was built last.
 */
import {spawn} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {ensureInstalled, findBrowser, root, runStep} from './prepare.mjs';

const only = process.argv[2];
const bin = (/** @type {string} */ name) => join(root, 'node_modules', name);
/** @type {string[]} */
const faults = [];
let passed = 0;
let failed = 0;

/** Runs a step that has no tests of its own. @param {string} label @param {string[]} args of node */
async function check(label, args) {
  const {status, output} = await runStep(label, process.execPath, args);
  if (status === 0) return;
  console.log(output.trimEnd());
  faults.push(label);
}

/**
 * Runs a suite, shows its output as it comes, and adds up what it counted.
 * @param {string} label @param {string[]} args of node @param {RegExp[]} counts passed, failed
 */
async function suite(label, args, counts) {
  console.log(`\ntest: ${label}`);
  const child = spawn(process.execPath, args, {cwd: root, stdio: ['ignore', 'pipe', 'inherit']});
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
    process.stdout.write(chunk);
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  const [good, bad] = counts.map((pattern) => Number(pattern.exec(output)?.[1] ?? NaN));
  passed += good || 0;
  failed += bad || 0;
  if (status !== 0 || !good) faults.push(label);
}

const filesIn = (/** @type {string} */ folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.test.mjs'))
    .map((name) => join(folder, name));

await ensureInstalled();
try {
  console.log(`test: browser is ${findBrowser()}`);
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exit(1);
}

if (!only) {
  await check('XLIFF is up to the copy', ['src/tools/messages.mjs', '--check']);
  if (!faults.length) {
    console.log('test: build');
    const child = spawn(process.execPath, ['src/tools/build.mjs'], {cwd: root, stdio: 'inherit'});
    if (await new Promise((resolve) => child.on('close', resolve))) faults.push('build');
  }
  await check('copy: terms, reading grade, sentences', ['src/tools/check-copy.mjs']);
  await check('ledger: every sentence of the article', ['src/tools/ledger.mjs']);
  await check('lint', [bin('eslint/bin/eslint.js'), '.']);
  await check('format', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']);
  await check('types', [bin('typescript/bin/tsc'), '-p', 'test']);
}
if (!only || only === 'node')
  await suite(
    'node',
    ['--test', '--test-reporter', 'spec', ...filesIn('test/node'), ...filesIn('test/embed')],
    [/^ℹ pass (\d+)/m, /^ℹ fail (\d+)/m],
  );
if (!only || only === 'widgets')
  await suite(
    'widgets in the browser',
    [bin('@web/test-runner/dist/bin.js'), '--config', 'test/web-test-runner.config.mjs'],
    [/widgets: (\d+) passed/, /widgets: \d+ passed, (\d+) failed/],
  );

// A step that failed without counting tests counts as one.
failed += faults.filter((label) => !['node', 'widgets in the browser'].includes(label)).length;
if (faults.length) {
  if (!failed) failed = faults.length;
  console.log(`\ntest: failed: ${faults.join('; ')}`);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(faults.length ? 1 : 0);
