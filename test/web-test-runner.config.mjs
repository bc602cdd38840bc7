/**
 * Browser tests of the widgets: @web/test-runner serves the sources, compiled one by one as the build compiles them. In Chromium always, in
 * Firefox and WebKitGTK where they are installed. WebKitGTK has Safari’s engine without the rest of Safari; it needs a display, which Xvfb
 * provides.
 */
import {spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {defaultReporter} from '@web/test-runner';
import {chromeLauncher} from '@web/test-runner-chrome';
import {puppeteerLauncher} from '@web/test-runner-puppeteer';
import {webdriverLauncher} from '@web/test-runner-webdriver';
import ts from 'typescript';
import {findBrowser, findProgram, isHeadlessShell} from '../src/tools/browser.mjs';
import {launchOptions} from './support/browser.mjs';
import {freePort} from './support/system.mjs';
import {isNightly} from './support/nightly.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** DevTools sessions, one per page, because media features last as long as the session that set them. */
const sessions = new WeakMap();

/** Command `emulate`: media type and features through the DevTools protocol, since @web/test-runner-commands knows neither forced colors nor contrast. @type {import('@web/test-runner').TestRunnerPlugin<Record<string, string>>} */
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

const chromium = (/** @type {string} */ executablePath) =>
  chromeLauncher({
    launchOptions: {
      executablePath,
      headless: isHeadlessShell(executablePath) ? 'shell' : true,
      args: launchOptions().args,
    },
  });

const firefox = (/** @type {string} */ executablePath) =>
  puppeteerLauncher({
    launchOptions: {browser: 'firefox', executablePath, headless: true},
    // Firefox stops timers in background tabs.
    concurrency: 1,
  });

/** WebKitGTK’s browser, which Debian installs in the folder of the library. */
const miniBrowser = ['x86_64', 'aarch64']
  .flatMap((cpu) => ['4.1', '6.0'].map((api) => `/usr/lib/${cpu}-linux-gnu/webkit2gtk-${api}/MiniBrowser`))
  .find((path) => existsSync(path));

/** Returns a launcher, and a plugin that starts the driver and its display. @param {string} driver program @param {string} display program */
async function webkit(driver, display) {
  const [port, number] = [await freePort(), 90 + (process.pid % 900)];
  /** @type {import('node:child_process').ChildProcess[]} */
  let running = [];
  return {
    launcher: webdriverLauncher({
      automationProtocol: 'webdriver',
      hostname: '127.0.0.1',
      port,
      path: '/',
      logLevel: 'error',
      // WebdriverIO’s types do not know the options of WebKitGTK.
      capabilities: /** @type {WebdriverIO.Capabilities} */ ({
        browserName: 'MiniBrowser',
        'wdio:enforceWebDriverClassic': true,
        'webkitgtk:browserOptions': {binary: miniBrowser, args: ['--automation']},
      }),
    }),
    plugin: {
      name: 'webkit',
      serverStart() {
        const quiet = {stdio: /** @type {const} */ ('ignore')};
        running = [
          spawn(display, [`:${number}`, '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], quiet),
          spawn(driver, [`--port=${port}`, '--host=127.0.0.1'], {
            ...quiet,
            // Without a graphics card, a third of the time goes into drawing with OpenGL in software.
            env: {...process.env, DISPLAY: `:${number}`, WEBKIT_DISABLE_DMABUF_RENDERER: '1'},
          }),
        ];
      },
      serverStop() {
        for (const child of running.splice(0)) child.kill();
      },
    },
  };
}

const wanted = process.env.ENGINES?.split(',') ?? ['chromium', 'firefox', 'webkit'];
/** @type {import('@web/test-runner').BrowserLauncher[]} */
const others = [];
const plugins = [];
const skip = (/** @type {string} */ name) => console.log(`browser: skipped: ${name} is not installed`);
if (wanted.includes('firefox')) {
  const found = findProgram('firefox-esr', 'firefox');
  if (found) others.push(firefox(found));
  else skip('Firefox');
}
if (wanted.includes('webkit')) {
  const [driver, display] = [findProgram('WebKitWebDriver'), findProgram('Xvfb')];
  if (driver && display && miniBrowser) {
    const {launcher, plugin} = await webkit(driver, display);
    others.push(launcher);
    plugins.push(plugin);
  } else skip('WebKitGTK');
}
const first = wanted.includes('chromium') ? [chromium(findBrowser())] : [];
/** CI has the widgets themselves in the other engines, and at night their behavior too. */
const hasFewEngines = first.length && !isNightly && !process.env.ENGINES;

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
  browsers: hasFewEngines ? first : [...first, ...others],
  groups: hasFewEngines
    ? [
        {
          name: 'other engines',
          files: ['test/browser/every-story.test.ts', 'test/browser/static.test.ts'],
          browsers: others,
        },
      ]
    : [],
  plugins: [typescript, media, ...plugins],
  reporters: [defaultReporter({reportTestProgress: false}), countReporter()],
  testFramework: {config: {timeout: 20000}},
};
