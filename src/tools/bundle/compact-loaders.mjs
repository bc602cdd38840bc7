/** Rollup plugin: replaces the generated lists of `import()` by one rule, as the names of the chunks follow from their content. */
import {pathIn} from '../built/compiled.mjs';

/**
 * Code of an object with one loader per name.
 *
 * @param {string[]} names
 * @param {string} load code of the value that a loader returns, for `name`
 */
const loaders = (names, load) =>
  `Object.fromEntries(${JSON.stringify(names.join(' '))}.split(' ').map((name) => [name, () => ${load}]))`;

/**
 * Writes codes grouped by first letter, without it: half the bytes of a list, in the core of every page.
 *
 * @param {string[]} codes ISO 3166-1, in lowercase
 */
const byFirstLetter = (codes) =>
  [...'abcdefghijklmnopqrstuvwxyz']
    .map((letter) => codes.filter((code) => code[0] === letter).map((code) => code[1]))
    .map((seconds) => seconds.join('').toUpperCase())
    .join(' ');

/**
 * Code that imports a chunk.
 *
 * @param {string} up path from the importing chunk to the folder of all chunks, `.` or `..`
 * @param {string} file path below that folder
 */
const load = (up, file) => `import(\`${up}/${file}.js\`)`;

/**
 * @param {string} npm folder with the output of tsc
 * @param {import('../built/compiled.mjs').Compiled} compiled
 * @returns {import('rollup').Plugin}
 */
export const compactLoaders = (npm, {countries, numbers, languagesOf, tables}) => ({
  name: 'compact-loaders',
  transform(_, id) {
    const path = pathIn(npm, id);
    if (path === 'generated/regions/index.js') {
      const codes = countries.map((country) => country.toUpperCase());
      return {
        code: `
          const load = (file) => ${load('.', 'regions/${file}')};
          export const regions = ${loaders(codes, 'load(name.toLowerCase())')};
          ${JSON.stringify(byFirstLetter(numbers))}.split(' ').forEach((seconds, index) => {
            for (const second of seconds) {
              const name = String.fromCharCode(65 + index) + second;
              regions[name] = () => load('emergency').then(({regionOf}) => ({region: regionOf(name)}));
            }
          });`,
        map: null,
      };
    }
    const [, widget] = /^generated\/locales\/([a-z-]+)\.js$/.exec(path) ?? [];
    if (!widget) return null;
    const [own, ...shared] = [widget, ...(tables[widget] ?? [])].map((table) =>
      load('..', `locales/\${name}/${table}`),
    );
    const all = shared.length ? `mergeTables([${[own, ...shared].join()}])` : own;
    const code = `import {mergeTables} from '../../core/localize.js'; export const locales = ${loaders(languagesOf[widget] ?? [], all)};`;
    return {code, map: null};
  },
});
