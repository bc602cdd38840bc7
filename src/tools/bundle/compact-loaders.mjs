/** Rollup plugin: replaces the generated lists of `import()` by one rule, as the names of the chunks follow from their content. */
import {pathIn} from './compiled.mjs';

/**
 * Code of an object with one loader per name.
 *
 * @param {string[]} names
 * @param {string} load code of what a loader returns, of `name`
 */
const loaders = (names, load) =>
  `Object.fromEntries(${JSON.stringify(names.join(' '))}.split(' ').map((name) => [name, () => ${load}]))`;

/**
 * @param {string} npm folder with the output of tsc
 * @param {import('./compiled.mjs').Compiled} compiled
 * @returns {import('rollup').Plugin}
 */
export const compactLoaders = (npm, {countries, languages, tables}) => ({
  name: 'compact-loaders',
  transform(_, id) {
    const path = pathIn(npm, id);
    if (path === 'generated/regions/index.js') {
      const codes = countries.map((country) => country.toUpperCase());
      const load = 'import(`./regions/${name.toLowerCase()}.js`)';
      return {code: `export const regions = ${loaders(codes, load)};`, map: null};
    }
    const [, widget] = /^generated\/locales\/([a-z-]+)\.js$/.exec(path) ?? [];
    if (!widget) return null;
    const [own, ...shared] = [widget, ...(tables[widget] ?? [])].map(
      (table) => `import(\`../locales/\${name}/${table}.js\`)`,
    );
    const load = shared.length ? `mergeTables([${[own, ...shared].join()}])` : own;
    const code = `import {mergeTables} from '../../core/localize.js'; export const locales = ${loaders(languages, load)};`;
    return {code, map: null};
  },
});
