/** The numbers that a page may show, and those that it may not, as the tools for partners’ pages need them. */
import {dialString, dialStrings} from './dial-strings.mjs';
import {readHelplines} from './helplines.mjs';
import {contentFolder} from './read-content.mjs';

/**
 * @typedef {object} KnownNumber
 * @property {string} country ISO 3166-1 code
 * @property {string} name of the line; empty for an emergency number
 * @property {string[]} digits to call or text: E.164 with `+`, or a short code
 *
 * @typedef {object} RetiredNumber
 * @property {string} [country]
 * @property {string} what it is or was
 * @property {string[]} digits
 * @property {string} reason why no page may show it
 *
 * @typedef {{known: KnownNumber[], retired: RetiredNumber[]}} KnownNumbers
 */

/**
 * @param {Pick<import('./helplines.mjs').Helplines, 'countries' | 'notShipped'>} [helplines] default: those in src/content/helplines
 * @returns {KnownNumbers}
 */
export function knownNumbers({countries, notShipped} = readHelplines(contentFolder)) {
  const known = countries.flatMap(({country, emergency, alsoEmergency = [], lines}) => [
    {country, name: '', digits: [emergency.number, ...alsoEmergency].map((number) => dialString(number, country))},
    ...lines.map((line) => {
      const {tel, sms} = dialStrings(line, country);
      const digits = [tel, sms?.href].flatMap((href) => href?.replace(/^\w+:/, '') ?? []);
      return {country, name: line.name, digits};
    }),
  ]);
  const retired = notShipped.never.map(({what, country, numbers, reason}) => ({
    ...(country && {country}),
    what,
    digits: numbers.map((number) => dialString(number, country ?? 'US')),
    reason,
  }));
  return {known, retired};
}
