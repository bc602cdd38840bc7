/**
 * The browsers that the widget tests run in: Chromium always, Firefox and WebKitGTK where they are installed. WebKitGTK is the
 * engine of Safari without Safari around it; it needs a display, which Xvfb plays.
 */
import {spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {createServer} from 'node:net';
import {delimiter, join} from 'node:path';
import {chromeLauncher} from '@web/test-runner-chrome';
import {puppeteerLauncher} from '@web/test-runner-puppeteer';
import {webdriverLauncher} from '@web/test-runner-webdriver';
import {findBrowser} from '../../src/tools/cli/prepare.mjs';

/** @param {string[]} names programs, the first one found on the path counts */
const programOf = (...names) =>
  names
    .flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)))
    .find((path) => existsSync(path));

const chromium = () =>
  chromeLauncher({
    launchOptions: {
      executablePath: findBrowser(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-dev-shm-usage',
      ],
    },
  });

/** @param {string} executablePath */
const firefox = (executablePath) =>
  puppeteerLauncher({
    launchOptions: {browser: 'firefox', executablePath, headless: true},
    // More than one tab at a time, and timers in those behind stand still.
    concurrency: 1,
  });

/** @returns {Promise<number>} a port on loopback that nothing listens on */
export const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => done(port));
    });
  });

/** Debian has it beside the library, of whichever version. */
const miniBrowser = ['x86_64', 'aarch64']
  .flatMap((cpu) => ['4.1', '6.0'].map((api) => `/usr/lib/${cpu}-linux-gnu/webkit2gtk-${api}/MiniBrowser`))
  .find((path) => existsSync(path));

/** @param {string} driver program @param {string} display program */
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
      capabilities: {
        browserName: 'MiniBrowser',
        'wdio:enforceWebDriverClassic': true,
        'webkitgtk:browserOptions': {binary: miniBrowser, args: ['--automation']},
      },
    }),
    plugin: {
      name: 'webkit',
      serverStart() {
        const quiet = {stdio: /** @type {const} */ ('ignore')};
        running = [
          spawn(display, [`:${number}`, '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], quiet),
          spawn(driver, [`--port=${port}`, '--host=127.0.0.1'], {
            ...quiet,
            env: {...process.env, DISPLAY: `:${number}`},
          }),
        ];
      },
      serverStop() {
        for (const each of running.splice(0)) each.kill();
      },
    },
  };
}

/**
 * @param {string[]} [wanted] `chromium`, `firefox`, `webkit`
 * @returns {Promise<{browsers: unknown[], plugins: unknown[], missing: string[]}>} what the test runner takes; `missing` names
 *   engines that are not on this machine
 */
export async function engines(wanted = ['chromium', 'firefox', 'webkit']) {
  const browsers = [];
  const plugins = [];
  const missing = [];
  if (wanted.includes('chromium')) browsers.push(chromium());
  if (wanted.includes('firefox')) {
    const found = programOf('firefox-esr', 'firefox');
    if (found) browsers.push(firefox(found));
    else missing.push('Firefox');
  }
  if (wanted.includes('webkit')) {
    const [driver, display] = [programOf('WebKitWebDriver'), programOf('Xvfb')];
    if (driver && display && miniBrowser) {
      const {launcher, plugin} = await webkit(driver, display);
      browsers.push(launcher);
      plugins.push(plugin);
    } else missing.push('WebKitGTK');
  }
  return {browsers, plugins, missing};
}
