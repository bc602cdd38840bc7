/** Tells the countries with helplines from those of which only the emergency number is known. */

/**
 * Returns whether nothing but the emergency number is known of a country, or that sources conflict on it. Such countries share a module,
 * and their words are the same but for the number, so none are printed for each.
 *
 * @param {import('../../core/region.js').Region} region
 */
export const isNumberOnly = ({emergency: _, lines, stamp: _stamp, ...rest}) =>
  !lines.length && !Object.keys(rest).length;
