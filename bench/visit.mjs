/** Opens pages in a browser context of their own, with the limits of a slow phone where asked. */
import {readFileSync} from 'node:fs';

/** @typedef {import('../test/support/browser.mjs').Browser} Browser */
/** @typedef {import('../test/support/browser.mjs').CDPSession} CDPSession */
/** @typedef {import('../test/support/browser.mjs').Page} Page */
/** @typedef {import('./candidates.mjs').Candidate} Candidate */
/** @typedef {import('./site.mjs').SitePage} SitePage */

const PROBE = readFileSync(new URL('probe.js', import.meta.url), 'utf8');

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
 * Collects the requests of a page, but for that of the document.
 *
 * @param {CDPSession} cdp
 * @returns {Promise<Map<string, Request>>} by identifier, in order; filled as the page loads
 */
async function collectRequests(cdp) {
  /** @type {Map<string, Request>} */
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
  return requests;
}

/** Slows network and processor down. @param {CDPSession} cdp @param {typeof SLOW} limits */
async function limit(cdp, {latency, throughput, cpu}) {
  const speed = {offline: false, latency, downloadThroughput: throughput, uploadThroughput: throughput};
  await cdp.send('Network.emulateNetworkConditions', speed);
  await cdp.send('Emulation.setCPUThrottlingRate', {rate: cpu});
}

/** Returns the browser’s counters. @param {CDPSession} cdp @returns {Promise<Record<string, number>>} by name */
async function readMetrics(cdp) {
  const {metrics} = await cdp.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({name, value}) => [name, value]));
}

/** Collects garbage, and measures the rest. @param {CDPSession} cdp */
async function readState(cdp) {
  for (let turn = 0; turn < 2; turn++) await cdp.send('HeapProfiler.collectGarbage');
  const {usedSize, embedderHeapUsedSize} = await cdp.send('Runtime.getHeapUsage');
  const {Nodes, JSEventListeners} = await readMetrics(cdp);
  return {heap: usedSize + embedderHeapUsedSize, nodes: Nodes, listeners: JSEventListeners};
}

/** Checks whether the page is ready in time. @param {Page} page @returns {Promise<boolean>} */
const isReady = (page) =>
  page.evaluate(
    (timeout) =>
      Promise.race([
        /** @type {any} */ (globalThis).bench.done.then(() => true),
        new Promise((resolve) => setTimeout(resolve, timeout)),
      ]),
    TIMEOUT,
  );

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
  const requests = await collectRequests(cdp);
  // Processor time of the main thread, which other programs on the machine do not change.
  await cdp.send('Performance.enable', {timeDomain: 'threadTicks'});
  if (limits) await limit(cdp, limits);
  const {rendered, ready, unhydrated} = candidate;
  const probed = {selector, count: instances.length, rendered, ready, unhydrated};
  // One script, as Playwright leaves the order of several open.
  await page.addInitScript({content: `${PROBE}\nstartProbe(${JSON.stringify(probed)});`});
  await page.goto(url, {waitUntil: 'commit'});

  /** Runs a function of a measure in the page. @param {(argument: any) => unknown} run @param {unknown} [argument] */
  const evaluate = async (run, argument) => /** @type {any} */ (await page.evaluate(run, argument));

  return {
    page,
    /** Returns the requests so far, in order. */
    requests: () => [...requests.values()],
    evaluate,
    close: () => context.close(),
    /** Resolves when the page is ready. @throws {Error} if it is not in time */
    async ready() {
      if (!(await isReady(page)))
        throw new Error(`${url} (${candidate.label}) is not ready after ${TIMEOUT / 1000} seconds.`);
    },
    /** Returns the records of the probe, some time after the page is ready. */
    async results() {
      await page.waitForTimeout(AFTERMATH);
      return /** @type {Record<string, number>} */ (
        await evaluate(() => /** @type {any} */ (globalThis).bench.results())
      );
    },
    /** Returns the time that scripts have taken since the start, in milliseconds. */
    scriptTime: async () => (await readMetrics(cdp)).ScriptDuration * 1000,
    /** Returns the time that the main thread has been busy since the start, in milliseconds. */
    mainThreadTime: async () => (await readMetrics(cdp)).TaskDuration * 1000,
    /** Returns the bytes that script and DOM keep, and numbers of nodes and listeners, after collecting garbage. */
    state: () => readState(cdp),
  };
}
