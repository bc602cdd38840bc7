/**
 * Helplines -> src/generated/regions/<cc>.ts, one module a country with only what widgets show; and, for others to use, one JSON file.
 *
 * A number is written once, as people write it. What is dialed is derived here, and checked against the numbering plan.
 */
import {mkdirSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString} from 'libphonenumber-js/max';
import {ContentError, contentFolder, readJson, validator} from './read-content.mjs';

/**
 * @typedef {object} Evidence the page that shows the number
 * @property {string} url
 * @property {string} date
 * @property {string[]} [also]
 *
 * @typedef {object} LineRecord a public helpline; see schema/helplines.schema.json
 * @property {string} id
 * @property {string} name
 * @property {string} lang
 * @property {string} [nameEn]
 * @property {'substance-use'|'crisis'|'overdose-companion'|'poison'} purpose
 * @property {string} [subdivision]
 * @property {string} [number]
 * @property {string} [shortCode]
 * @property {{number: string, keyword?: string, asks?: string}} [sms]
 * @property {string} [chat]
 * @property {{always?: true, text?: string}} [hours]
 * @property {boolean} [free]
 * @property {string} [cost]
 * @property {true} [confidential]
 * @property {string[]} languages
 * @property {string} [url]
 * @property {string} operator
 * @property {'government'|'health-service'|'non-profit'} operatorType
 * @property {string} operatorSource
 * @property {'referral'|'listening'|'advice'|'companion'} [service]
 * @property {string} [serviceSource]
 * @property {Evidence} source
 * @property {'A'|'B'} evidence
 * @property {string} verified
 * @property {string} [recheck]
 *
 * @typedef {object} Country one file of src/content/helplines
 * @property {string} country
 * @property {{number: string}} emergency
 * @property {string[]} [alsoEmergency]
 * @property {'A'|'B'|'C'|'D'} emergencyEvidence
 * @property {Evidence} emergencySource
 * @property {string} emergencyVerified
 * @property {string} [emergencyRecheck]
 * @property {{breathing: 'default'|'us'|'uk-30-2', law?: 'us'|'ca'|'gb', wearsOff: 'default'|'uk'}} guidance
 * @property {LineRecord[]} lines
 *
 * @typedef {object} Directory where to look when a country has no line here
 * @property {string} name
 * @property {string} url
 * @property {string} operator
 * @property {string} operatorSource
 * @property {string} verified
 *
 * @typedef {object} NotShipped
 * @property {{id: string, name: string, reason: string}[]} lines lines we know of, and why they are not in
 * @property {{what: string, country?: string, numbers: string[], reason: string}[]} never numbers that may never get in
 *
 * @typedef {{countries: Country[], directory: Directory, notShipped: NotShipped}} Helplines
 */

/** The order in which lines are shown. */
const purposes = ['substance-use', 'crisis', 'overdose-companion', 'poison'];

/** @param {string} number */
const digitsOf = (number) => number.replace(/\D/g, '');

/**
 * What is dialed: E.164 for a number of the numbering plan, the bare digits for a short code, which has no such form.
 *
 * @param {string} number as people write it
 * @param {string} country
 */
function dialed(number, country) {
  const digits = digitsOf(number);
  if (digits.length <= 6) return digits;
  return parsePhoneNumberFromString(number, asCountry(country))?.number ?? digits;
}

/** @param {string} country */
const asCountry = (country) => /** @type {import('libphonenumber-js').CountryCode} */ (country);

/**
 * Why a number cannot be one of the country, or undefined.
 *
 * @param {string} number
 * @param {string} country
 */
function faultOf(number, country) {
  if (digitsOf(number).length <= 6) return undefined;
  const phone = parsePhoneNumberFromString(number, asCountry(country));
  if (phone?.isValid() && phone.countryCallingCode === getCountryCallingCode(asCountry(country))) return undefined;
  return `${number} is not a number of ${country}`;
}

/** @param {string} tag */
function isLanguage(tag) {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag;
  } catch {
    return false;
  }
}

/**
 * Every number of a country, with the place it stands in.
 *
 * @param {Country} data
 * @returns {{place: string, number: string}[]}
 */
const numbersOf = ({emergency, alsoEmergency = [], lines}) => [
  ...[emergency.number, ...alsoEmergency].map((number) => ({place: 'emergency', number})),
  ...lines.flatMap(({id, number, shortCode, sms}) => [
    ...(number ? [{place: `${id}, number`, number}] : []),
    ...(shortCode ? [{place: `${id}, shortCode`, number: shortCode}] : []),
    ...(sms ? [{place: `${id}, sms.number`, number: sms.number}] : []),
  ]),
];

/**
 * What the schema cannot see in one country.
 *
 * @param {Country} data
 * @param {string} file
 * @param {NotShipped} notShipped
 */
function problemsOf(data, file, notShipped) {
  const {country, lines} = data;
  /** @type {string[]} */
  const found = [];
  if (file !== `${country.toLowerCase()}.json`) found.push(`country: ${country} does not match the name of the file`);
  if (!isSupportedCountry(country)) return [...found, `country: there is no country ${country}`];

  for (const {place, number} of numbersOf(data)) {
    const fault = faultOf(number, country);
    if (fault) found.push(`${place}: ${fault}`);
    const barred = notShipped.never.find(
      (never) =>
        (never.country ?? country) === country &&
        never.numbers.some((other) => dialed(other, country) === dialed(number, country)),
    );
    if (barred) found.push(`${place}: ${number} may never be shown: ${barred.what}. ${barred.reason}`);
  }

  let last = 0;
  for (const {id, purpose, subdivision, lang, languages} of lines) {
    if (!id.startsWith(`${country.toLowerCase()}-`))
      found.push(`${id}, id: does not begin with ${country.toLowerCase()}-`);
    if (subdivision && !subdivision.startsWith(`${country}-`))
      found.push(`${id}, subdivision: ${subdivision} is not in ${country}`);
    for (const tag of [lang, ...languages]) if (!isLanguage(tag)) found.push(`${id}: ${tag} is no language tag`);
    const kept = notShipped.lines.find((line) => line.id === id);
    if (kept) found.push(`${id}, id: not-shipped.json says that it does not ship: ${kept.reason}`);
    const rank = purposes.indexOf(purpose);
    if (rank < last)
      found.push(`${id}, purpose: stands after a ${purposes[last]} line; the order is ${purposes.join(', ')}`);
    last = Math.max(last, rank);
  }
  return found;
}

/**
 * Names the line where the schema only counts: `lines[0].operator: …` -> `us-988, operator: …`.
 *
 * @param {Country} data as far as it goes
 * @returns {(problem: string) => string}
 */
const withIds = (data) => (problem) =>
  problem
    .replace(/^lines\[(\d+)\]\.?([^:]*)/, (_, index, field) =>
      [data.lines[index]?.id ?? `line ${Number(index) + 1}`, field].filter(Boolean).join(', '),
    )
    .replace('boolean schema is false', 'cannot stand beside its alternative');

/**
 * Reads and validates src/content/helplines.
 *
 * @param {string} [content] path of src/content
 * @returns {Helplines} countries sorted by code
 * @throws {ContentError} naming file, line and field of everything that is wrong
 */
export function readHelplines(content = contentFolder) {
  const folder = join(content, 'helplines');
  const schema = readJson(join(contentFolder, 'schema/helplines.schema.json'));
  const valid = validator(schema);
  /** @type {string[]} */
  const problems = [];

  /** @param {string} file @param {string} type a definition of the schema */
  const readOther = (file, type) => {
    const data = readJson(join(folder, file));
    const {$schema, $defs} = schema;
    problems.push(
      ...validator({$schema, $defs, ...$defs[type]})(data).map((problem) => `helplines/${file}: ${problem}`),
    );
    return data;
  };
  const directory = readOther('directory.json', 'directory');
  const notShipped = readOther('not-shipped.json', 'notShipped');
  if (problems.length) throw new ContentError(problems);

  const files = readdirSync(folder)
    .sort()
    .filter((file) => file.endsWith('.json') && !['directory.json', 'not-shipped.json'].includes(file));
  /** @type {Country[]} */
  const countries = [];
  /** @type {Map<string, string>} */
  const seen = new Map();
  for (const file of files) {
    const data = readJson(join(folder, file));
    const found = valid(data).map(withIds(data));
    if (!found.length) {
      found.push(...problemsOf(data, file, notShipped));
      for (const {id} of data.lines) {
        const other = seen.get(id);
        if (other) found.push(`${id}, id: used twice (${other})`);
        seen.set(id, file);
      }
    }
    problems.push(...found.map((problem) => `helplines/${file}: ${problem}`));
    countries.push(data);
  }
  if (problems.length) throw new ContentError(problems);
  return {countries: countries.sort((a, b) => (a.country < b.country ? -1 : 1)), directory, notShipped};
}

/** @param {string} number @param {string} country */
const emergencyOf = (number, country) => ({number, tel: `tel:${dialed(number, country)}`});

/** Leaves out what is undefined. @template {object} T @param {T} record @returns {T} */
const compact = (record) =>
  /** @type {T} */ (Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)));

/**
 * A line with what is dialed, without where it was found.
 *
 * @param {LineRecord} record
 * @param {string} country
 * @returns the line with what is dialed
 */
function lineOf(record, country) {
  const {id, purpose, name, operator, lang, sms, chat, hours, free, cost, confidential, languages, service, url} =
    record;
  const number = record.number ?? record.shortCode;
  return compact({
    id,
    purpose,
    name,
    operator,
    lang,
    number,
    tel: number && `tel:${dialed(number, country)}`,
    sms: sms && {href: `sms:${dialed(sms.number, country)}`, ...sms},
    chat,
    hours: hours?.always ? 'always' : hours?.text,
    free,
    cost,
    confidential,
    languages,
    service,
    url,
    within: record.subdivision,
  });
}

/**
 * @param {Country} data
 * @returns the country with what is dialed
 */
export function regionOf({country, emergency, alsoEmergency, guidance, lines}) {
  const {breathing, law, wearsOff} = guidance;
  return compact({
    code: country,
    emergency: emergencyOf(emergency.number, country),
    also: alsoEmergency?.map((number) => emergencyOf(number, country)),
    breathing: breathing === 'default' ? undefined : breathing,
    law,
    wearsOff: wearsOff === 'default' ? undefined : wearsOff,
    lines: lines.map((line) => lineOf(line, country)),
  });
}

/**
 * What pages load of a country: only what a widget shows. The rest is in helplines.json.
 *
 * @param {ReturnType<typeof regionOf>} region
 * @returns {import('../../core/region.js').Region}
 */
export function shownOf({emergency, breathing, law, wearsOff, lines}) {
  const crisis = lines.find(({purpose}) => purpose === 'crisis');
  return compact({
    emergency,
    breathing,
    law,
    wearsOff,
    lines: lines
      .filter((line) => line.purpose === 'substance-use' || line === crisis)
      // The website is shown where the opening hours are not known.
      .map(({id, url, ...line}) => ({...line, ...(!line.hours && url && {url})})),
  });
}

/** JSON as a TypeScript literal. @param {unknown} value */
const literal = (value) => JSON.stringify(value, null, 2).replace(/^(\s*)"([a-zA-Z]+)":/gm, '$1$2:');

/** @param {string} source */
const header = (source) => `// GENERATED from src/content/helplines/${source} by \`npm run messages\`. Do not edit.`;

/**
 * All records in one object, with what is dialed, for `recovery-widgets/helplines.json`.
 *
 * @param {string} [content] path of src/content
 */
export function mergedHelplines(content = contentFolder) {
  const {countries, directory} = readHelplines(content);
  return {
    directory,
    countries: Object.fromEntries(
      countries.map((data) => {
        const {country, emergency, alsoEmergency} = data;
        const {$schema: _, ...rest} = /** @type {Country & {$schema?: string}} */ (data);
        const dial = regionOf(data);
        return [
          country,
          {
            ...rest,
            emergency: emergencyOf(emergency.number, country),
            ...(alsoEmergency && {alsoEmergency: dial.also}),
            lines: data.lines.map((line, index) => {
              const {tel, sms} = dial.lines[index];
              return {...line, ...(tel && {tel}), ...(sms && {sms})};
            }),
          },
        ];
      }),
    ),
  };
}

/**
 * @param {object} paths
 * @param {string} [paths.content] path of src/content
 * @param {string} paths.out       folder for the modules; what was in it goes
 * @returns {Country[]} what was written
 */
export function buildHelplines({content = contentFolder, out}) {
  const {countries, directory} = readHelplines(content);
  rmSync(out, {recursive: true, force: true});
  mkdirSync(out, {recursive: true});
  const files = countries.map((data) => ({code: data.country, file: data.country.toLowerCase(), data}));
  for (const {file, data} of files)
    writeFileSync(
      join(out, `${file}.ts`),
      `${header(`${file}.json`)}\nimport type {Region} from '../../core/region.js';\n\nexport const region: Region = ${literal(shownOf(regionOf(data)))};\n`,
    );
  writeFileSync(
    join(out, 'index.ts'),
    `${header('')}\nimport type {Region} from '../../core/region.js';\n\n/** Loads one country, by its ISO 3166-1 code. */\nexport const regions: Readonly<Record<string, () => Promise<{region: Region}>>> = {\n${files
      .map(({code, file}) => `  ${code}: () => import('./${file}.js'),`)
      .join('\n')}\n};\n`,
  );
  const {name, url} = directory;
  writeFileSync(
    join(out, 'directory.ts'),
    `${header('directory.json')}\n/** Helplines of all countries, for places we know no line of. */\nexport const directory = ${literal({name, url})};\n`,
  );
  return countries;
}

if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) {
  try {
    const countries = buildHelplines({out: fileURLToPath(new URL('../../generated/regions', import.meta.url))});
    console.log(`${countries.length} countries, ${countries.reduce((sum, {lines}) => sum + lines.length, 0)} lines`);
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
