/**
 * The check in a browser: it sees whether files load and run. One page is used for all broken hosts, and for the sound ones at night;
 * the bookmark works in strict pages or says why not.
 */
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {extname, join} from 'node:path';
import {observe} from '../../src/tools/cli/live-page.mjs';
import {checkSource} from '../../src/tools/pages/check.mjs';
import {root} from '../../src/tools/project.mjs';
import {BASE, PAGE, brokenHosts, soundHosts} from '../support/hosts.mjs';
import {expect, test} from '../support/page.mjs';

const {NIGHTLY} = process.env;
const TYPES = {'.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html'};

/**
 * Opens a host in a page, and checks it.
 *
 * @param {import('@playwright/test').BrowserContext} context
 * @param {import('../support/hosts.mjs').Host} host
 */
async function check(context, {html, headers = {}, answer}) {
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
      contentType: outcome?.type ?? TYPES[extname(file)],
      headers: {'access-control-allow-origin': outcome?.cors === false ? 'https://nobody.example' : '*'},
      body: outcome?.body ?? readFileSync(file),
    });
  });
  try {
    const {source, ...seen} = await observe(page, PAGE);
    return await checkSource(source, seen);
  } finally {
    await page.close();
  }
}

/** Puts the script into the page, as optimizers do. @param {string} html */
const withInlined = (html) =>
  html.replace(
    '<!--inline-->',
    () => `<script type="module">${readFileSync(join(root, 'dist/cdn/recovery-widgets.js'), 'utf8')}</script>`,
  );

test.describe('the check in a browser', () => {
  test('names the right cause where files do not load or run', async ({browser}) => {
    const context = await browser.newContext();
    const wrong = [];
    for (const host of await brokenHosts()) {
      if (host.way !== 'browser' && !NIGHTLY) continue;
      const [first] = await check(context, host);
      if (first?.cause !== host.cause)
        wrong.push(`${host.name}: ${first?.cause} (${first?.problem}) instead of ${host.cause}`);
    }
    await context.close();
    expect(wrong).toEqual([]);
  });

  test('is silent on sound pages', async ({browser}) => {
    const context = await browser.newContext();
    const alarms = [];
    // Some pages name files that only their own host would have.
    const unreachable = /relative|bundle|tag manager|nonce|import in a script/;
    const hosts = (await soundHosts()).filter(({name}) => !unreachable.test(name));
    for (const host of NIGHTLY ? hosts : hosts.slice(0, 6))
      for (const {cause, problem} of await check(context, host)) alarms.push(`${host.name}: ${cause}: ${problem}`);
    await context.close();
    expect(alarms).toEqual([]);
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
    const session = await page.context().newCDPSession(page);
    await session.send('Runtime.evaluate', {expression: readFileSync(join(root, 'dist/cdn/check.js'), 'utf8')});
    const dialog = page.getByRole('dialog', {name: 'recovery-widgets'});
    await expect(dialog).toContainText('The line with our script is not on the page.');
    await expect(dialog).toContainText('docs/check.md#script');
    await dialog.getByRole('button', {name: 'Close'}).click();
    await expect(dialog).toHaveCount(0);
    expect((await page.evaluate(() => document.body.outerHTML)).replace(/<script.*?<\/script>/g, '')).toBe(before);
    expect(console.filter((line) => /violat|refused|error/i.test(line))).toEqual([]);
  });

  test('is silent about a page that works', async ({open}) => {
    const host = (await soundHosts())[0];
    const {page} = await open(host.html);
    await page.waitForFunction(() =>
      document.querySelector('recovery-helpline-banner')?.shadowRoot?.querySelector('a'),
    );
    await page.addScriptTag({url: 'https://cdn.example/widgets/1.0.0/check.js'});
    await expect(page.getByRole('dialog')).toContainText('The widgets of this page work');
  });

  test('is loaded by the bookmark, which says why not where a security header forbids it', async ({open}) => {
    const [, bookmark] = /^(javascript:.*)$/m.exec(readFileSync(join(root, 'docs/check.md'), 'utf8')) ?? [];
    assert.ok(bookmark?.includes('https://your-site.example/check.js'));
    const code = decodeURIComponent(bookmark.slice('javascript:'.length)).replace(
      'https://your-site.example',
      'https://cdn.example/widgets/1.0.0',
    );
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
