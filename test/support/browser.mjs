/** How the tests start Chromium. */
import {findBrowser} from '../../src/tools/browser.mjs';

// For programs outside of test/, which has the package.
export {chromium} from '@playwright/test';

/** @typedef {import('@playwright/test').Browser} Browser */
/** @typedef {import('@playwright/test').CDPSession} CDPSession */
/** @typedef {import('@playwright/test').Page} Page */

/** Options of Playwright’s `launch` for the Chromium on this machine. @param {string[]} args further command-line arguments */
export const launchOptions = (...args) => ({
  executablePath: findBrowser(),
  args: '--no-sandbox --disable-gpu --disable-quic --disable-background-networking --disable-component-update --disable-dev-shm-usage'
    .split(' ')
    .concat(args),
});
