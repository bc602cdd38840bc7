/** frame.html: its URL, its fallback content, its height, which frame-parent.js sets, and print. */
import assert from 'node:assert/strict';
import {US_LINE} from '../support/helplines.mjs';
import {messageOf} from '../support/languages.mjs';
import {CDN, expect, gate, pageOf, visibleText} from '../support/page.mjs';
import {
  PARENT,
  contentHeightOf,
  fits,
  frameIn,
  frameOf,
  heightOf,
  hostOf,
  scrolls,
  test,
  upgradedIn,
} from './frames.mjs';

/** Returns a message of the banner. @param {string} key @param {string} [lang] */
const bannerText = (key, lang) => messageOf('helpline-banner', key, lang);
const DIRECTORY = 'Find A Helpline';

/** Returns the state of the document that the script in the frame has set up. */
const setupOf = (frame) =>
  frame.evaluate(() => {
    const {lang, dir, dataset} = document.documentElement;
    const widget = document.querySelector('main > *');
    const attributes = Object.fromEntries([...widget.attributes].map(({name, value}) => [name, value]));
    return {lang, dir, region: dataset.recoveryRegion, tag: widget.localName, attributes};
  });

test.describe('the URL of frame.html', () => {
  /** Query, attributes of the widget, and language and direction, where they are not those of English. @type {[query: string, attributes: Record<string, string>, more?: Record<string, string>][]} */
  const URLS = [
    ['widget=helpline-banner&region=US', {region: 'US'}],
    ['widget=helpline-banner&amp;amp;region=US&amp;amp;lang=es', {region: 'US', lang: 'es'}, {lang: 'es'}],
    ['widget=helpline-banner?region=US', {region: 'US'}],
    ['WIDGET=Recovery-Helpline-Banner&Region=US', {region: 'US'}],
    ['widget=+helpline-banner%20&region=%20US%0A', {region: 'US'}],
    ['widget=helpline_banner&data-region=US', {region: 'US'}],
    ['widget=“helpline-banner”&region=‘US’', {region: 'US'}],
    ['widget=%22helpline-banner%22&region=%27US%27&lang=»es«', {region: 'US', lang: 'es'}, {lang: 'es'}],
    ['widget=helpline-banner&region=CA-ON&lang=ar-EG', {region: 'CA-ON', lang: 'ar-EG'}, {lang: 'ar', dir: 'rtl'}],
    [
      'widget=helpline-banner&theme=dark&variant=compact&no-events',
      {theme: 'dark', variant: 'compact', 'no-events': ''},
    ],
    ['widget=helpline-banner&id=x&class=x&style=color:red&onclick=alert(1)&slot=x&hidden&is=x&utm_source=x', {}],
    ['widget=helpline-banner&__proto__=x', {}],
    ['data-recovery-widget=helpline-banner&data-region=US', {region: 'US'}],
    ['widget=helpline-banner;region=US;lang=es', {region: 'US', lang: 'es'}, {lang: 'es'}],
    ['widget=helpline-banner&operator=A; open=late&phone=555%200100', {operator: 'A; open=late', phone: '555 0100'}],
    ['widget=helpline-banner&headingLevel=3&no_events=true', {'heading-level': '3', 'no-events': 'true'}],
    ['widget=helpline-banner&heading-level=3', {'heading-level': '3'}],
    ['widget=helpline-banner&region=%E0%A4%A&&==&', {region: '\ufffd%A'}],
  ];
  test('sets the attributes', async ({open}) => {
    // All on one page: a page and two processes for each took most of the time.
    const {page} = await open(hostOf(URLS.map(([query]) => frameOf(query)).join('')));
    const english = {tag: 'recovery-helpline-banner', lang: 'en', dir: 'ltr'};
    for (const [index, [query, attributes, more]] of URLS.entries()) {
      const expected = {...english, region: attributes.region, ...more, attributes};
      assert.deepEqual(await setupOf(await upgradedIn(page, index)), expected, query);
    }
  });

  test('selects the widget to show, its language and that of the title, of a compact banner too', async ({open}) => {
    const spanish = frameOf('widget=helpline-banner&amp;region=US&amp;lang=es');
    const arabic = frameOf('widget=helpline-banner&amp;variant=compact&amp;lang=ar');
    const {page, console} = await open(hostOf(spanish + arabic));
    const [frame, compact] = [await upgradedIn(page), await upgradedIn(page, 1)];
    assert.match(await visibleText(frame), new RegExp(`Hable con alguien ahora.*${US_LINE.number}`));
    assert.equal(await frame.title(), 'Hable con alguien ahora');
    await expect.poll(() => compact.title()).toMatch(/[\u0600-\u06ff]/);
    assert.deepEqual(console, []);
  });

  test('may have a helpline in a frame, but not when frame.html is opened by itself', async ({open}) => {
    const query = 'widget=helpline-banner&region=US&phone=900-555-0100&operator=Somebody&phone-name=Help&hours=always';
    const {page} = await open(hostOf(frameOf(query)));
    assert.match(await visibleText(await upgradedIn(page)), /900-555-0100.*Run by: Somebody/);
    await page.goto(`${CDN}/frame.html?${query}`);
    await page.waitForFunction(() => document.querySelector('main > *')?.shadowRoot?.querySelector('.root'));
    assert.match(await visibleText(page), new RegExp(US_LINE.number));
    assert.doesNotMatch(await visibleText(page), /900-555-0100|Somebody/);
  });

  for (const query of ['', 'widget=no-such&amp;lang=es'])
    test(`keeps the fallback content and logs the names of widgets for ${query || 'no name'}`, async ({open}) => {
      const {page, console} = await open(hostOf(frameOf(query)));
      await fits(page);
      const text = await visibleText(await frameIn(page));
      // In the language of the address, or in all.
      assert.match(text, /Busque una línea de ayuda/);
      assert.equal(/Find a helpline where you live/.test(text), !query);
      assert.equal(console.length, 1);
      assert.match(console[0], /^warning: recovery-widgets: frame\.html: invalid value "[^"]*" for “widget”\. /);
      assert.match(console[0], /Allowed: .*helpline-banner, .*trigger-checklist/);
    });

  test('falls back to English without a number for an unknown language or region, and warns', async ({open}) => {
    const {page, console} = await open(hostOf(frameOf('widget=helpline-banner&region=XX&lang=tlh')));
    const frame = await upgradedIn(page);
    assert.match(await visibleText(frame), /local emergency number now Talk to someone now/);
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
        await section.getByText(await bannerText('emergencyQuestion', lang)).waitFor();
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
    assert.ok(fallback.startsWith(await bannerText('emergencyQuestion', 'es')), fallback);
    assert.ok(fallback.endsWith(DIRECTORY), fallback);
    release();
    await upgradedIn(page);
    assert.match(await visibleText(frame), /Hable con alguien ahora/);
  });

  for (const [part, missing] of /** @type {[string, RegExp][]} */ ([
    ['the core', /\/core\.js/],
    ['the loader and all.js', /^(recovery-widgets|all)\.js/],
  ]))
    test(`stays when ${part} cannot be loaded`, async ({open}) => {
      const {page, console} = await open(hostOf(), {fault: (path) => (missing.test(path) ? 'fail' : undefined)});
      await page.waitForLoadState('networkidle');
      const text = await visibleText(await frameIn(page));
      assert.ok(text.startsWith(await bannerText('emergencyQuestion')), text);
      assert.match(console.join('\n'), /warning: .*could not be loaded/);
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

  test('fits with the script before the frames and twice', async ({open}) => {
    const again = PARENT.replace('.js', '.js?again').replace('<script', '<script type="module"');
    const {page, console} = await open(pageOf(frameOf(), {head: PARENT, script: again}));
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
    const style = 'border: 5px solid; padding: 3px; box-sizing: border-box';
    const {page} = await open(hostOf(frameOf(), {head: `<style>iframe {${style}}</style>`}));
    const frame = await upgradedIn(page);
    await expect.poll(async () => (await heightOf(page)) - (await contentHeightOf(frame))).toBe(6);
  });

  // The direction in which frames scroll unexpectedly.
  test('fits in a frame 240 px wide, right to left', async ({open}) => {
    const names = ['helpline-banner', 'overdose-warning', 'trigger-checklist'];
    const frames = names.map((name) => frameOf(`widget=${name}&amp;region=US&amp;lang=ar`)).join('');
    const {page} = await open(hostOf(frames, {head: '<style>iframe {width: 240px; border: 0}</style>'}));
    for (const [index, name] of names.entries()) {
      const frame = await upgradedIn(page, index);
      await fits(page, index);
      assert.equal(await frame.evaluate(() => document.documentElement.scrollWidth), 240, name);
    }
  });
});

test('frame.html prints the widget, folded content included, in black also on a dark page', async ({open}) => {
  const head = '<style>:root {color-scheme: dark}</style>';
  const {page} = await open(hostOf(frameOf('widget=overdose-warning&amp;region=US'), {head}));
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
