/** Elements that come and go: the memory that the page retains. */
import {visit} from '../visit.mjs';

const COUNT = 500;
/** The first round fills caches that stay, and does not count. */
const CYCLES = 4;

/** Creates elements and removes them. Runs in the page. @param {{html: string, count: number}} options */
async function createAndRemove({html, count}) {
  const holder = document.createElement('div');
  /** @type {any} */ (holder).setHTMLUnsafe(html.repeat(count));
  document.body.append(holder);
  await /** @type {any} */ (globalThis).bench.settle(holder);
  document.body.getBoundingClientRect();
  holder.remove();
}

/** @type {import('./index.mjs').Measure} */
export const teardown = {
  name: 'teardown',
  share: 0,
  cases: [`${COUNT}`],
  async run({browser, site, candidate}) {
    const sitePage = await site.pageOf(candidate, 'one');
    const opened = await visit(browser, sitePage, candidate);
    try {
      await opened.ready();
      const states = [];
      for (let cycle = 0; cycle < CYCLES; cycle++) {
        await opened.evaluate(createAndRemove, {html: sitePage.instances[0], count: COUNT});
        states.push(await opened.state());
      }
      const [first, last] = [states[0], states[CYCLES - 1]];
      return {
        nodes: last.nodes - first.nodes,
        listeners: last.listeners - first.listeners,
        heap: (last.heap - first.heap) / (COUNT * (CYCLES - 1)),
      };
    } finally {
      await opened.close();
    }
  },
};
