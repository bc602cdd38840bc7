/**
 * The keyboard, with real keys in a real Chromium: tab stops and their order, visible focus, and the keys of each control.
 */
import assert from 'node:assert/strict';
import {fileURLToPath} from 'node:url';
import {PNG} from 'pngjs';
import {prerendered} from '../../src/tools/html/snippet.mjs';
import {fallbackHtml} from '../../src/tools/html/fallback-html.mjs';
import {root} from '../../src/tools/project.mjs';
import {openPage, pageOf, routeFolders, snippet, test, upgraded, WIDGETS} from '../support/page.mjs';
import {countChangedPixels} from '../support/pixels.mjs';
import {LOOKS, SOURCES, tabStopsOf, WIDGET_FORMS} from '../support/tab-stops.mjs';

const PROBE = fileURLToPath(new URL('../support/keyboard-probe.js', import.meta.url));

/**
 * Keys for each kind of control and its state afterwards, in order; at the end it is open or answered. Keys that are pressed
 * together are separated by spaces; `count` is the number of radio buttons in the group.
 *
 * @type {Record<string, (count: number, isRtl: boolean) => {keys: string, state: string}[]>}
 */
const KEYS = {
  link: () => [{keys: 'Enter', state: 'used 1'}],
  links: () => [{keys: 'Enter', state: 'used 1'}],
  button: () => [
    {keys: 'Enter', state: 'used 1'},
    {keys: 'Space', state: 'used 1'},
  ],
  summary: () => [
    {keys: 'Enter', state: 'open'},
    {keys: 'Space', state: 'closed'},
    {keys: 'Space', state: 'open'},
    {keys: 'Enter', state: 'closed'},
    {keys: 'Enter', state: 'open'},
  ],
  checkbox: () => [
    {keys: 'Enter', state: 'not chosen'},
    {keys: 'Space', state: 'chosen'},
    {keys: 'Space', state: 'not chosen'},
    {keys: 'Space', state: 'chosen'},
  ],
  // Arrow keys wrap around. In left-to-right text, the right arrow goes on to the next one.
  radios: (count, isRtl) => [
    {keys: 'Space', state: 'chosen 0'},
    ...Array.from({length: count}, (_, index) => ({keys: 'ArrowDown', state: `chosen ${(index + 1) % count}`})),
    {keys: 'ArrowUp', state: `chosen ${count - 1}`},
    {keys: isRtl ? 'ArrowLeft' : 'ArrowRight', state: 'chosen 0'},
    {keys: isRtl ? 'ArrowLeft' : 'ArrowRight', state: 'chosen 1'},
    {keys: isRtl ? 'ArrowRight' : 'ArrowLeft', state: 'chosen 0'},
  ],
  textbox: () => [
    {keys: 'a Enter b', state: 'a\nb|'},
    {keys: 'ArrowLeft c', state: 'a\nc|b'},
  ],
};

/** Stops that this test does not press: leaving has a test of its own, and clearing comes at the end. */
const NOT_PRESSED = /^link Leave this page|^button Clear all/;

/** Returns the area of a line of 2 px just inside a box: the minimum that has to change by WCAG 2.4.13. */
const minimumFocusArea = (width, height) =>
  Math.floor(width * height - Math.max(0, width - 4) * Math.max(0, height - 4));

/** Opens every disclosure in a widget and gives an answer. @param {import('@playwright/test').Locator} widget */
const fill = (widget) =>
  widget.evaluate(async (element) => {
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

/** The page for widgets: they are mounted between two buttons. */
const BODY = '<button id="before">Before</button><div id="place"></div><button id="after">After</button>';
const HEAD = '<style>html { color-scheme: light dark } body { margin: 24px }</style>';

/**
 * Opens a page for many widgets, one after the other.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {object} [options] width and height of the window, and parts of the page
 */
async function openSite(browser, {head = '', body = BODY, script, ...viewport} = {}) {
  const {page, close} = await openPage(browser, pageOf(body, {head: HEAD + head, script}), {
    context: {viewport: {width: 640, height: 320, ...viewport}},
    before: (each) => each.addInitScript({path: PROBE}),
  });
  const cdp = await page.context().newCDPSession(page);

  /** Returns role and name of the element that an expression gives. @param {string} expression */
  async function accessibilityOf(expression) {
    const {result} = await cdp.send('Runtime.evaluate', {expression});
    const {nodes} = await cdp.send('Accessibility.getPartialAXTree', {
      objectId: result.objectId,
      fetchRelatives: false,
    });
    const [{role, name}] = nodes;
    return {role: role.value, name: name?.value ?? ''};
  }

  /** Returns the focused tab stop as in tab-stops.mjs. */
  async function currentStop() {
    const kind = await page.evaluate(() => {
      const element = globalThis.keyboardProbe.focused();
      return element.matches('.sources a') ? 'source' : element.type;
    });
    if (kind === 'source') return SOURCES;
    if (kind === 'radio')
      return `radios ${(await accessibilityOf('keyboardProbe.focused().closest("fieldset")')).name}`;
    const {role, name} = await accessibilityOf('keyboardProbe.focused()');
    return `${role === 'DisclosureTriangle' ? 'summary' : role} ${name}`;
  }

  /** Takes a picture of the window as it is. */
  async function takePicture() {
    const {data} = await cdp.send('Page.captureScreenshot', {optimizeForSpeed: true});
    return PNG.sync.read(Buffer.from(data, 'base64'));
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

  /**
   * Moves from one element of the page to another by pressing a key.
   *
   * @param {string} from selector of the first element
   * @param {string} to selector of the last element
   * @param {string} key
   * @param {() => unknown} [visit] called at each stop between; by default, its role and name are returned
   * @returns {Promise<unknown[]>} the results of `visit`, with the links to the sources once
   */
  async function walk(from, to, key, visit = currentStop) {
    await page.evaluate((start) => {
      globalThis.keyboardProbe.reached = [];
      document.querySelector(start).focus();
    }, from);
    const results = [];
    for (let index = 0; index < 100; index++) {
      await page.keyboard.press(key);
      const isAtEnd = await page.evaluate((end) => {
        const element = globalThis.keyboardProbe.focused();
        return element.matches(end) || !globalThis.keyboardProbe.reached.push(element);
      }, to);
      if (isAtEnd) return results;
      const result = await visit();
      if (result !== SOURCES || results.at(-1) !== SOURCES) results.push(result);
    }
    return assert.fail(`${key} never reaches ${to}: ${results.join(', ')}`);
  }

  return {page, close, currentStop, takePicture, mount, walk};
}

test.describe('the keyboard in each widget', () => {
  /** @type {Awaited<ReturnType<typeof openSite>>} */
  let site;
  test.beforeAll(async ({browser}) => {
    site = await openSite(browser);
  });
  test.afterAll(() => site.close());

  for (const form of WIDGET_FORMS)
    test(`${form}: Tab reaches every control in order, and Shift+Tab in reverse`, async () => {
      const widget = await site.mount(form);
      for (const isFilled of LOOKS.includes(form) ? [false, true] : [false]) {
        if (isFilled) await fill(widget);
        const expected = tabStopsOf(form, isFilled);
        assert.deepEqual(await site.walk('#before', '#after', 'Tab'), expected);
        const missed = await widget.evaluate(({shadowRoot}) => {
          const {unreached, reached} = globalThis.keyboardProbe;
          return unreached(shadowRoot, reached);
        });
        assert.deepEqual(missed, [], 'never reached');
        assert.deepEqual(await site.walk('#after', '#before', 'Shift+Tab'), expected.toReversed());
      }
    });

  for (const form of LOOKS)
    test(`${form}: the focus is visible at every stop, in light and in dark`, async () => {
      const {page} = site;
      await fill(await site.mount(form));
      for (const colorScheme of ['dark', 'light']) {
        await page.emulateMedia({colorScheme});
        // In dark, one control of each kind is enough; one link to a source is enough in both.
        const checked = new Set();
        const weak = [];
        await site.walk('#before', '#after', 'Tab', async () => {
          const stop = await site.currentStop();
          const {width, height, kind} = await page.evaluate(() => {
            const {focused, boxOf} = globalThis.keyboardProbe;
            const element = focused();
            const ancestors = [element, element.parentElement, element.parentElement.parentElement];
            const kind = ancestors.map((each) => `${each.localName}.${each.className}.${each.part}`).join(' ');
            return {...boxOf(element), kind};
          });
          const key = colorScheme === 'dark' ? kind : stop;
          if (checked.has(key)) return;
          checked.add(key);
          const focused = await site.takePicture();
          // The next Tab continues from there all the same.
          await page.evaluate(() => globalThis.keyboardProbe.focused().blur());
          const area = countChangedPixels(focused, await site.takePicture());
          const minimum = minimumFocusArea(width, height);
          if (area < minimum) weak.push(`${stop}: ${area} px² of ${minimum}`);
        });
        assert.deepEqual(weak, [], `${colorScheme}: changes too little when it is focused`);
      }
    });

  for (const form of LOOKS)
    for (const lang of tabStopsOf(form, true).some((stop) => stop.startsWith('radios')) ? ['en', 'ar'] : ['en'])
      test(`${form}, ${lang}: Enter, Space and the arrow keys work as in any page`, async () => {
        const {page} = site;
        const widget = await site.mount(form, lang);
        const tried = new Set();
        await site.walk('#before', '#after', 'Tab', async () => {
          const stop = await site.currentStop();
          const [role] = stop.split(' ');
          // In the other language, only the arrow keys differ.
          if (NOT_PRESSED.test(stop) || (lang === 'ar' && role !== 'radios')) return;
          tried.add(role);
          const count = await page.evaluate(() => {
            const {focused, groupOf} = globalThis.keyboardProbe;
            globalThis.control = focused();
            return groupOf(globalThis.control).length;
          });
          for (const {keys, state} of KEYS[role](count, lang === 'ar')) {
            for (const key of keys.split(' ')) await page.keyboard.press(key);
            const actual = await page.evaluate(() => globalThis.keyboardProbe.stateOf(globalThis.control));
            assert.equal(actual, state, `${keys} on ${stop}`);
          }
        });
        if (lang === 'ar') return assert.deepEqual([...tried], ['radios']);
        const stops = tabStopsOf(form, true);
        const pressed = stops.filter((stop) => !NOT_PRESSED.test(stop));
        assert.deepEqual([...tried].sort(), [...new Set(pressed.map((stop) => stop.split(' ')[0]))].sort());
        if (!stops.includes('button Clear all')) return;
        await widget.locator('.actions > :last-child').focus();
        await page.keyboard.press('Enter');
        // The button has been removed; the focus is on the first field, which is empty again.
        const first = await widget.locator('input').first().elementHandle();
        assert.ok(await first.evaluate((input) => input === globalThis.keyboardProbe.focused() && !input.checked));
      });

  test('tab-stops.mjs has every widget', () => {
    assert.deepEqual([...new Set(WIDGET_FORMS.map((form) => form.split(' ')[0]))].sort(), WIDGETS);
  });
});

test.describe('below a fixed header and above a fixed quick exit', () => {
  const EXIT = snippet('quick-exit', 'placement="fixed"');
  const FIXED = '<header style="position: fixed; inset: 0 0 auto; height: 80px; background: #888">County</header>';
  for (const [place, minimum, width, height, head] of [
    ['on a page without scroll-padding', 1, 400, 700],
    ['on a page with scroll-padding', 1, 400, 700, '<style>html { scroll-padding-block: 80px 6rem }</style>'],
    // There the quick exit takes a third of the window, and so does a link to a source.
    ['at 400 % zoom', 0.4, 320, 256],
  ])
    test(`no control is hidden when it is focused, ${place}`, async ({browser}) => {
      const far = '<div style="height: 100vh"></div>';
      const site = await openSite(browser, {head, body: `${FIXED}${far}${BODY}${far}${EXIT}`, width, height});
      await upgraded(site.page, 'quick-exit');
      const hidden = [];
      for (const form of LOOKS.filter((each) => !each.startsWith('quick-exit'))) {
        await fill(await site.mount(form));
        for (const [key, ...ends] of [
          ['Tab', '#before', '#after'],
          ['Shift+Tab', '#after', '#before'],
        ])
          await site.walk(...ends, key, async () => {
            const share = await site.page.evaluate(() => {
              const {focused, visibleShareOf} = globalThis.keyboardProbe;
              const exit = document.querySelector('recovery-quick-exit').shadowRoot.querySelector('[popover]');
              const covers = [document.querySelector('header'), exit].filter(Boolean);
              return visibleShareOf(focused(), covers);
            });
            if (share < minimum)
              hidden.push(`${form}: ${key} to ${await site.currentStop()}: ${Math.round(share * 100)} % visible`);
          });
      }
      await site.close();
      assert.deepEqual(hidden, []);
    });
});

test.describe('in a dialog of the page', () => {
  /** @type {Awaited<ReturnType<typeof openSite>>} */
  let site;
  test.beforeAll(async ({browser}) => {
    site = await openSite(browser, {body: `<button>Outside</button><dialog>${BODY}</dialog><button>Outside</button>`});
  });
  test.afterAll(() => site.close());

  for (const form of LOOKS)
    test(`${form}: Tab stays inside, and Escape closes the dialog at every stop`, async () => {
      const {page} = site;
      await page.evaluate(() => document.querySelector('dialog').showModal());
      await site.mount(form);
      const hidden = [];
      const stops = await site.walk('#before', '#after', 'Tab', async () => {
        const stop = await site.currentStop();
        const isVisible = await page.evaluate(() => {
          const {focused, boxOf, visibleShareOf} = globalThis.keyboardProbe;
          const element = focused();
          globalThis.control = element;
          const box = boxOf(element);
          const {top, bottom} = document.querySelector('dialog').getBoundingClientRect();
          const isInDialog = (box.top >= top && box.bottom <= bottom) || !!element.closest('[popover]');
          return visibleShareOf(element, []) === 1 && isInDialog;
        });
        if (!isVisible) hidden.push(stop);
        await page.keyboard.press('Escape');
        const isClosed = await page.evaluate(() => {
          const dialog = document.querySelector('dialog');
          const {open} = dialog;
          if (!open) dialog.showModal();
          globalThis.control.focus();
          return !open;
        });
        assert.ok(isClosed, `Escape at ${stop}`);
        return stop;
      });
      assert.deepEqual(stops, tabStopsOf(form, false));
      assert.deepEqual(hidden, []);
      for (const [end, key] of [
        ['#after', 'Tab'],
        ['#before', 'Shift+Tab'],
      ]) {
        await page.focus(end);
        await page.keyboard.press(key);
        // To the browser’s own controls, or back to the start.
        const isInside = await page.evaluate(() => !!document.activeElement.closest('body:not(:focus-within), dialog'));
        assert.ok(isInside, `${key} leaves the dialog`);
      }
      await page.evaluate(() => document.querySelector('dialog').close());
    });
});

test('without script, Tab reaches every link and summary of the fallback HTML, and every control of prerendered HTML', async ({
  browser,
}) => {
  const site = await openSite(browser, {script: ''});
  const setContent = (html) => site.page.evaluate((each) => document.querySelector('#place').setHTMLUnsafe(each), html);
  // Commas are generated by CSS in the widget, and text in the fallback HTML.
  const simplify = (stops) => stops.map((stop) => stop.replace(/[\s,:]+/g, ' '));
  for (const form of WIDGET_FORMS) {
    const [, name, region, rest] = /^(\S+)(?: region="(\w+)")?(.*)/.exec(form);
    const pairs = [...rest.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)].map(([, key, value = '']) => [key, value]);
    const options = {region, attributes: Object.fromEntries(pairs)};
    const stops = tabStopsOf(form, false);
    await setContent(await fallbackHtml(name, options));
    const inFallback = stops.filter((stop) => /^(link|summary)/.test(stop));
    assert.deepEqual(simplify(await site.walk('#before', '#after', 'Tab')), simplify(inFallback), form);
    await setContent((await prerendered(name, options)).html);
    assert.deepEqual(await site.walk('#before', '#after', 'Tab'), stops, `${form}, prerendered`);
  }
  await site.close();
});

test.describe('the demo page', () => {
  for (const [width, height] of [
    [400, 700],
    [1280, 800],
  ])
    test(`at ${width} × ${height} px, Tab reaches every control, and the quick exit covers none of them`, async ({
      page,
    }) => {
      await page.setViewportSize({width, height});
      await page.addInitScript({path: PROBE});
      await routeFolders(page, 'https://demo.example', {'/': `${root}/docs/demo`, '/cdn/': `${root}/dist/cdn`});
      await page.goto('https://demo.example/');
      await page.waitForFunction(() => {
        const widgets = [...document.querySelectorAll('*')].filter(({localName}) => localName.startsWith('recovery-'));
        return widgets.length && widgets.every((each) => each.shadowRoot?.querySelector('.root'));
      });
      const hidden = [];
      for (const key of ['Tab', 'Shift+Tab']) {
        await page.evaluate(() => (globalThis.keyboardProbe.reached = []));
        for (;;) {
          await page.keyboard.press(key);
          const stop = await page.evaluate(() => {
            const {focused, reached, visibleShareOf} = globalThis.keyboardProbe;
            const element = focused();
            // Back at the start, or at the browser’s own controls.
            if (element === document.body || reached.includes(element)) return undefined;
            reached.push(element);
            const exit = document.querySelector('recovery-quick-exit').shadowRoot.querySelector('[popover]');
            const share = visibleShareOf(element, exit.contains(element) ? [] : [exit]);
            return {share, html: element.outerHTML};
          });
          if (!stop) break;
          if (stop.share < 1) hidden.push(`${key}: ${Math.round(stop.share * 100)} % visible of ${stop.html}`);
        }
        const missed = await page.evaluate(() => {
          const roots = [...document.querySelectorAll('*')].flatMap(({shadowRoot}) => shadowRoot ?? []);
          const {unreached, reached} = globalThis.keyboardProbe;
          return [document, ...roots].flatMap((root) => unreached(root, reached));
        });
        assert.deepEqual(missed, [], `${key} never reaches them`);
      }
      assert.deepEqual(hidden, []);
    });
});
