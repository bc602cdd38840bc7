/**
 * What goes wrong on real pages: each time the words and a link that works are there, and where script runs, the widget does
 * its work. And nothing is stored, sent or fetched beside our own files, whatever a reader does.
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {CDN, HOST, SCRIPT, WIDGETS, launch, open, pageOf, seen, snippet, upgraded} from '../support/harness.mjs';

const WORDS = '<p>Llame a SAMHSA: <a href="tel:+18006624357">1-800-662-4357</a></p>';
const tags = (words = WORDS) => WIDGETS.map((name) => snippet(name, 'region="US"', words)).join('');
const places = WIDGETS.map((name) => `<div data-recovery-widget="${name}" data-region="US">${WORDS}</div>`).join('');
const ALL = `<script src="${CDN}/all.js"></script>`;
const CLASSIC = `<script src="${CDN}/recovery-widgets.classic.js"></script>`;

/** What holds a file back until the test lets it go: by the clock alone, a busy machine would be too late to look. */
function gate() {
  let release = () => {};
  const held = new Promise((resolve) => (release = () => resolve(undefined)));
  return {held, release};
}

describe('faults', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  /** The words and their link are what is seen of each. */
  const hasWords = async (page) => {
    const links = page.locator('a[href="tel:+18006624357"]');
    assert.equal(await links.count(), WIDGETS.length);
    for (const link of await links.all()) {
      assert.ok(await link.isVisible());
      await link.click({trial: true});
    }
    assert.equal((await seen(page)).match(/Llame a SAMHSA/g).length, WIDGETS.length);
  };

  /** All widgets work: what they show, ticking, opening, an event. */
  const works = async (page) => {
    for (const name of WIDGETS) await upgraded(page, name);
    assert.match(await seen(page), /Hable con alguien ahora/);
    await page.locator('recovery-trigger-checklist input').first().click();
    await page.locator('recovery-trigger-checklist .actions').waitFor();
    await page.locator('recovery-treatment-explainer details.treatment summary').first().click();
    assert.equal(await page.locator('recovery-treatment-explainer details.treatment[open]').count(), 1);
    const channel = await page.evaluate(() => {
      const link = document.querySelector('recovery-helpline-banner').shadowRoot.querySelector('[part=call]');
      link.addEventListener('click', (event) => event.preventDefault());
      return new Promise((resolve) => {
        document.addEventListener('recovery-contact', (event) => resolve(event.channel), {once: true});
        link.click();
      });
    });
    assert.equal(channel, 'call');
  };

  for (const [form, body] of [
    ['tags', tags()],
    ['placeholders', places],
  ]) {
    describe(form, () => {
      for (const [what, script, options] of [
        ['script is off', SCRIPT, {context: {javaScriptEnabled: false}}],
        ['the script is not there', SCRIPT, {fault: () => 'fail'}],
        ['the classic script is not there', CLASSIC, {fault: () => 'fail'}],
        ['the one file is not there', ALL, {fault: () => 'fail'}],
        ['the page allows no script', SCRIPT, {headers: {'content-security-policy': "script-src 'none'"}}],
        ['the page allows no script from elsewhere', ALL, {headers: {'content-security-policy': "script-src 'self'"}}],
        ['the core is not there', SCRIPT, {fault: (path) => (path.includes('core') ? 'fail' : undefined)}],
        ['no widget is there', SCRIPT, {fault: (path) => (/\/widgets\//.test(path) ? 'fail' : undefined)}],
        [
          'the browser has no custom elements',
          SCRIPT + CLASSIC + ALL,
          {before: (page) => page.addInitScript(() => delete globalThis.customElements)},
        ],
        ...[SCRIPT, ALL].flatMap((script) =>
          [
            ['no style can be made', "CSSStyleSheet.prototype, 'replaceSync'"],
            ['nothing can be drawn', "Document.prototype, 'importNode'"],
          ].map(([what, owned]) => [
            `${what}, with ${script === ALL ? 'the one file' : 'the loader'}`,
            script,
            {
              before: (page) =>
                page.addInitScript(`Object.defineProperty(${owned}, {value() { throw new Error('broken'); }})`),
              warns: /<recovery-[a-z-]+> could not be shown: Error: broken/,
            },
          ]),
        ),
      ])
        it(`words and link stay when ${what}`, async () => {
          const {page, console, close} = await open(browser, pageOf(body, {script, lang: 'es'}), options);
          await page.waitForLoadState('networkidle');
          await hasWords(page);
          if (options.warns)
            for (const name of WIDGETS)
              assert.ok(console.some((line) => options.warns.test(line) && line.includes(name)));
          assert.deepEqual(
            console.filter((line) => line.startsWith('error') && !/Failed to load|violates|blocked|CSP/i.test(line)),
            [],
          );
          await close();
        });

      for (const [what, script, options] of [
        ['the page’s own code throws, before, in between and after', SCRIPT, {throws: true}],
        ['the page’s own code throws, with the one file', ALL, {throws: true}],
        ['a page has patched what it should not', SCRIPT, {patched: true}],
      ])
        it(`widgets work when ${what}`, async () => {
          const {throws, patched} = options;
          const fault = '<script>throw new Error("own fault of the page")</script>';
          const patch = `<script>
            Array.prototype.extra = () => {};
            Object.defineProperty(Array.prototype, 'each', {enumerable: true, configurable: true, value() {}});
            String.prototype.format = () => {};
            Object.prototype.toJSON = undefined;
            delete Object.prototype.toJSON;
            window.onerror = () => true;
            window.define = () => { throw new Error('no AMD here'); };
            window.define.amd = {};
            window.module = {exports: {}};
            window.exports = window.module.exports;
            window.require = () => { throw new Error('no require here'); };
          </script>`;
          const {page, console, close} = await open(
            browser,
            pageOf(`${throws ? fault : ''}${body}${throws ? fault : ''}`, {
              lang: 'es',
              head: `${throws ? fault : ''}${patched ? patch : ''}`,
              script: `${script}${throws ? fault : ''}`,
            }),
          );
          await works(page);
          assert.deepEqual(
            console.filter((line) => !line.includes('own fault of the page')),
            [],
          );
          await close();
        });

      it('widgets come when the network is slow: words until then', async () => {
        const {held, release} = gate();
        const {page, close} = await open(browser, pageOf(body, {lang: 'es'}), {
          fault: (path) => (path.startsWith('assets') ? held : undefined),
        });
        await page.waitForTimeout(1500);
        await hasWords(page);
        release();
        await works(page);
        await close();
      });

      it('words until the language is there, 5 s late, and never English', async () => {
        const {held, release} = gate();
        const {page, close} = await open(browser, pageOf(body, {lang: 'es'}), {
          before: (page) =>
            page.addInitScript(() => {
              globalThis.english = false;
              const look = () => {
                for (const each of document.querySelectorAll('[lang=en].root, recovery-helpline-banner'))
                  if (/Talk to someone now/.test((each.shadowRoot ?? each).textContent)) globalThis.english = true;
                requestAnimationFrame(look);
              };
              look();
            }),
          fault: (path) => (path.includes('locales') ? held : undefined),
        });
        await page.waitForTimeout(5000);
        await hasWords(page);
        release();
        await works(page);
        assert.equal(await page.evaluate(() => globalThis.english), false);
        await close();
      });

      it('one widget’s code is missing: the others work', async () => {
        const {page, close} = await open(browser, pageOf(body, {lang: 'es'}), {
          fault: (path) => (path.includes('/widgets/overdose') ? 'fail' : undefined),
        });
        for (const name of WIDGETS.filter((each) => !each.startsWith('overdose'))) await upgraded(page, name);
        assert.ok(await page.locator('a[href="tel:+18006624357"]:visible').first().isVisible());
        assert.equal((await seen(page)).match(/Llame a SAMHSA/g).length, 1);
        await close();
      });

      for (const [kind, script] of [
        ['the loader', SCRIPT],
        ['the classic loader', CLASSIC],
        ['the one file', ALL],
      ])
        it(`${kind} touches no storage, cookie, beacon, fetch or other origin, whatever is used`, async () => {
          const {page, requests, console, close} = await open(browser, pageOf(body, {script, lang: 'es'}), {
            before: (page) =>
              page.addInitScript(() => {
                const used = [];
                globalThis.used = used;
                const trap = (owner, name) =>
                  Object.defineProperty(owner, name, {
                    configurable: true,
                    get() {
                      used.push(name);
                      throw new Error(`trap: ${name}`);
                    },
                    set() {
                      used.push(name);
                    },
                  });
                for (const name of [
                  'localStorage',
                  'sessionStorage',
                  'indexedDB',
                  'caches',
                  'cookieStore',
                  'fetch',
                  'XMLHttpRequest',
                  'WebSocket',
                  'EventSource',
                  'Worker',
                  'BroadcastChannel',
                ])
                  trap(globalThis, name);
                trap(globalThis.Document.prototype, 'cookie');
                for (const name of ['sendBeacon', 'serviceWorker', 'geolocation', 'storage'])
                  trap(globalThis.Navigator.prototype, name);
                globalThis.print = () => {};
              }),
          });
          await works(page);
          // Everything that can be used is used.
          for (const control of await page.locator('recovery-trigger-checklist button, .copy, summary').all())
            if (await control.isVisible()) await control.click({timeout: 2000}).catch(() => {});
          await page.evaluate(() => {
            globalThis.dispatchEvent(new Event('online'));
            document.documentElement.lang = 'ar';
          });
          await page.waitForFunction(
            () => document.querySelector('recovery-helpline-banner').shadowRoot.querySelector('.root').lang === 'ar',
          );
          assert.deepEqual(await page.evaluate(() => globalThis.used), []);
          const ours = (url) => url === `${HOST}/` || url.startsWith(`${CDN}/`) || /^(blob|about):/.test(url);
          assert.deepEqual(
            requests.filter((url) => !ours(url)),
            [],
          );
          assert.deepEqual(console, []);
          await page.evaluate(() => {
            delete globalThis.localStorage;
            delete globalThis.sessionStorage;
          });
          assert.deepEqual(await page.context().cookies(), []);
          await close();
        });
    });
  }
});
