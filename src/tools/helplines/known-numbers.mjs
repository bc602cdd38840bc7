/** The numbers that a page may show, and those that it may not, as the tools for partners’ pages need them. */
import {isRunning} from './contacts.mjs';
import {dialString, parseNumber} from './dial-strings.mjs';
import {readHelplines} from './read-helplines.mjs';

/**
 * Returns the digits to call or text a line: E.164 with `+`, or a short code.
 *
 * @param {import('./read-helplines.mjs').LineRecord} line
 * @param {string} country
 */
const digitsOf = ({contacts = [], interpreter}, country) =>
  [...contacts, typeof interpreter === 'object' ? interpreter : {number: ''}].flatMap(({number}) =>
    number ? dialString(number, country) : [],
  );

/**
 * Adds the digits that are dialed in the country instead, with and without the prefix for calls within it.
 *
 * @param {string} number
 * @param {string} country
 */
function withDomesticForms(number, country) {
  const parsed = number.startsWith('+') && parseNumber(number, country);
  const domestic = parsed ? [parsed.nationalNumber, parsed.formatNational().replace(/\D/g, '')] : [];
  return {number, domestic: [...new Set(domestic)]};
}

/**
 * Reads from src/content/helplines the numbers that are `known`, those of emergencies without a name, and those that are `retired`, each
 * with the reason why no page may show it.
 */
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
  /** Leaves out what a line or an emergency number has: it may have passed to another, or mean something else in another country. */
  const unused = (/** @type {string[]} */ numbers, country = 'US') =>
    numbers
      .map((number) => dialString(number, country))
      .filter((number) => !known.some(({digits}) => digits.includes(number)))
      .map((number) => withDomesticForms(number, country));
  const gone = countries.flatMap(({country, lines}) =>
    lines
      .filter((line) => !isRunning(line))
      .map((line) => ({
        country,
        what: line.name,
        numbers: unused(digitsOf(line, country), country),
        reason: line.statusReason ?? `It is ${line.status}.`,
      })),
  );
  const never = notShipped.never.map(({what, country, numbers, reason}) => ({
    ...(country && {country}),
    what,
    numbers: unused(numbers, country),
    reason,
  }));
  return {known, retired: [...gone, ...never]};
}
