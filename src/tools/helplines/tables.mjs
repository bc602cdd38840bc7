/** Builds the open data in exchange formats: a table as CSV, and HSDS 3, which 211 services and ministries exchange. */
import {createHash} from 'node:crypto';
import {countryName, languageName} from '../locales/cldr-data.mjs';
import {dataStamp} from './data-stamp.mjs';
import {contactUrl, telUrl} from './dial-strings.mjs';
import {licence, notice} from './json.mjs';
import {compact, doubtsOf, mainContact} from './schema-1.mjs';

/** @import {Contact, Country, Helplines, Hours, LineRecord} from './read-helplines.mjs' */

/** Writes a cell of RFC 4180. @param {unknown} value */
function cell(value) {
  const text = value === undefined ? '' : String(value);
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

/**
 * Returns the columns of a contact of a line.
 *
 * @param {LineRecord} line
 * @param {Contact} contact
 * @param {string} country
 */
function contactRow(line, contact, country) {
  const {operator, operatorType, safety, evidence, verification, interpreter} = line;
  const {type, number, address, url, menu, keyword, keywords, asks, answers, from, languages, hours, cost} = contact;
  return {
    ...lineCells(line, country),
    contact: type,
    number: number ?? address ?? url,
    href: contactUrl(contact, country),
    menu,
    keyword: keyword ?? asks,
    keywords:
      keywords &&
      Object.entries(keywords)
        .map((pair) => pair.join(':'))
        .join(' '),
    answers,
    from,
    languages: (languages ?? line.languages)?.join(' '),
    interpreter,
    hours: hoursText(hours),
    zone: hours?.zone,
    weekly: weeklyText(hours),
    public_holidays: hours?.publicHolidays,
    exceptions: exceptionsText(hours),
    hours_from: hours?.from,
    hours_through: hours?.through,
    cost: cost?.kind,
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

/** Returns the rows of the emergency numbers of a country. @param {Country} data @returns {Partial<Row>[]} */
const emergencyRows = ({country, emergency: {number, also = [], evidence, sources, verification, open}}) =>
  [...(number ? [{number, answeredBy: undefined}] : []), ...also].map((each, index) => ({
    country,
    id: `${country.toLowerCase()} emergency${index ? ` ${index + 1}` : ''}`,
    status: 'active',
    purpose: /** @type {any} */ ('emergency'),
    contact: 'call',
    number: each.number,
    href: telUrl(each.number, country),
    answered_by: each.answeredBy,
    evidence: /** @type {any} */ (evidence),
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
  const {date, hash} = dataStamp(helplines);
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

/** Returns a UUID of version 8 that stays the same for the same name, as the ids of HSDS must. @param {string} name */
function uuidOf(name) {
  const hash = createHash('sha256').update(`recovery-widgets ${name}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/** Statuses of HSDS. @type {Record<LineRecord['status'], string>} */
const HSDS_STATUS = {
  active: 'active',
  pilot: 'active',
  'at-risk': 'active',
  paused: 'temporarily closed',
  retired: 'defunct',
};

/** Types of telephones of HSDS; other contacts are not telephones. @type {Partial<Record<Contact['type'], string>>} */
const HSDS_PHONE = {
  call: 'voice',
  text: 'text',
  textphone: 'textphone',
  relay: 'voice',
  whatsapp: 'cell',
  'video-sign': 'video',
};

/** @param {string} owner @param {readonly string[]} tags @param {'service_id' | 'phone_id'} key */
const hsdsLanguages = (owner, tags, key) =>
  tags.map((tag) => ({
    id: uuidOf(`${owner} language ${tag}`),
    [key]: uuidOf(owner),
    name: languageName(tag),
    code: tag,
  }));

/** Writes the end of a span on its own day: HSDS has no hour 26. @param {string} clock */
const sameDay = (clock) => {
  const [hours, minutes] = clock.split(':');
  return `${String(Number(hours) % 24).padStart(2, '0')}:${minutes}`;
};

/**
 * Returns schedules of HSDS. It has an offset from UTC instead of a time zone, which is wrong for half of the year, so the zone is named in
 * the description.
 *
 * @param {string} owner
 * @param {Hours} [hours]
 */
function hsdsSchedules(owner, hours) {
  if (!hours) return [];
  const common = {service_id: uuidOf(owner)};
  if (hours.always)
    return [
      {
        id: uuidOf(`${owner} always`),
        ...common,
        freq: 'WEEKLY',
        byday: 'MO,TU,WE,TH,FR,SA,SU',
        opens_at: '00:00',
        closes_at: '23:59',
        description: '24 hours a day, 7 days a week',
      },
    ];
  const description = [hours.text, hours.zone && `times in ${hours.zone}`].filter(Boolean).join('; ');
  return (hours.weekly ?? [{days: undefined, opens: undefined, closes: undefined}]).map(
    ({days, opens, closes}, index) =>
      compact({
        id: uuidOf(`${owner} schedule ${index}`),
        ...common,
        valid_from: hours.from,
        valid_to: hours.through,
        freq: days && 'WEEKLY',
        byday: days?.map((day) => day.toUpperCase()).join(),
        opens_at: opens,
        closes_at: closes && sameDay(closes),
        description,
        notes:
          hours.publicHolidays === 'closed'
            ? 'Closed on public holidays.'
            : hours.publicHolidays === 'unknown'
              ? 'Hours on public holidays are not known.'
              : undefined,
      }),
  );
}

/** Joins the audience and the drugs of a line, for which HSDS has one field. @param {LineRecord} line */
function eligibilityText({eligibility, audience, substances}) {
  const parts = [
    eligibility,
    audience?.who && `For ${audience.who.replace('-', ' ')}.`,
    substances?.only && `For ${substances.only.join(', ')} only.`,
    substances?.except && `Not for ${substances.except.join(', ')}.`,
  ].filter(Boolean);
  return parts.join(' ') || undefined;
}

/**
 * Returns a contact as a phone of HSDS; undefined for any other.
 *
 * @param {LineRecord} line
 * @param {Contact} contact
 * @param {number} index of the contact
 */
function hsdsPhone(line, contact, index) {
  const {id, languages = []} = line;
  const {type, number, menu, keyword, hours} = contact;
  if (!number || !HSDS_PHONE[type]) return undefined;
  const owner = `${id} ${index}`;
  const notes = [
    type === 'relay' && 'text relay',
    type === 'whatsapp' && 'WhatsApp',
    keyword && `send the word ${keyword}`,
    menu && `press ${menu}`,
    hours !== mainContact(line).hours && hoursText(hours),
  ].filter(Boolean);
  return compact({
    id: uuidOf(owner),
    service_id: uuidOf(id),
    number,
    type: HSDS_PHONE[type],
    description: notes.join('; ') || undefined,
    languages: hsdsLanguages(owner, contact.languages ?? languages, 'phone_id'),
  });
}

/** Returns the area that a line serves. @param {LineRecord} line @param {string} country */
const hsdsServiceArea = ({id, serves}, country) =>
  compact({
    id: uuidOf(`${id} area`),
    service_id: uuidOf(id),
    name: serves?.only?.join(', ') ?? countryName(country),
    description: serves?.except && `Not in ${serves.except.join(', ')}.`,
    extent: serves?.only ? undefined : country,
    extent_type: serves?.only ? undefined : 'text',
  });

/**
 * Returns a line as a service of HSDS 3.
 *
 * @param {LineRecord} line
 * @param {string} country
 */
function hsdsService(line, country) {
  const {id, name, nameEn, status, statusReason, url, operator, service, purpose, audience, interpreter} = line;
  const {contacts = [], languages = [], verification} = line;
  const main = contacts.length ? mainContact(line) : undefined;
  return compact({
    id: uuidOf(id),
    name,
    alternate_name: nameEn,
    description: `${purpose}${service ? `, ${service}` : ''}; ${countryName(country)}; record ${id} of recovery-widgets`,
    url,
    email: contacts.find(({type}) => type === 'email')?.address,
    status: HSDS_STATUS[status],
    alert: statusReason,
    interpretation_services: interpreter && 'Further languages with an interpreter.',
    fees_description: main?.cost && (main.cost.text ?? main.cost.kind),
    eligibility_description: eligibilityText(line),
    minimum_age: audience?.minimumAge,
    maximum_age: audience?.maximumAge,
    assured_date: verification?.on,
    licenses: licence.license,
    organization: operator ? {id: uuidOf(`operator ${operator}`), name: operator, description: operator} : undefined,
    phones: contacts.flatMap((contact, index) => hsdsPhone(line, contact, index) ?? []),
    schedules: hsdsSchedules(id, main?.hours),
    languages: hsdsLanguages(id, languages, 'service_id'),
    service_areas: [hsdsServiceArea(line, country)],
  });
}

/**
 * Returns all lines as services of the Human Services Data Specification 3, in the form of its list of services.
 *
 * @param {Helplines} helplines
 */
export function helplinesHsds(helplines) {
  const contents = helplines.countries.flatMap(({country, lines}) => lines.map((line) => hsdsService(line, country)));
  return {
    ...licence,
    notice,
    ...dataStamp(helplines),
    profile: 'HSDS 3.0',
    total_items: contents.length,
    contents,
  };
}
