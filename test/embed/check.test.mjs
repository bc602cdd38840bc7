/**
 * The check in a browser: the bookmark names the cause on broken hosts, is silent on sound ones, and works in strict pages or says why
 * not. The command reads the source alone.
 */
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {checkLine} from '../../src/tools/builder/check-part.mjs';
import {Translator} from '../../src/tools/builder/translator.mjs';
import {checkSource} from '../../src/tools/pages/check.mjs';
import {snippetFromArgs} from '../../src/tools/pages/snippet-args.mjs';
import {root} from '../../src/tools/project.mjs';
import {mediaType, serve} from '../../src/tools/serve.mjs';
import {BASE, LOADER, PAGE, csp, page as pageWith, printSnippets, swap, withScript} from '../support/check-pages.mjs';
import {withOtherNumber} from '../support/helplines.mjs';
import {CDN, expect, test, upgraded} from '../support/page.mjs';

const SCRIPT = readFileSync(join(root, 'dist/cdn/check.js'), 'utf8');
const LOADER_FILE = join(root, 'dist/cdn/recovery-widgets.js');

const en = JSON.parse(readFileSync(join(root, 'src/tools/builder/messages/en.json'), 'utf8'));
/** Code of the bookmark for a folder of files. @param {string} base */
const bookmarkFor = (base) => checkLine(base, new Translator({rtl: [], messages: {en}, labels: {}}, 'en'));

/** Runs code as a console or a bookmark does, whatever the headers of the page allow. @param {import('@playwright/test').Page} page */
async function runCheck(page, expression = SCRIPT) {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', {expression});
  return page.getByRole('dialog');
}

const {div, tag, frame, finished, whole, linked} = await printSnippets();

/** Broken hosts of which only a browser knows, with their first finding; `answer` is that of the host of our files. */
const BROKEN = [
  {name: 'wrong path', cause: 'address', html: pageWith(div), answer: () => 'fail'},
  {
    name: 'chunks missing',
    cause: 'address',
    html: pageWith(div),
    answer: (path) => (/^(assets|current)/.test(path) ? 'fail' : undefined),
  },
  {name: 'wrong type', cause: 'mime', html: pageWith(div), answer: () => ({type: 'text/plain'})},
  {name: 'no CORS', cause: 'script', html: pageWith(div), answer: () => ({cors: false})},
  {
    name: 'other bytes',
    cause: 'script',
    html: pageWith(whole),
    answer: (path) => (path === 'all.js' ? {body: 'void 0;'} : undefined),
  },
  {
    name: 'policy in a header',
    cause: 'csp',
    html: pageWith(div),
    headers: {'content-security-policy': "script-src 'self'"},
  },
  {
    name: 'another definition by a file',
    cause: 'other-definition',
    html: pageWith(
      `<script>customElements['def' + 'ine']('recovery-' + 'helpline-banner', class extends HTMLElement {})</script>${div}`,
    ),
  },
  {
    name: 'consent by a tag manager',
    cause: 'script',
    html: pageWith(swap(div, LOADER, ''), {
      head: '<script async src="https://www.googletagmanager.com/gtm.js?id=GTM-X"></script>',
    }),
  },
  {name: 'script copied into the page', cause: 'optimizer', html: withScript(div, '<!--inline-->')},
  {
    name: 'older number in the words',
    cause: 'outdated',
    html: pageWith(withOtherNumber(div).replace(/ data-recovery-version="[^"]*"/, '')),
  },
];

/** File in which an optimizer has merged the script with others; its name has no sign of either. */
const MERGED = `${PAGE}wp-content/cache/opt/${'0a1b2c3d'.repeat(4)}.js`;
const withoutFix = (/** @type {string} */ fix, /** @type {string} */ loader) =>
  fix === 'recovery-widgets.js' ? pageWith(div) : withScript(div, loader);

/**
 * What breaks pages most often. `host` takes the remedy that the check prints, empty at first, and applies it as its tool would; `source` is
 * the cause in the source, if it is there. @type {Record<string, {source?: string, diagnosis: RegExp, remedy: RegExp, host: Function}>}
 */
const BREAKAGES = {
  'a policy in a header': {
    diagnosis: /Content-Security-Policy of this page allows no script from/,
    remedy: /^Copy: (\S+)$/m,
    host: (fix) => ({
      html: pageWith(div),
      headers: {'content-security-policy': `default-src 'self' ${fix}; style-src *`},
    }),
  },
  'a script merged under the name of a hash': {
    source: 'optimizer',
    diagnosis: /a file that an optimizer has merged from several/,
    remedy: /Exclude (\S+) in/,
    host: (fix) => ({html: withoutFix(fix, `<script defer src="${MERGED}"></script>`)}),
  },
  'a script held back until somebody uses the page': {
    source: 'optimizer',
    diagnosis: /WP Rocket delays the script/,
    remedy: /Exclude (\S+) in/,
    host: (fix) => ({
      html: withoutFix(fix, LOADER.replace('type="module" src', 'type="rocketlazyloadscript" data-rocket-src')),
    }),
  },
  'a missing type': {
    source: 'type',
    diagnosis: /removed type="module"/,
    remedy: /Use (\S+),/,
    host: (fix) => ({
      html: withScript(div, LOADER.replace(' type="module"', ' defer').replace('recovery-widgets.js', fix || '$&')),
    }),
  },
};

/** Opens a page on a host. */
async function openHost(context, /** @type {any} */ {html, headers = {}, answer}) {
  const page = await context.newPage();
  await page.route('**/*', async (route) => {
    const url = route.request().url();
    if (url === PAGE) return route.fulfill({contentType: 'text/html; charset=utf-8', body: withInlined(html), headers});
    if (url === MERGED)
      return route.fulfill({contentType: 'text/javascript', body: `/* other */\n${readFileSync(LOADER_FILE, 'utf8')}`});
    if (!url.startsWith(BASE)) return route.fulfill({status: 404, body: ''});
    const path = new URL(url).pathname.slice(new URL(BASE).pathname.length);
    const outcome = answer?.(path);
    const file = join(root, 'dist/cdn', path);
    if (outcome === 'fail' || !existsSync(file)) return route.fulfill({status: 404, body: ''});
    return route.fulfill({
      contentType: outcome?.type ?? mediaType(file),
      headers: {'access-control-allow-origin': outcome?.cors === false ? 'https://nobody.example' : '*'},
      body: outcome?.body ?? readFileSync(file),
    });
  });
  await page.goto(PAGE, {waitUntil: 'networkidle'});
  return page;
}

/** Reads the first cause from the dialog; undefined if there is none. */
async function check(context, /** @type {any} */ host) {
  const page = await openHost(context, host);
  const text = await (await runCheck(page)).innerText();
  await page.close();
  return {text, cause: /docs\/check\.md#([\w-]+)/.exec(text)?.[1]};
}

/** Puts the script into the page, as optimizers do. @param {string} html */
const withInlined = (html) =>
  html.replace('<!--inline-->', () => `<script type="module">${readFileSync(LOADER_FILE, 'utf8')}</script>`);

test.describe('the check in a browser', () => {
  test('names the right cause where files do not load or run', async ({context}) => {
    const wrong = [];
    for (const host of BROKEN) {
      const {cause, text} = await check(context, host);
      if (cause !== host.cause) wrong.push(`${host.name}: ${text} instead of ${host.cause}`);
    }
    expect(wrong).toEqual([]);
  });

  for (const [name, {source, diagnosis, remedy, host}] of Object.entries(BREAKAGES))
    test(`names ${name} by one click on the bookmark, and its printed remedy brings the widget back`, async ({
      context,
    }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      const [found] = await checkSource(host('').html, {url: PAGE});
      expect(found?.cause).toBe(source);
      const broken = await openHost(context, host(''));
      await expect(broken.locator('recovery-helpline-banner')).toHaveCount(0);
      const dialog = await runCheck(broken, bookmarkFor(BASE));
      await expect(dialog).toContainText(diagnosis);
      const [, fix] = remedy.exec(await dialog.innerText()) ?? assert.fail(await dialog.innerText());
      await dialog.getByRole('button').click();
      await expect(dialog).toHaveCount(0);
      if (!source) expect(await broken.evaluate(() => globalThis.navigator.clipboard.readText())).toBe(fix);
      const mended = await openHost(context, host(fix));
      await upgraded(mended);
      await expect(await runCheck(mended, bookmarkFor(BASE))).toContainText('The widgets of this page work');
    });

  // test/unit/check.test.mjs has many more, by their source.
  test('is silent on sound pages', async ({context}) => {
    const strict = csp(`script-src ${BASE}; style-src ${BASE}`);
    for (const html of [
      ...[div, tag, finished, frame].map((each) => pageWith(each)),
      pageWith(linked, {head: strict}),
    ]) {
      const {cause, text} = await check(context, {html});
      expect(cause, text).toBeUndefined();
    }
  });
});

test.describe('npx recovery-widgets check', () => {
  const COMMAND = join(root, 'dist/bin/recovery-widgets.js');

  const run = (args) =>
    new Promise((resolve) => {
      execFile(process.execPath, [COMMAND, 'check', ...args], (error, stdout, stderr) =>
        resolve({status: error ? error.code : 0, stdout, stderr}),
      );
    });

  test('fetches an address alone, runs nothing of it, and names the first cause', async () => {
    const {html} = await snippetFromArgs(
      'helpline-banner --region US --form div --base https://files.example/'.split(' '),
    );
    let body = `<!doctype html><html lang="en"><title>x</title><h1>x</h1>${html}`;
    const requested = [];
    const {url, close} = await serve({
      onRequest: (request) => {
        requested.push(String(request.url));
        return {headers: {'Content-Type': 'text/html'}, body};
      },
    });
    const sound = await run([url]);
    expect(sound).toMatchObject({status: 0, stderr: ''});
    expect(sound.stdout).toContain('No problems found');
    expect(sound.stdout).toContain('Only the source was read');
    expect(requested).toEqual(['/']);
    await close();
    body = body.replaceAll('files.example', 'your-site.example').replace(/data-region="US"/, 'data-region="ZZ"');
    const file = test.info().outputPath('page.html');
    writeFileSync(file, body);
    const {status, stdout} = await run([file]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^The script has the address of an example/);
    expect(stdout).toContain('1 more after that');
  });
});

test.describe('check.js', () => {
  test('shows the first finding in a dialog, and leaves the page as it was', async ({open}) => {
    const {page, console} = await open(
      '<!doctype html><html lang="en"><title>x</title><h1>x</h1><div data-recovery-widget="helpline-banner" data-region="US"><a href="tel:911">911</a></div>',
      {
        headers: {
          'content-security-policy': "style-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        },
      },
    );
    const before = await page.evaluate(() => document.body.outerHTML);
    // Such a page lets in no address that a script writes; a console does what it likes.
    const dialog = await runCheck(page);
    await expect(dialog).toContainText('The line with our script is not on the page.');
    await expect(dialog).toContainText('docs/check.md#script');
    await dialog.getByRole('button', {name: 'Close'}).click();
    await expect(dialog).toHaveCount(0);
    expect((await page.evaluate(() => document.body.outerHTML)).replace(/<script.*?<\/script>/g, '')).toBe(before);
    expect(console.filter((line) => /violat|refused|error/i.test(line))).toEqual([]);
  });

  test('speaks the language of the browser, with the direction of its words', async ({open}) => {
    const html =
      '<!doctype html><html lang="en"><title>x</title><h1>x</h1><div data-recovery-widget="faq" lang="en"><p>x</p></div>';
    const {page} = await open(html, {context: {locale: 'ar-EG'}});
    await page.addScriptTag({url: `${CDN}/check.js`});
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText('سطر script الخاص بنا ليس في الصفحة.')).toBeVisible();
    expect(await dialog.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
    await expect(dialog).toHaveAttribute('lang', 'ar');
    await dialog.getByRole('button', {name: 'إغلاق'}).press('Enter');
    await expect(dialog).toHaveCount(0);
  });

  test('is loaded by the bookmark, which names a blocker where no header forbids it', async ({open}) => {
    const html = '<!doctype html><html lang="en"><title>x</title><p>x</p>';
    const free = await open(html);
    await expect(await runCheck(free.page, bookmarkFor(`${CDN}/`))).toContainText('There is no widget in this page.');
    const blocked = await open(html, {fault: () => 'fail'});
    const message = blocked.page.waitForEvent('dialog');
    await runCheck(blocked.page, bookmarkFor(`${CDN}/`));
    const dialog = await message;
    expect(dialog.message()).toContain(`a blocker in your browser stops it, or it is not at ${CDN}/check.js`);
    await dialog.dismiss();
  });
});
