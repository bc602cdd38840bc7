/** The time until widgets are there: how often a page waits for the network, and which tables of the browser it loads. */
import assert from 'node:assert/strict';
import {snippet as createSnippet} from '../../src/tools/html/snippet.mjs';
import {lineOf} from '../support/helplines.mjs';
import {messageOf} from '../support/languages.mjs';
import {nightly} from '../support/nightly.mjs';
import {CDN, drawn, expect, pageOf, snippet, test, upgraded, WIDGETS} from '../support/page.mjs';
import {countRoundTrips} from '../support/round-trips.mjs';

test.describe('round trips after the HTML', () => {
  test('are two for all widgets: the loader, then everything else at once', async ({open}) => {
    const {trips, options} = countRoundTrips();
    const html = pageOf(WIDGETS.map((name) => snippet(name, 'region="US"')).join(''), {lang: 'ar'});
    const {page} = await open(html, options);
    await upgraded(page, ...WIDGETS);
    await expect(page.locator('recovery-helpline-banner .more time').first()).toBeAttached();
    assert.equal(trips.length, 2, JSON.stringify(trips));
    assert.deepEqual(trips[0], ['recovery-widgets.js']);
  });

  test('leave out the deferred parts of the banner, without which it has every number and hour', async ({open}) => {
    const {page, requests} = await open(pageOf(snippet('helpline-banner', 'region="IE"', '<p>Words</p>')), {
      // The banner comes once the request of the loader has failed: an import joins one that is on its way.
      fault: (path) =>
        path.endsWith('/deferred-parts.js') ? 'fail' : path.endsWith('/widgets/helpline-banner.js') ? 1000 : undefined,
    });
    await upgraded(page, 'helpline-banner');
    // By the loader, and again by the banner, once it is painted.
    await expect.poll(() => requests.filter((url) => url.endsWith('/deferred-parts.js')).length).toBe(2);
    const base = page.locator('recovery-helpline-banner .root');
    await expect(base).toContainText(lineOf('ie-hse-drugs-alcohol').number);
    await expect(base).toContainText('Monday – Friday 9:30 AM – 5:30 PM');
    await expect(base).toContainText('Run by:');
    assert.equal(await base.locator('time').count(), 0);
  });

  test('leave out the deferred parts of a compact banner, until it is a full one', async ({open}) => {
    const {trips, options} = countRoundTrips();
    const {page} = await open(pageOf(snippet('helpline-banner', 'region="US" variant="compact"')), options);
    await upgraded(page, 'helpline-banner');
    await drawn(page, 50);
    assert.ok(!trips.flat().some((path) => path.endsWith('deferred-parts.js')), JSON.stringify(trips));
    const banner = page.locator('recovery-helpline-banner');
    await banner.evaluate((element) => element.removeAttribute('variant'));
    await expect(banner.locator('.more time').first()).toBeAttached();
    assert.match(trips[2].join(), /^assets-\w+\/deferred-parts\.js$/);
  });

  test('are two for English that is spelled as in Britain', async ({open}) => {
    const {trips, options} = countRoundTrips();
    const {page} = await open(pageOf(snippet('overdose-warning', 'region="AU"'), {lang: 'en-AU'}), options);
    await upgraded(page, 'overdose-warning');
    assert.equal(trips.length, 2, JSON.stringify(trips));
    assert.ok(trips[1].some((path) => path.endsWith('/locales/en-GB/overdose-warning.js')));
    const base = page.locator('recovery-overdose-warning .root');
    assert.equal(await base.getAttribute('lang'), 'en-GB');
    assert.equal(await base.locator('[lang=en]:not(bdi)').count(), 0);
    const [british, american] = await Promise.all(
      ['en-GB', 'en'].map((lang) => messageOf('overdose-warning', 'signColor', lang)),
    );
    assert.match(british, /\bgrey\b/);
    assert.match(american, /\bgray\b/);
    await expect(base).toContainText(british);
  });

  test('are three for a frame: its page, its scripts, everything else at once', async ({open}) => {
    const {trips, options} = countRoundTrips();
    const src = `${CDN}/frame.html?widget=helpline-banner&amp;region=US&amp;lang=es`;
    const html = pageOf(`<iframe title="Help" src="${src}" width="100%" height="300"></iframe>`, {script: ''});
    const {page} = await open(html, options);
    await page.frameLocator('iframe').locator('main > * .root').waitFor();
    assert.equal(trips.length, 3, JSON.stringify(trips));
    assert.deepEqual(trips.slice(0, 2), [['frame.html'], ['frame.js', 'recovery-widgets.js']]);
  });
});

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

/** Pages of all widgets, and how they are loaded. @type {[lang: string, region: string, script: 'the loader' | 'all.js'][]} */
const PAGES = [
  ['', 'US', 'the loader'],
  ['en-GB', 'GB', 'all.js'],
  ['es-MX', 'CA-ON', 'the loader'],
  ['ar', '', 'all.js'],
];
/** Places with a line that is not always open. */
const WITH_HOURS = ['GB', 'CA-ON'];

test.describe('no table of the browser is loaded', () => {
  const scripts = {
    'the loader': `<script type="module" src="${CDN}/recovery-widgets.js"></script>`,
    'all.js': `<script src="${CDN}/all.js" defer></script>`,
  };
  // Each page once, each script twice: both have the same modules. CI has the two with hours.
  for (const [lang, region, title] of nightly(PAGES, PAGES.slice(1, 3)))
    test(`by ${title} in a page in ${lang || 'no language'}, for ${region || 'no country'}`, async ({open}) => {
      const tags = WIDGETS.map((name) =>
        snippet(name, `${region && `region="${region}"`} theme="light"`, '<p>Words</p>'),
      ).join('');
      const {page, console} = await open(pageOf(tags, {lang, script: scripts[title]}), {
        before: (page) => page.addInitScript(recordUses),
      });
      await upgraded(page, ...WIDGETS);
      // With the parts that come after the first render.
      if (region)
        await page.waitForFunction(() =>
          document.querySelector('recovery-helpline-banner').shadowRoot.querySelector('.more time'),
        );
      const uses = await page.evaluate(() => globalThis.uses);
      // A time on the clock of a line needs a time zone.
      const allowed = WITH_HOURS.includes(region) ? ['Intl.DateTimeFormat'] : [];
      expect(uses.filter((use) => !allowed.includes(use))).toEqual([]);
      assert.deepEqual(console, []);
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
});
