/**
 * The check in a browser: the bookmark names the cause on broken hosts, is silent on sound ones, and works in strict pages or says why
 * not. The command reads the source alone.
 */
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {snippetFromArgs} from '../../src/tools/pages/snippet-args.mjs';
import {root} from '../../src/tools/project.mjs';
import {mediaType, serve} from '../../src/tools/serve.mjs';
import {BASE, LOADER, PAGE, csp, page as pageWith, printSnippets, swap, withScript} from '../support/check-pages.mjs';
import {withOtherNumber} from '../support/helplines.mjs';
import {CDN, expect, test} from '../support/page.mjs';

const SCRIPT = readFileSync(join(root, 'dist/cdn/check.js'), 'utf8');

/** Runs the check as a console does, whatever the headers of the page allow. @param {import('@playwright/test').Page} page */
async function runCheck(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', {expression: SCRIPT});
  return page.getByRole('dialog', {name: 'recovery-widgets'});
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
  {name: 'type removed', cause: 'type', html: withScript(div, swap(LOADER, ' type="module"', ''))},
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

/** Opens a host in a page, and reads the first cause from the dialog; undefined if there is none. */
async function check(context, /** @type {any} */ {html, headers = {}, answer}) {
  const page = await context.newPage();
  await page.route('**/*', async (route) => {
    const url = route.request().url();
    if (url === PAGE) return route.fulfill({contentType: 'text/html; charset=utf-8', body: withInlined(html), headers});
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
  const text = await (await runCheck(page)).innerText();
  await page.close();
  return {text, cause: /docs\/check\.md#([\w-]+)/.exec(text)?.[1]};
}

/** Puts the script into the page, as optimizers do. @param {string} html */
const withInlined = (html) =>
  html.replace(
    '<!--inline-->',
    () => `<script type="module">${readFileSync(join(root, 'dist/cdn/recovery-widgets.js'), 'utf8')}</script>`,
  );

test.describe('the check in a browser', () => {
  test('names the right cause where files do not load or run', async ({context}) => {
    const wrong = [];
    for (const host of BROKEN) {
      const {cause, text} = await check(context, host);
      if (cause !== host.cause) wrong.push(`${host.name}: ${text} instead of ${host.cause}`);
    }
    expect(wrong).toEqual([]);
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

  test('is loaded by the bookmark, which says why not where a security header forbids it', async ({open}) => {
    const [, bookmark] = /^(javascript:.*)$/m.exec(readFileSync(join(root, 'docs/check.md'), 'utf8')) ?? [];
    assert.ok(bookmark?.includes('https://your-site.example/check.js'));
    const code = decodeURIComponent(bookmark.slice('javascript:'.length)).replace('https://your-site.example', CDN);
    const html = '<!doctype html><html lang="en"><title>x</title><p>x</p>';
    const free = await open(html);
    await free.page.evaluate((text) => void new Function(text)(), code);
    await expect(free.page.getByRole('dialog')).toContainText('There is no widget in this page.');

    const strict = await open(html, {headers: {'content-security-policy': "script-src 'self' 'unsafe-eval'"}});
    const message = strict.page.waitForEvent('dialog');
    await strict.page.evaluate((text) => void new Function(text)(), code);
    const dialog = await message;
    expect(dialog.message()).toContain('does not let this check in');
    expect(dialog.message()).toContain('npx recovery-widgets check');
    await dialog.dismiss();
  });
});
