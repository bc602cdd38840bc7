/**
 * The check in a browser: the bookmark names the cause on broken hosts, is silent on sound ones, and works in strict pages or says why
 * not. The command reads the source alone.
 */
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {checkLine} from '../../src/tools/builder/check-part.mjs';
import {Translator} from '../../src/tools/builder/translator.mjs';
import {checkSource} from '../../src/tools/pages/check.mjs';
import {root} from '../../src/tools/project.mjs';
import {serve} from '../../src/tools/serve.mjs';
import {BASE, LOADER, PAGE, page as pageWith, printSnippets, swap, withScript} from '../support/check-pages.mjs';
import {withOtherNumber} from '../support/helplines.mjs';
import {CDN, expect, test, upgraded} from '../support/page.mjs';

const SCRIPT = readFileSync(join(root, 'dist/cdn/check.js'), 'utf8');

const en = JSON.parse(readFileSync(join(root, 'src/tools/builder/messages/en.json'), 'utf8'));
const HELP = `${BASE}guides/check.html#csp`;
/** Code of the bookmark for a folder of files. @param {string} base */
const bookmarkFor = (base) => checkLine(base, new Translator({rtl: [], messages: {en}, labels: {}}, 'en'), HELP);

/** Runs code as a console or a bookmark does, whatever the headers of the page allow. @param {import('@playwright/test').Page} page */
async function runCheck(page, expression = SCRIPT) {
  await (await page.context().newCDPSession(page)).send('Runtime.evaluate', {expression});
  return page.getByRole('dialog');
}

const {div, finished, frame, whole, linked} = await printSnippets();

const GTM = '<script async src="https://www.googletagmanager.com/gtm.js?id=GTM-X"></script>';
const OTHER = `<script>customElements['def' + 'ine']('recovery-' + 'helpline-banner', class extends HTMLElement {})</script>`;
const WITHOUT_VERSION = withOtherNumber(div).replace(/ data-recovery-version="[^"]*"/, '');

const sendAsText = (route) =>
  route.fulfill({contentType: 'text/plain', headers: {'access-control-allow-origin': '*'}, body: 'void 0;'});
const policy = (/** @type {string} */ text) => ({headers: {'content-security-policy': text}});
/** Hosts of which only a browser knows: name, first cause if it is broken, page, headers and answer of the host of our files. @type {any[]} */
const HOSTS = [
  ['a finished widget in British English', undefined, pageWith(finished, {lang: 'en-GB'})],
  ['a frame beside a widget', undefined, pageWith(frame + div)],
  ['wrong path', 'address', pageWith(div), {fault: () => 'fail'}],
  ['chunks missing', 'address', pageWith(div), {fault: (path) => /^(assets|current)/.test(path) && 'fail'}],
  ['wrong type', 'mime', pageWith(div), {before: (page) => page.route(`${BASE}*.js`, sendAsText)}],
  ['no CORS', 'script', pageWith(div), {cors: false}],
  ['other bytes', 'script', pageWith(whole), {mounts: {[CDN]: (body, path) => (path === 'all.js' ? 'void 0;' : body)}}],
  ['policy in a header', 'csp', pageWith(div), policy("script-src 'self'")],
  ['another definition by a file', 'other-definition', pageWith(OTHER + div)],
  ['consent by a tag manager', 'script', pageWith(swap(div, LOADER, ''), {head: GTM})],
  ['older number in the words', 'outdated', pageWith(WITHOUT_VERSION)],
];

const OPTIMIZED = `${PAGE}wp-content/cache/opt`;
const MERGED = `${'0a1b2c3d'.repeat(4)}.js`;
const unless = (fix, loader) => ({
  html: fix === 'recovery-widgets.js' ? pageWith(div) : withScript(div, loader),
  mounts: {[OPTIMIZED]: (body) => `/* other */\n${body}`},
  locate: (path) => path.replace(MERGED, 'recovery-widgets.js'),
});
const withPolicy = (to) => ({html: pageWith(linked), ...policy(`script-src 'self' ${to}; style-src 'self' ${to}`)});
const merged = (fix) => unless(fix, `<script defer src="${OPTIMIZED}/${MERGED}"></script>`);
const delayed = (fix) => unless(fix, LOADER.replace('type="module" ', 'type="rocketlazyloadscript" data-rocket-'));
const untyped = (fix) => unless('', LOADER.replace('type="module"', 'defer').replace(/recovery-\w+\.js/, fix || '$&'));

/** The most frequent breakages: cause in the source, diagnosis and remedy of the bookmark, a host that applies it. @type {any} */
const BREAKAGES = {
  'a policy in a header': [undefined, /to script-src, style-src\.\s*https/, /^Copy: (\S+)$/m, withPolicy],
  'a script merged into the file of a hash': ['optimizer', /an optimizer has merged/, /Exclude (\S+) in/, merged],
  'a script held back until its page is used': ['optimizer', /WP Rocket delays/, /Exclude (\S+) in/, delayed],
  'a missing type': ['type', /removed type="module"/, /Use (\S+),/, untyped],
};

async function openHost(open, /** @type {any} */ {html, ...host}) {
  const opened = await open(html, {context: {permissions: ['clipboard-read', 'clipboard-write']}, ...host});
  await opened.page.waitForLoadState('networkidle');
  return opened;
}

test('the bookmark names the right cause where files do not load or run, and none on sound pages', async ({open}) => {
  const wrong = [];
  for (const [name, expected, html, host] of HOSTS) {
    const {page, close} = await openHost(open, {html, ...host});
    const text = await (await runCheck(page)).innerText();
    await close();
    const [, cause] = /docs\/check\.md#([\w-]+)/.exec(text) ?? [];
    if (cause !== expected || !(cause || text.includes('work'))) wrong.push(`${name}: ${text} instead of ${expected}`);
  }
  expect(wrong).toEqual([]);
});

for (const [name, [source, diagnosis, remedy, host]] of Object.entries(BREAKAGES))
  test(`the bookmark names ${name} by one click, and the printed remedy brings the widget back`, async ({open}) => {
    const [found] = await checkSource(host('').html, {url: PAGE});
    expect(found?.cause).toBe(source);
    const {page: broken} = await openHost(open, host(''));
    await expect(broken.locator('recovery-helpline-banner')).toHaveCount(0);
    const dialog = await runCheck(broken, bookmarkFor(BASE));
    await expect(dialog).toContainText(diagnosis);
    const [, fix] = remedy.exec(await dialog.innerText()) ?? assert.fail(await dialog.innerText());
    await dialog.getByRole('button').click();
    await expect(dialog).toHaveCount(0);
    if (!source) expect(await broken.evaluate(() => globalThis.navigator.clipboard.readText())).toBe(fix);
    const {page: mended} = await openHost(open, host(fix));
    await upgraded(mended);
    await expect(await runCheck(mended, bookmarkFor(BASE))).toContainText('The widgets of this page work');
  });

test('npx recovery-widgets check fetches an address alone, and names the first cause in a file', async () => {
  const command = join(root, 'dist/bin/recovery-widgets.js');
  /** @returns {Promise<any>} */
  const run = (target) => promisify(execFile)(process.execPath, [command, 'check', target]).catch((error) => error);
  const requested = [];
  const {url, close} = await serve({
    onRequest: (request) => {
      requested.push(String(request.url));
      return {headers: {'Content-Type': 'text/html'}, body: pageWith(div)};
    },
  });
  const sound = await run(url);
  expect(sound.stdout).toMatch(/No problems found[^]*Only the source was read/);
  expect(sound.code, 'an error has its status here').toBe(undefined);
  expect(requested).toEqual(['/']);
  await close();
  const file = test.info().outputPath('page.html');
  writeFileSync(file, pageWith(div).replaceAll(BASE, 'https://your-site.example/').replace('n="US"', 'n="ZZ"'));
  const {code, stdout} = await run(file);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^The script has the address of an example[^]*1 more after that/);
});

test('check.js shows a finding in the language of the browser, and leaves the page as it was', async ({open}) => {
  const place = '<div data-recovery-widget="faq" lang="en"><p>x</p></div>';
  const strict = policy("style-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'");
  const html = `<!doctype html><html lang="en"><title>x</title><h1>x</h1>${place}`;
  const {page, console} = await open(html, {...strict, context: {locale: 'ar-EG'}});
  const before = await page.evaluate(() => document.body.outerHTML);
  // Such a page lets in no address that a script writes; a console does what it likes.
  const dialog = await runCheck(page);
  await expect(dialog.getByText('سطر script الخاص بنا ليس في الصفحة.')).toBeVisible();
  await expect(dialog).toHaveCSS('direction', 'rtl');
  await expect(dialog).toHaveAttribute('lang', 'ar');
  await expect(dialog).toContainText('docs/check.md#script');
  await dialog.getByRole('button', {name: 'إغلاق'}).press('Enter');
  await expect(dialog).toHaveCount(0);
  expect((await page.evaluate(() => document.body.outerHTML)).replace(/<script.*?<\/script>/g, '')).toBe(before);
  expect(console.filter((line) => /violat|refused|error/i.test(line))).toEqual([]);
});

test('the bookmark names a blocker where no header forbids check.js', async ({open}) => {
  const {page} = await open('<!doctype html><html lang="en"><title>x</title><p>x</p>', {fault: () => 'fail'});
  const message = page.waitForEvent('dialog');
  await runCheck(page, bookmarkFor(`${CDN}/`));
  const dialog = await message;
  expect(dialog.message()).toContain(`a blocker in your browser stops it, or it is not at ${CDN}/check.js`);
  await dialog.dismiss();
});
