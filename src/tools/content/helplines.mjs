/** Reads the helpline records in src/content/helplines. Numbers are stored once, in their national notation. */
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {validateCountry} from './helpline-checks.mjs';
import {ContentError, contentFolder, readJson} from './read-content.mjs';
import {validator} from './schema-validator.mjs';

/**
 * @typedef {object} Evidence the page that shows a number
 * @property {string} url
 * @property {string} date
 * @property {string[]} [also]
 *
 * @typedef {object} Sms
 * @property {string} number
 * @property {string} [keyword]
 * @property {Record<string, string>} [keywords] by language
 * @property {string} [asks]
 * @property {string[]} [languages]
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
 * @property {Sms} [sms]
 * @property {string} [chat]
 * @property {{always?: true, text?: string}} [hours]
 * @property {boolean} [free]
 * @property {string} [cost]
 * @property {true} [confidential]
 * @property {string[]} languages
 * @property {string} [url]
 * @property {string} operator
 * @property {('operator'|'hours'|'cost')[]} [official]
 * @property {'government'|'health-service'|'non-profit'} operatorType
 * @property {string} operatorSource
 * @property {'referral'|'listening'|'advice'|'companion'} [service]
 * @property {string} [serviceSource]
 * @property {Evidence} source
 * @property {'A'|'B'} evidence
 * @property {string} verified
 * @property {string} [recheck]
 *
 * @typedef {object} Country a file in src/content/helplines
 * @property {string} [$schema]
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
 * @typedef {object} Directory worldwide directory, for countries without a line here
 * @property {string} name
 * @property {string} url
 * @property {string} operator
 * @property {string} operatorSource
 * @property {string} verified
 *
 * @typedef {object} NotShipped
 * @property {{id: string, name: string, reason: string}[]} lines known lines that do not ship, and why
 * @property {{what: string, country?: string, numbers: string[], reason: string}[]} never numbers that must never ship
 *
 * @typedef {{countries: Country[], directory: Directory, notShipped: NotShipped}} Helplines
 */

const directoryFile = 'directory.json';
const notShippedFile = 'not-shipped.json';

/**
 * Rewrites a schema error to name the line by id: `lines[0].operator: …` becomes `us-988, operator: …`.
 *
 * @param {string} error
 * @param {Partial<Country>} data possibly invalid
 */
const nameLine = (error, data) =>
  error
    .replace(/^lines\[(\d+)\]\.?([^:]*)/, (_, index, field) =>
      [data.lines?.[index]?.id ?? `line ${Number(index) + 1}`, field].filter(Boolean).join(', '),
    )
    .replace('boolean schema is false', 'cannot be combined with its alternative');

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

  const readDefinition = (/** @type {string} */ file, /** @type {string} */ definition) => {
    const data = readJson(join(folder, file));
    const {$schema, $defs} = schema;
    report(file, validator({$schema, $defs, ...$defs[definition]})(data));
    return data;
  };
  /** @type {Directory} */
  const directory = readDefinition(directoryFile, 'directory');
  /** @type {NotShipped} */
  const notShipped = readDefinition(notShippedFile, 'notShipped');
  throwErrors();

  const validateSchema = validator(schema);
  /** @type {Country[]} */
  const countries = [];
  /** @type {Map<string, string>} */
  const fileOfId = new Map();
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.json') || file === directoryFile || file === notShippedFile) continue;
    const data = readJson(join(folder, file));
    countries.push(data);
    const schemaErrors = validateSchema(data).map((error) => nameLine(error, data));
    report(file, schemaErrors.length ? schemaErrors : validateCountry(data, file, notShipped));
    if (schemaErrors.length) continue;
    for (const {id} of data.lines) {
      const other = fileOfId.get(id);
      if (other) report(file, [`${id}, id: used twice (${other})`]);
      fileOfId.set(id, file);
    }
  }
  throwErrors();
  return {countries: countries.sort((a, b) => (a.country < b.country ? -1 : 1)), directory, notShipped};
}
