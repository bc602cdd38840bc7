/** Large text, narrow windows and wide spacing lose nothing; targets are large enough; nothing moves by itself. */
import assert from 'node:assert/strict';
import {nightly} from '../support/nightly.mjs';
import {test, WIDGETS} from '../support/page.mjs';
import {STATES, openIn, openStates, textsOf} from './visual-states.mjs';

test.describe('with text and windows of any size', () => {
  // CI has the longest texts, and the other direction.
  const languages = nightly(['en', 'es', 'ar'], ['es', 'ar']);

  /** All text in a large window. */
  let allTexts;
  test.beforeAll(async ({browser}) => {
    const {page, close} = await openStates(openIn(browser), {
      languages,
      context: {viewport: {width: 1280, height: 1024}},
    });
    allTexts = await textsOf(page);
    await close();
  });

  /** Checks that all text is there, and nothing is clipped, overlaps, or leaves the window. */
  async function expectWhole(page, width, height = 800) {
    await page.setViewportSize({width, height});
    assert.deepEqual(await page.evaluate(() => globalThis.visualProbe.layoutErrors()), [], `${width} px`);
    const texts = await textsOf(page);
    const lost = allTexts.filter((text, index) => text !== texts[index] && !texts.includes(text));
    assert.deepEqual(lost, [], `lost at ${width} px`);
  }

  test('every widget is among the tested states', () => {
    assert.deepEqual([...new Set(STATES.map(({name}) => name))].sort(), WIDGETS);
  });

  test('nothing is lost on a desktop zoomed to 400 %, and on phones of 320 and 240 px', async ({open}) => {
    // 1280 × 1024 px of the screen are 320 × 256 of the page.
    const context = {viewport: {width: 320, height: 256}, deviceScaleFactor: 4};
    const {page} = await openStates(open, {languages, context});
    await expectWhole(page, 320, 256);
    await expectWhole(page, 320);
    await expectWhole(page, 240);
  });

  test('nothing is lost with the text spacing of WCAG 1.4.12', async ({open}) => {
    const css = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
      p { margin-block-end: 2em !important }`;
    // The page’s own style must do no harm; a reader’s style applies in every shadow tree.
    const {page} = await openStates(open, {languages, css});
    await page.evaluate((own) => {
      const sheet = new globalThis.CSSStyleSheet();
      sheet.replaceSync(own);
      for (const {shadowRoot} of globalThis.visualProbe.widgets()) shadowRoot.adoptedStyleSheets.push(sheet);
    }, css);
    const spacing = await page
      .locator('recovery-faq p')
      .first()
      .evaluate((each) => {
        const {letterSpacing, wordSpacing, marginBlockEnd} = getComputedStyle(each);
        return [letterSpacing, wordSpacing, marginBlockEnd].map(parseFloat);
      });
    assert.deepEqual(spacing, [1.92, 2.56, 32]);
    for (const width of [1280, 320, 240]) await expectWhole(page, width);
  });

  /** @type {[string, number, number[]][]} */
  const settings = [
    ['defaultFontSize=32', 32, [1280, 320, 240]],
    // The most that Chrome’s own settings offer.
    ['minimumFontSize=24', 24, [1280, 320]],
  ];
  // CI has the larger one.
  for (const [setting, size, widths] of nightly(settings, settings.slice(0, 1)))
    test(`nothing is lost with larger text alone: ${setting}`, async ({launch}) => {
      const {page} = await openStates(openIn(await launch(`--blink-settings=${setting}`)), {languages});
      const sizes = await page.evaluate(() =>
        globalThis.visualProbe
          .widgets()
          // These do not grow: a fixed button would cover a small window, and labels in the chart each other.
          .filter(({title}) => title !== 'exit, fixed')
          .flatMap(globalThis.visualProbe.linesOf)
          .filter(({element}) => !element.closest('[role=img]'))
          .map(({element}) => parseFloat(getComputedStyle(element).fontSize)),
      );
      assert.ok(Math.min(...sizes) >= size, `the smallest is ${Math.min(...sizes)} px`);
      for (const width of widths) await expectWhole(page, width);
    });
});

test.describe('targets', () => {
  const isFixed = ({title}) => title === 'exit, fixed';
  for (const [place, states, languages] of /** @type {[string, typeof STATES, string[]][]} */ ([
    ['in the page', STATES.filter((state) => !isFixed(state)), ['en', 'ar']],
    // Two of them would cover each other in one corner.
    ['fixed in the window', STATES.filter(isFixed), ['en']],
    ['fixed in the window, Arabic', STATES.filter(isFixed), ['ar']],
  ]))
    test(`are 44 px high and wide and not covered: ${place}`, async ({open}) => {
      const {page} = await openStates(open, {states, languages});
      for (const width of [240, 320, 1280]) {
        await page.setViewportSize({width, height: 800});
        assert.deepEqual(await page.evaluate(() => globalThis.visualProbe.targetErrors()), [], `${width} px`);
      }
    });
});

test.describe('motion', () => {
  // CI has the readers who allow motion: there is none either.
  for (const reducedMotion of /** @type {('reduce' | 'no-preference')[]} */ (
    nightly(['reduce', 'no-preference'], ['no-preference'])
  ))
    test(`no animation or transition runs before and after every control is used: ${reducedMotion}`, async ({open}) => {
      const {page} = await openStates(open, {context: {reducedMotion}});
      assert.deepEqual(await page.evaluate(() => globalThis.visualProbe.motion()), []);
      const moved = await page.evaluate(async () => {
        const found = new Set();
        for (const widget of globalThis.visualProbe.widgets())
          for (const each of widget.shadowRoot.querySelectorAll('summary, input, button:not(.primary)')) {
            each.focus();
            each.click();
            await widget.updateComplete;
            globalThis.visualProbe.motionNow(widget).forEach((error) => found.add(error));
          }
        globalThis.visualProbe.motion().forEach((error) => found.add(error));
        return [...found];
      });
      assert.deepEqual(moved, []);
    });
});
