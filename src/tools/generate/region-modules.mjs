/**
 * Generates src/generated/regions: a module per country with helplines, one for all countries of which only the emergency number is
 * known, an index of loaders and the worldwide directory. Regions have the texts of the languages of the full tier. Those of the core tier
 * have a module each, so that no page loads a language that it does not show.
 */
import {contentFolder} from '../content/read-content.mjs';
import {isCoreTier} from '../content/tiers.mjs';
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

/**
 * Returns the parts of a value that differ from another, those of a list by index; undefined if there are none.
 *
 * @param {any} before
 * @param {any} after
 * @returns {any}
 */
function difference(before, after) {
  if (JSON.stringify(before) === JSON.stringify(after)) return undefined;
  // Texts are a list of strings, such as codes, or an object; a list of objects keeps its order.
  const isOpaque = (/** @type {any} */ value) => typeof value !== 'object' || typeof value[0] === 'string';
  if (before === undefined || isOpaque(before) || isOpaque(after)) return after;
  const parts = Object.entries(after).map(([key, value]) => [key, difference(before[key], value)]);
  return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
}

/**
 * Returns the texts of a region in a language of the core tier.
 *
 * @param {Country} data
 * @param {string} language
 * @param {Holidays} [holidays]
 * @throws {Error} if the first line has no date of a check, by which pages know the languages of a region: src/tools/bundle/compact.mjs
 */
function textsOf(data, language, holidays) {
  const region = toRuntimeRegion(data, ['en', language], holidays);
  if (!region.lines[0]?.checkedText) throw new Error(`${data.country}: the first line must have a date of its check.`);
  return difference(toRuntimeRegion(data, ['en'], holidays), region);
}

/** @param {Country[]} countries @param {string} language @param {Record<string, Holidays>} holidays */
const textsModule = (countries, language, holidays) => `\
${header('')}
import type {RegionTexts} from '../../../core/region.js';

/** Texts of this language, by ISO 3166-1 alpha-2 code. */
export const texts: Readonly<Record<string, RegionTexts>> = {
${countries.map((data) => `  ${data.country}: ${JSON.stringify(textsOf(data, language, holidays[data.country]))},`).join('\n')}
};
`;

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

/** @param {Country[]} countries with a module of their own @param {Country[]} others @param {string[]} languages of the core tier */
const indexModule = (countries, others, languages) => `\
${header('')}
import type {Region, RegionLoader, RegionTexts} from '../../core/region.js';
import {withTexts} from '../../core/with-texts.js';

/** Codes of the countries of which only the emergency number is known. */
const OTHERS = '${others.map(({country}) => country).join('')}';

const others = (OTHERS.match(/../g) ?? []).map((country): [string, RegionLoader] => [
  country,
  () => import('./${NUMBERS}.js').then(({regionOf}) => ({region: regionOf(country)})),
]);

const languages: Readonly<Record<string, () => Promise<{texts: Readonly<Record<string, RegionTexts>>}>>> = {
${languages.map((language) => `  ${JSON.stringify(language)}: () => import('./texts/${language}.js'),`).join('\n')}
};

/** Adds the texts of a language that a region does not have. */
const localized =
  (country: string, load: () => Promise<{region: Region}>): RegionLoader =>
  async (locale = 'en') => {
    const [{region}, more] = await Promise.all([
      load(),
      Object.hasOwn(languages, locale) ? languages[locale]().catch(() => undefined) : undefined,
    ]);
    return {region: more ? withTexts(region, more.texts[country]) : region};
  };

/** Loaders of all countries, by ISO 3166-1 alpha-2 code. */
export const regions: Readonly<Record<string, RegionLoader>> = {
${countries.map((data) => `  ${data.country}: localized('${data.country}', () => import('./${fileName(data)}.js')),`).join('\n')}
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
 * @param {{content?: string, out: string, languages?: string[]}} paths `out`: other files in it are deleted; `languages`: BCP 47 tags of
 *   those of the widgets besides English
 * @returns {Country[]} the countries written
 */
export function buildRegionModules({content = contentFolder, out, languages = []}) {
  const {countries, directory, holidays} = readHelplines(content);
  /** @type {Map<string, string>} */
  const files = new Map();
  const write = (/** @type {string} */ name, /** @type {string} */ code) => files.set(`${name}.ts`, code);
  const others = countries.filter((data) => isNumberOnly(toRuntimeRegion(data)));
  const own = countries.filter((data) => !others.includes(data));
  const core = languages.filter((language) => isCoreTier(language, content));
  const full = ['en', ...languages.filter((language) => !core.includes(language))];
  for (const data of own) write(fileName(data), regionModule(data, full, holidays[data.country]));
  for (const language of core) write(`texts/${language}`, textsModule(own, language, holidays));
  write(NUMBERS, numbersModule(others));
  write('index', indexModule(own, others, core));
  write('directory', directoryModule(directory));
  writeFolder(out, files);
  return countries;
}
