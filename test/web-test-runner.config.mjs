/** Browser tests of the widgets: real browsers, the sources compiled by esbuild as they are. Run by `npm test`. */
import {fileURLToPath} from 'node:url';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {defaultReporter} from '@web/test-runner';
import {engines, freePort} from './support/engines.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Forced colors, print and color scheme by the DevTools protocol: the commands package knows only some of them. */
const clients = new WeakMap();
const media = {
  name: 'media',
  async executeCommand({command, payload, session}) {
    if (command !== 'emulate') return undefined;
    const page = session.browser.getPage(session.id);
    // Features hold for the life of the session that set them, so there is one a page.
    if (!clients.has(page)) clients.set(page, await page.createCDPSession());
    const client = clients.get(page);
    const {media: type = '', ...features} = payload;
    await client.send('Emulation.setEmulatedMedia', {
      media: type,
      features: Object.entries(features).map(([name, value]) => ({name, value})),
    });
    return true;
  },
};

/** The last line of the run, which `npm test` adds up: `widgets: 12 passed, 0 failed`. */
const counter = () => {
  let passed = 0;
  let failed = 0;
  return {
    onTestRunStarted() {
      passed = failed = 0;
    },
    stop({sessions}) {
      const count = ({suites = [], tests = []} = {}) => {
        for (const test of tests) if (!test.skipped) test.passed ? passed++ : failed++;
        suites.forEach(count);
      };
      for (const session of sessions) {
        count(session.testResults);
        // A file that could not even start holds tests that did not pass.
        if (session.errors.length || !session.testResults) failed++;
      }
      console.log(`widgets: ${passed} passed, ${failed} failed`);
    },
  };
};

const {browsers, plugins, missing} = await engines(process.env.ENGINES?.split(','));
for (const name of missing) console.log(`widgets: ${name} is not installed; its tests are skipped`);

export default {
  rootDir: root,
  hostname: '127.0.0.1',
  port: await freePort(),
  files: ['test/browser/**/*.test.ts'],
  nodeResolve: {exportConditions: ['production', 'browser']},
  // One page at a time: browsers slow timers and frames down in pages behind another.
  concurrency: 1,
  testsStartTimeout: 60000,
  testsFinishTimeout: 400000,
  browsers,
  plugins: [esbuildPlugin({ts: true, tsconfig: `${root}/tsconfig.json`}), media, ...plugins],
  reporters: [defaultReporter({reportTestProgress: false}), counter()],
  testFramework: {config: {timeout: 20000}},
};
