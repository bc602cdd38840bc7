/** The snippets, permissions and security headers of README.md, docs/embed.md and docs/cms.md work unchanged. */
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {snippetFromArgs} from '../../src/tools/pages/snippet-args.mjs';
import {US_LINE} from '../support/helplines.mjs';
import {codeBlocks} from '../support/hosting.mjs';
import {CDN, HOST, expect, pageOf, test, upgraded, visibleText} from '../support/page.mjs';

const root = new URL('../../', import.meta.url);
const read = (/** @type {string} */ path) => readFileSync(new URL(path, root), 'utf8');
const doc = read('docs/embed.md') + read('docs/cms.md');
const PLACEHOLDER_URL = 'https://your-site.example';

/** Returns the code blocks of a language. @param {string} language @param {string} [text] */
const blocks = (language, text = doc) => codeBlocks(text, language);

/** Returns a section up to the next heading of any level. @param {string} heading */
const section = (heading, text = doc) =>
  new RegExp(`^#+ ${heading}$[^]*?(?=^#|(?![^]))`, 'm').exec(text)?.[0] ?? assert.fail(`no section ${heading}`);

const assetsFolder = () => readdirSync(new URL('dist/cdn', root)).find((name) => name.startsWith('assets-'));

/** Fills in the values that authors fill in: the URL of the files, the folder of modules, and the hash of the file named before it. @param {string} code */
const fillIn = (code) =>
  code
    .replaceAll('assets-…', `${assetsFolder()}`)
    .replace(/sha384-…/g, (_, index, text) => {
      const [, file] = [
        ...text.slice(0, index).matchAll(/your-site\.example\/(?:recovery-widgets\/1\.2\.3\/)?([^"']+)/g),
      ].pop();
      return JSON.parse(read('dist/cdn/integrity.json')).files[file] ?? assert.fail(`${file} has no hash`);
    })
    .replace(/https:\/\/your-site\.example\/(recovery-widgets\/1\.2\.3\/)?/g, `${CDN}/`)
    .replaceAll(PLACEHOLDER_URL, new URL(CDN).origin);

const [SNIPPET] = blocks('html', section('The snippet'));
const SCRIPT_LINE = /<script type="module".*<\/script>\n/;
/** Style and placeholder of the snippet, without the comment and the script. */
const FALLBACK = fillIn(SNIPPET.replace(SCRIPT_LINE, '').replace(/^<!--.*\n/, ''));
assert.match(SNIPPET, SCRIPT_LINE, 'the first block of the section is the snippet');
assert.match(FALLBACK, /^<div [^]*\n<link rel="stylesheet"/);

/** Returns the frame of a page after it has loaded: until then it may be the empty document. @param {import('@playwright/test').Page} page */
async function frameIn(page) {
  await page.waitForLoadState('load');
  return page.frames()[1];
}

/** Opens a page, and checks that its banner works, in the page and in its frame, and that nothing is on the console. */
async function works(open, html, options) {
  const opened = await open(html, options);
  if (/<recovery-|data-recovery-widget=/.test(html)) await upgraded(opened.page);
  if (html.includes('<iframe')) await upgraded(await frameIn(opened.page));
  assert.deepEqual(opened.console, []);
  return opened;
}

const minimalPage = (/** @type {string} */ html) => `<!doctype html><html lang="en"><meta charset="utf-8">${html}`;

test.describe('README.md, docs/embed.md and docs/cms.md', () => {
  const html = [...blocks('html', read('README.md')), ...blocks('html')];
  for (const [index, code] of html.entries())
    test(`HTML block ${index + 1} works unchanged, and has a link that dials without script`, async ({open}) => {
      const hasFallback = /tel:/.test(code);
      // Parts that a block leaves to another one come from the snippet.
      const fallback = code.includes('rel="stylesheet"') ? FALLBACK.replace(/^<link.*\n/m, '') : FALLBACK;
      const parts = [code, hasFallback ? '' : fallback, /<script/.test(code) ? '' : SNIPPET.match(SCRIPT_LINE)?.[0]];
      const {requests} = await works(open, minimalPage(fillIn(parts.join(''))));
      for (const [, file] of fillIn(code).matchAll(/(?:href|src)="(https:[^?"]+)/g))
        assert.ok(requests.join('\n').includes(file), file);
      if (!hasFallback) return;
      const without = await open(minimalPage(fillIn(code)), {context: {javaScriptEnabled: false}});
      assert.ok(await without.page.locator('a[href^="tel:"]').first().isVisible());
    });

  test('the snippet is first; with the two lines for the site, its placeholder is enough', async ({open}) => {
    const [lines] = blocks('html', section('On the whole site'));
    assert.equal(blocks('html')[0], SNIPPET);
    const [placeholder] = /^<div [^]*<\/div>$/m.exec(SNIPPET) ?? assert.fail('a placeholder');
    const {page} = await works(open, minimalPage(`${fillIn(lines)}</head><body>${placeholder}`));
    // A page on another host may read the style sheet; without `crossorigin`, reading it throws.
    const rules = await page.evaluate(() => document.styleSheets[0].cssRules.length);
    assert.ok(rules > 10, String(rules));
  });

  test('the tag for Google Tag Manager works with the attributes that it keeps', async ({open}) => {
    const codes = blocks('html', section('Google Tag Manager'));
    assert.equal(codes.length, 2);
    for (const code of codes) {
      const opened = await open(pageOf(FALLBACK, {script: ''}));
      await opened.page.waitForLoadState('load');
      // Like gtm.js: parse the tag and create each script again with only its URL or its text.
      await opened.page.evaluate((text) => {
        const parsed = document.createElement('div');
        parsed.innerHTML = text;
        for (const {src, text} of parsed.querySelectorAll('script')) {
          const script = document.createElement('script');
          script.async = false;
          script.type = 'text/javascript';
          script.text = text;
          if (src) script.src = src;
          document.body.insertBefore(script, null);
        }
      }, fillIn(code));
      await upgraded(opened.page);
      assert.deepEqual(opened.console, []);
    }
  });

  test('the URL for Wix works in a frame with the sandbox of Wix', async ({open}) => {
    const [address] = blocks('text', section('Wix'));
    const sandbox = 'allow-same-origin allow-forms allow-popups allow-scripts allow-pointer-lock';
    const iframe = `<iframe sandbox="${sandbox}" src="${fillIn(address).trim()}"></iframe>`;
    const {page} = await works(open, minimalPage(iframe));
    assert.match(await visibleText(await frameIn(page)), new RegExp(US_LINE.number));
  });

  test('the code for Drupal’s Asset Injector works', async ({open}) => {
    const script = `<script>${fillIn(blocks('js', section('Drupal'))[0])}</script>`;
    await works(open, pageOf(FALLBACK, {script}));
  });

  test('sandboxed frames work with the documented permissions', async ({open}) => {
    const guide = section('The frame');
    const rows = [...guide.matchAll(/^\| (`[^|]+`) +\| ([^|]*)\| ([^|]*)\|$/gm)].map(([, ...cells]) =>
      cells.map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code)),
    );
    assert.equal(rows.length, 4);
    const [, always] = /sandbox the frame, it needs `([^`]+)`/.exec(guide) ?? assert.fail('sandbox');
    // The quick exit leaves the page: see quick-exit.test.mjs.
    const frames = rows
      .flatMap(([names, [copying = ''], needed]) => names.map((name) => ({name, copying, needed})))
      .filter(({name}) => name !== 'quick-exit');
    const html = frames.map(
      ({name, copying, needed}) =>
        `<iframe sandbox="${[always, ...needed].join(' ')}" ${copying} height="2500" src="${CDN}/frame.html?widget=${name}&amp;region=US"></iframe>`,
    );
    const {page, console} = await open(minimalPage(html.join('')), {context: {permissions: ['clipboard-write']}});
    let downloads = 0;
    page.on('download', () => downloads++);
    await page.waitForLoadState('load');
    for (const [index, {name}] of frames.entries()) {
      const widget = page.frameLocator(`iframe >> nth=${index}`).locator(`recovery-${name}`);
      if (name === 'trigger-checklist') await widget.locator('label').first().click();
      if (name === 'care-gaps') await widget.locator('label').nth(1).click();
      // The last button clears, which needs no permission.
      const buttons = name === 'helpline-banner' ? 'button.copy >> nth=0' : '.actions button:nth-child(-n + 3)';
      // The button that copies is in a fold.
      await widget
        .locator(buttons)
        .first()
        .evaluate((each) => each.closest('details')?.toggleAttribute('open', true));
      await widget.locator(buttons).first().waitFor();
      for (const button of await widget.locator(buttons).all()) await button.click();
    }
    await expect.poll(() => downloads).toBe(frames.filter(({needed}) => needed.includes('allow-downloads')).length);
    assert.deepEqual(console, []);
  });

  test('the documented Content-Security-Policy is enough', async ({open}) => {
    const table = section('Strict security headers');
    for (const directive of ['script-src', 'style-src', 'frame-src', 'connect-src', 'require-trusted-types-for'])
      assert.ok(table.includes(directive), directive);
    const [iframe] = blocks('html', section('The frame'));
    const framed = iframe.replace(/ style="[^"]*"/, '');
    assert.notEqual(framed, iframe);
    const origin = new URL(CDN).origin;
    const linked = await snippetFromArgs('helpline-banner --region US --form div'.split(' '));
    const opened = await works(open, minimalPage(fillIn(linked.html + framed)), {
      headers: {
        'content-security-policy': `default-src 'none'; script-src ${origin}; style-src ${origin}; frame-src ${origin}; require-trusted-types-for 'script'; trusted-types 'none'`,
      },
    });
    assert.ok(!opened.requests.some((url) => !url.startsWith(CDN) && !url.startsWith(HOST)));
  });
});
