/** A page that changes a lot: the price of the loader’s mutation observer for nodes that are not ours. */
import {visit} from '../visit.mjs';

/** Times in a page, of which the least counts: the first compiles the functions, and another may collect garbage. */
const REPEATS = 5;

/**
 * Changes the page in ways that a busy page does. Runs in the page.
 *
 * @param {string} work a case of the measure
 * @returns {Promise<number>} milliseconds of the changes and of the observers’ callbacks
 */
async function changePage(work) {
  const {nextTask} = /** @type {any} */ (globalThis).bench;
  const holder = document.body.appendChild(document.createElement('div'));
  // Layout would be most of the time, and the same in all candidates.
  holder.hidden = true;
  const create = (/** @type {string} */ name, /** @type {Node[]} */ ...children) => {
    const el = document.createElement(name);
    el.append(...children);
    return el;
  };
  let time = 0;
  /** @param {() => void} change */
  async function measure(change) {
    await (work === 'busy' ? new Promise((resolve) => setTimeout(resolve, 10)) : nextTask());
    const start = performance.now();
    change();
    // Callbacks are microtasks, queued before these.
    for (let turn = 0; turn < 3; turn++) await undefined;
    time += performance.now() - start;
  }
  if (work === 'sort') {
    const rows = Array.from({length: 1000}, () => create('tr', ...Array.from({length: 9}, () => create('td'))));
    const body = create('tbody', ...rows);
    holder.append(create('table', body));
    for (let turn = 0; turn < 5; turn++) await measure(() => rows.reverse().forEach((row) => body.append(row)));
  } else {
    for (let turn = 0; turn < 100; turn++)
      await measure(() => {
        for (let index = 0; index < 100; index++) holder.append(create('span'));
      });
  }
  holder.remove();
  return time;
}

/** @type {import('./index.mjs').Measure} */
export const observer = {
  name: 'observer',
  share: 0.5,
  cases: ['insert', 'sort', 'busy'],
  async run({browser, site, candidate, name}) {
    const hasWidget = candidate.id.startsWith('ours');
    const opened = await visit(browser, await site.pageOf(candidate, hasWidget ? 'one' : 'none'), candidate);
    try {
      await opened.ready();
      if (name === 'busy') {
        const before = await opened.mainThreadTime();
        await opened.evaluate(changePage, name);
        return {time: (await opened.mainThreadTime()) - before};
      }
      const times = [];
      for (let turn = 0; turn < REPEATS; turn++) times.push(await opened.evaluate(changePage, name));
      return {time: Math.min(...times)};
    } finally {
      await opened.close();
    }
  },
};
