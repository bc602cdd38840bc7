/** Several copies of our scripts on one page: of one version and of two, and beside other code with our names. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {CDN, pageOf, snippet, test as base, upgraded, visibleText} from '../support/page.mjs';

const {version} = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const OTHER = 'https://cdn.example/widgets/9.9.9';
const mounts = {[OTHER]: (body) => body.replaceAll(version, '9.9.9')};
const tag = (base, file, attributes = 'type="module"') => `<script ${attributes} src="${base}/${file}"></script>`;

const BODY =
  snippet('helpline-banner', 'region="US"') +
  snippet('overdose-warning', 'region="US"') +
  '<div data-recovery-widget="trigger-checklist"><p>Fallback</p></div>';
const NAMES = ['helpline-banner', 'overdose-warning', 'trigger-checklist'];

/** @type {import('../support/page.mjs').TestWith<{run: (script: string, body?: string) => Promise<any>}>} */
const test = base.extend({
  /** Opens a page with scripts, waits for its widgets, and returns their versions and how many took the placeholder. */
  run: async ({open}, use) =>
    use(async (script, body = BODY) => {
      const opened = await open(pageOf(body, {script}), {mounts});
      await upgraded(opened.page, ...NAMES);
      await opened.page.waitForLoadState('networkidle');
      const found = await opened.page.evaluate(
        (names) => ({
          versions: globalThis.recoveryWidgets?.versions,
          classVersions: names.map((name) => customElements.get(`recovery-${name}`)?.version),
          count: document.querySelectorAll('recovery-trigger-checklist').length,
        }),
        NAMES,
      );
      return {...opened, ...found};
    }),
});

test.describe('several copies on one page', () => {
  for (const [copies, script] of [
    ['the same file twice', tag(CDN, 'recovery-widgets.js').repeat(2)],
    ['the same file at two addresses', tag(CDN, 'recovery-widgets.js') + tag(CDN, 'recovery-widgets.js?again')],
    ['module and classic', tag(CDN, 'recovery-widgets.js') + tag(CDN, 'recovery-widgets.classic.js', '')],
    ['classic and module', tag(CDN, 'recovery-widgets.classic.js', 'async') + tag(CDN, 'recovery-widgets.js')],
    ['all.js and the loader', tag(CDN, 'all.js', '') + tag(CDN, 'recovery-widgets.js')],
    ['the loader and all.js', tag(CDN, 'recovery-widgets.js', 'type="module" async') + tag(CDN, 'all.js', 'defer')],
    ['all.js twice', tag(CDN, 'all.js', '') + tag(CDN, 'all.js?again', '')],
    ['all.js as module and not', tag(CDN, 'all.js', 'type="module"') + tag(CDN, 'all.js', '')],
  ])
    test(`${copies}: one behavior, and nothing on the console`, async ({run}) => {
      const {console, versions, count, requests} = await run(script);
      assert.deepEqual(console, []);
      assert.deepEqual(versions, [version]);
      assert.equal(count, 1, 'one widget in the placeholder');
      const chunks = requests.filter((url) => url.includes('/assets-'));
      assert.equal(new Set(chunks).size, chunks.length, 'each file once');
    });

  for (const [copies, script, first] of [
    ['two loaders', tag(CDN, 'recovery-widgets.js') + tag(OTHER, 'recovery-widgets.js'), version],
    ['two loaders, the newer first', tag(OTHER, 'recovery-widgets.js') + tag(CDN, 'recovery-widgets.js'), '9.9.9'],
    ['two of all.js', tag(OTHER, 'all.js', '') + tag(CDN, 'all.js', ''), '9.9.9'],
    ['all.js, then the loader', tag(CDN, 'all.js', '') + tag(OTHER, 'recovery-widgets.js'), version],
    ['classic and module', tag(OTHER, 'recovery-widgets.classic.js', '') + tag(CDN, 'recovery-widgets.js'), '9.9.9'],
  ])
    test(`two versions, ${copies}: the first wins, and one line on the console says so`, async ({run}) => {
      const {console, versions, classVersions, count, requests} = await run(script);
      const second = first === version ? '9.9.9' : version;
      assert.deepEqual(console, [
        `info: recovery-widgets: version ${first} is already registered; ${second} is ignored.`,
      ]);
      assert.deepEqual(versions, [first, second]);
      assert.deepEqual(classVersions, [first, first, first]);
      assert.equal(count, 1);
      const loser = first === version ? OTHER : CDN;
      assert.ok(!requests.some((url) => url.startsWith(`${loser}/assets-`)), 'nothing is loaded twice');
    });

  test('the second copy upgrades the widgets when the files of the first cannot be loaded', async ({open}) => {
    const {page} = await open(
      pageOf(BODY, {script: tag(CDN, 'recovery-widgets.js') + tag(OTHER, 'recovery-widgets.js')}),
      {mounts, fault: (path, url) => (path.includes('widgets/') && url.startsWith(CDN) ? 'fail' : undefined)},
    );
    await upgraded(page, ...NAMES);
  });

  test('an element of another library with one of our names stays, and its page gets no error', async ({open}) => {
    const {page, console} = await open(
      pageOf(BODY + '<div data-recovery-widget="helpline-banner">Own content</div>', {
        head: `<script>customElements.define('recovery-helpline-banner', class extends HTMLElement {
        connectedCallback() { this.dataset.theirs = ''; }
      })</script>`,
        script: tag(CDN, 'all.js', '') + tag(CDN, 'recovery-widgets.js'),
      }),
    );
    await upgraded(page, 'overdose-warning');
    assert.equal(await page.locator('recovery-helpline-banner[data-theirs]').count(), 1);
    assert.match(await visibleText(page), /Own content/);
    assert.deepEqual(console, [
      'info: recovery-widgets: <recovery-helpline-banner> is already defined by another library; ours is ignored.',
    ]);
  });

  test('an element of the page may have the name of our global variable as its id', async ({run}) => {
    const {versions, console} = await run(tag(CDN, 'recovery-widgets.js'), `<div id="recoveryWidgets"></div>${BODY}`);
    assert.deepEqual(versions, [version]);
    assert.deepEqual(console, []);
  });
});

test.describe('inside an element with data-recovery-off', () => {
  const CONTENT = `${snippet('faq', 'lang="es"')}
    <div data-recovery-widget="helpline-banner" data-region="US" data-operator="Clinic" data-phone="555 0100"><p>Fallback</p></div>
    <recovery-quick-exit href="https://evil.example/"><p>Leave</p></recovery-quick-exit>`;

  for (const file of ['recovery-widgets.js', 'all.js'])
    test(`${file} leaves everything as it is, from the start and later`, async ({open}) => {
      const body = `<div data-recovery-off>${CONTENT}</div>${snippet('quick-exit')}${snippet('helpline-banner', 'region="US"')}${snippet('faq')}`;
      const {page} = await open(pageOf(body, {script: tag(CDN, file)}));
      await page.waitForFunction(() =>
        ['quick-exit', 'helpline-banner', 'faq'].every((name) =>
          [...document.querySelectorAll(`recovery-${name}`)].at(-1)?.shadowRoot?.querySelector('.root'),
        ),
      );
      await page.evaluate((html) => {
        const later = document.body.appendChild(document.createElement('div'));
        later.dataset.recoveryOff = '';
        later.innerHTML = html;
      }, CONTENT);
      await page.waitForLoadState('networkidle');
      const states = await page.evaluate(() =>
        [...document.querySelectorAll('[data-recovery-off]')].map(({children}) =>
          [...children].map((child) => [
            child.innerHTML,
            !!child.shadowRoot?.querySelector('.root'),
            child.checkVisibility(),
          ]),
        ),
      );
      const unchanged = [
        ['<a href="tel:911">Call 911</a>', false, true],
        ['<p>Fallback</p>', false, true],
        ['<p>Leave</p>', false, true],
      ];
      assert.deepEqual(states, [unchanged, unchanged]);
      // The shortcut belongs to the exit outside, although it comes later in the page.
      const left = page.waitForRequest(/^https:\/\/(www\.wikipedia|evil)/);
      for (let press = 0; press < 3; press++) await page.keyboard.press('Shift');
      assert.equal((await left).url(), 'https://www.wikipedia.org/');
    });
});
