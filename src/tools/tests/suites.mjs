/**
 * The test suites: each has a folder below `test/` and one runner, started once for all files in a process of its own, whose counts are
 * collected.
 */
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import {stripVTControlCharacters} from 'node:util';
import {root} from '../project.mjs';
import {capture} from '../run-step.mjs';

/**
 * @typedef {object} Suite
 * @property {string} name also its folder below `test/`
 * @property {string} [extension] of its test files, default: `.test.mjs`
 * @property {(files: string[], options: string[]) => string[]} args of node, to run these files, which are relative to the project folder
 */

/** Slow tests of sources, more than half of the time of both suites, which `npm run test:quick` leaves out. */
const SLOW = ['every-story', 'text-limits', 'packets'];

/** @param {string} project of test/playwright.config.mjs @returns {Suite['args']} */
const playwright = (project) => (files) => [
  'test/node_modules/@playwright/test/cli.js',
  ...['test', '--config', 'test/playwright.config.mjs', `--project=${project}`, ...files],
];

/** In the order in which `npm test` starts them: the longest first, and last one that keeps two cores busy. @type {Suite[]} */
export const suites = [
  {name: 'embed', args: playwright('embed')},
  {
    name: 'browser',
    extension: '.test.ts',
    args: (files, options) => [
      'node_modules/@web/test-runner/dist/bin.js',
      ...['--config', 'test/web-test-runner.config.mjs', ...options, '--files', ...files],
    ],
  },
  {
    name: 'unit',
    args: (files, options) => [
      ...['--test', ...options, `--test-concurrency=${availableParallelism()}`],
      ...['--test-reporter', './test/support/node-reporter.mjs', ...files],
    ],
  },
  {name: 'wordpress', args: (files) => ['test/wordpress/run.mjs', ...files]},
  {name: 'compat', args: playwright('compat')},
  {name: 'heard', extension: '.txt', args: (files) => ['test/heard/run.mjs', ...files]},
];

/** Lists the tests of a suite: `frame` for `test/embed/frame.test.mjs`. @param {Suite} suite @returns {string[]} */
export function testsOf({name, extension = '.test.mjs'}) {
  const folder = join(root, 'test', name);
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  return files.filter((file) => file.endsWith(extension)).map((file) => file.slice(0, -extension.length));
}

/** Returns the path of a test, relative to the project folder. @param {Suite} suite @param {string} test */
export const fileOf = ({name, extension = '.test.mjs'}, test) => `test/${name}/${test}${extension}`;

/** Returns whether a test reads the build: all but those in browsers and unit tests of sources. @param {Suite} suite @param {string} test */
export const needsBuild = (suite, test) =>
  suite.name !== 'browser' &&
  (suite.name !== 'unit' ||
    /\bdist\/|from '.*tools\/(built|builder|hosting|html|pages|wordpress)\//.test(
      readFileSync(join(root, fileOf(suite, test)), 'utf8'),
    ));

/** Returns whether a test is in `npm run test:quick`. @param {Suite} suite @param {string} test */
export const isQuick = (suite, test) =>
  ['unit', 'browser'].includes(suite.name) && !SLOW.includes(test) && !needsBuild(suite, test);

/**
 * Finds tests by name: a suite (`unit`), a widget (`faq`: its browser tests), a test alone (`ledger`), with its suite
 * (`embed/frame`), or as a path.
 *
 * @param {string[]} names
 * @returns {Map<Suite, string[]>} tests by suite
 * @throws {Error} for an unknown name
 */
export function select(names) {
  const selection = new Map();
  for (const name of names) {
    const [file, folder] = name.split(/[\\/]/).reverse();
    const [test] = file.split('.test.');
    const found = suites
      .map((suite) => ({suite, tests: testsOf(suite).filter((each) => suite.name === name || each === test)}))
      .filter(({suite, tests}) => tests.length && (!folder || suite.name === folder));
    if (!found.length)
      throw new Error(`Unknown test “${name}”. Name a widget, a suite, or a test such as unit/ledger.`);
    const browser = folder ? undefined : found.find(({suite}) => suite.name === 'browser');
    for (const {suite, tests} of browser ? [browser] : found)
      selection.set(suite, [...new Set([...(selection.get(suite) ?? []), ...tests])]);
  }
  return selection;
}

/**
 * @typedef {object} Task
 * @property {string} name
 * @property {string[]} args of node
 * @property {Record<string, string>} [env] added to the environment
 * @property {boolean} [counts] whether a reporter prints the number of tests
 * @property {boolean} [live] whether its output is passed on while it runs
 *
 * @typedef {Awaited<ReturnType<typeof run>>} Result `failed`: at least 1 if the task failed
 */

/**
 * Runs a task and prints its result; its output too, if it failed. The reporter of every suite (test/support/,
 * test/web-test-runner.config.mjs) ends with lines such as
 *
 *     embed: skipped: nginx is not installed
 *     embed: 120 passed, 0 failed, 3 skipped
 *
 * @param {Task} task
 */
export async function run({name, args, env, counts = false, live = false}) {
  // Without the variable by which `node --test` recognizes its own children.
  const own = {env: {...process.env, NODE_TEST_CONTEXT: undefined, ...env}};
  const {status, output, seconds} = await capture(process.execPath, args, own, (chunk) => {
    if (live) process.stdout.write(chunk);
  });
  // Runners move the cursor to rewrite their progress.
  const text = stripVTControlCharacters(output);
  // The last: tests of this runner print such lines, too.
  const [, sum = '', ...numbers] = [...text.matchAll(/^\w+: ((\d+) passed, (\d+) failed.*)$/gm)].at(-1) ?? [];
  const [passed = 0, failed = 0] = numbers.map(Number);
  // A suite without a single test has found none: that is a fault too, unless a package of Orca’s is missing.
  const ok = status === 0 && !failed && (!counts || passed > 0 || (name === 'heard' && / [1-9]\d* skipped/.test(sum)));
  if (!ok && !live) console.log(`\n${output.trimEnd()}\n`);
  console.log(`${ok ? 'test:' : 'test: FAILED'} ${seconds.padStart(4)} s  ${name}${sum && `, ${sum}`}`);
  for (const [, note] of text.matchAll(/^\w+: ((?:skipped|passed when tried again): .+)$/gm))
    console.log(`test:         ${note}`);
  return {name, ok, passed, failed: ok ? 0 : failed || 1};
}

/** Runs tasks, some at a time, in the order given. @param {Task[]} tasks @param {number} limit @returns {Promise<Result[]>} */
export async function runAll(tasks, limit) {
  const queue = [...tasks];
  /** @type {Result[]} */
  const results = [];
  const work = async () => {
    for (let task = queue.shift(); task; task = queue.shift()) results.push(await run(task));
  };
  await Promise.all(Array.from({length: limit}, work));
  return results;
}
