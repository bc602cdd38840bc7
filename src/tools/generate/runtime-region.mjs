/** Reduces helpline records to the data that widgets load at run time. All records are in helplines.json. */
import {amountText, dateText, inEach, isAnsweredIn, languagesText} from '../content/cldr.mjs';
import {contactOf, doubtsOf, isRunning} from '../helplines/contacts.mjs';
import {datesText, weeklyText} from '../helplines/hours-text.mjs';
import {dataHashOf} from '../helplines/data-hash.mjs';
import {contactUrl, telUrl, withTel} from '../helplines/dial-strings.mjs';
import {timesOf} from '../helplines/hours.mjs';

/** @import {Line, Region} from '../../core/region.js' */
/** @import {Contact, Country, Holidays, Hours, LineRecord} from '../helplines/read-helplines.mjs' */

/**
 * @typedef {LineRecord & {purpose: 'substance-use' | 'crisis', service?: Exclude<LineRecord['service'], 'companion'>}}
 *   RuntimeLineRecord a record that a widget may show
 *
 * @typedef {{country: string, locales: string[], holidays?: Holidays}} Place `country`: ISO 3166-1 alpha-2; `locales`, `holidays`: see
 *   {@link toRuntimeRegion}
 */

/** Returns whether a line is for people who use opioids. @param {LineRecord} line */
const isForOpioids = ({substances}) =>
  substances?.only?.includes('opioids') !== false && !substances?.except?.includes('opioids');

/** Returns whether a line is for adults in general. @param {LineRecord} line */
const isForAdults = ({audience, eligibility}) =>
  !eligibility && !audience?.maximumAge && (!audience?.who || audience.who === 'adults');

/** Returns whether a line answers adults who use opioids. @param {LineRecord} line */
const isForReaders = (line) => isRunning(line) && isForOpioids(line) && isForAdults(line);

/**
 * Returns whether a widget may show a line: one that answers, for adults who use opioids or are in a crisis. Companions during use are
 * in the region by themselves; widgets have no text for poison centers.
 *
 * @param {LineRecord} record
 * @returns {record is RuntimeLineRecord}
 */
const isRuntimeLine = (record) =>
  (record.purpose === 'substance-use' || record.purpose === 'crisis') &&
  record.service !== 'companion' &&
  isForReaders(record) &&
  !!(contactOf(record, 'call') ?? contactOf(record, 'text'));

/** Returns the languages of the widgets among those in which a contact is answered. @param {string[]} locales @param {string[]} tags */
const answeredLocales = (locales, tags) => locales.filter((locale) => isAnsweredIn(locale, tags));

/**
 * Returns opening hours in the fields of a line: made from the times where these say everything, else in the operator’s words. Those
 * without a zone are not certain enough to calculate with.
 *
 * @param {Hours | undefined} hours
 * @param {Place} place
 * @returns {Pick<Line, 'hours' | 'times'>}
 */
function openingOf(hours, {locales, holidays}) {
  if (hours?.always) return {hours: 'always'};
  const times = timesOf(hours, holidays);
  const {weekly, exceptions = [], text} = hours ?? {};
  if (!weekly || exceptions.some(({date, closed}) => !closed || date.length > 5)) return {hours: text, times};
  const dates = exceptions.map(({date}) => date);
  return {
    hours: inEach(locales, (locale) => weeklyText(locale, weekly)),
    times: times && dates.length ? {...times, closed: inEach(locales, (locale) => datesText(locale, dates))} : times,
  };
}

/**
 * Returns a price in the fields of a line: its kind, the amount in each language, the operator’s words.
 *
 * @param {Contact['cost']} cost
 * @param {Place} place
 */
function priceOf(cost, {locales}) {
  const {kind, amount, text} = cost ?? {};
  const charge = amount && {per: amount.per, amount: inEach(locales, (locale) => amountText(locale, amount))};
  return {cost: kind, charge, price: text};
}

/** Returns the further ways to reach a line, in the order of the record. @param {LineRecord} record @param {Place} place */
function otherWays(record, place) {
  const shown = [contactOf(record, 'call'), contactOf(record, 'text'), contactOf(record, 'chat')];
  const ways = (record.contacts ?? [])
    .filter((contact) => !shown.includes(contact))
    .map((contact) => {
      const {type, number, address, menu, keyword, languages, hours, cost} = contact;
      return {
        type,
        text: number ?? address,
        href: contactUrl(contact, place.country),
        menu,
        keyword,
        languages: languages && inEach(place.locales, (locale) => languagesText(locale, languages)),
        ...openingOf(hours, place),
        ...priceOf(cost, place),
      };
    });
  return ways.length ? ways : undefined;
}

/** Returns a text message service. @param {Contact} contact @param {Place} place */
function smsOf(contact, {country, locales}) {
  const {number = '', keyword, keywords, asks, languages} = contact;
  return {
    href: contactUrl(contact, country),
    number,
    keyword,
    keywords,
    asks,
    languages: languages && answeredLocales(locales, languages),
  };
}

/** Returns how an interpreter is reached, with a URL to call first. @param {LineRecord} record @param {string} country */
const interpreterOf = ({interpreter}, country) =>
  typeof interpreter === 'object' ? {name: interpreter.name, ...withTel(interpreter.number, country)} : interpreter;

/**
 * Converts a record to the line that widgets show: with URLs to dial, without evidence. The website is included only where the
 * opening hours are unknown.
 *
 * @param {RuntimeLineRecord} record
 * @param {Place} place
 * @returns {Line}
 */
function toRuntimeLine(record, place) {
  const {country, locales} = place;
  const {purpose, name, lang, languages = [], service, serves, safety, verification} = record;
  const call = contactOf(record, 'call');
  const text = contactOf(record, 'text');
  const chat = contactOf(record, 'chat');
  // Where there is room for one contact, it is the first that is called, else the first.
  const {hours: opening, cost} = call ?? /** @type {Contact[]} */ (record.contacts)[0];
  const {hours, times} = openingOf(opening, place);
  const isSame = JSON.stringify(chat?.hours) === JSON.stringify(opening);
  const chatOpening = isSame ? {} : openingOf(chat?.hours, place);
  return {
    purpose,
    name,
    operator: /** @type {string} */ (record.operator),
    lang,
    number: call?.number,
    tel: call?.number && telUrl(call.number, country),
    menu: call?.menu,
    menus: call?.menus,
    sms: text && smsOf(text, place),
    chat: chat?.url,
    chatHours: chatOpening.hours,
    chatTimes: chatOpening.times,
    more: otherWays(record, place),
    hours,
    times,
    ...priceOf(cost, place),
    confidential: safety?.confidential,
    anonymous: safety?.anonymous,
    rescue: safety?.activeRescue || undefined,
    address: safety?.asksAddress || undefined,
    languages: inEach(locales, (locale) => languagesText(locale, languages)),
    spoken: answeredLocales(locales, languages),
    interpreter: interpreterOf(record, country),
    service,
    within: serves?.only,
    without: serves?.except,
    url: opening ? undefined : record.url,
    checked: verification?.on,
    checkedText: verification && inEach(locales, (locale) => dateText(locale, verification.on)),
    how: verification?.method,
  };
}

/** Whether the line offers never-use-alone monitoring, for people who use opioids. @param {LineRecord} line */
const isCompanion = (line) => line.service === 'companion' && isForReaders(line) && !!contactOf(line, 'call');

/**
 * Returns the first line of a country that stays on the phone while someone uses alone. Not one with a key to press, which its
 * sentence does not mention.
 *
 * @param {Country} country
 * @param {string[]} locales
 */
function companionOf({country, lines}, locales) {
  const record = lines.find((line) => isCompanion(line) && !line.serves && !contactOf(line, 'call')?.menu);
  const number = record && contactOf(record, 'call')?.number;
  if (!number) return undefined;
  const {name, lang, languages = []} = record;
  const others = locales.filter((locale) => !isAnsweredIn(locale, languages));
  const names = others.length ? {languages: inEach(others, (locale) => languagesText(locale, languages))} : {};
  return {name, lang, ...withTel(number, country), ...names};
}

/** Fields of a companion of some places: those that the banner shows. */
const COMPANION_FIELDS = /** @type {const} */ ([
  ...['purpose', 'name', 'lang', 'operator', 'number', 'tel', 'menu', 'hours', 'times'],
  ...['address', 'languages', 'interpreter', 'within', 'without'],
]);

/** Returns a companion of some places with known hours, which only the banner shows. @param {LineRecord} record @param {Place} place @returns {Line} */
function localCompanion(record, place) {
  const line = {...toRuntimeLine(/** @type {any} */ (record), place), purpose: 'companion'};
  return /** @type {any} */ (Object.fromEntries(COMPANION_FIELDS.map((field) => [field, line[field]])));
}

/**
 * Chooses the crisis lines: the first of the country, those of its subdivisions, and those that are shown together with one of them.
 *
 * @param {RuntimeLineRecord[]} lines
 */
function crisisLines(lines) {
  const crisis = lines.filter(({purpose}) => purpose === 'crisis');
  const national = crisis.find(({serves}) => !serves?.only);
  return crisis.filter(
    (line) => line === national || line.serves?.only || line.pairedWith?.includes(national?.id ?? ''),
  );
}

/**
 * Returns the emergency number that widgets show, with the next of which a page of the country says that it
 * brings an ambulance. It is unsure where only lists give it, or a doubt is open.
 *
 * @param {Country} data
 */
export function toRuntimeEmergency({country, emergency: {number, also, evidence, open}}) {
  if (!number) return undefined;
  return {
    ...withTel(number, country),
    also: also?.find((other) => other.evidence && !other.answeredBy)?.number,
    unsure: evidence > 'B' || doubtsOf(open) ? /** @type {const} */ (true) : undefined,
  };
}

/**
 * Converts the records of a country to the region that widgets load: the lines for substance use, the crisis lines and the companions.
 *
 * @param {Country} data
 * @param {string[]} [locales] BCP 47 tags of the languages of the widgets, English first
 * @param {Holidays} [holidays] of the country
 * @returns {Region}
 */
export function toRuntimeRegion(data, locales = ['en'], holidays) {
  const {country, guidance, lines} = data;
  const place = {country, locales, holidays};
  const {breathing, law, wearsOff} = guidance;
  const candidates = lines.filter(isRuntimeLine);
  const crisis = crisisLines(candidates);
  /** @type {Region} */
  const region = {
    emergency: toRuntimeEmergency(data),
    breathing: breathing === 'default' ? undefined : breathing,
    law,
    wearsOff: wearsOff === 'default' ? undefined : wearsOff,
    companion: companionOf(data, locales),
    lines: [
      ...candidates
        .filter((line) => line.purpose === 'substance-use' || crisis.includes(line))
        .map((line) => ({
          ...toRuntimeLine(line, place),
          ...(crisis.some(({id, pairedWith}) => id !== line.id && pairedWith?.includes(line.id)) && {
            paired: /** @type {const} */ (true),
          }),
        })),
      ...lines
        .filter((line) => isCompanion(line) && line.serves && contactOf(line, 'call')?.hours)
        .map((line) => localCompanion(line, place)),
    ],
    dataHash: dataHashOf(data),
  };
  // Without properties that are undefined.
  return JSON.parse(JSON.stringify(region));
}
