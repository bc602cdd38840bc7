/**
 * Counts how often a page waits for the network. Requests are held until the page has nothing left to do without their answers;
 * then all of them are answered at once, which is one round trip. The page itself says when it is idle, not a clock, so that
 * a busy machine does not change the result. Should a page be taken for idle too early, it has more round trips, never fewer.
 */

/** @import {Page} from '@playwright/test' */

/** How often in a row a page has to be idle without a new request, and after how many turns it is asked. */
const IDLE_TURNS = 12;
const TURNS_AT_ONCE = 4;

/** Resolves when every frame of the page has drawn and has no task left, several times in a row. @param {Page} page */
const idle = (page) =>
  Promise.all(
    page
      .frames()
      // A frame that waits for its document has no URL, and nothing to do.
      .filter((frame) => frame.url())
      .map((frame) =>
        frame
          .evaluate(async (turns) => {
            for (let turn = 0; turn < turns; turn++)
              await new Promise((resolve) => {
                // With a timeout: while a request of low priority waits, Chromium may never call a page idle that draws nothing.
                requestAnimationFrame(() =>
                  globalThis.requestIdleCallback(() => setTimeout(resolve, 10), {timeout: 500}),
                );
              });
          }, TURNS_AT_ONCE)
          // Rejects when the frame navigates; the next turn finds the new document.
          .catch(() => {}),
      ),
  );

/** Returns options for `open`, and the paths below the CDN folder that were requested in each round trip, sorted. @returns {{trips: string[][], options: Pick<import('./page.mjs').OpenOptions & {}, 'before' | 'fault'>}} */
export function countRoundTrips() {
  /** @type {string[][]} */
  const trips = [];
  /** @type {{path: string, answer: (outcome: undefined) => void}[]} */
  let held = [];
  /** @type {import('@playwright/test').Page} */
  let page;

  async function answerWhenIdle() {
    for (let turn = 0, count = held.length; turn < IDLE_TURNS; turn += TURNS_AT_ONCE) {
      await idle(page);
      if (held.length > count) [turn, count] = [-TURNS_AT_ONCE, held.length];
    }
    trips.push(held.map(({path}) => path).sort());
    for (const {answer} of held.splice(0)) answer(undefined);
  }

  return {
    trips,
    options: {
      before: (opened) => {
        page = opened;
      },
      fault: (path) =>
        new Promise((answer) => {
          held.push({path, answer});
          if (held.length === 1) void answerWhenIdle();
        }),
    },
  };
}
