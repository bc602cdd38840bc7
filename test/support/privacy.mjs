/** Everything by which a page could store, send or recognize something. */

/**
 * Makes each use of storage, cookies, requests by script and the like throw, and records it in `globalThis.used` and on the
 * console, in every frame. Call it before the page is opened.
 *
 * @param {import('@playwright/test').Page} page
 */
export const trapPrivacyApis = (page) =>
  page.addInitScript(() => {
    /** @type {string[]} */
    const used = [];
    Object.assign(globalThis, {used});
    const trap = (/** @type {object} */ owner, /** @type {string} */ name) => {
      const record = () => {
        used.push(name);
        globalThis.console.info(`used ${name}`);
      };
      Object.defineProperty(owner, name, {
        configurable: true,
        get() {
          record();
          throw new Error(`trap: ${name}`);
        },
        set: record,
      });
    };
    const stores = 'localStorage sessionStorage indexedDB caches cookieStore name';
    for (const name of `${stores} fetch XMLHttpRequest WebSocket EventSource Worker BroadcastChannel`.split(' '))
      trap(globalThis, name);
    trap(globalThis.Document.prototype, 'cookie');
    for (const name of ['sendBeacon', 'serviceWorker', 'geolocation', 'storage'])
      trap(globalThis.Navigator.prototype, name);
  });
