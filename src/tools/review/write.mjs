/** Writes reviews. */
import {createHash} from 'node:crypto';
import {latestEnd} from './signatures.mjs';
import {seenOf} from './subjects.mjs';

/** @import {Kind, Review, Reviewer, Verdict} from './signatures.mjs' */
/** @import {Subject} from './subjects.mjs' */

/**
 * @typedef {object} Decision of a reviewer on a message
 * @property {Subject} subject
 * @property {Verdict} verdict
 * @property {string} [change]
 * @property {string} [comment]
 *
 * @typedef {object} Occasion
 * @property {Reviewer} reviewer
 * @property {Kind} kind
 * @property {string} language
 * @property {string} on YYYY-MM-DD
 * @property {string} [packet]
 */

/**
 * Returns a review file.
 *
 * @param {Occasion} occasion
 * @param {Decision[]} decisions at least one
 * @returns {{file: string, text: string, review: Review}} `file`: its name, which no other review has
 */
export function makeReview({reviewer, kind, language, on, packet}, decisions) {
  const signatures = decisions.map(({subject, verdict, change, comment}) => ({
    message: subject.id,
    text: subject.text,
    seen: seenOf(subject),
    until: latestEnd(on, subject.safety),
    verdict,
    ...(change && {change}),
    ...(comment && {comment}),
  }));
  const data = {reviewer, kind, language, on, ...(packet && {packet}), signatures};
  const text = `${JSON.stringify({$schema: '../schema/review.schema.json', ...data}, null, 2)}\n`;
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 8);
  const file = `${on}-${language}-${kind}-${digest}.json`;
  return {file, text, review: {file, ...data}};
}
