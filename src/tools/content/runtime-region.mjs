/** Reduces helpline records to the data that widgets load at run time. All records are in helplines.json. */
import {isAnsweredIn, languageNames} from './cldr.mjs';
import {dialStrings, withTel} from './dial-strings.mjs';

/** @import {Line, Region} from '../../core/region.js' */
/** @import {Country, LineRecord} from './helplines.mjs' */

/**
 * @typedef {LineRecord & {purpose: 'substance-use' | 'crisis', service?: Exclude<LineRecord['service'], 'companion'>}}
 *   RuntimeLineRecord a record that a widget may show
 */

/** Removes properties that are undefined. @template {object} T @param {T} record @returns {T} */
const compact = (record) =>
  /** @type {T} */ (Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)));

/**
 * Returns whether a widget may show a line. Companions during use are in the region by themselves; widgets have no text for
 * poison centers.
 *
 * @param {LineRecord} record
 * @returns {record is RuntimeLineRecord}
 */
const isRuntimeLine = (record) =>
  (record.purpose === 'substance-use' || record.purpose === 'crisis') && record.service !== 'companion';

/**
 * Converts a record to the line that widgets show: with URLs to dial, without evidence. The website is included only where the
 * opening hours are unknown.
 *
 * @param {RuntimeLineRecord} record
 * @param {string} country ISO 3166-1 alpha-2
 * @param {string[]} locales see {@link toRuntimeRegion}
 * @returns {Line}
 */
export function toRuntimeLine(record, country, locales) {
  const {purpose, name, operator, lang, chat, free, cost, confidential, languages, service, subdivision} = record;
  const {tel, sms} = dialStrings(record, country);
  const hours = record.hours?.always ? 'always' : record.hours?.text;
  return compact({
    purpose,
    name,
    operator,
    lang,
    number: record.number ?? record.shortCode,
    tel,
    sms: sms?.languages
      ? {...sms, languages: locales.filter((locale) => isAnsweredIn(locale, sms.languages ?? []))}
      : sms,
    chat,
    hours,
    free,
    cost,
    confidential,
    languages: languageNames(locales, languages),
    service,
    within: subdivision,
    url: hours ? undefined : record.url,
  });
}

/**
 * Returns the first line of a country that stays on the phone while someone uses alone.
 *
 * @param {Country} country
 * @returns {import('../../core/region.js').CallableLine | undefined}
 */
function companionOf({country, lines}) {
  const record = lines.find(({service, number}) => service === 'companion' && number);
  if (!record?.number) return undefined;
  const {name, lang} = record;
  return {name, lang, ...withTel(record.number, country)};
}

/**
 * Converts the records of a country to the region that widgets load: the lines for substance use, the first crisis line and the
 * first companion.
 *
 * @param {Country} data
 * @param {string[]} [locales] BCP 47 tags of the languages of the widgets, English first
 * @returns {Region}
 */
export function toRuntimeRegion(data, locales = ['en']) {
  const {country, emergency, guidance, lines} = data;
  const {breathing, law, wearsOff} = guidance;
  const candidates = lines.filter(isRuntimeLine);
  const firstCrisis = candidates.find(({purpose}) => purpose === 'crisis');
  return compact({
    emergency: withTel(emergency.number, country),
    breathing: breathing === 'default' ? undefined : breathing,
    law,
    wearsOff: wearsOff === 'default' ? undefined : wearsOff,
    companion: companionOf(data),
    lines: candidates
      .filter((line) => line.purpose === 'substance-use' || line === firstCrisis)
      .map((line) => toRuntimeLine(line, country, locales)),
  });
}
