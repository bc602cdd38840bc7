/** Checks helpline records for errors that the JSON schema cannot express. */
import {iso31662} from 'iso-3166';
import {getCountryCallingCode, isSupportedCountry} from 'libphonenumber-js/max';
import {memoize} from '../content/memoize.mjs';
import {isRunning} from './contacts.mjs';
import {contactUrl, dialString, isShortCode, isStarCode, parseNumber} from './dial-strings.mjs';
import {validateHours} from './hours.mjs';

/** @import {Claim, Contact, Country, LineRecord, NotShipped, Source, Verification} from './read-helplines.mjs' */

/** Codes of ISO 3166-2, such as `CA-QC`. */
const subdivisions = new Set(iso31662.map(({code}) => code));

/** Purposes of lines, in display order. */
const purposes = ['substance-use', 'crisis', 'overdose-companion', 'poison'];

/** Prefix of the text relay of a country, which is dialed before a number. */
const RELAYS = {GB: '18001'};

const isCanonicalLanguageTag = memoize((tag) => {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag;
  } catch {
    return false;
  }
});

/** Places with a country code of their own whose lines are listed under another country, as a subdivision of it. @type {Record<string, string>} */
const WITHIN = {PR: 'US'};

/**
 * Returns whether a parsed number is of a country. Several countries can share a calling code, such as +1, and their free numbers.
 *
 * @param {import('libphonenumber-js/max').PhoneNumber} number
 * @param {import('libphonenumber-js/max').CountryCode} country
 */
function isOf(number, country) {
  if (!number.isValid() || number.countryCallingCode !== getCountryCallingCode(country)) return false;
  const owner = number.country ?? country;
  return owner === country || WITHIN[owner] === country || number.getType() === 'TOLL_FREE';
}

/**
 * Returns the errors in a number: not in the national numbering plan, or on the list of numbers that must never ship.
 *
 * @param {string} number
 * @param {string} country
 * @param {NotShipped['never']} never
 */
export function validateNumber(number, country, never) {
  const errors = [];
  if (isShortCode(number)) {
    if (number.startsWith('+')) errors.push(`${number} is a short code, which has no international form`);
  } else if (!isStarCode(number) && isSupportedCountry(country)) {
    const parsed = parseNumber(number, country);
    if (!parsed || !isOf(parsed, country)) errors.push(`${number} is not a number of ${country}`);
  }
  const digits = dialString(number, country);
  const banned = never
    .filter((entry) => (entry.country ?? country) === country)
    .find(({numbers}) => numbers.some((other) => dialString(other, country) === digits));
  if (banned) errors.push(`${number} may never be shown: ${banned.what}. ${banned.reason}`);
  return errors;
}

/** Returns the number behind the prefix of a text relay. @param {string} number @param {string} country */
function behindRelay(number, country) {
  const prefix = /** @type {Record<string, string>} */ (RELAYS)[country];
  return prefix && number.startsWith(`${prefix} `) ? number.slice(prefix.length + 1) : undefined;
}

/** Returns the errors in a contact. @param {Contact} contact @param {string} country @param {NotShipped} notShipped */
function validateContact({type, number, hours, languages = [], keywords = {}, menus = {}}, country, {never}) {
  const called = number && type === 'relay' ? behindRelay(number, country) : number;
  const errors = [];
  if (number && !called) errors.push(`number: ${number} does not begin with the prefix of a text relay of ${country}`);
  if (called) errors.push(...validateNumber(called, country, never).map((error) => `number: ${error}`));
  const places = [country, ...Object.keys(WITHIN).filter((place) => WITHIN[place] === country)];
  if (hours) errors.push(...validateHours(hours, places).map((error) => `hours: ${error}`));
  for (const tag of [...languages, ...Object.keys(keywords), ...Object.keys(menus)])
    if (!isCanonicalLanguageTag(tag)) errors.push(`languages: ${tag} is not a canonical BCP 47 language tag`);
  return errors;
}

/** Identifies a contact by its target; one number with two menu options is two contacts. @param {Contact} contact @param {string} country */
const keyOf = (contact, country) =>
  [contact.type, contactUrl(contact, country), contact.menu ?? contact.keyword ?? ''].join(' ');

/**
 * Returns the errors in the contacts of a country: two that open the same, the emergency number as a helpline, and a number of a line that
 * has ended, which others are told not to dial.
 *
 * @param {Country} data
 */
function validateContacts({country, emergency, lines}) {
  /** @type {string[]} */
  const errors = [];
  /** @type {Map<string, string>} */
  const owners = new Map();
  for (const {number} of [emergency, ...(emergency.also ?? [])])
    if (number) owners.set(keyOf({type: 'call', number}, country), 'the emergency number');
  const ended = new Map(
    lines.flatMap(({id, formerNumbers = []}) => formerNumbers.map((number) => [dialString(number, country), id])),
  );
  for (const {id, contacts = []} of lines)
    contacts.forEach((contact, index) => {
      const key = keyOf(contact, country);
      const field = `${id}, contacts[${index}]`;
      const other = owners.get(key);
      if (other) errors.push(`${field}: has the dial string of ${other}`);
      owners.set(key, field);
      const former = contact.number && ended.get(dialString(contact.number, country));
      if (former) errors.push(`${field}.number: ${contact.number} is among the formerNumbers of ${former}`);
    });
  return errors;
}

/** Lists the facts that a line claims. @param {LineRecord} line @returns {Claim[]} */
export function claimsOf(line) {
  const {contacts = [], serves, service, safety = {}, audience, eligibility, substances, interpreter, status} = line;
  /** @type {[unknown, Claim][]} */
  const claims = [
    [contacts.some(({keyword, keywords, asks}) => keyword ?? keywords ?? asks), 'keyword'],
    [contacts.some(({hours}) => hours), 'hours'],
    [contacts.some(({cost}) => cost), 'cost'],
    [true, 'languages'],
    [true, 'operator'],
    [service, 'service'],
    [safety.confidential, 'confidential'],
    [safety.anonymous, 'anonymous'],
    [safety.activeRescue !== undefined, 'activeRescue'],
    [safety.asksAddress !== undefined, 'asksAddress'],
    [safety.lawEnforcement, 'lawEnforcement'],
    [audience, 'audience'],
    [eligibility, 'eligibility'],
    [substances, 'substances'],
    [serves, 'places'],
    [interpreter, 'interpreter'],
    [status !== 'active', 'status'],
  ];
  const types = contacts.map(({type}) => (type === 'call' ? 'number' : type));
  return [...new Set([...types, ...claims.filter(([claimed]) => claimed).map(([, claim]) => claim)])];
}

/**
 * Returns the errors in the sources of a line, and in the operator whom they name: claims without one, addresses of proxies.
 *
 * @param {LineRecord} line
 */
function validateSources(line) {
  const {sources = [], operator = ''} = line;
  const errors = validateAddresses(sources);
  // The name stands in sentences of every language.
  if (/^\p{Ll}|, (funded|supported) by |, for the /u.test(operator))
    errors.push('operator: is a description; write the name of the organization alone');
  const stated = sources.flatMap((source) => source.for ?? []);
  const shared = sources.flatMap(({oneOf = []}) => oneOf);
  const claims = claimsOf(line);
  for (const claim of claims)
    if (!stated.includes(claim) && shared.filter((each) => each === claim).length < 2)
      errors.push(`sources: none states the ${claim}`);
  for (const claim of new Set([...stated, ...shared]))
    if (!claims.includes(claim)) errors.push(`sources: one states the ${claim}, which the line does not claim`);
  return errors;
}

/**
 * Pattern of an address that wraps another: an archive or a proxy. The original address follows it, in full or encoded; a proxy may
 * leave a second slash in its path.
 */
const WRAPPED = /^https?:\/\/.+?(https?(?::|%3A)(?:\/|%2F){1,2}.+)$/i;

/** Returns the original address of a page that is given by that of a proxy or an archive. @param {string} address */
function originalOf(address) {
  const [, wrapped] = WRAPPED.exec(address) ?? [];
  if (!wrapped) return undefined;
  const {origin, pathname, search} = new URL(/^https?%3A/i.test(wrapped) ? decodeURIComponent(wrapped) : wrapped);
  return `${origin}${pathname.replace(/^\/{2,}/, '/')}${search}`;
}

/** Returns the errors in addresses of pages. @param {Pick<Source, 'url'>[]} sources */
const validateAddresses = (sources) =>
  sources.flatMap(({url = ''}, index) => {
    const original = originalOf(url);
    return original
      ? [`sources[${index}].url: is the address of a proxy or an archive; the source is ${original}`]
      : [];
  });

/** Returns the errors in a verification. @param {Verification} [verification] */
const validateVerification = (verification) =>
  verification?.due && verification.due <= verification.on
    ? [`verification.due: ${verification.due} is not after ${verification.on}`]
    : [];

/** Returns the errors in a line. @param {LineRecord} record @param {Country} data its country @param {NotShipped} notShipped */
function validateLine(record, {country, lines}, notShipped) {
  const {id, purpose, service, serves, lang, languages = [], contacts = [], safety, replacedBy, audience} = record;
  const prefix = `${country.toLowerCase()}-`;
  const errors = [];
  if (!id.startsWith(prefix)) errors.push(`id: does not begin with ${prefix}`);
  for (const place of [...(serves?.only ?? []), ...(serves?.except ?? [])])
    if (!place.startsWith(`${country}-`)) errors.push(`serves: ${place} is not in ${country}`);
    else if (!subdivisions.has(place)) errors.push(`serves: ${place} is not a subdivision of ${country} in ISO 3166-2`);
  for (const tag of [lang, ...languages])
    if (!isCanonicalLanguageTag(tag)) errors.push(`languages: ${tag} is not a canonical BCP 47 language tag`);
  const entry = notShipped.lines.find((line) => line.id === id);
  if (entry) errors.push(`id: listed in not-shipped.json: ${entry.reason}`);
  if (service === 'companion' && purpose !== 'overdose-companion')
    errors.push('service: companion requires the purpose overdose-companion');
  if (safety?.lawEnforcement === 'agency' || safety?.lawEnforcement === 'takes-reports')
    errors.push(`safety.lawEnforcement: a line of police or of a drug agency, or one that takes reports, never ships`);
  if (safety?.lawEnforcement === 'ministry' && !record.statusReason)
    errors.push('safety.lawEnforcement: “ministry” needs a decision, in statusReason');
  if (audience?.minimumAge && audience.maximumAge && audience.minimumAge > audience.maximumAge)
    errors.push('audience: the minimum age is above the maximum age');
  if (replacedBy && !lines.some((line) => line.id === replacedBy && isRunning(line)))
    errors.push(`replacedBy: ${replacedBy} is not a running line of ${country}`);
  for (const other of record.pairedWith ?? [])
    if (!lines.find((line) => line.id === other)?.pairedWith?.includes(id))
      errors.push(`pairedWith: ${other} does not name ${id} in turn`);
  contacts.forEach((contact, index) =>
    errors.push(...validateContact(contact, country, notShipped).map((error) => `contacts[${index}].${error}`)),
  );
  if (typeof record.interpreter === 'object')
    for (const error of validateNumber(record.interpreter.number, country, notShipped.never))
      errors.push(`interpreter: ${error}`);
  if (record.status !== 'retired') errors.push(...validateSources(record));
  errors.push(...validateVerification(record.verification));
  return errors.map((error) => `${id}, ${error}`);
}

/** Returns the errors in the order of lines. @param {LineRecord[]} lines */
const validateOrder = (lines) =>
  lines.slice(1).flatMap(({id, purpose}, index) => {
    const {purpose: before} = lines[index];
    return purposes.indexOf(purpose) < purposes.indexOf(before)
      ? [`${id}, purpose: follows a ${before} line; the order is ${purposes.join(', ')}`]
      : [];
  });

/** Pages with the numbers of many countries, which copy each other. Ireland’s health service is a list elsewhere only. */
const LIST =
  /eccdata|libphonenumber|wikipedia|gov\.uk\/foreign-travel-advice|travel\.gc\.ca|112\.hu|trekmedics\.org|europa\.eu|^(?!IE ).*hse\.ie/;

/** Returns the errors in the grades of emergency numbers. @param {Country} data */
function validateGrades({country, emergency: {number = '', also = [], evidence, sources}}) {
  const isGiven = (/** @type {string} */ each) =>
    sources.some(
      ({url, says = ''}) => new RegExp(`(?<!\\d)${each}(?!\\d)`).test(says) && !LIST.test(`${country} ${url}`),
    );
  return [...(number ? [{number, evidence}] : []), ...also]
    .filter((each) => (each.evidence === 'A' || each.evidence === 'B') && !isGiven(each.number))
    .map(
      (each) =>
        `evidence: ${each.evidence} needs a page of the country itself that gives ${each.number}; a number that lists alone give is C`,
    );
}

/** Returns the errors in the emergency number. @param {Country} data @param {NotShipped} notShipped */
function validateEmergency(data, {never}) {
  const {country, emergency} = data;
  const {number, also = [], sources, verification} = emergency;
  const numbers = [...(number ? [number] : []), ...also.map((other) => other.number)];
  const repeated = numbers.filter((each, index) => numbers.indexOf(each) < index);
  return [
    ...numbers.flatMap((each) => validateNumber(each, country, never)),
    ...repeated.map((each) => `${each} is listed twice`),
    ...validateAddresses(sources),
    ...validateGrades(data),
    ...validateVerification(verification),
  ].map((error) => `emergency: ${error}`);
}

/**
 * Returns the errors in the records of a country. Each begins with the id of the line, if it is about one, and the field.
 *
 * @param {Country} data valid by the schema
 * @param {string} file name of its file
 * @param {NotShipped} notShipped
 */
export function validateCountry(data, file, notShipped) {
  const {country, lines} = data;
  const isNamed = file === `${country.toLowerCase()}.json`;
  const named = isNamed ? [] : [`country: ${country} does not match the name of the file`];
  if (!isSupportedCountry(country)) return [...named, `country: ${country} is not a country`];
  return [
    ...named,
    ...validateEmergency(data, notShipped),
    ...lines.flatMap((line) => validateLine(line, data, notShipped)),
    ...validateContacts(data),
    ...validateOrder(lines),
  ];
}
