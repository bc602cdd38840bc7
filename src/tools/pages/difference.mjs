/** Compares fallback content line by line. */
import {diffLines} from 'diff';

/** Parts that differ; either side may be empty. @typedef {{before: string[], after: string[]}} Difference */

/** Breaks lines between blocks, to show the difference of content on one line. @param {string} html */
const onLines = (html) =>
  `${html.trim().replace(/>\s*<(?=(?:p|h[1-6]|ul|ol|li|dl|dt|dd|div|section|details|summary|\/(?:ul|ol|dl|div|section|details))\b)/g, '>\n<')}\n`.replace(
    /^\s+/gm,
    '',
  );

/**
 * Finds the lines that differ, apart from their indentation.
 *
 * @param {string} before
 * @param {string} after
 * @returns {Difference[]} in their order
 */
export function differences(before, after) {
  /** @type {Difference[]} */
  const found = [];
  let isOpen = false;
  for (const {value, added, removed} of diffLines(onLines(before), onLines(after))) {
    if (!added && !removed) {
      isOpen = false;
      continue;
    }
    if (!isOpen) found.push({before: [], after: []});
    isOpen = true;
    const lines = value.trimEnd().split('\n');
    found[found.length - 1][added ? 'after' : 'before'].push(...lines.map((line) => line.trim()));
  }
  return found;
}
