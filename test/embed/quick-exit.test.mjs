/** Leaving a page or a frame in a real browser: what is visible, exposed to screen readers and sent meanwhile, and where the Back button leads afterwards. The exit page responds only once the test releases it. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {PNG} from 'pngjs';
import {CDN, drawn, HOST, snippet, upgraded, pageOf, expect} from '../support/page.mjs';
import {trapPrivacyApis} from '../support/probes.mjs';
import {BEFORE, NEUTRAL, OWN, SECRET, LEAKY, EXIT, test, pressShift, accessibilityTree, COVERED} from './exit.mjs';

/** A page with a link to a part of itself. */
const WITHIN = `${EXIT}<a id="within" href="#more">More</a>${SECRET}<p id="more">More</p>`;

test.describe('leaving a page', () => {
  for (const [way, act] of /** @type {[string, (opened: any) => unknown][]} */ ([
    ['the button', ({click}) => click()],
    ['Enter on the button', ({page}) => page.locator('[part=exit]').press('Enter', {noWaitAfter: true})],
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

  test('without the Navigation API, steps within the page stay behind Back, but for the last', async ({visit}) => {
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

  test('at once nothing of the page is visible, spoken or playing, nor can the page add any', async ({visit}) => {
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
    assert.deepEqual(requested, []);
  });

  test('dispatches an event before, which cannot stop it, and none with no-events', async ({visit}) => {
    for (const [attributes, expected] of /** @type {[string, string[]][]} */ ([
      ['', ['info: Event false isTrusted 1']],
      ['no-events', []],
    ])) {
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
    }
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
      // Elements whose names shadow what the exit uses.
      for (const name of ['open', 'documentElement', 'host'])
        document.body.append(Object.assign(document.createElement('img'), {name}));
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

  test('goes to the page that the partner set, from a shadow root of a page with strict headers', async ({visit}) => {
    const {page, console, leaves, requested} = await visit(`<div id="host"></div>${SECRET}`, {
      head: '',
      headers: {
        'content-security-policy': `default-src 'none'; script-src ${CDN}/; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
        'referrer-policy': 'unsafe-url',
      },
    });
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

  test('uses no storage, and requests nothing before it is used', async ({visit}) => {
    const {page, requests, console, leaves} = await visit(EXIT, {before: trapPrivacyApis});
    await page.waitForTimeout(200);
    expect(requests.filter((url) => ![BEFORE, `${HOST}/`].includes(url) && !url.startsWith(CDN))).toEqual([]);
    await pressShift(page);
    await leaves();
    assert.deepEqual(console, []);
  });

  test('without script is a link without a referrer, which says that Back returns', async ({visit}) => {
    const fallback = readFileSync(new URL('../../dist/html/en/none/quick-exit.html', import.meta.url), 'utf8');
    const context = {javaScriptEnabled: false};
    const {page, requested, letAnswer} = await visit(fallback + SECRET, {script: '', context});
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

  for (const [place, attributes, script, act] of /** @type {[string, string, string, (opened: any) => unknown][]} */ ([
    ['a frame of another origin, by the button', '', '', ({press}) => press()],
    ['a sandboxed frame that may navigate the page, by Shift', LOOSE, '', pressShiftInFrame],
    [
      'a sandboxed frame that may not, with our script in the page, by Shift',
      'sandbox="allow-scripts"',
      PARENT,
      pressShiftInFrame,
    ],
  ]))
    test(`${place}: the whole page is left, and Back leads to the page before`, async ({visitFrame}) => {
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

  test('a frame of the same origin hears keys on the page and hides it, without our script', async ({visitFrame}) => {
    const {page, cdp, staysCovered, requested} = await visitFrame(`${SECRET}<iframe src="${HOST}/inner"></iframe>`, {
      pages: {[`${HOST}/inner`]: pageOf(EXIT, {head: LEAKY})},
      instead: 'no content',
    });
    assert.ok(await page.frameLocator('iframe').locator('#keys').isVisible());
    await page.locator('h1').click();
    await pressShift(page);
    await staysCovered();
    assert.deepEqual(await accessibilityTree(cdp), COVERED);
    assert.deepEqual(requested, [{url: NEUTRAL, referer: undefined}]);
  });

  test('a frame that may not navigate the page hides itself, says so, and offers no keys', async ({visitFrame}) => {
    const {page, exit, press, requested} = await visitFrame(frame('sandbox="allow-scripts"'), {head: ''});
    assert.equal(await page.frameLocator('iframe').locator('#keys').count(), 0);
    assert.equal(await exit.getAttribute('aria-describedby'), null);
    press();
    const alert = page.frameLocator('iframe').locator('[role=alert]');
    await alert.filter({hasText: 'This page is still open. Please close it.'}).waitFor();
    assert.equal(await page.frameLocator('iframe').locator('recovery-quick-exit').count(), 0);
    assert.deepEqual(requested, []);
  });

  test('goes to the page that the URL of its own frame names, whatever messages ask for', async ({visitFrame}) => {
    const query = `&amp;href=${encodeURIComponent(OWN)}`;
    const {page, press, leaves} = await visitFrame(frame('sandbox="allow-scripts"', query), {script: PARENT});
    // Neither another widget’s frame nor the page itself can ask for it, and no message carries a URL.
    const src = `${CDN}/frame.html?widget=helpline-banner`;
    await page.evaluate((url) => (document.body.appendChild(document.createElement('iframe')).src = url), src);
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

  const idle = '<script type="text/plain" data-frames="https://evil.example/"></script>';
  for (const [title, attributes, script] of [
    ['another host', '', PARENT],
    ['another host, in a sandbox', 'sandbox="allow-scripts"', PARENT],
    ['a folder that no running script names', '', PARENT + idle],
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

  test('leaves from the folder that data-frames names, beside an element named as a method', async ({visitFrame}) => {
    const body = `<img name="querySelectorAll">${frame('sandbox="allow-scripts"')}`;
    const {press, leaves} = await visitFrame(body, {
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
