/**
 * The one value of this page that a browser parses as HTML: the preview, in its sandbox. Trusted Types refuse every other, so that
 * pasted markup cannot become a part of the page.
 */

/** @typedef {{createHTML: (text: string) => string}} Policy */

/** @type {Policy} */
const rules = {createHTML: (text) => text};

/** @type {Policy} */
export const trusted = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('recovery-builder', rules) ?? rules;
