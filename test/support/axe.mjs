/** axe in pages of Playwright. */
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';

/** @typedef {import('@playwright/test').Page | import('@playwright/test').Frame} Target */

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Loads axe into a page or frame, by the debugger, so that no policy of the page can block it. @param {Target} target */
export const loadAxe = (target) => target.evaluate(AXE);

/**
 * Runs axe, which {@link loadAxe} has loaded.
 *
 * @param {Target} target
 * @param {import('axe-core').RunOptions} [options]
 * @param {string} [within] selector of the only part to check
 * @returns {Promise<string[]>} each rule that is broken, with the start of the HTML of the element
 */
export const faultsIn = (target, options = {}, within) =>
  target.evaluate(async ([given, selector]) => {
    const {axe} = /** @type {any} */ (globalThis);
    /** @type {import('axe-core').AxeResults} */
    const {violations} = await axe.run(selector ?? document, given);
    return violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html.slice(0, 200)}`));
  }, /** @type {const} */ ([options, within]));
