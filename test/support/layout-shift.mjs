/** Layout shifts of a page, as Chromium measures them. */

/** @import {Page} from '@playwright/test' */

/**
 * @typedef {{value: number, moved: string[]}} Shift its value, and the tags of the elements of the page that moved
 * @typedef {PerformanceEntry & {value: number, sources: readonly {currentRect: DOMRectReadOnly}[]}} LayoutShift see
 *   https://wicg.github.io/layout-instability/#sec-layout-shift
 */

/**
 * Starts to record, if the document does not yet, and returns the shifts so far, those from before the start among them; runs in the
 * page.
 *
 * @returns {Shift[]}
 */
function record() {
  const page = /** @type {{layoutShifts?: () => Shift[]}} */ (globalThis);
  page.layoutShifts ??= (() => {
    /** @type {Shift[]} */
    const shifts = [];
    const tagAt = (/** @type {number} */ y) => {
      const element = [...document.body.children].find((each) => each.getBoundingClientRect().bottom > y);
      return element ? /** @type {Element} */ (element.cloneNode()).outerHTML : 'none';
    };
    const add = (/** @type {PerformanceEntryList} */ entries) => {
      for (const {value, sources} of /** @type {LayoutShift[]} */ (entries))
        shifts.push({value, moved: sources.map(({currentRect}) => tagAt(currentRect.top))});
    };
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({type: 'layout-shift', buffered: true});
    return () => {
      add(observer.takeRecords());
      return shifts;
    };
  })();
  return page.layoutShifts();
}

/** Records the shifts of all documents that a page opens from now on, with the elements as they lie at that time. @param {Page} page */
export const recordShifts = (page) => page.addInitScript(record);

/** Returns the shifts of a document so far. @param {import('@playwright/test').Page} page @returns {Promise<Shift[]>} */
export const shiftsOf = (page) => page.evaluate(record);

/** Returns the sum of the shifts of a document so far. @param {import('@playwright/test').Page} page */
export const totalShift = async (page) => (await shiftsOf(page)).reduce((sum, {value}) => sum + value, 0);
