/** The test suites. Each has a folder below `test/` and one runner, which is started once for all files that are asked for. */
import {existsSync, readdirSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import {root} from '../project.mjs';

/**
 * @typedef {object} Suite
 * @property {string} name also its folder below `test/`
 * @property {string} extension of its test files
 * @property {(files: string[]) => string[]} args of node, to run these files, which are relative to the project folder
 * @property {(file: string) => boolean} needsBuild whether a test, named as in `file`, reads `dist/`
 * @property {string} [packages] folder with packages of its own
 */

/** Unit tests that read sources only. Others also read what `npm run build` writes. */
const WITHOUT_BUILD = [
  'accessibility',
  'check-copy',
  'commits',
  'glossary',
  'helplines',
  'helplines-data',
  'install',
  'layers',
  'packets',
  'ledger',
  'new-language',
  'opening-hours',
  'plurals',
  'release',
  'review',
  'review-release',
  'serve',
  'step-cache',
  'strip-descriptions',
  'style',
  'test-command',
  'xliff',
];

/**
 * Unit tests that `npm run test:quick` leaves out, because they take a third of its time: they follow the guides, make files for
 * reviewers, pack and bundle the package, build the project’s site and the hosted folder, and compare the builder with the command.
 */
export const SLOW = ['builder', 'guides', 'package', 'packets', 'site', 'site-pages'];

/** @param {string} project of test/playwright.config.mjs @returns {Suite['args']} */
const playwright = (project) => (files) => [
  'test/node_modules/@playwright/test/cli.js',
  'test',
  ...['--config', 'test/playwright.config.mjs'],
  `--project=${project}`,
  ...files,
];

/** In the order in which `npm test` starts them: the longest first. @type {Suite[]} */
export const suites = [
  {
    name: 'embed',
    extension: '.test.mjs',
    args: playwright('embed'),
    needsBuild: () => true,
  },
  {
    name: 'browser',
    extension: '.test.ts',
    args: (files) => [
      'node_modules/@web/test-runner/dist/bin.js',
      ...['--config', 'test/web-test-runner.config.mjs'],
      ...['--files', ...files],
    ],
    needsBuild: () => false,
  },
  {
    name: 'unit',
    extension: '.test.mjs',
    args: (files) => [
      '--test',
      `--test-concurrency=${availableParallelism()}`,
      ...['--test-reporter', './test/support/node-reporter.mjs'],
      ...files,
    ],
    needsBuild: (file) => !WITHOUT_BUILD.includes(file),
  },
  {
    name: 'compat',
    extension: '.test.mjs',
    args: playwright('compat'),
    needsBuild: () => true,
    packages: 'test/compat',
  },
  {
    name: 'wordpress',
    extension: '.test.mjs',
    args: (files) => ['test/wordpress/run.mjs', ...files],
    needsBuild: () => true,
  },
];

/**
 * Lists the tests of a suite: `frame` for `test/embed/frame.test.mjs`.
 *
 * @param {Suite} suite
 * @returns {string[]} sorted names
 */
export function testsOf({name, extension}) {
  const folder = join(root, 'test', name);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(extension))
    .map((file) => file.slice(0, -extension.length))
    .sort();
}

/** Returns the path of a test, relative to the project folder. @param {Suite} suite @param {string} test */
export const fileOf = ({name, extension}, test) => `test/${name}/${test}${extension}`;
