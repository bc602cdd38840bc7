/**
 * Builds `recovery-widgets/helplines.json`, the open data: all records, retired lines too, with the URLs that open each contact; and its
 * JSON Schema, from that of the records.
 */
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {contentFolder, readJson} from '../content/read-content.mjs';
import {hashOfAll, dataHashOf} from './data-hash.mjs';
import {contactUrl, telUrl, withTel} from './dial-strings.mjs';
import {readHelplines} from './read-helplines.mjs';

/** @import {Country, LineRecord} from './read-helplines.mjs' */

/** Licence of the data, stated in each of its files. */
export const licence = {
  license: 'CC-BY-4.0',
  licenseUrl: 'https://creativecommons.org/licenses/by/4.0/',
  attribution: 'recovery-widgets contributors',
};

/** Warning to everyone who publishes the data, in each of its files. */
const notice =
  'Evidence comes from pages; `verification` says how each record was checked. Numbers end and move: fetch the data again, and show no record after the day in `verification.due` plus 90 days without a look at its `url`.';

/** Returns a country with URLs and the hash that pages have. @param {Country} data */
function toRecord({$schema: _, ...data}) {
  const {schema, country, guidance, lines} = data;
  const {also, ...emergency} = data.emergency;
  return {
    schema,
    country,
    dataHash: dataHashOf(data),
    emergency: {
      ...emergency,
      ...(emergency.number && withTel(emergency.number, country)),
      ...(also && {also: also.map((other) => ({...other, tel: telUrl(other.number, country)}))}),
    },
    guidance,
    lines: lines.map((line) => ({
      .../** @type {Omit<LineRecord, 'contacts'>} */ (line),
      ...(line.contacts && {
        contacts: line.contacts.map((contact) => ({...contact, href: contactUrl(contact, country)})),
      }),
    })),
  };
}

/** Returns all records in one object, with the URLs to dial and the evidence. */
export function mergedHelplines(helplines = readHelplines()) {
  const {countries, directory, holidays, notShipped} = helplines;
  return {
    schema: 2,
    ...licence,
    notice,
    ...hashOfAll(helplines),
    directory,
    records: countries.map(toRecord),
    never: notShipped.never,
    holidays,
  };
}

const tel = {type: 'string', pattern: '^tel:', description: 'URL that dials it.'};
const hashed = '^\\d{4}-\\d{2}-\\d{2} [0-9a-f]{8}$';
const dataHash = {type: 'string', pattern: hashed, description: 'Date and hash, as in pages.'};

/** Returns the schema of a country, with the URLs that the export adds. */
function recordSchema() {
  const {$schema: _, ...schema} = readJson(join(contentFolder, 'schema/helplines.schema.json'));
  const {emergency, contact} = schema.$defs;
  schema.properties.dataHash = dataHash;
  emergency.properties.tel = tel;
  emergency.properties.also.items.properties.tel = tel;
  contact.properties.href = {type: 'string', format: 'uri', description: 'URL that opens the contact.'};
  contact.required.push('href');
  schema.required.push('dataHash');
  delete schema.properties.$schema;
  return {$id: 'record', ...schema};
}

/** Returns the schema: that of the file, with that of its records. */
export const exportSchema = () => ({
  ...readJson(fileURLToPath(new URL('export.schema.json', import.meta.url))),
  $defs: {record: recordSchema()},
});
