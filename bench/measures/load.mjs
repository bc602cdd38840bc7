/** The first visit of a page with widgets, on a slow phone: bytes, requests, and when a reader sees what. */
import {SLOW, visit} from '../visit.mjs';

/**
 * Returns how many requests one after the other it takes, the document included.
 *
 * @param {{url: string, from: string}[]} requests
 */
function chainDepth(requests) {
  const parents = new Map(requests.map(({url, from}) => [url, from]));
  /** @param {string | undefined} url @returns {number} */
  const depthOf = (url) => (url === undefined ? 0 : 1 + depthOf(parents.get(url)));
  return Math.max(1, ...requests.map(({url}) => depthOf(url)));
}

/** @type {import('./index.mjs').Measure} */
export const load = {
  name: 'load',
  share: 1,
  cases: ['one', 'four'],
  async run({browser, site, candidate, name}) {
    const sitePage = await site.pageOf(candidate, name);
    const opened = await visit(browser, sitePage, candidate, {limits: SLOW});
    try {
      await opened.ready();
      const results = await opened.results();
      const urls = new Set(opened.requests.map(({url}) => url));
      return {
        ...results,
        script: await opened.scriptTime(),
        bytes: [...urls].reduce((sum, url) => sum + site.sizeOf(url), 0),
        markup: sitePage.markup,
        requests: urls.size,
        depth: chainDepth(opened.requests),
      };
    } finally {
      await opened.close();
    }
  },
};
