/**
 * Names and numbers of helplines, read from their records: no test but unit/published-numbers repeats one. And copies of records, to
 * be edited.
 */
import {cpSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {importWidgets} from '../../src/tools/built/built.mjs';
import {countryName} from '../../src/tools/content/cldr-data.mjs';
import {contentFolder, readJson} from '../../src/tools/content/read-content.mjs';
import {contactUrl} from '../../src/tools/helplines/dial-strings.mjs';
import {temporaryFolder} from './system.mjs';

/** @import {Country} from '../../src/tools/helplines/read-helplines.mjs' */

/** Returns the name of a line, and one of its contacts: the number as it is written and as it is dialed, and the URL that opens it. @param {string} id such as `us-988` @param {number} [index] of the contact; default: the first */
export function lineOf(id, index = 0) {
  const country = id.slice(0, 2);
  /** @type {Country} */
  const {lines} = readJson(join(contentFolder, 'helplines', `${country}.json`));
  const {name, contacts} = lines.find((line) => line.id === id) ?? {};
  const contact = contacts?.[index];
  if (!name || !contact?.number) throw new Error(`${id} has no number.`);
  const href = contactUrl(contact, country.toUpperCase());
  return {name, number: contact.number, href, dialed: href.replace(/^\w+:/, '')};
}

/** The line that is shown first in the United States. */
export const US_LINE = lineOf('us-samhsa-national-helpline');

/** Returns an emergency number of a country. @param {string} country such as `us` @param {number} [index] default: the one to call first @returns {string} */
export function emergencyOf(country, index = 0) {
  const {emergency} = readJson(join(contentFolder, 'helplines', `${country}.json`));
  return [emergency, ...(emergency.also ?? [])][index].number;
}

/** Returns the link to the emergency number, as pages write it. @param {string} [country] */
export const callLink = (country = 'us') => `<a href="tel:${emergencyOf(country)}">Call ${emergencyOf(country)}</a>`;

/** A number that nobody has. */
export const OTHER = {number: '1-800-555-0199', href: 'tel:+18005550199', dialed: '+18005550199'};

/** Puts that number in the place of the one of {@link US_LINE}, as in a snippet of another release. @param {string} html */
export const withOtherNumber = (html) =>
  html.replaceAll(US_LINE.dialed, OTHER.dialed).replaceAll(US_LINE.number, OTHER.number);

const folder = temporaryFolder('helplines');
let copies = 0;

/** Copies the records of some countries, and edits the first of them. @param {string | string[]} files such as `us.json`, or `holidays.json`, which every copy has @param {(data: any) => unknown} [edit] @returns {string} a folder like src/content */
export function contentWith(files, edit = () => {}) {
  const content = join(folder, `${(copies += 1)}`);
  const [edited, ...others] = [files].flat();
  for (const file of ['directory.json', 'not-shipped.json', 'holidays.json', ...others])
    cpSync(join(contentFolder, 'helplines', file), join(content, 'helplines', file));
  const data = readJson(join(contentFolder, 'helplines', edited));
  edit(data);
  writeFileSync(join(content, 'helplines', edited), JSON.stringify(data));
  return content;
}

/** Returns the country with the longest name for each shape of emergency numbers: with it, a code that shows no line is longest. */
export async function longestPlaces() {
  const {regions} = await importWidgets();
  const codes = Object.keys(regions).sort((a, b) => countryName(a).length - countryName(b).length);
  const shapeOf = async (/** @type {string} */ code) =>
    JSON.stringify((await regions[code]()).region.emergency)?.replace(/\d/g, '0');
  const shapes = await Promise.all(codes.map(shapeOf));
  return [...new Map(codes.map((code, index) => [shapes[index], code])).values()];
}
