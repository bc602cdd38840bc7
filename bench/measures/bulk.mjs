/** Many elements at once, on a page that has loaded: creation, or hydration where they are prerendered, then an update. */
import {visit} from '../visit.mjs';

/**
 * Creates elements and updates them. Runs in the page.
 *
 * @param {{html: string, count: number, update?: {attribute: string, value: string}}} options
 */
async function createMany({html, count, update}) {
  const {settle} = /** @type {any} */ (globalThis).bench;
  const holder = document.createElement('div');
  // Not connected, so nothing is upgraded yet.
  /** @type {any} */ (holder).setHTMLUnsafe(html.repeat(count));
  const hosts = [...holder.children];

  const start = performance.now();
  document.body.append(holder);
  await settle(holder);
  const script = performance.now() - start;
  document.body.getBoundingClientRect();
  const laidOut = performance.now() - start;
  if (!update) return {script, laidOut};

  const before = performance.now();
  hosts.forEach((host) => host.setAttribute(update.attribute, update.value));
  await settle(holder);
  document.body.getBoundingClientRect();
  return {script, laidOut, update: performance.now() - before};
}

/** @type {import('./index.mjs').Measure} */
export const bulk = {
  name: 'bulk',
  share: 0.5,
  cases: ['100', '1000'],
  async run({browser, site, candidate, name}) {
    const sitePage = await site.pageOf(candidate, 'one');
    const opened = await visit(browser, sitePage, candidate);
    try {
      await opened.ready();
      const count = Number(name);
      const empty = await opened.state();
      const [html] = sitePage.instances;
      const times = await opened.evaluate(createMany, {html, count, update: candidate.update});
      const full = await opened.state();
      return {
        ...times,
        heap: (full.heap - empty.heap) / count,
        nodes: (full.nodes - empty.nodes) / count,
      };
    } finally {
      await opened.close();
    }
  },
};
