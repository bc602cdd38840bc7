/**
 * Release check: how long ago the evidence for each number was looked at, and what a person must still look up.
 *
 * Not a test: it would begin to fail by the calendar. It runs before a release (`npm run check:freshness`) and stops it when
 * evidence is too old or a record still says `recheck`.
 */
import {pathToFileURL} from 'node:url';
import {readHelplines} from './helplines.mjs';
import {ContentError} from './read-content.mjs';

/** Days after which evidence is due to be looked at again, and after which it may not be released. */
export const limits = {warn: 90, fail: 180};

/**
 * @typedef {object} Row
 * @property {string} id          of the line, or `<cc> emergency`
 * @property {string} verified
 * @property {number} age         in days
 * @property {'ok'|'warn'|'fail'} state
 * @property {string} [recheck]
 */

/** @param {string} day */
const dayNumber = (day) => Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000);

/**
 * @param {import('./helplines.mjs').Helplines} helplines
 * @param {string} today YYYY-MM-DD
 * @returns {Row[]} every line, emergency number and the directory; those that fail first, then the oldest
 */
export function freshness({countries, directory}, today) {
  /** @type {{id: string, verified: string, recheck?: string}[]} */
  const records = [
    ...countries.flatMap(({country, emergencyVerified, emergencyRecheck, lines}) => [
      {id: `${country.toLowerCase()} emergency`, verified: emergencyVerified, recheck: emergencyRecheck},
      ...lines.map(({id, verified, recheck}) => ({id, verified, recheck})),
    ]),
    {id: 'directory', verified: directory.verified},
  ];
  const order = ['fail', 'warn', 'ok'];
  return records
    .map(({id, verified, recheck}) => {
      const age = dayNumber(today) - dayNumber(verified);
      const failing = recheck || age > limits.fail || age < 0;
      /** @type {Row['state']} */
      const state = failing ? 'fail' : age > limits.warn ? 'warn' : 'ok';
      return {id, verified, age, state, ...(recheck && {recheck})};
    })
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || b.age - a.age || (a.id < b.id ? -1 : 1));
}

/**
 * The rows that need someone, as text.
 *
 * @param {Row[]} rows
 */
export function report(rows) {
  const shown = rows.filter(({state}) => state !== 'ok');
  const width = Math.max(0, ...shown.map(({id}) => id.length));
  const why = (/** @type {Row} */ {age, recheck}) =>
    [
      age < 0 && 'The date is in the future.',
      age > limits.fail && `Older than ${limits.fail} days.`,
      age > limits.warn && age <= limits.fail && `Older than ${limits.warn} days.`,
      recheck,
    ]
      .filter(Boolean)
      .join(' ');
  const count = (/** @type {Row['state']} */ state) => rows.filter((row) => row.state === state).length;
  return [
    ...shown.map(
      (row) =>
        `${row.state.padEnd(4)}  ${row.id.padEnd(width)}  ${row.verified}  ${String(row.age).padStart(4)} d  ${why(row)}`,
    ),
    `${count('ok')} fresh, ${count('warn')} due, ${count('fail')} not to be released`,
  ].join('\n');
}

if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) {
  try {
    const rows = freshness(readHelplines(), new Date().toISOString().slice(0, 10));
    console.log(report(rows));
    if (rows.some(({state}) => state === 'fail')) process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
