/** Goals for the recommended form and the prerendered one, and where they fall behind another candidate. */
import {candidates} from './candidates.mjs';
import {cell, divided, kilobytes, plain, ratio, shiftScore, summaryOf, table} from './tables.mjs';

/** @typedef {import('./tables.mjs').Results} Results */
/** @typedef {import('./tables.mjs').Column} Column */

/**
 * @typedef {object} Goal
 * @property {string} title
 * @property {number} most
 * @property {string} measure
 * @property {string} name of the case
 * @property {string} [id] default: the recommended form
 * @property {Column} column
 */

/** @type {(key: string, base?: Column['base']) => Column} */
const times = (key, base) => divided(key, {id: 'lit', ...base}, '');

/** @type {Goal[]} */
const goals = [
  {title: 'kB fetched, one', most: 10_500, measure: 'load', name: 'one', column: plain('bytes', '', kilobytes)},
  {title: 'kB fetched, four', most: 19_000, measure: 'load', name: 'four', column: plain('bytes', '', kilobytes)},
  {title: 'chain of requests, one', most: 2, measure: 'load', name: 'one', column: plain('chain', '')},
  {title: 'chain of requests, four', most: 2, measure: 'load', name: 'four', column: plain('chain', '')},
  {title: 'rendered × Lit, one', most: 1.05, measure: 'load', name: 'one', column: times('rendered')},
  {title: 'rendered × Lit, four', most: 1.15, measure: 'load', name: 'four', column: times('rendered')},
  {
    title: 'readable × Lit, one',
    most: 0.75,
    measure: 'load',
    name: 'one',
    column: times('readable', {key: 'rendered'}),
  },
  {
    title: 'prerendered, rendered × Lit, one',
    most: 0.85,
    measure: 'load',
    name: 'one',
    id: 'ours-prerendered',
    column: times('rendered'),
  },
  {title: 'script × Lit, one', most: 1.3, measure: 'load', name: 'one', column: times('script')},
  {title: 'creation of 1,000 × Lit', most: 1.3, measure: 'bulk', name: '1000', column: times('laidOut')},
  {
    title: 'hydration of 1,000 × creation',
    most: 1.5,
    measure: 'bulk',
    name: '1000',
    id: 'ours-hydrated',
    column: times('laidOut', {id: 'ours'}),
  },
  {title: 'heap × Lit', most: 1.2, measure: 'bulk', name: '1000', column: times('heap')},
  {
    title: 'sorted table × empty observer',
    most: 1.5,
    measure: 'observer',
    name: 'sort',
    column: times('time', {id: 'observer'}),
  },
  {
    title: '10,000 insertions a second × empty observer',
    most: 1.25,
    measure: 'observer',
    name: 'busy',
    column: times('time', {id: 'observer'}),
  },
  {
    title: 'TBT of a page with all widgets × words alone',
    most: 1.3,
    measure: 'host',
    name: 'untouched',
    column: times('blocking', {id: 'words'}),
  },
];

/** Returns the largest layout shift of any widget, language and width. @param {Results} results @param {string} id */
const largestShift = ({samples}, id) =>
  Math.max(...Object.values(samples.shift ?? {}).flatMap((found) => (found[id] ?? []).flatMap(Object.values)));

/** @param {boolean} isMet */
const verdict = (isMet) => (isMet ? 'met' : '**missed**');

/** Lists the goals. @param {Results} results */
export function goalTable(results) {
  const rows = goals.flatMap(({title, most, measure, name, id = 'ours', column}) => {
    const summary = summaryOf(results, measure, name, id, column);
    return summary ? [[title, column.format(most), cell(summary, column), verdict(summary.median <= most)]] : [];
  });
  const shift = largestShift(results, 'ours');
  if (Number.isFinite(shift)) rows.push(['largest CLS', '0', shiftScore(shift), verdict(shiftScore(shift) === '0')]);
  return table(['goal', 'at most', 'measured', ''], rows);
}

/** Comparisons with the other candidates. @type {{title: string, measure: string, name: string, key: string}[]} */
const compared = [
  ...['one', 'four'].flatMap((name) =>
    ['bytes', 'requests', 'chain', 'readable', 'rendered', 'ready', 'script'].map((key) => ({
      title: `${key}, ${name}`,
      measure: 'load',
      name,
      key,
    })),
  ),
  ...['script', 'laidOut', 'update', 'heap'].map((key) => ({
    title: `${key === 'laidOut' ? 'laid out' : key}, 1,000 elements`,
    measure: 'bulk',
    name: '1000',
    key,
  })),
  {title: 'language switch, 100 elements', measure: 'language', name: '100', key: 'switch'},
];

/** Ratio from which on ours is behind. */
const BEHIND = 1.05;

/** Lists where the recommended form falls behind another candidate, in the middle half of all rounds. @param {Results} results */
export function lossTable(results) {
  const rivals = candidates.filter(({id}) => ['vanilla', 'lit', 'shoelace', 'webawesome'].includes(id));
  const rows = compared.flatMap(({title, measure, name, key}) => {
    const cells = rivals.map(({id}) => {
      const summary = summaryOf(results, measure, name, 'ours', {key, base: {id}});
      const text = cell(summary, {format: ratio, spread: true});
      return {text, isBehind: !!summary && summary.low > BEHIND};
    });
    const isBehind = cells.some((each) => each.isBehind);
    return isBehind ? [[title, ...cells.map(({text, isBehind: is}) => (is ? `**${text}**` : text))]] : [];
  });
  return table(['ours ×', ...rivals.map(({label}) => label)], rows);
}
