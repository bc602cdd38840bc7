/** The coverage ledger: every passage of the article is shown by a widget, or left out for a stated reason. */
import {
  ContentError,
  contentFolder,
  messageId,
  readCopies,
  readLeftOut,
  readSources,
} from '../content/read-content.mjs';
import {readArticle, referenceTo} from '../content/article.mjs';
import {checkAddresses, checkCoverage, checkReasons, checkReferences, checkSources, checkTests} from './checks.mjs';

/** @import {Copy, LeftOut, Message, Source} from '../content/read-content.mjs' */
/** @import {Passage} from '../content/article.mjs' */

/**
 * @typedef {object} Row a passage and its fate
 * @property {Passage} passage
 * @property {string[]} shownBy ids of the messages that show it
 * @property {LeftOut} [leftOut]
 *
 * @typedef {object} Problem
 * @property {'stale'|'uncovered'|'both'|'reason'|'overdue'|'unknown-source'|'unused-source'|'copy-address'|'unknown-test'} kind
 * @property {string} subject    reference to a passage, or key of a source
 * @property {string[]} records  ids of the messages concerned, or left-out.json
 * @property {string} message
 *
 * @typedef {object} LedgerInput
 * @property {Passage[]} passages
 * @property {Copy[]} copies
 * @property {Record<string, LeftOut>} leftOut   by reference
 * @property {Record<string, Source>} [sources]  by key; not checked if missing
 *
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
const openCitations = ({open = []}) =>
  open.flatMap(({positions}) => positions.flatMap(({sources}) => sources.map((key) => `source:${key}`)));

/**
 * Returns all open questions, in the order of the copy.
 *
 * @param {Copy[]} copies
 * @param {Record<string, Source>} sources by key; unknown keys are left out, and reported by the ledger
 * @returns {Question[]}
 */
const openQuestions = (copies, sources) =>
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
 * Maps citations, such as `article:who.2#1b006ce7` or `source:nasem-2019`, to the ids of the messages that contain them, in
 * `from` or in an open question.
 *
 * @param {Copy[]} copies
 */
function indexCitations(copies) {
  /** @type {Map<string, string[]>} */
  const citedBy = new Map();
  for (const copy of copies)
    for (const message of copy.messages)
      for (const citation of new Set([...(message.from ?? []), ...openCitations(message)]))
        citedBy.set(citation, [...(citedBy.get(citation) ?? []), messageId(copy, message)]);
  return citedBy;
}

/**
 * Returns the citations of one kind, by the part after its prefix.
 *
 * @param {Map<string, string[]>} citedBy
 * @param {'article:'|'source:'|'test:'} prefix
 */
const withPrefix = (citedBy, prefix) =>
  new Map(
    [...citedBy]
      .filter(([citation]) => citation.startsWith(prefix))
      .map(([citation, ids]) => [citation.slice(prefix.length), ids]),
  );

/**
 * Compares the copy with the article.
 *
 * @param {LedgerInput} input
 * @returns {{rows: Row[], problems: Problem[]}} a row per passage
 */
export function buildLedger({passages, copies, leftOut, sources}) {
  const citedBy = indexCitations(copies);
  const shown = withPrefix(citedBy, 'article:');
  const problems = checkReferences({passages, leftOut}, shown);
  const rows = passages.map((passage) => {
    const reference = referenceTo(passage);
    const entry = leftOut[reference];
    return {passage, shownBy: shown.get(reference) ?? [], ...(entry && {leftOut: entry})};
  });
  const hashes = new Set([...shown.keys(), ...Object.keys(leftOut)].map((reference) => reference.split('#')[1]));
  problems.push(...checkCoverage(rows, hashes), ...checkReasons(leftOut, copies));
  if (sources) problems.push(...checkSources(sources, withPrefix(citedBy, 'source:')), ...checkAddresses(sources));
  problems.push(...checkTests(withPrefix(citedBy, 'test:')));
  return {rows, problems};
}

/**
 * Counts rows. A passage is covered if it is shown or left out.
 *
 * @param {Row[]} rows
 */
export function totalsOf(rows) {
  const shown = rows.filter(({shownBy}) => shownBy.length).length;
  const covered = rows.filter(({shownBy, leftOut}) => shownBy.length || leftOut).length;
  return {passages: rows.length, shown, covered};
}

/**
 * Reads the passages of the article.
 *
 * @param {string} content path of src/content
 * @throws {ContentError} if the article does not match article.json
 */
export function readPassages(content) {
  try {
    return readArticle(content);
  } catch (error) {
    throw new ContentError([error instanceof Error ? error.message : `${error}`]);
  }
}

/**
 * Reads a content folder and builds its ledger, with the open questions.
 *
 * @param {string} [content] path of src/content
 */
export function readLedger(content = contentFolder) {
  const copies = readCopies(content);
  const sources = readSources(content);
  return {
    ...buildLedger({passages: readPassages(content), copies, leftOut: readLeftOut(content), sources}),
    open: openQuestions(copies, sources),
  };
}
