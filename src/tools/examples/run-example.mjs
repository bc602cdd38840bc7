/**
 * Installs, builds, serves and opens an example app of examples/, with the package as npm would get it. Everything happens in a
 * temporary copy, and on loopback.
 */
import {spawn, spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {chromium} from '@playwright/test';
import {findBrowser} from '../browser.mjs';
import {root} from '../project.mjs';
import {serve} from '../serve.mjs';

/**
 * @typedef {object} Example
 * @property {string} [folder] of the built files, which any web server can serve
 * @property {string[]} [server] arguments of node that start a server; it reads `HOST` and `PORT`
 * @property {(app: string) => void} [afterBuild] further checks in the folder of the app; throws an `ExampleError`
 * @property {boolean} hasWords whether the HTML that is sent has the words: the page is rendered on a server or at build time
 *
 * @typedef {{install: number, build: number, shift: number}} Measured seconds, and cumulative layout shift
 */

/** @type {Record<string, Example>} */
export const EXAMPLES = {
  plain: {folder: '.', hasWords: true},
  react: {folder: 'dist', hasWords: false},
  vue: {folder: 'dist', hasWords: false},
  angular: {folder: 'dist', hasWords: false, afterBuild: checkAngularTypes},
  eleventy: {folder: '_site', hasWords: true},
  astro: {folder: 'dist', hasWords: true},
  sveltekit: {server: ['build/index.js'], hasWords: true},
  next: {server: ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1'], hasWords: true},
  nuxt: {server: ['.output/server/index.mjs'], hasWords: true},
};

/** Number of the first line of the United States, which every example shows. */
const NUMBER = 'tel:+18006624357';

/** Layout shift that nobody sees. */
const MOST_SHIFT = 0.01;

/** Time, in milliseconds, by which scripts are held back, so that the words are painted before the widget. */
const SCRIPT_DELAY = 400;

/** Script that adds up the layout shift of the page, whose text below the widget is made high: what moves counts by its size. */
const COUNT_SHIFT = `
  addEventListener('DOMContentLoaded', () => {
    const style = document.createElement('style');
    style.textContent = 'main > p { min-height: 60vh }';
    document.head.append(style);
  });
  globalThis.shift = 0;
  new PerformanceObserver((list) => list.getEntries().forEach(({value}) => (shift += value)))
    .observe({type: 'layout-shift', buffered: true});`;

const HOST = '127.0.0.1';

/** A failure of an example, with the output of what failed. */
export class ExampleError extends Error {}

/** @param {unknown} condition @param {string} message @returns {asserts condition} @throws {ExampleError} */
function check(condition, message) {
  if (!condition) throw new ExampleError(message);
}

/** Environment of all commands: nothing is reported to anybody, and nothing is asked. */
const ENVIRONMENT = {
  ...process.env,
  CI: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  NG_CLI_ANALYTICS: 'false',
  NUXT_TELEMETRY_DISABLED: '1',
  NO_UPDATE_NOTIFIER: '1',
};

/** Runs npm, and returns its output and the seconds it took. @param {string} cwd @param {string[]} args @throws {ExampleError} */
function npm(cwd, ...args) {
  const start = performance.now();
  const {status, stdout, stderr, error} = spawnSync('npm', args, {
    cwd,
    env: ENVIRONMENT,
    encoding: 'utf8',
    maxBuffer: 1e8,
    shell: process.platform === 'win32',
  });
  check(status === 0, `npm ${args.join(' ')}\n${error ?? ''}${stdout}${stderr}`);
  return {stdout, seconds: Math.round((performance.now() - start) / 1000)};
}

/** Wrong uses in the template of the Angular example, and the errors of its compiler. Tags and attributes are not checked there. */
const WRONG_IN_ANGULAR = [
  {right: 'heard($event)', wrong: 'heard($event.type)', error: /TS2345/},
  {
    right: '(recovery-contact)="heard($event)"',
    wrong: '(recovery-contact)="heard($event.chanel)"',
    error: /TS2339|TS2551/,
  },
  {right: '[innerHTML]="words"', wrong: '#banner [innerHTML]="words" [title]="banner.regoin"', error: /TS2551/},
  {right: 'schemas: [CUSTOM_ELEMENTS_SCHEMA],', wrong: '', error: /NG8001/},
];

/** Compiles the Angular example with wrong uses. @param {string} app @throws {ExampleError} */
function checkAngularTypes(app) {
  const file = join(app, 'src/helpline.ts');
  const source = readFileSync(file, 'utf8');
  const args = ['node_modules/@angular/compiler-cli/bundles/src/bin/ngc.js', '--noEmit', '-p', 'tsconfig.json'];
  for (const {right, wrong, error} of WRONG_IN_ANGULAR) {
    check(source.includes(right), `src/helpline.ts has no ${right}`);
    writeFileSync(file, source.replace(right, wrong));
    const {stdout, stderr} = spawnSync(process.execPath, args, {cwd: app, encoding: 'utf8'});
    check(error.test(stdout + stderr), `${wrong || `without ${right}`} compiles:\n${stdout}${stderr}`);
  }
  writeFileSync(file, source);
}

/** Returns a port that is free. @returns {Promise<number>} */
const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, HOST, () => {
      const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });

/** Starts the server of an example, and waits until it answers. @param {string} cwd @param {string[]} args */
async function startServer(cwd, args) {
  const port = await freePort();
  const url = `http://${HOST}:${port}`;
  let output = '';
  const env = {...ENVIRONMENT, HOST, PORT: String(port), NODE_ENV: 'production'};
  const child = spawn(process.execPath, args, {cwd, env, stdio: ['ignore', 'pipe', 'pipe']});
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const close = () =>
    new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode) resolve(undefined);
      else child.once('close', resolve).kill();
    });
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new ExampleError(`the server has ended\n${output}`);
    if (await fetch(url).catch(() => undefined)) return {url, close};
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await close();
  throw new ExampleError(`the server does not answer\n${output}`);
}

/**
 * Opens the page of an example as a reader with a slow phone, and checks it.
 *
 * @param {string} url
 * @returns {Promise<number>} cumulative layout shift
 * @throws {ExampleError}
 */
async function checkPage(url) {
  const browser = await chromium.launch({executablePath: findBrowser(), args: ['--no-sandbox', '--disable-gpu']});
  try {
    // High enough for the widget and what is below it.
    const page = await browser.newPage({viewport: {width: 412, height: 1800}});
    /** @type {string[]} */
    const lines = [];
    page.on('console', (message) => lines.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => lines.push(`error: ${error.message}`));
    await page.route('**/*', async (route) => {
      if (route.request().resourceType() === 'script')
        await new Promise((resolve) => setTimeout(resolve, SCRIPT_DELAY));
      await route.continue().catch(() => {});
    });
    await page.addInitScript(COUNT_SHIFT);
    await page.goto(url);
    const call = page.locator(`recovery-helpline-banner .root a[href="${NUMBER}"]`);
    await call.waitFor({timeout: 30_000}).catch(() => {});
    check(
      (await call.count()) === 1,
      `the widget does not show ${NUMBER}\n${lines.join('\n')}\n${await page.content()}`,
    );
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100)))');
    const shift = Number(await page.evaluate('shift'));
    await call.evaluate((link) => link.addEventListener('click', (event) => event.preventDefault()));
    // The framework may hydrate, and so listen, after the widget is there.
    for (let tries = 0; tries < 50 && !lines.length; tries++) {
      await call.evaluate((link) => /** @type {HTMLElement} */ (link).click());
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    check(
      lines.join('\n') === 'info: contact call',
      `the console has other lines than “contact call”:\n${lines.join('\n')}`,
    );
    return shift;
  } finally {
    await browser.close();
  }
}

/**
 * Packs the last build.
 *
 * @param {string} folder to put the tarball into
 * @returns {string} path of the tarball
 */
function pack(folder) {
  npm(root, 'pack', '--ignore-scripts', '--pack-destination', folder);
  return join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '');
}

/**
 * Runs an example.
 *
 * @param {string} name
 * @param {(step: string) => void} [onStep] called before each step
 * @returns {Promise<Measured>}
 * @throws {ExampleError} if anything is not as it should be
 */
export async function runExample(name, onStep = () => {}) {
  const {folder, server, afterBuild, hasWords} = EXAMPLES[name];
  const temporary = realpathSync(mkdtempSync(join(tmpdir(), `example-${name}-`)));
  const app = join(temporary, 'app');
  try {
    mkdirSync(app);
    cpSync(join(root, 'examples', name), app, {recursive: true, filter: (path) => !/[\\/]node_modules$/.test(path)});
    const meta = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8'));
    onStep('pack');
    meta.dependencies['recovery-widgets'] = `file:${pack(temporary)}`;
    writeFileSync(join(app, 'package.json'), JSON.stringify(meta, null, 2));
    onStep('install');
    const {seconds: install} = npm(app, 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
    onStep('build');
    const build = meta.scripts?.build ? npm(app, 'run', 'build').seconds : 0;
    afterBuild?.(app);
    onStep('open');
    const {url, close} = server ? await startServer(app, server) : await serve({root: join(app, folder ?? '.')});
    try {
      const html = await (await fetch(`${url}/`)).text();
      check(html.includes(NUMBER) === hasWords, `the HTML ${hasWords ? 'lacks' : 'has'} ${NUMBER}:\n${html}`);
      const shift = await checkPage(`${url}/`);
      check(!hasWords || shift <= MOST_SHIFT, `the page moves: layout shift ${shift}`);
      return {install, build, shift};
    } finally {
      await close();
    }
  } finally {
    rmSync(temporary, {recursive: true, force: true});
  }
}
