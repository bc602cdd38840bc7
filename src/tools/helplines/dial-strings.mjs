/** Derives `tel:`, `sms:` and other URLs from the contacts of helplines. */
import {parsePhoneNumberFromString} from 'libphonenumber-js/max';
import {memoize} from '../content/memoize.mjs';

/** @import {CountryCode} from 'libphonenumber-js/max' */
/** @import {Contact} from './read-helplines.mjs' */

/** Maximum number of digits of a short code: a number that exists only inside its country and has no E.164 form. */
const maxShortCodeDigits = 6;

/** @param {string} number */
const digitsOf = (number) => number.replace(/\D/g, '');

/** Returns whether a number is a star code, such as `*4141`. @param {string} number */
export const isStarCode = (number) => /[*#]/.test(number);

/** Returns whether a number is a short code. @param {string} number */
export const isShortCode = (number) => !isStarCode(number) && digitsOf(number).length <= maxShortCodeDigits;

/**
 * Parses a number in national or international notation. Undefined if it is not a possible telephone number.
 *
 * @type {(number: string, country: string) => import('libphonenumber-js/max').PhoneNumber | undefined} country: ISO 3166-1 alpha-2
 */
export const parseNumber = memoize((number, country) =>
  parsePhoneNumberFromString(number, /** @type {CountryCode} */ (country)),
);

/** Types of numbers that networks may refuse with a country code. */
const NATIONAL_TYPES = ['TOLL_FREE', 'SHARED_COST', 'PREMIUM_RATE', 'UAN'];

/** Calling code of North America, where free numbers are dialed like all others. */
const NORTH_AMERICA = '1';

/**
 * Returns the digits of a number: E.164 for one of the national numbering plan, the bare digits for a short code, the digits with their
 * star for a star code.
 *
 * @param {string} number
 * @param {string} country ISO 3166-1 alpha-2
 */
export function dialString(number, country) {
  if (isStarCode(number)) return number.replace(/[ -]/g, '');
  return isShortCode(number) ? digitsOf(number) : (parseNumber(number, country)?.number ?? digitsOf(number));
}

/** Returns whether networks may refuse a number with a country code. @param {string} number @param {string} country */
function isNational(number, country) {
  if (isStarCode(number) || isShortCode(number) || number.startsWith('+')) return false;
  const parsed = parseNumber(number, country);
  return parsed?.countryCallingCode !== NORTH_AMERICA && NATIONAL_TYPES.includes(parsed?.getType() ?? '');
}

/**
 * Returns the `tel:` URL of a number, without a country code where it is free or has a price of its own outside North America. RFC 3966
 * allows a star as it is; `#` would begin a fragment.
 *
 * @param {string} number
 * @param {string} country ISO 3166-1 alpha-2
 */
export const telUrl = (number, country) =>
  `tel:${isNational(number, country) ? digitsOf(number) : dialString(number, country).replaceAll('#', '%23')}`;

/** Returns an emergency number with its URL. @param {string} number @param {string} country ISO 3166-1 alpha-2 */
export const withTel = (number, country) => ({number, tel: telUrl(number, country)});

/** Returns the URL that opens a contact. @param {Contact} contact @param {string} country ISO 3166-1 alpha-2 @returns {string} */
export function contactUrl({type, number = '', url, address}, country) {
  if (url) return url;
  if (type === 'email') return `mailto:${address}`;
  if (type === 'text') return `sms:${dialString(number, country)}`;
  if (type === 'whatsapp') return `https://wa.me/${digitsOf(dialString(number, country))}`;
  // A relay is called by a prefix and a number, which together are not in the numbering plan.
  return type === 'relay' ? `tel:${digitsOf(number)}` : telUrl(number, country);
}
