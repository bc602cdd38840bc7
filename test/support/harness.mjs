/** For files that still run in node:test; gone once all use page.mjs. */
import {chromium} from 'playwright-core';
import {launchOptions} from './browser.mjs';

export {CDN, HOST, SCRIPT, WIDGETS, openPage as open, pageOf, snippet, upgraded, visibleText as seen} from './page.mjs';
export const launch = (...args) => chromium.launch(launchOptions(...args));
