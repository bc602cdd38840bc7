/** Rollup plugins for the output: minified, with LICENSES.txt beside it. */
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {minify} from 'terser';

/**
 * Minifies chunks with Terser, in this process: workers take longer to load and warm up than to minify.
 *
 * @param {import('terser').MinifyOptions} options
 * @param {RegExp} [eager] names of scripts whose functions nearly all run at once. A comment at their start makes Chromium compile all of
 *   them while the script arrives, on another thread, instead of one by one as they are called
 *   (https://v8.dev/blog/explicit-compile-hints).
 * @returns {import('rollup').Plugin}
 */
export const minifier = (options, eager) => ({
  name: 'minify',
  async renderChunk(code, {fileName}) {
    const preamble = eager?.test(fileName) ? '//# allFunctionsCalledOnLoad' : undefined;
    const {code: minified = ''} = await minify(code, {...options, format: {...options.format, preamble}});
    return {code: minified, map: null};
  },
});

/** Stops at a module that is not found; other warnings are about the code of packages. @type {import('rollup').WarningHandlerWithDefault} */
export function onwarn({code, message}) {
  if (code === 'UNRESOLVED_IMPORT') throw new Error(message);
}

/** Between two licenses. */
const RULE = `\n${'-'.repeat(72)}\n\n`;

/** License of core/icons.ts: four drawings of Lucide, whose package has 34 MB. */
const ICONS_LICENSE = new URL('lucide-license.txt', import.meta.url);

/** Returns the packages that a LICENSES.txt names, as `lit 3.3.3`. @param {string} text */
export const packagesIn = (text) =>
  text
    .split(RULE)
    .flatMap((license) => license.split('\n', 1)[0].split(', '))
    .filter((title) => /\d$/.test(title));

/** @param {string} folder of a package */
function readLicense(folder) {
  const {name, version, license, repository, author} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  // `LICENSE`, `license`, `LICENSE-MIT.txt`
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file && readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
  if (!license) throw new Error(`${name} does not state a license, so it must not be bundled.`);
  const stated = `Without a file of its license. Its package.json says: license ${license}, author ${author?.name ?? author ?? 'not named'}.`;
  return {title: `${name} ${version}`, text, stated, origin: `${license} ${repository?.url ?? repository}`};
}

/** Every license once, with the packages it is for. @param {string[]} folders of the packages */
function formatLicenses(folders) {
  /** @type {Map<string, string[]>} */
  const packages = new Map();
  const read = folders.map(readLicense);
  for (const {title, text, stated, origin} of read) {
    // Some packages of a repository with several come without the text.
    const license = text ?? read.find((other) => other.text && other.origin === origin)?.text ?? stated;
    packages.set(license, [...(packages.get(license) ?? []), title]);
  }
  return [...packages].map(([text, titles]) => `${titles.join(', ')}\n\n${text}\n`).join(RULE);
}

/**
 * Writes LICENSES.txt with our license and those of all packages that have a module in the bundle: their licenses require it.
 *
 * @param {string} root top folder of the project
 * @returns {import('rollup').Plugin}
 */
export const licenses = (root) => ({
  name: 'licenses',
  generateBundle() {
    const ids = [...this.getModuleIds()];
    // Includes packages that only re-export others, such as lit.
    const folders = ids.flatMap((id) => /^[^\0].*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0] ?? []);
    const packages = formatLicenses([root, ...[...new Set(folders)].sort()]);
    const icons = ids.some((id) => /[\\/]core[\\/]icons\./.test(id)) ? RULE + readFileSync(ICONS_LICENSE, 'utf8') : '';
    this.emitFile({type: 'asset', fileName: 'LICENSES.txt', source: packages + icons});
  },
});
