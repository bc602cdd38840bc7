/**
 * Caches the results of a pure function of strings, or of none: telephone numbers, words and languages recur thousands of times, and a
 * build is read once.
 *
 * @template {(...args: string[]) => unknown} F
 * @param {F} compute
 * @returns {F}
 */
export function memoize(compute) {
  /** @type {Map<string, unknown>} */
  const results = new Map();
  return /** @type {F} */ (
    (...args) => {
      const key = args.join('\n');
      if (!results.has(key)) results.set(key, compute(...args));
      return results.get(key);
    }
  );
}
