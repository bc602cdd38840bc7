/**
 * Migrates helpline records from schema 1, in which a line had one number, one set of hours and one list of pages, to schema 2.
 * Adds no facts that schema 1 did not have.
 */

/** @import {Claim, Contact, Country, LineRecord, Source} from './read-helplines.mjs' */
/** @import {Country1, Line1} from './schema-1.mjs' */

/**
 * Pattern of an address that wraps another: an archive or a proxy. The original address follows it, in full or encoded; a proxy may
 * leave a second slash in its path.
 */
const WRAPPED = /^https?:\/\/.+?(https?(?::|%3A)(?:\/|%2F){1,2}.+)$/i;

/** Hosts of archives, whose copies may be named beside the original. Any other wrapper is a proxy, which is never named. */
const ARCHIVES = /^https?:\/\/(?:web\.archive\.org|webarchive\.[a-z.]+|archive\.(?:org|ph|today))\//;

/**
 * Returns the original address of a page, and that of the archived copy if it was one.
 *
 * @param {string} address
 * @returns {{url: string, copy?: string}}
 */
export function originalOf(address) {
  const [, wrapped] = WRAPPED.exec(address) ?? [];
  if (!wrapped) return {url: address};
  const decoded = /^https?%3A/i.test(wrapped) ? decodeURIComponent(wrapped) : wrapped;
  const {origin, pathname, search} = new URL(decoded);
  const url = `${origin}${pathname.replace(/^\/{2,}/, '/')}${search}`;
  return ARCHIVES.test(address) ? {url, copy: address} : {url};
}

/** Returns a source with an address, or with the text in its place. @param {string} text @param {string} date */
function sourceOf(text, date) {
  return /^https?:\/\/\S+$/.test(text) ? {...originalOf(text), date} : {cite: text, date};
}

/**
 * Joins sources of the same page.
 *
 * @param {Source[]} sources
 * @returns {Source[]}
 */
function joinSources(sources) {
  /** @type {Map<string, Source>} */
  const byPage = new Map();
  for (const source of sources) {
    const page = source.url ?? source.cite ?? '';
    const known = byPage.get(page);
    if (!known) byPage.set(page, source);
    else {
      const merge = (/** @type {'for' | 'oneOf'} */ key) => [
        ...new Set([...(known[key] ?? []), ...(source[key] ?? [])]),
      ];
      const [stated, among] = [merge('for'), merge('oneOf')];
      byPage.set(page, {
        ...known,
        ...(stated.length && {for: stated}),
        ...(among.length && {oneOf: among}),
      });
    }
  }
  return [...byPage.values()];
}

/** Returns the ways to reach a line. @param {Line1} line @returns {Contact[]} */
function contactsOf({number, shortCode, sms, chat, hours, free, cost, languages}) {
  /** @type {Contact['cost']} */
  const price =
    free === undefined && !cost
      ? undefined
      : {kind: free ? 'free' : free === false ? 'charged' : 'varies', ...(cost && {text: cost})};
  const facts = {...(hours && {hours}), ...(price && {cost: price})};
  const called = number ?? shortCode;
  /** @type {Contact[]} */
  const contacts = called ? [{type: 'call', number: called, ...facts}] : [];
  if (sms) {
    const {languages: own, ...message} = sms;
    const isFewer = own && own.join() !== languages.join();
    contacts.push({type: 'text', ...message, ...(isFewer && {languages: own}), ...(!called && facts)});
  }
  if (chat) contacts.push({type: 'chat', url: chat});
  return contacts;
}

/** Lists the facts of a line that schema 1 gave no page of their own. @param {Line1} line @returns {Claim[]} */
function otherFacts({number, shortCode, sms, chat, hours, free, cost, confidential, subdivision}) {
  const called = number ?? shortCode;
  return /** @type {Claim[]} */ ([
    ...(called && sms ? ['text'] : []),
    ...((sms?.keyword ?? sms?.keywords ?? sms?.asks) ? ['keyword'] : []),
    ...(chat ? ['chat'] : []),
    ...(hours ? ['hours'] : []),
    ...(free !== undefined || cost ? ['cost'] : []),
    ...(confidential ? ['confidential'] : []),
    ...(subdivision ? ['places'] : []),
    'languages',
  ]);
}

/** @param {Line1} line @returns {LineRecord} */
function migrateLine(line) {
  const {id, name, lang, nameEn, purpose, service, serviceSource, subdivision, languages, url} = line;
  const {operator, operatorType, operatorSource, official, source, evidence, verified, recheck, confidential} = line;
  const main = (line.number ?? line.shortCode) ? 'number' : 'text';
  const facts = otherFacts(line);
  const pages = [source.url, ...(source.also ?? [])];
  const stated = pages.length > 1 ? {oneOf: facts} : {for: facts};
  return {
    id,
    status: 'active',
    name,
    lang,
    ...(nameEn && {nameEn}),
    purpose,
    ...(service && {service}),
    ...(subdivision && {serves: {only: [subdivision]}}),
    contacts: contactsOf(line),
    languages,
    ...(url && {url}),
    operator,
    operatorType,
    ...(official && {official}),
    ...(confidential && {safety: {confidential}}),
    evidence,
    sources: joinSources([
      {...originalOf(source.url), date: source.date, for: [main]},
      ...pages.map((page, index) => ({...originalOf(page), date: index ? 'undated' : source.date, ...stated})),
      {...sourceOf(operatorSource, 'undated'), for: ['operator']},
      ...(serviceSource
        ? [{...sourceOf(serviceSource, 'undated'), for: /** @type {['service']} */ (['service'])}]
        : []),
    ]),
    verification: {by: 'editor', method: 'stored-copy', on: verified},
    ...(recheck && {open: [{kind: 'doubt', question: recheck}]}),
  };
}

/**
 * Migrates a country.
 *
 * @param {Country1} data valid by schema/helplines-1.schema.json
 * @returns {Country}
 */
export function migrateCountry(data) {
  const {$schema, country, emergency, alsoEmergency, emergencyEvidence, emergencySource, guidance, lines} = data;
  const {emergencyVerified, emergencyRecheck} = data;
  return {
    ...($schema && {$schema}),
    schema: 2,
    country,
    emergency: {
      number: emergency.number,
      ...(alsoEmergency && {also: alsoEmergency.map((number) => ({number}))}),
      evidence: emergencyEvidence,
      sources: [
        {...originalOf(emergencySource.url), date: emergencySource.date},
        ...(emergencySource.also ?? []).map((page) => ({...originalOf(page), date: 'undated'})),
      ],
      verification: {by: 'editor', method: 'stored-copy', on: emergencyVerified},
      ...(emergencyRecheck && {open: [{kind: 'doubt', question: emergencyRecheck}]}),
    },
    guidance,
    lines: lines.map(migrateLine),
  };
}
