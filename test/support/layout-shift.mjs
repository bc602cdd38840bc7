/** Layout shifts of a page, as Chromium measures them: https://wicg.github.io/layout-instability/#sec-layout-shift */

/** @import {Page} from '@playwright/test' */

/** Starts to record, if the document does not yet, and returns the shifts so far, also those from before the start; runs in the page. */
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
