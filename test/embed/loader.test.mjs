import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, describe, it} from 'node:test';
import {CDN, HOST, launch, open, pageOf, seen, snippet, upgraded, SCRIPT} from '../support/harness.mjs';

describe('the script tag', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  const files = (requests) =>
    requests
      .filter((url) => url.startsWith(`${CDN}/`))
      .map((url) => url.slice(CDN.length + 1).replace(/^assets-[0-9a-f]+\//, ''))
      .sort();

  it('loads only the widgets, languages and the region on the page, each once', async () => {
    const {page, requests, console, close} = await open(
      browser,
      pageOf(snippet('helpline-banner', 'region="US"') + snippet('helpline-banner', 'region="US" lang="es"')),
    );
    await upgraded(page);
    assert.deepEqual(files(requests), [
      'core.js',
      'locales/es/helpline-banner.js',
      'recovery-widgets.js',
      'regions/us.js',
      'widgets/helpline-banner.js',
    ]);
    assert.deepEqual(console, []);
    await close();
  });

  it('one widget by its own file needs no more round trips', async () => {
    const {page, requests, close} = await open(
      browser,
      pageOf(snippet('helpline-banner', 'region="US" lang="es"') + snippet('overdose-warning'), {
        script: `<script type="module" src="${CDN}/widgets/helpline-banner.js"></script>`,
      }),
    );
    await upgraded(page);
    assert.match(await seen(page), /Hable con alguien ahora/);
    assert.ok(!requests.some((url) => url.includes('overdose-warning')));
    await close();
  });

  it('is not slowed down by what else happens on the page', async () => {
    const {page, close} = await open(browser, pageOf(snippet('helpline-banner', 'region="US"').repeat(300)));
    await upgraded(page);
    const asked = await page.evaluate(async () => {
      let closest = 0;
      const {getAttribute} = globalThis.Element.prototype;
      globalThis.Element.prototype.getAttribute = function (name) {
        closest++;
        return getAttribute.call(this, name);
      };
      for (let count = 0; count < 50; count++) {
        document.body.append(document.createElement('p'));
        await null;
      }
      globalThis.Element.prototype.getAttribute = getAttribute;
      return closest;
    });
    assert.equal(asked, 0, 'elements that are there are not looked at again');
    await close();
  });

  it('asks again when the network is back', async () => {
    let down = true;
    const {page, close} = await open(browser, spanish(), {
      fault: (path) => (down && path.includes('core') ? 'fail' : undefined),
    });
    await page.waitForLoadState('networkidle');
    down = false;
    await page.evaluate(() => globalThis.dispatchEvent(new Event('online')));
    await upgraded(page);
    await close();
  });

  it('finds elements that are added later', async () => {
    const {page, console, close} = await open(browser, pageOf('<div id="later"></div>'));
    await page.waitForLoadState('load');
    await page.evaluate(
      (html) => {
        document.querySelector('#later').innerHTML = html;
      },
      snippet('helpline-banner', 'region="GB"'),
    );
    await upgraded(page);
    assert.match(await seen(page), /Samaritans/);
    assert.deepEqual(console, []);
    await close();
  });

  const inShadow = (mode) => `<div id="host"></div><script>
    const root = document.querySelector('#host').attachShadow({mode: '${mode}'});
    root.innerHTML = ${JSON.stringify('<section></section>')};
    root.firstChild.attachShadow({mode: 'open'}).innerHTML = ${JSON.stringify(snippet('helpline-banner', 'region="US"'))};
    globalThis.closedRoot = root;
  </script>`;
  const inBanner = (page, path) =>
    page.waitForFunction(
      (text) => eval(text).querySelector('recovery-helpline-banner').shadowRoot?.querySelector('.root'),
      path,
    );

  it('finds elements in open shadow roots, one in another', async () => {
    const {page, console, close} = await open(browser, pageOf(inShadow('open')));
    await inBanner(page, "document.querySelector('#host').shadowRoot.firstChild.shadowRoot");
    assert.deepEqual(console, []);
    await close();
  });

  it('finds what is added later to a shadow root, and shadow roots that are added later', async () => {
    const {page, close} = await open(browser, pageOf(inShadow('open').replace('<recovery', '<p></p><recovery')));
    await inBanner(page, "document.querySelector('#host').shadowRoot.firstChild.shadowRoot");
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
    await close();
  });

  it('looks where no page can look when it is told to: recoveryWidgets.upgrade(root)', async () => {
    const {page, close} = await open(browser, pageOf(inShadow('closed')));
    await page.waitForLoadState('networkidle');
    assert.equal(await page.evaluate(() => !!customElements.get('recovery-helpline-banner')), false);
    await page.evaluate(() => globalThis.recoveryWidgets.upgrade(globalThis.closedRoot));
    await inBanner(page, 'closedRoot.firstChild.shadowRoot');
    await close();
  });

  for (const [what, base, script] of [
    ['a query string', CDN, 'recovery-widgets.js?v=2&x=%20y#z'],
    ['a folder of the page’s own host', `${HOST}/files/a%20b/widgets`, 'recovery-widgets.js'],
    ['the classic script', CDN, 'recovery-widgets.classic.js'],
    ['the classic script with a query string in a folder', `${HOST}/sub`, 'recovery-widgets.classic.js?ver=6.5'],
  ])
    it(`works from ${what}`, async () => {
      const type = script.includes('classic') ? '' : 'type="module"';
      const {page, requests, console, close} = await open(
        browser,
        pageOf(snippet('helpline-banner', 'region="US" lang="es"'), {
          script: `<script ${type} src="${base}/${script}"></script>`,
        }),
        {mounts: {[base]: (body) => body}},
      );
      await upgraded(page);
      assert.match(await seen(page), /Hable con alguien/);
      assert.ok(requests.slice(1).every((url) => url.startsWith(`${base}/`)));
      assert.deepEqual(console, []);
      await close();
    });

  it('works behind a proxy that gives the script another address, told where the files are', async () => {
    const {page, console, close} = await open(
      browser,
      pageOf(snippet('helpline-banner', 'region="US"'), {
        script: `<script type="module" src="${HOST}/proxy/a1b2/recovery-widgets.js" data-recovery-base="${CDN}/"></script>`,
      }),
      {mounts: {[`${HOST}/proxy/a1b2`]: (body) => (body.includes('data-recovery-widget') ? body : '')}},
    );
    await upgraded(page);
    assert.deepEqual(console, []);
    await close();
  });

  it('told where the files are without the last slash, or in a way that is no address', async () => {
    for (const [base, expected] of [
      [CDN, []],
      ['https://[', [/the loader does not know where its files are/]],
    ]) {
      const {page, console, close} = await open(
        browser,
        pageOf(snippet('helpline-banner', 'region="US"'), {
          script: `<script type="module" src="${CDN}/recovery-widgets.js" data-recovery-base="${base}"></script>`,
        }),
      );
      if (expected.length) await page.waitForLoadState('networkidle');
      else await upgraded(page);
      assert.equal(console.length, expected.length, console.join());
      expected.forEach((pattern, index) => assert.match(console[index], pattern));
      assert.match(await seen(page), /911/);
      await close();
    }
  });

  it('the classic script put into the page as text says what it lacks, and leaves the words', async () => {
    const text = readFileSync(new URL('../../dist/cdn/recovery-widgets.classic.js', import.meta.url), 'utf8');
    const {page, console, close} = await open(
      browser,
      pageOf(snippet('helpline-banner', 'region="US"'), {script: `<script>${text}</script>`}),
    );
    await page.waitForLoadState('networkidle');
    assert.equal(console.length, 1, console.join('\n'));
    assert.match(console[0], /^warning: recovery-widgets: the loader does not know where its files are/);
    assert.match(await seen(page), /911/);
    await close();
  });

  it('takes the place of its files from a script only, not from what editors let through', async () => {
    const {page, requests, close} = await open(
      browser,
      pageOf(
        `<div data-recovery-base="https://evil.example/"></div><img name="currentScript" src="https://evil.example/x.js">${snippet('helpline-banner')}`,
        {
          script: `<script src="${CDN}/recovery-widgets.classic.js"></script>`,
        },
      ),
    );
    await upgraded(page);
    assert.ok(!requests.some((url) => url.startsWith('https://evil.example/') && !url.endsWith('/x.js')));
    await close();
  });

  it('the classic script may come late, put in by another script, as tag managers do', async () => {
    const {page, console, close} = await open(browser, pageOf(snippet('helpline-banner', 'region="US"'), {script: ''}));
    await page.waitForLoadState('load');
    await page.evaluate((src) => {
      setTimeout(() => {
        const script = document.createElement('script');
        script.async = true;
        script.src = src;
        document.head.append(script);
      }, 50);
    }, `${CDN}/recovery-widgets.classic.js`);
    await upgraded(page);
    assert.deepEqual(console, []);
    await close();
  });

  it('the classic script in the head finds what the parser has not reached yet', async () => {
    const {page, console, close} = await open(
      browser,
      pageOf(`<div data-recovery-widget="helpline-banner" data-region="US">${'<p>Words</p>'.repeat(2000)}</div>`, {
        head: `<script src="${CDN}/recovery-widgets.classic.js"></script>`,
        script: '',
      }),
    );
    await upgraded(page);
    assert.doesNotMatch(await seen(page), /Words/);
    assert.deepEqual(console, []);
    await close();
  });

  it('all.js brings everything in one file', async () => {
    const {page, requests, console, close} = await open(
      browser,
      pageOf(snippet('helpline-banner', 'region="US" lang="ar"'), {script: `<script src="${CDN}/all.js"></script>`}),
    );
    await upgraded(page);
    assert.deepEqual(files(requests), ['all.js']);
    assert.match(await seen(page), /تحدثوا إلى شخص ما الآن/);
    assert.deepEqual(console, []);
    await close();
  });

  it('two languages on one page; a switch of the page’s language changes all, live', async () => {
    const {page, close} = await open(
      browser,
      pageOf(snippet('helpline-banner', 'region="US" lang="ar"') + snippet('helpline-banner', 'region="US"')),
    );
    await upgraded(page);
    assert.match(await seen(page), /تحدثوا.*Talk to someone now/);
    await page.evaluate(() => {
      document.documentElement.lang = 'es-MX';
    });
    await page.waitForFunction(() =>
      document.querySelectorAll('recovery-helpline-banner')[1].shadowRoot.textContent.includes('Hable con alguien'),
    );
    assert.match(await seen(page), /تحدثوا.*Hable con alguien/);
    await close();
  });

  const words = '<p>Llame a SAMHSA: <a href="tel:+18006624357">1-800-662-4357</a></p>';
  const spanish = () => pageOf(snippet('helpline-banner', 'region="US"', words), {lang: 'es'});

  it('shows the words of the page until the language is there, never English', async () => {
    let letGo;
    const arrives = new Promise((resolve) => {
      letGo = resolve;
    });
    const {page, close} = await open(browser, spanish(), {
      fault: (path) => (path.includes('locales') ? arrives : undefined),
    });
    await page.waitForFunction(() => customElements.get('recovery-helpline-banner'));
    await page.waitForTimeout(2500);
    assert.match(await seen(page), /^Llame a SAMHSA: 1-800-662-4357$/);
    letGo();
    await upgraded(page);
    assert.match(await seen(page), /^Hable con alguien ahora/);
    await close();
  });

  for (const [what, missing, sees] of [
    ['the script', 'recovery-widgets.js', /^Llame a SAMHSA/],
    ['the core', 'core.js', /^Llame a SAMHSA/],
    ['the widget', 'widgets/helpline-banner.js', /^Llame a SAMHSA/],
    ['the language', 'locales/', /Talk to someone now.*Llame a SAMHSA/],
    ['the region', 'regions/', /número local de emergencias.*Llame a SAMHSA/],
  ])
    it(`words and a working link stay when ${what} cannot be loaded`, async () => {
      const {page, close} = await open(browser, spanish(), {
        fault: (path) => (path.includes(missing) ? 'fail' : undefined),
      });
      if (/locales|regions/.test(missing)) await upgraded(page);
      else await page.waitForLoadState('networkidle');
      const text = await seen(page);
      assert.match(text, sees);
      assert.match(text, /Llame a SAMHSA/);
      assert.ok(await page.locator('a[href="tel:+18006624357"]').first().isVisible());
      await close();
    });

  it('touches no storage, cookie, beacon or other origin', async () => {
    const {page, requests, close} = await open(
      browser,
      pageOf(snippet('helpline-banner', 'region="US"') + snippet('trigger-checklist')),
      {
        before: (page) =>
          page.addInitScript(() => {
            const used = [];
            globalThis.used = used;
            const trap = (owner, name) =>
              Object.defineProperty(owner, name, {
                configurable: true,
                get: () => used.push(name),
                set() {
                  used.push(name);
                },
              });
            for (const name of [
              'localStorage',
              'sessionStorage',
              'indexedDB',
              'caches',
              'fetch',
              'XMLHttpRequest',
              'WebSocket',
              'EventSource',
            ])
              trap(globalThis, name);
            trap(globalThis.Document.prototype, 'cookie');
            trap(globalThis.Navigator.prototype, 'sendBeacon');
          }),
      },
    );
    await upgraded(page);
    await upgraded(page, 'trigger-checklist');
    await page.evaluate(() => {
      for (const element of document.querySelectorAll('recovery-helpline-banner, recovery-trigger-checklist'))
        for (const control of element.shadowRoot?.querySelectorAll('input, summary, button.copy') ?? [])
          control.click();
    });
    await page.waitForTimeout(100);
    assert.deepEqual(await page.evaluate(() => globalThis.used), []);
    assert.deepEqual(
      requests.filter((url) => !/^https:\/\/(partner|cdn)\.example\//.test(url)),
      [],
    );
    await close();
  });

  it('loading it twice, as module and in one file, is one behavior and no error', async () => {
    const {page, console, close} = await open(
      browser,
      pageOf(snippet('helpline-banner', 'region="US"'), {
        script: `${SCRIPT}<script src="${CDN}/all.js"></script>${SCRIPT.replace('.js', '.js?again')}`,
      }),
    );
    await upgraded(page);
    await page.waitForLoadState('networkidle');
    assert.deepEqual(console, []);
    await close();
  });

  it('does without any script: the words of the page are there', async () => {
    const {page, close} = await open(browser, spanish(), {context: {javaScriptEnabled: false}});
    assert.ok(await page.locator('a[href="tel:+18006624357"]').isVisible());
    await close();
  });
});
