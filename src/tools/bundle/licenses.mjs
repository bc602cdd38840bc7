/** LICENSES.txt beside the files for the script tag: they hold code of other packages, whose licenses ask to be kept with it. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';

/** Packages of which dist/cdn holds code. A test compares the list with what is bundled. */
const bundled = ['@lit/localize', '@lit/reactive-element', 'lit', 'lit-element', 'lit-html'];

/**
 * Our license, then each other one once, with the packages it is for.
 *
 * @param {string} root top folder of the project
 */
export function licenses(root) {
  const packageIn = (/** @type {string} */ folder) => {
    const {name, version} = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const text = readFileSync(join(root, folder, 'LICENSE'), 'utf8')
      .replace(/\r\n/g, '\n')
      .trim();
    return {title: `${name} ${version}`, text};
  };
  /** @type {Map<string, string[]>} */
  const packages = new Map();
  for (const {title, text} of ['', ...bundled.map((name) => join('node_modules', name))].map(packageIn))
    packages.set(text, [...(packages.get(text) ?? []), title]);
  return [...packages].map(([text, titles]) => `${titles.join(', ')}\n\n${text}\n`).join(`\n${'-'.repeat(72)}\n\n`);
}
