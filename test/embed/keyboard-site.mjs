/** A page for the keyboard, with real keys in a real Chromium. */
import assert from 'node:assert/strict';
import {fileURLToPath} from 'node:url';
import {PNG} from 'pngjs';
import {openPage, pageOf, snippet} from '../support/page.mjs';
import {takePicture} from '../support/pictures.mjs';
import {SOURCES} from '../support/tab-stops.mjs';

export const PROBE = fileURLToPath(new URL('../support/keyboard-probe.js', import.meta.url));

/**
 * Keys for each kind of control and its state afterwards, in order; at the end it is open or answered. Keys that are pressed
 * together are separated by spaces; `count` is the number of radio buttons in the group.
 *
 * @type {Record<string, (count: number, isRtl: boolean) => {keys: string, state: string}[]>}
 */
export const KEYS = {
  link: () => [{keys: 'Enter', state: 'used 1'}],
  source: () => [{keys: 'Enter', state: 'used 1'}],
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
export const NOT_PRESSED = /^link Leave this page|^button Clear all/;

/** Returns the area of a line of 2 px just inside a box: the minimum that has to change by WCAG 2.4.13. */
export const minimumFocusArea = (width, height) =>
  Math.floor(width * height - Math.max(0, width - 4) * Math.max(0, height - 4));

/** The page for widgets: they are mounted between two buttons. */
export const BODY = '<button id="before">Before</button><div id="place"></div><button id="after">After</button>';
export const HEAD = '<style>html { color-scheme: light dark } body { margin: 24px }</style>';

/**
 * Moves from one element of the page to another by pressing a key. At each stop between, `measure` is called in the page with
 * the element.
 *
 * Keys are sent ahead, because asking the page after each takes far more time than the keys do. With `visit`, which receives the
 * measurement, the next key is sent after it.
 *
 * @param {import('@playwright/test').Page} page with the probe
 * @param {object} options
 * @param {string} [options.from] selector of the first element; by default, the start of the page
 * @param {string} [options.to] selector of the last element; by default, the end of the page
 * @param {string} options.key
 * @param {(element: any) => any} [options.measure] by default, returns the id of the element, for `namesOf`
 * @param {(measured: any) => Promise<void>} [options.visit]
 * @returns {Promise<any[]>} measurements at each stop
 */
export async function walk(
  page,
  {from, to, key, measure = (element) => globalThis.keyboardProbe.idOf(element), visit},
) {
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
  const [isAtEnd, measured] = await page.evaluate(() => [
    globalThis.keyboardProbe.isAtEnd(),
    globalThis.keyboardProbe.measured(),
  ]);
  assert.ok(isAtEnd, `${key} never reaches ${to}: ${JSON.stringify(measured)}`);
  return measured;
}

/**
 * Opens a page for many widgets, one after the other.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {{head?: string, body?: string, script?: string, width?: number, height?: number}} [options] width and height of the
 *   window, and parts of the page
 */
export async function openSite(browser, {head = '', body = BODY, script, ...viewport} = {}) {
  const {page, close} = await openPage(browser, pageOf(body, {head: HEAD + head, script}), {
    context: {viewport: {width: 640, height: 320, ...viewport}},
    before: (each) => each.addInitScript({path: PROBE}),
  });
  const cdp = await page.context().newCDPSession(page);

  /** Names of controls by their id, as in tab-stops.mjs. @type {Map<number, string>} */
  let names = new Map();

  /** Returns role and name of controls, as in tab-stops.mjs, with the links to the sources once. @param {number[]} ids */
  async function namesOf(ids) {
    const asked = ids.filter((id) => !names.has(id));
    const evaluate = (/** @type {string} */ expression, options = {}) =>
      cdp.send('Runtime.evaluate', {expression: `keyboardProbe.${expression}`, ...options});
    const {result: kinds} = await evaluate(`kindsOf(${JSON.stringify(asked)})`, {returnByValue: true});
    const sources = asked.filter((_, index) => kinds.value[index] === 'source');
    for (const id of sources) names.set(id, SOURCES);
    const others = asked.filter((id) => !sources.includes(id));
    const {result: list} = await evaluate(`namedBy(${JSON.stringify(others)})`);
    const {result: items} = await cdp.send('Runtime.getProperties', {
      objectId: String(list.objectId),
      ownProperties: true,
    });
    await Promise.all(
      others.map(async (id, index) => {
        const {objectId} = items.find(({name}) => name === `${index}`).value ?? {};
        const {nodes} = await cdp.send('Accessibility.getPartialAXTree', {objectId, fetchRelatives: false});
        const [{role, name}] = nodes;
        const kind = {DisclosureTriangle: 'summary', group: 'radios', radiogroup: 'radios'}[role?.value] ?? role?.value;
        names.set(id, `${kind} ${name?.value ?? ''}`);
      }),
    );
    return ids.map((id) => names.get(id)).filter((name, index, all) => name !== SOURCES || all[index - 1] !== SOURCES);
  }

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
    // An answer may change them.
    names = new Map();
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

  /** Walks from the button before a widget to the one after it, or back. @param {Parameters<typeof walk>[1]} options */
  const walkThrough = (options) =>
    walk(page, {
      ...(options.key === 'Tab' ? {from: '#before', to: '#after'} : {from: '#after', to: '#before'}),
      ...options,
    });

  /** Returns role and name of each stop of a walk. @param {Parameters<typeof walk>[1]} options */
  const stopsOf = async (options) => namesOf(await walkThrough(options));

  return {page, close, namesOf, readPixels, mount, fill, walkThrough, stopsOf};
}
