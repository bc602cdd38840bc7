/** Opens pages in a browser context of their own, with the limits of a slow phone where asked. */
import {probe} from './probe.mjs';

/** @typedef {import('@playwright/test').Browser} Browser */
/** @typedef {import('./candidates.mjs').Candidate} Candidate */
/** @typedef {import('./site.mjs').SitePage} SitePage */

/** A cheap phone on a bad connection: milliseconds to the first byte, bytes per second, slowdown of the processor. */
export const SLOW = {latency: 150, throughput: 1.6e6 / 8, cpu: 4};
/** The network of a slow phone alone, for measures that do not depend on the processor. */
export const SLOW_NETWORK = {...SLOW, cpu: 1};

/** Width, in CSS pixels, up to which the viewport is that of a phone with a touch screen. */
const LARGEST_PHONE = 480;

/** Time, in milliseconds, in which a page may still move or block after it is ready. */
const AFTERMATH = 300;

/** Time, in milliseconds, in which a page has to be ready. */
const TIMEOUT = 60_000;

/**
 * @typedef {{url: string, sent: number, finished: number}} Request seconds
 *
 * @typedef {object} Options
 * @property {typeof SLOW} [limits]
 * @property {number} [width] of the viewport, default: 412
 * @property {number} [height] default: 915
 */

/**
 * Opens a page.
 *
 * @param {Browser} browser
 * @param {SitePage} sitePage
 * @param {Candidate} candidate
 * @param {Options} [options]
 */
export async function visit(browser, {url, selector, instances}, candidate, options = {}) {
  const {limits, width = 412, height = 915} = options;
  const isPhone = width <= LARGEST_PHONE;
  const context = await browser.newContext({viewport: {width, height}, isMobile: isPhone, hasTouch: isPhone});
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  /** @type {Map<string, Request>} by identifier; all but that of the document */
  const requests = new Map();
  cdp.on('Network.requestWillBeSent', ({requestId, request, timestamp, type}) => {
    if (type !== 'Document' && request.url.startsWith('http'))
      requests.set(requestId, {url: request.url, sent: timestamp, finished: Infinity});
  });
  cdp.on('Network.loadingFinished', ({requestId, timestamp}) => {
    const request = requests.get(requestId);
    if (request) request.finished = timestamp;
  });
  await cdp.send('Network.enable');
  // Processor time of the main thread, which other programs on the machine do not change.
  await cdp.send('Performance.enable', {timeDomain: 'threadTicks'});
  if (limits) {
    const {latency, throughput, cpu} = limits;
    const speed = {offline: false, latency, downloadThroughput: throughput, uploadThroughput: throughput};
    await cdp.send('Network.emulateNetworkConditions', speed);
    await cdp.send('Emulation.setCPUThrottlingRate', {rate: cpu});
  }
  const {rendered, ready, unhydrated} = candidate;
  await page.addInitScript(probe, {selector, count: instances.length, rendered, ready, unhydrated});
  await page.goto(url, {waitUntil: 'commit'});

  /** Runs a function of a measure in the page. @param {(argument: any) => unknown} run @param {unknown} [argument] */
  const evaluate = async (run, argument) => /** @type {any} */ (await page.evaluate(run, argument));

  /** Returns counters of the browser. */
  async function metrics() {
    const found = await cdp.send('Performance.getMetrics');
    return Object.fromEntries(found.metrics.map(({name, value}) => [name, value]));
  }

  return {
    page,
    /** Returns the requests so far, in order. */
    requests: () => [...requests.values()],
    evaluate,
    close: () => context.close(),
    /** Resolves when the page is ready. @throws {Error} if it is not in time */
    async ready() {
      const isDone = await evaluate(
        (timeout) =>
          Promise.race([
            /** @type {any} */ (globalThis).bench.done.then(() => true),
            new Promise((resolve) => setTimeout(resolve, timeout)),
          ]),
        TIMEOUT,
      );
      if (!isDone) throw new Error(`${url} (${candidate.label}) is not ready after ${TIMEOUT / 1000} seconds.`);
    },
    /** Returns the records of the probe, some time after the page is ready. */
    async results() {
      await page.waitForTimeout(AFTERMATH);
      return /** @type {Record<string, number>} */ (
        await evaluate(() => /** @type {any} */ (globalThis).bench.results())
      );
    },
    /** Returns the time that scripts have taken since the start, in milliseconds. */
    scriptTime: async () => (await metrics()).ScriptDuration * 1000,
    /** Returns the time that the main thread has been busy since the start, in milliseconds. */
    mainThreadTime: async () => (await metrics()).TaskDuration * 1000,
    /** Collects garbage, and returns the bytes that script and DOM keep, and numbers of nodes and listeners. */
    async state() {
      for (let turn = 0; turn < 2; turn++) await cdp.send('HeapProfiler.collectGarbage');
      const {usedSize, embedderHeapUsedSize} = await cdp.send('Runtime.getHeapUsage');
      const {Nodes, JSEventListeners} = await metrics();
      return {heap: usedSize + embedderHeapUsedSize, nodes: Nodes, listeners: JSEventListeners};
    },
  };
}
