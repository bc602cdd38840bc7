/** frame.html, the widgets in an iframe, and frame-parent.js, which sets the height of the iframe and passes on the color scheme. */
import assert from 'node:assert/strict';
import {snippet} from '../../src/tools/html/snippet.mjs';
import {messageOf} from '../support/messages.mjs';
import {
  CDN,
  expect,
  gate,
  HOST,
  openPage,
  pageOf,
  test as base,
  until,
  visibleText,
  WIDGETS,
} from '../support/page.mjs';
import {trapPrivacyApis} from '../support/privacy.mjs';

/** Returns an iframe as in our snippets. */
const frameOf = (query = 'widget=helpline-banner&amp;region=US', attributes = '') =>
  `<iframe title="Help" src="${CDN}/frame.html?${query}" width="100%" height="300" ${attributes}></iframe>`;
const PARENT = `<script src="${CDN}/frame-parent.js"></script>`;
/** Returns a page with frames, and the script that sets their height. */
const hostOf = (frames = frameOf(), {head = '', script = PARENT} = {}) => pageOf(frames, {head, script});
const LOOSE =
  'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"';

/** Returns a message of the banner. @param {string} key @param {string} [lang] */
const bannerText = (key, lang) => messageOf('helpline-banner', key, lang);
const DIRECTORY = 'Find A Helpline';

const frameIn = async (page, index = 0) => page.mainFrame().childFrames()[index];

/** Returns the document in a frame after its widget has rendered. */
async function upgradedIn(page, index = 0) {
  const frame = await frameIn(page, index);
  const isUpgraded = () => !!document.querySelector('main > *')?.shadowRoot?.querySelector('.root');
  // Its document may still be the empty one before it.
  for (let isThere = false; !isThere;)
    isThere = await until(frame, isUpgraded).catch((error) => {
      if (!/context was destroyed/.test(error.message)) throw error;
      return false;
    });
  return frame;
}

/** Returns the state of the document that the script in the frame has set up. */
const setupOf = (frame) =>
  frame.evaluate(() => {
    const {lang, dir, dataset} = document.documentElement;
    const widget = document.querySelector('main > *');
    const attributes = Object.fromEntries([...widget.attributes].map(({name, value}) => [name, value]));
    return {lang, dir, region: dataset.recoveryRegion, tag: widget.localName, attributes};
  });

const heightOf = (page, index = 0) =>
  page.evaluate((at) => document.querySelectorAll('iframe')[at].clientHeight, index);
const contentHeightOf = (frame) => frame.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height));

const scrolls = (frame) => frame.evaluate(() => document.documentElement.scrollHeight > innerHeight);

/** Waits until the frame is as high as its content, and so does not scroll; returns its height. */
async function fits(page, index = 0) {
  const frame = await frameIn(page, index);
  await expect
    .poll(async () => (await heightOf(page, index)) - (await contentHeightOf(frame)), {
      message: 'difference between the height of the frame and that of its content',
    })
    .toBe(0);
  assert.equal(await scrolls(frame), false);
  return heightOf(page, index);
}

const schemeIn = (frame) =>
  frame.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('p'));
    probe.style.color = 'light-dark(rgb(255, 255, 255), rgb(0, 0, 0))';
    const {color} = getComputedStyle(probe);
    probe.remove();
    return color === 'rgb(0, 0, 0)' ? 'dark' : 'light';
  });
async function untilScheme(page, scheme, index = 0) {
  const frame = await frameIn(page, index);
  await expect.poll(() => schemeIn(frame)).toBe(scheme);
}

/** @type {import('../support/page.mjs').TestWith<{followLink: (link: string, options?: Record<string, any>) => Promise<any>}>} */
const test = base.extend({
  /** Opens a page with a frame, clicks a link in it, and returns the URLs to which the whole page and new tabs navigate. */
  followLink: async ({open}, use) =>
    use(async (link, {attributes = '', ...options} = {}) => {
      const popups = [];
      const {page, console} = await open(hostOf(frameOf(undefined, attributes)), {
        ...options,
        before: async (page) => {
          await page.context().route('**/*', (route) => route.fulfill({contentType: 'text/html', body: 'outside'}));
          page.on('popup', (popup) => popups.push(popup));
        },
      });
      const frame = await upgradedIn(page);
      await fits(page);
      const cdp = await page.context().newCDPSession(page);
      await cdp.send('Page.enable');
      const {frameTree} = await cdp.send('Page.getFrameTree');
      const navigations = [];
      cdp.on(
        'Page.frameStartedNavigating',
        ({frameId, url}) => frameId === frameTree.frame.id && navigations.push(url),
      );
      console.length = 0;
      await frame.locator(link).first().click();
      await page.waitForTimeout(400);
      const tabs = await Promise.all(
        popups
          .filter((tab) => !tab.isClosed())
          .map(async (tab) => ({url: tab.url(), opener: await tab.evaluate(() => globalThis.opener !== null)})),
      );
      assert.match(await visibleText(page.frames()[1]), /1-800-662-4357/, 'the widget is still there');
      assert.equal(page.url(), `${HOST}/`);
      return {navigations, tabs, console};
    }),
});

test.describe('the URL of frame.html', () => {
  const us = {tag: 'recovery-helpline-banner', lang: 'en', dir: 'ltr', region: 'US'};
  /** @type {[query: string, expected: Record<string, string | undefined>, attributes: Record<string, string>][]} */
  const URLS = [
    ['widget=helpline-banner&region=US', us, {region: 'US'}],
    ['widget=helpline-banner&amp;region=US&amp;lang=es', {...us, lang: 'es'}, {region: 'US', lang: 'es'}],
    ['widget=helpline-banner&amp;amp;region=US&amp;amp;lang=es', {...us, lang: 'es'}, {region: 'US', lang: 'es'}],
    ['widget=helpline-banner&amp;#038;region=US', us, {region: 'US'}],
    ['widget=helpline-banner?region=US', us, {region: 'US'}],
    ['WIDGET=Recovery-Helpline-Banner&Region=US', us, {region: 'US'}],
    ['widget=+helpline-banner%20&region=%20US%0A', us, {region: 'US'}],
    ['widget=helpline_banner&data-region=US', us, {region: 'US'}],
    ['widget=%E2%80%9Chelpline-banner%E2%80%9D&region=%E2%80%9CUS%E2%80%9D', us, {region: 'US'}],
    ['widget=“helpline-banner”&region=‘US’', us, {region: 'US'}],
    ['widget=%22helpline-banner%22&region=%27US%27&lang=»es«', {...us, lang: 'es'}, {region: 'US', lang: 'es'}],
    ['widget=helpline-banner&region=US&region=GB#region=CA', us, {region: 'US'}],
    [
      'widget=helpline-banner&region=CA-ON&lang=ar-EG',
      {...us, region: 'CA-ON', lang: 'ar', dir: 'rtl'},
      {region: 'CA-ON', lang: 'ar-EG'},
    ],
    [
      'widget=helpline-banner&heading-level=3&theme=dark&variant=compact&no-events',
      {...us, region: undefined},
      {'heading-level': '3', theme: 'dark', variant: 'compact', 'no-events': ''},
    ],
    [
      'widget=helpline-banner&id=x&class=x&style=color:red&onclick=alert(1)&slot=x&hidden&is=x&__proto__=x&utm_source=x',
      {...us, region: undefined},
      {},
    ],
    ['widget=trigger-checklist', {...us, tag: 'recovery-trigger-checklist', region: undefined}, {}],
    ['widget=HelplineBanner&region=US', us, {region: 'US'}],
    ['widget=helpline–banner/&region=US', us, {region: 'US'}],
    ['widget=%3Crecovery-helpline-banner%3E&region=US', us, {region: 'US'}],
    ['data-recovery-widget=helpline-banner&data-region=US', us, {region: 'US'}],
    ['widget=helpline-banner;region=US;lang=es', {...us, lang: 'es'}, {region: 'US', lang: 'es'}],
    ['widget=helpline-banner&amp%3Bregion=US', us, {region: 'US'}],
    ['widget%3Dhelpline-banner%26region%3DUS', us, {region: 'US'}],
    [
      'widget=helpline-banner&operator=Clinic; open=late&phone=555%200100',
      {...us, region: undefined},
      {operator: 'Clinic; open=late', phone: '555 0100'},
    ],
    [
      'widget=helpline-banner&headingLevel=3&no_events=true',
      {...us, region: undefined},
      {'heading-level': '3', 'no-events': 'true'},
    ],
    ['widget=helpline-banner&region=%E0%A4%A&&==&', {...us, region: '\ufffd%A'}, {region: '\ufffd%A'}],
  ];
  test.describe(() => {
    // All on one page, each in a document of its own: a page and two processes for each took most of the time.
    test.describe.configure({mode: 'default'});
    /** @type {import('../support/page.mjs').OpenedPage} */
    let opened;
    test.beforeAll(async ({browser}) => {
      opened = await openPage(browser, hostOf(URLS.map(([query]) => frameOf(query)).join('')));
    });
    test.afterAll(() => opened.close());

    for (const [index, [query, expected, attributes]] of URLS.entries())
      test(`sets the attributes: ${query}`, async () => {
        const frame = await upgradedIn(opened.page, index);
        assert.deepEqual(await setupOf(frame), {...expected, attributes});
      });
  });

  test('selects the widget to show, and its language', async ({open}) => {
    const {page, console} = await open(hostOf(frameOf('widget=helpline-banner&amp;region=US&amp;lang=es')));
    const frame = await upgradedIn(page);
    assert.match(await visibleText(frame), /^Hable con alguien ahora.*1-800-662-4357.*911/);
    assert.equal(await frame.title(), 'Hable con alguien ahora');
    assert.deepEqual(console, []);
  });

  test('selects the language of the title, with a compact banner too', async ({open}) => {
    const {page} = await open(hostOf(frameOf('widget=helpline-banner&amp;variant=compact&amp;lang=ar')));
    const frame = await upgradedIn(page);
    await frame.waitForFunction(() => /[\u0600-\u06ff]/.test(document.title));
  });

  test('may have a helpline in a frame, but not when frame.html is opened by itself', async ({open}) => {
    const query = 'widget=helpline-banner&region=US&phone=900-555-0100&operator=Somebody&phone-name=Help&hours=always';
    const {page} = await open(hostOf(frameOf(query)));
    assert.match(await visibleText(await upgradedIn(page)), /900-555-0100.*run by Somebody/);
    await page.goto(`${CDN}/frame.html?${query}`);
    await page.waitForFunction(() => document.querySelector('main > *')?.shadowRoot?.querySelector('.root'));
    assert.match(await visibleText(page), /1-800-662-4357/);
    assert.doesNotMatch(await visibleText(page), /900-555-0100|Somebody/);
  });

  for (const query of ['', 'region=US', 'widget=', 'widget=no-such', 'widget=__proto__', 'widget=%3Cimg%20src%3Dx%3E'])
    test(`keeps the fallback content and logs the allowed names without a known widget: ${query || 'nothing'}`, async ({
      open,
    }) => {
      const {page, console} = await open(hostOf(frameOf(query)));
      await fits(page);
      const text = await visibleText(await frameIn(page));
      for (const pattern of [/call your local emergency number now/, /Find a helpline where you live/, /número local/])
        assert.match(text, pattern);
      assert.equal(console.length, 1);
      assert.match(
        console[0],
        /^warning: recovery-widgets: frame\.html: invalid value "[^"]*" for “widget”\. Allowed: .*helpline-banner, .*trigger-checklist/,
      );
    });

  test('selects the language of the fallback content if it has no widget', async ({open}) => {
    const {page} = await open(hostOf(frameOf('lang=es')));
    await fits(page);
    assert.doesNotMatch(await visibleText(await frameIn(page)), /Find a helpline/);
    assert.match(await visibleText(await frameIn(page)), /Busque una línea de ayuda/);
  });

  test('falls back to English without a number for an unknown language or region, with a warning for each', async ({
    open,
  }) => {
    const {page, console} = await open(hostOf(frameOf('widget=helpline-banner&region=XX&lang=tlh')));
    const frame = await upgradedIn(page);
    assert.match(await visibleText(frame), /^Talk to someone now.*local emergency number/);
    assert.equal((await setupOf(frame)).lang, 'en');
    assert.equal(console.length, 2);
  });
});

test.describe('fallback content of frame.html', () => {
  const links = (frame) =>
    frame.evaluate(() =>
      [...document.querySelectorAll('a')].filter((link) => link.checkVisibility()).map(({href}) => href),
    );

  for (const [cause, options = {}] of /** @type {[string, import('../support/page.mjs').OpenOptions][]} */ ([
    ['no script at all', {context: {javaScriptEnabled: false}}],
    ['frame.js missing', {fault: (path) => (path === 'frame.js' ? 'fail' : undefined)}],
  ]))
    test(`is there in every language, with lang and a link, with ${cause}`, async ({open}) => {
      const {page} = await open(hostOf(), options);
      await page.waitForLoadState('load');
      const frame = page.frames()[1];
      const locator = page.frameLocator('iframe');
      for (const lang of ['en', 'es', 'ar']) {
        const section = locator.locator(`section[lang=${lang}][dir=${lang === 'ar' ? 'rtl' : 'ltr'}]`);
        await section.getByText(await bannerText('emergencyLocal', lang)).waitFor();
        await section
          .getByText(await bannerText('directory', lang))
          .getByText(DIRECTORY)
          .waitFor();
      }
      assert.ok(await locator.locator('section[lang=en] a[target=_blank][rel~=noopener]').isVisible());
      if (!options.context) assert.deepEqual(new Set(await links(frame)), new Set(['https://findahelpline.com/']));
    });

  test('stays in the requested language until the widget has rendered', async ({open}) => {
    const {held, release} = gate();
    const {page} = await open(hostOf(frameOf('widget=helpline-banner&amp;region=US&amp;lang=es')), {
      fault: (path) => (path.includes('assets') ? held : undefined),
    });
    await page.frameLocator('iframe').locator('recovery-helpline-banner').waitFor();
    const frame = await frameIn(page);
    const fallback = await visibleText(frame);
    assert.ok(fallback.startsWith(await bannerText('emergencyLocal', 'es')), fallback);
    assert.ok(fallback.endsWith(DIRECTORY), fallback);
    release();
    await upgradedIn(page);
    assert.match(await visibleText(frame), /^Hable con alguien ahora/);
  });

  for (const [part, missing, warnings] of /** @type {[string, string | RegExp, RegExp[]][]} */ ([
    ['the loader', 'recovery-widgets.js', []],
    ['the core', '/core.js', [/core\.js could not be loaded/, /banner\.js could not be loaded/]],
    ['the loader and all.js', /^(recovery-widgets|all)\.js/, [/all\.js could not be loaded/]],
  ]))
    test(`either the fallback content or the widget is visible when ${part} cannot be loaded`, async ({open}) => {
      const {page, console} = await open(hostOf(), {
        fault: (path) => (path.search(missing) >= 0 ? 'fail' : undefined),
      });
      await page.waitForLoadState('networkidle');
      // all.js replaces the loader.
      if (missing === 'recovery-widgets.js') await upgradedIn(page);
      const text = await visibleText(await frameIn(page));
      if (warnings.length) assert.ok(text.startsWith(await bannerText('emergencyLocal')), text);
      else assert.match(text, /1-800-662-4357/);
      const ours = console.filter((line) => !line.startsWith('error: Failed to load resource'));
      assert.equal(ours.length, warnings.length, ours.join('\n'));
      warnings.forEach((pattern, index) => assert.match(ours[index], pattern));
    });
});

test.describe('height of the frame', () => {
  test('follows its content: wide, narrow, opened, closed', async ({open}) => {
    const {page, console} = await open(hostOf(frameOf('widget=overdose-warning&amp;region=US')));
    const frame = await upgradedIn(page);
    await page.setViewportSize({width: 1200, height: 800});
    const wide = await fits(page);
    await page.setViewportSize({width: 320, height: 800});
    const narrow = await fits(page);
    assert.ok(narrow > wide + 200, `${narrow} ${wide}`);
    const toggle = () =>
      frame.evaluate(() => document.querySelector('main > *').shadowRoot.querySelector('summary').click());
    await toggle();
    await page.waitForFunction((before) => document.querySelector('iframe').clientHeight > before, narrow);
    const opened = await fits(page);
    await toggle();
    await page.waitForFunction((before) => document.querySelector('iframe').clientHeight < before, opened);
    assert.equal(await fits(page), narrow);
    assert.deepEqual(console, []);
  });

  test('stays as given without the script in the page, and the frame scrolls', async ({open}) => {
    const {page, console} = await open(hostOf(frameOf(), {script: ''}));
    const frame = await upgradedIn(page);
    assert.equal(await heightOf(page), 300);
    assert.equal(await scrolls(frame), true);
    assert.deepEqual(console, []);
  });

  for (const [position, html] of [
    ['before the frames', pageOf(frameOf(), {head: PARENT, script: ''})],
    ['after them', hostOf()],
    ['twice', hostOf(frameOf(), {script: PARENT + PARENT.replace('.js', '.js?again')})],
    ['as a module', hostOf(frameOf(), {script: PARENT.replace('<script', '<script type="module"')})],
  ])
    test(`fits with the script ${position}`, async ({open}) => {
      const {page, console} = await open(html);
      await upgradedIn(page);
      await fits(page);
      assert.deepEqual(console, []);
    });

  test('fits with the script long after the frames, and with frames added later', async ({open}) => {
    const {page} = await open(hostOf(frameOf(), {script: ''}));
    await upgradedIn(page);
    await page.waitForTimeout(100);
    await page.addScriptTag({url: `${CDN}/frame-parent.js`});
    await fits(page);
    await page.evaluate(() => {
      const second = /** @type {HTMLIFrameElement} */ (document.querySelector('iframe').cloneNode());
      second.removeAttribute('style');
      second.src = second.src.replace('helpline-banner', 'trigger-checklist');
      document.querySelector('iframe').after(second);
    });
    await upgradedIn(page, 1);
    const heights = [await fits(page), await fits(page, 1)];
    assert.notEqual(heights[0], heights[1]);
  });

  test('fits in a frame below the fold before the reader scrolls to it', async ({open}) => {
    const {page} = await open(hostOf(`<div style="height: 9000px"></div>${frameOf()}`));
    await upgradedIn(page);
    assert.notEqual(await fits(page), 300);
    assert.equal(await page.evaluate(() => globalThis.scrollY), 0);
  });

  test('is that of the content box, whatever the border, padding and box-sizing', async ({open}) => {
    for (const style of [
      'border: 5px solid; padding: 3px; box-sizing: border-box',
      'border: 5px solid; padding: 3px',
    ]) {
      const {page, close} = await open(hostOf(frameOf(), {head: `<style>iframe {${style}}</style>`}));
      const frame = await upgradedIn(page);
      await expect.poll(async () => (await heightOf(page)) - (await contentHeightOf(frame)), {message: style}).toBe(6);
      await close();
    }
  });

  test('fits in a frame 240 px wide, left to right and right to left', async ({open}) => {
    for (const lang of ['en', 'ar'])
      for (const widget of ['helpline-banner', 'overdose-warning', 'trigger-checklist']) {
        const {page, close} = await open(
          hostOf(frameOf(`widget=${widget}&amp;region=US&amp;lang=${lang}`), {
            head: '<style>iframe {width: 240px; border: 0}</style>',
          }),
        );
        const frame = await upgradedIn(page);
        await fits(page);
        assert.equal(await frame.evaluate(() => document.documentElement.scrollWidth), 240, `${widget} ${lang}`);
        await close();
      }
  });
});

test.describe('messages of the frame', () => {
  test('are accepted from the frame itself only', async ({open}) => {
    const evil = 'https://evil.example/';
    const {page} = await open(hostOf(`${frameOf()}<iframe id="evil" src="${evil}"></iframe>`), {
      pages: {
        [evil]: '<!doctype html><p>Evil</p>',
        // A frame with a URL like ours is accepted, for its own height only.
        [`${evil}frame.html`]: '<!doctype html><p>Evil</p>',
      },
    });
    await upgradedIn(page);
    const right = await fits(page);
    const forge = `parent.postMessage({type: 'recovery-widgets:height', height: 77}, '*')`;
    const other = await frameIn(page, 1);
    await other.evaluate(forge);
    await page.evaluate(forge.replace('parent', 'window'));
    // The window of our frame, navigated to another site: its `src` has another origin than its document.
    await page.evaluate((url) => {
      document.querySelector('iframe').contentWindow?.location.replace(url);
    }, evil);
    await page.frames()[1].waitForURL(evil);
    await page.frames()[1].evaluate(forge);
    await page.waitForTimeout(100);
    assert.deepEqual([await heightOf(page), await heightOf(page, 1)], [right, 150]);
    await page.evaluate((url) => {
      document.querySelector('#evil').src = url;
    }, `${evil}frame.html`);
    await page.frames()[2].waitForURL(`${evil}frame.html`);
    await page.frames()[2].evaluate(forge);
    await page.waitForFunction(() => document.querySelector('#evil').clientHeight === 77);
    assert.equal(await heightOf(page), right);
  });

  test('are ignored without a valid height, and limited when it is too large', async ({open}) => {
    const {page, console} = await open(hostOf());
    const frame = await upgradedIn(page);
    const right = await fits(page);
    const send = (message) => frame.evaluate(`parent.postMessage(${message}, '*')`);
    for (const message of [
      'null',
      '77',
      "'recovery-widgets:height'",
      '{height: 77}',
      "{type: 'height', height: 77}",
      ...['NaN', 'Infinity', "'77'", 'null', '{}', '[77]', 'undefined', '77n'].map(
        (height) => `{type: 'recovery-widgets:height', height: ${height}}`,
      ),
    ])
      await send(message);
    await page.waitForTimeout(100);
    assert.equal(await heightOf(page), right);
    await send("{type: 'recovery-widgets:height', height: 1e9}");
    await page.waitForFunction(() => document.querySelector('iframe').clientHeight === 10_000);
    await send("{type: 'recovery-widgets:height', height: -5}");
    await page.waitForFunction(() => document.querySelector('iframe').clientHeight === 0);
    assert.deepEqual(console, []);
  });

  test('have a height and nothing more', async ({open}) => {
    const {page} = await open(hostOf(frameOf('widget=trigger-checklist&amp;lang=es')), {
      before: (page) =>
        page.addInitScript(() => {
          globalThis.messages = [];
          globalThis.addEventListener('message', ({data}) => globalThis.messages.push(data));
        }),
    });
    const frame = await upgradedIn(page);
    await frame.evaluate(() => document.querySelector('main > *').shadowRoot.querySelector('input').click());
    await fits(page);
    const messages = await page.evaluate(() => globalThis.messages);
    assert.ok(messages.length > 0);
    for (const data of messages) {
      assert.deepEqual(Object.keys(data).sort(), ['height', 'type']);
      assert.equal(data.type, 'recovery-widgets:height');
      assert.ok(Number.isInteger(data.height));
    }
  });

  test('are accepted by the frame only from the page that embeds it', async ({open}) => {
    const {page} = await open(hostOf(`${frameOf()}<iframe id="evil" src="https://evil.example/"></iframe>`), {
      pages: {'https://evil.example/': '<!doctype html><p>Evil</p>'},
    });
    await upgradedIn(page);
    await fits(page);
    const [frame, evil] = [await frameIn(page), await frameIn(page, 1)];
    const forge = "postMessage({type: 'recovery-widgets:scheme', scheme: 'dark'}, '*')";
    await evil.evaluate(`parent.frames[0].${forge}`);
    await frame.evaluate(`window.${forge}`);
    await page.evaluate("frames[0].postMessage({type: 'recovery-widgets:scheme', scheme: 'only dark'}, '*')");
    await page.waitForTimeout(100);
    assert.equal(await schemeIn(frame), 'light');
  });
});

test.describe('color scheme of the frame', () => {
  const styled = (css) => ({head: `<style>${css}</style>`});

  for (const [os, css, scheme] of /** @type {['dark' | 'light', string, string][]} */ ([
    ['dark', '', 'light'],
    ['dark', ':root {color-scheme: light}', 'light'],
    ['dark', ':root {color-scheme: light dark}', 'dark'],
    ['light', ':root {color-scheme: light dark}', 'light'],
    ['light', ':root {color-scheme: dark}', 'dark'],
    ['light', ':root {color-scheme: only dark}', 'dark'],
    ['light', 'iframe {color-scheme: dark}', 'dark'],
    ['light', '</style><meta name="color-scheme" content="dark"><style>', 'dark'],
    ['dark', '</style><meta name="color-scheme" content="light dark"><style>', 'dark'],
    ['light', '</style><meta name="color-scheme" content="light dark"><style>', 'light'],
    ['light', '</style><meta name="color-scheme" content="dark"><style>:root {color-scheme: light}', 'light'],
  ]))
    test(`is ${scheme} on a page with “${css}” on a ${os} system`, async ({open}) => {
      const {page} = await open(hostOf(frameOf(), styled(css)), {context: {colorScheme: os}});
      await upgradedIn(page);
      await untilScheme(page, scheme);
    });

  test('follows changes of the system, and of a class or an attribute of the page', async ({open}) => {
    const {page, console} = await open(
      hostOf(
        frameOf(),
        styled(
          ':root {color-scheme: light dark} .night {color-scheme: dark} body[data-mode=day] {color-scheme: light}',
        ),
      ),
      {context: {colorScheme: 'light'}},
    );
    await upgradedIn(page);
    await fits(page);
    await untilScheme(page, 'light');
    await page.emulateMedia({colorScheme: 'dark'});
    await untilScheme(page, 'dark');
    await page.emulateMedia({colorScheme: 'light'});
    await untilScheme(page, 'light');
    await page.evaluate(() => document.documentElement.classList.add('night'));
    await untilScheme(page, 'dark');
    await page.evaluate(() => {
      document.body.dataset.mode = 'day';
    });
    await untilScheme(page, 'light');
    assert.deepEqual(console, []);
  });

  test('is sent again to a frame that is loaded again', async ({open}) => {
    const {page} = await open(hostOf(frameOf(), styled(':root {color-scheme: dark}')), {
      context: {colorScheme: 'light'},
    });
    await upgradedIn(page);
    await untilScheme(page, 'dark');
    await page.evaluate(() => {
      document.querySelector('iframe').src += '&lang=es';
    });
    await page.frames()[1].waitForURL(/lang=es/);
    await upgradedIn(page);
    await untilScheme(page, 'dark');
  });

  test('is that of a theme in the URL of the frame', async ({open}) => {
    const {page} = await open(
      hostOf(frameOf('widget=helpline-banner&amp;theme=Light'), styled(':root {color-scheme: dark}')),
    );
    await upgradedIn(page);
    await fits(page);
    await page.waitForTimeout(100);
    assert.equal(await schemeIn(await frameIn(page)), 'light');
  });

  test('leaves no box of the other color around the widget', async ({open}) => {
    // A transparent frame shows the color of the page at rounded corners and in the margins of a wide frame.
    const {page} = await open(
      hostOf(
        frameOf('widget=no-such'),
        styled('html {color-scheme: dark; background: rgb(1, 2, 3)} iframe {border: 0}'),
      ),
      {context: {colorScheme: 'light'}},
    );
    await fits(page);
    await untilScheme(page, 'dark');
    assert.equal(
      await page.frames()[1].evaluate(() => getComputedStyle(document.body).backgroundColor),
      'rgba(0, 0, 0, 0)',
    );
    // A point between two sections.
    const gap = await page
      .frames()[1]
      .evaluate(() => document.querySelector('section').getBoundingClientRect().bottom + 4);
    const box = (await (await page.$('iframe'))?.boundingBox()) ?? assert.fail('no box');
    const shot = await page.screenshot({clip: {x: box.x + 40, y: box.y + gap, width: 1, height: 1}});
    const [red, green, blue] = await page.evaluate(async (data) => {
      const image = new globalThis.Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const element = Object.assign(document.createElement('canvas'), {width: 1, height: 1});
      const canvas = /** @type {CanvasRenderingContext2D} */ (element.getContext('2d'));
      canvas.drawImage(image, 0, 0);
      return canvas.getImageData(0, 0, 1, 1).data;
    }, shot.toString('base64'));
    assert.deepEqual([red, green, blue], [1, 2, 3]);
  });
});

test.describe('links in the frame', () => {
  const strict = {
    'content-security-policy': `default-src 'none'; frame-src ${CDN}/; script-src ${CDN}/frame-parent.js`,
  };

  const call = 'a[href^="tel:"]';
  const text = 'a[href^="sms:"]';
  const site = 'a[href^="https:"] >> visible=true';

  for (const [place, options] of /** @type {[string, Record<string, any>][]} */ ([
    ['', {}],
    [', on a page that says what it may frame', {headers: strict}],
    [', in a sandbox as advised', {attributes: LOOSE, headers: strict}],
  ])) {
    for (const link of [call, text])
      test(`hand ${link} to the system without a new tab${place}`, async ({followLink}) => {
        const {navigations, tabs, console} = await followLink(link, options);
        assert.equal(navigations.length, 1);
        assert.match(navigations[0], /^(tel|sms):/);
        assert.deepEqual([tabs, console], [[], []]);
      });
  }

  test('keep a phone number in the frame when its sandbox forbids more', async ({followLink}) => {
    const {navigations, tabs} = await followLink(call, {attributes: 'sandbox="allow-scripts"', headers: strict});
    assert.deepEqual([navigations, tabs], [[], []]);
  });

  test('leave no empty tab for a phone number when the sandbox allows only new tabs', async ({followLink}) => {
    const {navigations, tabs, console} = await followLink(call, {
      attributes: 'sandbox="allow-scripts allow-popups"',
      headers: strict,
    });
    assert.deepEqual([navigations, tabs], [[], []]);
    assert.equal(console.filter((line) => /Blocked opening|blocked by sandbox/.test(line)).length, 0);
  });

  for (const [place, attributes] of [
    ['', ''],
    [', in a sandbox as advised', LOOSE],
  ])
    test(`open a site in a new tab without an opener${place}`, async ({open}) => {
      // Without a region, the widget links to the directory.
      const opened = [];
      const {page, console} = await open(hostOf(frameOf('widget=helpline-banner', attributes)), {
        before: async (page) => {
          await page.context().route('**/*', (route) => route.fulfill({contentType: 'text/html', body: 'outside'}));
          page.on('popup', (popup) => opened.push(popup));
        },
      });
      const frame = await upgradedIn(page);
      await fits(page);
      const [tab] = await Promise.all([page.waitForEvent('popup'), frame.locator(site).first().click()]);
      await tab.waitForURL('https://findahelpline.com/');
      await page.waitForTimeout(300);
      assert.deepEqual(
        opened.map((tab) => tab.url()),
        ['https://findahelpline.com/'],
      );
      assert.deepEqual(await opened[0].evaluate(() => [globalThis.opener, document.referrer, globalThis.origin]), [
        null,
        '',
        'https://findahelpline.com',
      ]);
      assert.equal(page.url(), `${HOST}/`);
      assert.match(frame.url(), /frame\.html/);
      assert.deepEqual(console, []);
    });
});

test.describe('frame.html on strict pages and in sandboxes', () => {
  for (const cors of [true, false])
    for (const sandbox of ['allow-scripts', 'allow-scripts allow-same-origin', ''])
      test(`works with sandbox="${sandbox}", ${cors ? 'with' : 'without'} CORS headers of the host`, async ({open}) => {
        const {page, requests, console} = await open(
          hostOf(frameOf('widget=helpline-banner&amp;region=US&amp;lang=es', `sandbox="${sandbox}"`), {
            head: '<style>:root {color-scheme: dark}</style>',
          }),
          {cors, context: {colorScheme: 'light'}},
        );
        if (!sandbox) {
          // No script at all.
          await page.frameLocator('iframe').getByText('Busque una línea de ayuda').waitFor();
          return;
        }
        const frame = await upgradedIn(page);
        await fits(page);
        await untilScheme(page, 'dark');
        assert.match(await visibleText(frame), /^Hable con alguien ahora.*1-800-662-4357/);
        const isRequested = (file) => requests.includes(`${CDN}/${file}`);
        const isBlocked = sandbox === 'allow-scripts' && !cors;
        assert.equal(isRequested('all.js'), isBlocked);
        // The browser itself logs the failed attempt.
        const ours = console.filter((line) => !isBlocked || !/CORS policy|Failed to load resource/.test(line));
        assert.deepEqual(ours, []);
      });

  test('works on a page with strict headers that allow the frame and its script', async ({open}) => {
    const {page, console} = await open(hostOf(), {
      headers: {
        'content-security-policy': `default-src 'none'; frame-src ${CDN}/frame.html; script-src ${CDN}/frame-parent.js; require-trusted-types-for 'script'; trusted-types 'none'`,
      },
    });
    await upgradedIn(page);
    await fits(page);
    assert.deepEqual(console, []);
  });

  test('runs no inline script', async ({open}) => {
    const {page} = await open(hostOf());
    const frame = await upgradedIn(page);
    const ran = await frame.evaluate(async () => {
      const inline = document.createElement('script');
      inline.textContent = 'globalThis.ran = true';
      document.body.append(inline);
      const image = document.createElement('img');
      image.setAttribute('onerror', 'globalThis.ran = true');
      image.src = 'missing.png';
      document.body.append(image);
      await new Promise((done) => setTimeout(done, 100));
      return Boolean(globalThis.ran);
    });
    assert.equal(ran, false);
  });

  test('runs all widgets under its own headers: ticked, opened, printed', async ({open}) => {
    for (const widget of WIDGETS) {
      const {page, console, close} = await open(hostOf(frameOf(`widget=${widget}&amp;region=US`)));
      const frame = await upgradedIn(page);
      await frame.evaluate(async () => {
        const element = document.querySelector('main > *');
        const each = (selector) =>
          [...element.shadowRoot.querySelectorAll(selector)].forEach((control) => control.click());
        each('input, summary');
        await element.updateComplete;
        each('button.primary');
      });
      await page.waitForTimeout(200);
      if (widget === 'trigger-checklist')
        assert.ok(
          await frame.evaluate(
            () =>
              document.querySelector('main > *').shadowRoot.querySelector('iframe').contentDocument.body.textContent
                .length > 100,
          ),
          'the print sheet has the plan',
        );
      assert.deepEqual(console, [], widget);
      await close();
    }
  });

  test('copies a number where the page allows it', async ({open}) => {
    for (const [attributes, status] of /** @type {[string, RegExp][]} */ ([
      ['allow="clipboard-write"', /Number copied/],
      ['', /did not allow copying/],
    ])) {
      const {page, close} = await open(hostOf(frameOf(undefined, attributes)), {
        context: {permissions: ['clipboard-write']},
      });
      const frame = await upgradedIn(page);
      await frame.locator('button.copy').first().click();
      await frame.getByText(status).waitFor();
      await close();
    }
  });
});

test('frame.html and its script in the page use no storage, cookie, request by script or other origin', async ({
  open,
}) => {
  const {page, requests} = await open(hostOf(), {
    before: trapPrivacyApis,
  });
  const frame = await upgradedIn(page);
  await fits(page);
  for (const each of [page, frame]) assert.deepEqual(await each.evaluate(() => globalThis.used), []);
  assert.deepEqual(
    requests.filter((url) => !/^https:\/\/(partner|cdn)\.example\//.test(url)),
    [],
  );
});

test('frame.html sends no referrer, and the page only with its own script', async ({open}) => {
  const {html} = await snippet('helpline-banner', {region: 'US', form: 'frame', base: `${CDN}/`});
  const referrers = [];
  const {page, requests} = await open(pageOf(html, {script: ''}), {
    before: (page) =>
      page.on('request', (request) => {
        const {referer} = request.headers();
        if (request.url().startsWith(CDN) && referer) referrers.push([request.url(), referer]);
      }),
  });
  await upgradedIn(page);
  assert.ok(requests.filter((url) => url.startsWith(CDN)).length >= 6);
  // Requests of the page itself follow its own policy, as docs/hosting.md says.
  assert.deepEqual(referrers, [[`${CDN}/frame-parent.js`, `${HOST}/`]]);
});

test('frame.html prints the widget, folded content included, in black also on a dark page', async ({open}) => {
  const {page} = await open(
    hostOf(frameOf('widget=overdose-warning&amp;region=US'), {head: '<style>:root {color-scheme: dark}</style>'}),
  );
  const frame = await upgradedIn(page);
  await fits(page);
  await page.emulateMedia({media: 'print'});
  const {color, sources} = await frame.evaluate(() => {
    const {shadowRoot} = document.querySelector('main > *');
    return {
      color: getComputedStyle(shadowRoot.querySelector('.card')).color,
      sources: shadowRoot.querySelector('details li').checkVisibility(),
    };
  });
  assert.equal(color, 'rgb(27, 39, 51)');
  assert.equal(sources, true, 'folded content is printed');
  await fits(page);
});
