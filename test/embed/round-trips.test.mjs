/** How often a page waits for the network before its widgets are there. */
import assert from 'node:assert/strict';
import {readCopies} from '../../src/tools/content/read-content.mjs';
import {groupShared, usedGroups} from '../../src/tools/content/shared-records.mjs';
import {messageOf} from '../support/messages.mjs';
import {CDN, drawn, expect, pageOf, snippet, test, upgraded, WIDGETS} from '../support/page.mjs';
import {countRoundTrips} from '../support/round-trips.mjs';

const copies = readCopies();
const groups = groupShared(copies).filter(({name, hasModule}) => hasModule && name !== 'shared');
/** Names of the widgets that use a group of shared records. @param {string} group */
const usersOf = (group) =>
  copies
    .filter((copy) => usedGroups(copy, groups).some(({name}) => name === group))
    .map(({widget}) => widget)
    .filter((name) => WIDGETS.includes(name));

test.describe('round trips after the HTML', () => {
  test('are two for all widgets: the loader, then everything else at once', async ({open}) => {
    const {trips, options} = countRoundTrips();
    const html = pageOf(WIDGETS.map((name) => snippet(name, 'region="US"')).join(''), {lang: 'ar'});
    const {page} = await open(html, options);
    await upgraded(page, ...WIDGETS);
    await expect(page.locator('recovery-helpline-banner .more > details').first()).toBeVisible();
    assert.equal(trips.length, 2, JSON.stringify(trips));
    assert.deepEqual(trips[0], ['recovery-widgets.js']);
  });

  test('leave out the deferred parts of the banner, without which it has every number and hour', async ({open}) => {
    const {page, console, requests} = await open(pageOf(snippet('helpline-banner', 'region="IE"', '<p>Words</p>')), {
      fault: (path) => (path.endsWith('/deferred-parts.js') ? 'fail' : undefined),
    });
    await upgraded(page, 'helpline-banner');
    // By the loader, and again by the banner, once it is painted.
    await expect.poll(() => requests.filter((url) => url.endsWith('/deferred-parts.js')).length).toBe(2);
    const base = page.locator('recovery-helpline-banner .root');
    await expect(base).toContainText('1800 459 459');
    await expect(base).toContainText('Monday to Friday, 9:30am to 5:30pm');
    assert.equal(await base.locator('details').count(), 0);
    // The browser’s own lines on the missing file.
    assert.deepEqual(
      console.filter((line) => !line.includes('404')),
      [],
    );
  });

  test('leave them out for a compact banner, until it is a full one', async ({open}) => {
    const {trips, options} = countRoundTrips();
    const {page} = await open(pageOf(snippet('helpline-banner', 'region="US" variant="compact"')), options);
    await upgraded(page, 'helpline-banner');
    await drawn(page, 50);
    assert.ok(!trips.flat().some((path) => path.endsWith('deferred-parts.js')), JSON.stringify(trips));
    const banner = page.locator('recovery-helpline-banner');
    await banner.evaluate((element) => element.removeAttribute('variant'));
    await expect(banner.locator('.more > details').first()).toBeVisible();
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

  test('counts one more trip for a script that requests another only when it runs', async ({open}) => {
    const {trips, options} = countRoundTrips();
    const script = `<script type="module">
      await import('${CDN}/recovery-widgets.js');
      await import('${CDN}/frame-parent.js');
    </script>`;
    await open(pageOf('', {script}), options);
    await expect.poll(() => trips).toEqual([['recovery-widgets.js'], ['frame-parent.js']]);
  });
});

test.describe('records that some widgets share', () => {
  for (const {name: group} of groups)
    for (const lang of ['en', 'es']) {
      test(`${group}, ${lang}: two widgets that use them request them once, with everything else, and one that does not, never`, async ({
        open,
      }) => {
        /** Opens a page with widgets, and returns the paths of each round trip. */
        const tripsOf = async (/** @type {string[]} */ names) => {
          const {trips, options} = countRoundTrips();
          const {page} = await open(
            pageOf(names.map((name) => snippet(name, 'region="US"')).join(''), {lang}),
            options,
          );
          await upgraded(page, ...names);
          assert.equal(await page.locator(`recovery-${names[0]} .root`).getAttribute('lang'), lang);
          return trips.map((paths) => paths.map((path) => path.replace(/^assets-[^/]+\//, '')));
        };
        const isOfGroup = (/** @type {string} */ path) => path.includes(group);
        const trips = await tripsOf(usersOf(group).slice(0, 2));
        assert.equal(trips.length, 2, JSON.stringify(trips));
        const files = lang === 'en' ? [`${group}.js`] : [`${group}.js`, `locales/${lang}/${group}.js`];
        assert.deepEqual(trips[1].filter(isOfGroup).sort(), files.sort());
        const other = WIDGETS.find((name) => !usersOf(group).includes(name)) ?? '';
        assert.deepEqual((await tripsOf([other])).flat().filter(isOfGroup), []);
      });
    }
});
