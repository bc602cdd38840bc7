/**
 * Rollup plugin: writes LICENSES.txt beside a bundle, with our license and those of all packages that have a module in it.
 * Their licenses require it.
 */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';

/** @param {string} folder of a package */
function readLicense(folder) {
  const {name, version} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const text = readFileSync(join(folder, 'LICENSE'), 'utf8').replaceAll('\r\n', '\n').trim();
  return {title: `${name} ${version}`, text};
}

/**
 * Every license once, with the packages it is for.
 *
 * @param {string[]} folders of the packages
 */
function formatLicenses(folders) {
  /** @type {Map<string, string[]>} */
  const packages = new Map();
  for (const {title, text} of folders.map(readLicense)) packages.set(text, [...(packages.get(text) ?? []), title]);
  return [...packages].map(([text, titles]) => `${titles.join(', ')}\n\n${text}\n`).join(`\n${'-'.repeat(72)}\n\n`);
}

/**
 * @param {string} root top folder of the project
 * @returns {import('rollup').Plugin}
 */
export const licenses = (root) => ({
  name: 'licenses',
  generateBundle() {
    // Includes packages that only re-export others, such as lit.
    const folders = [...this.getModuleIds()].flatMap(
      (id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0] ?? [],
    );
    this.emitFile({
      type: 'asset',
      fileName: 'LICENSES.txt',
      source: formatLicenses([root, ...[...new Set(folders)].sort()]),
    });
  },
});
