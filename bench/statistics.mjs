/** Medians and quartiles of samples. */

/** @typedef {{low: number, median: number, high: number}} Summary the quartiles */

/** Returns a quantile, interpolated between the two nearest values. @param {number[]} sorted @param {number} share */
function quantile(sorted, share) {
  const position = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  return below + (above - below) * (position - Math.floor(position));
}

/** @param {number[]} values @returns {Summary | undefined} undefined without values */
export function summarize(values) {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  if (!sorted.length) return undefined;
  return {low: quantile(sorted, 0.25), median: quantile(sorted, 0.5), high: quantile(sorted, 0.75)};
}

/**
 * Summarizes the ratios of samples to those of another candidate in the same round, so that a slow minute of the machine is in
 * both.
 *
 * @param {(number | undefined)[]} values by round
 * @param {(number | undefined)[]} base
 */
export const summarizeRatio = (values, base) =>
  summarize(values.map((value, round) => (value ?? NaN) / (base[round] || NaN)));
