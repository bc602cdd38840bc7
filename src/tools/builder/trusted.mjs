/**
 * The two values of this page that a browser runs: the preview, in its sandbox, and the worker. Trusted Types refuse every other,
 * so that pasted markup cannot become a part of the page.
 */

/** @typedef {{createHTML: (text: string) => string, createScriptURL: (text: string) => string}} Policy */

const same = (/** @type {string} */ text) => text;
const rules = {createHTML: same, createScriptURL: same};

/** @type {Policy} */
export const trusted = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('recovery-builder', rules) ?? rules;
