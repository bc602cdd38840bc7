/** The test suites: each has a folder below `test/` and one runner, started once for all files. */
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import {root} from '../project.mjs';

/**
 * @typedef {object} Suite
 * @property {string} name also its folder below `test/`
 * @property {string} [extension] of its test files, default: `.test.mjs`
 * @property {(files: string[], options: string[]) => string[]} args of node, to run these files, which are relative to the project folder
 */

/**
 * Slow tests, more than half of the time of both suites, which `npm run test:quick` leaves out.
 *
 * @type {Record<string, string[]>} by suite
 */
export const SLOW = {
  unit: ['adapt-fallback', 'check', 'fallback-html', 'hostile-input', 'package', 'packets', 'site', 'site-pages'],
  browser: ['every-story', 'text-limits'],
};

/** @param {string} project of test/playwright.config.mjs @returns {Suite['args']} */
const playwright = (project) => (files) => [
  'test/node_modules/@playwright/test/cli.js',
  ...['test', '--config', 'test/playwright.config.mjs', `--project=${project}`, ...files],
];

/** In the order in which `npm test` starts them: the longest first. @type {Suite[]} */
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
  {name: 'compat', args: playwright('compat')},
  {name: 'wordpress', args: (files) => ['test/wordpress/run.mjs', ...files]},
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
