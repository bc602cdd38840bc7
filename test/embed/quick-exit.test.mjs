/**
 * Leaving a page in a real browser: what is visible, exposed to screen readers and sent meanwhile, and where the Back button
 * leads afterwards. The exit page responds only once the test releases it.
 */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {CDN, drawn, expect, gate, HOST, pageOf, snippet, test as base, upgraded} from '../support/page.mjs';
import {trapPrivacyApis} from '../support/privacy.mjs';

const BEFORE = 'https://before.example/';
const NEUTRAL = 'https://www.wikipedia.org/';
const OWN = 'https://weather.example/today?place=here';
const SECRET = '<h1>About heroin</h1><p>Text that nobody must see.</p>';
/** The most that a page can do to send its URL to others. */
const LEAKY = '<meta name="referrer" content="unsafe-url">';
const EXIT = snippet('quick-exit', '', `<a href="${NEUTRAL}" rel="noopener noreferrer">Leave this page</a>`);

/**
 * @typedef {import('../support/page.mjs').OpenOptions & object} OpenOptions
 * @typedef {object} VisitOptions those of `open`, and:
 * @property {string} [head]
 * @property {string} [script] instead of ours
 * @property {'offline' | 'no content'} [instead] of the page that is left for: no network, or an answer without a page. With an
 *   answer without a page the browser stays where it is, so that its content can be queried; while it waits for an answer, it does
 *   not respond.
 * @typedef {(body?: string, options?: OpenOptions & VisitOptions) => Promise<any>} Visit
 */

/** @type {import('../support/page.mjs').TestWith<{visit: Visit, visitFrame: Visit}>} */
const test = base.extend({
  /** Opens a page that the reader has reached from another. */
  visit: async ({open}, use) =>
    use(async (body = EXIT + SECRET, {head = LEAKY, script, instead, before, ...options} = {}) => {
      const requested = [];
      const dialogs = [];
      const {held, release} = gate();
      const html = pageOf(body, {head, ...(script === undefined ? {} : {script})});
      const opened = await open(html, {
        ...options,
        pages: {[BEFORE]: '<title>Before</title>', [`${HOST}/second`]: '<title>Second</title>', ...options.pages},
        async before(page) {
          await page.route(/^https:\/\/(www\.wikipedia|weather)\./, async (route) => {
            requested.push({url: route.request().url(), referer: (await route.request().allHeaders()).referer});
            await held;
            await (
              instead === 'offline'
                ? route.abort('internetdisconnected')
                : instead === 'no content'
                  ? route.fulfill({status: 204})
                  : route.fulfill({contentType: 'text/html', body: '<title>Neutral</title>Neutral'})
            ).catch(() => {});
          });
          page.on('dialog', (dialog) => {
            dialogs.push(dialog.type());
            void dialog.accept();
          });
          await before?.(page);
          await page.goto(BEFORE);
        },
      });
      const {page} = opened;
      const cdp = await page.context().newCDPSession(page);
      /** Session history: URLs behind and ahead of the current one. */
      const sessionHistory = async () => {
        // There is no answer while the browser changes from one page to the other.
        const {entries, currentIndex} = await cdp
          .send('Page.getNavigationHistory')
          .catch(() => ({entries: [], currentIndex: 0}));
        return {
          behind: entries.slice(0, currentIndex).map(({url}) => url),
          now: entries[currentIndex]?.url,
          ahead: entries.slice(currentIndex + 1).map(({url}) => url),
        };
      };
      const untilRequested = () =>
        expect.poll(() => requested.length, {message: 'the other page is requested'}).toBeGreaterThan(0);
      const untilAt = (url) =>
        expect.poll(async () => (await sessionHistory()).now, {message: 'the page is left'}).toBe(url);
      return {
        ...opened,
        cdp,
        requested,
        dialogs,
        sessionHistory,
        untilRequested,
        untilAt,
        /** Clicks without waiting, as the page is left meanwhile. */
        click: (options = {}) =>
          void page
            .locator('recovery-quick-exit [part=exit]')
            .first()
            .click({noWaitAfter: true, ...options})
            .catch(() => {}),
        async leaves(url = NEUTRAL) {
          await untilRequested();
          release();
          await untilAt(url);
        },
        letAnswer: release,
        /** With an answer without a page: resolves after it has arrived. */
        async staysCovered() {
          await untilRequested();
          release();
          await new Promise((done) => setTimeout(done, 300));
        },
        async back() {
          // In a task of its own, so that the page is still there to answer.
          await page.evaluate(() => void setTimeout(() => globalThis.history.back()));
          await page.waitForURL((url) => url.href !== NEUTRAL, {waitUntil: 'commit'});
          return page.url();
        },
      };
    }),
  /** Opens a page with a frame, and waits for the quick exit in it. */
  visitFrame: async ({visit}, use) =>
    use(async (body, options) => {
      const opened = await visit(body, {script: '', ...options});
      const exit = opened.page.frameLocator('iframe >> nth=0').locator('[part=exit]');
      await exit.waitFor();
      return {...opened, exit, press: () => void exit.click({noWaitAfter: true}).catch(() => {})};
    }),
});

const pressShift = async (page, times = 3) => {
  for (let time = 0; time < times; time++) await page.keyboard.press('Shift');
};

/** Returns the accessibility tree of the page, as a screen reader gets it. */
const accessibilityTree = async (cdp) =>
  (await cdp.send('Accessibility.getFullAXTree')).nodes
    .filter(({ignored}) => !ignored)
    .map(({role, name}) => `${role.value} ${name?.value ?? ''}`.trim())
    .filter((each) => !/^(InlineTextBox|none|generic)/.test(each));

const COVERED = ['RootWebArea www.wikipedia.org', 'alert', 'StaticText Loading…'];

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
      await upgraded(page, 'quick-exit');
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
    const {page, click, leaves, sessionHistory, back} = await visit(
      `${EXIT}<a id="within" href="#more">More</a>${SECRET}<p id="more">More</p>`,
    );
    await upgraded(page, 'quick-exit');
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
    const {page, click, leaves, sessionHistory} = await visit(
      `${EXIT}<a id="within" href="#more">More</a>${SECRET}<p id="more">More</p>`,
      {before: (page) => page.addInitScript(() => Reflect.deleteProperty(globalThis, 'navigation'))},
    );
    await upgraded(page, 'quick-exit');
    assert.equal(await page.evaluate(() => 'navigation' in globalThis), false);
    await page.click('#within');
    click();
    await leaves();
    const {behind, ahead} = await sessionHistory();
    assert.deepEqual([behind.slice(-2), ahead], [[BEFORE, `${HOST}/`], []]);
  });

  test('Back still leads to an earlier page of the same site, as the widget says', async ({visit}) => {
    const {page, click, leaves, back} = await visit();
    await page.evaluate((to) => (globalThis.location.href = to), `${HOST}/second`);
    await page.waitForURL(`${HOST}/second`);
    await page.evaluate((to) => (globalThis.location.href = to), `${HOST}/#again`);
    await page.waitForURL(`${HOST}/#again`);
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
    await upgraded(page, 'quick-exit');
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
    const other = await page.context().newPage();
    const red = await other.evaluate(async (png) => {
      const image = await globalThis.createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
      const canvas = /** @type {any} */ (new globalThis.OffscreenCanvas(image.width, image.height).getContext('2d'));
      canvas.drawImage(image, 0, 0);
      const {data} = canvas.getImageData(0, 0, image.width, image.height);
      let count = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at] > 200 && data[at + 1] < 60) count++;
      return count;
    }, data);
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
    await upgraded(page, 'quick-exit');
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
    await upgraded(page, 'quick-exit');
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
    await upgraded(page, 'quick-exit');
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
      globalThis.addEventListener('recovery-exit', (event) =>
        globalThis.console.info(`recovery-exit ${event.cancelable} ${Object.keys(event)}`),
      );
    }, OWN);
    await page.locator('#exit [part=exit]').waitFor();
    await pressShift(page);
    await leaves(OWN);
    assert.deepEqual(requested, [{url: OWN, referer: undefined}]);
    assert.deepEqual(console, ['info: recovery-exit false isTrusted']);
  });

  test('dispatches the event before the page is left, and not with no-events', async ({visit}) => {
    for (const [attributes, expected] of /** @type {[string, string[]][]} */ ([
      ['', ['info: left with Event', 'info: 1']],
      ['no-events', []],
    ])) {
      const {page, console, click, leaves, close} = await visit(snippet('quick-exit', attributes) + SECRET);
      await upgraded(page, 'quick-exit');
      await page.evaluate(() =>
        document.addEventListener('recovery-exit', (event) => {
          globalThis.console.info(`left with ${Object.prototype.toString.call(event).slice(8, -1)}`);
          // It cannot be stopped, and the page is still there.
          event.preventDefault();
          globalThis.console.info(document.querySelectorAll('h1').length);
        }),
      );
      click();
      await leaves();
      assert.deepEqual(console, expected);
      await close();
    }
  });

  test('works on a page with strict headers', async ({visit}) => {
    const {page, console, leaves, requested} = await visit(snippet('quick-exit', 'placement="fixed"') + SECRET, {
      head: '',
      headers: {
        'content-security-policy': `default-src 'none'; script-src ${CDN}/; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
        'referrer-policy': 'unsafe-url',
      },
    });
    await upgraded(page, 'quick-exit');
    await pressShift(page);
    await leaves();
    assert.deepEqual(requested, [{url: NEUTRAL, referer: undefined}]);
    assert.deepEqual(console, []);
  });

  for (const [width, height, fontSize] of [
    [240, 500, 16],
    [320, 640, 32],
    [240, 500, 32],
    [320, 180, 16],
  ])
    test(`fixed, at ${width} × ${height} px with text of ${fontSize} px, fits in the window and takes a third at most`, async ({
      visit,
    }) => {
      for (const lang of ['en', 'es', 'ar']) {
        const {page, close} = await visit(snippet('quick-exit', `placement="fixed" lang="${lang}"`) + SECRET, {
          head: `<style>:root { --recovery-font-size: ${fontSize}px }</style>`,
          context: {viewport: {width, height}},
        });
        const root = page.locator('recovery-quick-exit .root');
        await expect(root).toHaveAttribute('lang', lang);
        await page.keyboard.press('Shift');
        const box = await page.locator('recovery-quick-exit .place').boundingBox();
        const link = await page.locator('recovery-quick-exit [part=exit]').boundingBox();
        assert.ok(box.x >= 0 && box.x + box.width <= width, `${lang}: from ${box.x} to ${box.x + box.width}`);
        assert.ok(link.height >= 44 && link.x >= box.x && link.x + link.width <= box.x + box.width, lang);
        const isFixed = (await page.locator('recovery-quick-exit [popover]').count()) === 1;
        assert.equal(isFixed, height > 288, lang);
        if (isFixed) {
          assert.ok(box.y >= 0 && box.y + box.height <= height, `${lang}: from ${box.y} to ${box.y + box.height}`);
          assert.ok(box.height <= height / 3, `${lang}: ${box.height} px high`);
        }
        await close();
      }
    });

  test('uses no storage, and requests nothing before it is used', async ({visit}) => {
    const {page, requests, console, leaves} = await visit(EXIT, {
      before: trapPrivacyApis,
    });
    await upgraded(page, 'quick-exit');
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

test.describe('leaving from a frame', () => {
  const frame = (attributes = '', query = '') =>
    `${SECRET}<iframe title="Leave" src="${CDN}/frame.html?widget=quick-exit&amp;lang=en${query}" ${attributes}></iframe>`;
  const PARENT = `<script src="${CDN}/frame-parent.js"></script>`;
  const LOOSE = 'sandbox="allow-scripts allow-top-navigation-by-user-activation"';

  const pressShiftInFrame = async ({page, exit}) => {
    await exit.focus();
    await pressShift(page);
  };

  for (const [place, attributes, script] of [
    ['a frame of another origin', '', ''],
    ['a sandboxed frame that may navigate the page', LOOSE, ''],
    ['a frame of another origin, with our script in the page', '', PARENT],
    ['a sandboxed frame that may not, with our script in the page', 'sandbox="allow-scripts"', PARENT],
  ])
    for (const [way, act] of /** @type {[string, (opened: any) => unknown][]} */ ([
      ['the button', ({press}) => press()],
      ['Shift three times', pressShiftInFrame],
    ]))
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
    await page.evaluate((src) => {
      const other = document.createElement('iframe');
      other.src = src;
      document.body.append(other);
    }, `${CDN}/frame.html?widget=helpline-banner`);
    const banner = page.frameLocator('iframe >> nth=1').locator('recovery-helpline-banner .root');
    await banner.waitFor();
    await banner.evaluate(() => {
      globalThis.parent.postMessage({type: 'recovery-widgets:exit', words: 'x', lang: 'en'}, '*');
    });
    await page.evaluate(() => globalThis.postMessage({type: 'recovery-widgets:exit', words: 'x', lang: 'en'}, '*'));
    await page.waitForTimeout(200);
    assert.match(await page.locator('body').textContent(), /heroin/);
    press();
    await leaves(OWN);
  });

  test('ignores an href in the URL of the frame page opened by itself', async ({visit}) => {
    const {page} = await visit(EXIT);
    await page.goto(`${CDN}/frame.html?widget=quick-exit&href=https://evil.example/`);
    assert.equal(await page.locator('[part=exit]').getAttribute('href'), NEUTRAL);
  });
});
