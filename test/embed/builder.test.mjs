/**
 * The builder in a browser, as a webmaster uses it: from a server and from a disk. The test plays the network, and nothing leaves the
 * machine.
 */
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {gzipSync} from 'node:zlib';
import {snippetFromArgs} from '../../src/tools/html/snippet-args.mjs';
import {argsOf, commandOf, initialState, toHash} from '../../src/tools/builder/state.mjs';
import {refresh} from '../../src/tools/pages/refresh.mjs';
import {root} from '../../src/tools/project.mjs';
import {mediaType} from '../../src/tools/serve.mjs';
import {faultsIn, loadAxe} from '../support/axe.mjs';
import {older} from '../support/older.mjs';
import {expect, test as base} from '../support/page.mjs';

const cdn = join(root, 'dist/cdn');
const FILES = 'https://files.example/rw/0.1/';
const SITE = 'https://site.example/';

/** @typedef {import('../../src/tools/builder/state.mjs').State} State */

/**
 * Opens a page with the files at {@link FILES}. The host lets no other site read them, as the preview must not need that.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 * @param {import('@playwright/test').BrowserContextOptions & {html?: string}} [options] `html` of {@link SITE}
 */
async function openPage(browser, url, {html = '', ...options} = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  /** @type {string[]} */
  const requests = [];
  /** @type {string[]} */
  const messages = [];
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(error.message));
  page.on('dialog', (dialog) => {
    messages.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => requests.push(request.url()));
  await context.route(/^https?:/, (route) => {
    const address = route.request().url();
    if (address === SITE) return route.fulfill({contentType: 'text/html; charset=utf-8', body: html});
    const path = address.startsWith(FILES)
      ? new URL(address).pathname.slice('/rw/0.1/'.length).replace(/\/$/, '/index.html')
      : '';
    const file = join(cdn, path);
    if (!path || !existsSync(file)) return route.fulfill({status: 404, body: ''});
    const isPage = html !== '';
    return route.fulfill({
      contentType: mediaType(file),
      headers: {'access-control-allow-origin': isPage ? '*' : 'https://nobody.example'},
      body: readFileSync(file),
    });
  });
  await page.goto(url);
  return {page, requests, messages, context};
}

/**
 * @typedef {Parameters<typeof openPage>} Arguments
 *
 * @type {import('../support/page.mjs').TestWith<{visit: (url: string, options?: Arguments[2]) => ReturnType<typeof openPage>}>}
 */
const test = base.extend({
  visit: async ({browser}, use) => {
    /** @type {import('@playwright/test').BrowserContext[]} */
    const contexts = [];
    await use(async (/** @type {string} */ url, /** @type {Arguments[2]} */ options) => {
      const opened = await openPage(browser, url, options);
      contexts.push(opened.context);
      return opened;
    });
    for (const context of contexts) await context.close();
  },
});

/** @param {import('@playwright/test').Page} page */
const snippetIn = (page) => page.locator('#snippet');
/** Waits for a snippet, and returns it. @param {import('@playwright/test').Page} page @param {RegExp} [pattern] */
async function readSnippet(page, pattern = /./) {
  await expect(snippetIn(page)).toHaveValue(pattern);
  return snippetIn(page).inputValue();
}

/** @param {State} state */
async function printed(state) {
  let html = '';
  for (const lang of state.langs) html += (await snippetFromArgs(argsOf(state, lang))).html;
  return html;
}

/** Text that readers see, in all frames and shadow roots, without space. Runs in a page. */
function seenText() {
  /** @param {Node} node @returns {string} */
  const textOf = (node) => {
    if (node.nodeType === 3) return node.nodeValue ?? '';
    if (node instanceof window.HTMLSlotElement) return node.assignedNodes({flatten: true}).map(textOf).join('');
    if (
      node instanceof window.Element &&
      (/^(SCRIPT|STYLE|TEMPLATE)$/i.test(node.tagName) || getComputedStyle(node).display === 'none')
    )
      return '';
    return [...((node instanceof window.Element && node.shadowRoot) || node).childNodes].map(textOf).join('');
  };
  return textOf(document.body).replace(/\s+/g, '');
}

/** @param {import('@playwright/test').Page} page */
async function previewFrame(page) {
  const element = await page.locator('#preview').elementHandle();
  const frame = await element?.contentFrame();
  if (!frame) throw new Error('There is no preview.');
  return frame;
}

/** @param {import('@playwright/test').Page} page @param {string} [within] selector of the only part to check */
async function expectAccessible(page, within = undefined) {
  await loadAxe(page);
  const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  expect(await faultsIn(page, {iframes: false, runOnly}, within)).toEqual([]);
}

test('makes, by keyboard alone, what the command prints; a link opens it again', async ({visit}) => {
  const opened = await visit(`${FILES}builder/`, {permissions: ['clipboard-read', 'clipboard-write']});
  const {page, requests, messages, context} = opened;
  await readSnippet(page, /helpline-banner/);
  await page.getByRole('radio', {name: 'Helpline', exact: true}).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', {name: 'Overdose: what to do'})).toBeChecked();
  await page.getByLabel('Country of your readers').focus();
  await page.keyboard.type('United States');
  await page.getByRole('checkbox', {name: 'Español'}).press('Space');
  await page.getByRole('checkbox', {name: 'English', exact: true}).press('Space');
  await page.getByLabel('Heading level').selectOption('3');
  await page.getByLabel('Color of links and buttons').fill('#004a83');
  await expect(page.locator('#accent-dark-error')).toContainText('On dark ground');
  await expect(snippetIn(page)).toHaveValue('');
  await page.getByRole('button', {name: /Use #\w{6} instead/}).press('Enter');
  const dark = await page.getByLabel('The same on dark ground').inputValue();
  await page.getByRole('radio', {name: 'WordPress'}).press('Space');

  /** @type {State} */
  const state = {
    ...initialState(),
    widget: 'overdose-warning',
    region: 'US',
    langs: ['es'],
    attributes: {'heading-level': '3'},
    look: {accent: '#004a83', 'accent-dark': dark},
    platform: 'wordpress',
    base: FILES,
  };
  const snippet = await readSnippet(page, /lang="es"/);
  expect(snippet).toBe(await printed(state));
  expect(snippet).toContain(`<script type="module" src="${FILES}recovery-widgets.js">`);
  expect(page.url()).toBe(`${FILES}builder/#${toHash({...state, base: ''}, 'en')}`);
  await expect(page.locator('#command')).toHaveValue(commandOf(state));
  await expect(page.locator('.steps')).toContainText('Custom HTML');

  await page.getByRole('button', {name: 'Copy the code'}).press('Enter');
  await expect(page.getByText('Copied.')).toBeVisible();
  expect(await page.evaluate(() => window.navigator.clipboard.readText())).toBe(snippet);
  await page.getByRole('button', {name: 'Copy the box alone'}).click();
  await expect.poll(() => page.evaluate(() => window.navigator.clipboard.readText())).toMatch(/^<div [^]*<\/div>\n$/);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', {name: 'Save as a file'}).click(),
  ]);
  expect(file.suggestedFilename()).toBe('overdose-warning.snippet.html');
  expect(readFileSync(await file.path(), 'utf8')).toBe(snippet);
  const mail = new URL(String(await page.getByRole('link', {name: 'Send to your webmaster'}).getAttribute('href')));
  expect(mail.protocol).toBe('mailto:');
  expect(mail.searchParams.get('body')).toContain(page.url());
  expect(mail.href.length).toBeLessThan(2000);

  // In another language, the choices stay; and so they do in another tab.
  await page.getByRole('link', {name: 'العربية'}).click();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.getByRole('heading', {name: 'أي مربع؟'})).toBeVisible();
  const again = await context.newPage();
  await again.goto(page.url());
  expect(await readSnippet(again, /./)).toBe(snippet);
  await expect(again.locator('html')).toHaveAttribute('lang', 'ar');

  expect(requests.filter((url) => !url.startsWith(FILES) && !/^(blob:|data:)/.test(url))).toEqual([]);
  expect(messages).toEqual([]);
  expect(await context.cookies()).toEqual([]);
  expect(await page.evaluate(() => window.localStorage.length + window.sessionStorage.length)).toBe(0);
});

test('shows in the preview what a page with the snippet shows', async ({visit}) => {
  test.slow();
  /** @type {Partial<State>[]} */
  const samples = [
    {widget: 'helpline-banner', region: 'US', langs: ['ar'], attributes: {variant: 'compact'}},
    {
      widget: 'helpline-banner',
      region: 'GB',
      attributes: {phone: '555 0100', operator: 'Our clinic'},
      platform: 'react',
    },
    {widget: 'overdose-warning', region: 'CA-QC', langs: ['en-GB'], form: 'prerendered'},
    {widget: 'faq', region: 'ES', langs: ['es'], attributes: {open: 'naloxone'}, platform: 'drupal'},
    {widget: 'trigger-checklist', langs: ['ar', 'en'], platform: 'gtm'},
    {widget: 'care-gaps', region: 'IN', form: 'prerendered'},
    {widget: 'quick-exit', langs: ['es'], platform: 'text'},
    {widget: 'relapse-guide', region: 'AU', attributes: {audience: 'supporter'}, integrity: true},
  ];
  const builder = await visit(`${FILES}builder/`);
  const {page} = builder;
  for (const sample of samples) {
    const state = {...initialState(), base: FILES, ...sample};
    await page.evaluate((hash) => (location.hash = hash), toHash({...state, base: ''}, 'en'));
    await expect(snippetIn(page)).toHaveValue(await printed(state));
    const host = await visit(SITE, {
      html: `<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title><body>${await printed(state)}`,
    });
    const isThere = () =>
      [...document.querySelectorAll('[data-recovery-widget], [data-recovery-version]')].every(
        (place) =>
          place.localName === 'p' ||
          [place, ...place.querySelectorAll('*')].some((element) =>
            element.shadowRoot?.querySelector('.root, [part=base]'),
          ),
      );
    if (sample.platform !== 'text') await host.page.waitForFunction(isThere);
    // The folded parts of a banner come after it, on either page.
    await expect(async () => {
      const expected = await host.page.evaluate(seenText);
      expect(expected.length).toBeGreaterThan(40);
      expect(await (await previewFrame(page)).evaluate(seenText), commandOf(state)).toBe(expected);
    }).toPass({timeout: 15_000});
  }
  // The shape of the frame is that of a page which embeds it.
  await page.evaluate(() => (location.hash = '#widget=faq&region=US&platform=wix'));
  await expect(snippetIn(page)).toHaveValue(/<iframe/);
  const inner = page.frameLocator('#preview').frameLocator('iframe');
  await expect(inner.getByRole('heading').first()).toBeVisible();

  // Dark, right to left, without script, on paper.
  await page.evaluate(() => (location.hash = '#widget=treatment-explainer'));
  const frame = page.frameLocator('#preview');
  await page.getByRole('radio', {name: 'Dark', exact: true}).check();
  await expect
    .poll(() => frame.locator('html').evaluate((element) => getComputedStyle(element).colorScheme))
    .toBe('dark');
  await page.getByRole('radio', {name: 'Right to left'}).check();
  await expect(frame.locator('html')).toHaveAttribute('dir', 'rtl');
  await page.getByRole('radio', {name: 'On paper'}).check();
  const details = frame.locator('details');
  await expect(details.last().locator('li, p').first()).toBeVisible();
  await expect(frame.getByRole('button')).toHaveCount(0);
  await page.getByRole('radio', {name: 'Without script'}).check();
  await expect(frame.locator('[data-recovery-widget] p').first()).toBeVisible();
  expect(await frame.locator('script').count()).toBe(0);
  await expect.poll(() => page.locator('#preview').evaluate((element) => element.style.height)).toMatch(/\d{3,}/);
  expect(builder.requests.filter((url) => !url.startsWith(FILES) && !/^(blob:|data:|about:)/.test(url))).toEqual([]);
  // frame.html tries a module first.
  const isTry = (/** @type {string} */ text) =>
    /origin 'null'.*recovery-widgets\.js|recovery-widgets\.js.*origin 'null'|ERR_FAILED/.test(text);
  expect(builder.messages.filter((text) => !isTry(text))).toEqual([]);
});

test('the quick exit does not leave the preview, nor the builder', async ({visit}) => {
  const opened = await visit(`${FILES}builder/#widget=quick-exit`);
  const {page, requests} = opened;
  const link = page.frameLocator('#preview').locator('[part=exit]');
  await link.click();
  await link.click({button: 'middle'});
  for (let press = 0; press < 4; press++) await page.keyboard.press('Shift');
  await expect(link).toBeVisible();
  for (const platform of ['wix', 'react']) {
    await page.evaluate((name) => (location.hash = `#widget=quick-exit&platform=${name}`), platform);
    await readSnippet(page, platform === 'wix' ? /<iframe/ : /<recovery-quick-exit/);
  }
  for (let press = 0; press < 4; press++) await page.keyboard.press('Shift');
  expect(page.url()).toContain(`${FILES}builder/`);
  expect(requests.filter((url) => /wikipedia/.test(url))).toEqual([]);
});

test('the builder is accessible: axe, 240 px, forced colors, errors beside the field, print', async ({visit}) => {
  const opened = await visit(`${FILES}builder/#region=US&ui=en`, {viewport: {width: 1280, height: 900}});
  const {page} = opened;
  await readSnippet(page);
  await expectAccessible(page);
  // The results stay in view beside the questions, and never cover what is below them.
  await page.locator('#check-title').scrollIntoViewIfNeeded();
  const [above, below] = await page.evaluate(() => [
    document.querySelector('.results').getBoundingClientRect().bottom,
    document.querySelector('#check').getBoundingClientRect().top,
  ]);
  expect(above).toBeLessThanOrEqual(below);
  await page.getByLabel('Color of links and buttons').fill('#ffcc00');
  await page.getByLabel('Own line: number').fill('call us');
  await expect(page.locator('#attribute-phone')).toHaveAttribute('aria-describedby', /attribute-phone-error/);
  await expect(page.locator('#attribute-phone-error')).toContainText('555 0100');
  await expect(page.locator('.mistakes')).toBeVisible();
  await expectAccessible(page);
  await page.locator('.mistakes a').first().click();
  await expect(page.locator('#accent')).toBeFocused();

  for (const ui of ['ar', 'es'])
    for (const width of [240, 360]) {
      await page.setViewportSize({width, height: 700});
      await page.evaluate((hash) => (location.hash = hash), `#region=US&ui=${ui}&widget=helpline-banner&lang=ar`);
      await expect(page.locator('html')).toHaveAttribute('lang', ui);
      await readSnippet(page, /lang="ar"/);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `${ui} ${width}`).toBe(width);
    }
  await page.locator('details.more').evaluateAll((all) => all.forEach((/** @type {any} */ each) => (each.open = true)));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await expectAccessible(page);
  // Nothing to press or to tick is smaller than WCAG 2.2 asks for.
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, .button, input, select, summary, nav a')]
      .filter((element) => element.checkVisibility())
      .map((element) => ({name: element.id || element.textContent, box: element.getBoundingClientRect()}))
      .filter(({box}) => box.width && (box.width < 24 || box.height < 24))
      .map(({name}) => name),
  );
  expect(small).toEqual([]);

  await page.emulateMedia({forcedColors: 'active'});
  const chosen = page.locator('.widgets li:has(:checked)');
  expect(await chosen.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
  await page.emulateMedia({media: 'print', forcedColors: 'none'});
  await expect(chosen).toBeVisible();
  await expect(page.locator('.widgets li').nth(3)).toBeHidden();
  await expect(page.locator('.steps')).toBeVisible();
  await expect(page.locator('#preview')).toBeHidden();
});

test('reads pasted source without running it, and does not wait for it', async ({visit}) => {
  const opened = await visit(`${FILES}builder/#ui=en&region=US`);
  const {page, requests, messages} = opened;
  const snippet = await readSnippet(page);
  const source = page.getByLabel('Source of the page, or the code of a box');
  const check = page.getByRole('button', {name: 'Check', exact: true});
  const status = page.locator('#check .status');
  await check.click();
  await expect(status).toHaveText('Paste something first.');
  for (const address of [
    'https://county.example/help?a=b#c',
    'www.county.example',
    'county.example/help/',
    'view-source:https://county.example/',
    'file:///home/me/page.html',
    'localhost:8080/x',
    'condado-ñandú.example',
  ]) {
    await source.fill(` ${address}\n`);
    await check.click();
    await expect(status, address).toContainText(
      'This is an address. Nothing is fetched here: open that page, show its source',
    );
  }
  const data = [
    JSON.stringify([{html: older(snippet)}]),
    `-- dump\nINSERT INTO \`p\` VALUES ('${older(snippet)}');`,
    'a:1:{s:1:"a";s:3:"<b>";}',
  ];
  for (const text of data) {
    await source.fill(text);
    await check.click();
    await expect(status, text).toContainText('This is data, such as a copy of a database, not a page.');
  }
  await page.locator('#check').getByRole('link', {name: 'Renew what you have pasted'}).click();
  await expect(page.locator('#renew-title')).toBeFocused();
  await source.fill('Overdose? Call 911 now.\nSigns of an overdose');
  await check.click();
  await expect(status).toContainText('This is text without any code');
  await expect(page.locator('.findings')).toHaveCount(0);

  const bad = 'globalThis.isHacked = top.isHacked = parent.isHacked = true';
  const hostile = `<!doctype html><html lang="en"><head><base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/refresh">
    <link rel="stylesheet" href="https://evil.example/x.css"><style>@import 'https://evil.example/y.css'; body{display:none}</style></head>
    <body onload="${bad}"><script>${bad}</script><script src="https://evil.example/x.js"></script><img src="https://evil.example/x.png" onerror="${bad}">
    <svg onload="${bad}"><script>${bad}</script></svg><iframe src="https://evil.example/frame" srcdoc="<script>${bad}</script>"></iframe>
    <a href="javascript:${bad}" autofocus onfocus="${bad}">x</a><details open ontoggle="${bad}">x</details><template><script>${bad}</script></template>
    <div data-recovery-widget="&lt;img src=x onerror='${bad}'&gt;" data-region="US"><img src=x onerror="${bad}"></div>
    <recovery-quick-exit lang="en" style="--recovery-font-family: x}</style><script>${bad}</script>" href="javascript:${bad}"><p>x</p></recovery-quick-exit>
    <recovery-helpline-banner lang="en" region="US" phone="555 0100" operator="&lt;script&gt;${bad}&lt;/script&gt;&lt;img src=x onerror='${bad}'&gt;"><p>x</p></recovery-helpline-banner>
    <script type="module" src="javascript:${bad}//recovery-widgets.js"></script></textarea><script>${bad}</script>`;
  await source.fill(hostile);
  await check.click();
  await expect(page.locator('.findings > li').first()).toBeVisible();
  await expect(page.locator('.found li')).toHaveCount(3);
  for (const button of await page.getByRole('button', {name: /^Change this one/}).all()) {
    await button.click();
    await expect(page.getByText('The choices above are now those of that code.')).toBeVisible();
  }
  // The own line of the snippet is in the form, and its name is text.
  await expect(page.getByLabel('Own line: who runs it')).toHaveValue(/^<script>/);
  await readSnippet(page, /operator=/);
  await expect(
    page
      .frameLocator('#preview')
      .getByText(/<script>.*<img src=x/)
      .filter({visible: true})
      .first(),
  ).toBeVisible();
  const frames = page.frames();
  for (const frame of frames) expect(await frame.evaluate(() => globalThis.isHacked)).toBe(undefined);
  expect(page.url()).toContain(`${FILES}builder/`);

  // Five million characters: the form goes on, and the check can be stopped.
  await page.evaluate((hash) => (location.hash = hash), '#ui=en&region=US');
  await expect(snippetIn(page)).toHaveValue(snippet);
  await source.evaluate((/** @type {any} */ element) => {
    element.value = '<div data-recovery-widget="faq" data-region="US" lang="es"><p>x</p></div>'.repeat(75_000);
  });
  await check.click();
  await expect(status).toContainText('Reading.');
  await page.getByRole('radio', {name: 'Questions and answers'}).check();
  await readSnippet(page, /"faq"/);
  await expect(status).toContainText('Reading.');
  await page.getByRole('button', {name: 'Stop'}).click();
  await expect(status).toHaveText('Stopped.');
  await expect(status).toBeFocused();

  // A box that comes after what is read is not called missing.
  await source.evaluate((/** @type {any} */ element, text) => {
    element.value = `<p>${'x '.repeat(60)}</p>`.repeat(40_000) + text;
  }, snippet);
  await check.click();
  await expect(status).toHaveText('There is no box in the first 5 million characters.');
  await expect(page.locator('.findings')).toHaveCount(0);

  // A snippet of ours alone: nothing wrong, and its choices come back. One of a newer version says so.
  await source.fill(snippet);
  await check.click();
  await expect(status).toContainText('Nothing wrong was found');
  await page.getByRole('button', {name: /^Change this one: Helpline, United States/}).click();
  await expect(snippetIn(page)).toHaveValue(snippet);
  await source.fill(snippet.replace(/(?<=data-recovery-version=")\d+/, '99').replace('modulepreload', 'x'));
  await check.click();
  await expect(page.locator('.found .warning')).toContainText('99.');
  await expectAccessible(page, '#check');

  const line = await page.getByLabel('Line for the console').inputValue();
  expect(line).toContain(`"${FILES}check.js"`);
  expect(decodeURI(await page.getByLabel('Address of the bookmark').inputValue())).toBe(`javascript:${line}`);
  expect(requests.filter((url) => !url.startsWith(FILES) && !/^(blob:|data:|about:)/.test(url))).toEqual([]);
  expect(messages).toEqual([]);

  // The line finds something on a page, and says where it may not.
  const host = await visit(SITE, {html: '<!doctype html><html lang="en"><title>x</title><p>x</p>'});
  await host.page.evaluate(line);
  await expect(host.page.locator('dialog')).toContainText('There is no widget in this page.');
  const strict = await visit(SITE, {
    html: `<!doctype html><html lang="en"><meta http-equiv="Content-Security-Policy" content="script-src 'none'"><title>x</title>`,
  });
  await strict.page.evaluate(line);
  await expect.poll(() => strict.messages.join()).toContain('dialog: This page does not let this check in');
});

test('reads back a frame without its fallback content, and lists unreadable snippets', async ({visit}) => {
  const {page} = await visit(`${FILES}builder/#ui=en&region=US`);
  const snippet = await readSnippet(page);
  const source = page.getByLabel('Source of the page, or the code of a box');
  const check = page.getByRole('button', {name: 'Check', exact: true});
  await source.fill(snippet.replace('="helpline-banner"', '="helplin-banner"'));
  await check.click();
  await expect(page.locator('.found li')).toContainText('cannot be opened. There is no box “helplin-banner”.');
  await source.fill(`<iframe src="${FILES}frame.html?widget=faq&amp;region=GB&amp;lang=es"></iframe>`);
  await check.click();
  await page.getByRole('button', {name: 'Change this one: Questions and answers, United Kingdom, Español'}).click();
  await readSnippet(page, /<iframe.*widget=faq&amp;region=GB&amp;lang=es/);
  const alone = page.getByText('Words without a tag of ours say nothing about themselves');
  await expect(alone).toHaveCount(0);
  await source.fill((await snippetFromArgs(['faq', '--region', 'US', '--form', 'words'])).html);
  await check.click();
  await expect(alone).toBeVisible();
});

const MERGED = `<!doctype html><html lang="en"><body><h1>x</h1>
  <div data-recovery-widget="overdose-warning" data-region="ZZ" lang="en"><p><a href="tel:911">112</a></p></div>
  <script src="/wp-content/cache/autoptimize/js/autoptimize_1.js"></script></body></html>`;

test('names faults and remedies in the language of the page, also after that has changed', async ({visit}) => {
  const {page} = await visit(`${FILES}builder/#ui=es`);
  await readSnippet(page);
  await page.locator('#source').fill(MERGED);
  await page.getByRole('button', {name: 'Comprobar', exact: true}).click();
  const first = page.locator('.findings > li').first();
  await expect(first).toContainText('Excluya recovery-widgets.js en los ajustes de Autoptimize y vacíe su caché.');
  await expect(page.locator('.findings > li', {hasText: '«Sobredosis: qué hacer» tiene la región «ZZ»'})).toBeVisible();
  await page.evaluate(() => (location.hash = '#ui=ar'));
  await expect(first).toContainText('استثنوا recovery-widgets.js في إعدادات Autoptimize، وأفرغوا ذاكرته المؤقتة.');
  // Code and values from the page keep their own direction.
  expect(
    await first
      .locator('code')
      .first()
      .evaluate((code) => getComputedStyle(code).direction),
  ).toBe('ltr');
  expect(
    await first
      .locator('bdi')
      .first()
      .evaluate((bdi) => getComputedStyle(bdi).unicodeBidi),
  ).toBe('isolate');
  // Nothing is in English except the name of the guide.
  const english = await page.locator('.findings [lang=en]').allTextContents();
  expect(english.filter((text) => text !== 'Check a page docs/check.md')).toEqual([]);
  await expectAccessible(page, '#check');
});

test('opens at the check, also from a disk; links to the guide in the site, and names its file elsewhere', async ({
  visit,
}) => {
  for (const folder of [`${FILES}builder/`, pathToFileURL(join(cdn, 'builder/index.html')).href]) {
    const {page} = await visit(`${folder}#check`);
    await expect(page.getByRole('heading', {name: 'Is something wrong?'})).toBeInViewport();
    await page.keyboard.press('Tab');
    await expect(page.locator('#source')).toBeFocused();
    await expect(page.getByText('something that is not known')).toHaveCount(0);
    await page.locator('#source').fill(MERGED);
    const check = page.getByRole('button', {name: 'Check', exact: true});
    await check.click();
    const guide = page.locator('.findings .guide').first();
    await expect(guide).toHaveText('In the guide: Check a page docs/check.md');
    await expect(guide.getByRole('link')).toHaveCount(0);
    await page.evaluate(() => void (document.documentElement.dataset.guides = '../../docs/'));
    await check.click();
    await expect(guide.getByRole('link', {name: 'Check a page'})).toHaveAttribute(
      'href',
      '../../docs/check.html#optimizer',
    );
  }
});

test('renews files as the command does, without sending them', async ({visit}) => {
  const {page, requests, messages} = await visit(`${FILES}builder/#ui=es&renew`);
  await expect(page.locator('#renew-title')).toBeFocused();
  const {html} = await snippetFromArgs(['helpline-banner', '--region', 'US', '--lang', 'es', '--form', 'div']);
  const binary = (/** @type {string} */ text) => Buffer.from(text).toString('latin1');
  const old = older(html);
  const edited = old.replaceAll('☎', 'Nuestro número:');
  const hostile = '<img src=x onerror="top.isHacked = 1"><div data-recovery-widget="helpline-banner"';
  const page1 = `<!doctype html><title>ñ</title>\r\n${old}\r\n<p>Propio</p>`;
  // Lengths count bytes.
  const inner = old.trimEnd();
  const escaped = inner.replace(/[\\"']/g, '\\$&').replaceAll('\n', '\\n');
  const dump = `INSERT INTO wp_options VALUES (1,'widget_block','a:1:{s:7:\\"content\\";s:${Buffer.byteLength(inner)}:\\"${escaped}\\";}');\n`;
  const chosen = [
    {name: 'página.html', text: page1},
    {name: 'wordpress.sql', text: dump},
    {name: 'edited.html', text: edited},
    {name: 'none.txt', text: hostile},
  ];
  const choose = () =>
    page
      .getByLabel('Archivos', {exact: true})
      .setInputFiles(
        chosen.map(({name, text}) => ({name, mimeType: 'application/octet-stream', buffer: Buffer.from(text)})),
      );
  await choose();
  await expect(page.locator('#renew .status')).toHaveText(
    'Archivos leídos: 4. Recuadros renovados: 2. Por decidir: 1. Archivos no leídos: 0.',
  );
  const items = page.locator('.renewed > li');
  await expect(items.nth(0)).toContainText('Recuadros: 1. Renovados: 1. Por decidir: 0.');
  const line = page1.slice(0, page1.indexOf('<div data-recovery-widget')).split('\n').length;
  await expect(items.nth(0)).toContainText(`Línea ${line}: Línea de ayuda, Español, Estados Unidos`);
  await expect(items.nth(2)).toContainText('Por decidir: 1.');
  await expect(items.nth(2)).toContainText(
    'Alguien ha cambiado estas palabras. Déjelas si sus números son correctos, o marque «Sustituir también',
  );
  await items.nth(2).getByText('Qué es distinto').click();
  await expect(items.nth(2).locator('del')).toContainText('Nuestro número:');
  await expect(items.nth(2).getByRole('button')).toHaveCount(0);
  await expect(items.nth(3)).not.toContainText('Renovados: 1');

  /** Saves a file, and returns its bytes. @param {number} index */
  async function save(index) {
    const download = page.waitForEvent('download');
    await items
      .nth(index)
      .getByRole('button', {name: /^Guardar/})
      .click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(chosen[index].name);
    return readFileSync(await file.path(), 'latin1');
  }
  const fresh = binary(page1.replace(old, html));
  expect(await save(0)).toBe(fresh);
  expect((await refresh(binary(page1))).binary).toBe(fresh);
  expect(await save(1)).toBe((await refresh(binary(dump), {kind: 'sql'})).binary);
  await expect(items.nth(1)).toContainText('Renovados: 1.');
  await page.getByLabel('Sustituir también las palabras').check();
  await expect(items.nth(2)).toContainText('Renovados: 1. Por decidir: 0.');
  expect(await save(2)).toBe(binary(html));

  await items.nth(0).locator('summary').click();
  // The lines that differ alone, each once.
  await expect(items.nth(0).locator('del')).toContainText('555-0199');
  await expect(items.nth(0).locator('ins')).toContainText('1-800-662-4357');
  await expect(items.nth(0).locator('pre').filter({hasText: '911'})).toHaveCount(0);
  await expectAccessible(page, '#renew');
  expect(await page.evaluate(() => globalThis.isHacked)).toBe(undefined);
  expect(requests.filter((url) => !url.startsWith(FILES) && !/^(blob:|data:|about:)/.test(url))).toEqual([]);
  expect(messages).toEqual([]);
});

test('reports for each file why it was not read, and reads one again that was changed', async ({visit}, info) => {
  const {page, messages} = await visit(`${FILES}builder/#ui=en&renew`);
  const {html} = await snippetFromArgs(['helpline-banner', '--region', 'US', '--form', 'div']);
  const file = info.outputPath('page.html');
  const files = {
    'page.html': older(html).replaceAll('☎', 'Our number:'),
    'nothing.html': '<p>Our page</p>',
    'empty.html': '',
    'utf-16.html': Buffer.from(`\ufeff${html}`, 'utf16le'),
    'dump.sql.gz': gzipSync(html),
    'picture.png': Buffer.from('\x89PNG\r\n\x1a\n\0\0\0', 'latin1'),
    'latin.html': Buffer.from(`<p>é</p>${html.replace('’', '')}`, 'latin1'),
    'name.html': html.replace('"helpline-banner"', '"helplin-banner"'),
    'old.html': older(html).replace(/(?<=data-recovery-version=")\d+/, '99'),
    // Its name does not say that it is a dump.
    'dump.bak': `INSERT INTO o VALUES ('s:${Buffer.byteLength(older(html))}:\\"${older(html).replace(/[\\"']/g, '\\$&')}\\";');`,
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(info.outputPath(name), content);
  /** Chooses files in the dialog that the field opens. @param {string[]} paths */
  const choose = async (...paths) => {
    const dialog = page.waitForEvent('filechooser');
    await page.getByLabel('Files', {exact: true}).click();
    await (await dialog).setFiles(paths);
  };
  await choose(...Object.keys(files).map((name) => info.outputPath(name)));
  const status = page.locator('#renew .status');
  await expect(status).toHaveText('Files read: 5. Boxes renewed: 1. For you to decide: 3. Files not read: 5.');
  for (const [name, text] of Object.entries({
    'page.html': 'Somebody has changed these words.',
    'nothing.html': 'There is no box in it.',
    'empty.html': 'The file is empty.',
    'utf-16.html': 'The file is UTF-16. Save it as UTF-8, and choose it again.',
    'dump.sql.gz': 'The file is compressed. Unpack it, and choose what is in it.',
    'picture.png': 'This is not a text file.',
    'latin.html': 'The file is not UTF-8.',
    'name.html': 'There is no box “helplin-banner”.',
    'old.html': 'It is of version 99.',
    'dump.bak': 'Boxes: 1. Renewed: 1.',
  }))
    await expect(page.locator('.renewed > li').filter({hasText: name})).toContainText(text);
  await expectAccessible(page, '#renew');
  await page.emulateMedia({media: 'print'});
  await expect(page.getByText('Somebody has changed these words.')).toBeVisible();
  await expect(page.getByLabel('Files', {exact: true})).toBeHidden();
  await expect(page.locator('#check')).toBeHidden();
  await page.emulateMedia({media: null});

  // The file is fixed, and chosen again: its unchanged name must not keep it from being read.
  await choose(file);
  await expect(status).toContainText('For you to decide: 1.');
  writeFileSync(file, older(html));
  await choose(file);
  await expect(status).toHaveText('Files read: 1. Boxes renewed: 1. For you to decide: 0. Files not read: 0.');
  writeFileSync(file, 'longer than before '.repeat(5000));
  await page.getByLabel('Also replace words').check();
  await expect(page.locator('.renewed')).toContainText('It has changed since you chose it. Choose it again.');

  // A large file is stopped while the browser still reads it; the keyboard stays where the answer is.
  const large = info.outputPath('large.sql');
  writeFileSync(
    large,
    `INSERT INTO a VALUES ('${older(html).replace(/[\\"']/g, '\\$&')}');\n`.repeat(8000).slice(0, 40_000_000),
  );
  await choose(large, file);
  const stop = page.locator('#renew').getByRole('button', {name: 'Stop'});
  await stop.focus();
  await page.keyboard.press('Enter');
  await expect(status).toHaveText('Stopped.');
  await expect(status).toBeFocused();
  await page.waitForTimeout(1500);
  await expect(status).toHaveText('Stopped.');
  expect(messages).toEqual([]);
});

test('works from a disk, and says that pages need an address; without script it says what to do', async ({visit}) => {
  const address = pathToFileURL(join(cdn, 'builder/index.html')).href;
  const opened = await visit(`${address}#widget=overdose-warning&region=US&lang=es&ui=en`);
  const {page, messages, requests} = opened;
  expect(await readSnippet(page, /lang="es"/)).toContain('src="https://your-site.example/recovery-widgets.js"');
  await expect(page.getByText('You have opened this page from a disk')).toBeVisible();
  const heading = page.frameLocator('#preview').locator('[data-recovery-widget] [part=heading]').first();
  await expect(heading).toBeVisible();
  await page.getByLabel('Address of the folder').fill('https://own.example/w');
  await readSnippet(page, /src="https:\/\/own\.example\/w\/recovery-widgets\.js"/);
  await page.getByRole('radio', {name: 'On paper'}).check();
  await expect(heading).toBeVisible();
  await page.getByRole('radio', {name: 'Wix'}).check();
  await readSnippet(page, /<iframe/);
  await expect(page.frameLocator('#preview').locator('recovery-overdose-warning')).toBeVisible();
  expect(
    requests.filter((url) => !url.startsWith(pathToFileURL(cdn).href) && !/^(blob:|data:|about:)/.test(url)),
  ).toEqual([]);
  // Chromium warns that such a sandbox has no effect. From a disk every file is an origin of its own, so the preview cannot reach the page.
  expect(messages.filter((text) => !/both allow-scripts and allow-same-origin/.test(text))).toEqual([]);
  const preview = await previewFrame(page);
  expect(
    await preview.evaluate(() => {
      try {
        return String(window.parent.document);
      } catch {
        return 'refused';
      }
    }),
  ).toBe('refused');

  const plain = await visit(address, {javaScriptEnabled: false});
  await expect(plain.page.locator('#not-running')).toContainText('npx recovery-widgets snippet');
});
