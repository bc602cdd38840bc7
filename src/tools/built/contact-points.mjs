/** Lists the properties of helplines in https://schema.org/ContactPoint, for search engines. */
import {doubtsOf} from '../helplines/contacts.mjs';
import {contactUrl} from '../helplines/dial-strings.mjs';
import {WEEKDAYS} from '../helplines/hours-text.mjs';
import {minutesOf} from '../helplines/hours.mjs';
import {readHelplines} from '../helplines/read-helplines.mjs';

/** @import {Contact, Hours, LineRecord} from '../helplines/read-helplines.mjs' */
/** @typedef {{[property: string]: undefined | string | Item | (string | Item)[]}} Item properties of an item of microdata */

/** Days of https://schema.org/DayOfWeek, in the order of `WEEKDAYS`. */
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Types of helplines for `contactType`, which is free text, in English. */
const CONTACT_TYPES = {
  'substance-use': 'helpline for drug use',
  crisis: 'crisis helpline',
  'overdose-companion': 'overdose prevention line',
  poison: 'poison center',
};

const ALWAYS = {days: WEEKDAYS, opens: '00:00', closes: '23:59'};

/** Returns opening hours; none where they are not certain enough to be calculated with. @param {Hours} [hours] @returns {Item[]} */
function openingHours({always, zone, weekly = []} = {}) {
  const spans = zone ? weekly : [];
  return (always ? [ALWAYS] : spans).map(({days, opens, closes}) => ({
    dayOfWeek: days.map((day) => `https://schema.org/${DAYS[WEEKDAYS.indexOf(day)]}`),
    opens,
    // A time before `opens` is of the next day.
    closes: `${String(Math.floor(minutesOf(closes) / 60) % 24).padStart(2, '0')}:${closes.slice(3)}`,
  }));
}

/** @param {LineRecord} line @param {Contact} contact @param {string} country */
function contactPoint({name, purpose, serves, ...line}, contact, country) {
  const {type, menu, languages = line.languages, hours} = contact;
  return {
    telephone: contactUrl(contact, country).slice('tel:'.length),
    name,
    contactType: CONTACT_TYPES[purpose],
    description: menu && `Press ${menu} after the call was answered.`,
    areaServed: serves?.only ?? [country],
    availableLanguage: languages,
    contactOption: type === 'call' ? undefined : 'https://schema.org/HearingImpairedSupported',
    hoursAvailable: openingHours(hours),
  };
}

/** Types of contacts that are dialed. */
const DIALED = ['call', 'textphone', 'relay'];

/**
 * Returns the telephones of helplines. Emergency numbers are not among them, and no line with an open doubt: a program that reads a
 * number leaves out the words around it, “or your local emergency number”.
 *
 * @returns {Record<string, ReturnType<typeof contactPoint>[]>} by country
 */
export const contactPoints = () =>
  Object.fromEntries(
    readHelplines().countries.map(({country, lines}) => [
      country,
      lines
        .filter(({open}) => !doubtsOf(open))
        .flatMap((line) =>
          (line.contacts ?? [])
            .filter(({type}) => DIALED.includes(type))
            .map((contact) => contactPoint(line, contact, country)),
        ),
    ]),
  );
