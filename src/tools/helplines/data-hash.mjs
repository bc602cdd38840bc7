/** Hash and date of the helpline data, by which a tool recognizes the numbers in a file or a page. */
import {createHash} from 'node:crypto';

/** @import {Country, Helplines} from './read-helplines.mjs' */

/** Hexadecimal digits of a hash in a page: one change in four billion goes unnoticed. */
const SHORT = 8;

/** Returns the hash of a value. @param {unknown} value */
const hashOf = (value) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** Returns the newest day on which a record of a country was checked. @param {Country} data */
const dateOf = ({emergency, lines}) =>
  [emergency.verification.on, ...lines.map(({verification}) => verification?.on ?? '')].reduce((a, b) =>
    a > b ? a : b,
  );

/** Returns the date and the hash of the records of a country, as in `data-recovery-numbers`: `2026-11-25 1f0c93ab`. @param {Country} data */
export const dataHashOf = ({$schema: _, ...data}) => `${dateOf(data)} ${hashOf(data).slice(0, SHORT)}`;

/**
 * Returns the date of all data, which is the newest check of a record, and their hash: SHA-256 in hexadecimal digits.
 *
 * @param {Pick<Helplines, 'countries' | 'directory' | 'notShipped' | 'holidays'>} helplines
 */
export function hashOfAll({countries, directory, notShipped, holidays}) {
  const records = countries.map(({$schema: _, ...data}) => data);
  const date = records.map(dateOf).reduce((a, b) => (a > b ? a : b), directory.verified);
  return {date, hash: hashOf([records, directory, notShipped, holidays])};
}
