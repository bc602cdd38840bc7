/** Prints to a terminal text that may come from others: pages, files, their names, returned documents. */

/** Controls (C0, C1), separators of lines, and marks that reverse the direction of text. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Returns a text as one line, with an escape in place of each character that could move the cursor, color or reorder the line. The
 * escapes are those of JSON, so that JSON stays valid.
 *
 * @param {string} text
 */
export const toLine = (text) =>
  text.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Prints one line. @param {string} [text] */
export const print = (text = '') => console.log(toLine(text));

/** Prints one line to standard error. @param {string} text */
export const printError = (text) => console.error(toLine(text));

/** Prints a text of our own with several lines. @param {string} text @param {(line: string) => void} [printOne] */
export const printLines = (text, printOne = print) => text.split('\n').forEach((line) => printOne(line));
