/** Rollup plugin: replaces the generated lists of `import()` by one rule, as the names of the chunks follow from their content. */
import {pathIn} from './compiled.mjs';

/**
 * Code of an object with one loader per name.
 *
 * @param {string[]} names
 * @param {string} path of the chunk, with `${name}` in it
 */
const loaders = (names, path) =>
  `Object.fromEntries(${JSON.stringify(names.join(' '))}.split(' ').map((name) => [name, () => import(\`${path}\`)]))`;

/**
 * @param {string} npm folder with the output of tsc
 * @param {import('./compiled.mjs').Compiled} compiled
 * @returns {import('rollup').Plugin}
 */
export const compactLoaders = (npm, {countries, languages}) => ({
  name: 'compact-loaders',
  transform(code, id) {
    const path = pathIn(npm, id);
    if (path === 'generated/regions/index.js') {
      const codes = countries.map((country) => country.toUpperCase());
      return {code: `export const regions = ${loaders(codes, './regions/${name.toLowerCase()}.js')};`, map: null};
    }
    const [, widget] = /^generated\/locales\/([a-z-]+)\.js$/.exec(path) ?? [];
    if (!widget) return null;
    return {code: `export const locales = ${loaders(languages, `../locales/\${name}/${widget}.js`)};`, map: null};
  },
});
