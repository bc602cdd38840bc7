/**
 * Playwright Test for partner pages: a page in a real Chromium that loads the built files. The test plays the network: the page
 * comes from a string, our files from dist/cdn, and faults are injected on purpose. Nothing leaves the machine; no port is
 * opened.
 */
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {test as base} from '@playwright/test';
import {available} from '../../src/tools/html/prerender.mjs';
import {mediaType} from '../../src/tools/serve.mjs';
import {launchOptions} from './browser.mjs';
import {US_LINE, callLink} from './helplines.mjs';

/** @import {Frame, Page} from '@playwright/test' */

export {expect} from '@playwright/test';

export const HOST = 'https://partner.example';
export const CDN = 'https://cdn.example/widgets/1.0.0';
/**
 * Time at which pages open, in milliseconds since 1970: a working day on which lines with opening hours are open. At the real time
 * a banner would name further numbers after work.
 */
export const NOW = Date.parse('2026-11-26T14:00Z');
const cdnFolder = fileURLToPath(new URL('../../dist/cdn', import.meta.url));

/** Names of all built widgets, without the prefix of their tags. */
export const WIDGETS = [...(await available()).widgets.keys()].sort();

export const SCRIPT = `<script type="module" src="${CDN}/recovery-widgets.js"></script>`;
/** The same widgets in one file, for pages with all of them, which the loader would request in fifty. */
export const ALL_SCRIPT = `<script defer src="${CDN}/all.js"></script>`;

/** Fallback content with the number of the United States, in a language that a widget has to load. */
export const SPANISH_FALLBACK = `<p>Llame a SAMHSA: <a href="${US_LINE.href}">${US_LINE.number}</a></p>`;

/** Returns the tag of a widget around fallback content. @param {string} name */
export const snippet = (name, attributes = '', content = callLink()) =>
  `<recovery-${name} ${attributes}>${content}</recovery-${name}>`;

/** Returns a whole page, by default with the loader at its end. @param {string} body */
export const pageOf = (body, {head = '', lang = 'en', dir = '', script = SCRIPT} = {}) =>
  `<!doctype html><html lang="${lang}"${dir && ` dir="${dir}"`}><head><meta charset="utf-8"><title>Partner</title>${head}</head><body>${body}${script}</body></html>`;

/**
 * Opens a page in a context of its own. Tests use the fixture `open`, which closes it; a page that several tests share is opened
 * with this in `beforeAll` and closed in `afterAll`.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {string} html
 * @param {object} [options]
 * @param {(path: string, url: string) => 'fail' | number | undefined | Promise<unknown>} [options.fault] called with each path
 *   below the CDN folder; returns `fail` for a 404, milliseconds to wait, or a promise to wait for
 * @param {Record<string, string>} [options.headers] of the page
 * @param {Record<string, (body: string, path: string) => string>} [options.mounts] further URLs at which the built files are
 *   served, each with a function that changes them, such as their version
 * @param {(path: string) => string} [options.locate] maps a requested path to one in dist/cdn; default: the same
 * @param {boolean} [options.cors] whether the host of our files lets every origin read them; default: true
 * @param {Record<string, string>} [options.pages] HTML of further pages by URL
 * @param {import('@playwright/test').BrowserContextOptions} [options.context]
 * @param {(page: import('@playwright/test').Page) => unknown} [options.before] runs before the page is opened
 */
export async function openPage(browser, html, options = {}) {
  const {fault, headers = {}, mounts = {}, locate = (path) => path} = options;
  const {cors = true, pages = {}, context: contextOptions = {}, before} = options;
  const context = await browser.newContext(contextOptions);
  const page = await context.newPage();
  /** @type {string[]} URLs, in order */
  const requests = [];
  /** @type {string[]} such as `warning: …` */
  const console = [];
  page.on('console', (message) => console.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => console.push(`error: ${error.message}`));
  const roots = [CDN, ...Object.keys(mounts)];
  await page.route('**/*', async (route) => {
    const url = route.request().url();
    requests.push(url);
    // The page may have been closed by the time of the answer.
    const fulfill = (/** @type {Parameters<typeof route.fulfill>[0]} */ answer) =>
      route.fulfill(answer).catch(() => {});
    const fulfillHtml = (/** @type {string} */ body, own = {}) =>
      fulfill({contentType: 'text/html; charset=utf-8', body, headers: own});
    if (url === `${HOST}/`) return fulfillHtml(html, headers);
    if (pages[url]) return fulfillHtml(pages[url]);
    const root = roots.find((each) => url.startsWith(`${each}/`));
    if (!root) return fulfill({status: 404, body: ''});
    const path = new URL(url).pathname.slice(new URL(root).pathname.length + 1);
    const outcome = await fault?.(path, url);
    if (typeof outcome === 'number') await new Promise((resolve) => setTimeout(resolve, outcome));
    const file = join(cdnFolder, locate(path));
    if (outcome === 'fail' || !existsSync(file)) return fulfill({status: 404, body: ''});
    return fulfill({
      contentType: mediaType(file),
      // Without this header, Playwright would add one that allows the request.
      headers: {'access-control-allow-origin': cors ? '*' : 'https://nobody.example'},
      body: mounts[root]?.(readFileSync(file, 'utf8'), path) ?? readFileSync(file),
    });
  });
  await page.addInitScript((start) => {
    const {now} = Date;
    const difference = start - now();
    Date.now = () => now() + difference;
  }, NOW);
  await before?.(page);
  await page.goto(`${HOST}/`, {waitUntil: 'domcontentloaded'});
  return {page, requests, console, close: () => context.close()};
}

/** Returns the function `open` of a browser that is not the worker’s, or for a page that tests share. @param {import('@playwright/test').Browser} browser @returns {OurFixtures['open']} */
export const openIn = (browser) => (html, options) => openPage(browser, html, options);

/** @typedef {Parameters<typeof openPage>[2]} OpenOptions */
/** @typedef {Awaited<ReturnType<typeof openPage>>} OpenedPage */

/**
 * @typedef {object} OurFixtures
 * @property {(html: string, options?: OpenOptions) => Promise<OpenedPage>} open
 * @property {(...args: string[]) => Promise<import('@playwright/test').Browser>} launch
 */

/**
 * Type of {@link test} with the fixtures that a file adds, those of one test and those of a worker.
 *
 * @template {object} [Own={}]
 * @template {object} [OfWorker={}]
 * @typedef {import('@playwright/test').TestType<
 *   import('@playwright/test').PlaywrightTestArgs & import('@playwright/test').PlaywrightTestOptions & OurFixtures & Own,
 *   import('@playwright/test').PlaywrightWorkerArgs & import('@playwright/test').PlaywrightWorkerOptions & OfWorker
 * >} TestWith
 */

/**
 * Playwright’s `test` with one browser per worker and two more fixtures:
 *
 * - `open(html, options)`: {@link openPage} in the worker’s browser, closed after the test.
 * - `launch(...args)`: a further browser with more command-line arguments, closed after the test.
 *
 * @type {TestWith}
 */
export const test = base.extend({
  open: async ({browser}, use) => {
    /** @type {OpenedPage[]} */
    const opened = [];
    await use(async (html, options) => {
      const page = await openPage(browser, html, options);
      opened.push(page);
      return page;
    });
    await Promise.all(opened.map(({close}) => close()));
  },
  launch: async ({playwright}, use) => {
    /** @type {import('@playwright/test').Browser[]} */
    const browsers = [];
    await use(async (...args) => {
      const browser = await playwright.chromium.launch(launchOptions(...args));
      browsers.push(browser);
      return browser;
    });
    await Promise.all(browsers.map((browser) => browser.close()));
  },
});

/**
 * Returns a promise to hold files back with, and the function that resolves it. A delay in milliseconds instead would be over
 * before a test on a busy machine has looked at the page.
 */
export function gate() {
  let release = () => {};
  const held = new Promise((resolve) => (release = () => resolve(undefined)));
  return {held, release: () => release()};
}

/**
 * Waits until every element of some widgets has rendered, and there is one of each. Waits in the page: for `waitForFunction`,
 * Playwright first loads a third of a megabyte of script into every page.
 *
 * @param {import('@playwright/test').Page | import('@playwright/test').Frame} page
 * @param {string[]} names
 */
export const upgraded = (page, ...names) =>
  page.evaluate(
    async ({tags, end}) => {
      const isRendered = (/** @type {string} */ tag) => {
        const elements = [...document.querySelectorAll(tag)];
        return elements.length && elements.every((el) => el.shadowRoot?.querySelector('.root'));
      };
      for (let missing = tags; (missing = missing.filter((tag) => !isRendered(tag))).length;) {
        if (Date.now() > end) throw new Error(`not rendered: ${missing}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    {tags: (names.length ? names : ['helpline-banner']).map((name) => `recovery-${name}`), end: Date.now() + 30_000},
  );

/**
 * Waits until a function returns something true in a page or frame, and returns that: `waitForFunction` without the script that
 * Playwright loads for it. The document must stay.
 *
 * @template Arg, Result
 * @param {import('@playwright/test').Page | import('@playwright/test').Frame} page
 * @param {(arg: Arg) => Result} condition
 * @param {Arg} [arg]
 * @returns {Promise<Result>}
 */
export const until = (page, condition, arg) =>
  page.evaluate(`(async () => {
    const condition = ${condition};
    for (const end = performance.now() + 30_000; performance.now() < end; ) {
      const result = condition(${JSON.stringify(arg)});
      if (result) return result;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('never true: ' + condition);
  })()`);

/** Waits until a page has drawn what it has, and moved what that moves. @param {import('@playwright/test').Page | import('@playwright/test').Frame} page @param {number} [more] milliseconds to wait after that, for what may follow */
export const drawn = (page, more = 0) =>
  page.evaluate(
    (wait) =>
      new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, wait)))),
    more,
  );

/** Returns the visible text of a page or frame, including shadow roots, with white space collapsed. @param {Page | Frame} page */
export const visibleText = (page) =>
  page.evaluate(() => {
    /** @type {(node: Node) => string} */
    const textOf = (node) =>
      [...node.childNodes]
        .map((/** @type {any} */ child) => {
          if (child.nodeType === 3) return child.data;
          if (child.nodeType !== 1 || ['STYLE', 'SCRIPT'].includes(child.tagName) || !child.checkVisibility())
            return '';
          return child.shadowRoot
            ? textOf(child.shadowRoot) + (child.shadowRoot.querySelector('slot') ? textOf(child) : '')
            : textOf(child);
        })
        .join(' ');
    return textOf(document.body).replace(/\s+/g, ' ').trim();
  });
