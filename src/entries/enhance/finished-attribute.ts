/** The mark of a finished widget: src/tools/html/finished.mjs writes it, enhance.ts compares it. */

/**
 * Attribute of a finished widget: a query string of the inputs it was rendered from. Its names are attributes, with their value then
 * (`region=US`, `theme=` for an absent one), and positions in the table of hashes, with the hash (`16=26064`). Empty once the
 * full widget takes over.
 */
export const FINISHED = 'data-recovery-finished';
