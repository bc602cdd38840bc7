/** The keyboard, with real keys in a real Chromium: tab stops and their order, visible focus, and the keys of each control. */
import assert from 'node:assert/strict';
import {fileURLToPath} from 'node:url';
import {PNG} from 'pngjs';
import {fallbackHtml} from '../../src/tools/html/fallback-html.mjs';
import {printStatic} from '../../src/tools/html/snippet.mjs';
import {nightly} from '../support/nightly.mjs';
import {WIDGETS, openPage, pageOf, snippet, test, upgraded} from '../support/page.mjs';
import {countChangedPixels, takePicture} from '../support/pictures.mjs';

const PROBE = fileURLToPath(new URL('../support/keyboard-probe.js', import.meta.url));

/**
 * Keys for each kind of control and its state afterwards, in order; at the end it is open or answered. Keys that are pressed
 * together are separated by spaces; `count` is the number of radio buttons in the group.
 *
 * @type {Record<string, (count: number, isRtl: boolean) => string[]>}
 */
const KEYS = {
  link: () => ['Enter: used 1'],
  source: () => ['Enter: used 1'],
  button: () => ['Enter: used 1', 'Space: used 1'],
  summary: () => ['Enter: open', 'Space: closed', 'Space: open', 'Enter: closed', 'Enter: open'],
  checkbox: () => ['Enter: not chosen', 'Space: chosen', 'Space: not chosen', 'Space: chosen'],
  // Arrow keys wrap around. In left-to-right text, the right arrow goes on to the next one.
  radios: (count, isRtl) => {
    const [next, previous] = isRtl ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
    const down = Array.from({length: count}, (_, index) => `ArrowDown: chosen ${(index + 1) % count}`);
    const sideways = [`${next}: chosen 0`, `${next}: chosen 1`, `${previous}: chosen 0`];
    return ['Space: chosen 0', ...down, `ArrowUp: chosen ${count - 1}`, ...sideways];
  },
  textbox: () => ['a Enter b: a\nb|', 'ArrowLeft c: a\nc|b'],
};

/** Stops that this test does not press: leaving has a test of its own, and clearing comes at the end. */
const NOT_PRESSED = /^link Leave this page|^button Clear all/;

/** Returns the area of a line of 2 px just inside a box: the minimum that has to change by WCAG 2.4.13. */
const minimumFocusArea = (width, height) =>
  Math.floor(width * height - Math.max(0, width - 4) * Math.max(0, height - 4));

/** The page for widgets: they are mounted between two buttons. */
const BODY = '<button id="before">Before</button><div id="place"></div><button id="after">After</button>';
const HEAD = '<style>html { color-scheme: light dark } body { margin: 24px }</style>';

/**
 * Moves from one element of the page to another by pressing a key. At each stop between, `measure` is called in the page with
 * the element.
 *
 * Keys are sent ahead, because asking the page after each takes far more time than the keys do. With `visit`, which receives the
 * measurement, the next key is sent after it.
 *
 * @param {import('@playwright/test').Page} page with the probe
 * @param {object} options
 * @param {string} options.from selector of the first element
 * @param {string} options.to selector of the last element
 * @param {string} options.key
 * @param {(element: any) => any} [options.measure] by default, returns the id of the element
 * @param {(measured: any) => Promise<void>} [options.visit]
 * @returns {Promise<any[]>} measurements at each stop
 */
async function walk(page, {from, to, key, measure = (element) => globalThis.keyboardProbe.idOf(element), visit}) {
  const options = JSON.stringify({from, to, isAhead: !visit});
  await page.evaluate(`keyboardProbe.start({...${options}, measure: ${measure}})`);
  for (let pressed = 1; pressed < 1000; pressed++) {
    await page.keyboard.press(key);
    if (visit) {
      const stop = await page.evaluate(() => {
        globalThis.keyboardProbe.step();
        return globalThis.keyboardProbe.isAtEnd() ? undefined : {measured: globalThis.keyboardProbe.measured().at(-1)};
      });
      if (!stop) break;
      await visit(stop.measured);
    } else if (pressed % 8 === 0 && (await page.evaluate(() => globalThis.keyboardProbe.isAtEnd()))) break;
  }
  const isAtEnd = await page.evaluate(() => globalThis.keyboardProbe.isAtEnd());
  const measured = await page.evaluate(() => globalThis.keyboardProbe.measured());
  assert.ok(isAtEnd, `${key} never reaches ${to}: ${JSON.stringify(measured)}`);
  return measured;
}

/** @typedef {Omit<Parameters<typeof walk>[1], 'from' | 'to'>} WalkOptions */

/**
 * Opens a page for many widgets, one after the other.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {{head?: string, body?: string, script?: string, width?: number, height?: number}} [options] width and height of the
 *   window, and parts of the page
 */
async function openSite(browser, {head = '', body = BODY, script, ...viewport} = {}) {
  const {page, close} = await openPage(browser, pageOf(body, {head: HEAD + head, script}), {
    context: {viewport: {width: 640, height: 320, ...viewport}},
    before: (each) => each.addInitScript({path: PROBE}),
  });

  /** Reads the pixels of the window as it is. */
  const readPixels = async () => PNG.sync.read(await takePicture(page));

  /** Opens every disclosure in a widget and gives an answer. @param {import('@playwright/test').Locator} widget */
  async function fill(widget) {
    await widget.evaluate(async (/** @type {any} */ element) => {
      // The event comes in a task of its own, and widgets render again after it.
      const toggles = [...element.shadowRoot.querySelectorAll('details:not([open])')].map((details) => {
        const toggled = new Promise((resolve) => details.addEventListener('toggle', resolve, {once: true}));
        details.open = true;
        return toggled;
      });
      element.shadowRoot.querySelector('input:enabled')?.click();
      await Promise.all(toggles);
      await element.updateComplete;
    });
  }

  /** Mounts a widget in the page. @param {string} form its name and attributes */
  async function mount(form, lang = 'en') {
    const [, name, attributes] = /^(\S+) ?(.*)$/.exec(form);
    await page.evaluate(
      (html) => {
        globalThis.scrollTo(0, 0);
        document.querySelector('#place').innerHTML = html;
        globalThis.keyboardProbe.clicked.length = 0;
      },
      // Fallback content without a number: a widget that has none either would keep it.
      snippet(name, `${attributes} lang="${lang}"`, 'Fallback'),
    );
    const widget = page.locator(`#place > recovery-${name}`);
    await widget.locator(`.root[lang=${lang}]`).waitFor();
    return widget;
  }

  /** Walks from the button before a widget to the one after it, or back. @param {WalkOptions} options */
  const walkThrough = (options) =>
    walk(page, {
      ...(options.key === 'Tab' ? {from: '#before', to: '#after'} : {from: '#after', to: '#before'}),
      ...options,
    });

  /** Returns the ids of the controls in a widget or in HTML that was put into the page, in reading order. */
  const controlsIn = (/** @type {import('@playwright/test').Locator} */ place) =>
    place.evaluate((element) => globalThis.keyboardProbe.controlsIn(element.shadowRoot ?? element));

  return {page, close, readPixels, mount, fill, walkThrough, controlsIn};
}

/** Every kind of control: widgets, and the kinds whose keys are tried in each. @type {Record<string, string[]>} */
const KINDS = {
  'helpline-banner region="US"': ['button', 'link', 'summary'],
  'trigger-checklist': ['button', 'checkbox', 'source', 'summary'],
  'care-gaps region="US"': ['button', 'link', 'radios', 'source', 'summary'],
  'feedback scale="stars" comment required': ['radios', 'textbox'],
  'quick-exit placement="fixed"': ['summary'],
};

/** Every widget in each of its looks: name and attributes. */
const LOOKS = [...Object.keys(KINDS), 'helpline-banner region="US" variant="compact"', 'quick-exit', 'feedback'];
for (const name of WIDGETS) if (!LOOKS.some((look) => look.startsWith(name))) LOOKS.push(`${name} region="US"`);
/** The same with other lines, and without a control. */
const NO_CONTROL = 'feedback comment disabled';
const LOCAL_LINE = 'phone="555 0100" phone-name="County line" operator="The county"';
const FORMS = [...LOOKS, 'helpline-banner', `helpline-banner region="GB" ${LOCAL_LINE}`, NO_CONTROL];

test.describe('the keyboard in each widget', () => {
  let site;
  test.beforeAll(async ({browser}) => {
    site = await openSite(browser);
  });
  test.afterAll(() => site.close());

  // Whether it is filled in, and the key: each of both in CI, as the order of the controls is the same one.
  const WALKS = nightly(
    [false, true].flatMap((isFilled) => ['Tab', 'Shift+Tab'].map((key) => ({isFilled, key}))),
    [
      {isFilled: false, key: 'Tab'},
      {isFilled: true, key: 'Shift+Tab'},
    ],
  );
  for (const form of FORMS)
    test(`${form}: Tab reaches every control in order, and Shift+Tab in reverse`, async () => {
      const widget = await site.mount(form);
      for (const {isFilled, key} of WALKS) {
        if (isFilled && LOOKS.includes(form)) await site.fill(widget);
        const expected = await site.controlsIn(widget);
        assert.equal(expected.length > 0, form !== NO_CONTROL);
        assert.deepEqual(await site.walkThrough({key}), key === 'Tab' ? expected : expected.toReversed());
      }
    });

  const seen = new Set();
  for (const form of LOOKS)
    // In dark alone: it is the same ring in the color of the text, whose contrast axe checks.
    test(`${form}: the focus is visible at every stop`, async () => {
      const {page} = site;
      await page.emulateMedia({colorScheme: 'dark'});
      await site.fill(await site.mount(form));
      // One control of each kind, one link to a source; at night in each widget.
      const checked = nightly(new Set(), seen);
      const weak = [];
      const measure = (element) => {
        const {boxOf, kindOf, describe} = globalThis.keyboardProbe;
        const {width, height} = boxOf(element);
        const ancestors = [element, element.parentElement, element.parentElement.parentElement];
        const look = ancestors.map((each) => `${each.localName}.${each.className}.${each.part}`).join(' ');
        return {width, height, look: kindOf(element) === 'source' ? 'source' : look, text: describe(element)};
      };
      const visit = async ({width, height, look, text}) => {
        if (checked.has(look)) return;
        checked.add(look);
        const focused = await site.readPixels();
        // The next Tab continues from there nevertheless.
        await page.evaluate(() => globalThis.keyboardProbe.focused().blur());
        const area = countChangedPixels(focused, await site.readPixels());
        const minimum = minimumFocusArea(width, height);
        if (area < minimum) weak.push(`${text}: ${area} px² of ${minimum}`);
      };
      await site.walkThrough({key: 'Tab', measure, visit});
      assert.deepEqual(weak, [], 'changes too little when it is focused');
    });

  for (const [form, kinds] of Object.entries(KINDS))
    for (const lang of kinds.includes('radios') ? ['en', 'ar'] : ['en'])
      test(`${form}, ${lang}: Enter, Space and the arrow keys work as in any page`, async () => {
        const {page} = site;
        await site.mount(form, lang);
        /** Numbers of controls by kind: in CI two of each, as the first and the next one cannot differ from the rest. */
        const tried = {};
        const measure = (element) => {
          const {kindOf, describe, groupOf} = globalThis.keyboardProbe;
          globalThis.control = element;
          return {kind: kindOf(element), text: describe(element), count: groupOf(element).length};
        };
        const visit = async ({kind, text, count}) => {
          // In the other language, only the arrow keys differ.
          if (NOT_PRESSED.test(text) || (lang === 'ar' && kind !== 'radios')) return;
          tried[kind] = (tried[kind] ?? 0) + 1;
          // A part that stays closed would hide the controls in it.
          if (nightly(false, tried[kind] > 2) && kind !== 'summary') return;
          for (const [keys, state] of KEYS[kind](count, lang === 'ar').map((line) => line.split(': '))) {
            for (const key of keys.split(' ')) await page.keyboard.press(key);
            const actual = await page.evaluate(() => globalThis.keyboardProbe.stateOf(globalThis.control));
            assert.equal(actual, state, `${keys} on ${text}`);
          }
        };
        await site.walkThrough({key: 'Tab', measure, visit});
        assert.deepEqual(Object.keys(tried).sort(), lang === 'ar' ? ['radios'] : kinds);
      });
});

test('no control is hidden when it is focused, below a fixed header and a fixed quick exit', async ({browser}) => {
  const header = '<header style="position: fixed; inset: 0 0 auto; height: 80px; background: #888">County</header>';
  const far = '<div style="height: 100vh"></div>';
  const body = `${header}${snippet('quick-exit', 'placement="fixed"')}${far}${BODY}${far}`;
  const hidden = [];
  // At 400 % zoom, the quick exit takes a third of the window, and so does a link to a source.
  for (const [minimum, width, height] of [
    [1, 400, 700],
    [0.4, 320, 256],
  ]) {
    const site = await openSite(browser, {body, width, height});
    await upgraded(site.page, 'quick-exit');
    for (const form of Object.keys(KINDS).filter((each) => !each.startsWith('quick-exit'))) {
      await site.fill(await site.mount(form));
      for (const key of ['Tab', 'Shift+Tab']) {
        const stops = await site.walkThrough({
          key,
          measure: (element) => {
            const {describe, visibleShareOf} = globalThis.keyboardProbe;
            const exit = document.querySelector('recovery-quick-exit').shadowRoot.querySelector('.fixed');
            const covers = [document.querySelector('header'), exit].filter(Boolean);
            return {text: describe(element), share: visibleShareOf(element, covers)};
          },
        });
        for (const {text, share} of stops)
          if (share < minimum) hidden.push(`${form}: ${key} to ${text}: ${Math.round(share * 100)} % visible`);
      }
    }
    await site.close();
  }
  assert.deepEqual(hidden, []);
});

test('in a dialog of the page, Tab stays inside, and Escape closes the dialog', async ({browser}) => {
  const site = await openSite(browser, {
    body: `<button>Outside</button><dialog>${BODY}</dialog><button>Outside</button>`,
  });
  const {page} = site;
  for (const form of Object.keys(KINDS)) {
    await page.evaluate(() => document.querySelector('dialog').showModal());
    const controls = await site.controlsIn(await site.mount(form));
    // Keys that are not sent ahead: after a walk with those, the page would take no more.
    assert.deepEqual(await site.walkThrough({key: 'Tab', visit: async () => {}}), controls);
    for (const key of ['Tab', 'Shift+Tab']) {
      await page.focus(key === 'Tab' ? '#after' : '#before');
      await page.keyboard.press(key);
      // To the browser’s own controls, or back to the start.
      const isInside = await page.evaluate(() => !!document.activeElement.closest('body:not(:focus-within), dialog'));
      assert.ok(isInside, `${key} leaves the dialog`);
    }
    await page.focus('#before');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    assert.equal(await page.evaluate(() => document.querySelector('dialog').open), false, form);
  }
  await site.close();
});

test('without script, Tab reaches every control of fallback HTML and of static HTML', async ({browser}) => {
  const site = await openSite(browser, {script: ''});
  const setContent = (html) => site.page.evaluate((each) => document.querySelector('#place').setHTMLUnsafe(each), html);
  for (const form of Object.keys(KINDS)) {
    const [, name, region, rest] = /^(\S+)(?: region="(\w+)")?(.*)/.exec(form);
    const pairs = [...rest.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)].map(([, key, value = '']) => [key, value]);
    const options = {region, attributes: Object.fromEntries(pairs)};
    for (const [html, place] of [
      [await fallbackHtml(name, options), '#place'],
      [(await printStatic(name, options)).html, `#place > recovery-${name}`],
    ]) {
      await setContent(html);
      const controls = await site.controlsIn(site.page.locator(place));
      // Choices are text in the fallback HTML.
      assert.ok(controls.length || place === '#place', `${form}, static`);
      assert.deepEqual(await site.walkThrough({key: 'Tab'}), controls, `${form}, ${place}`);
    }
  }
  await site.close();
});
