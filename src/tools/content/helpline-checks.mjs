/** Checks helpline records for errors that the JSON schema cannot express. */
import {getCountryCallingCode, isSupportedCountry} from 'libphonenumber-js/max';
import {dialString, isShortCode, parseNumber} from './dial-strings.mjs';

/** @import {Country, LineRecord, NotShipped} from './helplines.mjs' */

/** Purposes of lines, in display order. */
const purposes = ['substance-use', 'crisis', 'overdose-companion', 'poison'];

/** @param {string} tag */
function isCanonicalLanguageTag(tag) {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag;
  } catch {
    return false;
  }
}

/**
 * Returns all numbers of a country with their location, for error messages.
 *
 * @param {Country} data
 * @returns {{location: string, number: string}[]}
 */
const numbersOf = ({emergency, alsoEmergency = [], lines}) => [
  ...[emergency.number, ...alsoEmergency].map((number) => ({location: 'emergency', number})),
  ...lines.flatMap(({id, number, shortCode, sms}) => [
    ...(number ? [{location: `${id}, number`, number}] : []),
    ...(shortCode ? [{location: `${id}, shortCode`, number: shortCode}] : []),
    ...(sms ? [{location: `${id}, sms.number`, number: sms.number}] : []),
  ]),
];

/**
 * Returns the errors in a number: not in the national numbering plan, or on the list of numbers that must never ship.
 *
 * @param {string} number
 * @param {string} country
 * @param {NotShipped['never']} never
 */
function validateNumber(number, country, never) {
  const errors = [];
  if (!isShortCode(number) && isSupportedCountry(country)) {
    const parsed = parseNumber(number, country);
    if (!parsed?.isValid() || parsed.countryCallingCode !== getCountryCallingCode(country))
      errors.push(`${number} is not a number of ${country}`);
  }
  const banned = never.find(
    (entry) =>
      (entry.country ?? country) === country &&
      entry.numbers.some((other) => dialString(other, country) === dialString(number, country)),
  );
  if (banned) errors.push(`${number} may never be shown: ${banned.what}. ${banned.reason}`);
  return errors;
}

/**
 * Returns the errors in a line.
 *
 * @param {LineRecord} record
 * @param {string} country
 * @param {NotShipped['lines']} excluded lines that do not ship
 */
function validateLine({id, purpose, service, subdivision, lang, languages}, country, excluded) {
  const prefix = `${country.toLowerCase()}-`;
  const errors = [];
  if (!id.startsWith(prefix)) errors.push(`${id}, id: does not begin with ${prefix}`);
  if (subdivision && !subdivision.startsWith(`${country}-`))
    errors.push(`${id}, subdivision: ${subdivision} is not in ${country}`);
  for (const tag of [lang, ...languages])
    if (!isCanonicalLanguageTag(tag)) errors.push(`${id}: ${tag} is not a canonical BCP 47 language tag`);
  const entry = excluded.find((line) => line.id === id);
  if (entry) errors.push(`${id}, id: listed in not-shipped.json: ${entry.reason}`);
  if (service === 'companion' && purpose !== 'overdose-companion')
    errors.push(`${id}, service: companion requires the purpose overdose-companion`);
  return errors;
}

/**
 * Returns the errors in the order of lines.
 *
 * @param {LineRecord[]} lines
 */
function validateOrder(lines) {
  const errors = [];
  let last = 0;
  for (const {id, purpose} of lines) {
    const rank = purposes.indexOf(purpose);
    if (rank < last)
      errors.push(`${id}, purpose: follows a ${purposes[last]} line; the order is ${purposes.join(', ')}`);
    last = Math.max(last, rank);
  }
  return errors;
}

/**
 * Returns the errors in the records of a country.
 *
 * @param {Country} data valid by the schema
 * @param {string} file name of its file
 * @param {NotShipped} notShipped
 * @returns {string[]}
 */
export function validateCountry(data, file, notShipped) {
  const {country, lines} = data;
  const errors = [];
  if (file !== `${country.toLowerCase()}.json`) errors.push(`country: ${country} does not match the name of the file`);
  if (!isSupportedCountry(country)) return [...errors, `country: ${country} is not a country`];
  for (const {location, number} of numbersOf(data))
    errors.push(...validateNumber(number, country, notShipped.never).map((error) => `${location}: ${error}`));
  errors.push(...lines.flatMap((line) => validateLine(line, country, notShipped.lines)), ...validateOrder(lines));
  return errors;
}
