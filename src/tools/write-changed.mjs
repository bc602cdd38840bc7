/** Writes files, with the folders that they need. */
import {existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {zipSync} from 'fflate';

/** End of the name of a file that is being written. */
const DRAFT = '.part';

/** Writes a file. @param {string} file @param {string | Uint8Array} content */
export function write(file, content) {
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, content);
}

/**
 * Writes a file, unless it holds the same already: builds, tests and caches take a newer modification time for a change. Writes beside it
 * and renames, so that nobody reads half a file.
 *
 * @param {string} file
 * @param {string | Uint8Array} content
 * @returns {boolean} true if the file was written
 */
export function writeChanged(file, content) {
  if (existsSync(file) && readFileSync(file).equals(Buffer.from(content))) return false;
  const draft = `${file}.${process.pid}${DRAFT}`;
  write(draft, content);
  renameSync(draft, file);
  return true;
}

/**
 * Writes a zip with a folder `recovery-widgets`, the same bytes each time.
 *
 * @param {string} path
 * @param {Map<string, string | Uint8Array>} files content by path in the folder
 */
export function writeZip(path, files) {
  const entries = [...files].map(([file, content]) => [`recovery-widgets/${file}`, Buffer.from(content)]);
  // The earliest time that a zip can store, read in local time, is the same in every time zone.
  write(path, zipSync(Object.fromEntries(entries), {level: 9, mtime: new Date(1980, 0, 1)}));
}

/**
 * Writes the files of a folder, and deletes all others in it. Its modification time is that of the last call.
 *
 * @param {string} folder
 * @param {Map<string, string>} files text by path in the folder
 */
export function writeFolder(folder, files) {
  mkdirSync(folder, {recursive: true});
  for (const [name, text] of files) writeChanged(join(folder, name), text);
  for (const entry of readdirSync(folder, {recursive: true, withFileTypes: true})) {
    const file = join(entry.parentPath, entry.name);
    const isOurs = entry.isDirectory() || files.has(file.slice(folder.length + 1));
    if (!isOurs && !file.endsWith(DRAFT)) rmSync(file, {force: true});
  }
  const now = new Date();
  utimesSync(folder, now, now);
}
