/** Selects among the contacts of a line, and among its open questions. */

/** @import {Contact, LineRecord} from './read-helplines.mjs' */

/** Statuses of lines that answer. */
const RUNNING = ['active', 'pilot', 'at-risk'];

/** Returns whether a line answers at present, so that it may be shown. @param {LineRecord} line */
export const isRunning = ({status}) => RUNNING.includes(status);

/** Returns the first contact of a type. @param {LineRecord} line @param {Contact['type']} type */
export const contactOf = ({contacts = []}, type) => contacts.find((contact) => contact.type === type);

/** Joins the questions that keep a record from a release. @param {LineRecord['open']} open */
export const doubtsOf = (open) =>
  open
    ?.filter(({kind}) => kind === 'doubt')
    .map(({question}) => question)
    .join(' ') || undefined;

/**
 * Returns whether nothing but the emergency number is known of a country, or that sources conflict on it. Such countries share a module,
 * and their fallback content differs only in the number, so it is not rendered for each.
 *
 * @param {import('../../core/region.js').Region} region
 */
export const isNumberOnly = ({emergency: _, lines, dataHash: _dataHash, ...rest}) =>
  !lines.length && !Object.keys(rest).length;

/** Widgets with a page for each place: what to do in an overdose, and whom to call. That of all others is the page without a country. */
export const PRINTED_BY_PLACE = ['helpline-banner', 'overdose-warning'];

/**
 * Lists the codes of countries, and of their subdivisions that have a line of their own.
 *
 * @param {Record<string, import('../../core/region.js').RegionLoader>} regions
 * @returns {Promise<{regions: string[], withFallback: string[]}>} sorted; `withFallback`: those with fallback content of their own, as that
 *   of the others differs only in the emergency number
 */
export async function readPlaces(regions) {
  const places = await Promise.all(
    Object.entries(regions).map(async ([country, loader]) => {
      const {region} = await loader();
      const codes = [country, ...new Set(region.lines.flatMap(({within}) => within ?? []))];
      return {codes, hasFallback: !isNumberOnly(region)};
    }),
  );
  const codesOf = (/** @type {typeof places} */ some) => some.flatMap(({codes}) => codes).sort();
  return {regions: codesOf(places), withFallback: codesOf(places.filter(({hasFallback}) => hasFallback))};
}
