/** Builds the open data as a table. */
import {doubtsOf} from './contacts.mjs';
import {hashOfAll} from './data-hash.mjs';
import {contactUrl, telUrl} from './dial-strings.mjs';
import {licence} from './json.mjs';

/** @import {Contact, Country, Helplines, Hours, LineRecord} from './read-helplines.mjs' */

/** Beginnings that spreadsheets take for a formula; `+` with digits alone is a phone number. */
const FORMULA = /^(?!\+\d+$)[=+\-@\t\r]/;

/** Writes a cell of RFC 4180, never a formula: an apostrophe in front makes spreadsheets show text as it is. @param {unknown} value */
function cell(value) {
  const plain = value === undefined ? '' : String(value);
  const text = FORMULA.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Returns the opening hours as text and spans. @param {Hours} [hours] */
const hoursText = (hours) => (hours?.always ? '24/7' : hours?.text);

/** Writes weekly hours as in OpenStreetMap: `mo-su` stays a list, `mo,tu 09:00-17:00`. @param {Hours} [hours] */
const weeklyText = (hours) =>
  hours?.weekly?.map(({days, opens, closes}) => `${days.join(',')} ${opens}-${closes}`).join('; ');

/** Writes the hours of single days likewise: `12-25 closed; 2026-12-24 09:00-12:00`. @param {Hours} [hours] */
const exceptionsText = (hours) =>
  hours?.exceptions
    ?.map(({date, spans}) => `${date} ${spans?.map(({opens, closes}) => `${opens}-${closes}`).join(',') ?? 'closed'}`)
    .join('; ');

/**
 * Returns the columns that a line has in each of its rows, and in the only one of a retired line: which it is, and whom it is for.
 *
 * @param {LineRecord} line
 * @param {string} country
 */
function lineCells(line, country) {
  const {id, status, statusReason, statusSince, replacedBy, formerNumbers, name, nameEn, lang, purpose, service} = line;
  const {serves, audience, eligibility, substances, pairedWith} = line;
  return {
    country,
    only: serves?.only?.join(' '),
    except: serves?.except?.join(' '),
    id,
    status,
    status_reason: statusReason,
    status_since: statusSince,
    replaced_by: replacedBy,
    former_numbers: formerNumbers?.join('; '),
    purpose,
    name,
    name_en: nameEn,
    lang,
    audience: audience?.who,
    minimum_age: audience?.minimumAge,
    maximum_age: audience?.maximumAge,
    eligibility,
    only_for_drugs: substances?.only?.join(' '),
    not_for_drugs: substances?.except?.join(' '),
    paired_with: pairedWith?.join(' '),
    service,
  };
}

/** Writes texts by language: `es:AYUDA fr:AIDE`. @param {Record<string, string>} [texts] */
const byLanguage = (texts) =>
  texts &&
  Object.entries(texts)
    .map((pair) => pair.join(':'))
    .join(' ');

/** Returns the columns of a contact of a line. @param {LineRecord} line @param {Contact} contact @param {string} country */
function contactRow(line, contact, country) {
  const {operator, operatorType, safety, evidence, verification, interpreter} = line;
  const {type, number, address, url, menu, menus, keyword, keywords, asks, answers, from, languages, hours, cost} =
    contact;
  return {
    ...lineCells(line, country),
    contact: type,
    number: number ?? address ?? url,
    href: contactUrl(contact, country),
    menu,
    menus: byLanguage(menus),
    keyword: keyword ?? asks,
    keywords: byLanguage(keywords),
    answers,
    from,
    languages: (languages ?? line.languages)?.join(' '),
    interpreter: typeof interpreter === 'object' ? `${interpreter.name} ${interpreter.number}` : interpreter,
    hours: hoursText(hours),
    zone: hours?.zone,
    weekly: weeklyText(hours),
    public_holidays: hours?.publicHolidays,
    exceptions: exceptionsText(hours),
    hours_from: hours?.from,
    hours_through: hours?.through,
    cost: cost?.kind,
    cost_amount: cost?.amount && `${cost.amount.value} ${cost.amount.currency} per ${cost.amount.per}`,
    cost_text: cost?.text,
    website: line.url,
    operator,
    operator_type: operatorType,
    answered_by: /** @type {string | undefined} */ (undefined),
    confidential: safety?.confidential,
    anonymous: safety?.anonymous,
    law_enforcement: safety?.lawEnforcement,
    may_send_help: safety?.activeRescue,
    asks_address: safety?.asksAddress,
    evidence,
    doubt: doubtsOf(line.open),
    checked: verification?.on,
    checked_by: verification?.method,
    check_due: verification?.due,
    source: line.sources?.find(({url: page}) => page)?.url,
  };
}

/** @typedef {ReturnType<typeof contactRow>} Row */

/** Returns the rows of the emergency numbers of a country; one without a grade of its own is of lists. @param {Country} data @returns {Partial<Row>[]} */
const emergencyRows = ({country, emergency: {number, also = [], evidence, sources, verification, open}}) =>
  [
    ...(number ? [{number, evidence, answeredBy: undefined}] : []),
    ...also.map((other) => ({evidence: 'C', ...other})),
  ].map((each, index) => ({
    country,
    id: `${country.toLowerCase()} emergency${index ? ` ${index + 1}` : ''}`,
    status: 'active',
    purpose: /** @type {any} */ ('emergency'),
    contact: 'call',
    number: each.number,
    href: telUrl(each.number, country),
    answered_by: each.answeredBy,
    evidence: /** @type {any} */ (each.evidence),
    doubt: doubtsOf(open),
    checked: verification.on,
    checked_by: verification.method,
    check_due: verification.due,
    source: sources[0].url,
  }));

/**
 * Returns a table with a row for each contact and each emergency number, as CSV with CRLF (RFC 4180).
 *
 * @param {Helplines} helplines
 */
export function helplinesCsv(helplines) {
  const {date, hash} = hashOfAll(helplines);
  const end = {license: licence.license, attribution: licence.attribution, data_date: date, data_hash: hash};
  const rows = helplines.countries.flatMap((data) => [
    ...emergencyRows(data),
    ...data.lines.flatMap((line) =>
      line.contacts
        ? line.contacts.map((contact) => contactRow(line, contact, data.country))
        : [lineCells(line, data.country)],
    ),
  ]);
  const [sample] = helplines.countries.flatMap(({country, lines}) =>
    lines.flatMap((line) => line.contacts?.map((contact) => contactRow(line, contact, country)) ?? []),
  );
  const columns = [...Object.keys(sample), ...Object.keys(end)];
  const lines = rows.map((row) => {
    /** @type {Record<string, unknown>} */
    const cells = {...row, ...end};
    return columns.map((column) => cell(cells[column])).join();
  });
  return `${[columns.join(), ...lines].join('\r\n')}\r\n`;
}
