/**
 * integrity.json beside the files for the script tag: the SHA-384 of every file, as browsers take it in `integrity`. With it
 * a page runs the very bytes that were looked at, or leaves its own words standing.
 */
import {createHash} from 'node:crypto';
import {readFileSync, readdirSync} from 'node:fs';
import {join, relative, sep} from 'node:path';

/** The file itself; it cannot hold its own hash. */
export const INTEGRITY = 'integrity.json';

/**
 * @typedef {object} Integrity
 * @property {string} version of the package
 * @property {Record<string, string>} files `sha384-…` by path below the folder, with `/`, sorted
 */

/** Every file in a folder, sorted, with `/` in its path. @param {string} folder */
export const filesIn = (folder) =>
  readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();

/** The value for `integrity="…"`. @param {string | Uint8Array} bytes */
export const hashOf = (bytes) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;

/**
 * @param {string} folder
 * @param {string} version
 * @returns {Integrity} of every file in the folder but integrity.json
 */
export const integrityOf = (folder, version) => ({
  version,
  files: Object.fromEntries(
    filesIn(folder)
      .filter((file) => file !== INTEGRITY)
      .map((file) => [file, hashOf(readFileSync(join(folder, file)))]),
  ),
});

/**
 * The import map that makes a browser check the modules of the chunked build: those that the page names and those that they
 * load in turn. It belongs into `<script type="importmap">`, before the first module script of the page. A module that is
 * not in the map loads unchecked, so what is left out here must be what the page does not use. Classic scripts (`all.js`)
 * are not checked by it; they have their own `integrity` attribute.
 *
 * @param {string} base address of the folder, such as `https://your-site.example/recovery-widgets/1.2.3/`, or the part of it from
 *   the host on: `/recovery-widgets/1.2.3/`
 * @param {Integrity} integrity
 * @param {{widgets?: string[], languages?: string[], regions?: string[]}} [used] what the page uses, such as
 *   `{widgets: ['helpline-banner'], languages: ['es'], regions: ['US']}`, to keep the map short; what is left out means all
 * @returns {{integrity: Record<string, string>}}
 * @throws {TypeError} when the base is neither
 */
export function importMapFor(base, {files}, {widgets, languages, regions} = {}) {
  const origin = /^\/(?![\\/])/.test(base) ? 'https://host-of-the-page.invalid' : '';
  const folder = new URL(`${origin}${base}`.replace(/\/?$/, '/'));
  const uses = (/** @type {string[] | undefined} */ list, /** @type {string} */ name) => !list || list.includes(name);
  const countries = regions?.map((region) => region.slice(0, 2).toLowerCase());
  const isUsed = (/** @type {string} */ file) => {
    if (file === 'recovery-widgets.js') return true;
    const parts = file.replace(/\.js$/, '').split('/');
    const isAsset = parts[0].startsWith('assets-');
    const [kind, name, widget] = isAsset ? parts.slice(1) : parts;
    if (kind === 'widgets') return uses(widgets, name);
    if (kind === 'regions') return uses(countries, name);
    if (kind === 'locales') return uses(languages, name) && uses(widgets, widget);
    return isAsset;
  };
  return {
    integrity: Object.fromEntries(
      Object.entries(files)
        .filter(([file]) => isUsed(file))
        .map(([file, hash]) => [new URL(file, folder).href.slice(origin.length), hash]),
    ),
  };
}
