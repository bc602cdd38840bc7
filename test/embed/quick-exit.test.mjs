/**
 * Leaving a page in a real browser: what is seen, heard and sent meanwhile, and where Back leads afterwards. The page that is
 * left for answers when the test lets it.
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {CDN, HOST, launch, open, pageOf, snippet, upgraded} from '../support/harness.mjs';

const BEFORE = 'https://before.example/';
const NEUTRAL = 'https://www.wikipedia.org/';
const OWN = 'https://weather.example/today?place=here';
const SECRET = '<h1>About heroin</h1><p>Words that nobody must see.</p>';
/** All that a page can do to tell others where its readers come from. */
const TELLS = '<meta name="referrer" content="unsafe-url">';
const EXIT = snippet('quick-exit', '', `<a href="${NEUTRAL}" rel="noopener noreferrer">Leave this page</a>`);

/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/**
 * Opens a page that the reader has come to from another.
 *
 * @param {string} body
 * @param {object} [options] those of `open`, and:
 * @param {string} [options.head]
 * @param {string} [options.script] in the place of ours
 * @param {'offline' | 'nothing'} [options.instead] of the page that is left for: no network, or an answer without a page. A
 *   browser stays where it is then, so that what it shows can be asked for; while it waits, it does not answer.
 */
async function visit(body = EXIT + SECRET, {head = TELLS, script, instead, before: further, ...options} = {}) {
  const asked = [];
  const dialogs = [];
  let answer;
  const answered = new Promise((resolve) => (answer = resolve));
  const html = pageOf(body, {head, ...(script === undefined ? {} : {script})});
  const opened = await open(browser, html, {
    ...options,
    pages: {[BEFORE]: '<title>Before</title>', [`${HOST}/second`]: '<title>Second</title>', ...options.pages},
    async before(page) {
      await page.route(/^https:\/\/(www\.wikipedia|weather)\./, async (route) => {
        asked.push({url: route.request().url(), referer: (await route.request().allHeaders()).referer});
        await answered;
        await (
          instead === 'offline'
            ? route.abort('internetdisconnected')
            : instead === 'nothing'
              ? route.fulfill({status: 204})
              : route.fulfill({contentType: 'text/html', body: '<title>Neutral</title>Neutral'})
        ).catch(() => {});
      });
      page.on('dialog', (dialog) => {
        dialogs.push(dialog.type());
        void dialog.accept();
      });
      await further?.(page);
      await page.goto(BEFORE);
    },
  });
  const {page} = opened;
  const cdp = await page.context().newCDPSession(page);
  const until = async (holds, what) => {
    for (let turn = 0; turn < 400; turn++) {
      if (await holds()) return;
      await new Promise((done) => setTimeout(done, 25));
    }
    assert.fail(`did not happen: ${what}`);
  };
  const addresses = async () => {
    // It has no answer in the moment of going from one page to the other.
    const {entries, currentIndex} = await cdp.send('Page.getNavigationHistory').catch(() => ({entries: []}));
    return {
      behind: entries.slice(0, currentIndex).map(({url}) => url),
      now: entries[currentIndex]?.url,
      ahead: entries.slice(currentIndex + 1).map(({url}) => url),
    };
  };
  return {
    ...opened,
    cdp,
    asked,
    dialogs,
    addresses,
    until,
    /** Not waited for: the page is left meanwhile. */
    click: (where = page, options = {}) =>
      void where
        .locator('recovery-quick-exit [part=exit]')
        .first()
        .click({noWaitAfter: true, ...options})
        .catch(() => {}),
    isAsked: () => until(() => asked.length, 'the other page is asked for'),
    async leaves(url = NEUTRAL) {
      await until(() => asked.length, 'the other page is asked for');
      answer();
      await until(async () => (await addresses()).now === url, `the page is left for ${url}`);
    },
    letAnswer: () => answer(),
    /** With an answer without a page: until it has come. */
    async staysCovered() {
      await until(() => asked.length, 'the other page is asked for');
      answer();
      await new Promise((done) => setTimeout(done, 300));
    },
    async back() {
      // Later, so that the page is not gone before it answers.
      await page.evaluate(() => void setTimeout(() => globalThis.history.back()));
      await page.waitForURL((url) => url.href !== NEUTRAL, {waitUntil: 'commit'});
      return page.url();
    },
  };
}

const shift = async (page, times = 3) => {
  for (let time = 0; time < times; time++) await page.keyboard.press('Shift');
};

/** What a screen reader finds on the page. */
const spoken = async (cdp) =>
  (await cdp.send('Accessibility.getFullAXTree')).nodes
    .filter(({ignored}) => !ignored)
    .map(({role, name}) => `${role.value} ${name?.value ?? ''}`.trim())
    .filter((each) => !/^(InlineTextBox|none|generic)/.test(each));

const COVERED = ['RootWebArea www.wikipedia.org', 'alert', 'StaticText Loading…'];

describe('leaving', () => {
  for (const [how, act] of [
    ['the button', ({click}) => click()],
    ['Enter on the button', ({page}) => page.locator('[part=exit]').press('Enter', {noWaitAfter: true})],
    ['the middle button of the mouse', ({click, page}) => click(page, {button: 'middle'})],
    ['the button with Ctrl, which would open a tab', ({click, page}) => click(page, {modifiers: ['Control']})],
    ['Shift three times', ({page}) => shift(page)],
  ])
    it(`${how}: Back leads to the page before`, async () => {
      const opened = await visit();
      const {page, console, dialogs, addresses, leaves, back, asked, close} = opened;
      await upgraded(page, 'quick-exit');
      const tabs = [];
      page.on('popup', (tab) => tabs.push(tab));
      await act(opened);
      await leaves();
      const {behind, now, ahead} = await addresses();
      assert.deepEqual([behind.at(-1), now, ahead], [BEFORE, NEUTRAL, []]);
      assert.ok(!behind.includes(`${HOST}/`));
      assert.equal(await back(), BEFORE);
      assert.deepEqual(asked, [{url: NEUTRAL, referer: undefined}], 'asked once, not told from where');
      assert.deepEqual([console, dialogs, tabs], [[], [], []]);
      await close();
    });

  it('steps made within the page are left too', async () => {
    const {page, click, leaves, addresses, back, close} = await visit(
      `${EXIT}<a id="within" href="#more">More</a>${SECRET}<p id="more">More</p>`,
    );
    await upgraded(page, 'quick-exit');
    await page.click('#within');
    await page.evaluate(() => globalThis.history.pushState(1, '', '/chapter'));
    click();
    await leaves();
    const {behind, ahead} = await addresses();
    assert.equal(behind.at(-1), BEFORE);
    // No script can take these away, and README says so.
    assert.deepEqual(ahead, [`${HOST}/#more`, `${HOST}/chapter`]);
    assert.equal(await back(), BEFORE);
    await close();
  });

  it('without the Navigation API a step within the page stays behind Back, as README says; the last is replaced', async () => {
    const {page, click, leaves, addresses, close} = await visit(
      `${EXIT}<a id="within" href="#more">More</a>${SECRET}<p id="more">More</p>`,
      {before: (page) => page.addInitScript(() => Reflect.deleteProperty(globalThis, 'navigation'))},
    );
    await upgraded(page, 'quick-exit');
    assert.equal(await page.evaluate(() => 'navigation' in globalThis), false);
    await page.click('#within');
    click();
    await leaves();
    const {behind, ahead} = await addresses();
    assert.deepEqual([behind.slice(-2), ahead], [[BEFORE, `${HOST}/`], []]);
    await close();
  });

  it('a page of the same site before it can still be reached, as the widget says', async () => {
    const {page, click, leaves, back, close} = await visit();
    await page.evaluate((to) => (globalThis.location.href = to), `${HOST}/second`);
    await page.waitForURL(`${HOST}/second`);
    await page.evaluate((to) => (globalThis.location.href = to), `${HOST}/#again`);
    await page.waitForURL(`${HOST}/#again`);
    await upgraded(page, 'quick-exit');
    assert.match(await page.locator('recovery-quick-exit details').textContent(), /may still show pages you opened/);
    click();
    await leaves();
    assert.equal(await back(), `${HOST}/second`);
    await close();
  });

  it('at once nothing is seen, spoken or playing, and the page cannot put anything back', async () => {
    const {page, cdp, click, isAsked, staysCovered, close} = await visit(
      `${EXIT}${SECRET}<dialog>Secret dialog</dialog><iframe srcdoc="Secret frame"></iframe><video></video>`,
      {
        head: `${TELLS}<style>html { background: #f00 } * { color: #f00 } p { display: none !important }</style>`,
        instead: 'nothing',
      },
    );
    await upgraded(page, 'quick-exit');
    await page.evaluate(() => {
      document.title = 'About heroin';
      document.querySelector('dialog').show();
      // A script of the page that goes on, and puts something into it.
      for (const wait of [0, 50, 100]) setTimeout(() => document.body.append('Words that nobody must see.'), wait);
    });
    click();
    await isAsked();
    // Not answered yet. The browser has drawn what it waits with.
    await new Promise((done) => setTimeout(done, 300));
    const {data} = await cdp.send('Page.captureScreenshot');
    const other = await page.context().newPage();
    const red = await other.evaluate(async (png) => {
      const image = await globalThis.createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
      const canvas = new globalThis.OffscreenCanvas(image.width, image.height).getContext('2d');
      canvas.drawImage(image, 0, 0);
      const {data} = canvas.getImageData(0, 0, image.width, image.height);
      let count = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at] > 200 && data[at + 1] < 60) count++;
      return count;
    }, data);
    assert.equal(red, 0, 'nothing of the page is drawn');
    await staysCovered();
    assert.equal(page.url(), `${HOST}/`);
    assert.deepEqual(await spoken(cdp), COVERED);
    assert.equal(await page.title(), 'www.wikipedia.org');
    assert.equal(await page.evaluate(() => document.body.innerText), '');
    assert.equal(await page.locator('video, iframe, dialog, recovery-quick-exit').count(), 0);
    await close();
  });

  it('a press that is let go elsewhere leaves nothing', async () => {
    const {page, asked, close} = await visit();
    await upgraded(page, 'quick-exit');
    await page.hover('recovery-quick-exit [part=exit]');
    await page.mouse.down();
    await page.hover('h1');
    await page.mouse.up();
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))));
    assert.match(await page.locator('body').textContent(), /heroin/);
    assert.deepEqual(asked, []);
    await close();
  });

  it('asks nothing, whatever the page wants to ask', async () => {
    const {page, click, leaves, dialogs, close} = await visit();
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
    await close();
  });

  it('without a network: hidden all the same, and Back leads to the page before', async () => {
    const {page, click, isAsked, letAnswer, addresses, until, close} = await visit(EXIT + SECRET, {instead: 'offline'});
    await upgraded(page, 'quick-exit');
    click();
    await isAsked();
    letAnswer();
    await until(async () => (await addresses()).now === NEUTRAL, 'the error page of the browser');
    assert.equal((await addresses()).behind.at(-1), BEFORE);
    assert.doesNotMatch(await page.content(), /heroin/);
    await close();
  });

  it('for the page that the partner set, from a shadow root of the page', async () => {
    const {page, until, leaves, asked, close} = await visit(`<div id="host"></div>${SECRET}`);
    await page.evaluate((href) => {
      const heard = [];
      globalThis.heard = heard;
      const root = document.querySelector('#host').attachShadow({mode: 'open'});
      root.append(Object.assign(document.createElement('recovery-quick-exit'), {id: 'exit'}));
      root.firstChild.setAttribute('href', href);
      globalThis.recoveryWidgets.upgrade(root);
      globalThis.addEventListener('recovery-exit', (event) =>
        heard.push([event.cancelable, Object.keys(event).join()]),
      );
    }, OWN);
    await until(
      () => page.evaluate(() => document.querySelector('#host').shadowRoot.firstChild.shadowRoot?.querySelector('a')),
      'it is shown',
    );
    await page.evaluate(() =>
      globalThis.addEventListener('recovery-exit', () => globalThis.top.console.info(`heard ${globalThis.heard}`)),
    );
    await shift(page);
    await leaves(OWN);
    assert.deepEqual(asked, [{url: OWN, referer: undefined}]);
    await close();
  });

  it('the event is told before, and not with no-events', async () => {
    for (const [attributes, expected] of [
      ['', ['info: left with Event', 'info: 1']],
      ['no-events', []],
    ]) {
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

  it('works on a page with strict headers', async () => {
    const {page, console, leaves, asked, close} = await visit(snippet('quick-exit', 'placement="fixed"') + SECRET, {
      head: '',
      headers: {
        'content-security-policy': `default-src 'none'; script-src ${CDN}/; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
        'referrer-policy': 'unsafe-url',
      },
    });
    await upgraded(page, 'quick-exit');
    await shift(page);
    await leaves();
    assert.deepEqual(asked, [{url: NEUTRAL, referer: undefined}]);
    assert.deepEqual(console, []);
    await close();
  });

  for (const [width, height, letters] of [
    [240, 500, 16],
    [320, 640, 32],
    [240, 500, 32],
    [320, 180, 16],
  ])
    it(`fixed, at ${width} × ${height} px with letters of ${letters} px: whole in the window, which it does not fill`, async () => {
      for (const lang of ['en', 'es', 'ar']) {
        const {page, until, close} = await visit(snippet('quick-exit', `placement="fixed" lang="${lang}"`) + SECRET, {
          head: `<style>:root { --recovery-font-size: ${letters}px }</style>`,
          context: {viewport: {width, height}},
        });
        const root = page.locator('recovery-quick-exit .root');
        await until(async () => (await root.getAttribute('lang')) === lang, `it is in ${lang}`);
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

  it('touches no storage and asks for nothing before it is used', async () => {
    const {page, requests, leaves, close} = await visit(EXIT, {
      before: (page) =>
        page.addInitScript(() => {
          const trap = (owner, name) =>
            Object.defineProperty(owner, name, {
              get: () => globalThis.console.info(`used ${name}`),
              set(value) {
                globalThis.console.info(`used ${name}`, value);
              },
            });
          for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'fetch', 'name'])
            trap(globalThis, name);
          trap(globalThis.Document.prototype, 'cookie');
        }),
    });
    const said = [];
    page.on('console', (message) => said.push(message.text()));
    await upgraded(page, 'quick-exit');
    await page.waitForTimeout(200);
    assert.deepEqual(
      requests.filter((url) => ![BEFORE, `${HOST}/`].includes(url) && !url.startsWith(CDN)),
      [],
    );
    await shift(page);
    await leaves();
    assert.deepEqual(said, []);
    await close();
  });

  it('without script the words are a link that tells nothing, and say that Back returns', async () => {
    const {readFile} = await import('node:fs/promises');
    const words = await readFile(new URL('../../dist/html/en/none/quick-exit.html', import.meta.url), 'utf8');
    const {page, asked, letAnswer, close} = await visit(words + SECRET, {
      script: '',
      context: {javaScriptEnabled: false},
    });
    assert.match(words, /The Back button can bring this page back/);
    letAnswer();
    await page.click('text=Leave this page');
    await page.waitForURL(NEUTRAL);
    assert.deepEqual(asked, [{url: NEUTRAL, referer: undefined}]);
    await close();
  });
});

describe('from a frame', () => {
  const frame = (attributes = '', query = '') =>
    `${SECRET}<iframe title="Leave" src="${CDN}/frame.html?widget=quick-exit&amp;lang=en${query}" ${attributes}></iframe>`;
  const PARENT = `<script src="${CDN}/frame-parent.js"></script>`;
  const LOOSE = 'sandbox="allow-scripts allow-top-navigation-by-user-activation"';

  const show = async (body, options) => {
    const opened = await visit(body, {script: '', ...options});
    const inner = opened.page.frameLocator('iframe >> nth=0').locator('[part=exit]');
    await inner.waitFor();
    return {...opened, inner, press: () => void inner.click({noWaitAfter: true}).catch(() => {})};
  };
  const keys = async ({page, inner}) => {
    await inner.focus();
    await shift(page);
  };

  for (const [what, attributes, script] of [
    ['of another origin', '', ''],
    ['in a sandbox that lets it out', LOOSE, ''],
    ['of another origin, with our script in the page', '', PARENT],
    ['in a sandbox that does not let it out, with our script in the page', 'sandbox="allow-scripts"', PARENT],
  ])
    for (const [how, act] of [
      ['the button', ({press}) => press()],
      ['Shift three times', keys],
    ])
      it(`${what}, ${how}: the whole page is left, and Back leads to the page before`, async () => {
        const opened = await show(frame(attributes), {script});
        await act(opened);
        await opened.leaves();
        const {behind, ahead} = await opened.addresses();
        assert.deepEqual([behind.at(-1), ahead], [BEFORE, []]);
        assert.equal(await opened.back(), BEFORE);
        assert.deepEqual(new Set(opened.asked.map(({referer}) => referer)), new Set([undefined]));
        await opened.close();
      });

  it('our script in the page hides the page at once', async () => {
    const {cdp, press, staysCovered, close} = await show(frame('sandbox="allow-scripts"'), {
      script: PARENT,
      instead: 'nothing',
    });
    press();
    await staysCovered();
    assert.deepEqual(await spoken(cdp), COVERED);
    await close();
  });

  it('of the same origin: hears the keys in the page, hides it at once, without our script there', async () => {
    for (const instead of ['nothing', undefined]) {
      const {page, cdp, staysCovered, leaves, addresses, asked, close} = await show(
        `${SECRET}<iframe src="${HOST}/inner"></iframe>`,
        {pages: {[`${HOST}/inner`]: pageOf(EXIT, {head: TELLS})}, instead},
      );
      assert.ok(await page.frameLocator('iframe').locator('#keys').isVisible());
      await page.locator('h1').click();
      await shift(page);
      if (instead) {
        await staysCovered();
        assert.deepEqual(await spoken(cdp), COVERED);
      } else {
        await leaves();
        assert.equal((await addresses()).behind.at(-1), BEFORE);
      }
      assert.deepEqual(asked, [{url: NEUTRAL, referer: undefined}]);
      await close();
    }
  });

  it('a frame that was taken out hears no keys any more', async () => {
    const {page, asked, console, close} = await show(`${SECRET}<iframe src="${HOST}/inner"></iframe>`, {
      pages: {[`${HOST}/inner`]: pageOf(EXIT)},
    });
    await page.evaluate(() => document.querySelector('iframe').remove());
    await shift(page);
    await page.waitForTimeout(200);
    assert.deepEqual([asked, console], [[], []]);
    await close();
  });

  it('that may not change the page hides itself, says so, and spoke of no keys', async () => {
    const {page, inner, press, asked, close} = await show(frame('sandbox="allow-scripts"'), {head: ''});
    assert.equal(await page.frameLocator('iframe').locator('#keys').count(), 0);
    assert.equal(await inner.getAttribute('aria-describedby'), null);
    press();
    const alert = page.frameLocator('iframe').locator('[role=alert]');
    await alert.filter({hasText: 'This page is still open. Please close it.'}).waitFor();
    assert.equal(await page.frameLocator('iframe').locator('recovery-quick-exit').count(), 0);
    assert.deepEqual(asked, []);
    await close();
  });

  it('the page goes where it said itself, not where a frame wants it to', async () => {
    const query = `&amp;href=${encodeURIComponent(OWN)}`;
    const {page, press, leaves, close} = await show(frame('sandbox="allow-scripts"', query), {script: PARENT});
    // Not from a frame that is not the quick exit, not from the page itself, nor with an address of its own.
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
    await close();
  });

  it('an address in a link to the frame page alone is not taken', async () => {
    const {page, close} = await visit(EXIT);
    await page.goto(`${CDN}/frame.html?widget=quick-exit&href=https://evil.example/`);
    assert.equal(await page.locator('[part=exit]').getAttribute('href'), NEUTRAL);
    await close();
  });
});
