/**
 * A partner's page in a real Chromium, loading the built files. The network is played by the test: pages come from a string,
 * our files from dist/cdn, and faults are put in on purpose. Nothing leaves the machine; no port is opened.
 */
import {existsSync, readFileSync} from 'node:fs';
import {extname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';
import {findBrowser} from '../../src/tools/cli/prepare.mjs';
import {available} from '../../src/tools/html/prerender.mjs';

export const HOST = 'https://partner.example';
export const CDN = 'https://cdn.example/widgets/1.0.0';
const cdn = fileURLToPath(new URL('../../dist/cdn', import.meta.url));
const TYPES = {'.js': 'text/javascript', '.json': 'application/json', '.html': 'text/html', '.css': 'text/css'};

/** The names of all widgets that were built. */
export const WIDGETS = [...(await available()).widgets.keys()].sort();

/** Starts the browser, with further arguments for it if there are any; call `close()` on it at the end. */
export const launch = (...further) =>
  chromium.launch({
    executablePath: findBrowser(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-dev-shm-usage',
      ...further,
    ],
  });

/** Our snippet around some plain words. */
export const snippet = (name, attributes = '', words = '<a href="tel:911">Call 911</a>') =>
  `<recovery-${name} ${attributes}>${words}</recovery-${name}>`;

export const SCRIPT = `<script type="module" src="${CDN}/recovery-widgets.js"></script>`;

/** A whole page. */
export const pageOf = (body, {head = '', lang = 'en', script = SCRIPT} = {}) =>
  `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Partner</title>${head}</head><body>${body}${script}</body></html>`;

/**
 * Opens a page.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} html
 * @param {object} [options]
 * @param {(path: string, url: string) => 'fail' | number | undefined | Promise<unknown>} [options.fault] for a path below the CDN folder:
 *   `fail` for a 404, milliseconds to wait, or a promise to wait for
 * @param {Record<string, string>} [options.headers] of the page
 * @param {Record<string, (body: string) => string>} [options.mounts] further addresses that the built files are at, each with
 *   what is changed in them, such as the version
 * @param {boolean} [options.cors] whether the host of our files lets every origin read them; default: true
 * @param {Record<string, string>} [options.pages] further pages by address, as HTML
 * @param {import('playwright-core').BrowserContextOptions} [options.context]
 * @param {(page: import('playwright-core').Page) => unknown} [options.before] runs before the page is opened
 */
export async function open(browser, html, options = {}) {
  const {fault, headers = {}, mounts = {}, cors = true, pages = {}, context = {}, before} = options;
  const opened = await browser.newContext(context);
  const page = await opened.newPage();
  /** @type {string[]} */
  const requests = [];
  /** @type {string[]} */
  const console = [];
  page.on('console', (message) => console.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => console.push(`error: ${error.message}`));
  await page.route('**/*', async (route) => {
    const url = route.request().url();
    requests.push(url);
    if (url === `${HOST}/`) return route.fulfill({contentType: 'text/html; charset=utf-8', body: html, headers});
    if (pages[url]) return route.fulfill({contentType: 'text/html; charset=utf-8', body: pages[url]});
    const mount = [CDN, ...Object.keys(mounts)].find((each) => url.startsWith(`${each}/`));
    if (!mount) return route.fulfill({status: 404, body: ''});
    const path = new URL(url).pathname.slice(new URL(mount).pathname.length + 1);
    const wait = await fault?.(path, url);
    if (typeof wait === 'number') await new Promise((resolve) => setTimeout(resolve, wait));
    const file = join(cdn, path);
    if (wait === 'fail' || !existsSync(file)) return route.fulfill({status: 404, body: ''});
    return route
      .fulfill({
        contentType: `${TYPES[extname(file)]}; charset=utf-8`,
        // Without any, Playwright would add one that fits.
        headers: {'access-control-allow-origin': cors ? '*' : 'https://nobody.example'},
        body: mounts[mount]?.(readFileSync(file, 'utf8')) ?? readFileSync(file),
      })
      .catch(() => {}); // The page may be gone by then.
  });
  await before?.(page);
  await page.goto(`${HOST}/`, {waitUntil: 'domcontentloaded'});
  return {page, requests, console, close: () => opened.close()};
}

/** Waits until every element of the widget has its own look. */
export const upgraded = (page, name = 'helpline-banner') =>
  page.waitForFunction((tag) => {
    const elements = [...document.querySelectorAll(tag)];
    return elements.length && elements.every((element) => element.shadowRoot?.querySelector('.root'));
  }, `recovery-${name}`);

/** What a person sees of the page, the words in shadow roots too. */
export const seen = (page) =>
  page.evaluate(() => {
    const words = (node) =>
      [...node.childNodes]
        .map((child) => {
          if (child.nodeType === 3) return child.data;
          if (child.nodeType !== 1 || ['STYLE', 'SCRIPT'].includes(child.tagName) || !child.checkVisibility())
            return '';
          return child.shadowRoot
            ? words(child.shadowRoot) + (child.shadowRoot.querySelector('slot') ? words(child) : '')
            : words(child);
        })
        .join(' ');
    return words(document.body).replace(/\s+/g, ' ').trim();
  });
