/**
 * The apps of examples/, each installed with the packed package, built, served and opened in Chromium, in a temporary copy and on loopback.
 * Their packages come from the registry, so only the nightly run has them: `NIGHTLY=1 npm test -- compat/examples`.
 */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {freePort, temporaryFolder} from '../support/system.mjs';
import {root} from '../../src/tools/project.mjs';
import {stagePackage} from '../../src/tools/hosting/package.mjs';
import {serve} from '../../src/tools/serve.mjs';
import {US_LINE} from '../support/helplines.mjs';
import {startServer} from '../support/hosting.mjs';
import {recordShifts, totalShift} from '../support/probes.mjs';
import {AT_NIGHT, isNightly} from '../support/nightly.mjs';
import {test} from '../support/page.mjs';

test.skip(!isNightly, AT_NIGHT);

const HOST = '127.0.0.1';

/** A `folder` of built files, which any web server can serve, or a `server`; whether the HTML that is sent has the fallback content. */
const EXAMPLES = {
  // Short code reserves the height of a screen at most.
  plain: {folder: '.', hasFallback: true, height: 915},
  react: {folder: 'dist'},
  next: {server: ['node_modules/next/dist/bin/next', 'start', '--hostname', HOST], hasFallback: true},
  vue: {folder: 'dist'},
  nuxt: {server: ['.output/server/index.mjs'], hasFallback: true},
  sveltekit: {server: ['build/index.js'], hasFallback: true},
  angular: {folder: 'dist'},
  astro: {folder: 'dist', hasFallback: true},
  eleventy: {folder: '_site', hasFallback: true},
};

/** Environment of all commands: no telemetry, and no prompts. */
const ENVIRONMENT = {
  ...process.env,
  CI: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  NG_CLI_ANALYTICS: 'false',
  NUXT_TELEMETRY_DISABLED: '1',
};

function npm(cwd, ...args) {
  const {status, stdout, stderr} = spawnSync('npm', args, {cwd, env: ENVIRONMENT, encoding: 'utf8', maxBuffer: 1e8});
  assert.equal(status, 0, `npm ${args.join(' ')}\n${stdout}${stderr}`);
}

/** Packs the last build, and returns the path of the tarball. @param {string} folder */
function pack(folder) {
  stagePackage(join(folder, 'package'));
  npm(join(folder, 'package'), 'pack', '--pack-destination', folder);
  return join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? assert.fail('no tarball'));
}

/** Starts the server of an example. @param {string} cwd @param {string[]} args */
async function start(cwd, args) {
  const PORT = String(await freePort());
  const url = `http://${HOST}:${PORT}`;
  const env = {...ENVIRONMENT, HOST, PORT, NODE_ENV: 'production'};
  return {url, close: await startServer(process.execPath, args, url, {env, cwd})};
}

/** Opens the page of an app as a reader with a slow phone, and clicks the number. @param {import('@playwright/test').Page} page @param {string} url @param {number} height */
async function visit(page, url, height) {
  const lines = [];
  page.on('console', (message) => lines.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => lines.push(`error: ${error.message}`));
  await page.route('**/*', async (route) => {
    // So that the fallback content is painted before the widget.
    if (route.request().resourceType() === 'script') await new Promise((resolve) => setTimeout(resolve, 400));
    await route.continue().catch(() => {});
  });
  await page.setViewportSize({width: 412, height});
  await page.addInitScript(() => {
    const style = new globalThis.CSSStyleSheet();
    style.replaceSync('main > p {min-height: 60vh}');
    document.adoptedStyleSheets = [style];
  });
  await recordShifts(page);
  await page.goto(url);
  const call = page.locator(`recovery-helpline-banner .root a[href="${US_LINE.href}"]`);
  await call.waitFor({timeout: 30_000});
  const shift = await totalShift(page);
  await call.evaluate((link) => link.addEventListener('click', (event) => event.preventDefault()));
  // The framework may hydrate, and so listen, after the widget is there.
  for (let tries = 0; tries < 50 && !lines.length; tries++) {
    await call.evaluate((link) => /** @type {HTMLElement} */ (link).click());
    await page.waitForTimeout(200);
  }
  return {shift, lines};
}

// 1,800 px: high enough for the widget and the text below it, which counts by its size.
for (const [name, {folder = '.', server, hasFallback = false, height = 1800}] of Object.entries(EXAMPLES))
  test(`${name}: the widget and its number are there, an event arrives, and nothing moves`, async ({page}) => {
    test.setTimeout(900_000);
    const temporary = temporaryFolder(`example-${name}`);
    const app = join(temporary, 'app');
    try {
      cpSync(join(root, 'examples', name), app, {recursive: true, filter: (path) => !path.endsWith('node_modules')});
      const meta = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8'));
      meta.dependencies['recovery-widgets'] = `file:${pack(temporary)}`;
      writeFileSync(join(app, 'package.json'), JSON.stringify(meta));
      npm(app, 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
      if (meta.scripts?.build) npm(app, 'run', 'build');
      const {url, close} = server ? await start(app, server) : await serve({root: join(app, folder)});
      try {
        assert.equal((await (await fetch(`${url}/`)).text()).includes(US_LINE.href), hasFallback);
        const {shift, lines} = await visit(page, `${url}/`, height);
        assert.deepEqual(lines, ['info: contact call']);
        if (hasFallback) assert.ok(shift <= 0.01, `layout shift ${shift}`);
      } finally {
        await close();
      }
    } finally {
      rmSync(temporary, {recursive: true, force: true});
    }
  });
