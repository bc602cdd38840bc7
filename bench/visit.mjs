/** Opens pages in a browser context of their own, with the limits of a slow phone where asked. */
import {probe} from './probe.mjs';

/** @typedef {import('@playwright/test').Browser} Browser */
/** @typedef {import('./candidates.mjs').Candidate} Candidate */
/** @typedef {import('./site.mjs').SitePage} SitePage */

/** A cheap phone on a bad connection: milliseconds to the first byte, bytes per second, slowdown of the processor. */
export const SLOW = {latency: 150, throughput: 1.6e6 / 8, cpu: 4};
/** The network of a slow phone alone, for what does not depend on the processor. */
export const SLOW_NETWORK = {...SLOW, cpu: 1};

/** Width, in CSS pixels, up to which the viewport is that of a phone with a touch screen. */
const LARGEST_PHONE = 480;

/** Time, in milliseconds, in which a page may still move or block after it is ready. */
const AFTERMATH = 300;

/**
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
export async function visit(browser, {url, selector, instances}, {rendered, ready}, options = {}) {
  const {limits, width = 412, height = 915} = options;
  const isPhone = width <= LARGEST_PHONE;
  const context = await browser.newContext({viewport: {width, height}, isMobile: isPhone, hasTouch: isPhone});
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  /** @type {{url: string, from: string}[]} requests after that of the document, with the address of what asked for them */
  const requests = [];
  cdp.on('Network.requestWillBeSent', ({request, initiator, type}) => {
    if (type === 'Document' || !request.url.startsWith('http')) return;
    const frames = [initiator.stack, initiator.stack?.parent].flatMap((stack) => stack?.callFrames ?? []);
    requests.push({url: request.url, from: initiator.url || frames[0]?.url || url});
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
  await page.addInitScript(probe, {selector, count: instances.length, rendered, ready});
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
    cdp,
    requests,
    evaluate,
    close: () => context.close(),
    /** Resolves when the page is ready. */
    ready: () => evaluate(() => /** @type {any} */ (globalThis).bench.done),
    /** Returns what the probe has noted, some time after the page is ready. */
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
