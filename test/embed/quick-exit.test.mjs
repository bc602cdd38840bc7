/**
 * Leaving a page in a real browser: what is visible, exposed to screen readers and sent meanwhile, and where the Back button
 * leads afterwards. The exit page responds only once the test releases it.
 */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {PNG} from 'pngjs';
import {nightly} from '../support/nightly.mjs';
import {CDN, drawn, expect, HOST, snippet, upgraded} from '../support/page.mjs';
import {trapPrivacyApis} from '../support/privacy.mjs';
import {BEFORE, NEUTRAL, OWN, SECRET, LEAKY, EXIT, test, pressShift, accessibilityTree, COVERED} from './exit.mjs';

/** A page with a link to a part of itself. */
const WITHIN = `${EXIT}<a id="within" href="#more">More</a>${SECRET}<p id="more">More</p>`;

test.describe('leaving a page', () => {
  for (const [way, act] of /** @type {[string, (opened: any) => unknown][]} */ ([
    ['the button', ({click}) => click()],
    ['Enter on the button', ({page}) => page.locator('[part=exit]').press('Enter', {noWaitAfter: true})],
    ['the middle button of the mouse', ({click}) => click({button: 'middle'})],
    ['the button with Ctrl, which would open a tab', ({click}) => click({modifiers: ['Control']})],
    ['Shift three times', ({page}) => pressShift(page)],
  ]))
    test(`by ${way}: Back leads to the page before`, async ({visit}) => {
      const opened = await visit();
      const {page, console, dialogs, sessionHistory, leaves, back, requested} = opened;
      const tabs = [];
      page.on('popup', (tab) => tabs.push(tab));
      await act(opened);
      await leaves();
      const {behind, now, ahead} = await sessionHistory();
      assert.deepEqual([behind.at(-1), now, ahead], [BEFORE, NEUTRAL, []]);
      assert.ok(!behind.includes(`${HOST}/`));
      assert.equal(await back(), BEFORE);
      assert.deepEqual(requested, [{url: NEUTRAL, referer: undefined}], 'requested once, not told from where');
      assert.deepEqual([console, dialogs, tabs], [[], [], []]);
    });

  test('steps within the page are not behind Back either', async ({visit}) => {
    const {page, click, leaves, sessionHistory, back} = await visit(WITHIN);
    await page.click('#within');
    await page.evaluate(() => globalThis.history.pushState(1, '', '/chapter'));
    click();
    await leaves();
    const {behind, ahead} = await sessionHistory();
    assert.equal(behind.at(-1), BEFORE);
    // No script can remove these, and the class comment says so.
    assert.deepEqual(ahead, [`${HOST}/#more`, `${HOST}/chapter`]);
    assert.equal(await back(), BEFORE);
  });

  test('without the Navigation API, steps within the page stay behind Back, as the class comment documents; the last one is replaced', async ({
    visit,
  }) => {
    const {page, click, leaves, sessionHistory} = await visit(WITHIN, {
      before: (page) => page.addInitScript(() => Reflect.deleteProperty(globalThis, 'navigation')),
    });
    assert.equal(await page.evaluate(() => 'navigation' in globalThis), false);
    await page.click('#within');
    click();
    await leaves();
    const {behind, ahead} = await sessionHistory();
    assert.deepEqual([behind.slice(-2), ahead], [[BEFORE, `${HOST}/`], []]);
  });

  test('Back still leads to an earlier page of the same site, as the widget says', async ({visit}) => {
    const {page, click, leaves, back} = await visit();
    for (const url of [`${HOST}/second`, `${HOST}/#again`]) {
      await page.evaluate((to) => (globalThis.location.href = to), url);
      await page.waitForURL(url);
    }
    await upgraded(page, 'quick-exit');
    assert.match(await page.locator('recovery-quick-exit details').textContent(), /may still show pages you opened/);
    click();
    await leaves();
    assert.equal(await back(), `${HOST}/second`);
  });

  test('at once nothing of the page is visible, spoken or playing, and the page cannot add anything again', async ({
    visit,
  }) => {
    const {page, cdp, click, untilRequested, staysCovered} = await visit(
      `${EXIT}${SECRET}<dialog>Secret dialog</dialog><iframe srcdoc="Secret frame"></iframe><video></video>`,
      {
        head: `${LEAKY}<style>html { background: #f00 } * { color: #f00 } p { display: none !important }</style>`,
        instead: 'no content',
      },
    );
    await page.evaluate(() => {
      document.title = 'About heroin';
      document.querySelector('dialog').show();
      // A script of the page that keeps running and adds content.
      for (const wait of [0, 50, 100]) setTimeout(() => document.body.append('Text that nobody must see.'), wait);
    });
    click();
    await untilRequested();
    // Not answered yet: by now the browser has drawn the page that covers this one.
    await new Promise((done) => setTimeout(done, 300));
    const {data} = await cdp.send('Page.captureScreenshot');
    const png = PNG.sync.read(Buffer.from(data, 'base64'));
    const red = png.data.filter((value, at) => at % 4 === 0 && value > 200 && png.data[at + 1] < 60).length;
    assert.equal(red, 0, 'nothing of the page is drawn');
    await staysCovered();
    assert.equal(page.url(), `${HOST}/`);
    assert.deepEqual(await accessibilityTree(cdp), COVERED);
    assert.equal(await page.title(), 'www.wikipedia.org');
    assert.equal(await page.evaluate(() => document.body.innerText), '');
    assert.equal(await page.locator('video, iframe, dialog, recovery-quick-exit').count(), 0);
  });

  test('a press that is released elsewhere does not leave the page', async ({visit}) => {
    const {page, requested} = await visit();
    await page.hover('recovery-quick-exit [part=exit]');
    await page.mouse.down();
    await page.hover('h1');
    await page.mouse.up();
    await drawn(page, 50);
    assert.match(await page.locator('body').textContent(), /heroin/);
    assert.deepEqual(requested, []);
  });

  test('shows no dialog, whatever the page wants to ask', async ({visit}) => {
    const {page, click, leaves, dialogs} = await visit();
    await page.evaluate(() => {
      const ask = (event) => {
        event.preventDefault();
        return (event.returnValue = 'Really?');
      };
      globalThis.addEventListener('beforeunload', ask);
      globalThis.addEventListener('beforeunload', ask, true);
      globalThis.onbeforeunload = ask;
    });
    click();
    await leaves();
    assert.deepEqual(dialogs, []);
  });

  test('the page is hidden even without a network, and Back leads to the page before', async ({visit}) => {
    const {page, click, untilRequested, letAnswer, sessionHistory, untilAt} = await visit(EXIT + SECRET, {
      instead: 'offline',
    });
    click();
    await untilRequested();
    letAnswer();
    await untilAt(NEUTRAL);
    assert.equal((await sessionHistory()).behind.at(-1), BEFORE);
    assert.doesNotMatch(await page.content(), /heroin/);
  });

  test('goes to the page that the partner set, from a shadow root of the page', async ({visit}) => {
    const {page, console, leaves, requested} = await visit(`<div id="host"></div>${SECRET}`);
    await page.evaluate((href) => {
      const root = document.querySelector('#host').attachShadow({mode: 'open'});
      root.append(Object.assign(document.createElement('recovery-quick-exit'), {id: 'exit'}));
      root.firstChild.setAttribute('href', href);
      globalThis.recoveryWidgets?.upgrade?.(root);
    }, OWN);
    await page.locator('#exit [part=exit]').waitFor();
    await pressShift(page);
    await leaves(OWN);
    assert.deepEqual(requested, [{url: OWN, referer: undefined}]);
    assert.deepEqual(console, []);
  });

  for (const [attributes, expected] of /** @type {[string, string[]][]} */ ([
    ['', ['info: Event false isTrusted 1']],
    ['no-events', []],
  ]))
    test(`dispatches ${attributes ? 'no event with no-events' : 'an event before the page is left, which cannot stop it'}`, async ({
      visit,
    }) => {
      const {page, console, click, leaves} = await visit(snippet('quick-exit', attributes) + SECRET);
      await page.evaluate(() =>
        document.addEventListener('recovery-exit', (event) => {
          event.preventDefault();
          const kind = Object.prototype.toString.call(event).slice(8, -1);
          // The page is still there.
          const headings = document.querySelectorAll('h1').length;
          globalThis.console.info([kind, event.cancelable, Object.keys(event), headings].join(' '));
        }),
      );
      click();
      await leaves();
      assert.deepEqual(console, expected);
    });

  test('works on a page with strict headers', async ({visit}) => {
    const {page, console, leaves, requested} = await visit(snippet('quick-exit', 'placement="fixed"') + SECRET, {
      head: '',
      headers: {
        'content-security-policy': `default-src 'none'; script-src ${CDN}/; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
        'referrer-policy': 'unsafe-url',
      },
    });
    await pressShift(page);
    await leaves();
    assert.deepEqual(requested, [{url: NEUTRAL, referer: undefined}]);
    assert.deepEqual(console, []);
  });

  // CI has the narrowest window with the largest letters, and the lowest, in the longest language and right to left.
  const few = [
    [240, 500, 32],
    [320, 180, 16],
  ];
  for (const [width, height, fontSize] of nightly([[240, 500, 16], [320, 640, 32], ...few], few))
    test(`fixed, at ${width} × ${height} px with text of ${fontSize} px, fits in the window and takes a third at most`, async ({
      visit,
    }) => {
      for (const lang of nightly(['en', 'es', 'ar'], ['es', 'ar'])) {
        const {page, close} = await visit(snippet('quick-exit', `placement="fixed" lang="${lang}"`) + SECRET, {
          head: `<style>:root { --recovery-font-size: ${fontSize}px }</style>`,
          context: {viewport: {width, height}},
        });
        const root = page.locator('recovery-quick-exit .root');
        await expect(root).toHaveAttribute('lang', lang);
        await page.keyboard.press('Shift');
        const box = await page.locator('recovery-quick-exit .place').boundingBox();
        const link = await page.locator('recovery-quick-exit [part=exit]').boundingBox();
        const [right, bottom] = [box.x + box.width, box.y + box.height];
        assert.ok(box.x >= 0 && right <= width, `${lang}: from ${box.x} to ${right}`);
        assert.ok(link.height >= 44 && link.x >= box.x && link.x + link.width <= right, lang);
        const isFixed = (await page.locator('recovery-quick-exit [popover]').count()) === 1;
        assert.equal(isFixed, height > 288, lang);
        if (isFixed) {
          assert.ok(box.y >= 0 && bottom <= height, `${lang}: from ${box.y} to ${bottom}`);
          assert.ok(box.height <= height / 3, `${lang}: ${box.height} px high`);
        }
        await close();
      }
    });

  test('uses no storage, and requests nothing before it is used', async ({visit}) => {
    const {page, requests, console, leaves} = await visit(EXIT, {before: trapPrivacyApis});
    await page.waitForTimeout(200);
    assert.deepEqual(
      requests.filter((url) => ![BEFORE, `${HOST}/`].includes(url) && !url.startsWith(CDN)),
      [],
    );
    await pressShift(page);
    await leaves();
    assert.deepEqual(console, []);
  });

  test('without script the fallback content is a link without a referrer, and says that Back returns', async ({
    visit,
  }) => {
    const fallback = readFileSync(new URL('../../dist/html/en/none/quick-exit.html', import.meta.url), 'utf8');
    const {page, requested, letAnswer} = await visit(fallback + SECRET, {
      script: '',
      context: {javaScriptEnabled: false},
    });
    assert.match(fallback, /The Back button can bring this page back/);
    letAnswer();
    await page.click('text=Leave this page');
    await page.waitForURL(NEUTRAL);
    assert.deepEqual(requested, [{url: NEUTRAL, referer: undefined}]);
  });
});
