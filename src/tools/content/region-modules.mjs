/** Generates src/generated/regions: a module per country, an index of loaders and the worldwide directory. */
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {readHelplines} from './helplines.mjs';
import {contentFolder} from './read-content.mjs';
import {toRuntimeRegion} from './runtime-region.mjs';

/** @import {Country, Directory, Holidays} from './helplines.mjs' */

/** Formats JSON data as a TypeScript literal. @param {unknown} value */
const literal = (value) => JSON.stringify(value, null, 2).replace(/^(\s*)"([a-zA-Z]+)":/gm, '$1$2:');

/** @param {string} source file name in src/content/helplines */
const header = (source) => `// GENERATED from src/content/helplines/${source} by \`npm run messages\`. Do not edit.`;

/** @param {Country} data */
const fileName = ({country}) => country.toLowerCase();

/** @param {Country} data @param {string[]} locales @param {Holidays} [holidays] */
const regionModule = (data, locales, holidays) => `\
${header(`${fileName(data)}.json`)}
import type {Region} from '../../core/region.js';

export const region: Region = ${literal(toRuntimeRegion(data, locales, holidays))};
`;

/** @param {Country[]} countries */
const indexModule = (countries) => `\
${header('')}
import type {Region} from '../../core/region.js';

/** Loaders of all countries, by ISO 3166-1 alpha-2 code. */
export const regions: Readonly<Record<string, () => Promise<{region: Region}>>> = {
${countries.map((data) => `  ${data.country}: () => import('./${fileName(data)}.js'),`).join('\n')}
};
`;

/** @param {Directory} directory */
const directoryModule = ({name, url}) => `\
${header('directory.json')}
/** Directory of helplines worldwide, for countries without a line here. */
export const directory = ${literal({name, url})};
`;

/**
 * Writes the modules. Nothing changes if a record is invalid.
 *
 * @param {object} paths
 * @param {string} [paths.content] path of src/content
 * @param {string} paths.out       output folder; its previous files are deleted
 * @param {string[]} [paths.languages] BCP 47 tags of the languages of the widgets besides English
 * @returns {Country[]} the countries written
 */
export function buildRegionModules({content = contentFolder, out, languages = []}) {
  const {countries, directory, holidays} = readHelplines(content);
  rmSync(out, {recursive: true, force: true});
  mkdirSync(out, {recursive: true});
  const write = (/** @type {string} */ name, /** @type {string} */ code) =>
    writeFileSync(join(out, `${name}.ts`), code);
  for (const data of countries) write(fileName(data), regionModule(data, ['en', ...languages], holidays[data.country]));
  write('index', indexModule(countries));
  write('directory', directoryModule(directory));
  return countries;
}
