/** Leaving a page from a frame in it. */
import assert from 'node:assert/strict';
import {nightly} from '../support/nightly.mjs';
import {CDN, HOST, pageOf} from '../support/page.mjs';
import {BEFORE, NEUTRAL, OWN, SECRET, LEAKY, EXIT, test, pressShift, accessibilityTree, COVERED} from './exit.mjs';

test.describe('leaving from a frame', () => {
  const frame = (attributes = '', query = '') =>
    `${SECRET}<iframe title="Leave" src="${CDN}/frame.html?widget=quick-exit&amp;lang=en${query}" ${attributes}></iframe>`;
  const PARENT = `<script src="${CDN}/frame-parent.js"></script>`;
  const LOOSE = 'sandbox="allow-scripts allow-top-navigation-by-user-activation"';

  const pressShiftInFrame = async ({page, exit}) => {
    await exit.focus();
    await pressShift(page);
  };

  /** @type {[string, (opened: any) => unknown][]} */
  const ways = [
    ['the button', ({press}) => press()],
    ['Shift three times', pressShiftInFrame],
  ];
  // CI has each place once and each way twice.
  for (const [index, [place, attributes, script]] of [
    ['a frame of another origin', '', ''],
    ['a sandboxed frame that may navigate the page', LOOSE, ''],
    ['a frame of another origin, with our script in the page', '', PARENT],
    ['a sandboxed frame that may not, with our script in the page', 'sandbox="allow-scripts"', PARENT],
  ].entries())
    for (const [way, act] of nightly(ways, [ways[index % 2]]))
      test(`${place}, by ${way}: the whole page is left, and Back leads to the page before`, async ({visitFrame}) => {
        const opened = await visitFrame(frame(attributes), {script});
        await act(opened);
        await opened.leaves();
        const {behind, ahead} = await opened.sessionHistory();
        assert.deepEqual([behind.at(-1), ahead], [BEFORE, []]);
        assert.equal(await opened.back(), BEFORE);
        assert.deepEqual(new Set(opened.requested.map(({referer}) => referer)), new Set([undefined]));
      });

  test('hides the page at once with our script in it', async ({visitFrame}) => {
    const {cdp, press, staysCovered} = await visitFrame(frame('sandbox="allow-scripts"'), {
      script: PARENT,
      instead: 'no content',
    });
    press();
    await staysCovered();
    assert.deepEqual(await accessibilityTree(cdp), COVERED);
  });

  test('a frame of the same origin listens to keys on the page and hides it at once, without our script there', async ({
    visitFrame,
  }) => {
    for (const instead of /** @type {const} */ (['no content', undefined])) {
      const {page, cdp, staysCovered, leaves, sessionHistory, requested, close} = await visitFrame(
        `${SECRET}<iframe src="${HOST}/inner"></iframe>`,
        {pages: {[`${HOST}/inner`]: pageOf(EXIT, {head: LEAKY})}, instead},
      );
      assert.ok(await page.frameLocator('iframe').locator('#keys').isVisible());
      await page.locator('h1').click();
      await pressShift(page);
      if (instead) {
        await staysCovered();
        assert.deepEqual(await accessibilityTree(cdp), COVERED);
      } else {
        await leaves();
        assert.equal((await sessionHistory()).behind.at(-1), BEFORE);
      }
      assert.deepEqual(requested, [{url: NEUTRAL, referer: undefined}]);
      await close();
    }
  });

  test('listens to no keys once the frame has been removed', async ({visitFrame}) => {
    const {page, requested, console} = await visitFrame(`${SECRET}<iframe src="${HOST}/inner"></iframe>`, {
      pages: {[`${HOST}/inner`]: pageOf(EXIT)},
    });
    await page.evaluate(() => document.querySelector('iframe').remove());
    await pressShift(page);
    await page.waitForTimeout(200);
    assert.deepEqual([requested, console], [[], []]);
  });

  test('a frame that may not navigate the page hides itself, explains that, and offers no keys', async ({
    visitFrame,
  }) => {
    const {page, exit, press, requested} = await visitFrame(frame('sandbox="allow-scripts"'), {head: ''});
    assert.equal(await page.frameLocator('iframe').locator('#keys').count(), 0);
    assert.equal(await exit.getAttribute('aria-describedby'), null);
    press();
    const alert = page.frameLocator('iframe').locator('[role=alert]');
    await alert.filter({hasText: 'This page is still open. Please close it.'}).waitFor();
    assert.equal(await page.frameLocator('iframe').locator('recovery-quick-exit').count(), 0);
    assert.deepEqual(requested, []);
  });

  test('goes to the page that the URL of its own frame names, whatever other messages ask for', async ({
    visitFrame,
  }) => {
    const query = `&amp;href=${encodeURIComponent(OWN)}`;
    const {page, press, leaves} = await visitFrame(frame('sandbox="allow-scripts"', query), {script: PARENT});
    // Neither another widget’s frame nor the page itself can ask for it, and no message carries a URL.
    const src = `${CDN}/frame.html?widget=helpline-banner`;
    await page.evaluate(
      (url) => document.body.append(Object.assign(document.createElement('iframe'), {src: url})),
      src,
    );
    const banner = page.frameLocator('iframe >> nth=1').locator('recovery-helpline-banner .root');
    await banner.waitFor();
    const ask = () => globalThis.parent.postMessage({type: 'recovery-widgets:exit', text: 'x', lang: 'en'}, '*');
    await banner.evaluate(ask);
    await page.evaluate(ask);
    await page.waitForTimeout(200);
    assert.match(await page.locator('body').textContent(), /heroin/);
    press();
    await leaves(OWN);
  });

  for (const [title, attributes, script] of [
    ['another host', '', PARENT],
    ['another host, in a sandbox', 'sandbox="allow-scripts"', PARENT],
    [
      'a folder that no running script names',
      '',
      `${PARENT}<script type="text/plain" data-frames="https://evil.example/"></script>`,
    ],
  ])
    test(`a frame of ${title} can neither empty the page nor leave it`, async ({visit}) => {
      const src = `https://evil.example/frame.html?widget=quick-exit&href=${encodeURIComponent(OWN)}`;
      const message = JSON.stringify({type: 'recovery-widgets:exit', text: 'Your session has ended', lang: 'en'});
      const {page, requested} = await visit(`${SECRET}<iframe src="${src}" ${attributes}></iframe>`, {
        script,
        pages: {[src]: `<script>setInterval(() => parent.postMessage(${message}, '*'), 20)</script>`},
      });
      await page.waitForTimeout(300);
      assert.match(await page.locator('body').innerText(), /Text that nobody must see/);
      assert.deepEqual(requested, []);
    });

  test('leaves from a frame in the folder that data-frames names', async ({visitFrame}) => {
    const {press, leaves} = await visitFrame(frame('sandbox="allow-scripts"'), {
      script: `<script src="${HOST}/own/frame-parent.js" data-frames="${CDN}"></script>`,
      mounts: {[`${HOST}/own`]: (body) => body},
    });
    press();
    await leaves();
  });

  test('ignores an href in the URL of the frame page opened by itself', async ({visit}) => {
    const {page} = await visit(EXIT);
    await page.goto(`${CDN}/frame.html?widget=quick-exit&href=https://evil.example/`);
    assert.equal(await page.locator('[part=exit]').getAttribute('href'), NEUTRAL);
  });
});
