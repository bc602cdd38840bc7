/** Converts helplines to structured data for search engines. */
import {contactUrl} from '../helplines/dial-strings.mjs';
import {minutesOf} from '../helplines/hours.mjs';
import {readHelplines} from '../helplines/read-helplines.mjs';
import {toRuntimeRegion} from '../generate/runtime-region.mjs';
import {stringifyData} from './stringify-data.mjs';

/** @import {Contact, Country, Hours, LineRecord} from '../helplines/read-helplines.mjs' */

/** @type {Country[] | undefined} */
let countries;

/** Returns the records, read once. */
const helplines = () => (countries ??= readHelplines().countries);

/** Days of https://schema.org/DayOfWeek. */
const DAYS = {
  mo: 'Monday',
  tu: 'Tuesday',
  we: 'Wednesday',
  th: 'Thursday',
  fr: 'Friday',
  sa: 'Saturday',
  su: 'Sunday',
};

/** Types of helplines for `contactType`, which is free text, in English. */
const CONTACT_TYPES = {
  'substance-use': 'helpline for drug use',
  crisis: 'crisis helpline',
  'overdose-companion': 'overdose prevention line',
  poison: 'poison center',
};

/** Writes opening hours; none where they are not certain enough to be calculated with. @param {Hours} [hours] */
function openingHours(hours) {
  if (hours?.always)
    return [{'@type': 'OpeningHoursSpecification', dayOfWeek: Object.values(DAYS), opens: '00:00', closes: '23:59'}];
  return hours?.weekly?.map(({days, opens, closes}) => ({
    '@type': 'OpeningHoursSpecification',
    dayOfWeek: days.map((day) => DAYS[day]),
    opens,
    // A time before `opens` is of the next day.
    closes: `${String(Math.floor(minutesOf(closes) / 60) % 24).padStart(2, '0')}:${closes.slice(3)}`,
  }));
}

/**
 * Converts a contact that is a telephone number or an address.
 *
 * @param {LineRecord} line
 * @param {Contact} contact
 * @param {string} country
 */
function contactPoint(line, contact, country) {
  const {type, number, address, menu, languages = line.languages, hours, cost} = contact;
  const called = number && contactUrl(contact, country).replace(/^\w+:/, '');
  const options = [
    ...(cost?.kind === 'free' ? ['TollFree'] : []),
    ...(type === 'textphone' || type === 'relay' ? ['HearingImpairedSupported'] : []),
  ];
  const specifications = openingHours(hours);
  return {
    '@type': 'ContactPoint',
    name: line.name,
    contactType: CONTACT_TYPES[line.purpose],
    ...(called && {telephone: called}),
    ...(address && {email: address}),
    ...(menu && {description: `Press ${menu} after the call was answered.`}),
    areaServed: line.serves?.only ?? country,
    availableLanguage: languages,
    ...(options.length && {contactOption: options}),
    ...(specifications && {hoursAvailable: specifications}),
    ...(line.url && {url: line.url}),
  };
}

/**
 * Converts the helplines that the banner of a place lists to https://schema.org/ContactPoint in JSON-LD, each below the
 * organization that answers. JSON-LD in a file of its own, as with questions, not microdata: in the fallback content, attributes
 * would be most of the markup that filters strip, and none reach into a shadow root. A block of data is not executed, so
 * `script-src` does not apply to it.
 *
 * @param {string} region ISO 3166-1 alpha-2 or ISO 3166-2 code
 * @returns {string | undefined} JSON that is safe in a script element; undefined without lines
 */
export function contactPoints(region) {
  const data = helplines().find(({country}) => country === region.slice(0, 2));
  if (!data) return undefined;
  const {lines, companion} = toRuntimeRegion(data);
  const serves = (/** @type {LineRecord} */ {serves: place}) =>
    (!place?.only || place.only.includes(region)) && !place?.except?.includes(region);
  const shown = data.lines.filter(
    (line) =>
      line.contacts &&
      serves(line) &&
      [...lines, companion].some((each) => each?.name === line.name && each.lang === line.lang),
  );
  if (!shown.length) return undefined;
  return stringifyData({
    '@context': 'https://schema.org',
    '@graph': shown.map((line) => ({
      '@type': 'Organization',
      name: line.operator,
      contactPoint: (line.contacts ?? [])
        .filter(({type, number, address}) => (number && type !== 'text' && type !== 'whatsapp') || address)
        .map((contact) => contactPoint(line, contact, data.country)),
    })),
  });
}

/**
 * Returns the data of every country, and of every subdivision that has or lacks a line of its own. Any other place has that of its country.
 *
 * @returns {Record<string, string | undefined>} by region
 */
export function contactPointsByRegion() {
  const regions = helplines().flatMap(({country, lines}) => [
    country,
    ...lines.flatMap(({serves}) => [...(serves?.only ?? []), ...(serves?.except ?? [])]),
  ]);
  return Object.fromEntries(regions.map((region) => [region, contactPoints(region)]));
}
