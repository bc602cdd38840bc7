/**
 * The project’s own site in Chromium: from a disk, and from a server with the headers that docs/hosting.md names for it. A widget works on
 * its page, everything can be reached by keyboard, and nothing but files of the site is requested.
 */
import assert from 'node:assert/strict';
import {pathToFileURL} from 'node:url';
import {buildSite} from '../../src/tools/site/build-site.mjs';
import {demoPages} from '../../src/tools/site/home-page.mjs';
import {POLICY} from '../../src/tools/site/layout.mjs';
import {faultsIn, loadAxe, totalShift, trapPrivacyApis} from '../support/probes.mjs';
import {emergencyOf} from '../support/helplines.mjs';
import {drawn, expect, test, upgraded} from '../support/page.mjs';
import {serve} from '../../src/tools/serve.mjs';
import {temporaryFolder} from '../support/system.mjs';

/** Headers of the site, as docs/hosting.md names them. */
const HEADERS = {'Content-Security-Policy': `${POLICY}; frame-ancestors 'none'`};
/** Pages of each kind, with the widest tables and drawings. */
const KINDS = ['index.html', 'widgets/tolerance-chart.html', 'docs/architecture.html', 'reviews.html', 'ledger.html'];

test.describe('the home page', () => {
  const out = temporaryFolder('front');
  const disk = pathToFileURL(`${out}/`).href;
  let server;

  test.beforeAll(async () => {
    await buildSite(out);
    server = await serve({mounts: {'/intranet/help/': out}, onRequest: () => ({headers: HEADERS})});
  });
  test.afterAll(() => server?.close());

  /** Opens pages in a context of its own, and records what they ask for and what they say on the console. */
  async function visitor(browser, base, options = {}) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const foreign = [];
    const complaints = [];
    page.on('request', (request) => request.url().startsWith(base) || foreign.push(request.url()));
    page.on('requestfailed', (request) => {
      // The browser gives up on a lazy picture when its page is left.
      if (request.failure()?.errorText !== 'net::ERR_ABORTED') complaints.push(`failed: ${request.url()}`);
    });
    page.on('response', (response) => {
      if (response.status() > 399) complaints.push(`${response.status()}: ${response.url()}`);
    });
    page.on('console', (message) => complaints.push(`${page.url()} ${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(`${page.url()} ${error.message}`));
    await trapPrivacyApis(page);
    /** Closes it, once nothing was wrong. */
    const close = async () => {
      assert.deepEqual(complaints, []);
      assert.deepEqual(foreign, []);
      await context.close();
    };
    return {page, open: (/** @type {string} */ path) => page.goto(base + path), close};
  }

  const helpBase = () => `${server.url}/intranet/help/`;

  test('works from a disk: skip link by keyboard, the demo, all without a request elsewhere', async ({browser}) => {
    const {page, open, close} = await visitor(browser, disk);
    await open('index.html');
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', {name: 'Skip to the main text'});
    await expect(skip).toBeFocused();
    assert.ok(((await skip.boundingBox())?.height ?? 0) >= 24, 'it is seen when it has the focus');
    await page.keyboard.press('Enter');
    await expect(page.locator('main')).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', {name: 'Put a widget on my page'})).toBeFocused();
    await upgraded(page, 'overdose-warning');
    await open('demo/es/index.html');
    await upgraded(page, 'overdose-warning', 'helpline-banner');
    await page.getByRole('link', {name: 'English'}).click();
    await expect(page).toHaveURL(`${disk}demo/index.html`);
    await close();
  });

  test('the demo has its call on the first screen, its steps on one sheet, and 9,000 px at most', async ({browser}) => {
    const {page, open, close} = await visitor(browser, helpBase(), {viewport: {width: 390, height: 844}});
    for (const file of demoPages()) {
      await open(`demo/${file}`);
      const names = await page.locator('main > *').evaluateAll((all) => all.map(({localName}) => localName));
      await upgraded(page, ...names.flatMap((name) => /^recovery-(.*)/.exec(name)?.[1] ?? []));
      const call = page.getByRole('link', {name: emergencyOf('us')}).first();
      const {y = NaN, height = NaN} = (await call.boundingBox()) ?? {};
      assert.ok(height >= 44 && y + height <= 844, `${file}: ${height} px high at ${y}`);
      const sizes = await page.evaluate(() => [document.documentElement.scrollHeight, document.body.scrollWidth]);
      assert.ok(sizes[0] <= 9000 && sizes[1] === 390, `${file}: ${sizes}`);
      // No text of the page touches the card before it.
      const gaps = await page.locator('main > *').evaluateAll((all) => {
        const boxes = all.map((el) => el.getBoundingClientRect());
        return boxes.slice(1).map(({top}, index) => top - boxes[index].bottom);
      });
      assert.ok(Math.min(...gaps) >= 16, `${file}: ${gaps}`);
      if (!file.endsWith('index.html')) continue;
      // The first sheet of paper, Letter with the margins of the demo, has all that there is to do, and that it is a draft.
      await page.setViewportSize({width: 725, height: 995});
      await page.emulateMedia({media: 'print'});
      const draft = await page.locator('recovery-overdose-warning').locator('.draft').first().boundingBox();
      assert.ok(draft && draft.y + draft.height <= 995, `${file}: ${JSON.stringify(draft)}`);
      await page.emulateMedia({media: null});
      await page.setViewportSize({width: 390, height: 844});
    }
    await close();
  });

  test('a widget is live on its page, moves nothing, and takes language, place and color', async ({browser}) => {
    const {page, open, close} = await visitor(browser, helpBase());
    await open('widgets/overdose-warning.html');
    await upgraded(page, 'overdose-warning');
    await drawn(page);
    const shift = await totalShift(page);
    assert.ok(shift < 0.02, `moves the page by ${shift}`);
    assert.deepEqual(await page.evaluate(() => globalThis.used), []);
    await page.getByRole('combobox', {name: 'Language'}).selectOption('es');
    await page.getByRole('combobox', {name: 'Country or place'}).selectOption('GB');
    const widget = page.locator('recovery-overdose-warning');
    await expect(widget.getByRole('link', {name: emergencyOf('gb')}).first()).toBeVisible();
    await expect(widget.locator('.root')).toHaveAttribute('lang', 'es');
    await page.getByRole('combobox', {name: 'Colors'}).selectOption('dark');
    await expect(widget).toHaveAttribute('theme', 'dark');
    await close();
  });

  test('no page scrolls sideways at 240 px; wide tables do, by keyboard; axe finds no fault', async ({browser}) => {
    const {page, open, close} = await visitor(browser, helpBase(), {viewport: {width: 240, height: 600}});
    for (const path of KINDS) {
      await open(path);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0, path);
      // axe takes long for the thousands of lines there.
      if (path === 'ledger.html') continue;
      await loadAxe(page);
      assert.deepEqual(await faultsIn(page, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']}), [], path);
    }
    await open('docs/architecture.html');
    const table = page.getByRole('region', {name: /^Table 1: /});
    await table.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => table.evaluate((box) => box.scrollLeft)).toBeGreaterThan(0);
    await close();
  });
});
