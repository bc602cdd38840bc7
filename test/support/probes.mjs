/** Measurements in pages of Playwright: faults that axe finds, layout shifts, and uses of storage and network. */
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';

/** @import {Frame, Page} from '@playwright/test' */
/** @typedef {Page | Frame} Target */

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Loads axe into a page or frame, by the debugger, so that no policy of the page can block it. @param {Target} target */
export const loadAxe = (target) => target.evaluate(AXE);

/**
 * Runs axe, which {@link loadAxe} has loaded.
 *
 * @param {Target} target
 * @param {import('axe-core').RunOptions} [options]
 * @param {string} [within] selector of the only part to check
 * @returns {Promise<string[]>} each rule that is broken, with the start of the HTML of the element
 */
export const faultsIn = (target, options = {}, within) =>
  target.evaluate(async ([given, selector]) => {
    const {axe} = /** @type {any} */ (globalThis);
    /** @type {import('axe-core').AxeResults} */
    const {violations} = await axe.run(selector ?? document, given);
    return violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html.slice(0, 200)}`));
  }, /** @type {const} */ ([options, within]));

/**
 * Starts to record the layout shifts that Chromium measures (https://wicg.github.io/layout-instability/#sec-layout-shift), if the document
 * does not yet, and returns those so far, also from before the start; runs in the page.
 */
function record() {
  const page = /** @type {{layoutShifts?: () => number[]}} */ (globalThis);
  page.layoutShifts ??= (() => {
    /** @type {number[]} */
    const shifts = [];
    const add = (/** @type {any[]} */ entries) => shifts.push(...entries.map(({value}) => value));
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({type: 'layout-shift', buffered: true});
    return () => {
      add(observer.takeRecords());
      return shifts;
    };
  })();
  return page.layoutShifts();
}

/** Records the shifts of all documents that a page opens from now on. @param {Page} page */
export const recordShifts = (page) => page.addInitScript(record);

/** Returns the shifts of a document so far. @param {Page} page @returns {Promise<number[]>} */
export const shiftsOf = (page) => page.evaluate(record);

/** Returns the sum of the shifts of a document so far. @param {Page} page */
export const totalShift = async (page) => (await shiftsOf(page)).reduce((sum, value) => sum + value, 0);

/**
 * Makes each use of something by which a page could store, send or recognize anything throw, and records it in `globalThis.used` and on
 * the console, in every frame. Call it before the page is opened.
 *
 * @param {Page} page
 */
export const trapPrivacyApis = (page) =>
  page.addInitScript(() => {
    /** @type {string[]} */
    const used = [];
    Object.assign(globalThis, {used});
    const trap = (/** @type {object} */ owner, /** @type {string} */ name) => {
      const record = () => {
        used.push(name);
        globalThis.console.info(`used ${name}`);
      };
      Object.defineProperty(owner, name, {
        configurable: true,
        get() {
          record();
          throw new Error(`trap: ${name}`);
        },
        set: record,
      });
    };
    const stores = 'localStorage sessionStorage indexedDB caches cookieStore name';
    for (const name of `${stores} fetch XMLHttpRequest WebSocket EventSource Worker BroadcastChannel`.split(' '))
      trap(globalThis, name);
    trap(globalThis.Document.prototype, 'cookie');
    for (const name of ['sendBeacon', 'serviceWorker', 'geolocation', 'storage'])
      trap(globalThis.Navigator.prototype, name);
  });
