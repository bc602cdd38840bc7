/** Pages with our frame, frame.html, and ways to look into it. */
import assert from 'node:assert/strict';
import {US_LINE} from '../support/helplines.mjs';
import {CDN, expect, HOST, pageOf, test as base, until, visibleText} from '../support/page.mjs';

/** Returns an iframe as in our snippets. */
export const frameOf = (query = 'widget=helpline-banner&amp;region=US', attributes = '') =>
  `<iframe title="Help" src="${CDN}/frame.html?${query}" width="100%" height="300" ${attributes}></iframe>`;
export const PARENT = `<script src="${CDN}/frame-parent.js"></script>`;
/** Returns a page with frames, and the script that sets their height. */
export const hostOf = (frames = frameOf(), {head = '', script = PARENT} = {}) => pageOf(frames, {head, script});
export const LOOSE =
  'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"';

export const frameIn = async (page, index = 0) => page.mainFrame().childFrames()[index];

/** Returns the document in a frame after its widget has rendered. */
export async function upgradedIn(page, index = 0) {
  const frame = await frameIn(page, index);
  const isUpgraded = () => !!document.querySelector('main > *')?.shadowRoot?.querySelector('.root');
  // Its document may still be the empty one before it.
  for (let isReady = false; !isReady;)
    isReady = await until(frame, isUpgraded).catch((error) => {
      if (!/context was destroyed/.test(error.message)) throw error;
      return false;
    });
  return frame;
}

export const heightOf = (page, index = 0) =>
  page.evaluate((at) => document.querySelectorAll('iframe')[at].clientHeight, index);
export const contentHeightOf = (frame) => frame.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height));

export const scrolls = (frame) => frame.evaluate(() => document.documentElement.scrollHeight > innerHeight);

/** Waits until the frame is as high as its content, and so does not scroll; returns its height. */
export async function fits(page, index = 0) {
  const frame = await frameIn(page, index);
  await expect
    .poll(async () => (await heightOf(page, index)) - (await contentHeightOf(frame)), {
      message: 'difference between the height of the frame and that of its content',
    })
    .toBe(0);
  assert.equal(await scrolls(frame), false);
  return heightOf(page, index);
}

export const schemeIn = (frame) =>
  frame.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('p'));
    probe.style.color = 'light-dark(rgb(255, 255, 255), rgb(0, 0, 0))';
    const {color} = getComputedStyle(probe);
    probe.remove();
    return color === 'rgb(0, 0, 0)' ? 'dark' : 'light';
  });
export async function untilScheme(page, scheme, index = 0) {
  const frame = await frameIn(page, index);
  await expect.poll(() => schemeIn(frame)).toBe(scheme);
}

/** @type {import('../support/page.mjs').TestWith<{followLink: (link: string, options?: Record<string, any>) => Promise<any>}>} */
export const test = base.extend({
  /** Opens a page with a frame, clicks a link in it, and returns the URLs to which the whole page and new tabs navigate. */
  followLink: async ({open}, use) =>
    use(async (link, {attributes = '', ...options} = {}) => {
      const popups = [];
      const {page, console} = await open(hostOf(frameOf(undefined, attributes)), {
        ...options,
        before: async (page) => {
          await page.context().route('**/*', (route) => route.fulfill({contentType: 'text/html', body: 'outside'}));
          page.on('popup', (popup) => popups.push(popup));
        },
      });
      const frame = await upgradedIn(page);
      await fits(page);
      const cdp = await page.context().newCDPSession(page);
      await cdp.send('Page.enable');
      const {frameTree} = await cdp.send('Page.getFrameTree');
      const navigations = [];
      const {id} = frameTree.frame;
      cdp.on('Page.frameStartedNavigating', ({frameId, url}) => frameId === id && navigations.push(url));
      console.length = 0;
      await frame.locator(link).first().click();
      await page.waitForTimeout(400);
      const tabs = await Promise.all(
        popups
          .filter((tab) => !tab.isClosed())
          .map(async (tab) => ({url: tab.url(), opener: await tab.evaluate(() => globalThis.opener !== null)})),
      );
      assert.match(await visibleText(page.frames()[1]), new RegExp(US_LINE.number), 'the widget is still there');
      assert.equal(page.url(), `${HOST}/`);
      return {navigations, tabs, console};
    }),
});
