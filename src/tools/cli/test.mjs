/**
 * Runs tests. Works straight after `git clone`: installs missing packages and builds first.
 *
 *     npm test                      everything that CI runs
 *     npm run test:quick            lint, types, all unit tests but the slow ones, and browser tests in Chromium
 *     npm run test:nightly          everything, with the long random runs and the rebuilds that only a nightly run needs
 *     npm test -- faq               the browser tests of a widget, in Chromium
 *     npm test -- unit/ledger       one file; `embed` alone is a suite
 *     npm test -- faq --watch       again after each change
 *
 * The last line adds up all suites: `N passed, N failed`. The exit status is 1 if anything failed.
 */
import {existsSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {root} from '../project.mjs';
import {run, runAll} from '../tests/run.mjs';
import {select} from '../tests/select.mjs';
import {fileOf, SLOW, suites, testsOf} from '../tests/suites.mjs';
import {lastChange} from '../tests/last-change.mjs';
import {ensureInstalled} from './install.mjs';

/** @typedef {import('../tests/suites.mjs').Suite} Suite */
/** @typedef {import('../tests/run.mjs').Task} Task */
/** @typedef {import('../tests/run.mjs').Result} Result */

const BUILD = 'src/tools/cli/build.mjs';

/** Prettier remembers files that were right, by their content: a second run takes a tenth of the time. */
const PRETTIER = [
  'node_modules/prettier/bin/prettier.cjs',
  ...['--check', '--cache', '--cache-strategy', 'content', '--log-level', 'warn', '.'],
];

/** Checks without a browser and without tests to count. @type {Task[]} */
const CHECKS = [
  {name: 'copy: terms, reading grade, sentences', args: ['src/tools/cli/content.mjs', 'copy']},
  {name: 'ledger: every sentence of the article', args: ['src/tools/cli/content.mjs', 'ledger']},
  {name: 'lint', args: ['node_modules/eslint/bin/eslint.js', '.']},
  {name: 'format', args: PRETTIER},
  {name: 'types', args: ['node_modules/typescript/bin/tsc', '-p', 'test']},
  {name: 'types of the tools', args: ['node_modules/typescript/bin/tsc', '-p', 'src/tools']},
  {name: 'types of the tests', args: ['node_modules/typescript/bin/tsc', '-p', 'test/tsconfig.mjs.json']},
];

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {
    quick: {type: 'boolean', default: false},
    nightly: {type: 'boolean', default: false},
    watch: {type: 'boolean', default: false},
  },
});
if (values.nightly) process.env.NIGHTLY = '1';

/** @param {Suite} suite @param {string[]} tests @param {Record<string, string>} [env] @returns {Task} */
const taskFor = (suite, tests, env) => ({
  name: suite.name,
  args: suite.args(tests.map((test) => fileOf(suite, test))),
  env,
  counts: true,
  repeat: ({engine, file}) => ({name: suite.name, args: suite.args([file]), env: {ENGINES: engine}, counts: true}),
});

/** Prints the line of a result, its notes, and all output if it failed. @param {Result} result */
function report({name, ok, passed, failed, skipped, notes, seconds, output}) {
  if (!ok) console.log(`\n${output}\n`);
  const counts = [passed && `${passed} passed`, failed && `${failed} failed`, skipped && `${skipped} skipped`].filter(
    Boolean,
  );
  const label = [name, ...counts].join(', ');
  console.log(`${ok ? 'test:' : 'test: FAILED'} ${seconds.toFixed(0).padStart(4)} s  ${label}`);
  for (const note of notes) console.log(`test:         ${note}`);
}

/** Ends a run with its sum. @param {Result[]} results @returns {number} exit status */
function sumUp(results) {
  const sum = (/** @type {'passed' | 'failed'} */ key) => results.reduce((total, result) => total + result[key], 0);
  const bad = results.filter(({ok}) => !ok).map(({name}) => name);
  if (bad.length) console.log(`\ntest: failed: ${bad.join('; ')}`);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return bad.length ? 1 : 0;
}

/** Runs everything, or all that `--quick` has. @returns {Promise<number>} exit status */
async function runTiers() {
  const chosen = suites.filter(({name}) => !values.quick || name === 'unit' || name === 'browser');
  // Mostly waits for the network and the disk, while the build computes.
  const installed = Promise.all(
    chosen.flatMap(({packages}) =>
      packages && existsSync(join(root, packages, 'package.json')) ? ensureInstalled(join(root, packages)) : [],
    ),
  );

  /** @type {Result[]} */
  const results = [];
  const step = async (/** @type {Task} */ task, live = false) => {
    const result = await run(task, {live});
    report(live ? {...result, output: ''} : result);
    results.push(result);
  };
  await step({name: 'XLIFF files match the copy', args: [BUILD, 'messages', '--check']});
  // The checks read sources only, so they fill the second core while the build runs.
  const checked = runAll(CHECKS, 1, report);
  await step({name: 'build', args: [BUILD]}, true);
  // A build over its size budget is complete; one that broke off leaves nothing to test.
  if (!existsSync(join(root, 'dist/cdn/integrity.json'))) return sumUp([...results, ...(await checked)]);

  const env = values.quick ? {ENGINES: 'chromium'} : undefined;
  const tasks = chosen.map((suite) => {
    const tests = testsOf(suite).filter((test) => !values.quick || !SLOW.includes(test));
    return taskFor(suite, tests, env);
  });
  await installed;
  results.push(...(await runAll(tasks, availableParallelism(), report)), ...(await checked));
  return sumUp(results);
}

/**
 * Runs the named tests, one suite after the other, with their output. Messages and build are brought up to date first, but only
 * where the tests need them.
 *
 * @returns {Promise<number>} exit status
 */
async function runNamed() {
  const selection = [...select(positionals)];
  const needsBuild = selection.some(([suite, tests]) => tests.some(suite.needsBuild));
  const built = await run({name: 'build', args: [BUILD, ...(needsBuild ? [] : ['messages'])]}, {live: true});
  if (!built.ok) return 1;
  const results = [];
  for (const [suite, tests] of selection) {
    if (suite.packages) await ensureInstalled(join(root, suite.packages));
    // A whole suite runs in every engine, as in `npm test`.
    const isWhole = positionals.includes(suite.name);
    const env = isWhole || process.env.ENGINES ? undefined : {ENGINES: 'chromium'};
    results.push(await run(taskFor(suite, tests, env), {live: true}));
  }
  return sumUp(results);
}

/**
 * Runs the named tests again after each change, until Ctrl-C. Polls, because Node 20’s recursive `fs.watch` throws when a folder
 * is removed, and messages and builds remove theirs.
 */
async function watchNamed() {
  const newest = () => Math.max(...['src', 'stories', 'test'].map(lastChange));
  for (;;) {
    const before = newest();
    await runNamed();
    console.log('\ntest: waiting for a change; Ctrl-C ends it');
    while (newest() === before) await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

try {
  if (positionals.length) select(positionals);
  else if (values.watch) throw new Error('--watch needs the name of a widget or file: npm test -- faq --watch');
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exit(1);
}

for (const folder of ['', 'test', 'src/tools/review', '.storybook']) await ensureInstalled(join(root, folder));
try {
  const {findBrowser} = await import('../browser.mjs');
  console.log(`test: browser is ${findBrowser()}`);
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exit(1);
}
if (values.watch) await watchNamed();
process.exit(await (positionals.length ? runNamed() : runTiers()));
