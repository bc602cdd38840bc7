/** Runs in a page before its own scripts, and records when content appears. */

/**
 * Records, as milliseconds since the navigation, after the frame that shows it has been painted:
 *
 * - `readable`: text of every widget is laid out and visible;
 * - `rendered`: every element has its final DOM;
 * - `ready`: every element is hydrated where it has to be, and the document has loaded with its scripts.
 *
 * Sets `globalThis.bench` for the functions of the measures. Serialized into the page, so it uses nothing from outside.
 *
 * @param {{selector: string, count: number, rendered?: string, ready?: string, unhydrated?: string}} options as in a page and a
 *   candidate; `count`: of elements
 */
export function probe({selector, count, rendered, ready, unhydrated}) {
  const TIMEOUT = 120_000;

  /** @typedef {Element & {hasUpdated?: boolean, updateComplete?: Promise<unknown>}} Host */

  const marks = /** @type {Record<string, number>} */ ({});
  const totals = {cls: 0, blocking: 0, lcp: 0, interaction: 0};
  /** @param {string} type @param {(entry: any) => void} add @param {object} [options] */
  const observe = (type, add, options) =>
    new PerformanceObserver((list) => list.getEntries().forEach(add)).observe({type, buffered: true, ...options});
  // Also those with `hadRecentInput`, which a phone’s viewport sets as it takes its width from the page; nobody clicks here.
  observe('layout-shift', ({value}) => (totals.cls += value));
  observe('longtask', ({duration}) => (totals.blocking += duration - 50));
  observe('largest-contentful-paint', ({startTime}) => (totals.lcp = startTime));
  observe(
    'event',
    ({interactionId, duration}) => (totals.interaction = Math.max(totals.interaction, interactionId ? duration : 0)),
    {durationThreshold: 16},
  );

  const isVisible = (/** @type {Element} */ el) =>
    el.checkVisibility({opacityProperty: true, visibilityProperty: true}) && el.getBoundingClientRect().height > 0;
  const findHosts = () => /** @type {Host[]} */ ([...document.querySelectorAll(selector)]);
  const isRendered = (/** @type {Host} */ host) => !rendered || !!host.shadowRoot?.querySelector(rendered);
  const isReady = (/** @type {Host} */ host) =>
    isRendered(host) &&
    (!ready ||
      (!!unhydrated && host.matches(unhydrated)) ||
      !!(/** @type {Record<string, unknown>} */ (/** @type {unknown} */ (host))[ready]));
  // Elements inside another one of the library may be folded away.
  const isReadable = (/** @type {Host} */ host) =>
    !!host.parentElement?.closest(selector) ||
    [...host.children, ...(host.shadowRoot?.querySelectorAll('h2, h3, p, li, a') ?? [])].some(isVisible);

  const nextTask = () =>
    /** @type {Promise<void>} */ (
      new Promise((resolve) => {
        const {port1, port2} = new MessageChannel();
        port1.onmessage = () => resolve();
        port2.postMessage(0);
      })
    );

  const steps = /** @type {[name: string, isDone: (host: Host) => boolean][]} */ ([
    ['readable', isReadable],
    ['rendered', isRendered],
    ['ready', isReady],
  ]);
  const done = /** @type {Promise<void>} */ (
    new Promise((resolve) => {
      function check() {
        const hosts = document.readyState === 'loading' ? [] : findHosts();
        while (steps.length && document.readyState !== 'loading' && hosts.length >= count) {
          const [name, isDone] = steps[0];
          if (!hosts.every(isDone) || (name === 'ready' && document.readyState !== 'complete')) break;
          steps.shift();
          // A task of its own runs after the frame has been painted.
          void nextTask().then(() => (marks[name] = performance.now()));
        }
        if (steps.length) requestAnimationFrame(check);
        else void nextTask().then(resolve);
      }
      requestAnimationFrame(check);
    })
  );

  /**
   * Resolves when all elements below a root have been updated, without a frame in between where the library needs none.
   *
   * @param {ParentNode} root
   */
  async function settle(root, isSettled = isReady) {
    const hosts = /** @type {Host[]} */ ([...root.querySelectorAll(selector)]);
    for (const end = performance.now() + TIMEOUT; performance.now() < end; await nextTask()) {
      await Promise.all(hosts.map(({updateComplete}) => updateComplete));
      if (hosts.every(isSettled)) return;
    }
    throw new Error(`Elements are not updated after ${TIMEOUT} ms.`);
  }

  Object.assign(globalThis, {
    bench: {
      done,
      settle,
      nextTask,
      results: () => ({
        ...marks,
        ...totals,
        fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
      }),
    },
  });
}
