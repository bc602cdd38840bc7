import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, describe, it} from 'node:test';
import {CDN, launch, open, pageOf, seen, snippet, upgraded} from '../support/harness.mjs';

const {version} = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const OTHER = 'https://cdn.example/widgets/9.9.9';
const mounts = {[OTHER]: (body) => body.replaceAll(version, '9.9.9')};
const tag = (base, file, attributes = 'type="module"') => `<script ${attributes} src="${base}/${file}"></script>`;

describe('several copies on one page', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  const body =
    snippet('helpline-banner', 'region="US"') +
    snippet('overdose-warning', 'region="US"') +
    '<div data-recovery-widget="trigger-checklist"><p>Words</p></div>';
  const all = ['helpline-banner', 'overdose-warning', 'trigger-checklist'];

  const run = async (script, options = {}) => {
    const opened = await open(browser, pageOf(options.body ?? body, {script, head: options.head}), {
      mounts,
      ...options,
    });
    for (const name of all) await upgraded(opened.page, name);
    await opened.page.waitForLoadState('networkidle');
    const {page} = opened;
    return {
      ...opened,
      versions: await page.evaluate(() => globalThis.recoveryWidgets.versions),
      used: await page.evaluate((names) => names.map((name) => customElements.get(`recovery-${name}`).version), all),
      widgets: await page.evaluate(() => document.querySelectorAll('recovery-trigger-checklist').length),
    };
  };

  for (const [what, script] of [
    ['the same file twice', tag(CDN, 'recovery-widgets.js').repeat(2)],
    ['the same file at two addresses', tag(CDN, 'recovery-widgets.js') + tag(CDN, 'recovery-widgets.js?again')],
    ['module and classic', tag(CDN, 'recovery-widgets.js') + tag(CDN, 'recovery-widgets.classic.js', '')],
    ['classic and module', tag(CDN, 'recovery-widgets.classic.js', 'async') + tag(CDN, 'recovery-widgets.js')],
    ['all.js and the loader', tag(CDN, 'all.js', '') + tag(CDN, 'recovery-widgets.js')],
    ['the loader and all.js', tag(CDN, 'recovery-widgets.js', 'type="module" async') + tag(CDN, 'all.js', 'defer')],
    ['all.js twice', tag(CDN, 'all.js', '') + tag(CDN, 'all.js?again', '')],
    [
      'one file for each widget, and the loader',
      all.map((name) => tag(CDN, `widgets/${name}.js`)).join('') + tag(CDN, 'recovery-widgets.js'),
    ],
    ['all.js as module and not', tag(CDN, 'all.js', 'type="module"') + tag(CDN, 'all.js', '')],
  ])
    it(`${what}: no line on the console, one behavior`, async () => {
      const {console, versions, widgets, requests, close} = await run(script);
      assert.deepEqual(console, []);
      assert.deepEqual(versions, [version]);
      assert.equal(widgets, 1, 'one widget in the placeholder');
      const chunks = requests.filter((url) => url.includes('/assets-'));
      assert.equal(new Set(chunks).size, chunks.length, 'each file once');
      await close();
    });

  for (const [what, script, first] of [
    ['two loaders', tag(CDN, 'recovery-widgets.js') + tag(OTHER, 'recovery-widgets.js'), version],
    ['two loaders, the newer first', tag(OTHER, 'recovery-widgets.js') + tag(CDN, 'recovery-widgets.js'), '9.9.9'],
    ['two of all.js', tag(OTHER, 'all.js', '') + tag(CDN, 'all.js', ''), '9.9.9'],
    ['all.js, then the loader', tag(CDN, 'all.js', '') + tag(OTHER, 'recovery-widgets.js'), version],
    ['classic and module', tag(OTHER, 'recovery-widgets.classic.js', '') + tag(CDN, 'recovery-widgets.js'), '9.9.9'],
  ])
    it(`two versions, ${what}: the first wins, one line says so`, async () => {
      const {console, versions, used, widgets, requests, close} = await run(script);
      const second = first === version ? '9.9.9' : version;
      assert.deepEqual(console, [`info: recovery-widgets: version ${first} came before ${second} and stays.`]);
      assert.deepEqual(versions, [first, second]);
      assert.deepEqual(used, [first, first, first]);
      assert.equal(widgets, 1);
      const base = first === version ? OTHER : CDN;
      assert.ok(!requests.some((url) => url.startsWith(`${base}/assets-`)), 'nothing is loaded twice');
      await close();
    });

  it('when the files of the first copy cannot be loaded, the second one does', async () => {
    const {page, close} = await open(
      browser,
      pageOf(body, {script: tag(CDN, 'recovery-widgets.js') + tag(OTHER, 'recovery-widgets.js')}),
      {mounts, fault: (path, url) => (path.includes('widgets/') && url.startsWith(CDN) ? 'fail' : undefined)},
    );
    for (const name of all) await upgraded(page, name);
    await close();
  });

  it('another library’s element with our name stays, and its page gets no error', async () => {
    const {page, console, close} = await open(
      browser,
      pageOf(body + '<div data-recovery-widget="helpline-banner">Own words</div>', {
        head: `<script>customElements.define('recovery-helpline-banner', class extends HTMLElement {
        connectedCallback() { this.dataset.theirs = ''; }
      })</script>`,
        script: tag(CDN, 'all.js', '') + tag(CDN, 'recovery-widgets.js'),
      }),
    );
    await upgraded(page, 'overdose-warning');
    assert.equal(await page.locator('recovery-helpline-banner[data-theirs]').count(), 1);
    assert.match(await seen(page), /Own words/);
    assert.deepEqual(console, [
      'info: recovery-widgets: <recovery-helpline-banner> is already defined by another library; it stays.',
    ]);
    await close();
  });

  it('an element of the page may have the name of our global', async () => {
    const {versions, console, close} = await run(tag(CDN, 'recovery-widgets.js'), {
      body: `<div id="recoveryWidgets"></div>${body}`,
    });
    assert.deepEqual(versions, [version]);
    assert.deepEqual(console, []);
    await close();
  });
});
