/** Converts a widget’s questions, or the helplines it lists, to structured data for search engines. */
import {minifyWhitespace} from 'hast-util-minify-whitespace';
import {sanitize} from 'hast-util-sanitize';
import {toString} from 'hast-util-to-string';
import {h} from 'hastscript';
import {readContactPoints} from '../built/built.mjs';
import {renderWidget} from './fallback-html.mjs';
import {stringifyData} from '../built/stringify-data.mjs';
import {stringify} from './markup.mjs';

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

/**
 * Returns the helplines that the banner of a country lists, as https://schema.org/ContactPoint in JSON-LD.
 *
 * @param {Pick<import('./fallback-html.mjs').Widget, 'name' | 'attributes'>} widget
 * @returns {string | undefined} JSON that is safe in a script element; undefined for another widget, and without lines
 */
export const contactPoints = ({name, attributes: {region = ''}}) =>
  name === 'helpline-banner' && region ? readContactPoints(region) : undefined;

/** @param {string} name @param {import('./prerender.mjs').Options} [options] @returns {Promise<string | undefined>} */
export const structuredData = async (name, options) => faqPage(await renderWidget(name, options));
