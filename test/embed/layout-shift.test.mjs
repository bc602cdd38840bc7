/**
 * Nothing moves when a widget replaces its fallback content: cumulative layout shift as Chromium measures it, on a page with
 * text above and below, with a script that arrives well after the first paint, and a window so high that all of it is visible.
 */
import assert from 'node:assert/strict';
import {snippet} from '../../src/tools/html/snippet.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {isEnglishVariant} from '../../src/tools/locales/xliff.mjs';
import {recordShifts, totalShift} from '../support/probes.mjs';
import {hasLanguage} from '../support/languages.mjs';
import {nightly} from '../support/nightly.mjs';
import {CDN, drawn, gate, HOST, openPage, pageOf, test, until, upgraded} from '../support/page.mjs';

const {widgets, languages: all} = await available();
/** Without variants of English: their texts are as long, and laid out alike. */
const languages = all.filter((tag) => !isEnglishVariant(tag));
// Beside the ends: widths at which lines of the longest texts break, or columns begin.
const PHONES = [320, 390, 470];
const DESKTOPS = [610, 950, 1280];
const COMPACT = ['helpline-banner', 'overdose-warning'];
const TEXT = '<p>Text of the page itself, which someone may be reading just now.</p>'.repeat(20);

test.describe('content around a widget', () => {
  /**
   * One page for phones and one for other screens, in which the tests open one document after the other.
   *
   * @type {Map<boolean, import('../support/page.mjs').OpenedPage & {state: {html: string, painted: Promise<unknown>, folded: Promise<unknown>, sheet?: Promise<unknown>}}>}
   */
  const pages = new Map();
  test.afterAll(() => Promise.all([...pages.values()].map(({close}) => close())));

  async function pageFor(browser, isPhone) {
    if (!pages.has(isPhone)) {
      const state = {html: '', painted: Promise.resolve(), folded: Promise.resolve()};
      const opened = await openPage(browser, '', {
        context: {viewport: {width: 800, height: 2400}, ...(isPhone ? {isMobile: true, hasTouch: true} : {})},
        fault: (path) =>
          path.endsWith('/deferred-parts.js')
            ? state.folded
            : /^(assets-|current\/)/.test(path)
              ? state.painted
              : path.endsWith('.css')
                ? state.sheet
                : undefined,
        before: recordShifts,
      });
      await opened.page.route(`${HOST}/each`, (route) =>
        route.fulfill({contentType: 'text/html; charset=utf-8', body: state.html}),
      );
      pages.set(isPhone, {...opened, state});
    }
    return pages.get(isPhone);
  }

  /** Opens a document, waits for the widget, and returns the layout shift until then. */
  async function shiftOf(browser, name, html, {lang, width, height = 2400, onCommit = async (_page) => {}}) {
    const {page, console, state} = await pageFor(browser, PHONES.includes(width));
    const {held, release} = gate();
    state.painted = held;
    state.html = `<!doctype html><html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Partner</title></head><body><h1>Partner</h1>${html}${TEXT}</body></html>`;
    await page.setViewportSize({width, height});
    await page.goto(`${HOST}/each`, {waitUntil: 'commit'});
    await onCommit(page);
    await page.waitForLoadState('domcontentloaded');
    await drawn(page, 20);
    release();
    await until(
      page,
      // A finished widget is never defined.
      (tag) => customElements.get(tag) ?? document.querySelector(tag)?.shadowRoot?.querySelector('.shield')?.onclick,
      `recovery-${name}`,
    );
    await upgraded(page, name);
    await drawn(page, 20);
    assert.deepEqual(console.splice(0), []);
    return totalShift(page);
  }

  test('is measured to move when a widget is higher than its fallback content', async ({browser}) => {
    const html = `<recovery-helpline-banner region="US">Fallback</recovery-helpline-banner><script type="module" src="${CDN}/recovery-widgets.js"></script>`;
    for (const width of [320, 1280])
      assert.ok((await shiftOf(browser, 'helpline-banner', html, {lang: 'en', width})) > 0.05, `${width}`);
  });

  test('does not move when the style sheet of short code is late, and its words are there before', async ({
    browser,
  }) => {
    for (const name of nightly([...widgets.keys()], ['overdose-warning'])) {
      const {html} = await snippet(name, {lang: 'en', region: 'US', base: `${CDN}/`});
      for (const width of [320, 1280]) {
        const {state} = await pageFor(browser, PHONES.includes(width));
        const {held, release} = gate();
        state.sheet = held;
        // With its words, it is visible.
        const onCommit = (page) => page.locator(`recovery-${name}`).waitFor().then(release);
        assert.equal(await shiftOf(browser, name, html, {lang: 'en', width, height: 844, onCommit}), 0, name);
      }
    }
  });

  test('does not move when a banner gets its deferred parts', async ({browser}) => {
    // Spanish has the longest texts.
    const lang = 'es';
    const {html} = await snippet('helpline-banner', {lang, region: 'US', code: 'full', base: `${CDN}/`});
    for (const width of [320, 1280]) {
      const {page, state} = await pageFor(browser, PHONES.includes(width));
      const {held, release} = gate();
      state.folded = held;
      await shiftOf(browser, 'helpline-banner', html, {lang, width});
      const before = await totalShift(page);
      release();
      const times = () => document.querySelector('recovery-helpline-banner').shadowRoot.querySelector('.more time');
      await until(page, times);
      await drawn(page, 20);
      assert.equal((await totalShift(page)) - before, 0, `${width}`);
      state.folded = Promise.resolve();
    }
  });

  test('does not move within a widget whose text is still arriving: its columns are there with the first', async ({
    browser,
  }) => {
    const {page, close} = await openPage(browser, '');
    let count = 0;
    for (const [name, {regional}] of widgets) {
      const {html} = await snippet(name, {region: regional ? 'US' : undefined, code: 'full', base: `${CDN}/`});
      await page.setContent(pageOf(html.replace(/<script\b[^\n]*\n/g, ''), {script: ''}));
      for (const width of [320, ...DESKTOPS]) {
        await page.setViewportSize({width, height: 2400});
        const moved = await page.evaluate((tag) => {
          const grids = [...document.querySelectorAll(`${tag} *`)].filter(
            (element) => globalThis.getComputedStyle(element).display === 'grid',
          );
          const placeOf = (element) => {
            const {left, width} = element.getBoundingClientRect();
            return [left, width];
          };
          return grids.map((grid) => {
            const [first, ...rest] = grid.children;
            const complete = placeOf(first);
            rest.forEach((element) => element.remove());
            const places = [complete, placeOf(first)];
            grid.append(...rest);
            return places;
          });
        }, `recovery-${name}`);
        for (const [complete, arriving] of moved) assert.deepEqual(arriving, complete, `${name}, ${width}`);
        count += moved.length;
      }
    }
    assert.ok(count > 10);
    await close();
  });

  test('does not move with a row of languages, in short code and in full code', async ({browser}) => {
    for (const code of /** @type {const} */ (['short', 'full']))
      for (const width of [320, 1280]) {
        const attributes = {languages: languages.join(' '), variant: 'compact'};
        const {html} = await snippet('overdose-warning', {region: 'US', code, attributes, base: `${CDN}/`});
        const options = {lang: 'en', width, height: width > 320 ? 1024 : 844};
        assert.equal(await shiftOf(browser, 'overdose-warning', html, options), 0, `${code} ${width}`);
      }
  });

  // Each form in a language of its own: a tag and a div hold the same markup, and languages differ in the length of texts. In CI, narrow
  // and wide in turn, so that each widget has both.
  const cells = nightly(
    languages.flatMap((lang) =>
      ['short tag', 'short div', 'full tag', 'full div', 'full static'].map((kind) => ({
        lang,
        kind,
        widths: [...PHONES, ...DESKTOPS],
      })),
    ),
    [
      {lang: 'es', kind: 'short tag', widths: [470, 950]},
      {lang: 'ar', kind: 'full div', widths: [320, 1280]},
      {lang: 'en', kind: 'full static', widths: [320, 1280]},
      // High lines from right to left.
      {lang: 'ur', kind: 'full tag', widths: [320, 950]},
    ],
  );
  for (const [index, [name, {regional}]] of [...widgets].entries())
    for (const [at, {lang, kind, widths}] of cells.filter((cell) => hasLanguage(name, cell.lang)).entries())
      test(`causes no layout shift around ${name}, ${lang}, ${kind}`, async ({browser}) => {
        const [code, form] = /** @type {['short' | 'full', string]} */ (kind.split(' '));
        // Short code reserves a height of their own for the compact variants, whatever the country has: other lines, or a doubtful number.
        const isVaried = kind === 'short tag' && COMPACT.includes(name);
        const variants = isVaried ? [undefined, {variant: 'compact'}] : [undefined];
        const regions = isVaried ? nightly(['US', 'IN'], [['US', 'IN'][at % 2]]) : [regional ? 'US' : undefined];
        for (const {region, attributes} of regions.flatMap((region) =>
          variants.map((attributes) => ({region, attributes})),
        )) {
          const {html} = await snippet(name, {lang, region, form, code, attributes, base: `${CDN}/`});
          for (const width of nightly(widths, [widths[(index + at) % 2]])) {
            // Short code reserves the height of a screen at most.
            const height = code === 'full' ? 2400 : PHONES.includes(width) ? 844 : 1024;
            assert.equal(await shiftOf(browser, name, html, {lang, width, height}), 0, `${width} px ${region}`);
          }
        }
      });
});
