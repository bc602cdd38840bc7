/**
 * Playwright Test: pages of partners in Debian’s Chromium (`embed`), and our widgets inside other software (`compat`). No web
 * server: the tests answer all requests by themselves, see support/page.mjs.
 */
import {existsSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {fileURLToPath} from 'node:url';
import {defineConfig} from '@playwright/test';
import {launchOptions} from './support/browser.mjs';

const pathOf = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const projects = ['embed', 'compat'].filter((name) => existsSync(pathOf(name)));

// Playwright maps every stack to TypeScript sources, one for each call of its API. Our modules run as they are, so V8’s own format
// is right, and a worker has a tenth more time.
/** @type {{prepareStackTrace?: unknown}} */ (Error).prepareStackTrace = undefined;

export default defineConfig({
  testMatch: '**/*.test.mjs',
  // Each with its own output, so that both can run at once.
  projects: projects.map((name) => ({name, testDir: pathOf(name), outputDir: pathOf(`../test-results/${name}`)})),
  // Each file in one worker: tests of a file share pages, folders and what it loads.
  workers: availableParallelism(),
  // A busy machine can be late where a test cannot wait for an event. The reporter names each test that needed it.
  retries: 1,
  forbidOnly: !!process.env.CI,
  // Some tests look at every widget in every language; on a machine that is busy, that takes a while.
  timeout: 180_000,
  expect: {timeout: 15_000},
  updateSnapshots: 'none',
  snapshotPathTemplate: 'baselines/{arg}{ext}',
  reporter: [['dot'], [pathOf('support/count-reporter.mjs')]],
  // All our modules are plain JavaScript that Node runs as they are.
  build: {external: ['**/*']},
  use: {
    launchOptions: launchOptions(),
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    // A trace costs a tenth of the time. For one test: npx playwright test --config test/playwright.config.mjs --trace on <file>
    trace: 'off',
  },
});
