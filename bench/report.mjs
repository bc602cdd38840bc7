/** The sections of docs/speed.md, and their place in it. */
import {candidates} from './candidates.mjs';
import {goalTable, lossTable} from './goals.mjs';
import {summarize} from './statistics.mjs';
import {byTwins, decimal, divided, kilobytes, measureTable, plain, shiftScore, table, timed} from './tables.mjs';

/** @typedef {import('./tables.mjs').Results} Results */

/** Load average per core that a run on a quiet machine can have: the browser’s processes, and four pages at once at the end. */
const OWN_LOAD = 1.5;

/** @param {Results} results */
function conditions({date, machine, cores, load, seconds, rounds}) {
  const average = summarize(load)?.median ?? NaN;
  return [
    `Measured on ${date}: ${rounds} rounds in ${Math.ceil(seconds / 60)} minutes on ${cores} cores, ${machine}.`,
    `Load average during the run: ${decimal(average)} (${decimal(Math.min(...load))} to ${decimal(Math.max(...load))}).`,
    average > cores * OWN_LOAD
      ? '**The machine was busy with other work**: times are too long and ranges wide.\n'
      : '\n',
  ].join('\n');
}

const RATIOS = [
  plain('bytes', 'kB', kilobytes),
  plain('requests', 'requests'),
  plain('chain', 'chain'),
  // Divided by the time at which the twin is rendered, so that they can be compared with each other.
  ...['readable', 'rendered', 'ready'].flatMap((key) => byTwins(key, key, 'rendered')),
  plain('cls', 'CLS', shiftScore),
];
const TIMES = [
  plain('markup', 'HTML, kB', kilobytes),
  timed('fcp', 'FCP, ms'),
  ...['readable', 'rendered', 'ready', 'script', 'blocking'].map((key) => timed(key)),
  divided('script', {id: 'lit'}, 'script × Lit'),
];
const CREATION = [
  timed('script'),
  ...byTwins('script'),
  timed('laidOut', 'laid out, ms'),
  ...byTwins('laidOut', 'laid out'),
];
const AFTERWARDS = [
  timed('update'),
  ...byTwins('update'),
  plain('heap', 'heap, kB', kilobytes),
  ...byTwins('heap'),
  plain('nodes', 'nodes'),
];
/** One thousand elements against ten times one hundred. */
const LINEARITY = [
  divided('laidOut', {name: '100', times: 10}, 'creation'),
  divided('update', {name: '100', times: 10}, 'update'),
];
const OBSERVER = [timed('time', 'ms', decimal), divided('time', {id: 'observer'}, '× empty observer')];
const HOST = [
  timed('blocking', 'TBT, ms'),
  divided('blocking', {id: 'words'}, 'TBT × words'),
  timed('fcp', 'FCP, ms'),
  timed('lcp', 'LCP, ms'),
  plain('cls', 'CLS', shiftScore),
  timed('ready'),
];
const KEPT = [plain('nodes', 'nodes'), plain('listeners', 'listeners'), plain('heap', 'bytes an element', decimal)];

/** Returns the largest layout shift in some samples. @param {Record<string, number>[]} samples */
const largest = (samples) => Math.max(...samples.flatMap(Object.values));

/** Writes the largest layout shift of any widget in English, a row for each candidate. @param {Results} results */
function shiftSummary({samples}) {
  const cases = Object.entries(samples.shift ?? {}).filter(([name]) => name.startsWith('en '));
  const measured = candidates.filter(({id}) => cases[0]?.[1][id]);
  const rows = measured.map(({id, label}) => [label, ...cases.map(([, found]) => shiftScore(largest(found[id])))]);
  return table(['', ...cases.map(([name]) => name)], rows);
}

/** Writes the layout shift of a candidate, a row for each widget. @param {Results} results @param {string} id */
function shiftTable({samples}, id) {
  const cases = Object.entries(samples.shift ?? {}).flatMap(([name, {[id]: found}]) => (found ? [{name, found}] : []));
  const widgets = Object.keys(cases[0]?.found[0] ?? {}).sort();
  const rows = widgets.map((widget) => [
    widget,
    ...cases.map(({found}) => shiftScore(Math.max(...found.map((sample) => sample[widget])))),
  ]);
  return table(['', ...cases.map(({name}) => name)], rows);
}

/** By name. @type {Record<string, (results: Results) => string>} */
const sections = {
  conditions,
  goals: goalTable,
  losses: lossTable,
  one: (results) => measureTable(results, 'load', 'one', RATIOS),
  four: (results) => measureTable(results, 'load', 'four', RATIOS),
  'one in ms': (results) => measureTable(results, 'load', 'one', TIMES),
  'four in ms': (results) => measureTable(results, 'load', 'four', TIMES),
  'creation of 100': (results) => measureTable(results, 'bulk', '100', CREATION),
  'creation of 1000': (results) => measureTable(results, 'bulk', '1000', CREATION),
  'update and heap': (results) => measureTable(results, 'bulk', '1000', AFTERWARDS),
  linearity: (results) => measureTable(results, 'bulk', '1000', LINEARITY),
  language: (results) => measureTable(results, 'language', '100', [timed('switch', 'ms'), ...byTwins('switch', '')]),
  teardown: (results) => measureTable(results, 'teardown', '500', KEPT),
  insertions: (results) => measureTable(results, 'observer', 'insert', OBSERVER),
  sorting: (results) => measureTable(results, 'observer', 'sort', OBSERVER),
  'busy page': (results) => measureTable(results, 'observer', 'busy', OBSERVER),
  host: (results) => measureTable(results, 'host', 'untouched', HOST),
  interaction: (results) => measureTable(results, 'host', 'clicked', [timed('interaction', 'slowest click, ms')]),
  shift: shiftSummary,
  'shift of ours': (results) => shiftTable(results, 'ours'),
  'shift of prerendered': (results) => shiftTable(results, 'ours-prerendered'),
};

/** Writes all sections. @param {Results} results @returns {Record<string, string>} Markdown by name */
export const report = (results) =>
  Object.fromEntries(Object.entries(sections).map(([name, write]) => [name, write(results)]));

/**
 * Replaces the sections of a document, each from `<!-- bench: NAME -->` to `<!-- end of bench -->`.
 *
 * @param {string} text
 * @param {Record<string, string>} written
 */
export const updateSections = (text, written) =>
  text.replace(/(<!-- bench: (.*?) -->\n)[^]*?(?=<!-- end of bench -->)/g, (whole, start, name) =>
    written[name] ? `${start}\n${written[name]}\n` : whole,
  );
