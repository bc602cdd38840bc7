/**
 * Names and values of attributes as authors of pages choose them: labels, one line of help, and the values that are allowed.
 * Editors, the WordPress plugin and the snippet page build their controls from these entries of the manifest.
 */
import {join} from 'node:path';
import {ContentError, readJson} from '../content/read-content.mjs';
import {hasCopy} from '../content/tiers.mjs';
import {readHelplines} from '../helplines/read-helplines.mjs';
import {toRuntimeRegion} from '../generate/runtime-region.mjs';
import {languagesOf} from '../locales/xliff.mjs';
import {root} from '../project.mjs';
import {readChannel} from '../review/generated-channel.mjs';

/** @typedef {import('../../generated/records/controls.js').Controls['attributes'][string]} Control an attribute in src/content/controls.json */

/** @type {{attributes: Record<string, Control>}} */
export const {attributes} = readJson(join(root, 'src/content/controls.json'));

const {released} = readChannel();

/** BCP 47 tags of all languages in this build. */
export const languages = [
  'en',
  ...languagesOf(join(root, 'src/locales')).filter((tag) => !released || Object.values(released).flat().includes(tag)),
].sort();

/** Returns the BCP 47 tags of the languages that a widget has. @param {string} widget */
export const languagesFor = (widget) =>
  languages.filter((tag) => tag === 'en' || (hasCopy(tag, widget) && (!released || released[widget]?.includes(tag))));

const {countries: records} = readHelplines();

/** ISO 3166-1 codes of all countries. */
export const countries = records.map(({country}) => country);

/** ISO 3166 codes of all countries, and of the subdivisions that have a line of their own. */
export const regions = [
  ...new Set(
    records.flatMap((record) => [record.country, ...toRuntimeRegion(record).lines.flatMap(({within}) => within ?? [])]),
  ),
].sort();

/** Returns a union of string literals. @param {readonly string[]} values */
const union = (values) => values.map((value) => `'${value}'`).join(' | ');

/** Types that come from data, or that the property does not have: `form` is the form itself. */
const fromData = {region: union(regions), form: 'string'};

/**
 * Returns the type of an attribute. That of its property allows `null` and `undefined`, which markup cannot say, and may name a type
 * of the source, whose values controls.json has.
 *
 * @param {string} widget
 * @param {string} name
 * @param {string} propertyType
 * @throws {Error} if controls.json has other values than the property allows
 */
export function attributeType(widget, name, propertyType) {
  if (name === 'lang') return `${union(languagesFor(widget))} | string`;
  if (Object.hasOwn(fromData, name)) return fromData[/** @type {keyof typeof fromData} */ (name)];
  const members = propertyType.split(' | ').filter((type) => !['null', 'undefined'].includes(type));
  const literals = members.filter((type) => /^'.*'$/.test(type)).map((type) => type.slice(1, -1));
  const labeled = Object.keys(attributes[name]?.values ?? {});
  if (literals.length === members.length && literals.join() !== labeled.join())
    throw new ContentError([
      `src/content/controls.json has ${labeled} as values of “${name}”, its property ${literals}: make them equal.`,
    ]);
  return labeled.length ? union(labeled) : members.join(' | ');
}
