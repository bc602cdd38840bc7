/** How the tests start Chromium. */
import {findBrowser} from '../../src/tools/cli/prepare.mjs';

/**
 * Options of Playwright’s `launch` for the Chromium on this machine.
 *
 * @param {string[]} args further command-line arguments
 */
export const launchOptions = (...args) => ({
  executablePath: findBrowser(),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-dev-shm-usage',
    ...args,
  ],
});
