/** Collects the questions on which sources disagree, for a clinician to decide. */
import {messageId} from '../content/read-content.mjs';

/** @import {Copy, Message, Source} from '../content/read-content.mjs' */

/**
 * @typedef {object} Position an answer, with its sources
 * @property {string} says
 * @property {(Source & {key: string})[]} sources
 *
 * @typedef {object} Question
 * @property {string} id   of the message
 * @property {string} text of the message
 * @property {string} question
 * @property {Position[]} positions
 */

/** Returns the citations in open questions, in the form of `from`. @param {Message} message */
export const openCitations = ({open = []}) =>
  open.flatMap(({positions}) => positions.flatMap(({sources}) => sources.map((key) => `source:${key}`)));

/**
 * Returns all open questions, in the order of the copy.
 *
 * @param {Copy[]} copies
 * @param {Record<string, Source>} sources by key; unknown keys are left out, and reported by the ledger
 * @returns {Question[]}
 */
export const openQuestions = (copies, sources) =>
  copies.flatMap((copy) =>
    copy.messages.flatMap((message) =>
      (message.open ?? []).map(({question, positions}) => ({
        id: messageId(copy, message),
        text: message.text,
        question,
        positions: positions.map(({says, sources: keys}) => ({
          says,
          sources: keys.filter((key) => Object.hasOwn(sources, key)).map((key) => ({key, ...sources[key]})),
        })),
      })),
    ),
  );

/**
 * Formats the questions with the publishers of each position.
 *
 * @param {Question[]} questions
 */
export const formatQuestions = (questions) =>
  [
    `Open questions: ${questions.length || 'none'}`,
    ...questions.flatMap(({id, question, positions}) => [
      `? ${id}: ${question}`,
      ...positions.map(
        ({says, sources}) =>
          `    – ${says} (${sources.map(({publisher, date}) => `${publisher}, ${date}`).join('; ')})`,
      ),
    ]),
  ].join('\n');
