/** Derives `tel:` and `sms:` URLs from numbers in national notation. */
import {parsePhoneNumberFromString} from 'libphonenumber-js/max';

/** @import {CountryCode} from 'libphonenumber-js/max' */
/** @import {LineRecord} from './helplines.mjs' */

/** Most digits of a short code: a number that exists only inside its country and has no E.164 form. */
const maxShortCodeDigits = 6;

/** @param {string} number */
const digitsOf = (number) => number.replace(/\D/g, '');

/** Returns whether a number is a short code. @param {string} number */
export const isShortCode = (number) => digitsOf(number).length <= maxShortCodeDigits;

/**
 * Parses a number in national or international notation. Undefined if it has the form of no telephone number.
 *
 * @param {string} number
 * @param {string} country ISO 3166-1 alpha-2
 */
export const parseNumber = (number, country) =>
  parsePhoneNumberFromString(number, /** @type {CountryCode} */ (country));

/**
 * Returns the digits to dial: E.164 for a number of the national numbering plan, the bare digits for a short code.
 *
 * @param {string} number
 * @param {string} country ISO 3166-1 alpha-2
 */
export const dialString = (number, country) =>
  isShortCode(number) ? digitsOf(number) : (parseNumber(number, country)?.number ?? digitsOf(number));

/**
 * Returns an emergency number with its URL.
 *
 * @param {string} number
 * @param {string} country ISO 3166-1 alpha-2
 */
export const withTel = (number, country) => ({number, tel: `tel:${dialString(number, country)}`});

/**
 * Returns the URL to call a line and its text message service with a URL; absent properties if it has none.
 *
 * @param {LineRecord} record
 * @param {string} country ISO 3166-1 alpha-2
 */
export function dialStrings({number, shortCode, sms}, country) {
  const called = number ?? shortCode;
  return {
    ...(called && {tel: `tel:${dialString(called, country)}`}),
    ...(sms && {sms: {href: `sms:${dialString(sms.number, country)}`, ...sms}}),
  };
}
