/** Builds `recovery-widgets/helplines.json`, the data file for other programs. */
import {dialStrings, withTel} from './dial-strings.mjs';
import {readHelplines} from './helplines.mjs';
import {contentFolder} from './read-content.mjs';

/** @import {Country} from './helplines.mjs' */

/** Returns the records of a country with the URLs to dial. @param {Country} data */
function withDialStrings({$schema: _, ...data}) {
  const {country, emergency, alsoEmergency, lines} = data;
  return {
    ...data,
    emergency: withTel(emergency.number, country),
    ...(alsoEmergency && {alsoEmergency: alsoEmergency.map((number) => withTel(number, country))}),
    lines: lines.map((line) => ({...line, ...dialStrings(line, country)})),
  };
}

/**
 * Returns all records in one object, with the URLs to dial and the evidence.
 *
 * @param {string} [content] path of src/content
 */
export function mergedHelplines(content = contentFolder) {
  const {countries, directory} = readHelplines(content);
  return {directory, countries: Object.fromEntries(countries.map((data) => [data.country, withDialStrings(data)]))};
}
