/**
 * Launchers of the browser tests: Chromium always, Firefox and WebKitGTK where they are installed. WebKitGTK has Safari’s engine
 * without the rest of Safari; it needs a display, which Xvfb provides.
 */
import {spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {chromeLauncher} from '@web/test-runner-chrome';
import {puppeteerLauncher} from '@web/test-runner-puppeteer';
import {webdriverLauncher} from '@web/test-runner-webdriver';
import {findBrowser, findProgram, isHeadlessShell} from '../../src/tools/browser.mjs';
import {launchOptions} from './browser.mjs';
import {freePort} from './free-port.mjs';

/** @param {string} executablePath */
const chromium = (executablePath) =>
  chromeLauncher({
    launchOptions: {
      executablePath,
      headless: isHeadlessShell(executablePath) ? 'shell' : true,
      args: launchOptions().args,
    },
  });

/** @param {string} executablePath */
const firefox = (executablePath) =>
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

/**
 * Returns the part of the test runner’s configuration that depends on installed browsers.
 *
 * @param {string[]} [wanted] `chromium`, `firefox`, `webkit`; default: all three
 * @returns {Promise<{
 *   browsers: Record<string, import('@web/test-runner').BrowserLauncher>,
 *   plugins: import('@web/test-runner').TestRunnerPlugin[],
 *   missing: string[]
 * }>} `browsers` by engine; `missing` names wanted engines that are not installed
 */
export async function engines(wanted = ['chromium', 'firefox', 'webkit']) {
  /** @type {Record<string, import('@web/test-runner').BrowserLauncher>} */
  const browsers = {};
  const plugins = [];
  const missing = [];
  if (wanted.includes('chromium')) browsers.chromium = chromium(findBrowser());
  if (wanted.includes('firefox')) {
    const found = findProgram('firefox-esr', 'firefox');
    if (found) browsers.firefox = firefox(found);
    else missing.push('Firefox');
  }
  if (wanted.includes('webkit')) {
    const [driver, display] = [findProgram('WebKitWebDriver'), findProgram('Xvfb')];
    if (driver && display && miniBrowser) {
      const {launcher, plugin} = await webkit(driver, display);
      browsers.webkit = launcher;
      plugins.push(plugin);
    } else missing.push('WebKitGTK');
  }
  return {browsers, plugins, missing};
}
