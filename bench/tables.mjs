/** Tables of results in Markdown: medians with quartiles, and ratios to another candidate of the same round. */
import {candidates} from './candidates.mjs';
import {summarize, summarizeRatio} from './statistics.mjs';

/**
 * @typedef {import('./statistics.mjs').Summary} Summary
 *
 * @typedef {Record<string, Record<string, Record<string, Record<string, number>[]>>>} Samples by measure, case and candidate; one
 *   for each round
 *
 * @typedef {object} Results
 * @property {string} date
 * @property {number} cores
 * @property {string} machine kind of machine and browser
 * @property {number[]} load load averages during the run
 * @property {number} seconds
 * @property {number} rounds
 * @property {Samples} samples
 *
 * @typedef {object} Column
 * @property {string} title
 * @property {string} key of the sample
 * @property {(value: number) => string} format
 * @property {boolean} [spread] show the interquartile range too
 * @property {{id?: string, name?: string, key?: string, times?: number}} [base] divide by another candidate, case or key; `times`
 *   a factor
 */

export const integer = (/** @type {number} */ value) => Math.round(value).toLocaleString('en-US');
export const decimal = (/** @type {number} */ value) => value.toFixed(1);
export const ratio = (/** @type {number} */ value) => value.toFixed(2);
export const kilobytes = (/** @type {number} */ value) => (value / 1000).toFixed(1);
/** Writes a layout shift, which floating point leaves just above zero. @param {number} value */
export const shiftScore = (value) => (value < 0.0005 ? '0' : value.toFixed(3));

/** @type {(key: string, title: string, format?: Column['format']) => Column} */
export const plain = (key, title, format = integer) => ({key, title, format});

/** @type {(key: string, title?: string, format?: Column['format']) => Column} */
export const timed = (key, title = `${key}, ms`, format = integer) => ({key, title, format, spread: true});

/** @type {(key: string, base: NonNullable<Column['base']>, title: string) => Column} */
export const divided = (key, base, title) => ({key, base, title, format: ratio, spread: true});

/** Divides by both twins. @param {string} key @param {string} [title] @param {string} [baseKey] */
export const byTwins = (key, title = key, baseKey = key) => [
  divided(key, {id: 'vanilla', key: baseKey}, `${title} × vanilla`.trim()),
  divided(key, {id: 'lit', key: baseKey}, `${title} × Lit`.trim()),
];

/**
 * Summarizes the samples of a candidate for a column.
 *
 * @param {Results} results
 * @param {string} measure
 * @param {string} name of the case
 * @param {string} id of the candidate
 * @param {Pick<Column, 'key' | 'base'>} column
 */
export function summaryOf({samples}, measure, name, id, {key, base}) {
  const valuesOf = (/** @type {NonNullable<Column['base']>} */ from) =>
    (samples[measure]?.[from.name ?? name]?.[from.id ?? id] ?? []).map((sample) => sample[from.key ?? key]);
  if (!base) return summarize(valuesOf({}));
  const bases = valuesOf(base).map((value) => value * (base.times ?? 1));
  return summarizeRatio(valuesOf({}), bases);
}

/** @param {Summary | undefined} summary @param {Pick<Column, 'format' | 'spread'>} column */
export function cell(summary, {format, spread}) {
  if (!summary) return '–';
  const {low, median, high} = summary;
  return spread ? `${format(median)} (${format(low)}–${format(high)})` : format(median);
}

/** Writes a table, or a sentence if nothing was measured. @param {string[]} header @param {string[][]} rows */
export const table = (header, rows) =>
  rows.length
    ? [header, header.map((_, index) => (index ? '---:' : '---')), ...rows]
        .map((cells) => `| ${cells.join(' | ')} |\n`)
        .join('')
    : 'Not measured.\n';

/**
 * Writes a table with a row for each candidate that was measured.
 *
 * @param {Results} results
 * @param {string} measure
 * @param {string} name of the case
 * @param {Column[]} columns
 */
export function measureTable(results, measure, name, columns) {
  const measured = candidates.filter(({id}) => results.samples[measure]?.[name]?.[id]);
  const rows = measured.map(({id, label}) => [
    label,
    ...columns.map((column) => cell(summaryOf(results, measure, name, id, column), column)),
  ]);
  return table(['', ...columns.map(({title}) => title)], rows);
}
