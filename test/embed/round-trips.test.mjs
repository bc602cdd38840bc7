/** How often a page waits for the network before its widgets are there. */
import assert from 'node:assert/strict';
import {CDN, expect, pageOf, snippet, test, upgraded, WIDGETS} from '../support/page.mjs';
import {countRoundTrips} from '../support/round-trips.mjs';

test.describe('round trips after the HTML', () => {
  test('are two for all widgets: the loader, then everything else at once', async ({open}) => {
    const {trips, options} = countRoundTrips();
    const html = pageOf(WIDGETS.map((name) => snippet(name, 'region="US"')).join(''), {lang: 'ar'});
    const {page} = await open(html, options);
    for (const name of WIDGETS) await upgraded(page, name);
    assert.equal(trips.length, 2, JSON.stringify(trips));
    assert.deepEqual(trips[0], ['recovery-widgets.js']);
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
