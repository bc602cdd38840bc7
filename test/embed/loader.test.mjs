/** The loader: the files it requests, the elements it finds, the ways to include it, and pages where something is missing. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {US_LINE} from '../support/helplines.mjs';
import {messageOf} from '../support/messages.mjs';
import {CDN, HOST, pageOf, SCRIPT, snippet, SPANISH_FALLBACK, test, upgraded, visibleText} from '../support/page.mjs';

const BANNER = snippet('helpline-banner', 'region="US"');
const CLASSIC = `<script src="${CDN}/recovery-widgets.classic.js"></script>`;

test.describe('the loader', () => {
  const spanishPage = () => pageOf(snippet('helpline-banner', 'region="US"', SPANISH_FALLBACK), {lang: 'es'});

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

  test('does not search what moves within the page, and finds what is put into it meanwhile', async ({open}) => {
    const row = '<li><b>Row</b></li>';
    const {page} = await open(pageOf(`${snippet('helpline-banner')}<ul>${row.repeat(50)}</ul>`));
    await upgraded(page);
    const searches = await page.evaluate(async () => {
      let count = 0;
      const {querySelectorAll} = globalThis.Element.prototype;
      globalThis.Element.prototype.querySelectorAll = function (selector) {
        count++;
        return querySelectorAll.call(this, selector);
      };
      const list = document.querySelector('ul');
      for (let turn = 0; turn < 5; turn++) {
        list.append(...[...list.children].reverse());
        await new Promise((done) => setTimeout(done));
      }
      const [first] = list.children;
      first.remove();
      const added = document.createElement('recovery-feedback');
      added.append(document.createElement('p'));
      first.append(added, document.createElement('i'));
      list.append(first);
      await new Promise((done) => setTimeout(done));
      globalThis.Element.prototype.querySelectorAll = querySelectorAll;
      return count;
    });
    assert.equal(searches, 1, 'of the new element that has children alone');
    await upgraded(page, 'feedback');
  });

  test('does not look at existing elements again when the page changes', async ({open}) => {
    const {page} = await open(pageOf(BANNER.repeat(300)));
    await upgraded(page);
    const calls = await page.evaluate(async () => {
      let count = 0;
      const {getAttribute} = globalThis.Element.prototype;
      globalThis.Element.prototype.getAttribute = function (name) {
        count++;
        return getAttribute.call(this, name);
      };
      for (let turn = 0; turn < 50; turn++) {
        document.body.append(document.createElement('p'));
        await null;
      }
      globalThis.Element.prototype.getAttribute = getAttribute;
      return count;
    });
    assert.equal(calls, 0);
  });

  test('requests failed files again when the network is back', async ({open}) => {
    let down = true;
    const {page} = await open(spanishPage(), {
      fault: (path) => (down && path.includes('core') ? 'fail' : undefined),
    });
    await page.waitForLoadState('networkidle');
    down = false;
    await page.evaluate(() => globalThis.dispatchEvent(new Event('online')));
    await upgraded(page);
  });

  test('finds elements that are added later', async ({open}) => {
    const {page, console} = await open(pageOf('<div id="later"></div>'));
    await page.waitForLoadState('load');
    const later = snippet('helpline-banner', 'region="GB"', '<a href="tel:999">Call 999</a>');
    await page.locator('#later').evaluate((element, html) => void (element.innerHTML = html), later);
    await upgraded(page);
    assert.match(await visibleText(page), /Samaritans/);
    assert.deepEqual(console, []);
  });

  const inShadow = (mode) => `<div id="host"></div><script>
    const root = document.querySelector('#host').attachShadow({mode: '${mode}'});
    root.innerHTML = ${JSON.stringify('<section></section>')};
    root.firstChild.attachShadow({mode: 'open'}).innerHTML = ${JSON.stringify(BANNER)};
    globalThis.closedRoot = root;
  </script>`;
  const inBanner = (page) =>
    page.waitForFunction(() =>
      globalThis.closedRoot.firstChild.shadowRoot
        .querySelector('recovery-helpline-banner')
        .shadowRoot?.querySelector('.root'),
    );

  test('finds elements in nested open shadow roots, and those that are added later, with their roots', async ({
    open,
  }) => {
    const {page, console} = await open(pageOf(inShadow('open')));
    await inBanner(page);
    await page.evaluate(() => {
      const inner = document.querySelector('#host').shadowRoot.firstChild.shadowRoot;
      inner.append(document.createElement('recovery-overdose-warning'));
      const later = document.createElement('div');
      later.attachShadow({mode: 'open'}).append(document.createElement('recovery-trigger-checklist'));
      document.body.append(later);
    });
    await page.waitForFunction(() =>
      ['overdose-warning', 'trigger-checklist'].every((name) => customElements.get(`recovery-${name}`)),
    );
    assert.deepEqual(console, []);
  });

  test('upgrades the elements of a closed shadow root on recoveryWidgets.upgrade(root)', async ({open}) => {
    const {page} = await open(pageOf(inShadow('closed')));
    await page.waitForLoadState('networkidle');
    assert.equal(await page.evaluate(() => !!customElements.get('recovery-helpline-banner')), false);
    await page.evaluate(() => globalThis.recoveryWidgets?.upgrade?.(globalThis.closedRoot));
    await inBanner(page);
  });

  for (const [address, base, script] of [
    ['a query string', CDN, 'recovery-widgets.js?v=2&x=%20y#z'],
    ['a folder of the page’s own host', `${HOST}/files/a%20b/widgets`, 'recovery-widgets.js'],
    ['the classic script', CDN, 'recovery-widgets.classic.js'],
    ['the classic script with a query string in a folder', `${HOST}/sub`, 'recovery-widgets.classic.js?ver=6.5'],
  ])
    test(`works from ${address}`, async ({open}) => {
      const type = script.includes('classic') ? '' : 'type="module"';
      const {page, requests, console} = await open(
        pageOf(snippet('helpline-banner', 'region="US" lang="es"'), {
          script: `<script ${type} src="${base}/${script}"></script>`,
        }),
        {mounts: {[base]: (body) => body}},
      );
      await upgraded(page);
      assert.match(await visibleText(page), /Hable con alguien/);
      assert.ok(requests.slice(1).every((url) => url.startsWith(`${base}/`)));
      assert.deepEqual(console, []);
    });

  for (const [title, script] of [
    [
      'with a classic script that another one adds late, as tag managers do',
      `<script>
        addEventListener('load', () => setTimeout(() => {
          const script = Object.assign(document.createElement('script'), {async: true});
          script.src = '${CDN}/recovery-widgets.classic.js';
          document.head.append(script);
        }, 50));
      </script>`,
    ],
    [
      'included twice and beside all.js',
      `${SCRIPT}<script src="${CDN}/all.js"></script>${SCRIPT.replace('.js', '.js?again')}`,
    ],
  ])
    test(`works ${title}, and logs no error`, async ({open}) => {
      const {page, console} = await open(pageOf(BANNER, {script}));
      await upgraded(page);
      await page.waitForLoadState('networkidle');
      assert.deepEqual(console, []);
    });

  test('warns of the classic script as an inline script, which lacks its URL, and leaves the fallback content', async ({
    open,
  }) => {
    const code = readFileSync(new URL('../../dist/cdn/recovery-widgets.classic.js', import.meta.url), 'utf8');
    const {page, console} = await open(pageOf(BANNER, {script: `<script>${code}</script>`}));
    await page.waitForLoadState('networkidle');
    assert.equal(console.length, 1, console.join('\n'));
    assert.match(console[0], /^warning: recovery-widgets: cannot resolve the URL of the chunks/);
    assert.match(await visibleText(page), /911/);
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

  test('all.js has everything in one file', async ({open}) => {
    const {page, requests, console} = await open(
      pageOf(snippet('helpline-banner', 'region="US" lang="ar"'), {script: `<script src="${CDN}/all.js"></script>`}),
    );
    await upgraded(page);
    assert.deepEqual(files(requests), ['all.js']);
    assert.ok((await visibleText(page)).includes(await messageOf('helpline-banner', 'heading', 'ar')));
    assert.deepEqual(console, []);
  });

  test('shows two languages on one page, and follows a change of the page’s language', async ({open}) => {
    const {page} = await open(pageOf(snippet('helpline-banner', 'region="US" lang="ar"') + BANNER));
    await upgraded(page);
    assert.match(await visibleText(page), /تحدثوا.*Talk to someone now/);
    await page.evaluate(() => void (document.documentElement.lang = 'es-MX'));
    await page.waitForFunction(() =>
      document.querySelectorAll('recovery-helpline-banner')[1].shadowRoot.textContent.includes('Hable con alguien'),
    );
    assert.match(await visibleText(page), /تحدثوا.*Hable con alguien/);
  });

  for (const [part, missing, expected] of /** @type {[string, string, RegExp][]} */ ([
    ['the script', 'recovery-widgets.js', /^Llame a SAMHSA/],
    ['the core', 'core.js', /^Llame a SAMHSA/],
    ['the widget', 'widgets/helpline-banner.js', /^Llame a SAMHSA/],
    ['the language', 'locales/', /Talk to someone now.*Llame a SAMHSA/],
    ['the region', 'regions/', /número local de emergencias.*Llame a SAMHSA/],
  ]))
    test(`the fallback content and its link stay when ${part} cannot be loaded`, async ({open}) => {
      const {page} = await open(spanishPage(), {
        fault: (path) => (path.includes(missing) ? 'fail' : undefined),
      });
      if (/locales|regions/.test(missing)) await upgraded(page);
      else await page.waitForLoadState('networkidle');
      const text = await visibleText(page);
      assert.match(text, expected);
      assert.match(text, /Llame a SAMHSA/);
      assert.ok(await page.locator(`a[href="${US_LINE.href}"]`).first().isVisible());
    });
});
