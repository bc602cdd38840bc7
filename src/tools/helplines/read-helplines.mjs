/** Reads the helpline records in src/content/helplines, schema 2. Numbers are stored once, in their national notation. */
import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {ContentError, contentFolder, readJson} from '../content/read-content.mjs';
import {validator} from '../content/schema-validator.mjs';
import {validateCountry} from './checks.mjs';

/** @import * as Records from '../../generated/records/helplines.js' */

/**
 * Types of the records, from their schema; docs/helplines-data.md explains them.
 *
 * @typedef {Records.Helplines} Country a file in src/content/helplines
 * @typedef {Records.Line} LineRecord a public helpline; a retired one has no contacts
 * @typedef {Records.Claim} Claim fact of a line that needs a source
 * @typedef {Records.Contact} Contact
 * @typedef {Records.Hours} Hours
 * @typedef {Records.Span} Span
 * @typedef {Records.Weekday} Weekday
 * @typedef {Records.Source} Source a page that states facts
 * @typedef {Records.Verification} Verification
 * @typedef {Records.Open[number]} Open
 * @typedef {Records.Directory} Directory worldwide directory, for countries without a line here
 * @typedef {Records.NotShipped} NotShipped lines and numbers that do not ship, and why
 * @typedef {Records.Holidays} Holidays
 *
 * @typedef {{countries: Country[], directory: Directory, notShipped: NotShipped, holidays: Record<string, Holidays>}} Helplines
 */

/** List of the ids of all lines that there are or were, in src/content. */
const IDS_FILE = 'helpline-ids.json';
const HOLIDAYS_FILE = 'holidays.json';
/** Files of src/content/helplines that are not about one country. */
const OTHER_FILES = ['directory.json', 'not-shipped.json', HOLIDAYS_FILE];

/** Schema of the public holidays of countries whose lines have special hours on them. */
const HOLIDAYS_BY_COUNTRY = {type: 'object', additionalProperties: {$ref: '#/$defs/holidays'}};

/**
 * Reads and validates the files of countries.
 *
 * @param {string} folder
 * @param {any} schema
 * @param {NotShipped} notShipped
 */
function readCountries(folder, schema, notShipped) {
  const validate = validator(schema);
  const files = readdirSync(folder).filter((file) => file.endsWith('.json') && !OTHER_FILES.includes(file));
  return files.sort().map((file) => {
    /** @type {Country} */
    const data = readJson(join(folder, file));
    const invalid = validate(data);
    const isValid = !invalid.length;
    return {file, data, isValid, errors: isValid ? validateCountry(data, file, notShipped) : invalid};
  });
}

/**
 * Compares the lines with the list of ids, as pages may refer to an id for years: a line that ends is kept as retired, and its id never
 * belongs to another. The lines of a country whose file is not valid are not known.
 *
 * @param {{used: string[], retired: string[]}} ids
 * @param {ReturnType<typeof readCountries>} read
 */
function compareWithIds({used, retired}, read) {
  const lines = linesIn(read);
  const unread = read.filter(({isValid}) => !isValid).map(({file}) => `${file.slice(0, 2)}-`);
  const gone = used
    .filter((id) => !lines.some((line) => line.id === id) && !unread.some((begin) => id.startsWith(begin)))
    .map((id) => `helplines: ${id} is used and gone. Keep it with the status “retired”, and the reason.`);
  const others = lines.flatMap(({id, file, status}) => {
    const error = (/** @type {string} */ text) => `helplines/${file}: ${id}, ${text}`;
    if (!used.includes(id)) return [error(`id: add it to “used” in src/content/${IDS_FILE}`)];
    if (status === 'retired' && !retired.includes(id))
      return [error(`status: add the id to “retired” in src/content/${IDS_FILE}`)];
    if (status !== 'retired' && retired.includes(id))
      return [error('status: it was retired. A line that runs needs another id, as pages may refer to this one')];
    return [];
  });
  return [...gone, ...others];
}

/**
 * Reads and validates src/content/helplines.
 *
 * @param {string} [content] path of src/content
 * @returns {Helplines} countries sorted by code
 * @throws {ContentError} with file, line and field of every error
 */
export function readHelplines(content = contentFolder) {
  const folder = join(content, 'helplines');
  const schema = readJson(join(contentFolder, 'schema/helplines.schema.json'));
  /** @type {string[]} */
  const errors = [];
  const throwErrors = () => {
    if (errors.length) throw new ContentError(errors);
  };
  const report = (/** @type {string} */ file, /** @type {string[]} */ found) =>
    errors.push(...found.map((error) => `helplines/${file}: ${error}`));

  const {$schema, $defs} = schema;
  const readOther = (/** @type {string} */ file, /** @type {object} */ shape) => {
    const data = readJson(join(folder, file));
    report(file, validator({$schema, $defs, ...shape})(data));
    return data;
  };

  /** @type {Directory} */
  const directory = readOther('directory.json', $defs.directory);
  /** @type {NotShipped} */
  const notShipped = readOther('not-shipped.json', $defs.notShipped);
  /** @type {Record<string, Holidays>} */
  const holidays = existsSync(join(folder, HOLIDAYS_FILE)) ? readOther(HOLIDAYS_FILE, HOLIDAYS_BY_COUNTRY) : {};
  throwErrors();
  report(HOLIDAYS_FILE, Object.entries(holidays).flatMap(validateHolidays));
  const read = readCountries(folder, schema, notShipped);
  for (const {file, errors: found} of read) report(file, found);
  linesIn(read).forEach(({id, status, file}, index, lines) => {
    const other = lines.slice(0, index).findLast((line) => line.id === id);
    if (other) report(file, [`${id}, id: used twice (${other.file})${otherwise(other.status, status)}`]);
  });
  const ids = join(content, IDS_FILE);
  if (existsSync(ids)) errors.push(...compareWithIds(readJson(ids), read));
  throwErrors();
  const countries = read.map(({data}) => data).sort((a, b) => (a.country < b.country ? -1 : 1));
  return {countries, directory, notShipped, holidays};
}

/** Lists the lines of all valid files. @param {ReturnType<typeof readCountries>} read */
const linesIn = (read) =>
  read.flatMap(({file, data, isValid}) => (isValid ? data.lines.map(({id, status}) => ({id, status, file})) : []));

/** Explains a repeated id of a retired line. @param {...LineRecord['status']} statuses */
const otherwise = (...statuses) =>
  statuses.includes('retired') ? ': the id of a retired line is never used again, as pages may still refer to it' : '';

/** Returns the errors in the public holidays of a country, such as an incomplete list. @param {[string, Holidays]} entry */
const validateHolidays = ([country, {dates, through}]) => [
  ...dates
    .filter((date) => date > through)
    .map((date) => `${country}, dates: ${date} is after the last day, ${through}`),
  ...dates.filter((date, index) => date < dates[index - 1]).map((date) => `${country}, dates: ${date} is not in order`),
];
