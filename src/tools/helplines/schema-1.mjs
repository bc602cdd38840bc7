/**
 * Schema 1 of the helplines, which `countries` in helplines.json keeps for the programs that read it: one number, one set of hours
 * and one price for each line, derived from its main contact.
 */
import {dialString, isShortCode} from './dial-strings.mjs';

/** @import {Contact, Country, LineRecord, Source} from './read-helplines.mjs' */

/**
 * @typedef {{url: string, date: string, also?: string[]}} Evidence1
 *
 * @typedef {object} Sms1
 * @property {string} number
 * @property {string} [keyword]
 * @property {Record<string, string>} [keywords] by language
 * @property {string} [asks]
 * @property {string[]} [languages]
 *
 * @typedef {object} Line1 see schema/helplines-1.schema.json
 * @property {string} id
 * @property {string} name
 * @property {string} lang
 * @property {string} [nameEn]
 * @property {LineRecord['purpose']} purpose
 * @property {string} [subdivision]
 * @property {string} [number]
 * @property {string} [shortCode]
 * @property {Sms1} [sms]
 * @property {string} [chat]
 * @property {{always?: true, text?: string}} [hours]
 * @property {boolean} [free]
 * @property {string} [cost]
 * @property {true} [confidential]
 * @property {string[]} languages
 * @property {string} [url]
 * @property {string} operator
 * @property {LineRecord['official']} [official]
 * @property {NonNullable<LineRecord['operatorType']>} operatorType
 * @property {string} operatorSource
 * @property {LineRecord['service']} [service]
 * @property {string} [serviceSource]
 * @property {Evidence1} source
 * @property {'A'|'B'} evidence
 * @property {string} verified
 * @property {string} [recheck]
 *
 * @typedef {object} Country1
 * @property {string} [$schema]
 * @property {string} country
 * @property {{number: string}} emergency
 * @property {string[]} [alsoEmergency]
 * @property {'A'|'B'|'C'|'D'} emergencyEvidence
 * @property {Evidence1} emergencySource
 * @property {string} emergencyVerified
 * @property {string} [emergencyRecheck]
 * @property {Country['guidance']} guidance
 * @property {Line1[]} lines
 */

/** Statuses of lines that answer. */
const RUNNING = ['active', 'pilot', 'at-risk'];

/** Returns whether a line answers at present, so that it may be shown. @param {LineRecord} line */
export const isRunning = ({status}) => RUNNING.includes(status);

/** Returns the first contact of a type. @param {LineRecord} line @param {Contact['type']} type */
export const contactOf = ({contacts = []}, type) => contacts.find((contact) => contact.type === type);

/**
 * Returns the contact that stands for a line where there is room for one: the first that is called, else the first.
 *
 * @param {LineRecord} line
 * @returns {Contact}
 */
export const mainContact = (line) => contactOf(line, 'call') ?? /** @type {Contact[]} */ (line.contacts)[0];

/** Joins the questions that keep a record from a release. @param {LineRecord['open']} open */
export const doubtsOf = (open) =>
  open
    ?.filter(({kind}) => kind === 'doubt')
    .map(({question}) => question)
    .join(' ') || undefined;

/** Returns the address of a source, or the text in its place. @param {Source} source */
const pageOf = ({url, cite}) => url ?? cite ?? '';

/** Returns the first source that states a fact. @param {Source[]} sources @param {import('./read-helplines.mjs').Claim} claim */
const sourceFor = (sources, claim) => sources.find((source) => source.for?.includes(claim));

/** Removes properties that are undefined. @template {object} T @param {T} record @returns {T} */
export const compact = (record) =>
  /** @type {T} */ (Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)));

/** Returns the text message service of a line. @param {LineRecord} line @returns {Sms1 | undefined} */
export function smsOf(line) {
  const text = contactOf(line, 'text');
  if (!text?.number) return undefined;
  const {number, keyword, keywords, asks, languages} = text;
  return compact({number, keyword, keywords, asks, languages});
}

/**
 * Returns whether a line has a limit that schema 1 cannot say, so that its readers would send people there in vain: a key to press,
 * several places, a place that it does not serve, a condition, a drug or people that it is not for.
 *
 * @param {LineRecord} line
 */
function hasUnknownLimit(line) {
  const {serves, eligibility, substances, audience} = line;
  return (
    !!(contactOf(line, 'call')?.menu ?? serves?.except ?? eligibility ?? substances) ||
    (serves?.only?.length ?? 1) > 1 ||
    (audience?.who ?? 'adults') !== 'adults'
  );
}

/**
 * Returns a line in schema 1.
 *
 * @param {LineRecord} line
 * @param {string} country ISO 3166-1 alpha-2
 * @returns {Line1 | undefined} undefined if it cannot be written in that schema: a line that is not running, has neither a number nor
 *   text messages, is dialed with a star, or has a limit of another kind
 */
function toLine1(line, country) {
  const {id, name, lang, nameEn, purpose, serves, languages, url, operator, official, operatorType, service} = line;
  const {evidence, verification, open, safety} = line;
  const sources = line.sources ?? [];
  if (!isRunning(line) || hasUnknownLimit(line)) return undefined;
  const called = contactOf(line, 'call')?.number;
  const sms = smsOf(line);
  if (!(called || sms) || /[*#]/.test(called ?? '')) return undefined;
  const {hours, cost} = mainContact(line);
  const isShort = !!called && (isShortCode(called) || !dialString(called, country).startsWith('+'));
  const main = sourceFor(sources, called ? 'number' : 'text') ?? sources[0];
  const pages = sources.map(({url: page}) => page).filter((page) => page !== undefined);
  const also = [...new Set(pages)].filter((page) => page !== main.url);
  const operatorSource = sourceFor(sources, 'operator');
  const serviceSource = sourceFor(sources, 'service');
  return compact({
    id,
    name,
    lang,
    nameEn,
    purpose,
    subdivision: serves?.only?.length === 1 ? serves.only[0] : undefined,
    number: isShort ? undefined : called,
    shortCode: isShort ? called : undefined,
    sms,
    chat: contactOf(line, 'chat')?.url,
    hours: hours && compact({always: hours.always, text: hours.text}),
    free: cost?.kind === 'free' ? true : cost?.kind === 'charged' ? false : undefined,
    cost: cost?.text,
    confidential: safety?.confidential,
    languages: /** @type {string[]} */ (languages),
    url,
    operator: /** @type {string} */ (operator),
    official,
    operatorType: /** @type {Line1['operatorType']} */ (operatorType),
    operatorSource: operatorSource ? pageOf(operatorSource) : '',
    service: serviceSource?.url ? service : undefined,
    serviceSource: service && serviceSource?.url,
    source: {url: main.url ?? url ?? '', date: main.date, ...(also.length && {also})},
    evidence: /** @type {Line1['evidence']} */ (evidence),
    verified: verification?.on ?? '',
    recheck: doubtsOf(open),
  });
}

/**
 * Returns a country in schema 1.
 *
 * @param {Country} data
 * @returns {Country1 | undefined} undefined for a country without an emergency number
 */
export function toCountry1({country, emergency, guidance, lines}) {
  const {number, also, evidence, sources, verification, open} = emergency;
  if (!number) return undefined;
  const [{url, date}, ...others] = sources;
  return compact({
    country,
    emergency: {number},
    alsoEmergency: also?.map((other) => other.number),
    emergencyEvidence: evidence,
    emergencySource: {url, date, ...(others.length && {also: others.map((other) => other.url)})},
    emergencyVerified: verification.on,
    emergencyRecheck: doubtsOf(open),
    guidance,
    lines: lines.flatMap((line) => toLine1(line, country) ?? []),
  });
}
