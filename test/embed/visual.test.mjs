/**
 * Visual needs, measured in Chromium: large text, narrow windows and wide spacing lose nothing; forced colors, more contrast,
 * dark, no motion and shades of gray keep everything distinguishable; targets are large enough.
 */
import assert from 'node:assert/strict';
import {fileURLToPath} from 'node:url';
import {PNG} from 'pngjs';
import {openPage, pageOf, snippet, test, until, WIDGETS} from '../support/page.mjs';
import {takePicture} from '../support/pictures.mjs';
import {backgroundLuminance, countChangedPixels, standsOut} from '../support/pixels.mjs';

const PROBE = fileURLToPath(new URL('../support/visual-probe.js', import.meta.url));

/**
 * Every widget in each of its looks. `act` is done in it: `copy` presses the first copy button, `choose all` ticks every input,
 * `choose third` the third one, `answer in turn` gives the answers one to four in turn, and none to each fifth question, and
 * `validate` checks the validity.
 *
 * @type {{title: string, name: string, attributes?: string, act?: string}[]}
 */
const STATES = [
  {title: 'banner', name: 'helpline-banner', attributes: 'region="US"', act: 'copy'},
  {title: 'banner, compact', name: 'helpline-banner', attributes: 'region="US" variant="compact"'},
  {
    title: 'banner, own line',
    name: 'helpline-banner',
    attributes: 'region="GB" phone="020 7946 0123" operator="Fulham Recovery Centre"',
  },
  {title: 'banner, no region', name: 'helpline-banner'},
  {title: 'warning', name: 'overdose-warning', attributes: 'region="US"'},
  {title: 'warning, no region', name: 'overdose-warning'},
  {title: 'checklist', name: 'trigger-checklist'},
  {title: 'checklist, ticked', name: 'trigger-checklist', act: 'choose all'},
  {title: 'explainer', name: 'treatment-explainer', attributes: 'region="US"'},
  {title: 'chart', name: 'tolerance-chart'},
  {title: 'factors', name: 'relapse-factors'},
  {title: 'guide', name: 'relapse-guide', attributes: 'region="US"'},
  {title: 'guide, supporter, ticked', name: 'relapse-guide', attributes: 'audience="supporter"', act: 'choose all'},
  {title: 'gaps', name: 'care-gaps', attributes: 'region="US"'},
  {title: 'gaps, answered', name: 'care-gaps', attributes: 'region="DE"', act: 'answer in turn'},
  {title: 'faq', name: 'faq', attributes: 'region="US"'},
  {title: 'exit', name: 'quick-exit'},
  {title: 'exit, fixed', name: 'quick-exit', attributes: 'placement="fixed"'},
  {title: 'feedback', name: 'feedback', attributes: 'comment'},
  {title: 'feedback, chosen', name: 'feedback', attributes: 'scale="stars"', act: 'choose third'},
  {title: 'feedback, missed', name: 'feedback', attributes: 'scale="stars" name="helpful" required', act: 'validate'},
  {title: 'feedback, disabled', name: 'feedback', attributes: 'comment disabled'},
];

/** Returns whether so many widgets have rendered in their language; runs in the page. */
function haveRendered(count) {
  const isRendered = ({lang, localName, shadowRoot}) =>
    shadowRoot.querySelector('.root')?.lang === lang &&
    // The banner imports its deferred parts after its first render.
    (localName !== 'recovery-helpline-banner' || !shadowRoot.querySelector('.more:not(:has(details))'));
  return globalThis.visualProbe.widgets().filter(isRendered).length === count;
}

/** Does the act of each widget, and opens every disclosure; runs in the page. */
async function actInWidgets() {
  for (const widget of globalThis.visualProbe.widgets()) {
    const {shadowRoot, dataset} = widget;
    const inputs = [...shadowRoot.querySelectorAll('input')];
    for (const details of shadowRoot.querySelectorAll('details')) details.open = true;
    if (dataset.act === 'choose all') inputs.forEach((input) => input.click());
    if (dataset.act === 'choose third') inputs[2].click();
    if (dataset.act === 'answer in turn')
      inputs.forEach((input, index) => (index >> 2) % 5 === index % 4 && input.click());
    if (dataset.act === 'validate') widget.checkValidity();
    if (dataset.act === 'copy') shadowRoot.querySelector('.copy').click();
    await widget.updateComplete;
  }
  await document.fonts.ready;
}

/** Returns whether the copy is announced, which takes a moment; runs in the page. */
const isCopyAnnounced = () =>
  globalThis.visualProbe
    .widgets()
    .every(
      ({dataset, shadowRoot}) => dataset.act !== 'copy' || shadowRoot.querySelector('[role=status]').textContent.trim(),
    );

/** Returns the function `open` of a browser that is not the worker’s, or for a page that tests share. */
const openIn = (browser) => (html, options) => openPage(browser, html, options);

/**
 * Opens a page with every state in each language, acts in them, and opens every disclosure.
 *
 * @param {(html: string, options?: import('../support/page.mjs').OpenOptions) => Promise<import('../support/page.mjs').OpenedPage>} open
 * @param {object} [options]
 * @param {string[]} [options.languages]
 * @param {typeof STATES} [options.states]
 * @param {import('@playwright/test').BrowserContextOptions} [options.context]
 * @param {string} [options.css]
 * @param {string} [options.head]
 */
async function openStates(open, {languages = ['en', 'ar'], states = STATES, context = {}, css = '', head = ''} = {}) {
  const widgets = languages.flatMap((lang) =>
    states.map(({title, name, attributes = '', act = ''}) =>
      snippet(name, `lang="${lang}" title="${title}" data-act="${act}" ${attributes}`),
    ),
  );
  const opened = await open(pageOf(widgets.join('<hr>'), {head: `${head}<style>${css}</style>`}), {
    context: {viewport: {width: 320, height: 800}, ...context},
    before: (page) => page.addInitScript({path: PROBE}),
  });
  const {page} = opened;
  await until(page, haveRendered, widgets.length);
  await page.evaluate(actInWidgets);
  await until(page, isCopyAnnounced);
  return opened;
}

const textsOf = (page) => page.evaluate(() => globalThis.visualProbe.texts());

/**
 * Controls that a reader changes: `first` is clicked before, `control` to change it; the change shows in `area`.
 *
 * @type {{name: string, state: string, first?: string, control: string, area: string}[]}
 */
const TOGGLES = [
  {name: 'trigger', state: 'checklist', control: 'label:nth-of-type(2) input', area: 'label:nth-of-type(2)'},
  {name: 'step of the guide', state: 'guide', control: 'label input', area: 'label'},
  {
    name: 'answer of care gaps',
    state: 'gaps',
    first: 'input',
    control: 'label:nth-of-type(2) input',
    area: 'label:nth-of-type(2)',
  },
  {
    name: 'yes or no',
    state: 'feedback',
    first: 'input',
    control: 'label:nth-of-type(2) input',
    area: 'fieldset > label:nth-of-type(2)',
  },
  {
    name: 'number of stars',
    state: 'feedback, chosen',
    first: 'input',
    control: 'label:nth-of-type(3) input',
    area: 'label:nth-of-type(3)',
  },
  {
    name: 'star',
    state: 'feedback, chosen',
    first: 'input',
    control: 'label:nth-of-type(3) input',
    area: 'label:nth-of-type(2) svg',
  },
  {name: 'question', state: 'faq', control: '.question summary', area: '.question summary'},
  {name: 'treatment', state: 'explainer', control: '.treatment summary', area: '.treatment summary'},
];

/** Focusable controls of each kind. */
const FOCUSABLE = [
  {state: 'banner', control: '.primary'},
  {state: 'banner', control: '.copy'},
  {state: 'banner', control: '.emergency a'},
  {state: 'warning', control: '.emergency a'},
  {state: 'checklist', control: 'input'},
  {state: 'explainer', control: 'button'},
  {state: 'faq', control: 'summary'},
  {state: 'faq', control: '.sources a'},
  {state: 'gaps', control: 'input'},
  {state: 'exit', control: 'a.button'},
  {state: 'feedback', control: 'input'},
  {state: 'feedback', control: 'textarea'},
];

/** Scrolls an element to the middle of the window; returns its box in the page, with a margin. Runs in the page. */
const boxOf = (element, margin = 0) => {
  element.scrollIntoView({block: 'center', behavior: 'instant'});
  const {x, y, width, height} = element.getBoundingClientRect();
  const [left, top] = [x + globalThis.scrollX - margin, y + globalThis.scrollY - margin].map(Math.floor);
  return {x: left, y: top, width: Math.ceil(width + 2 * margin), height: Math.ceil(height + 2 * margin)};
};

/** Takes a picture of a part of the page. */
const pixelsOf = async (page, clip) => PNG.sync.read(await takePicture(page, clip));

/**
 * Returns the chart’s box in the page, points of its lines and across its gap in that box, except those under text, and the stroke
 * of each line. Runs in the page.
 */
function chartOf(widget) {
  const plot = widget.shadowRoot.querySelector('.plot');
  plot.scrollIntoView({block: 'center', behavior: 'instant'});
  const box = plot.getBoundingClientRect();
  const clip = {
    x: Math.floor(box.x),
    y: Math.floor(box.y),
    width: Math.floor(box.width),
    height: Math.floor(box.height),
  };
  const labels = [...plot.querySelectorAll('b, span')].map((label) => label.getBoundingClientRect());
  const svg = plot.querySelector('svg');
  /** Converts a point of the SVG to one of the box; none if a label covers it. */
  const toBox = (x, y) => {
    const point = new globalThis.DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
    const isCovered = labels.some(
      ({left, right, top, bottom}) =>
        point.x > left - 4 && point.x < right + 4 && point.y > top - 4 && point.y < bottom + 4,
    );
    return isCovered ? [] : [{x: point.x - clip.x, y: point.y - clip.y}];
  };
  const paths = [...svg.querySelectorAll('path')];
  const lines = Object.fromEntries(
    paths.map((path) => [
      path.getAttribute('class'),
      Array.from({length: 400}, (_, index) =>
        path.getPointAtLength((path.getTotalLength() * (index + 0.5)) / 400),
      ).flatMap(({x, y}) => toBox(x, y)),
    ]),
  );
  const strokes = paths.map((path) => {
    const {strokeWidth, strokeDasharray, vectorEffect} = getComputedStyle(path);
    return [strokeWidth, strokeDasharray, vectorEffect].join(' ');
  });
  // Between craving above and tolerance below, in the second half of the time.
  const acrossGap = Array.from({length: 960}, (_, index) => 50 + index / 20).flatMap((time) =>
    toBox(widget.lang === 'ar' ? 100 - time : time, 30),
  );
  return {clip: {...clip, x: clip.x + globalThis.scrollX, y: clip.y + globalThis.scrollY}, lines, strokes, acrossGap};
}

test.describe('with text and windows of any size', () => {
  const languages = ['en', 'es', 'ar'];

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

  for (const [setting, size, widths] of /** @type {[string, number, number[]][]} */ ([
    ['defaultFontSize=32', 32, [1280, 320, 240]],
    // The most that Chrome’s own settings offer.
    ['minimumFontSize=24', 24, [1280, 320]],
  ]))
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
      const click = async (selector) => {
        await widget
          .locator(selector)
          .first()
          .evaluate((/** @type {any} */ el) => el.click());
        await widget.evaluate((/** @type {any} */ el) => el.updateComplete);
      };
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
  for (const [name, media, isGray] of /** @type {[string, Media, boolean?][]} */ ([
    ['forced colors', {forcedColors: 'active'}],
    ['forced colors, light on dark', {forcedColors: 'active', colorScheme: 'dark'}],
    ['shades of gray', {}, true],
    ['shades of gray, dark', {colorScheme: 'dark'}, true],
  ]))
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
        assert.deepEqual(
          await page.evaluate(() => globalThis.visualProbe.weakEdges('.emergency:not(.compact > *)')),
          [],
        );
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

  for (const colorScheme of ['light', 'dark'])
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
      assert.deepEqual(
        await page.evaluate(() =>
          globalThis.visualProbe.weakEdges('textarea, button, a.button, [part=answer] label, .card'),
        ),
        [],
      );
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
          if (set.meta)
            document.head.append(
              Object.assign(document.createElement('meta'), {name: 'color-scheme', content: set.meta}),
            );
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

test.describe('motion', () => {
  for (const reducedMotion of /** @type {const} */ (['reduce', 'no-preference']))
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
