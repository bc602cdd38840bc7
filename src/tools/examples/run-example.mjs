/**
 * Installs, builds, serves and opens an app with the package as npm would get it: the examples of examples/, and the further hosts of
 * test/compat/hosts/. Everything happens in a temporary copy, and on loopback.
 */
import {spawn, spawnSync} from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {chromium} from '@playwright/test';
import {findBrowser} from '../browser.mjs';
import {freePort} from '../free-port.mjs';
import {root} from '../project.mjs';
import {serve} from '../serve.mjs';

/** @typedef {import('@playwright/test').Page} Page */

/**
 * @typedef {object} Example
 * @property {string} versions as the docs show them, with the name of a package in place of each version
 * @property {string} [folder] of the built files, which any web server can serve
 * @property {string[]} [server] arguments of node that start a server; it reads `HOST` and `PORT`
 * @property {(app: string) => void} [afterBuild] further checks in the folder of the app; throws an `ExampleError`
 * @property {boolean} [hasWords] whether the HTML that is sent has the fallback content: the page is rendered on a server or at build time
 * @property {string} [shared] folder of test/compat/hosts/shared/ whose files the app has too
 * @property {boolean} [hasNoPage] whether building it is all: programs that check or test
 * @property {string} [note] for the docs, to users of this host
 *
 * @typedef {{install: number, build: number, shift?: number, browser?: string}} Measured seconds, cumulative layout shift, and the
 *   version of Chromium
 */

/** @type {Record<string, Example>} */
export const EXAMPLES = {
  plain: {versions: 'no framework, the files of `dist/cdn`', folder: '.', hasWords: true},
  react: {versions: 'React {react}, Vite {vite}', folder: 'dist'},
  next: {
    versions: 'Next {next} (Turbopack), React {react}',
    server: ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1'],
    hasWords: true,
  },
  vue: {versions: 'Vue {vue}, Vite {vite}', folder: 'dist'},
  nuxt: {versions: 'Nuxt {nuxt}, Vue {vue}', server: ['.output/server/index.mjs'], hasWords: true},
  sveltekit: {versions: 'SvelteKit {@sveltejs/kit}, Svelte {svelte}', server: ['build/index.js'], hasWords: true},
  angular: {versions: 'Angular {@angular/core}', folder: 'dist', afterBuild: checkAngularTypes},
  astro: {versions: 'Astro {astro}', folder: 'dist', hasWords: true},
  eleventy: {versions: 'Eleventy {@11ty/eleventy}', folder: '_site', hasWords: true},
};

/**
 * Hosts beyond the examples. Each has a page with five widgets whose attributes change, which come and go, and one of which is a
 * field of a form.
 *
 * @type {Record<string, Example>}
 */
export const HOSTS = {
  'react-19': {versions: 'React {react}, Vite {vite}, TypeScript {typescript}', folder: 'dist', shared: 'react'},
  'react-18': {versions: 'React {react}, Vite {vite}, TypeScript {typescript}', folder: 'dist', shared: 'react'},
  'next-webpack': {...EXAMPLES.next, versions: 'Next {next} (webpack), React {react}', shared: 'react'},
  preact: {versions: 'Preact {preact}, Vite {vite}', folder: 'dist'},
  solid: {versions: 'Solid {solid-js}, Vite {vite}', folder: 'dist', shared: 'solid'},
  'solid-start': {
    versions: 'SolidStart {@solidjs/start}, Solid {solid-js}',
    server: ['.output/server/index.mjs'],
    hasWords: true,
    shared: 'solid',
  },
  'vue-page': {versions: 'Vue {vue}, Vite {vite}, TypeScript {typescript}', folder: 'dist', shared: 'vue'},
  'nuxt-page': {...EXAMPLES.nuxt, shared: 'vue'},
  vitepress: {versions: 'VitePress {vitepress}, Vue {vue}', folder: '.vitepress/dist', hasWords: true, shared: 'vue'},
  svelte: {versions: 'Svelte {svelte}, Vite {vite}', folder: 'dist'},
  'angular-ssr': {
    versions: 'Angular {@angular/core}, prerendered',
    folder: 'dist/browser',
    hasWords: true,
    note: 'Needs `"inlineCritical": false` in `angular.json`: Angular would load our style after the words are painted.',
  },
  docusaurus: {
    versions: 'Docusaurus {@docusaurus/core}, React {react}',
    folder: 'build',
    hasWords: true,
    shared: 'react',
    note: 'The imports in `clientModules`, tags on lines of their own; words through `raw-loader`. Its PostCSS warns of selectors that it cannot rewrite.',
  },
  qwik: {
    versions: 'Qwik and Qwik City {@builder.io/qwik}',
    folder: 'dist',
    hasWords: true,
    note: 'An event with a hyphen never arrives through JSX: `addEventListener()` in `useVisibleTask$`, where the import is too.',
  },
  'lit-ssr': {versions: '`@lit-labs/ssr` {@lit-labs/ssr}', folder: 'dist', hasWords: true, shared: 'page'},
  'lit-ssr-react': {
    versions: '`@lit-labs/ssr-react` {@lit-labs/ssr-react}, React {react}',
    folder: 'dist',
    hasWords: true,
    shared: 'react',
    note: 'Without words in the tag: it cannot render a widget together with `dangerouslySetInnerHTML`. The widget is in the HTML.',
  },
  vite: {versions: 'Vite {vite}', folder: 'dist', hasWords: true, shared: 'page'},
  webpack: {versions: 'webpack {webpack}', folder: 'dist', hasWords: true, shared: 'page'},
  rollup: {versions: 'Rollup {rollup}', folder: 'dist', hasWords: true, shared: 'page'},
  esbuild: {
    versions: 'esbuild {esbuild}',
    folder: 'dist',
    hasWords: true,
    shared: 'page',
    note: 'With `--splitting`; without it, all languages and countries are in one file.',
  },
  parcel: {
    versions: 'Parcel {parcel}',
    folder: 'dist',
    hasWords: true,
    shared: 'page',
    note: 'Needs `"@parcel/resolver-default": {"packageExports": true}` in `package.json`.',
  },
  'import-map': {
    versions: 'no bundler, an import map',
    folder: '.',
    hasWords: true,
    shared: 'page',
    note: 'A map of twelve entries; the files of `dist/cdn` need none and fewer requests.',
  },
  typescript: {
    versions: 'TypeScript {typescript}, {typescript-5.9}, {typescript-5.4}, {typescript-4.9}',
    hasNoPage: true,
    note: '`node16`, `nodenext`, `bundler`, `node10`; libraries checked too. Wrong use is an error in each.',
  },
  vitest: {
    versions: 'Vitest {vitest}, Testing Library {@testing-library/dom}, jsdom {jsdom}, happy-dom {happy-dom}',
    hasNoPage: true,
    note: 'Widgets render, events arrive, feedback has its value.',
  },
};

/** Number of the first line of the United States, which every example shows. */
const NUMBER = 'tel:+18006624357';

/** The link with that number in the widget, and the line that the app then writes. */
const CALL = `recovery-helpline-banner .root a[href="${NUMBER}"]`;
const HEARD = 'info: contact call';

/** Maximum imperceptible layout shift. */
const MAX_SHIFT = 0.01;

/** Time, in milliseconds, by which scripts are held back, so that the fallback content is painted before the widget. */
const SCRIPT_DELAY = 400;

/** Script that adds up the layout shift of the page, and makes the text below the widget high, as shifts count by size. */
const COUNT_SHIFT = `
  const style = new CSSStyleSheet();
  style.replaceSync('main > p { min-height: 60vh }');
  document.adoptedStyleSheets = [style];
  globalThis.shift = 0;
  new PerformanceObserver((list) => list.getEntries().forEach(({value}) => (shift += value)))
    .observe({type: 'layout-shift', buffered: true});`;

const HOST = '127.0.0.1';

/** A failure of an example, with the output of the failed step. */
export class ExampleError extends Error {}

/** @param {unknown} condition @param {string} message @returns {asserts condition} @throws {ExampleError} */
function check(condition, message) {
  if (!condition) throw new ExampleError(message);
}

/** Environment of all commands: no telemetry, and no prompts. */
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
    if (child.exitCode !== null) throw new ExampleError(`the server has exited\n${output}`);
    if (await fetch(url).catch(() => undefined)) return {url, close};
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await close();
  throw new ExampleError(`the server does not respond\n${output}`);
}

/**
 * Opens the page of an app as a reader with a slow phone, and checks it.
 *
 * @param {string} url
 * @param {(page: Page, lines: string[]) => Promise<void>} [further] checks
 * @returns {Promise<{shift: number, browser: string}>} cumulative layout shift, and the version of the browser
 * @throws {ExampleError}
 */
async function checkPage(url, further) {
  const browser = await chromium.launch({executablePath: findBrowser(), args: ['--no-sandbox', '--disable-gpu']});
  try {
    // High enough for the widget and the text below it.
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
    const call = page.locator(CALL);
    await call.waitFor({timeout: 30_000}).catch(() => {});
    check(
      (await call.count()) === 1,
      `the widget does not show ${NUMBER}\n${lines.join('\n')}\n${await page.content()}`,
    );
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100)))');
    const shift = Number(await page.evaluate('shift'));
    await checkContact(page, lines);
    await further?.(page, lines);
    return {shift, browser: browser.version()};
  } finally {
    await browser.close();
  }
}

/** Clicks the number, which must then be the only message on the console. @param {Page} page @param {string[]} lines @throws {ExampleError} */
async function checkContact(page, lines) {
  const call = page.locator(CALL);
  await call.evaluate((link) => link.addEventListener('click', (event) => event.preventDefault()));
  // The framework may hydrate, and so listen, after the widget is there.
  for (let tries = 0; tries < 50 && !lines.length; tries++) {
    await call.evaluate((link) => /** @type {HTMLElement} */ (link).click());
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  check(lines.join('\n') === HEARD, `the console has other lines than “${HEARD}”:\n${lines.join('\n')}`);
}

/**
 * Changes attributes, removes all widgets and puts them in again, and fills in the form, as the pages of the hosts let do.
 *
 * @param {Page} page
 * @param {string[]} lines of the console
 * @throws {ExampleError}
 */
async function checkHostPage(page, lines) {
  /** Waits for an element that is shown. @param {string} selector @param {string} message */
  const shows = (selector, message) =>
    page
      .locator(selector)
      .first()
      .waitFor({timeout: 10_000})
      .catch(() => check(false, `${message}\n${lines.join('\n')}`));
  const press = (/** @type {string} */ id) =>
    page.locator(`#${id}`).evaluate((button) => /** @type {HTMLElement} */ (button).click());

  await shows('recovery-helpline-banner .root h2', 'the banner has no heading of level 2');
  await shows('recovery-overdose-warning .root[lang="es"]', 'the warning is not in Spanish');
  const answer = page.locator('recovery-care-gaps .root input[type="radio"]').nth(1);
  await answer.check();
  await page.locator('recovery-trigger-checklist .root input[type="checkbox"]').first().check();
  await shows('recovery-feedback .root textarea', '`comment` shows no box');
  const form = page.locator('#answer');
  const isValid = () => form.evaluate((el) => /** @type {HTMLFormElement} */ (el).checkValidity());
  check(!(await isValid()), '`form` or `required` has no effect');

  // The names of lines are one level below the heading.
  await press('change');
  await shows('recovery-helpline-banner .root h4', '`heading-level` does not change the heading');
  await shows('recovery-overdose-warning .root[lang="en"]', '`lang` does not change the language');
  check(await answer.isChecked(), 'an answer is lost when the page changes');
  check(
    await page.locator('recovery-trigger-checklist .root input[type="checkbox"]').first().isChecked(),
    'a tick is lost when the page changes',
  );
  await page.locator('recovery-feedback .root input[type="radio"]').first().check();
  await page.locator('recovery-feedback .root textarea').fill('ok');
  check(await isValid(), 'an answer does not make the form valid');
  const sent = await form.evaluate((el) =>
    new URLSearchParams(/** @type {any} */ (new FormData(/** @type {HTMLFormElement} */ (el)))).toString(),
  );
  check(sent === 'helpful=yes&helpful-comment=ok', `the form sends “${sent}”`);

  await press('toggle');
  await page.waitForFunction("!document.querySelector('recovery-helpline-banner, recovery-care-gaps')");
  await press('toggle');
  await shows(CALL, 'the banner does not come back');
  await shows('recovery-helpline-banner .root h4', 'the banner comes back without its attributes');
  // The line of the first call; anything else stays, and is a failure.
  lines.splice(lines.indexOf(HEARD), 1);
  await checkContact(page, lines);
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

const hosts = join(root, 'test/compat/hosts');

/** Returns the folder of an app. @param {string} name */
export const folderOf = (name) => (HOSTS[name] ? join(hosts, name) : join(root, 'examples', name));

/** Copies an app, with what hosts share. @param {string} name @param {string} app folder */
function copyApp(name, app) {
  const filter = (/** @type {string} */ path) => !/[\\/]node_modules$/.test(path);
  cpSync(folderOf(name), app, {recursive: true, filter});
  if (!HOSTS[name]) return;
  cpSync(join(hosts, 'shared/define.js'), join(app, 'define.js'));
  const {shared} = HOSTS[name];
  if (shared) cpSync(join(hosts, 'shared', shared), app, {recursive: true});
  if (shared !== 'page') return;
  const fallback = readFileSync(join(root, 'dist/html/en/US/helpline-banner.html'), 'utf8');
  const head = join(app, 'head.html');
  const page = readFileSync(join(app, 'index.html'), 'utf8')
    .replace('<!-- words -->', () => fallback)
    .replace('<!-- head -->', () => (existsSync(head) ? readFileSync(head, 'utf8') : ''));
  writeFileSync(join(app, 'index.html'), page);
}

/**
 * Runs an app.
 *
 * @param {string} name of an example or a host
 * @param {(step: string) => void} [onStep] called before each step
 * @returns {Promise<Measured>}
 * @throws {ExampleError} if anything is not as it should be
 */
export async function runExample(name, onStep = () => {}) {
  const {folder, server, afterBuild, hasWords = false, hasNoPage} = EXAMPLES[name] ?? HOSTS[name];
  const temporary = realpathSync(mkdtempSync(join(tmpdir(), `example-${name}-`)));
  const app = join(temporary, 'app');
  try {
    mkdirSync(app);
    copyApp(name, app);
    const meta = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8'));
    onStep('pack');
    meta.dependencies['recovery-widgets'] = `file:${pack(temporary)}`;
    writeFileSync(join(app, 'package.json'), JSON.stringify(meta, null, 2));
    onStep('install');
    const {seconds: install} = npm(app, 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
    onStep('build');
    const build = meta.scripts?.build ? npm(app, 'run', 'build').seconds : 0;
    afterBuild?.(app);
    if (hasNoPage) return {install, build};
    onStep('open');
    const {url, close} = server ? await startServer(app, server) : await serve({root: join(app, folder ?? '.')});
    try {
      const html = await (await fetch(`${url}/`)).text();
      check(html.includes(NUMBER) === hasWords, `the HTML ${hasWords ? 'lacks' : 'has'} ${NUMBER}:\n${html}`);
      const {shift, browser} = await checkPage(`${url}/`, HOSTS[name] && checkHostPage);
      check(!hasWords || shift <= MAX_SHIFT, `the page moves: layout shift ${shift}`);
      return {install, build, shift, browser};
    } finally {
      await close();
    }
  } finally {
    rmSync(temporary, {recursive: true, force: true});
  }
}
