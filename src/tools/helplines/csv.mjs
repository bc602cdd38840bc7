/** Builds the open data as a table: a row for each contact, with the fields of helplines.json as columns. */
import {doubtsOf} from './contacts.mjs';
import {mergedHelplines} from './json.mjs';

/** @import {Helplines, Open, Source} from './read-helplines.mjs' */

/** Beginnings that spreadsheets take for a formula; `+` with digits alone is a phone number. */
const FORMULA = /^(?!\+\d+$)[=+\-@\t\r]/;

/** Writes a cell of RFC 4180, never a formula: an apostrophe in front makes spreadsheets show text as it is. @param {string} plain */
function cell(plain) {
  const text = FORMULA.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {unknown} value @returns {value is object} */
const isObject = (value) => !!value && typeof value === 'object' && !Array.isArray(value);

/**
 * Writes a list or a single value: `mo,tu 09:00 17:00; sa 10:00 12:00`, `12-25 closed`.
 *
 * @param {unknown} value
 * @returns {string}
 */
function textOf(value, separator = '; ') {
  if (Array.isArray(value)) return value.map((each) => textOf(each, ',')).join(separator);
  if (!isObject(value)) return String(value);
  return Object.entries(value)
    .map(([name, each]) => (each === true ? name : textOf(each, ',')))
    .join(' ');
}

/**
 * Returns the text of each field, of an inner one under a name with a dot: `contact.hours.zone`.
 *
 * @param {object} record
 * @returns {[column: string, text: string][]}
 */
const fieldsOf = (record, start = '') =>
  Object.entries(record).flatMap(([name, value]) => {
    if (isObject(value)) return fieldsOf(value, `${start}${name}.`);
    return value === undefined ? [] : [[start + name, textOf(value)]];
  });

/**
 * Returns the row of a contact: of all sources and open questions, only the first page and the doubts.
 *
 * @param {string} country
 * @param {{id: string, sources?: Pick<Source, 'url'>[], open?: Open[], contacts?: unknown}} record
 * @param {object} [contact] none for a retired line
 */
const rowOf = (country, {sources, open, contacts: _, ...record}, contact) => ({
  ...{country, ...record, contact, doubt: doubtsOf(open)},
  source: sources?.find(({url}) => url)?.url,
});

/**
 * Returns a table with a row for each contact and each emergency number, as CSV with CRLF (RFC 4180). A number without a grade of its
 * own is of lists.
 *
 * @param {Helplines} helplines
 */
export function helplinesCsv(helplines) {
  const {records, license, attribution, date, hash} = mergedHelplines(helplines);
  const rows = records.flatMap(({country, emergency: {also = [], ...emergency}, lines}) => {
    const {sources, verification, open} = emergency;
    const numbers = [...('tel' in emergency ? [{...emergency, answeredBy: undefined}] : []), ...also];
    return [
      ...numbers.map(({number, tel, answeredBy, evidence: own = 'C'}, index) => {
        const id = `${country.toLowerCase()} emergency${index ? ` ${index + 1}` : ''}`;
        const facts = {status: 'active', purpose: 'emergency', evidence: own, sources, verification, open};
        return rowOf(country, {id, ...facts}, {type: 'call', number, href: tel, answeredBy});
      }),
      ...lines.flatMap((line) => (line.contacts ?? [undefined]).map((contact) => rowOf(country, line, contact))),
    ];
  });
  const end = fieldsOf({license, attribution, date, hash});
  const table = rows.map((row) => new Map([...fieldsOf(row), ...end]));
  const columns = new Set([
    ...table.flatMap((row) => [...row.keys()].slice(0, -end.length)),
    ...end.map(([name]) => name),
  ]);
  const lines = table.map((row) => [...columns].map((column) => cell(row.get(column) ?? '')).join());
  return `${[[...columns].join(), ...lines].join('\r\n')}\r\n`;
}
