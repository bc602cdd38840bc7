/**
 * `npm run bench`: the first visit of a page with one and with four widgets, on a slow phone, beside the same words made otherwise. Prints
 * Markdown for docs/speed.md. Each round opens every page once, so that a slow minute of the machine is in all of them.
 *     npm run bench [rounds]
 */
import {existsSync, readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {extname, join} from 'node:path';
import {loadavg} from 'node:os';
import {brotliCompressSync} from 'node:zlib';
import {ensureInstalled} from '../src/tools/cli/install.mjs';
import {root} from '../src/tools/project.mjs';
import {BASE, pages, sets} from './pages.mjs';

/** A cheap phone on a bad connection: processor 4 times slower, milliseconds to the first byte, bytes per second. */
const CPU = 4;
const NETWORK = {offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 1.6e6 / 8};

/** Time, in milliseconds, in which a page may still move after it is ready. */
const AFTERMATH = 300;

const TEXT = `<p>${'Text of the page itself, which someone may be reading just now, in a place where the link is slow. '.repeat(4)}</p>\n`;

/** Compressed files by path, those of dist/cdn once they are requested. @type {Map<string, Buffer>} */
const files = new Map();

/** Returns a file as it is sent. @param {string} path @returns {Buffer | undefined} */
function fileOf(path) {
  const file = join(root, 'dist', path);
  if (!files.has(path) && path.startsWith(BASE) && existsSync(file))
    files.set(path, brotliCompressSync(readFileSync(file)));
  return files.get(path);
}

/** Bundles a script or a style sheet, and adds it to the files. @param {string} path @param {'js' | 'css'} loader @param {string} contents */
async function bundle(path, loader, contents) {
  const {build} = await import('esbuild');
  // Twins use the Lit of the project, the libraries the one they were published for.
  const resolveDir = contents.includes("from 'lit'") ? root : join(root, 'bench');
  const {outputFiles} = await build({
    ...{stdin: {contents, loader, resolveDir}, bundle: true, minify: true, write: false},
    ...{format: 'esm', target: 'es2022', legalComments: 'none'},
  });
  files.set(path, brotliCompressSync(outputFiles[0].text));
}

/** Adds a page with its bundles. @param {string} path @param {import('./pages.mjs').Page} page */
async function addPage(path, {html, script, style}) {
  if (script) await bundle(`${path}.js`, 'js', script);
  if (style) await bundle(`${path}.css`, 'css', style);
  const document = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Host</title>
<link rel="icon" href="data:,">
<style>body { max-width: 60em; margin: auto; padding: 16px; font: 16px/1.5 sans-serif }</style>
${style ? `<link rel="stylesheet" href="${path}.css">` : ''}
<h1>A page of the host</h1>
${TEXT}${html}
${script ? `<script type="module" src="${path}.js"></script>` : ''}
${TEXT.repeat(3)}`;
  files.set(path, brotliCompressSync(document));
}

/**
 * Runs in the page before its scripts. Notes when text of every widget is visible and when every widget has its final DOM, in milliseconds
 * since the navigation, in a task after the frame that shows it, and logs both once the page is at rest.
 *
 * @param {{selector: string, rendered?: string, count: number, aftermath: number}} page `count`: of the elements, which the parser may not have
 *   reached
 */
function probe({selector, rendered, count, aftermath}) {
  const marks = {readable: 0, rendered: 0, shift: 0};
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) marks.shift += /** @type {any} */ (entry).value;
  }).observe({type: 'layout-shift', buffered: true});
  const isVisible = (/** @type {Element} */ el) =>
    el.checkVisibility({opacityProperty: true, visibilityProperty: true}) && el.getBoundingClientRect().height > 0;
  const isReadable = (/** @type {Element} */ el) =>
    // Elements inside another one of the library may be folded away.
    !!el.parentElement?.closest(selector) ||
    [...el.children, ...(el.shadowRoot?.querySelectorAll('h2, h3, p, li, a') ?? [])].some(isVisible);
  const isRendered = (/** @type {Element} */ el) =>
    isReadable(el) && (!rendered || !!el.shadowRoot?.querySelector(rendered));
  const steps = /** @type {const} */ ([
    ['readable', isReadable],
    ['rendered', isRendered],
  ]);
  function check() {
    const elements = [...document.querySelectorAll(selector)];
    for (const [name, isDone] of steps)
      if (elements.length >= count && elements.every(isDone)) setTimeout(() => (marks[name] ||= performance.now()));
    if (!marks.rendered) requestAnimationFrame(check);
    else setTimeout(() => console.log(JSON.stringify(marks)), aftermath);
  }
  requestAnimationFrame(check);
}

/** Visits a page for the first time. @param {import('../test/support/browser.mjs').Browser} browser @param {string} url @param {import('./pages.mjs').Page} page */
async function visit(browser, url, {html, selector, rendered}) {
  const context = await browser.newContext({viewport: {width: 412, height: 915}, isMobile: true, hasTouch: true});
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', NETWORK);
  await cdp.send('Emulation.setCPUThrottlingRate', {rate: CPU});
  /** @type {Set<string>} */
  const requested = new Set();
  page.on('request', (request) => requested.add(new URL(request.url()).pathname));
  const count = selector.split(',').reduce((sum, tag) => sum + html.split(`<${tag}`).length - 1, 0);
  await page.addInitScript(probe, {selector, rendered, count, aftermath: AFTERMATH});
  // Evaluates nothing in the page: what Playwright injects for that takes 70 ms of this processor.
  const [message] = await Promise.all([
    page.waitForEvent('console', {predicate: (each) => each.text().startsWith('{'), timeout: 60_000}),
    page.goto(url, {waitUntil: 'commit'}),
  ]);
  const marks = JSON.parse(message.text());
  await context.close();
  requested.delete(new URL(url).pathname);
  const bytes = [...requested].reduce((sum, path) => sum + (fileOf(path)?.length ?? 0), 0);
  return {...marks, bytes, requests: requested.size};
}

/** Returns the median of an odd number of samples. @param {Record<string, number>[]} samples @param {string} key */
const median = (samples, key) => samples.map((sample) => sample[key]).sort((a, b) => a - b)[samples.length >> 1];

/** Measures the pages of a set, and prints their medians. @param {import('../test/support/browser.mjs').Browser} browser @param {string} origin @param {'one' | 'four'} set @param {number} rounds */
async function measure(browser, origin, set, rounds) {
  /** @type {{title: string, page: import('./pages.mjs').Page, path: string, samples: Record<string, number>[]}[]} */
  const rows = [];
  for (const [title, make] of Object.entries(pages)) {
    const page = await make(sets[set]);
    const path = /** @type {string} */ (`/${set}/${rows.length}`);
    await addPage(path, page);
    rows.push({title, page, path, samples: []});
  }
  for (let round = 0; round < rounds; round++)
    for (let turn = 0; turn < rows.length; turn++) {
      // Another one is first in each round.
      const {page, path, samples} = rows[(turn + round) % rows.length];
      samples.push(await visit(browser, origin + path, page));
    }
  console.log(`\n${set}\n\n|  | kB | requests | readable, ms | rendered, ms | CLS |\n| --- ${'| ---: '.repeat(5)}|`);
  for (const {title, samples} of rows) {
    const [bytes, ...counts] = ['bytes', 'requests', 'readable', 'rendered'].map((key) => median(samples, key));
    const cells = [title, (bytes / 1000).toFixed(1), ...counts.map(Math.round), median(samples, 'shift').toFixed(3)];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

for (const folder of ['bench', 'test']) await ensureInstalled(join(root, folder));
const {chromium, launchOptions} = await import('../test/support/browser.mjs');
const rounds = Number(process.argv[2] ?? 9);
const server = createServer(({url = ''}, response) => {
  const body = fileOf(url);
  const type = {'.js': 'javascript', '.css': 'css'}[extname(url)] ?? 'html';
  const headers = {'Content-Type': `text/${type}; charset=utf-8`, ...(body && {'Content-Encoding': 'br'})};
  response.writeHead(body ? 200 : 404, headers).end(body);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
const browser = await chromium.launch(launchOptions());
console.log(`${new Date().toISOString().slice(0, 10)}, Chromium ${browser.version()}, ${rounds} rounds`);
for (const set of /** @type {const} */ (['one', 'four']))
  await measure(browser, `http://127.0.0.1:${port}`, set, rounds);
console.log(`\nLoad average at the end: ${loadavg()[0].toFixed(1)}`);
await browser.close();
server.close();
