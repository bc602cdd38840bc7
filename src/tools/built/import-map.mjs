/** The import map of pages that check the bytes of every module. */

/** Modules that pages load from a folder that never changes. */
const isModule = (/** @type {string} */ file) => /^((recovery-widgets|enhance)\.js$|assets-.*\.js$)/.test(file);

/**
 * Returns the import map that makes a browser check the modules of the chunked build, both those that the page names and those
 * that they load in turn. It belongs into `<script type="importmap">`, before the first module script and the first
 * `modulepreload` of the page. A module that is not in the map loads unchecked, so leave out only modules that the page does not use.
 * The map does not cover classic scripts (`all.js`); they have their own `integrity` attribute.
 *
 * @param {string} base address of the folder, such as `https://your-site.example/recovery-widgets/1.2.3/`, or its path alone:
 *   `/recovery-widgets/1.2.3/`
 * @param {Pick<import('./integrity.mjs').Integrity, 'files'>} integrity
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
