/** The first visit of a page with widgets, on a slow phone: bytes, requests, and when content appears. */
import {SLOW, visit} from '../visit.mjs';

/**
 * Returns the length of the longest chain of requests, the document included: one depends on those that were finished when it was
 * sent. Its initiator does not show that, as a script may await one file before it requests another.
 *
 * @param {import('../visit.mjs').Request[]} requests in the order in which they were sent
 */
function chainLength(requests) {
  /** @type {number[]} */
  const lengths = [];
  for (const {sent} of requests) {
    const before = lengths.filter((_, index) => requests[index].finished < sent);
    lengths.push(1 + Math.max(1, ...before));
  }
  return Math.max(1, ...lengths);
}

/** @type {import('./index.mjs').Measure} */
export const load = {
  name: 'load',
  share: 1,
  cases: ['one', 'four'],
  includes: ({sets}, name) => sets?.includes(name) !== false,
  async run({browser, site, candidate, name}) {
    const sitePage = await site.pageOf(candidate, name);
    const opened = await visit(browser, sitePage, candidate, {limits: SLOW});
    try {
      await opened.ready();
      const results = await opened.results();
      const requests = opened.requests();
      const urls = new Set(requests.map(({url}) => url));
      return {
        ...results,
        script: await opened.scriptTime(),
        bytes: [...urls].reduce((sum, url) => sum + site.sizeOf(url), 0),
        markup: sitePage.markup,
        requests: urls.size,
        chain: chainLength(requests),
      };
    } finally {
      await opened.close();
    }
  },
};
