/** Features whose first use makes a browser load tables, for tens of milliseconds on a phone: common pages do without them. */
import assert from 'node:assert/strict';
import {snippet as createSnippet} from '../../src/tools/html/snippet.mjs';
import {nightly} from '../support/nightly.mjs';
import {CDN, pageOf, snippet, test, upgraded, WIDGETS} from '../support/page.mjs';

/** Records uses of `Intl` and of classes of Unicode properties in `globalThis.uses`. Runs in the page. */
function recordUses() {
  globalThis.uses = [];
  for (const name of Object.getOwnPropertyNames(Intl)) {
    const original = Intl[name];
    Object.defineProperty(Intl, name, {
      get: () => {
        globalThis.uses.push(`Intl.${name}`);
        return original;
      },
    });
  }
  const {exec} = RegExp.prototype;
  RegExp.prototype.exec = function (text) {
    if (this.source.includes('\\p{')) globalThis.uses.push(`${this} for ${text}`);
    return exec.call(this, text);
  };
}

/** Places below with a line that is not always open. */
const WITH_HOURS = ['GB', 'CA-ON'];

test.describe('no table of the browser is loaded', () => {
  const scripts = {
    'the loader': `<script type="module" src="${CDN}/recovery-widgets.js"></script>`,
    'all.js': `<script src="${CDN}/all.js" defer></script>`,
  };
  const pages = [
    ['', 'US'],
    ['en', 'US'],
    ['en-US', 'us'],
    ['en-GB', 'GB'],
    ['en-AU', 'AU'],
    ['es-MX', 'US'],
    ['es', 'CA-ON'],
    ['ar', ''],
  ];
  // CI has each page once and each script four times: both have the same modules.
  for (const [place, [title, script]] of Object.entries(scripts).entries())
    for (const [lang, region] of nightly(
      pages,
      pages.filter((_, index) => index % 2 === place),
    ))
      test(`by ${title} in a page in ${lang || 'no language'}, for ${region || 'no country'}`, async ({open}) => {
        const tags = WIDGETS.map((name) =>
          snippet(name, `${region && `region="${region}"`} theme="light"`, '<p>Words</p>'),
        ).join('');
        const {page, console} = await open(pageOf(tags, {lang, script}), {
          before: (page) => page.addInitScript(recordUses),
        });
        await upgraded(page, ...WIDGETS);
        // With the parts that come after the first render.
        if (region)
          await page.waitForFunction(() =>
            document.querySelector('recovery-helpline-banner').shadowRoot.querySelector('.more > details'),
          );
        const uses = await page.evaluate(() => globalThis.uses);
        // A time on the clock of a line needs a time zone.
        const allowed = WITH_HOURS.includes(region) ? ['Intl.DateTimeFormat'] : [];
        assert.deepEqual(
          uses.filter((use) => !allowed.includes(use)),
          [],
        );
        assert.deepEqual(console, []);
      });

  for (const region of WITH_HOURS)
    test(`before the first render for ${region}, whose hours are then calculated with`, async ({open}) => {
      const tag = snippet('helpline-banner', `region="${region}"`, '<p>Words</p>');
      const {page} = await open(pageOf(tag, {script: scripts['the loader']}), {
        before: (page) => page.addInitScript(recordUses),
        fault: (path) => (path.endsWith('/deferred-parts.js') ? 'fail' : undefined),
      });
      await upgraded(page);
      assert.deepEqual(await page.evaluate(() => globalThis.uses), []);
    });

  test('before the first render is painted, also where the parts that need one have arrived before', async ({open}) => {
    const {html} = await createSnippet('helpline-banner', {region: 'GB', base: `${CDN}/`});
    const {page} = await open(pageOf(html, {script: ''}), {
      before: async (page) => {
        await page.addInitScript(recordUses);
        // Frames come when the test says so.
        await page.addInitScript(() => {
          globalThis.waiting = [];
          globalThis.requestAnimationFrame = (callback) => globalThis.waiting.push(callback);
        });
      },
    });
    await page.waitForFunction(
      () =>
        document.querySelector('recovery-helpline-banner').shadowRoot?.querySelector('.root') &&
        performance.getEntriesByType('resource').some(({name}) => name.endsWith('/deferred-parts.js')),
      undefined,
      {polling: 20},
    );
    await page.waitForTimeout(200);
    assert.deepEqual(await page.evaluate(() => globalThis.uses), []);
    await page.evaluate(() => globalThis.waiting.forEach((callback) => callback(0)));
    await page.waitForFunction(() => globalThis.uses.includes('Intl.DateTimeFormat'), undefined, {polling: 20});
  });

  test('except for a language with several scripts, and for a code in quotes', async ({open}) => {
    const tags = snippet('feedback') + snippet('helpline-banner', 'region="“US”"');
    const {page} = await open(pageOf(tags, {lang: 'zh-TW'}), {before: (page) => page.addInitScript(recordUses)});
    await upgraded(page);
    const uses = await page.evaluate(() => globalThis.uses);
    assert.ok(uses.includes('Intl.Locale'));
    assert.ok(uses.some((use) => use.endsWith('for “US”')));
  });
});
