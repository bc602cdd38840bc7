/**
 * Nothing moves when a widget takes the place of its words: cumulative layout shift as Chromium measures it, on a page with
 * text above and below, with a script that comes well after the first paint, and a window so high that all of it is in sight.
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {snippet as made} from '../../src/tools/html/snippet.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {CDN, HOST, launch, open, upgraded} from '../support/harness.mjs';

const {widgets, languages} = await available();
const PHONES = [320, 375];
const DESKTOPS = [768, 1024, 1280];
const TEXT = '<p>Words of the page itself, which someone may be reading just now.</p>'.repeat(20);

describe('what stands around a widget', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  /** A window, in which one page after the other is opened. It is made once for phones and once for the others. */
  const windows = new Map();
  async function windowOf(isPhone) {
    if (!windows.has(isPhone)) {
      const state = {html: '', letGo: () => {}, painted: Promise.resolve()};
      const opened = await open(browser, '', {
        context: {viewport: {width: 800, height: 2400}, ...(isPhone ? {isMobile: true, hasTouch: true} : {})},
        fault: (path) => (path.startsWith('assets') ? state.painted : undefined),
        before: (page) =>
          page.addInitScript(() => {
            globalThis.shift = 0;
            const add = (entries) => entries.forEach(({value}) => (globalThis.shift += value));
            const observer = new PerformanceObserver((list) => add(list.getEntries()));
            observer.observe({type: 'layout-shift', buffered: true});
            globalThis.shiftUntilNow = () => {
              add(observer.takeRecords());
              return globalThis.shift;
            };
          }),
      });
      await opened.page.route(`${HOST}/each`, (route) =>
        route.fulfill({contentType: 'text/html; charset=utf-8', body: state.html}),
      );
      windows.set(isPhone, {...opened, state});
    }
    return windows.get(isPhone);
  }

  /** Opens the page, waits for the widget, and says how much has moved. */
  const shiftOf = async (name, html, {lang, width}) => {
    const {page, console, state} = await windowOf(PHONES.includes(width));
    state.painted = new Promise((resolve) => {
      state.letGo = resolve;
    });
    state.html = `<!doctype html><html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Partner</title></head><body><h1>Partner</h1>${html}${TEXT}</body></html>`;
    await page.setViewportSize({width, height: 2400});
    await page.goto(`${HOST}/each`, {waitUntil: 'domcontentloaded'});
    const frames = () =>
      page.evaluate(
        () =>
          new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 20)))),
      );
    await frames();
    state.letGo();
    await page.waitForFunction((tag) => customElements.get(tag), `recovery-${name}`);
    await upgraded(page, name);
    await frames();
    assert.deepEqual(console.splice(0), []);
    return page.evaluate(() => globalThis.shiftUntilNow());
  };

  it('is seen to move where it does', async () => {
    const html = `<recovery-helpline-banner region="US">Words</recovery-helpline-banner><script type="module" src="${CDN}/recovery-widgets.js"></script>`;
    for (const width of [320, 1280])
      assert.ok((await shiftOf('helpline-banner', html, {lang: 'en', width})) > 0.05, `${width}`);
  });

  for (const lang of ['en', 'ar'])
    it(`the banner in one line, ${lang}, div as docs/embed.md has it: moves 0.01 at most`, async () => {
      const attributes = {variant: 'compact'};
      const {html} = await made('helpline-banner', {lang, region: 'US', attributes, form: 'div', base: `${CDN}/`});
      for (const width of [320, 1280]) {
        const shift = await shiftOf('helpline-banner', html, {lang, width});
        assert.ok(shift <= 0.01, `${shift} at ${width}`);
      }
    });

  for (const [name, {regional}] of widgets)
    for (const lang of languages)
      for (const [form, most, widths] of /** @type {const} */ ([
        ['prerendered', 0, [320, 1280]],
        ['tag', 0.01, [...PHONES, ...DESKTOPS]],
        // The same lines as the tag has, in a file: a look at each end is enough.
        ...(lang === 'es' ? [] : [['div', 0.01, [320, 1280]]]),
      ]))
        it(`${name}, ${lang}, ${form}: moves ${most ? `${most} at most` : 'nothing'}`, async () => {
          const {html} = await made(name, {lang, region: regional ? 'US' : undefined, form, base: `${CDN}/`});
          const found = [];
          for (const width of widths) found.push([width, await shiftOf(name, html, {lang, width})]);
          assert.deepEqual(
            found.filter(([, shift]) => shift > most),
            [],
          );
        });
});
