/**
 * Runs tests. Works straight after `git clone`: installs missing packages and builds what is due first.
 *
 *     npm test                      everything that CI runs
 *     npm run test:quick            lint, types, and the tests of sources that are not slow, in Chromium, without a build
 *     npm run test:nightly          everything, with the long random runs and the rebuilds that only a nightly run needs
 *     npm test -- faq               the browser tests of a widget, in Chromium
 *     npm test -- unit/ledger       one file; `embed` alone is a suite
 *     npm test -- accept faq        new baselines: the last build, to be read in `git diff`
 *     npm test -- faq --watch       again after each change: browser or unit tests
 *
 * The last line adds up all suites: `N passed, N failed`. The exit status is 1 if anything failed.
 */
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {root} from '../project.mjs';
import {fileOf, isQuick, needsBuild, run, runAll, select, suites, testsOf} from '../tests/suites.mjs';
import {ensureInstalled} from './install.mjs';

/** @import {Result, Task} from '../tests/suites.mjs' */

const BUILD = 'src/tools/cli/build.mjs';
const CHROMIUM = {ENGINES: 'chromium'};

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {quick: {type: 'boolean'}, nightly: {type: 'boolean'}, watch: {type: 'boolean'}},
});
if (values.nightly) process.env.NIGHTLY = '1';

/** Caches by content: a second run takes a tenth of the time. ESLint’s misses an error in the types of another file. */
const CACHE = ['--cache', '--cache-strategy', 'content'];
const LINT_CACHE = values.quick ? [...CACHE, '--cache-location', 'node_modules/.cache/eslint/'] : [];

/**
 * Projects of TypeScript. The last two at night: the sources once more, without the types of tests, so that none of their globals gets
 * into them; and tests in JavaScript, where a wrong type mostly fails when it runs.
 */
const PROJECTS = ['test', 'src/tools', ...(values.nightly ? ['tsconfig.json', 'test/tsconfig.mjs.json'] : [])];

/** Checks without a browser and without tests to count. @type {Task[]} */
const CHECKS = [
  {name: 'copy: terms, reading grade, sentences', args: ['src/tools/cli/content.mjs', 'copy']},
  {name: 'ledger: every sentence of the article', args: ['src/tools/cli/content.mjs', 'ledger']},
  {name: 'lint', args: ['node_modules/eslint/bin/eslint.js', '.', ...LINT_CACHE]},
  {name: 'format', args: ['node_modules/prettier/bin/prettier.cjs', '--check', ...CACHE, '--log-level', 'warn', '.']},
  ...PROJECTS.map((project) => ({
    name: `types: ${project}`,
    args: [
      ...['node_modules/typescript/bin/tsc', '--noEmit', '-p', project, '--incremental'],
      ...['--tsBuildInfoFile', `node_modules/.cache/tsc/${project.replace('/', '-')}.tsbuildinfo`],
    ],
  })),
];

/** Ends with the sum. @param {Result[]} results */
function sumUp(results) {
  const sum = (/** @type {'passed' | 'failed'} */ key) => results.reduce((total, result) => total + result[key], 0);
  const bad = results.filter(({ok}) => !ok).map(({name}) => name);
  if (bad.length) console.log(`\ntest: failed: ${bad.join('; ')}`);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  process.exit(bad.length ? 1 : 0);
}

/** Runs everything, or all that `--quick` has. */
async function runTiers() {
  // Mostly waits for the network and the disk, while the build computes.
  const installed = values.quick ? undefined : ensureInstalled(join(root, 'test/compat'));
  const messages = await run({name: 'XLIFF files match the copy', args: [BUILD, 'messages', '--check']});
  // The checks read sources only, so they fill the second core while the build runs.
  const checked = runAll(CHECKS, 1);
  const results = [messages];
  if (!values.quick) results.push(await run({name: 'build', args: [BUILD], live: true}));
  await installed;
  const tasks = suites.flatMap((suite) => {
    const tests = testsOf(suite).filter((test) => !values.quick || isQuick(suite, test));
    const files = tests.map((test) => fileOf(suite, test));
    const task = {name: suite.name, args: suite.args(files, []), counts: true, ...(values.quick && {env: CHROMIUM})};
    return files.length ? [task] : [];
  });
  // A build over its size budget is complete; one that broke off leaves nothing to test.
  if (values.quick || existsSync(join(root, 'dist/cdn/integrity.json'))) {
    // Orca, the last, mostly waits: it takes no place of another suite, but at night, when it replays all.
    const heard = runAll(values.nightly ? [] : tasks.splice(suites.length - 1), 1);
    results.push(...(await runAll(tasks, availableParallelism())), ...(await heard));
  }
  sumUp([...results, ...(await checked)]);
}

/** Runs the named tests, one suite after the other, with their output. @param {ReturnType<typeof select>} selection */
async function runNamed(selection) {
  const isBuilt = [...selection].some(([suite, tests]) => tests.some((test) => needsBuild(suite, test)));
  const built = await run({name: 'build', args: [BUILD, ...(isBuilt ? [] : ['messages'])], live: true});
  if (!built.ok) process.exit(1);
  const results = [];
  for (const [suite, tests] of selection) {
    if (suite.name === 'compat') await ensureInstalled(join(root, 'test/compat'));
    const files = tests.map((test) => fileOf(suite, test));
    // A whole suite runs in every engine, as in `npm test`.
    const env = positionals.includes(suite.name) || process.env.ENGINES ? {} : CHROMIUM;
    const options = values.watch ? ['--watch'] : [];
    if (values.watch)
      spawnSync(process.execPath, suite.args(files, options), {stdio: 'inherit', env: {...process.env, ...env}});
    else results.push(await run({name: suite.name, args: suite.args(files, options), env, counts: true, live: true}));
  }
  sumUp(results);
}

/** Runs a program, and ends with its status if it fails. @param {...string} args of node */
function runLive(...args) {
  const env = {...process.env, NIGHTLY: '1'};
  const {status} = spawnSync(process.execPath, args, {cwd: root, stdio: 'inherit', env});
  if (status !== 0) process.exit(status ?? 1);
}

/** Makes baselines: pictures, what Orca says, snippets in documents. @param {string[]} names of widgets or pictures, default: all */
function accept(names) {
  const patterns = names.map((name) => ` ${name.replaceAll('.', '\\.')}\\.(\\w+\\.)?png$`);
  runLive(BUILD);
  runLive(
    'test/node_modules/@playwright/test/cli.js',
    ...['test', 'embed/screenshots', '--config', 'test/playwright.config.mjs', '--project=embed'],
    ...(names.length ? ['--grep', patterns.join('|'), '--update-snapshots=changed'] : ['--update-snapshots=all']),
  );
  runLive('test/heard/run.mjs', '--accept', ...names);
  runLive('src/tools/cli/docs.mjs');
  console.log('Read the difference: git diff');
}

try {
  const [first, ...names] = positionals;
  const selection = select(first === 'accept' ? [] : positionals);
  // At once: each mostly waits for the network and the disk.
  const folders = ['', 'test', 'src/tools/review', '.storybook'];
  await Promise.all(folders.map((folder) => ensureInstalled(join(root, folder))));
  const {findBrowser} = await import('../browser.mjs');
  console.log(`test: browser is ${findBrowser()}`);
  if (first === 'accept') accept(names);
  else await (positionals.length ? runNamed(selection) : runTiers());
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exit(1);
}
