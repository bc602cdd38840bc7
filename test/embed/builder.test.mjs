/** The builder in a browser, as a webmaster uses it: from a server and from a disk. Nothing leaves the machine. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {renderSnippets} from '../../src/tools/builder/snippets.mjs';
import {commandOf, initialState, toHash} from '../../src/tools/builder/state.mjs';
import {root} from '../../src/tools/project.mjs';
import {faultsIn, loadAxe} from '../support/probes.mjs';
import {CDN, HOST, expect, test as base, visibleText} from '../support/page.mjs';

const FILES = `${CDN}/`;
const BUILDER = `${FILES}builder/index.html`;
/** The same as `npm start` serves it, at an address for which the builder wants another. */
const LOCAL = 'http://localhost/cdn';
const HOSTS = {cors: false, mounts: {[LOCAL]: (/** @type {string} */ body) => body}};

/** @typedef {import('../../src/tools/builder/state.mjs').State} State */
/** @typedef {{page: import('@playwright/test').Page, messages: string[], foreign: () => string[]}} Visited */

/** @type {import('../support/page.mjs').TestWith<{visit: (hash?: string, context?: object) => Promise<Visited>}>} */
const test = base.extend({
  /** Opens the builder. The host lets no other site read its files, as the preview must not need that. */
  visit: async ({open}, use) =>
    use(async (hash = '', context = {}) => {
      const {page, console: messages, requests} = await open('', {...HOSTS, context});
      await page.goto(BUILDER + hash);
      const isOwn = (/** @type {string} */ url) => [`${HOST}/`, FILES].some((start) => url.startsWith(start));
      return {page, messages, foreign: () => requests.filter((url) => !isOwn(url))};
    }),
});

const snippetIn = (/** @type {import('@playwright/test').Page} */ page) => page.locator('#snippet');
/** Waits for a snippet, and returns it. @param {import('@playwright/test').Page} page @param {RegExp} [pattern] */
async function readSnippet(page, pattern = /./) {
  await expect(snippetIn(page)).toHaveValue(pattern);
  return snippetIn(page).inputValue();
}

/** Code of the builder, which is that of the command: unit/builder. @param {State} state */
const printed = async (state) => (await renderSnippets(state)).html;

/** Returns the document in the preview. @param {import('@playwright/test').Page} page */
const previewFrame = async (page) => (await (await page.locator('#preview').elementHandle())?.contentFrame()) ?? page;

/** @param {import('@playwright/test').Page} page @param {string} [within] selector of the only part to check */
async function expectAccessible(page, within = undefined) {
  await loadAxe(page);
  const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  expect(await faultsIn(page, {iframes: false, runOnly}, within)).toEqual([]);
  expect(await page.locator('[role=status]').count(), 'what Orca 48 loses').toBe(0);
}

test('makes, by keyboard alone, what the command prints; a link opens it again', async ({visit}) => {
  const {page, foreign, messages} = await visit('', {permissions: ['clipboard-read', 'clipboard-write']});
  await readSnippet(page, /overdose-warning/);
  await page.getByLabel('Your system').focus();
  await page.keyboard.type('WordPress');
  await page.getByRole('radio', {name: 'Overdose: what to do'}).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', {name: 'Helpline', exact: true})).toBeChecked();
  await page.getByLabel('Country of your readers').focus();
  await page.keyboard.type('California');
  await expect(page.getByLabel('Country of your readers')).toHaveValue('US');
  await page.getByLabel('Language of the words').focus();
  await page.keyboard.type('Español');
  await page.locator('#more > summary').press('Enter');
  await page.locator('#attribute-heading-level').selectOption('3');

  const choices = {widget: 'helpline-banner', region: 'US', langs: ['es'], platform: 'wordpress', base: FILES};
  const state = {...initialState(), ...choices, attributes: {'heading-level': '3'}};
  const snippet = await readSnippet(page, /lang="es"/);
  expect(snippet).toBe(await printed(state));
  expect(snippet).toContain(`<script type="module" async src="${FILES}recovery-widgets.js">`);
  expect(page.url()).toBe(`${BUILDER}#${toHash({...state, base: ''}, 'en')}`);
  await expect(page.locator('#command')).toHaveValue(commandOf(state));
  await expect(page.locator('.steps')).toContainText('Custom HTML');

  await page.getByRole('button', {name: 'Copy the code'}).press('Enter');
  await expect(page.getByText('Copied.')).toBeVisible();
  expect(await page.evaluate(() => window.navigator.clipboard.readText())).toBe(snippet);
  await page.locator('details.more > summary').click();
  const file = page.waitForEvent('download');
  await page.getByRole('button', {name: 'Save as a file'}).click();
  expect(readFileSync(await (await file).path(), 'utf8')).toBe(snippet);

  // In another language, the choices stay; and so they do when the address is opened again.
  await page.getByRole('link', {name: 'العربية'}).click();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.getByRole('heading', {name: 'أي مربع؟'})).toBeVisible();
  await page.reload();
  expect(await readSnippet(page)).toBe(snippet);
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar');

  expect(foreign()).toEqual([]);
  expect(messages).toEqual([]);
});

test('fits a phone: four boxes first, and the button that copies always in the window', async ({visit}) => {
  const {page} = await visit('', {viewport: {width: 390, height: 844}});
  for (const address of [`${LOCAL}/builder/index.html`, BUILDER])
    for (const choices of ['ui=es', 'region=US&ui=es', 'ui=ar', 'ui=en']) {
      await page.goto(`${address}#${choices}`);
      await readSnippet(page, choices.startsWith('region') ? /data-region="US"/ : /<div/);
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      expect(height, address + choices).toBeLessThanOrEqual(3200);
    }
  for (const top of [0, 1200, 9999]) {
    await page.evaluate((y) => window.scrollTo(0, y), top);
    await expect(page.getByRole('button', {name: 'Copy the code'})).toBeInViewport({ratio: 1});
  }
  const boxes = page.locator('input[name=widget]').filter({visible: true});
  await expect(boxes).toHaveCount(4);
  await page.getByText('All 11 boxes').click();
  await expect(boxes).toHaveCount(11);
  await page.locator('#more-langs > summary').click();
  await page.getByRole('group', {name: 'Another language'}).getByLabel('Español').check();
  await readSnippet(page, /lang="en"[^]*lang="es"/);
  // Authors see what readers get: words without the box.
  await page.getByLabel('Your system').selectOption('WordPress');
  await page.locator('#steps > summary').click();
  const plugin = page.getByRole('link', {name: 'recovery-widgets-wordpress.zip'});
  await expect(plugin).toHaveAttribute('href', '../../recovery-widgets-wordpress.zip');
  await page.getByRole('radio', {name: 'I am an author'}).check();
  await expect(page.getByText('They will not see the box')).toBeVisible();
  expect(await readSnippet(page, /style=/)).not.toMatch(/<script|<link/);
  await expect(page.frameLocator('#preview').locator('script[src*="all.js"]')).toHaveCount(0);
});

test('shows in the preview what a page with the snippet shows', async ({open, visit}) => {
  const samples = [
    {widget: 'helpline-banner', region: 'GB', attributes: {phone: '555 0100', operator: 'Clinic'}, platform: 'react'},
    {widget: 'overdose-warning', region: 'CA-QC', langs: ['ar', 'en-GB'], form: 'static'},
  ];
  const {page, foreign, messages} = await visit();
  for (const sample of samples) {
    const state = {...initialState(), base: FILES, ...sample};
    await page.evaluate((hash) => (location.hash = hash), toHash({...state, base: ''}, 'en'));
    if (sample.attributes) await page.getByRole('button', {name: 'Use it'}).press('Enter');
    await expect(snippetIn(page)).toHaveValue(await printed(state));
    const host = await open(
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title><body>${await printed(state)}`,
    );
    const isRendered = () =>
      [...document.querySelectorAll('recovery-helpline-banner, [data-recovery-version]')].every((place) =>
        [place, ...place.querySelectorAll('*')].some(
          (element) => place.localName === 'p' || element.shadowRoot?.querySelector('.root, [part=base]'),
        ),
      );
    await host.page.waitForFunction(isRendered);
    // The folded parts of a banner come after it, on either page.
    await expect(async () => {
      const expected = await visibleText(host.page);
      expect(expected.length).toBeGreaterThan(40);
      expect(await visibleText(await previewFrame(page)), commandOf(state)).toBe(expected);
    }).toPass({timeout: 15_000});
  }
  // The shape of the frame is that of a page which embeds it.
  await page.evaluate(() => (location.hash = '#widget=faq&region=US&platform=wix'));
  await expect(snippetIn(page)).toHaveValue(/<iframe/);
  const frame = page.frameLocator('#preview');
  await expect(frame.frameLocator('iframe').getByRole('heading').first()).toBeVisible();

  await page.evaluate(() => (location.hash = '#widget=treatment-explainer&region=US'));
  await page.getByRole('radio', {name: 'Dark', exact: true}).check();
  await expect(frame.locator('html')).toHaveCSS('color-scheme', 'dark');
  await page.getByRole('radio', {name: 'Without script'}).check();
  await expect(frame.locator('[data-recovery-widget] [href^="tel:"]').first()).toBeVisible();
  expect(await frame.locator('script').count()).toBe(0);
  expect(foreign()).toEqual([]);
  // frame.html tries a module first.
  const isTry = (/** @type {string} */ text) =>
    /origin 'null'.*recovery-widgets\.js|recovery-widgets\.js.*origin 'null'|ERR_FAILED/.test(text);
  expect(messages.filter((text) => !isTry(text))).toEqual([]);
});

test('asks before it makes code with host, line or exit page of a link, and never leaves', async ({visit}) => {
  const evil = 'https://cdn.example.evil.example';
  const line = 'data-phone=555+0100&data-operator=Evil';
  const {page, foreign} = await visit(`#widget=helpline-banner&region=US&base=${evil}/w/&${line}&ui=en`);
  const request = page.getByRole('region', {name: 'Is this what you want?'});
  await expect(page.locator('#request-title')).toBeFocused();
  await expect(request.getByRole('listitem')).toHaveText([
    'Address of the folder with the files: cdn.example.evil.example',
    'Own line: number: 555 0100',
    'Own line: who runs it: Evil',
  ]);
  await expectAccessible(page);
  expect(await page.locator('textarea, iframe, [href^="mailto:"], [href^="javascript:"]').count()).toBe(0);

  // In another language, nobody has agreed yet.
  await page.getByRole('link', {name: 'Español'}).click();
  await expect(page.getByRole('button', {name: 'Empezar sin ello'})).toBeVisible();
  await page.getByRole('link', {name: 'English', exact: true}).click();
  await expect(request).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(request.getByRole('button', {name: 'Use it'})).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', {level: 1})).toBeFocused();
  expect(await readSnippet(page, /data-region="US"/)).not.toMatch(/evil|555/i);
  const fields = () =>
    page.locator('textarea').evaluateAll((all) => all.map((/** @type {any} */ each) => each.value).join());
  const mail = () => page.locator('[href^="mailto:"]').getAttribute('href');
  expect(page.url() + (await fields()) + (await mail())).not.toMatch(/evil|555/i);

  // The page of an exit, a link in the same tab; agreed to once, it stays.
  await page.evaluate((hash) => (location.hash = hash), `widget=quick-exit&data-href=${evil}/x`);
  await expect(request.getByRole('listitem')).toHaveText(['Page to open: cdn.example.evil.example']);
  await request.getByRole('button', {name: 'Use it'}).click();
  await readSnippet(page, /evil\.example\/x/);
  const exit = page.frameLocator('#preview').locator('[part=exit]');
  await exit.click();
  await exit.click({button: 'middle'});
  for (let press = 0; press < 4; press++) await page.keyboard.press('Shift');
  await expect(exit).toBeVisible();
  expect(page.url()).toContain(BUILDER);
  await page.getByRole('link', {name: 'Español'}).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await readSnippet(page, /evil\.example\/x/);

  // Its own host needs no question, whatever folder.
  await page.goto(`${BUILDER}?#base=${CDN}/other/&ui=en`);
  await readSnippet(page, /widgets\/1\.0\.0\/other\//);
  expect(foreign()).toEqual([]);
});

test('the builder is accessible: axe, 240 px in Arabic, errors beside the field', async ({visit}) => {
  const {page} = await visit('#widget=helpline-banner&region=US&ui=en', {viewport: {width: 1280, height: 900}});
  await readSnippet(page);
  await expectAccessible(page);
  await page.locator('#more > summary').click();
  await page.getByLabel('Color of links and buttons').fill('#ffcc00');
  await page.getByLabel('Own line: number').fill('call us');
  await expect(page.locator('#attribute-phone')).toHaveAccessibleDescription(/555 0100/);
  await expectAccessible(page);
  // A mistake in a closed fold opens it.
  await page.locator('#more > summary').click();
  await page.locator('.mistakes a').first().click();
  await expect(page.locator('#accent')).toBeFocused();

  await page.setViewportSize({width: 240, height: 700});
  await page.evaluate(() => (location.hash = '#region=US&ui=ar&widget=helpline-banner&lang=ar'));
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
  await readSnippet(page, /lang="ar"/);
  await page.locator('details').evaluateAll((all) => all.forEach((/** @type {any} */ each) => (each.open = true)));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(240);
  await expectAccessible(page);
});

test('reads pasted source without running it', async ({visit}) => {
  const {page, foreign, messages} = await visit('#check&ui=en&widget=helpline-banner&region=US');
  const snippet = await readSnippet(page);
  const source = page.getByLabel('Source of the page, or the code of a box');
  const check = page.getByRole('button', {name: 'Check', exact: true});
  const result = page.locator('#check .finding');
  const bad = 'globalThis.isHacked = top.isHacked = parent.isHacked = true';
  const hostile = `<!doctype html><html lang="en"><head><base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/refresh">
    <link rel="stylesheet" href="https://evil.example/x.css"><style>@import 'https://evil.example/y.css'; body{display:none}</style></head>
    <body onload="${bad}"><script>${bad}</script><script src="https://evil.example/x.js"></script><img src="https://evil.example/x.png" onerror="${bad}">
    <svg onload="${bad}"><script>${bad}</script></svg><iframe src="https://evil.example/frame" srcdoc="<script>${bad}</script>"></iframe>
    <a href="javascript:${bad}" autofocus onfocus="${bad}">x</a><details open ontoggle="${bad}">x</details><template><script>${bad}</script></template><div data-recovery-widget="&lt;img src=x onerror='${bad}'&gt;" data-region="US"><img src=x onerror="${bad}"></div>
    <recovery-quick-exit lang="en" style="--recovery-font-family: x}</style><script>${bad}</script>" href="javascript:${bad}"><p>x</p></recovery-quick-exit>
    <recovery-helpline-banner lang="en" region="US" phone="555 0100" operator="&lt;script&gt;${bad}&lt;/script&gt;&lt;img src=x onerror='${bad}'&gt;"><p>x</p></recovery-helpline-banner>
    <script type="module" src="javascript:${bad}//recovery-widgets.js"></script></textarea><script>${bad}</script>`;
  await source.fill(hostile);
  await check.click();
  await expect(result.locator('p').first()).toBeVisible();
  // The one whose values its widget accepts.
  await expect(page.locator('.found li')).toHaveCount(1);
  await page.getByRole('button', {name: /^Change this one/}).click();
  await expect(page.getByText('The choices above are now those of that code.')).toBeVisible();
  // The own line of the snippet is in the form, and its name is text.
  await expect(page.getByLabel('Own line: who runs it')).toHaveValue(/^<script>/);
  await readSnippet(page, /operator=/);
  const name = page.frameLocator('#preview').getByText(/<script>.*<img src=x/);
  await expect(name.filter({visible: true}).first()).toBeVisible();
  for (const frame of page.frames()) expect(await frame.evaluate(() => globalThis.isHacked)).toBe(undefined);
  expect(page.url()).toContain(BUILDER);

  // A snippet of ours alone: nothing wrong, and its choices come back.
  await source.fill(snippet);
  await check.click();
  await expect(result).toContainText('Nothing wrong was found in this source.');
  await page.getByRole('button', {name: /^Change this one: Helpline, United States/}).click();
  await expect(snippetIn(page)).toHaveValue(snippet);
  expect(foreign()).toEqual([]);
  expect(messages).toEqual([]);
});

const MERGED = `<!doctype html><html lang="en"><body><h1>x</h1>
  <div data-recovery-widget="overdose-warning" data-region="ZZ" lang="en"><p><a href="tel:555">556</a></p></div>
  <script src="/wp-content/cache/autoptimize/js/autoptimize_1.js"></script></body></html>`;

test('opens at the check, whose result is in the language of the page', async ({visit}) => {
  const {page} = await visit('#check&ui=es');
  await expect(page.locator('#check-title')).toBeInViewport();
  await page.keyboard.press('Tab');
  await expect(page.locator('#source')).toBeFocused();
  await page.locator('#source').fill(MERGED);
  await page.getByRole('button', {name: 'Comprobar', exact: true}).press('Enter');
  const result = page.locator('#check .finding');
  await expect(result).toContainText('Excluya recovery-widgets.js en los ajustes de Autoptimize y vacíe su caché.');
  await page.evaluate(() => (location.hash = '#ui=ar'));
  await expect(result).toContainText('استثنوا recovery-widgets.js في إعدادات Autoptimize، وأفرغوا ذاكرته المؤقتة.');
  // Code and values from the page keep their own direction.
  await expect(result.locator('code').first()).toHaveCSS('direction', 'ltr');
  await expectAccessible(page, '#check');
});

test('works from a disk, and says that pages need an address; without script it says what to do', async ({browser}) => {
  const address = pathToFileURL(join(root, 'dist/cdn/builder/index.html')).href;
  const page = await browser.newPage();
  /** @type {string[]} messages, and requests to any host */
  const messages = [];
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(error.message));
  page.on('request', (request) => /^http/.test(request.url()) && messages.push(request.url()));
  await page.goto(`${address}#widget=overdose-warning&region=US&lang=es&ui=en`);
  expect(await readSnippet(page, /lang="es"/)).toContain('src="https://your-site.example/recovery-widgets.js"');
  await expect(page.getByText('You have opened this page from a disk')).toBeVisible();
  await expect(page.frameLocator('#preview').locator('[data-recovery-widget] [part=heading]').first()).toBeVisible();
  await page.getByLabel('Address of the folder').fill('https://own.example/w');
  await readSnippet(page, /src="https:\/\/own\.example\/w\/recovery-widgets\.js"/);
  // Chromium warns that such a sandbox has no effect. From a disk every file is an origin of its own, so the preview cannot reach the page.
  expect(messages.filter((text) => !/both allow-scripts and allow-same-origin/.test(text))).toEqual([]);
  const preview = await previewFrame(page);
  await expect(preview.evaluate(() => String(window.parent.document))).rejects.toThrow(/cross-origin/);
  await page.close();

  const plain = await browser.newPage({javaScriptEnabled: false});
  await plain.goto(address);
  await expect(plain.locator('#not-running')).toContainText('npx recovery-widgets snippet');
  await plain.close();
});
