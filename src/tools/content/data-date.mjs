/** The date of the helplines data, which each snippet carries. */
import {readHelplines} from './helplines.mjs';
import {contentFolder} from './read-content.mjs';

/**
 * Returns the newest day on which a record was verified. It depends on the data alone, so two builds of it are alike.
 *
 * @param {Pick<import('./helplines.mjs').Helplines, 'countries' | 'directory'>} [helplines] default: those in src/content/helplines
 * @returns {string} YYYY-MM-DD
 */
export function dataDate({countries, directory} = readHelplines(contentFolder)) {
  const days = countries.flatMap(({emergencyVerified, lines}) => [
    emergencyVerified,
    ...lines.map(({verified}) => verified),
  ]);
  // Days in this format sort as text.
  return [...days, directory.verified].sort().at(-1) ?? '';
}
