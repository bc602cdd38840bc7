/** Counts lines. @param {string} text @returns {(index: number) => number} the line of an index, from 1 */
export function lineCounter(text) {
  /** @type {number[] | undefined} */
  let breaks;
  return (index) => {
    breaks ??= [...text.matchAll(/\n/g)].map((match) => match.index);
    let [low, high] = [0, breaks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (breaks[middle] < index) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}
