/**
 * Release check: who must look at which record, where, and by when.
 *
 * Not a test, because it would fail with the calendar. It has two gates. A release fails while a fact that readers see is in doubt, or the
 * last check is too old. It only warns where nothing shown is in doubt: a better page is wished for, a fact is missing, a check is due.
 */
import {countryName, languageName} from '../content/cldr-data.mjs';

/** @import {Helplines, LineRecord, Open, Source, Verification} from './read-helplines.mjs' */

/** Days after a check after which the next one is due (`warn`), and those after which there is no release (`fail`). */
export const limits = {warn: 90, fail: 180};

/** @typedef {ReturnType<typeof rowOf>} Row */

/** @param {string} day YYYY-MM-DD */
const dayNumber = (day) => Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000);

/** @param {number} number @returns {string} YYYY-MM-DD */
const dayOf = (number) => new Date(number * 86_400_000).toISOString().slice(0, 10);

/** @typedef {{id: string, who: string, page: string, verification: Verification, open?: Open[], sources?: Source[]}} Entry */

/** @param {LineRecord} line @returns {Entry} */
const entryOfLine = ({id, lang, url, verification, open, sources}) => ({
  id,
  who: `someone who reads ${languageName(lang)}`,
  page: url ?? sources?.find((source) => source.url)?.url ?? '',
  verification: /** @type {Verification} */ (verification),
  open,
  sources,
});

/** @param {Helplines['directory']} directory @returns {Entry} */
const entryOfDirectory = ({url, verified}) => ({
  id: 'directory',
  who: 'anyone',
  page: url,
  verification: {by: 'editor', method: 'stored-copy', on: verified},
});

/** Days before the end of a list of public holidays by which it has to be continued. */
const HOLIDAYS_AHEAD = 180;

/** @param {[country: string, holidays: import('./read-helplines.mjs').Holidays]} entry @returns {Entry} */
const entryOfHolidays = ([country, {through, source}]) => ({
  id: `${country.toLowerCase()} holidays`,
  who: 'anyone',
  page: source.url,
  verification: {by: 'editor', method: 'stored-copy', on: source.date, due: dayOf(dayNumber(through) - HOLIDAYS_AHEAD)},
});

/**
 * Rates a record: its state, the day `by` which it must be done, which is today for a failure, else the last day before the record fails,
 * and the tasks: who can look up what, and where.
 *
 * @param {Entry} entry
 * @param {string} today
 */
function rowOf({id, who, page, verification, open = [], sources = []}, today) {
  const {on, method} = verification;
  const age = dayNumber(today) - dayNumber(on);
  const due = verification.due ? dayNumber(verification.due) : dayNumber(on) + limits.warn;
  const last = due + limits.fail - limits.warn;
  const isOld = dayNumber(today) > due;
  const doubts = open.filter(({kind}) => kind === 'doubt');
  const isFailing = doubts.length > 0 || dayNumber(today) > last || age < 0;
  const cites = sources.flatMap(({cite}) => cite ?? []);
  const checked = `last checked ${on} by ${method === 'stored-copy' ? 'a stored copy' : method}`;
  const check = `Check every field against the live page, and call if you can: ${checked}.`;
  const tasks = [
    ...(age < 0 ? [{who, what: `Correct the date of the check, ${on}, which is in the future.`, where: page}] : []),
    ...(isOld && age >= 0 ? [{who, what: check, where: page}] : []),
    ...open.map(({kind, question, page: own}) => ({
      who,
      what: kind === 'doubt' ? question : `Wished for: ${question}`,
      where: own ?? page,
    })),
    ...cites.map((cite) => ({who, what: 'Wished for: the full address of this source.', where: cite})),
  ];
  const state = isFailing ? 'fail' : tasks.length ? 'warn' : 'ok';
  return {id, verified: on, age, state, by: isFailing ? today : dayOf(last), tasks};
}

/**
 * Rates every line that is not retired, every emergency number, every list of public holidays and the directory: failures first, then by
 * the day by which they must be done.
 *
 * @param {Pick<Helplines, 'countries' | 'directory'> & Partial<Pick<Helplines, 'holidays'>>} helplines
 * @param {string} today YYYY-MM-DD
 */
export function freshness({countries, directory, holidays = {}}, today) {
  const entries = [
    ...countries.flatMap(({country, emergency, lines}) => [
      {
        id: `${country.toLowerCase()} emergency`,
        who: `someone who knows ${countryName(country)}`,
        page: emergency.sources[0].url,
        verification: emergency.verification,
        open: emergency.open,
      },
      ...lines.filter(({status}) => status !== 'retired').map(entryOfLine),
    ]),
    ...Object.entries(holidays).map(entryOfHolidays),
    entryOfDirectory(directory),
  ];
  const order = ['fail', 'warn', 'ok'];
  const key = (/** @type {Row} */ {state, by, verified, id}) => `${order.indexOf(state)} ${by} ${verified} ${id}`;
  return entries.map((entry) => rowOf(entry, today)).sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Formats the rows that need attention, with who must look at what, where and by when, and counts all rows by state. @param {Row[]} rows */
export function formatFreshness(rows) {
  const count = (/** @type {Row['state']} */ state) => rows.filter((row) => row.state === state).length;
  return [
    ...rows
      .filter(({state}) => state !== 'ok')
      .flatMap(({id, state, by, verified, age, tasks}) => [
        `${state.padEnd(4)}  ${id}: ${state === 'fail' ? 'before a release' : `by ${by}`}; checked ${verified}, ${age} days ago`,
        ...tasks.map(({who, what, where}) => `      ${who}: ${what}${where && `\n        ${where}`}`),
      ]),
    `${count('ok')} fresh, ${count('warn')} with a warning, ${count('fail')} not to be released`,
  ].join('\n');
}
