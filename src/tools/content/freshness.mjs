/**
 * Release check: the age of the evidence for each number, and open questions that a person must resolve.
 *
 * Not a test, because it would fail with the calendar. A release fails if evidence is too old or a record has a `recheck` note.
 */

/** @import {Helplines} from './helplines.mjs' */

/** Age of evidence, in days, after which it is due for review (`warn`) or blocks a release (`fail`). */
export const limits = {warn: 90, fail: 180};

/**
 * @typedef {object} Row
 * @property {string} id          of the line, or `<cc> emergency`
 * @property {string} verified    date, YYYY-MM-DD
 * @property {number} age         in days
 * @property {'ok'|'warn'|'fail'} state
 * @property {string} [recheck]   open question
 */

/** @param {string} day YYYY-MM-DD */
const dayNumber = (day) => Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000);

/**
 * Rates the evidence of every line, every emergency number and the directory.
 *
 * @param {Helplines} helplines
 * @param {string} today YYYY-MM-DD
 * @returns {Row[]} failures first, then by age, oldest first
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

/** @param {Row} row */
const explain = ({age, recheck}) =>
  [
    age < 0 && 'The date is in the future.',
    age > limits.fail && `Older than ${limits.fail} days.`,
    age > limits.warn && age <= limits.fail && `Older than ${limits.warn} days.`,
    recheck,
  ]
    .filter(Boolean)
    .join(' ');

/**
 * Formats the rows that need attention and counts all rows by state.
 *
 * @param {Row[]} rows
 */
export function formatFreshness(rows) {
  const listed = rows.filter(({state}) => state !== 'ok');
  const width = Math.max(0, ...listed.map(({id}) => id.length));
  const count = (/** @type {Row['state']} */ state) => rows.filter((row) => row.state === state).length;
  return [
    ...listed.map((row) => {
      const {id, verified, age, state} = row;
      return `${state.padEnd(4)}  ${id.padEnd(width)}  ${verified}  ${String(age).padStart(4)} d  ${explain(row)}`;
    }),
    `${count('ok')} fresh, ${count('warn')} due, ${count('fail')} not to be released`,
  ].join('\n');
}
