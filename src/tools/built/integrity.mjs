/**
 * integrity.json beside the files for the script tag: the SHA-384 of every file, in the format of the `integrity` attribute.
 * With it, a page runs exactly the bytes that were reviewed, or keeps its fallback content.
 */
import {hash} from 'node:crypto';
import {readFileSync, readdirSync} from 'node:fs';
import {join, relative, sep} from 'node:path';

/** Name of the file. It cannot contain its own hash. */
export const INTEGRITY = 'integrity.json';

/** Name of the file with the hashes of a release. */
export const CHECKSUMS = 'SHA256SUMS';

/** @typedef {ReturnType<typeof integrityOf>} Integrity */

/** Lists all files below a folder, sorted, with `/` in their paths. @param {string} folder */
export const filesIn = (folder) =>
  readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();

/** Returns the value for `integrity="…"`. @param {string | Uint8Array} bytes */
export const integrityHash = (bytes) => `sha384-${hash('sha384', bytes, 'base64')}`;

/** Hashes every file in a folder except integrity.json: `sha384-…` by path. @param {string} folder @param {string} version of the package */
export const integrityOf = (folder, version) => ({
  version,
  files: Object.fromEntries(
    filesIn(folder)
      .filter((file) => file !== INTEGRITY)
      .map((file) => [file, integrityHash(readFileSync(join(folder, file)))]),
  ),
});

/** Hashes every file in a folder except SHA256SUMS, in lines that `sha256sum -c` reads. @param {string} folder */
export const checksums = (folder) =>
  filesIn(folder)
    .filter((file) => file !== CHECKSUMS)
    .map((file) => `${hash('sha256', readFileSync(join(folder, file)))}  ${file}\n`)
    .join('');
