/**
 * Runs in a page before its own scripts, and records when content appears, as milliseconds since the navigation, after the frame
 * that shows it has been painted:
 *
 * - `readable`: text of every widget is laid out and visible;
 * - `rendered`: every element has its final DOM;
 * - `ready`: every element is hydrated where it has to be, and the document has loaded with its scripts.
 *
 * `startProbe(options)` sets `globalThis.bench` for the functions of the measures.
 */
(() => {
  /** Time, in milliseconds, in which elements have to be updated. */
  const TIMEOUT = 120_000;

  /**
   * @typedef {Element & {hasUpdated?: boolean, updateComplete?: Promise<unknown>}} Host
   * @typedef {(host: Host) => boolean} Test
   *
   * @typedef {object} Options as in a page and a candidate
   * @property {string} selector
   * @property {number} count of elements
   * @property {string} [rendered]
   * @property {string} [ready]
   * @property {string} [unhydrated]
   */

  const totals = {cls: 0, blocking: 0, lcp: 0, interaction: 0};

  /** @param {string} type @param {(entry: any) => void} add @param {object} [options] */
  const observe = (type, add, options) =>
    new PerformanceObserver((list) => list.getEntries().forEach(add)).observe({type, buffered: true, ...options});

  function observeTotals() {
    // Also those with `hadRecentInput`, which a phone’s viewport sets as it takes its width from the page; nobody clicks here.
    observe('layout-shift', ({value}) => (totals.cls += value));
    observe('longtask', ({duration}) => (totals.blocking += duration - 50));
    observe('largest-contentful-paint', ({startTime}) => (totals.lcp = startTime));
    observe(
      'event',
      ({interactionId, duration}) => (totals.interaction = Math.max(totals.interaction, interactionId ? duration : 0)),
      {durationThreshold: 16},
    );
  }

  const isVisible = (/** @type {Element} */ el) =>
    el.checkVisibility({opacityProperty: true, visibilityProperty: true}) && el.getBoundingClientRect().height > 0;

  /** Creates the tests that elements of a candidate pass one after the other. @param {Options} options */
  function createTests({selector, rendered, ready, unhydrated}) {
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
    return {isReadable, isRendered, isReady};
  }

  const nextTask = () =>
    /** @type {Promise<void>} */ (
      new Promise((resolve) => {
        const {port1, port2} = new MessageChannel();
        port1.onmessage = () => resolve();
        port2.postMessage(0);
      })
    );

  /**
   * Looks at all elements in each frame, and notes when they have passed a test. Resolves when they have passed all.
   *
   * @param {Options} options
   * @param {{isReadable: Test, isRendered: Test, isReady: Test}} tests
   * @param {Record<string, number>} marks
   * @returns {Promise<void>}
   */
  const noteMarks = ({selector, count}, {isReadable, isRendered, isReady}, marks) =>
    new Promise((resolve) => {
      const steps = /** @type {[name: string, isDone: Test][]} */ ([
        ['readable', isReadable],
        ['rendered', isRendered],
        ['ready', isReady],
      ]);
      function check() {
        const hosts = document.readyState === 'loading' ? [] : [...document.querySelectorAll(selector)];
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
    });

  /**
   * Resolves when all elements have been updated, without a frame in between where the library needs none.
   *
   * @param {Host[]} hosts
   * @param {Test} isSettled
   */
  async function settle(hosts, isSettled) {
    for (const end = performance.now() + TIMEOUT; performance.now() < end; await nextTask()) {
      await Promise.all(hosts.map(({updateComplete}) => updateComplete));
      if (hosts.every(isSettled)) return;
    }
    throw new Error(`Elements are not updated after ${TIMEOUT} ms.`);
  }

  /** @param {Options} options */
  function startProbe(options) {
    /** @type {Record<string, number>} */
    const marks = {};
    observeTotals();
    const tests = createTests(options);
    const bench = {
      done: noteMarks(options, tests, marks),
      settle: (/** @type {ParentNode} */ root, isSettled = tests.isReady) =>
        settle([...root.querySelectorAll(options.selector)], isSettled),
      nextTask,
      results: () => ({
        ...marks,
        ...totals,
        fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
      }),
    };
    Object.assign(globalThis, {bench});
  }

  Object.assign(globalThis, {startProbe});
})();
