/**
 * Caches the results of a pure function of strings, or of none: telephone numbers, words and languages recur thousands of times, and a
 * build is read once.
 *
 * @template {(...args: string[]) => unknown} F
 * @param {F} compute
 * @param {number} [max] number of results after which all are dropped
 */
export function memoize(compute, max = Infinity) {
  /** @type {Map<string, unknown>} */
  const results = new Map();
  return /** @type {F} */ (
    (...args) => {
      const key = args.join('\n');
      if (results.has(key)) return results.get(key);
      if (results.size >= max) results.clear();
      return results.set(key, compute(...args)).get(key);
    }
  );
}
