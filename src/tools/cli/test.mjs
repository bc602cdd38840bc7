/**
 * `npm test`, straight after a clone: installs what is missing, finds a browser, builds; then lint, types, node tests and tests
 * in the browser, a few at a time. Each says in a line how long it took, and shows what it wrote when it fails. The last line
 * sums all suites: `N passed, N failed`.
 *
 * `npm test -- widgets`, `-- node` or `-- embed` runs one suite only, on what was built last; `npm test -- embed/frame` one file.
 */
import {spawn} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {basename, join} from 'node:path';
import {ensureInstalled, findBrowser, root, runStep} from './prepare.mjs';

const only = process.argv[2];
const bin = (/** @type {string} */ name) => join(root, 'node_modules', name);

/**
 * @typedef {object} Task
 * @property {string} label
 * @property {string[]} args of node
 * @property {[RegExp, RegExp]} [counts] where it says how many tests passed, and how many failed
 * @property {boolean} [alone] counts round trips by the clock: nothing else runs beside it
 *
 * @typedef {{label: string, passed: number, failed: number}} Result
 */

/** Those that take longest, which start first, so that none is waited for at the end. */
const LONG = [
  'embed/random',
  'widgets in the browser',
  'embed/host-css',
  'embed/keyboard',
  'embed/layout-shift',
  'embed/fallback-html',
  'embed/frame',
  'embed/load-failures',
  'embed/structure',
  'embed/screenshots',
  'unit/guides',
  'unit/build',
];
const ALONE = ['embed/round-trips'];

const filesIn = (/** @type {string} */ folder) =>
  readdirSync(join(root, 'test', folder))
    .filter((name) => name.endsWith('.test.mjs'))
    .map((name) => `${folder}/${basename(name, '.test.mjs')}`);

/** @type {Task[]} */
const files = ['unit', 'embed'].flatMap(filesIn).map((label) => ({
  label,
  args: ['--test', '--test-reporter', 'spec', join('test', `${label}.test.mjs`)],
  counts: [/^ℹ pass (\d+)/m, /^ℹ fail (\d+)/m],
  alone: ALONE.includes(label),
}));
/** @type {Task} */
const widgets = {
  label: 'widgets in the browser',
  args: [bin('@web/test-runner/dist/bin.js'), '--config', 'test/web-test-runner.config.mjs'],
  counts: [/widgets: (\d+) passed/, /widgets: \d+ passed, (\d+) failed/],
};
/** @type {Task[]} */
const checks = [
  {label: 'copy: terms, reading grade, sentences', args: ['src/tools/cli/check-copy.mjs']},
  {label: 'ledger: every sentence of the article', args: ['src/tools/cli/ledger.mjs']},
  {label: 'lint', args: [bin('eslint/bin/eslint.js'), '.']},
  {label: 'format', args: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']},
  {label: 'types', args: [bin('typescript/bin/tsc'), '-p', 'test']},
];

/**
 * Why something was skipped: what the spec reporter has behind the name of a test, and what the widget tests say of engines.
 * Each reason once. `SKIP` stands where a test gives none.
 *
 * @param {string} output
 */
const reasonsIn = (output) =>
  new Set(
    [...output.matchAll(/^\s*﹣ .*? \([\d.]+ms\) # (?!SKIP$)(.+)$|^widgets: (.+ is not installed)\b/gm)].map(
      ([, test, engine]) => test ?? engine,
    ),
  );

/** Runs one, and shows what it wrote when something is wrong. @param {Task} task @returns {Promise<Result>} */
async function run({label, args, counts}) {
  const start = performance.now();
  const child = spawn(process.execPath, args, {cwd: root, stdio: ['ignore', 'pipe', 'pipe']});
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk) => (output += chunk));
  const status = await new Promise((resolve) => child.on('close', resolve));
  const [passed, failed] = counts?.map((pattern) => Number(pattern.exec(output)?.[1] ?? 0)) ?? [0, 0];
  const isGood = status === 0 && (!counts || passed > 0);
  if (!isGood) console.log(output.trimEnd());
  const seconds = ((performance.now() - start) / 1000).toFixed(0).padStart(4);
  const skipped = Number(/^ℹ skipped (\d+)/m.exec(output)?.[1] ?? 0);
  const numbers = [`${passed} passed`, failed && `${failed} failed`, skipped && `${skipped} skipped`].filter(Boolean);
  const words = counts ? `, ${numbers.join(', ')}` : '';
  console.log(`${isGood ? 'test:' : 'test: FAILED'} ${seconds} s  ${label}${words}`);
  // A run that is good says nothing else of what it left out, and what is missing here would go unseen.
  if (counts) for (const reason of reasonsIn(output)) console.log(`test:         skipped: ${reason}`);
  // What failed without counting tests counts as one.
  return {label, passed, failed: isGood ? 0 : failed || 1};
}

/**
 * Runs all, some at a time: much of each is waiting for a browser, so one more than there are processors.
 *
 * @param {Task[]} tasks
 */
async function runAll(tasks) {
  const place = (/** @type {Task} */ {label}) => (LONG.indexOf(label) + LONG.length + 1) % (LONG.length + 1);
  const queue = tasks.filter(({alone}) => !alone).sort((a, b) => place(a) - place(b));
  /** @type {Result[]} */
  const results = [];
  const work = async () => {
    for (let task = queue.shift(); task; task = queue.shift()) results.push(await run(task));
  };
  await Promise.all(Array.from({length: availableParallelism() + 1}, work));
  for (const task of tasks.filter(({alone}) => alone)) results.push(await run(task));
  return results;
}

await ensureInstalled();
try {
  console.log(`test: browser is ${findBrowser()}`);
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exit(1);
}

/** @type {Result[]} */
const results = [];
if (only) {
  const wanted = [...files, widgets].filter(
    ({label}) => label === only || label.split(/[/ ]/)[0] === only || `${label}.test.mjs`.endsWith(basename(only)),
  );
  if (!wanted.length) {
    console.error(`There is no suite or file “${only}”: node, embed, widgets, or such as embed/frame.`);
    process.exit(1);
  }
  results.push(...(await runAll(wanted)));
} else {
  const messages = await runStep('XLIFF is up to the copy', process.execPath, [
    'src/tools/cli/messages.mjs',
    '--check',
  ]);
  if (messages.status !== 0) {
    console.log(messages.output.trimEnd());
    results.push({label: 'XLIFF is up to the copy', passed: 0, failed: 1});
  } else {
    console.log('test: build');
    const child = spawn(process.execPath, ['src/tools/cli/build.mjs'], {cwd: root, stdio: 'inherit'});
    if (await new Promise((resolve) => child.on('close', resolve)))
      results.push({label: 'build', passed: 0, failed: 1});
  }
  results.push(...(await runAll([...files, widgets, ...checks])));
}

const bad = results.filter(({failed}) => failed);
const sum = (/** @type {'passed' | 'failed'} */ key) => results.reduce((total, each) => total + each[key], 0);
if (bad.length) console.log(`\ntest: failed: ${bad.map(({label}) => label).join('; ')}`);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(bad.length ? 1 : 0);
