/**
 * Generates src/generated/regions: a module per country with helplines, one for all countries of which only the emergency number is
 * known, an index of loaders and the worldwide directory.
 */
import {contentFolder} from '../content/read-content.mjs';
import {writeFolder} from '../write-changed.mjs';
import {isNumberOnly} from '../helplines/contacts.mjs';
import {readHelplines} from '../helplines/read-helplines.mjs';
import {toRuntimeRegion} from './runtime-region.mjs';

/** @import {Country, Directory, Holidays} from '../helplines/read-helplines.mjs' */

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

/** @param {Country} data */
const loader = (data) => `${data.country}: () => import('./${fileName(data)}.js'),`;

/** Name of the module of the countries of which only the emergency number is known. */
const NUMBERS = 'emergency';

/** Returns the entry of a country in that module. @param {Country} data @throws {Error} for a number that is not all digits */
function numberEntry(data) {
  const {emergency, dataHash} = toRuntimeRegion(data);
  const {number = '', also = '', unsure} = emergency ?? {};
  for (const each of [number, also])
    if (/\D/.test(each))
      throw new Error(`${data.country}: ${each} is not allowed in the module of emergency numbers: digits only.`);
  return `${data.country}${number}${also ? `/${also}` : ''}${unsure ? '?' : ''} ${dataHash}`;
}

/** @param {Country[]} countries */
const numbersModule = (countries) => `\
${header('')}
import type {Region} from '../../core/region.js';

/** Code, emergency number if there is one, second number after a slash, question mark if it may be wrong, date and hash of the record. */
const NUMBERS =
  '${countries.map(numberEntry).join(',')}';

/** Returns the region of a country of which only the emergency number is known. */
export function regionOf(country: string): Region {
  const [, number, also, unsure, dataHash] = new RegExp(country + '(\\\\d*)/?(\\\\d*)(\\\\??) ([^,]+)').exec(NUMBERS)!;
  return {
    ...(number && {
      emergency: {number, tel: 'tel:' + number, ...(also && {also}), ...(unsure && {unsure: true})},
    }),
    lines: [],
    dataHash,
  };
}
`;

/** @param {Country[]} countries with a module of their own @param {Country[]} others */
const indexModule = (countries, others) => `\
${header('')}
import type {RegionLoader} from '../../core/region.js';

/** Codes of the countries of which only the emergency number is known. */
const OTHERS = '${others.map(({country}) => country).join('')}';

const others = (OTHERS.match(/../g) ?? []).map((country): [string, RegionLoader] => [
  country,
  () => import('./${NUMBERS}.js').then(({regionOf}) => ({region: regionOf(country)})),
]);

/** Loaders of all countries, by ISO 3166-1 alpha-2 code. */
export const regions: Readonly<Record<string, RegionLoader>> = {
${countries.map((data) => `  ${loader(data)}`).join('\n')}
  ...Object.fromEntries(others),
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
 * @param {string} paths.out       output folder; other files in it are deleted
 * @param {string[]} [paths.languages] BCP 47 tags of the languages of the widgets besides English
 * @returns {Country[]} the countries written
 */
export function buildRegionModules({content = contentFolder, out, languages = []}) {
  const {countries, directory, holidays} = readHelplines(content);
  /** @type {Map<string, string>} */
  const files = new Map();
  const write = (/** @type {string} */ name, /** @type {string} */ code) => files.set(`${name}.ts`, code);
  const others = countries.filter((data) => isNumberOnly(toRuntimeRegion(data)));
  const own = countries.filter((data) => !others.includes(data));
  for (const data of own) write(fileName(data), regionModule(data, ['en', ...languages], holidays[data.country]));
  write(NUMBERS, numbersModule(others));
  write('index', indexModule(own, others));
  write('directory', directoryModule(directory));
  writeFolder(out, files);
  return countries;
}
