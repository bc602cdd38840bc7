/** A page of a host with every widget, on a slow phone: the price for the page itself. */
import {SLOW, visit} from '../visit.mjs';

/** Time, in milliseconds, between two clicks. */
const PAUSE = 50;

/** Clicks a button of the host until the page is ready. @param {Awaited<ReturnType<typeof visit>>} opened */
async function clickUntilReady({page, ready}) {
  const {x, y, width, height} = (await page.locator('button').first().boundingBox()) ?? {
    x: 0,
    y: 0,
    width: 0,
    height: 0,
  };
  let isReady = false;
  const whenReady = ready().then(() => (isReady = true));
  while (!isReady) {
    await page.mouse.click(x + width / 2, y + height / 2);
    await page.waitForTimeout(PAUSE);
  }
  await whenReady;
}

/** @type {import('./index.mjs').Measure} */
export const host = {
  name: 'host',
  share: 0.5,
  cases: ['untouched', 'clicked'],
  async run({browser, site, candidate, name}) {
    const sitePage = await site.pageOf(candidate, candidate.id === 'page' ? 'none' : 'all');
    const opened = await visit(browser, sitePage, candidate, {limits: SLOW});
    try {
      if (name === 'clicked') await clickUntilReady(opened);
      await opened.ready();
      const {interaction, ...untouched} = await opened.results();
      // Input changes the other figures: the largest paint is final with the first of it.
      return name === 'clicked' ? {interaction} : untouched;
    } finally {
      await opened.close();
    }
  },
};
