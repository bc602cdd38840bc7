/** Facts about the project that tools and tests share. Needs nothing but Node, so that it can run before packages are installed. */
import {fileURLToPath} from 'node:url';

/** Absolute path of the project folder. */
export const root = /* @__PURE__ */ fileURLToPath(new URL('../..', import.meta.url));

/**
 * Compares the numbers of two versions; a pre-release suffix is ignored.
 *
 * @param {string} version such as `20.19.4`
 * @param {string} least such as `20.19`
 * @returns {boolean} true if `version` is `least` or newer
 */
export function isAtLeast(version, least) {
  const [a, b] = [version, least].map((text) => text.split('-', 1)[0]);
  return a.localeCompare(b, 'en', {numeric: true}) >= 0;
}
