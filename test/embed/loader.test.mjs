/** The loader: the files it requests, the elements it finds, the ways to include it, several copies on one page. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {callLink, emergencyOf} from '../support/helplines.mjs';
import {CDN, HOST, drawn, pageOf, snippet, test, until, upgraded, visibleText} from '../support/page.mjs';

const BANNER = snippet('helpline-banner', 'region="US"');
/** Requests in an order that only the loader has: the widget itself requests texts after its own code. */
const BEFORE_WIDGET = /\/texts\/.+\/widgets\/helpline/;
const CLASSIC = `<script src="${CDN}/recovery-widgets.classic.js"></script>`;
test.describe('the loader', () => {
  const spanishPage = () => pageOf(BANNER, {lang: 'es'});

  const files = (requests) =>
    requests
      .filter((url) => url.startsWith(`${CDN}/`))
      .map((url) => url.slice(CDN.length + 1).replace(/^assets-[0-9a-f]+\//, ''))
      .sort();

  test('loads only the widgets, languages and the region on the page, each once', async ({open}) => {
    const {page, requests, console} = await open(pageOf(BANNER + snippet('helpline-banner', 'region="US" lang="es"')));
    await upgraded(page);
    assert.deepEqual(files(requests), [
      'core.js',
      'deferred-parts.js',
      'locales/es/helpline-banner.js',
      'recovery-widgets.js',
      'regions/us.js',
      'widgets/helpline-banner.js',
    ]);
    assert.deepEqual(console, []);
  });

  for (const [lang, found] of Object.entries({'zh-HK': 'zh-Hant', prs: 'fa', tl: 'fil', 'fr-CA': 'fr'}))
    test(`in a page in ${lang}, loads words and country in ${found} alone, in one round trip`, async ({open}) => {
      const {page, requests, console} = await open(
        pageOf(snippet('helpline-banner', 'region="CA"', callLink('ca')), {lang}),
      );
      await upgraded(page);
      const loaded = files(requests).filter((file) => /^(locales|regions|texts)/.test(file));
      assert.deepEqual(loaded, [`locales/${found}/helpline-banner.js`, 'regions/ca.js', `texts/${found}.js`]);
      assert.match(requests.join(), BEFORE_WIDGET);
      const hours = await page.evaluate(
        () => document.querySelector('recovery-helpline-banner')?.shadowRoot?.querySelector('.facts')?.textContent,
      );
      assert.doesNotMatch(String(hours), /Monday|Languages/);
      assert.deepEqual(console, []);
    });

  test('takes no language for another whose tag begins with its own', async ({open}) => {
    const base = `${HOST}/widgets`;
    // Northern Frisian, as if all widgets had it.
    const addFrisian = (body, path) => {
      const changed = body.replace(/("en ar[\w -]*)("\.split)/, '$1 frr$2');
      assert.equal(changed !== body, path === 'recovery-widgets.js', path);
      return changed;
    };
    const script = `<script type="module" src="${base}/recovery-widgets.js"></script>`;
    const {page, requests} = await open(pageOf(snippet('helpline-banner', 'region="CA" lang="fr"'), {script}), {
      mounts: {[base]: addFrisian},
    });
    await upgraded(page);
    assert.match(requests.join(), BEFORE_WIDGET);
  });

  test('shows a widget in marked English in a page in a language that it does not have', async ({open}) => {
    const faq = '<recovery-faq region="CA"></recovery-faq>';
    const {page, requests} = await open(pageOf(snippet('helpline-banner', 'region="CA"') + faq, {lang: 'fr'}));
    await upgraded(page);
    await page.locator('recovery-faq h2').first().waitFor();
    const root = page.locator('recovery-faq .root');
    assert.deepEqual([await root.getAttribute('lang'), await root.getAttribute('dir')], ['en', 'ltr']);
    assert.equal(await page.locator('recovery-helpline-banner .root').getAttribute('lang'), 'fr');
    assert.ok(!files(requests).includes('locales/fr/faq.js'));
  });

  test('requests failed files again when the network is back', async ({open}) => {
    let down = true;
    const {page} = await open(spanishPage(), {fault: (path) => (down && path.includes('core') ? 'fail' : undefined)});
    await page.waitForLoadState('networkidle');
    down = false;
    await page.evaluate(() => globalThis.dispatchEvent(new Event('online')));
    await upgraded(page);
  });

  test('upgrades in nested open shadow roots by itself, in a closed one on upgrade(root)', async ({open}) => {
    const script = `<script>
      const root = document.querySelector('#open').attachShadow({mode: 'open'});
      root.innerHTML = '<section></section>';
      root.firstChild.attachShadow({mode: 'open'}).innerHTML = ${JSON.stringify(BANNER)};
      globalThis.closedRoot = document.querySelector('#closed').attachShadow({mode: 'closed'});
      globalThis.closedRoot.innerHTML = '<recovery-overdose-warning></recovery-overdose-warning>';
    </script>`;
    const {page, console} = await open(pageOf(`<div id="open"></div><div id="closed"></div>${script}`));
    await page.waitForLoadState('load');
    await page.waitForFunction(() => customElements.get('recovery-helpline-banner'));
    assert.equal(await page.evaluate(() => !!customElements.get('recovery-overdose-warning')), false);
    await page.evaluate(() => globalThis.recoveryWidgets?.upgrade?.(globalThis.closedRoot));
    await page.waitForFunction(() =>
      globalThis.closedRoot.querySelector('recovery-overdose-warning').shadowRoot?.querySelector('.root'),
    );
    assert.deepEqual(console, []);
  });

  test('works from a folder of the page’s own host with a query string', async ({open}) => {
    const base = `${HOST}/files/a%20b/widgets`;
    const script = `<script src="${base}/recovery-widgets.classic.js?ver=6.5"></script>`;
    const html = pageOf(snippet('helpline-banner', 'region="US" lang="es"'), {script});
    const {page, requests, console} = await open(html, {mounts: {[base]: (body) => body}});
    await upgraded(page);
    assert.match(await visibleText(page), /Hable con alguien/);
    assert.ok(requests.slice(1).every((url) => url.startsWith(`${base}/`)));
    assert.deepEqual(console, []);
  });

  test('works with a classic script that a tag manager adds late, and logs no error', async ({open}) => {
    const script = `<script>
      addEventListener('load', () => setTimeout(() => {
        const script = Object.assign(document.createElement('script'), {async: true});
        script.src = '${CDN}/recovery-widgets.classic.js';
        document.head.append(script);
      }, 50));
    </script>`;
    const {page, console} = await open(pageOf(BANNER, {script}));
    await upgraded(page);
    await page.waitForLoadState('networkidle');
    assert.deepEqual(console, []);
  });

  test('warns of an inline classic script, which lacks its URL, and leaves the fallback content', async ({open}) => {
    const code = readFileSync(new URL('../../dist/cdn/recovery-widgets.classic.js', import.meta.url), 'utf8');
    const {page, console} = await open(pageOf(BANNER, {script: `<script>${code}</script>`}));
    await page.waitForLoadState('networkidle');
    assert.equal(console.length, 1, console.join('\n'));
    assert.match(console[0], /^warning: recovery-widgets: cannot resolve the URL of the chunks/);
    assert.match(await visibleText(page), new RegExp(`Call ${emergencyOf('us')}`));
  });

  test('the classic script in the head finds elements that the parser has not reached yet', async ({open}) => {
    const {page, console} = await open(
      pageOf(`<div data-recovery-widget="helpline-banner" data-region="US">${'<p>Fallback</p>'.repeat(2000)}</div>`, {
        head: CLASSIC,
        script: '',
      }),
    );
    await upgraded(page);
    assert.doesNotMatch(await visibleText(page), /Fallback/);
    assert.deepEqual(console, []);
  });

  test('shows 100 of 1,500 widgets, leaves the others as text, and reports it once', async ({open}) => {
    const placeholder = `<div data-recovery-widget="helpline-banner" data-region="US">${callLink()}</div>`;
    const off = `<div data-recovery-off>${snippet('helpline-banner').repeat(100)}</div>`;
    const {page, console} = await open(pageOf(off + (BANNER + placeholder).repeat(750)));
    const count = () => {
      const banners = [...document.querySelectorAll('recovery-helpline-banner')];
      const texts = [...document.querySelectorAll('a[href^="tel:"]')].filter((link) => link.checkVisibility());
      const shown = banners.filter(({shadowRoot}) => shadowRoot?.querySelector('.root'));
      return {shown: shown.length, texts: texts.length};
    };
    // The last placeholder has its widget.
    await until(page, () => !!document.querySelector('div:last-of-type > recovery-helpline-banner')?.shadowRoot);
    await drawn(page, 100);
    assert.deepEqual(await page.evaluate(count), {shown: 100, texts: 1500});
    assert.deepEqual(console, [
      'warning: recovery-widgets: a page shows 100 widgets; of more, the text. Use fewer, or “data-recovery-off” where visitors write.',
    ]);
  });
});

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
const copiesTest = test.extend({
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
    ['module and classic', tag(CDN, 'recovery-widgets.js') + tag(CDN, 'recovery-widgets.classic.js', '')],
    ['the loader and all.js', tag(CDN, 'recovery-widgets.js', 'type="module" async') + tag(CDN, 'all.js', 'defer')],
    ['all.js at two addresses', tag(CDN, 'all.js', '') + tag(CDN, 'all.js?again', '')],
  ])
    copiesTest(`${copies}: one behavior, and nothing on the console`, async ({run}) => {
      const {console, versions, count, requests} = await run(script);
      assert.deepEqual(console, []);
      assert.deepEqual(versions, [version]);
      assert.equal(count, 1, 'one widget in the placeholder');
      const chunks = requests.filter((url) => url.includes('/assets-'));
      assert.equal(new Set(chunks).size, chunks.length, 'each file once');
    });

  for (const [copies, script, first] of [
    ['two loaders, the newer first', tag(OTHER, 'recovery-widgets.js') + tag(CDN, 'recovery-widgets.js'), '9.9.9'],
    ['two of all.js', tag(OTHER, 'all.js', '') + tag(CDN, 'all.js', ''), '9.9.9'],
    ['all.js, then the loader', tag(CDN, 'all.js', '') + tag(OTHER, 'recovery-widgets.js'), version],
    ['classic and module', tag(OTHER, 'recovery-widgets.classic.js', '') + tag(CDN, 'recovery-widgets.js'), '9.9.9'],
  ])
    copiesTest(`two versions, ${copies}: the first wins, and one line on the console says so`, async ({run}) => {
      const {console, versions, classVersions, count, requests} = await run(script);
      const second = first === version ? '9.9.9' : version;
      const message = `info: recovery-widgets: version ${first} is already registered; ${second} is ignored.`;
      assert.deepEqual(console, [message]);
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
});

test.describe('inside an element with data-recovery-off', () => {
  const CONTENT = `${snippet('faq', 'lang="es"')}
    <div data-recovery-widget="helpline-banner" data-region="US" data-operator="Clinic" data-phone="555 0100"><p>Fallback</p></div>
    <recovery-quick-exit href="https://evil.example/"><p>Leave</p></recovery-quick-exit>`;

  for (const file of ['recovery-widgets.js', 'all.js'])
    test(`${file} leaves everything as it is, from the start and later`, async ({open}) => {
      const shadow = `<template shadowrootmode="open">${CONTENT}</template>`;
      const body = `<div data-recovery-off>${CONTENT}</div><section data-recovery-off><b><span>${shadow}</span></b></section>${snippet('quick-exit')}${snippet('helpline-banner', 'region="US"')}${snippet('faq')}`;
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
        [...document.querySelectorAll('div[data-recovery-off]'), document.querySelector('b > span').shadowRoot].map(
          ({children}) =>
            [...children].map((el) => [el.innerHTML, !!el.shadowRoot?.querySelector('.root'), el.checkVisibility()]),
        ),
      );
      const unchanged = [
        [callLink(), false, true],
        ['<p>Fallback</p>', false, true],
        ['<p>Leave</p>', false, true],
      ];
      assert.deepEqual(states, [unchanged, unchanged, unchanged]);
      // The shortcut belongs to the exit outside, although it comes later in the page.
      const left = page.waitForRequest(/^https:\/\/(www\.wikipedia|evil)/);
      for (let press = 0; press < 3; press++) await page.keyboard.press('Shift');
      assert.equal((await left).url(), 'https://www.wikipedia.org/');
    });
});
