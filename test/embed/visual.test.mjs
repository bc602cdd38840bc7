/** Large text, narrow windows, wide spacing and the colors that a reader sets lose nothing; nothing moves by itself. */
import assert from 'node:assert/strict';
import {fileURLToPath} from 'node:url';
import {PNG} from 'pngjs';
import {nightly} from '../support/nightly.mjs';
import {ALL_SCRIPT, test, WIDGETS, openIn, pageOf, snippet, until} from '../support/page.mjs';
import {countChangedPixels, takePicture} from '../support/pictures.mjs';

const PROBE = fileURLToPath(new URL('../support/visual-probe.js', import.meta.url));

/**
 * Every widget in each of its looks. `act` is done in it: `copy` presses the first copy button, `choose all` ticks every input,
 * `choose third` the third one, `answer in turn` gives the answers one to four in turn, and none to each fifth question, and
 * `validate` checks the validity.
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
    (localName !== 'recovery-helpline-banner' || !shadowRoot.querySelector('.more:not(:has(time))'));
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
      ({dataset, shadowRoot}) => dataset.act !== 'copy' || shadowRoot.querySelector('[aria-live]').textContent.trim(),
    );

/** Opens a page with every state in each language, acts in them, and opens every disclosure. */
async function openStates(open, {languages, states = STATES, context = {}, css = ''}) {
  const widgets = languages.flatMap((lang) =>
    states.map(({title, name, attributes = '', act = ''}) =>
      snippet(name, `lang="${lang}" title="${title}" data-act="${act}" ${attributes}`),
    ),
  );
  const opened = await open(pageOf(widgets.join('<hr>'), {head: `<style>${css}</style>`, script: ALL_SCRIPT}), {
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

const [SECOND, THIRD] = [2, 3].map((index) => `label:nth-of-type(${index})`);

/** Controls that a reader changes: `first` is clicked before, `control` to change it; the change shows in `area`. */
const TOGGLES = [
  {name: 'trigger', state: 'checklist', control: `${SECOND} input`, area: SECOND},
  {name: 'step of the guide', state: 'guide', control: 'label input', area: 'label'},
  {name: 'answer of care gaps', state: 'gaps', first: 'input', control: `${SECOND} input`, area: SECOND},
  {name: 'yes or no', state: 'feedback', first: 'input', control: `${SECOND} input`, area: `fieldset ${SECOND}`},
  {name: 'number of stars', state: 'feedback, chosen', first: 'input', control: `${THIRD} input`, area: THIRD},
  {name: 'star', state: 'feedback, chosen', first: 'input', control: `${THIRD} input`, area: `${SECOND} svg`},
  {name: 'question', state: 'faq', control: '.question summary', area: '.question summary'},
  {name: 'treatment', state: 'explainer', control: '.treatment summary', area: '.treatment summary'},
];

/** Focusable controls of each kind, by state. */
const FOCUSABLE = Object.entries({
  banner: ['.primary', '.copy', '.sos a'],
  warning: ['.sos a'],
  checklist: ['input'],
  explainer: ['button'],
  faq: ['summary', '.sources a'],
  gaps: ['input'],
  exit: ['a.button'],
  feedback: ['input', 'textarea'],
}).flatMap(([state, controls]) => controls.map((control) => ({state, control})));

/** Scrolls an element to the middle of the window; returns its box in the page, with a margin. Runs in the page. */
const boxOf = (element, margin = 0) => {
  element.scrollIntoView({block: 'center', behavior: 'instant'});
  const {x, y, width, height} = element.getBoundingClientRect();
  const [left, top] = [x + globalThis.scrollX - margin, y + globalThis.scrollY - margin].map(Math.floor);
  return {x: left, y: top, width: Math.ceil(width + 2 * margin), height: Math.ceil(height + 2 * margin)};
};

/** Takes a picture of a part of the page. */
const pixelsOf = async (page, clip) => PNG.sync.read(await takePicture(page, clip));

test.describe('with text and windows of any size', () => {
  // The longest texts, and the other direction.
  const languages = ['es', 'ar'];

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
    for (const width of [1280, 240]) await expectWhole(page, width);
  });

  test('nothing is lost with larger text alone', async ({launch}) => {
    const {page} = await openStates(openIn(await launch('--blink-settings=defaultFontSize=32')), {languages});
    const sizes = await page.evaluate(() =>
      globalThis.visualProbe
        .widgets()
        // These do not grow: a fixed button would cover a small window, and labels in the chart each other.
        .filter(({title}) => title !== 'exit, fixed')
        .flatMap(globalThis.visualProbe.linesOf)
        .filter(({element}) => !element.closest('[role=img]'))
        .map(({element}) => parseFloat(getComputedStyle(element).fontSize)),
    );
    assert.ok(Math.min(...sizes) >= 32, `the smallest is ${Math.min(...sizes)} px`);
    for (const width of [1280, 240]) await expectWhole(page, width);
  });
});

test('no animation or transition runs before and after every control is used', async ({open}) => {
  const {page} = await openStates(open, {languages: ['en'], context: {reducedMotion: 'no-preference'}});
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

test.describe('with the colors that a reader sets', () => {
  /** At night in English, too: it has the same elements and style sheets, and no color depends on a language or a direction. */
  const languages = nightly(['ar', 'en'], ['ar']);
  let page;
  test.beforeAll(async ({browser}) => {
    // A fixed one would cover the others in the pictures.
    const states = STATES.filter(({title}) => title !== 'exit, fixed');
    ({page} = await openStates(openIn(browser), {languages, states, context: {viewport: {width: 600, height: 900}}}));
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
  ];
  // Shapes and lines do not depend on the scheme.
  for (const [name, media, isGray] of settings)
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

      test('give each of the five answers of care gaps its own shape', async () => {
        const shapes = new Map();
        for (const cell of await page.locator('[title="gaps, answered"][lang=ar] [part=cell]').all()) {
          const state = await cell.evaluate((/** @type {any} */ each) => each.innerText.split('\n').pop());
          if (!shapes.has(state)) shapes.set(state, await pixelsOf(page, await cell.locator('svg').evaluate(boxOf)));
        }
        assert.equal(shapes.size, 5, `${[...shapes.keys()]}`);
        for (const [a, one] of shapes)
          for (const [b, other] of shapes) assert.ok(a === b || countChangedPixels(one, other) > 12, `${a} and ${b}`);
      });

      test('give emergency panels an edge', async () => {
        assert.deepEqual(await page.evaluate(() => globalThis.visualProbe.weakEdges('.sos')), []);
      });
    });

  test('forced colors keep an edge around every box that has a border or a background', async () => {
    await setPageScheme('light');
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      await emulate({});
      const count = await page.evaluate(() => globalThis.visualProbe.markBoxes());
      assert.ok(count > 150 * languages.length, `${count} boxes`);
      await emulate({forcedColors: 'active', colorScheme});
      assert.deepEqual(await page.evaluate(() => globalThis.visualProbe.weakEdges('[data-box]')), []);
      assert.deepEqual(await page.evaluate(() => globalThis.visualProbe.weakTexts(7)), []);
    }
  });

  test('forced colors show the focus', async () => {
    await emulate({forcedColors: 'active', colorScheme: 'dark'});
    await page.keyboard.press('Tab'); // From here on, :focus-visible matches.
    for (const {state, control} of FOCUSABLE) {
      const el = page.locator(`[title="${state}"][lang=ar]`).locator(control).first();
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
        // Hairlines around cards and cells only separate, unless a reader wants more.
        const boxes = `textarea, label:not(:has(:checked))${contrast === 'more' ? ', .card, td' : ''}`;
        return page.evaluate((each) => globalThis.visualProbe.lowestContrasts(each), boxes);
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
    const light = await colorsOf({});
    const dark = await colorsOf({css: 'dark'});
    assert.notDeepEqual(light, dark);
    // With the same colors every text has the same contrast.
    for (const [expected, way] of [
      [dark, {css: 'light dark', system: 'dark'}],
      [dark, {meta: 'dark'}],
      [dark, {theme: 'dark', css: 'light', system: 'light'}],
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
