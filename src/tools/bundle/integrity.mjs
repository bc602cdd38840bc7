/**
 * integrity.json beside the files for the script tag: the SHA-384 of every file, in the format of the `integrity` attribute.
 * With it, a page runs exactly the bytes that were reviewed, or keeps its fallback content.
 */
import {createHash} from 'node:crypto';
import {readFileSync, readdirSync} from 'node:fs';
import {join, relative, sep} from 'node:path';

/** Name of the file. It cannot contain its own hash. */
export const INTEGRITY = 'integrity.json';

/**
 * @typedef {object} Integrity
 * @property {string} version version of the package
 * @property {Record<string, string>} files `sha384-…` by path below the folder, with `/`, sorted
 */

/** Lists all files below a folder, sorted, with `/` in their paths. @param {string} folder */
export const filesIn = (folder) =>
  readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();

/** Returns the value for `integrity="…"`. @param {string | Uint8Array} bytes */
export const hashOf = (bytes) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;

/**
 * Hashes every file in a folder except integrity.json.
 *
 * @param {string} folder
 * @param {string} version
 * @returns {Integrity}
 */
export const integrityOf = (folder, version) => ({
  version,
  files: Object.fromEntries(
    filesIn(folder)
      .filter((file) => file !== INTEGRITY)
      .map((file) => [file, hashOf(readFileSync(join(folder, file)))]),
  ),
});

/** Modules that pages load from a folder that never changes. */
const isModule = (/** @type {string} */ file) =>
  /^((recovery-widgets|enhance)\.js$|widgets\/|assets-.*\.js$)/.test(file);

/**
 * Returns the import map that makes a browser check the modules of the chunked build, both those that the page names and those
 * that they load in turn. It belongs into `<script type="importmap">`, before the first module script and the first
 * `modulepreload` of the page. A module that is not in the map loads unchecked, so leave out only what the page does not use.
 * The map does not cover classic scripts (`all.js`); they have their own `integrity` attribute.
 *
 * @param {string} base address of the folder, such as `https://your-site.example/recovery-widgets/1.2.3/`, or its path alone:
 *   `/recovery-widgets/1.2.3/`
 * @param {Integrity} integrity
 * @param {string[]} [used] modules that the page uses, by path below the folder; default: all
 * @returns {{integrity: Record<string, string>}}
 * @throws {TypeError} if the base is neither an address nor a path
 */
export function importMapFor(base, {files}, used = Object.keys(files).filter(isModule)) {
  const origin = /^\/(?![\\/])/.test(base) ? 'https://host-of-the-page.invalid' : '';
  const folder = new URL(`${origin}${base}`.replace(/\/?$/, '/'));
  return {
    integrity: Object.fromEntries(used.map((file) => [new URL(file, folder).href.slice(origin.length), files[file]])),
  };
}
