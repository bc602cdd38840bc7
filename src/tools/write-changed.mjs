/** Writes files that tools update in place. */
import {existsSync, readFileSync, writeFileSync} from 'node:fs';

/**
 * Writes a file, unless it holds the same text already: builds and tests take a newer modification time for a changed source.
 *
 * @param {string} file
 * @param {string} text
 * @returns {boolean} true if the file was written
 */
export function writeChanged(file, text) {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return false;
  writeFileSync(file, text);
  return true;
}
