/** Converts a widget’s questions, or the helplines it lists, to structured data for search engines. */
import {minifyWhitespace} from 'hast-util-minify-whitespace';
import {sanitize} from 'hast-util-sanitize';
import {toString} from 'hast-util-to-string';
import {h} from 'hastscript';
import {contactUrl} from '../content/dial-strings.mjs';
import {readHelplines} from '../content/helplines.mjs';
import {minutesOf} from '../content/helpline-hours.mjs';
import {toRuntimeRegion} from '../content/runtime-region.mjs';
import {renderWidget} from './fallback-html.mjs';
import {stringify} from './markup.mjs';

/** @import {Contact, Country, Hours, LineRecord} from '../content/helplines.mjs' */

/**
 * @typedef {import('hast').Element} Element
 * @typedef {import('hast').ElementContent} Content
 * @typedef {import('hast').Root} Root
 */

/**
 * Elements that Google allows in an answer:
 * https://developers.google.com/search/docs/appearance/structured-data/faqpage
 */
const ANSWER_SCHEMA = {
  tagNames: 'h1 h2 h3 h4 h5 h6 br ol ul li a p div b strong i em'.split(' '),
  attributes: {a: ['href']},
  protocols: {href: ['https', 'tel', 'sms']},
};

/** @param {Content[]} nodes @returns {string} */
function answerHtml(nodes) {
  const answer = sanitize(h(null, nodes), ANSWER_SCHEMA);
  minifyWhitespace(answer);
  return stringify(answer);
}

/** Whether an element has the part `question` in the widget. @param {Root['children'][number]} node @returns {node is Element} */
const isQuestion = (node) => !!node.data && 'part' in node.data && [node.data.part].flat().includes('question');

/**
 * Converts a widget’s questions and answers to https://schema.org/FAQPage in JSON-LD, for search engines: the summary is the
 * question, the rest of the `details` element the answer.
 *
 * @param {import('./fallback-html.mjs').Widget} widget
 * @returns {string | undefined} JSON that is safe in a script element; undefined for a widget without questions
 */
export function faqPage({lang, fallback}) {
  const questions = fallback.children.filter(isQuestion);
  if (!questions.length) return undefined;
  const data = {
    '@context': 'https://schema.org',
    '@type': 'FAQPage',
    inLanguage: lang,
    mainEntity: questions.map(({children: [summary, ...answer]}) => ({
      '@type': 'Question',
      name: toString(summary),
      acceptedAnswer: {
        '@type': 'Answer',
        text: answerHtml(answer),
      },
    })),
  };
  return stringifyData(data);
}

/** Writes JSON that is safe in a script element: without `</script>` and `<!--`. @param {unknown} data */
const stringifyData = (data) => `${JSON.stringify(data, null, 2).replaceAll('<', '\\u003c')}\n`;

/** Days of https://schema.org/DayOfWeek. */
const DAYS = {
  mo: 'Monday',
  tu: 'Tuesday',
  we: 'Wednesday',
  th: 'Thursday',
  fr: 'Friday',
  sa: 'Saturday',
  su: 'Sunday',
};

/** Types of helplines for `contactType`, which is free text, in English. */
const CONTACT_TYPES = {
  'substance-use': 'helpline for drug use',
  crisis: 'crisis helpline',
  'overdose-companion': 'overdose prevention line',
  poison: 'poison center',
};

/** Writes opening hours; none where they are not certain enough to be calculated with. @param {Hours} [hours] */
function openingHours(hours) {
  if (hours?.always)
    return [{'@type': 'OpeningHoursSpecification', dayOfWeek: Object.values(DAYS), opens: '00:00', closes: '23:59'}];
  return hours?.weekly?.map(({days, opens, closes}) => ({
    '@type': 'OpeningHoursSpecification',
    dayOfWeek: days.map((day) => DAYS[day]),
    opens,
    // A time before `opens` is of the next day.
    closes: `${String(Math.floor(minutesOf(closes) / 60) % 24).padStart(2, '0')}:${closes.slice(3)}`,
  }));
}

/**
 * Converts a contact that is a telephone number or an address.
 *
 * @param {LineRecord} line
 * @param {Contact} contact
 * @param {string} country
 */
function contactPoint(line, contact, country) {
  const {type, number, address, languages = line.languages, hours, cost} = contact;
  const called = number && contactUrl(contact, country).replace(/^\w+:/, '');
  const options = [
    ...(cost?.kind === 'free' ? ['TollFree'] : []),
    ...(type === 'textphone' || type === 'relay' ? ['HearingImpairedSupported'] : []),
  ];
  const specifications = openingHours(hours);
  return {
    '@type': 'ContactPoint',
    name: line.name,
    contactType: CONTACT_TYPES[line.purpose],
    ...(called && {telephone: called}),
    ...(address && {email: address}),
    areaServed: line.serves?.only ?? country,
    availableLanguage: languages,
    ...(options.length && {contactOption: options}),
    ...(specifications && {hoursAvailable: specifications}),
    ...(line.url && {url: line.url}),
  };
}

/**
 * Converts the helplines that the banner of a country lists to https://schema.org/ContactPoint in JSON-LD, each below the organization
 * that answers. JSON-LD in a file of its own, as with questions, not microdata: in the words of the page, attributes would be most of the
 * markup that filters strip, and none reach into a shadow root. A block of data is not executed, so `script-src` does not apply to it.
 *
 * @param {Pick<import('./fallback-html.mjs').Widget, 'name' | 'attributes'>} widget
 * @returns {string | undefined} JSON that is safe in a script element; undefined for another widget, and without lines
 */
export function contactPoints({name, attributes: {region = ''}}) {
  if (name !== 'helpline-banner' || !region) return undefined;
  const data = helplines().find(({country}) => country === region.slice(0, 2));
  if (!data) return undefined;
  const {lines, companion} = toRuntimeRegion(data);
  const serves = (/** @type {LineRecord} */ {serves: place}) =>
    (!place?.only || place.only.includes(region)) && !place?.except?.includes(region);
  const shown = data.lines.filter(
    (line) =>
      line.contacts &&
      serves(line) &&
      [...lines, companion].some((each) => each?.name === line.name && each.lang === line.lang),
  );
  if (!shown.length) return undefined;
  return stringifyData({
    '@context': 'https://schema.org',
    '@graph': shown.map((line) => ({
      '@type': 'Organization',
      name: line.operator,
      contactPoint: (line.contacts ?? [])
        .filter(({type, number, address}) => (number && type !== 'text' && type !== 'whatsapp') || address)
        .map((contact) => contactPoint(line, contact, data.country)),
    })),
  });
}

/** @type {Country[] | undefined} */
let countries;

/** Returns the records, read once. */
const helplines = () => (countries ??= readHelplines().countries);

/** @param {string} name @param {import('./prerender.mjs').Options} [options] @returns {Promise<string | undefined>} */
export const structuredData = async (name, options) => faqPage(await renderWidget(name, options));
