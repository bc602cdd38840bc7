import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {snippet} from '../../src/tools/html/snippet.mjs';
import {CDN, HOST, launch, open, pageOf, seen, WIDGETS} from '../support/harness.mjs';

/** The frame of a snippet. */
const frameOf = (query = 'widget=helpline-banner&amp;region=US', attributes = '') =>
  `<iframe title="Help" src="${CDN}/frame.html?${query}" width="100%" height="300" ${attributes}></iframe>`;
const PARENT = `<script src="${CDN}/frame-parent.js"></script>`;
/** A page with frames, and the script that sets their height. */
const hostOf = (frames = frameOf(), {head = '', script = PARENT} = {}) => pageOf(frames, {head, script});
const LOOSE =
  'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"';

describe('frame.html', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  const framesIn = async (page) =>
    Promise.all((await page.$$('iframe')).map(async (element) => element.contentFrame()));
  const frameIn = async (page) => (await framesIn(page))[0];

  /** The document in the frame, once the widget has its own look. */
  async function upgradedIn(page, index = 0) {
    const frame = (await framesIn(page))[index];
    // By the clock: below the fold a browser draws no frame of another origin.
    await frame.waitForFunction(
      () => document.querySelector('main > *')?.shadowRoot?.querySelector('.root'),
      undefined,
      {polling: 50},
    );
    return frame;
  }

  /** What the script made of the address. */
  const made = (frame) =>
    frame.evaluate(() => {
      const {lang, dir, dataset} = document.documentElement;
      const widget = document.querySelector('main > *');
      const attributes = Object.fromEntries([...widget.attributes].map(({name, value}) => [name, value]));
      return {lang, dir, region: dataset.recoveryRegion, tag: widget.localName, attributes};
    });

  const heightOf = (page, index = 0) =>
    page.evaluate((at) => document.querySelectorAll('iframe')[at].clientHeight, index);
  const contentOf = (frame) => frame.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height));

  /** Waits until the frame is as high as what is in it. */
  async function fits(page, index = 0) {
    const frame = (await framesIn(page))[index];
    let heights = [];
    for (let turn = 0; turn < 60; turn++) {
      heights = [await heightOf(page, index), await contentOf(frame)];
      if (heights[0] === heights[1]) {
        assert.equal(await frame.evaluate(() => document.documentElement.scrollHeight > innerHeight), false);
        return heights[0];
      }
      await page.waitForTimeout(50);
    }
    return assert.equal(heights[0], heights[1], 'height of the frame, height of what is in it');
  }

  const schemeIn = (frame) =>
    frame.evaluate(() => {
      const probe = document.body.appendChild(document.createElement('p'));
      probe.style.color = 'light-dark(rgb(255, 255, 255), rgb(0, 0, 0))';
      const {color} = getComputedStyle(probe);
      probe.remove();
      return color === 'rgb(0, 0, 0)' ? 'dark' : 'light';
    });
  async function schemeBecomes(page, scheme, index = 0) {
    const frame = (await framesIn(page))[index];
    for (let turn = 0; turn < 60 && (await schemeIn(frame)) !== scheme; turn++) await page.waitForTimeout(50);
    assert.equal(await schemeIn(frame), scheme);
  }

  describe('reads the address', () => {
    const us = {tag: 'recovery-helpline-banner', lang: 'en', dir: 'ltr', region: 'US'};
    for (const [query, expected, attributes] of [
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
    ])
      it(query, async () => {
        const {page, close} = await open(browser, hostOf(frameOf(query)));
        const frame = await upgradedIn(page);
        assert.deepEqual(await made(frame), {...expected, attributes});
        await close();
      });

    it('shows what the address asks for', async () => {
      const {page, console, close} = await open(
        browser,
        hostOf(frameOf('widget=helpline-banner&amp;region=US&amp;lang=es')),
      );
      const frame = await upgradedIn(page);
      assert.match(await seen(frame), /^Hable con alguien ahora.*1-800-662-4357.*911/);
      assert.equal(await frame.title(), 'Hable con alguien ahora');
      assert.deepEqual(console, []);
      await close();
    });

    it('has a title in its language, in one line too', async () => {
      const {page, close} = await open(
        browser,
        hostOf(frameOf('widget=helpline-banner&amp;variant=compact&amp;lang=ar')),
      );
      const frame = await upgradedIn(page);
      await frame.waitForFunction(() => /[\u0600-\u06ff]/.test(document.title));
      await close();
    });

    it('takes a line of the page’s own in a frame, never in a link to the page itself', async () => {
      const query =
        'widget=helpline-banner&region=US&phone=900-555-0100&operator=Somebody&phone-name=Help&hours=always';
      const {page, close} = await open(browser, hostOf(frameOf(query)));
      assert.match(await seen(await upgradedIn(page)), /900-555-0100.*run by Somebody/);
      await page.goto(`${CDN}/frame.html?${query}`);
      await page.waitForFunction(() => document.querySelector('main > *')?.shadowRoot?.querySelector('.root'));
      assert.match(await seen(page), /1-800-662-4357/);
      assert.doesNotMatch(await seen(page), /900-555-0100|Somebody/);
      await close();
    });

    for (const query of [
      '',
      'region=US',
      'widget=',
      'widget=no-such',
      'widget=__proto__',
      'widget=%3Cimg%20src%3Dx%3E',
    ])
      it(`without a widget that it knows (${query || 'nothing'}) keeps the words, and says what is allowed`, async () => {
        const {page, console, close} = await open(browser, hostOf(frameOf(query)));
        await fits(page);
        const text = await seen(await frameIn(page));
        for (const words of [/call your local emergency number now/, /Find a helpline where you live/, /número local/])
          assert.match(text, words);
        assert.equal(console.length, 1);
        assert.match(
          console[0],
          /^warning: recovery-widgets: frame\.html does not understand widget="[^"]*"\. Allowed: .*helpline-banner, .*trigger-checklist/,
        );
        await close();
      });

    it('keeps the words of the language asked for, where there is no widget', async () => {
      const {page, close} = await open(browser, hostOf(frameOf('lang=es')));
      await fits(page);
      assert.doesNotMatch(await seen(await frameIn(page)), /Find a helpline/);
      assert.match(await seen(await frameIn(page)), /Busque una línea de ayuda/);
      await close();
    });

    it('an unknown language or region is English without a number, with a warning each', async () => {
      const {page, console, close} = await open(browser, hostOf(frameOf('widget=helpline-banner&region=XX&lang=tlh')));
      const frame = await upgradedIn(page);
      assert.match(await seen(frame), /^Talk to someone now.*local emergency number/);
      assert.equal((await made(frame)).lang, 'en');
      assert.equal(console.length, 2);
      await close();
    });
  });

  describe('words', () => {
    const links = (frame) =>
      frame.evaluate(() =>
        [...document.querySelectorAll('a')].filter((link) => link.checkVisibility()).map(({href}) => href),
      );

    for (const [what, options] of [
      ['no script at all', {context: {javaScriptEnabled: false}}],
      ['frame.js missing', {fault: (path) => (path === 'frame.js' ? 'fail' : undefined)}],
    ])
      it(`with ${what}: in every language, each marked as such, with a link`, async () => {
        const {page, close} = await open(browser, hostOf(), options);
        await page.waitForLoadState('load');
        const frame = page.frames()[1];
        const locator = page.frameLocator('iframe');
        for (const [lang, words] of [
          ['en', 'Find a helpline where you live'],
          ['es', 'Busque una línea de ayuda donde usted vive'],
          ['ar', 'للعثور على خط مساعدة حيث تعيشون'],
        ]) {
          const section = locator.locator(`section[lang=${lang}][dir=${lang === 'ar' ? 'rtl' : 'ltr'}]`);
          await section.getByText(words).waitFor();
        }
        assert.ok(await locator.locator('section[lang=en] a[target=_blank][rel~=noopener]').isVisible());
        if (!options.context) assert.deepEqual(new Set(await links(frame)), new Set(['https://findahelpline.com/']));
        await close();
      });

    it('stay, in the language asked for, until the widget is there', async () => {
      let letGo;
      const arrives = new Promise((resolve) => {
        letGo = resolve;
      });
      const {page, close} = await open(browser, hostOf(frameOf('widget=helpline-banner&amp;region=US&amp;lang=es')), {
        fault: (path) => (path.includes('assets') ? arrives : undefined),
      });
      await page.frameLocator('iframe').locator('recovery-helpline-banner').waitFor();
      const frame = await frameIn(page);
      assert.match(await seen(frame), /^Si cree que alguien puede estar muriendo.*Find A Helpline$/);
      letGo();
      await upgradedIn(page);
      assert.match(await seen(frame), /^Hable con alguien ahora/);
      await close();
    });

    for (const [what, missing, says] of [
      ['the loader', 'recovery-widgets.js', []],
      ['the core', '/core.js', [/core\.js could not be loaded/, /banner\.js could not be loaded/]],
      ['the loader and all.js', /^(recovery-widgets|all)\.js/, [/all\.js could not be loaded/]],
    ])
      it(`or the widget are there when ${what} cannot be loaded`, async () => {
        const {page, console, close} = await open(browser, hostOf(), {
          fault: (path) => (path.search(missing) >= 0 ? 'fail' : undefined),
        });
        await page.waitForLoadState('networkidle');
        // all.js does what the loader would have done.
        if (missing === 'recovery-widgets.js') await upgradedIn(page);
        assert.match(await seen(await frameIn(page)), says.length ? /^If someone may be dying/ : /1-800-662-4357/);
        const ours = console.filter((line) => !line.startsWith('error: Failed to load resource'));
        assert.equal(ours.length, says.length, ours.join('\n'));
        says.forEach((pattern, index) => assert.match(ours[index], pattern));
        await close();
      });
  });

  describe('height', () => {
    it('follows what is in the frame: wide, narrow, opened, closed', async () => {
      const {page, console, close} = await open(browser, hostOf(frameOf('widget=overdose-warning&amp;region=US')));
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
      await close();
    });

    it('without the script of the page stays as given, and the frame scrolls', async () => {
      const {page, console, close} = await open(browser, hostOf(frameOf(), {script: ''}));
      const frame = await upgradedIn(page);
      assert.equal(await heightOf(page), 300);
      assert.equal(await frame.evaluate(() => document.documentElement.scrollHeight > innerHeight), true);
      assert.deepEqual(console, []);
      await close();
    });

    for (const [what, html] of [
      ['before the frames', pageOf(frameOf(), {head: PARENT, script: ''})],
      ['after them', hostOf()],
      ['twice', hostOf(frameOf(), {script: PARENT + PARENT.replace('.js', '.js?again')})],
      ['as a module', hostOf(frameOf(), {script: PARENT.replace('<script', '<script type="module"')})],
    ])
      it(`with the script ${what}`, async () => {
        const {page, console, close} = await open(browser, html);
        await upgradedIn(page);
        await fits(page);
        assert.deepEqual(console, []);
        await close();
      });

    it('with the script long after, and with frames added later', async () => {
      const {page, close} = await open(browser, hostOf(frameOf(), {script: ''}));
      await upgradedIn(page);
      await page.waitForTimeout(100);
      await page.addScriptTag({url: `${CDN}/frame-parent.js`});
      await fits(page);
      await page.evaluate(() => {
        const second = document.querySelector('iframe').cloneNode();
        second.removeAttribute('style');
        second.src = second.src.replace('helpline-banner', 'trigger-checklist');
        document.querySelector('iframe').after(second);
      });
      await upgradedIn(page, 1);
      const heights = [await fits(page), await fits(page, 1)];
      assert.notEqual(heights[0], heights[1]);
      await close();
    });

    it('is there before a frame below the fold is scrolled to', async () => {
      const {page, close} = await open(browser, hostOf(`<div style="height: 9000px"></div>${frameOf()}`));
      await upgradedIn(page);
      assert.notEqual(await fits(page), 300);
      assert.equal(await page.evaluate(() => globalThis.scrollY), 0);
      await close();
    });

    it('is that of the frame’s inside, whatever its border and box', async () => {
      for (const style of [
        'border: 5px solid; padding: 3px; box-sizing: border-box',
        'border: 5px solid; padding: 3px',
      ]) {
        const {page, close} = await open(browser, hostOf(frameOf(), {head: `<style>iframe {${style}}</style>`}));
        const frame = await upgradedIn(page);
        for (let turn = 0; turn < 60 && (await heightOf(page)) !== (await contentOf(frame)) + 6; turn++)
          await page.waitForTimeout(50);
        assert.equal(await heightOf(page), (await contentOf(frame)) + 6, style);
        await close();
      }
    });

    it('fits a frame 240 px wide, left to right and right to left, in large text too', async () => {
      for (const lang of ['en', 'ar'])
        for (const widget of ['helpline-banner', 'overdose-warning', 'trigger-checklist']) {
          const {page, close} = await open(
            browser,
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

  describe('messages', () => {
    it('are heard from the frame itself alone', async () => {
      const evil = 'https://evil.example/';
      const {page, close} = await open(browser, hostOf(`${frameOf()}<iframe id="evil" src="${evil}"></iframe>`), {
        pages: {
          [evil]: '<!doctype html><p>Evil</p>',
          // An address like ours is heard, for its own frame only.
          [`${evil}frame.html`]: '<!doctype html><p>Evil</p>',
        },
      });
      await upgradedIn(page);
      const right = await fits(page);
      const forge = `parent.postMessage({type: 'recovery-widgets:height', height: 77}, '*')`;
      const [, other] = await framesIn(page);
      await other.evaluate(forge);
      await page.evaluate(forge.replace('parent', 'window'));
      // The window of our frame, gone elsewhere: its address names an origin that it is not of.
      await page.evaluate((url) => {
        document.querySelector('iframe').contentWindow.location.replace(url);
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
      await close();
    });

    it('with a height that is none are not heard; one that is too much is cut', async () => {
      const {page, console, close} = await open(browser, hostOf());
      const frame = await upgradedIn(page);
      const right = await fits(page);
      const say = (message) => frame.evaluate(`parent.postMessage(${message}, '*')`);
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
        await say(message);
      await page.waitForTimeout(100);
      assert.equal(await heightOf(page), right);
      await say("{type: 'recovery-widgets:height', height: 1e9}");
      await page.waitForFunction(() => document.querySelector('iframe').clientHeight === 10_000);
      await say("{type: 'recovery-widgets:height', height: -5}");
      await page.waitForFunction(() => document.querySelector('iframe').clientHeight === 0);
      assert.deepEqual(console, []);
      await close();
    });

    it('carry a height and nothing else', async () => {
      const {page, close} = await open(browser, hostOf(frameOf('widget=trigger-checklist&amp;lang=es')), {
        before: (page) =>
          page.addInitScript(() => {
            globalThis.heard = [];
            globalThis.addEventListener('message', ({data}) => globalThis.heard.push(data));
          }),
      });
      const frame = await upgradedIn(page);
      await frame.evaluate(() => document.querySelector('main > *').shadowRoot.querySelector('input').click());
      await fits(page);
      const heard = await page.evaluate(() => globalThis.heard);
      assert.ok(heard.length > 0);
      for (const data of heard) {
        assert.deepEqual(Object.keys(data).sort(), ['height', 'type']);
        assert.equal(data.type, 'recovery-widgets:height');
        assert.ok(Number.isInteger(data.height));
      }
      await close();
    });

    it('are heard in the frame from the page around it alone', async () => {
      const {page, close} = await open(
        browser,
        hostOf(`${frameOf()}<iframe id="evil" src="https://evil.example/"></iframe>`),
        {
          pages: {'https://evil.example/': '<!doctype html><p>Evil</p>'},
        },
      );
      await upgradedIn(page);
      await fits(page);
      const [frame, evil] = await framesIn(page);
      const forge = "postMessage({type: 'recovery-widgets:scheme', scheme: 'dark'}, '*')";
      await evil.evaluate(`parent.frames[0].${forge}`);
      await frame.evaluate(`window.${forge}`);
      await page.evaluate("frames[0].postMessage({type: 'recovery-widgets:scheme', scheme: 'only dark'}, '*')");
      await page.waitForTimeout(100);
      assert.equal(await schemeIn(frame), 'light');
      await close();
    });
  });

  describe('light and dark', () => {
    const styled = (css) => ({head: `<style>${css}</style>`});

    for (const [os, css, scheme] of [
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
    ])
      it(`a page with “${css}” on a ${os} system is ${scheme} in the frame`, async () => {
        const {page, close} = await open(browser, hostOf(frameOf(), styled(css)), {context: {colorScheme: os}});
        await upgradedIn(page);
        await schemeBecomes(page, scheme);
        await close();
      });

    it('follow the page live: system, class, attribute of the body', async () => {
      const {page, console, close} = await open(
        browser,
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
      await schemeBecomes(page, 'light');
      await page.emulateMedia({colorScheme: 'dark'});
      await schemeBecomes(page, 'dark');
      await page.emulateMedia({colorScheme: 'light'});
      await schemeBecomes(page, 'light');
      await page.evaluate(() => document.documentElement.classList.add('night'));
      await schemeBecomes(page, 'dark');
      await page.evaluate(() => {
        document.body.dataset.mode = 'day';
      });
      await schemeBecomes(page, 'light');
      assert.deepEqual(console, []);
      await close();
    });

    it('a frame that is loaded again is told again', async () => {
      const {page, close} = await open(browser, hostOf(frameOf(), styled(':root {color-scheme: dark}')), {
        context: {colorScheme: 'light'},
      });
      await upgradedIn(page);
      await schemeBecomes(page, 'dark');
      await page.evaluate(() => {
        document.querySelector('iframe').src += '&lang=es';
      });
      await page.frames()[1].waitForURL(/lang=es/);
      await upgradedIn(page);
      await schemeBecomes(page, 'dark');
      await close();
    });

    it('a theme in the address stays', async () => {
      const {page, close} = await open(
        browser,
        hostOf(frameOf('widget=helpline-banner&amp;theme=Light'), styled(':root {color-scheme: dark}')),
      );
      await upgradedIn(page);
      await fits(page);
      await page.waitForTimeout(100);
      assert.equal(await schemeIn(await frameIn(page)), 'light');
      await close();
    });

    it('show no box of the other color around the widget', async () => {
      // A transparent frame shows the page: its color, beside the corners that are round and under the margin of a wide one.
      const {page, close} = await open(
        browser,
        hostOf(
          frameOf('widget=no-such'),
          styled('html {color-scheme: dark; background: rgb(1, 2, 3)} iframe {border: 0}'),
        ),
        {context: {colorScheme: 'light'}},
      );
      await fits(page);
      await schemeBecomes(page, 'dark');
      assert.equal(
        await page.frames()[1].evaluate(() => getComputedStyle(document.body).backgroundColor),
        'rgba(0, 0, 0, 0)',
      );
      // Between two of the sections.
      const gap = await page
        .frames()[1]
        .evaluate(() => document.querySelector('section').getBoundingClientRect().bottom + 4);
      const box = await (await page.$('iframe')).boundingBox();
      const shot = await page.screenshot({clip: {x: box.x + 40, y: box.y + gap, width: 1, height: 1}});
      const [red, green, blue] = await page.evaluate(async (data) => {
        const image = new globalThis.Image();
        image.src = `data:image/png;base64,${data}`;
        await image.decode();
        const canvas = Object.assign(document.createElement('canvas'), {width: 1, height: 1}).getContext('2d');
        canvas.drawImage(image, 0, 0);
        return canvas.getImageData(0, 0, 1, 1).data;
      }, shot.toString('base64'));
      assert.deepEqual([red, green, blue], [1, 2, 3]);
      await close();
    });
  });

  describe('links', () => {
    const strict = {
      'content-security-policy': `default-src 'none'; frame-src ${CDN}/; script-src ${CDN}/frame-parent.js`,
    };

    /** Where a click in the frame leads: the addresses gone to, by whether the whole page goes there or a new tab. */
    async function followed(link, {attributes = '', ...options} = {}) {
      const opened = [];
      const {page, console, close} = await open(browser, hostOf(frameOf(undefined, attributes)), {
        ...options,
        before: async (page) => {
          await page.context().route('**/*', (route) => route.fulfill({contentType: 'text/html', body: 'outside'}));
          page.on('popup', (popup) => opened.push(popup));
        },
      });
      const frame = await upgradedIn(page);
      await fits(page);
      const cdp = await page.context().newCDPSession(page);
      await cdp.send('Page.enable');
      const {frameTree} = await cdp.send('Page.getFrameTree');
      const whole = [];
      cdp.on('Page.frameStartedNavigating', ({frameId, url}) => frameId === frameTree.frame.id && whole.push(url));
      console.length = 0;
      await frame.locator(link).first().click();
      await page.waitForTimeout(400);
      const tabs = await Promise.all(
        opened
          .filter((tab) => !tab.isClosed())
          .map(async (tab) => ({url: tab.url(), opener: await tab.evaluate(() => globalThis.opener !== null)})),
      );
      const words = await seen(page.frames()[1]);
      const url = page.url();
      await close();
      assert.equal(url, `${HOST}/`);
      assert.match(words, /1-800-662-4357/, 'the widget is still there');
      return {whole, tabs, console};
    }
    const call = 'a[href^="tel:"]';
    const text = 'a[href^="sms:"]';
    const site = 'a[href^="https:"] >> visible=true';

    for (const [what, options] of [
      ['', {}],
      [', on a page that says what it may frame', {headers: strict}],
      [', in a sandbox as advised', {attributes: LOOSE, headers: strict}],
    ]) {
      for (const link of [call, text])
        it(`${link} is handed on, without a tab${what}`, async () => {
          const {whole, tabs, console} = await followed(link, options);
          assert.equal(whole.length, 1);
          assert.match(whole[0], /^(tel|sms):/);
          assert.deepEqual([tabs, console], [[], []]);
        });
    }

    it('a number stays in the frame when a sandbox does not let it out', async () => {
      const {whole, tabs} = await followed(call, {attributes: 'sandbox="allow-scripts"', headers: strict});
      assert.deepEqual([whole, tabs], [[], []]);
    });

    it('a number in a sandbox that lets only new tabs out leaves no empty one', async () => {
      const {whole, tabs, console} = await followed(call, {
        attributes: 'sandbox="allow-scripts allow-popups"',
        headers: strict,
      });
      assert.deepEqual([whole, tabs], [[], []]);
      assert.equal(console.filter((line) => /Blocked opening|blocked by sandbox/.test(line)).length, 0);
    });

    for (const [what, attributes] of [
      ['', ''],
      [', in a sandbox as advised', LOOSE],
    ])
      it(`a site opens in a new tab that cannot reach back${what}`, async () => {
        // A region of which we know no line shows the directory.
        const opened = [];
        const {page, console, close} = await open(browser, hostOf(frameOf('widget=helpline-banner', attributes)), {
          before: async (page) => {
            await page.context().route('**/*', (route) => route.fulfill({contentType: 'text/html', body: 'outside'}));
            page.on('popup', (popup) => opened.push(popup));
          },
        });
        const frame = await upgradedIn(page);
        await frame.locator(site).first().click();
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
        await close();
      });
  });

  describe('strict and sandboxed', () => {
    for (const cors of [true, false])
      for (const sandbox of ['allow-scripts', 'allow-scripts allow-same-origin', ''])
        it(`works with sandbox="${sandbox}", ${cors ? 'with' : 'without'} CORS headers of the host`, async () => {
          const {page, requests, console, close} = await open(
            browser,
            hostOf(frameOf('widget=helpline-banner&amp;region=US&amp;lang=es', `sandbox="${sandbox}"`), {
              head: '<style>:root {color-scheme: dark}</style>',
            }),
            {cors, context: {colorScheme: 'light'}},
          );
          if (!sandbox) {
            // No script at all.
            await page.frameLocator('iframe').getByText('Busque una línea de ayuda').waitFor();
            await close();
            return;
          }
          const frame = await upgradedIn(page);
          await fits(page);
          await schemeBecomes(page, 'dark');
          assert.match(await seen(frame), /^Hable con alguien ahora.*1-800-662-4357/);
          const asks = (file) => requests.includes(`${CDN}/${file}`);
          const isClosed = sandbox === 'allow-scripts' && !cors;
          assert.equal(asks('all.js'), isClosed);
          // What the browser itself says of the try.
          const ours = console.filter((line) => !isClosed || !/CORS policy|Failed to load resource/.test(line));
          assert.deepEqual(ours, []);
          await close();
        });

    it('works on a page with strict headers that allow the frame and its script', async () => {
      const {page, console, close} = await open(browser, hostOf(), {
        headers: {
          'content-security-policy': `default-src 'none'; frame-src ${CDN}/frame.html; script-src ${CDN}/frame-parent.js; require-trusted-types-for 'script'; trusted-types 'none'`,
        },
      });
      await upgradedIn(page);
      await fits(page);
      assert.deepEqual(console, []);
      await close();
    });

    it('takes no script from its own markup', async () => {
      const {page, close} = await open(browser, hostOf());
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
      await close();
    });

    it('all widgets work under the headers of the frame page: ticked, opened, printed', async () => {
      for (const widget of WIDGETS) {
        const {page, console, close} = await open(browser, hostOf(frameOf(`widget=${widget}&amp;region=US`)));
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
            'the page to print has the plan',
          );
        assert.deepEqual(console, [], widget);
        await close();
      }
    });

    it('a number is copied where the page lets it', async () => {
      for (const [attributes, says] of [
        ['allow="clipboard-write"', /Number copied/],
        ['', /did not allow copying/],
      ]) {
        const {page, close} = await open(browser, hostOf(frameOf(undefined, attributes)));
        const frame = await upgradedIn(page);
        await frame.locator('button.copy').first().click();
        await frame.getByText(says).waitFor();
        await close();
      }
    });
  });

  it('touches no storage, cookie, beacon or other origin, nor does the script of the page', async () => {
    const {page, requests, close} = await open(browser, hostOf(), {
      before: (page) =>
        page.addInitScript(() => {
          const used = [];
          globalThis.used = used;
          const trap = (owner, name) =>
            Object.defineProperty(owner, name, {
              configurable: true,
              get: () => used.push(name),
              set() {
                used.push(name);
              },
            });
          for (const name of [
            'localStorage',
            'sessionStorage',
            'indexedDB',
            'caches',
            'fetch',
            'XMLHttpRequest',
            'name',
          ])
            trap(globalThis, name);
          trap(globalThis.Document.prototype, 'cookie');
          trap(globalThis.Navigator.prototype, 'sendBeacon');
        }),
    });
    const frame = await upgradedIn(page);
    await fits(page);
    for (const each of [page, frame]) assert.deepEqual(await each.evaluate(() => globalThis.used), []);
    assert.deepEqual(
      requests.filter((url) => !/^https:\/\/(partner|cdn)\.example\//.test(url)),
      [],
    );
    await close();
  });

  it('tells the host of the files nothing of the page, but what asking for its own script tells', async () => {
    const {html} = await snippet('helpline-banner', {region: 'US', form: 'frame', base: `${CDN}/`});
    const told = [];
    const {page, requests, close} = await open(browser, pageOf(html, {script: ''}), {
      before: (page) =>
        page.on('request', (request) => {
          const {referer} = request.headers();
          if (request.url().startsWith(CDN) && referer) told.push([request.url(), referer]);
        }),
    });
    await upgradedIn(page);
    assert.ok(requests.filter((url) => url.startsWith(CDN)).length >= 6);
    // What the page itself asks for goes by its own policy: docs/hosting.md says so.
    assert.deepEqual(told, [[`${CDN}/frame-parent.js`, `${HOST}/`]]);
    await close();
  });

  it('prints the words of the widget, dark or not', async () => {
    const {page, close} = await open(
      browser,
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
    assert.equal(sources, true, 'what is folded away is printed');
    await fits(page);
    await close();
  });
});
