/** Forced colors, more contrast, dark and shades of gray keep everything distinguishable. */
import assert from 'node:assert/strict';
import {nightly} from '../support/nightly.mjs';
import {test} from '../support/page.mjs';
import {backgroundLuminance, countChangedPixels, standsOut} from '../support/pixels.mjs';
import {STATES, openIn, openStates, TOGGLES, FOCUSABLE, boxOf, pixelsOf, chartOf} from './visual-states.mjs';

test.describe('with the colors that a reader sets', () => {
  /** @type {import('@playwright/test').Page} */
  let page;
  test.beforeAll(async ({browser}) => {
    // A fixed one would cover the others in the pictures.
    const states = STATES.filter(({title}) => title !== 'exit, fixed');
    ({page} = await openStates(openIn(browser), {states, context: {viewport: {width: 600, height: 900}}}));
  });
  test.afterAll(() => page.context().close());

  /** Emulates settings of the reader; the others are the default. */
  const emulate = (media) =>
    page.emulateMedia({colorScheme: 'light', contrast: 'no-preference', forcedColors: 'none', ...media});

  const setPageScheme = (scheme) =>
    page.evaluate((value) => (document.documentElement.style.colorScheme = value), scheme);

  const setGrayscale = (isOn) =>
    page.evaluate((value) => (document.documentElement.style.filter = value), isOn ? 'grayscale(1)' : '');

  /** Toggles controls, and returns those whose change cannot be seen without colors. */
  async function invisibleChanges() {
    const errors = [];
    for (const {name, state, first, control, area} of TOGGLES) {
      const widget = page.locator(`[title="${state}"][lang=ar]`);
      const click = (selector) =>
        widget.evaluate((/** @type {any} */ el, inside) => {
          el.shadowRoot.querySelector(inside).click();
          return el.updateComplete;
        }, selector);
      if (first) await click(first);
      const clip = await widget.locator(area).first().evaluate(boxOf);
      const before = await pixelsOf(page, clip);
      await click(control);
      const count = countChangedPixels(before, await pixelsOf(page, clip));
      if (count < 10) errors.push(`${name}: ${count} pixels`);
      if (!first) await click(control);
    }
    return errors;
  }

  /** @typedef {{forcedColors?: string, colorScheme?: string}} Media */
  /** @type {[string, Media, boolean?][]} */
  const settings = [
    ['forced colors', {forcedColors: 'active'}],
    ['shades of gray, dark', {colorScheme: 'dark'}, true],
    ['forced colors, light on dark', {forcedColors: 'active', colorScheme: 'dark'}],
    ['shades of gray', {}, true],
  ];
  // CI has forced colors and gray once each, in different schemes: shapes and lines do not depend on the scheme.
  for (const [name, media, isGray] of nightly(settings, settings.slice(0, 2)))
    test.describe(name, () => {
      test.beforeEach(async () => {
        await emulate(media);
        // Forced colors do not depend on the scheme of the page.
        await setPageScheme(isGray && media.colorScheme ? 'dark' : 'light');
        await setGrayscale(isGray);
      });
      test.afterEach(() => setGrayscale(false));

      test('show whether a control is chosen, filled or open', async () => {
        assert.deepEqual(await invisibleChanges(), []);
      });

      test('show every line of the chart, each in its own style, and the hatched gap', async () => {
        for (const lang of ['en', 'ar']) {
          const {clip, lines, strokes, acrossGap} = await page.locator(`[title=chart][lang=${lang}]`).evaluate(chartOf);
          const picture = await pixelsOf(page, clip);
          const background = backgroundLuminance(picture);
          const share = Object.fromEntries(
            Object.entries(lines).map(([line, points]) => [
              line,
              points.filter((point) => standsOut(picture, background, point, 1)).length / points.length,
            ]),
          );
          const shares = `${lang}: ${JSON.stringify(share)}`;
          assert.ok(share.tolerance > 0.95 && share.danger > 0.95, `lines without holes, ${shares}`);
          assert.ok(share.craving > 0.5 && share.craving < 0.95, `the dashed one, ${shares}`);
          assert.ok(share.stop > 0.2, `the time of stopping, ${shares}`);
          assert.equal(new Set(strokes).size, strokes.length, `${strokes}`);
          const row = acrossGap.map((point) => standsOut(picture, background, point, 0));
          const hatches = row.filter((isDrawn, index) => isDrawn && !row[index - 1]).length;
          assert.ok(hatches >= 5, `${hatches} strokes across the gap`);
        }
      });

      test('give each of the five answers of care gaps its own shape', async () => {
        const shapes = new Map();
        for (const cell of await page.locator('[title="gaps, answered"][lang=en] [part=cell]').all()) {
          const state = await cell.evaluate((/** @type {any} */ each) => each.innerText.split('\n').pop());
          if (!shapes.has(state)) shapes.set(state, await pixelsOf(page, await cell.locator('svg').evaluate(boxOf)));
        }
        assert.equal(shapes.size, 5, `${[...shapes.keys()]}`);
        for (const [a, one] of shapes)
          for (const [b, other] of shapes) assert.ok(a === b || countChangedPixels(one, other) > 12, `${a} and ${b}`);
      });

      test('give emergency panels an edge', async () => {
        const weak = await page.evaluate(() => globalThis.visualProbe.weakEdges('.emergency:not(.compact > *)'));
        assert.deepEqual(weak, []);
      });
    });

  test('forced colors keep an edge around every box that has a border or a background', async () => {
    await setPageScheme('light');
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      await emulate({});
      const count = await page.evaluate(() => globalThis.visualProbe.markBoxes());
      assert.ok(count > 300, `${count} boxes`);
      await emulate({forcedColors: 'active', colorScheme});
      assert.deepEqual(await page.evaluate(() => globalThis.visualProbe.weakEdges('[data-box]')), []);
      assert.deepEqual(await page.evaluate(() => globalThis.visualProbe.weakTexts(7)), []);
    }
  });

  for (const colorScheme of nightly(['light', 'dark'], ['dark']))
    test(`forced colors, ${colorScheme}, show the focus`, async () => {
      await emulate({forcedColors: 'active', colorScheme});
      await page.keyboard.press('Tab'); // From here on, :focus-visible matches.
      for (const {state, control} of FOCUSABLE) {
        const el = page.locator(`[title="${state}"][lang=en]`).locator(control).first();
        const clip = await el.evaluate(boxOf, 8);
        await page.evaluate(() => globalThis.visualProbe.blur());
        const blurred = await pixelsOf(page, clip);
        await el.evaluate((each) => each.focus({preventScroll: true}));
        const focused = await pixelsOf(page, clip);
        // A ring of at least 2 px, minus the parts that a link that breaks may hide.
        const ring = countChangedPixels(blurred, focused);
        assert.ok(ring >= clip.height * 2, `${state} ${control}: ${ring} px of ${clip.width} × ${clip.height}`);
      }
    });

  test('more contrast makes edges and secondary text as strong as the rest', async () => {
    for (const scheme of ['light', 'dark']) {
      await setPageScheme(scheme);
      const measure = async (contrast) => {
        await emulate({contrast});
        return page.evaluate(() => globalThis.visualProbe.lowestContrasts());
      };
      const usual = await measure('no-preference');
      // The reader’s setting overrides the page’s color.
      const setEdge = (color) =>
        page.evaluate((value) => document.documentElement.style.setProperty('--recovery-color-edge', value), color);
      await setEdge('#888');
      const more = await measure('more');
      await setEdge('');
      assert.ok(usual.quiet < 12 && usual.edge < 7, JSON.stringify(usual));
      assert.ok(usual.quiet >= 7 && usual.edge >= 3, JSON.stringify(usual));
      const edges = 'textarea, button, a.button, [part=answer] label, .card';
      assert.deepEqual(await page.evaluate((all) => globalThis.visualProbe.weakEdges(all), edges), []);
      assert.ok(more.quiet >= 12 && more.edge >= 12, `${scheme}: ${JSON.stringify(more)}`);
    }
  });

  test('dark has the same colors whichever way it is set, and so has light', async () => {
    /** @param {{css?: string, meta?: string, theme?: string, system?: 'light' | 'dark'}} way */
    const colorsOf = async ({css = '', meta = '', theme = '', system = 'light'}) => {
      await emulate({colorScheme: system});
      return page.evaluate(
        async (set) => {
          const {style} = document.documentElement;
          style.colorScheme = set.css;
          document.querySelector('meta[name=color-scheme]')?.remove();
          const meta = Object.assign(document.createElement('meta'), {name: 'color-scheme', content: set.meta});
          if (set.meta) document.head.append(meta);
          for (const widget of globalThis.visualProbe.widgets()) widget.theme = set.theme;
          for (const widget of globalThis.visualProbe.widgets()) await widget.updateComplete;
          return globalThis.visualProbe.colors();
        },
        {css, meta, theme},
      );
    };
    const weakTexts = () => page.evaluate(() => globalThis.visualProbe.weakTexts(7));
    const light = await colorsOf({});
    assert.deepEqual(await weakTexts(), [], 'light');
    const dark = await colorsOf({css: 'dark'});
    assert.deepEqual(await weakTexts(), [], 'dark');
    assert.notDeepEqual(light, dark);
    // With the same colors every text has the same contrast.
    for (const [expected, way] of [
      [dark, {css: 'light dark', system: 'dark'}],
      [dark, {meta: 'dark'}],
      [dark, {meta: 'light dark', system: 'dark'}],
      [dark, {theme: 'dark'}],
      [dark, {theme: 'dark', css: 'light', system: 'light'}],
      [dark, {theme: 'auto', css: 'dark'}],
      // Not by the system alone: such a page stays light.
      [light, {system: 'dark'}],
      [light, {css: 'light dark', system: 'light'}],
      [light, {theme: 'light', css: 'dark', system: 'dark'}],
    ]) {
      const colors = await colorsOf(way);
      const other = colors.filter((color, index) => color !== expected[index]);
      assert.deepEqual(other.slice(0, 5), [], JSON.stringify(way));
      assert.equal(colors.length, expected.length, JSON.stringify(way));
    }
    await colorsOf({});
  });
});
