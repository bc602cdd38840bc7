/**
 * Generates src/generated/regions: a module per country, one per group of countries, an index of loaders and the worldwide
 * directory.
 */
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

/**
 * Countries that one chunk of a bundler holds: a chunk for each would be 79 files, of which half have some 70 bytes. The others
 * are a group of their own. dist/cdn loads each country by itself, see src/tools/bundle/compact-loaders.mjs.
 *
 * @type {Record<string, string>}
 */
const GROUPS = {
  americas: 'BR CA CL MX US',
  europe: 'AT BE CH DE DK ES FI FR GB IE IT NL NO PL PT SE TR',
};
const OTHERS = 'others';

/** @param {Country} data */
const groupOf = ({country}) => Object.keys(GROUPS).find((name) => GROUPS[name].split(' ').includes(country)) ?? OTHERS;

/** @param {Country[]} countries of one group */
const groupModule = (countries) => `\
${header('')}
${countries.map((data) => `export {region as ${data.country}} from './${fileName(data)}.js';`).join('\n')}
`;

/** @param {Country} data */
const loader = (data) =>
  `${data.country}: () => import('./${groupOf(data)}.js').then(({${data.country}: region}) => ({region})),`;

/** @param {Country[]} countries */
const indexModule = (countries) => `\
${header('')}
import type {Region} from '../../core/region.js';

/** Loaders of all countries, by ISO 3166-1 alpha-2 code. */
export const regions: Readonly<Record<string, () => Promise<{region: Region}>>> = {
${countries.map((data) => `  ${loader(data)}`).join('\n')}
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
  for (const group of [...Object.keys(GROUPS), OTHERS]) {
    const members = countries.filter((data) => groupOf(data) === group);
    if (members.length) write(group, groupModule(members));
  }
  write('index', indexModule(countries));
  write('directory', directoryModule(directory));
  return countries;
}
