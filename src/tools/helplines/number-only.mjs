/** Distinguishes countries with helplines from those of which only the emergency number is known. */

/**
 * Returns whether nothing but the emergency number is known of a country, or that sources conflict on it. Such countries share a module,
 * and their fallback content differs only in the number, so it is not rendered for each.
 *
 * @param {import('../../core/region.js').Region} region
 */
export const isNumberOnly = ({emergency: _, lines, dataHash: _dataHash, ...rest}) =>
  !lines.length && !Object.keys(rest).length;
