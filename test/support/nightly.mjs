/** The two tiers of tests: all that CI runs, and the full products at night. */

/** Whether this is the nightly run: `npm run test:nightly`, or NIGHTLY=1. */
export const isNightly = !!process.env.NIGHTLY;

/** Reason for skipping tests that only the nightly run has. */
export const AT_NIGHT = 'in the nightly run only, with NIGHTLY=1';

/**
 * Chooses the cells of a matrix.
 *
 * @template T
 * @param {T} all cells, for the nightly run
 * @param {T} ci cells that suffice, because each other cell repeats the proof of one of them
 */
export const nightly = (all, ci) => (isNightly ? all : ci);
