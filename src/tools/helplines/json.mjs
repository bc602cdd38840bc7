/**
 * Builds `recovery-widgets/helplines.json`, the open data: `records` in schema 2, with retired lines, and `countries` in schema 1 for the
 * programs that read it before.
 */
import {contentFolder} from '../content/read-content.mjs';
import {dataStamp, stampOf} from './data-stamp.mjs';
import {contactUrl, dialString, withTel} from './dial-strings.mjs';
import {readHelplines} from './read-helplines.mjs';
import {compact, toCountry1} from './schema-1.mjs';

/** @import {Country, Helplines, LineRecord} from './read-helplines.mjs' */
/** @import {Country1, Line1} from './schema-1.mjs' */

/** Licence of the data, stated in each of its files. */
export const licence = {
  license: 'CC-BY-4.0',
  licenseUrl: 'https://creativecommons.org/licenses/by/4.0/',
  attribution: 'recovery-widgets contributors',
};

/** Warning to everyone who publishes the data, in each of its files. */
export const notice =
  'Evidence comes from pages; `verification` says how each record was checked. Numbers end and move: renew the data, and show no record after the day in `verification.due` plus 90 days without a look at its `url`.';

/** Returns a country in schema 1, with the URLs to dial. @param {Country} data */
function withDialStrings(data) {
  const {country} = data;
  const record = toCountry1(data);
  if (!record) return undefined;
  const {emergency, alsoEmergency, lines} = record;
  return {
    .../** @type {Omit<Country1, 'alsoEmergency'>} */ (record),
    emergency: withTel(emergency.number, country),
    ...(alsoEmergency && {alsoEmergency: alsoEmergency.map((number) => withTel(number, country))}),
    lines: lines.map((line) => {
      const {number, shortCode, sms} = line;
      const called = number ?? shortCode;
      return {
        .../** @type {Omit<Line1, 'sms'>} */ (line),
        ...(called && {tel: withTel(called, country).tel}),
        ...(sms && {sms: {href: `sms:${dialString(sms.number, country)}`, ...sms}}),
      };
    }),
  };
}

/** Returns a line in schema 2, with the URLs that open its contacts. @param {LineRecord} line @param {string} country */
const withUrls = (line, country) => ({
  .../** @type {Omit<LineRecord, 'contacts'>} */ (line),
  ...(line.contacts && {
    contacts: line.contacts.map((contact) => ({...contact, href: contactUrl(contact, country)})),
  }),
});

/** Returns a country in schema 2, with URLs and the stamp that pages have. @param {Country} data */
function toRecord({$schema: _, ...data}) {
  const {schema, country, emergency, guidance, lines} = data;
  return {
    schema,
    country,
    stamp: stampOf(data),
    emergency: {
      ...emergency,
      ...(emergency.number && withTel(emergency.number, country)),
      ...(emergency.also && {
        also: emergency.also.map((other) => ({...other, tel: withTel(other.number, country).tel})),
      }),
    },
    guidance,
    lines: lines.map((line) => withUrls(line, country)),
  };
}

/**
 * Returns all records in one object, with the URLs to dial and the evidence.
 *
 * @param {string} [content] path of src/content
 * @param {Helplines} [helplines] its records, if they have been read
 */
export function mergedHelplines(content = contentFolder, helplines = readHelplines(content)) {
  const {countries, directory, holidays, notShipped} = helplines;
  return {
    schema: 2,
    ...licence,
    notice,
    ...dataStamp(helplines),
    directory,
    countries: /** @type {Record<string, NonNullable<ReturnType<typeof withDialStrings>>>} */ (
      compact(Object.fromEntries(countries.map((data) => [data.country, withDialStrings(data)])))
    ),
    records: countries.map(toRecord),
    never: notShipped.never,
    holidays,
  };
}
