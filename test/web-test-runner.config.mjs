/** Browser tests of the widgets: @web/test-runner serves the sources, compiled one by one as the build compiles them. */
import {existsSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {defaultReporter} from '@web/test-runner';
import ts from 'typescript';
import {freePort} from './support/free-port.mjs';
import {engines} from './support/engines.mjs';
import {isNightly} from './support/nightly.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** DevTools sessions, one per page, because media features last as long as the session that set them. */
const sessions = new WeakMap();

/**
 * Command `emulate`: media type and features through the DevTools protocol, since @web/test-runner-commands knows neither forced
 * colors nor contrast.
 *
 * @type {import('@web/test-runner').TestRunnerPlugin<Record<string, string>>}
 */
const media = {
  name: 'media',
  async executeCommand({command, payload = {}, session}) {
    if (command !== 'emulate') return undefined;
    const launcher = /** @type {import('@web/test-runner-chrome').ChromeLauncher} */ (session.browser);
    const page = launcher.getPage(session.id);
    if (!sessions.has(page)) sessions.set(page, await page.createCDPSession());
    const {media: type = '', ...features} = payload;
    await sessions.get(page).send('Emulation.setEmulatedMedia', {
      media: type,
      features: Object.entries(features).map(([name, value]) => ({name, value})),
    });
    return true;
  },
};

const {options} = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config,
  ts.sys,
  root,
);

/** Serves TypeScript, and finds it where an import names the JavaScript. @type {import('@web/test-runner').TestRunnerPlugin} */
const typescript = {
  name: 'typescript',
  resolveMimeType: ({path}) => (path.endsWith('.ts') ? 'js' : undefined),
  resolveImport({source, context}) {
    const wanted = source.replace(/\.js$/, '.ts');
    return source.startsWith('.') && existsSync(resolve(join(root, dirname(context.path)), wanted))
      ? wanted
      : undefined;
  },
  transform({path, body}) {
    if (!path.endsWith('.ts')) return undefined;
    const {outputText} = ts.transpileModule(String(body), {
      fileName: path,
      compilerOptions: {...options, declaration: false, inlineSourceMap: true, inlineSources: true},
    });
    return `${path.endsWith('/helpers.ts') ? `const __NIGHTLY__ = ${isNightly}; ` : ''}${outputText}`;
  },
};

const {browsers, plugins, missing} = await engines(process.env.ENGINES?.split(','));
const {chromium, ...others} = browsers;
/** CI has the widgets themselves in the other engines, and at night their behavior too. */
const hasFewEngines = chromium && !isNightly && !process.env.ENGINES;
for (const name of missing) console.log(`browser: skipped: ${name} is not installed`);

/** Prints the line that `npm test` reads: `browser: 12 passed, 0 failed, 0 skipped`. @returns {import('@web/test-runner').Reporter} */
const countReporter = () => ({
  stop({sessions}) {
    const count = {passed: 0, failed: 0, skipped: 0};
    const add = (/** @type {import('@web/test-runner').TestSuiteResult | undefined} */ suite) => {
      for (const test of suite?.tests ?? []) count[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed']++;
      suite?.suites.forEach(add);
    };
    for (const session of sessions) {
      add(session.testResults);
      // A file that failed to load has no results.
      if (session.errors.length || !session.testResults) count.failed++;
    }
    console.log(`browser: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  },
});

/** @type {import('@web/test-runner').TestRunnerConfig} */
export default {
  rootDir: root,
  hostname: '127.0.0.1',
  port: await freePort(),
  files: ['test/browser/**/*.test.ts'],
  nodeResolve: {exportConditions: ['production', 'browser']},
  // One page at a time: browsers throttle timers and animation frames in background pages.
  concurrency: 1,
  testsStartTimeout: 60000,
  testsFinishTimeout: 400000,
  browsers: hasFewEngines ? [chromium] : Object.values(browsers),
  groups: hasFewEngines
    ? [
        {
          name: 'other engines',
          files: ['test/browser/every-story.test.ts', 'test/browser/static.test.ts'],
          browsers: Object.values(others),
        },
      ]
    : [],
  plugins: [typescript, media, ...plugins],
  reporters: [defaultReporter({reportTestProgress: false}), countReporter()],
  testFramework: {config: {timeout: 20000}},
};
