/** The numbers that a page may show, and those that it may not, as the tools for partners’ pages need them. */
import {isRunning} from './contacts.mjs';
import {dialString, parseNumber} from './dial-strings.mjs';
import {readHelplines} from './read-helplines.mjs';

/**
 * @typedef {object} KnownNumber
 * @property {string} country ISO 3166-1 code
 * @property {string} name of the line; empty for an emergency number
 * @property {string[]} digits to call or text: E.164 with `+`, or a short code
 *
 * @typedef {object} DialedNumber
 * @property {string} number E.164 with `+`, or a short code
 * @property {string[]} domestic digits that are dialed in the country instead, with and without the prefix for calls within it
 *
 * @typedef {object} RetiredNumber
 * @property {string} [country]
 * @property {string} what it is or was
 * @property {DialedNumber[]} numbers
 * @property {string} reason why no page may show it
 *
 * @typedef {{known: KnownNumber[], retired: RetiredNumber[]}} KnownNumbers
 */

/** @param {import('./read-helplines.mjs').LineRecord} line @param {string} country */
const digitsOf = ({contacts = [], interpreter}, country) =>
  [...contacts, typeof interpreter === 'object' ? interpreter : {number: ''}].flatMap(({number}) =>
    number ? dialString(number, country) : [],
  );

/** @param {string} number E.164, or a short code @param {string} country @returns {DialedNumber} */
function withDomesticForms(number, country) {
  const parsed = number.startsWith('+') && parseNumber(number, country);
  const domestic = parsed ? [parsed.nationalNumber, parsed.formatNational().replace(/\D/g, '')] : [];
  return {number, domestic: [...new Set(domestic)]};
}

/** Reads the numbers from src/content/helplines. @returns {KnownNumbers} */
export function knownNumbers() {
  const {countries, notShipped} = readHelplines();
  const known = countries.flatMap(({country, emergency: {number, also = []}, lines}) => [
    {
      country,
      name: '',
      digits: [number ?? [], ...also.map((other) => other.number)].flat().map((each) => dialString(each, country)),
    },
    ...lines.filter(isRunning).map((line) => ({country, name: line.name, digits: digitsOf(line, country)})),
  ]);
  /** Returns whether no line and no emergency number has a number, which may have passed to another, or mean something else in another country. */
  const isUnused = (/** @type {string} */ number) => !known.some(({digits}) => digits.includes(number));
  const gone = countries.flatMap(({country, lines}) =>
    lines
      .filter((line) => !isRunning(line))
      .map((line) => ({
        country,
        what: line.name,
        numbers: digitsOf(line, country)
          .filter(isUnused)
          .map((number) => withDomesticForms(number, country)),
        reason: line.statusReason ?? `It is ${line.status}.`,
      })),
  );
  const never = notShipped.never.map(({what, country, numbers, reason}) => ({
    ...(country && {country}),
    what,
    numbers: numbers
      .map((number) => dialString(number, country ?? 'US'))
      .filter(isUnused)
      .map((number) => withDomesticForms(number, country ?? 'US')),
    reason,
  }));
  return {known, retired: [...gone, ...never]};
}
