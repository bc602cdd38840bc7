/** Compares another list with ours: differences, lines that have ended, numbers that cannot be dialed. Copies nothing. */
import {isSupportedCountry} from 'libphonenumber-js/max';
import {ContentError} from '../content/read-content.mjs';
import {bannedEntry, validateNumber} from './checks.mjs';
import {contactUrl, dialString} from './dial-strings.mjs';

/** @import {Helplines} from './read-helplines.mjs' */

/**
 * @typedef {{country: string, name: string, number: string}} Entry
 *
 * @typedef {Entry & {verdict: 'same'|'differs'|'retired'|'cannot be dialed'|'unknown to us', note: string}} Compared
 */

/** Names of fields, in the order in which they are believed. */
const COUNTRY_FIELDS = ['countrycode', 'country_code', 'iso', 'iso2', 'alpha2', 'country', 'region'];
const NAME_FIELDS = ['name', 'organisation', 'organization', 'title', 'service', 'label'];
const NUMBER_FIELDS =
  /^(?:(?:phone|tel|telephone|mobile|hotline|helpline|sms|text|short)[_ ]?(?:numbers?|code)?s?|numbers?|shortcode|value|dial)$/i;

/** Text that can be dialed: digits with the usual separators. */
const LOOKS_DIALED = /^[*#]?[\d\s()+.–/-]*\d[\d\s().–/-]*#?$/;

/** @type {Map<string, string>} */
const codeOfName = new Map();
const names = new Intl.DisplayNames('en', {type: 'region'});
for (let first = 65; first <= 90; first++)
  for (let second = 65; second <= 90; second++) {
    const code = String.fromCharCode(first, second);
    if (isSupportedCountry(code)) codeOfName.set((names.of(code) ?? code).toLowerCase(), code);
  }
for (const [name, code] of [
  ['usa', 'US'],
  ['uk', 'GB'],
  ['czech republic', 'CZ'],
  ['turkey', 'TR'],
  ['hong kong', 'HK'],
])
  codeOfName.set(name, code);

/** Returns the code of a country. @param {unknown} value code or English name */
function countryOf(value) {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return /^[A-Za-z]{2}$/.test(text) && isSupportedCountry(text.toUpperCase())
    ? text.toUpperCase()
    : codeOfName.get(text.toLowerCase());
}

/**
 * Collects the numbers in a value of JSON. The country and the name are those of the closest object around that has them; a key may be
 * the country too.
 *
 * @param {unknown} value
 * @param {{country?: string, name?: string}} around
 * @param {Entry[]} found
 */
function collect(value, around, found) {
  if (Array.isArray(value)) value.forEach((item) => collect(item, around, found));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const fields = Object.entries(value);
  const byName = new Map(fields.map(([key, item]) => [key.toLowerCase(), item]));
  const pick = (/** @type {string[]} */ keys) =>
    keys.map((key) => byName.get(key)).find((item) => typeof item === 'string');
  const country = countryOf(pick(COUNTRY_FIELDS)) ?? around.country;
  const name = pick(NAME_FIELDS) ?? around.name;
  for (const [key, item] of fields) {
    if (NUMBER_FIELDS.test(key))
      for (const number of [item].flat())
        if (country && ['string', 'number'].includes(typeof number))
          found.push({country, name: name ?? '', number: String(number).trim()});
    collect(item, {country: countryOf(key) ?? country, name}, found);
  }
}

/** Reads a table of RFC 4180 with a line of names. @param {string} text @returns {Record<string, string>[]} */
export function parseCsv(text) {
  const rows = [['']];
  let isQuoted = false;
  for (const [token] of text.replace(/^\ufeff/, '').matchAll(/""|"|,|\r?\n|[^",\r\n]+|\r/g)) {
    const row = /** @type {string[]} */ (rows.at(-1));
    if (token === '"') isQuoted = !isQuoted;
    else if (token === '""' && isQuoted) row[row.length - 1] += '"';
    else if (token === ',' && !isQuoted) row.push('');
    else if (/^\r?\n$/.test(token) && !isQuoted) rows.push(['']);
    else if (token !== '""') row[row.length - 1] += token;
  }
  if (isQuoted) throw new ContentError(['Unclosed quotation mark at the end of the table.']);
  const [head, ...body] = rows;
  return body
    .filter((row) => row.length > 1 || row[0])
    .map((row) => Object.fromEntries(head.map((column, index) => [column.trim(), row[index] ?? ''])));
}

/**
 * Reads the numbers of a list.
 *
 * @param {string} text JSON or CSV
 * @param {string} file its name, for messages; `.csv` is a table
 * @returns {Entry[]}
 * @throws {ContentError} if it cannot be read, or has no number of a country
 */
export function readList(text, file) {
  /** @type {Entry[]} */
  const found = [];
  if (file.endsWith('.csv')) collect(parseCsv(text), {}, found);
  else {
    let data;
    try {
      data = JSON.parse(text);
    } catch (error) {
      throw new ContentError([`${file}: ${error instanceof Error ? error.message : error}`]);
    }
    collect(data, {}, found);
  }
  if (!found.length)
    throw new ContentError([
      `${file}: no number with a country was found. Required: a country (code or English name) and a field such as “phone” or “number”.`,
    ]);
  const keys = found.map((entry) => JSON.stringify(entry));
  return found.filter(({number}, index) => number && keys.indexOf(keys[index]) === index);
}

/** Normalizes a name, so that two spellings of it are equal. @param {string} name */
const reduce = (name) =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Whether two names are of one line: one begins with the other. @param {string} a @param {string} b */
function isSameName(a, b) {
  const [first, second] = [reduce(a), reduce(b)];
  return (
    first.length > 3 &&
    second.length > 3 &&
    (` ${first} `.includes(` ${second} `) || ` ${second} `.includes(` ${first} `))
  );
}

/**
 * Compares a number with our records.
 *
 * @param {Entry} entry
 * @param {Helplines} helplines
 * @returns {Compared}
 */
function compareEntry(entry, {countries, notShipped}) {
  const {country, name, number} = entry;
  const verdict = (/** @type {Compared['verdict']} */ is, note = '') => ({...entry, verdict: is, note});
  if (!LOOKS_DIALED.test(number)) return verdict('cannot be dialed', 'it has letters, or no digits');
  const banned = bannedEntry(number, country, notShipped.never);
  if (banned) return verdict('retired', `${banned.what}: ${banned.reason}`);
  const lines = countries.find((data) => data.country === country)?.lines ?? [];
  const dialed = dialString(number, country);
  const former = lines.find((line) => line.formerNumbers?.some((other) => dialString(other, country) === dialed));
  if (former) return verdict('retired', `${former.name} since ${former.statusSince}: ${former.statusReason}`);
  const ours = lines.find((line) =>
    line.contacts?.some((contact) => contact.number && dialString(contact.number, country) === dialed),
  );
  if (ours) return verdict('same', ours.id);
  const emergency = countries.find((data) => data.country === country)?.emergency;
  if ([emergency?.number, ...(emergency?.also ?? []).map((other) => other.number)].includes(dialed))
    return verdict('same', `${country.toLowerCase()} emergency`);
  const [error] = validateNumber(number, country, []);
  if (error) return verdict('cannot be dialed', error);
  const named = lines.find((line) => isSameName(line.name, name) || (line.nameEn && isSameName(line.nameEn, name)));
  if (!named) return verdict('unknown to us');
  const own = named.contacts?.map((contact) => contactUrl(contact, country).replace(/^\w+:/, '')).join(', ');
  return verdict('differs', `${named.id} has ${own ?? 'ended'}`);
}

/** @param {Entry[]} entries @param {Helplines} helplines @returns {Compared[]} */
export const compareList = (entries, helplines) => entries.map((entry) => compareEntry(entry, helplines));

/** Order of the report, by importance. @type {Compared['verdict'][]} */
const ORDER = ['retired', 'cannot be dialed', 'differs', 'unknown to us', 'same'];

/** Writes a report. Lines that are the same are only counted. @param {Compared[]} compared */
export function formatComparison(compared) {
  const of = (/** @type {Compared['verdict']} */ verdict) => compared.filter((entry) => entry.verdict === verdict);
  const sections = ORDER.slice(0, -1).flatMap((verdict) => {
    const entries = of(verdict);
    if (!entries.length) return [];
    const lines = entries.map(
      ({country, number, name, note}) => `  ${country}  ${number}  ${name}${note && `\n      ${note}`}`,
    );
    return [`${verdict}:`, ...lines, ''];
  });
  return [...sections, ORDER.map((verdict) => `${of(verdict).length} ${verdict}`).join(', ')].join('\n');
}
