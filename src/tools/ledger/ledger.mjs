/** The coverage ledger: every passage of the article is shown by a widget, or left out for a stated reason. */
import {
  ContentError,
  contentFolder,
  messageId,
  readCopies,
  readLeftOut,
  readSources,
} from '../content/read-content.mjs';
import {bareRecords} from '../copy/record-checks.mjs';
import {copyRecords} from '../copy/records.mjs';
import {readFormerPassages} from './article-history.mjs';
import {readArticle, referenceTo} from '../content/article.mjs';
import {checkAddresses, checkCoverage, checkReasons, checkReferences, checkSources, checkTests} from './checks.mjs';
import {openCitations, openQuestions} from './open-questions.mjs';

/** @import {Copy, LeftOut, Source} from '../content/read-content.mjs' */
/** @import {Passage} from '../content/article.mjs' */

/**
 * @typedef {object} Row a passage and its fate
 * @property {Passage} passage
 * @property {string[]} shownBy ids of the messages that show it
 * @property {LeftOut} [leftOut]
 *
 * @typedef {object} Problem
 * @property {'gone'|'changed'|'moved'|'uncovered'|'both'|'reason'|'overdue'|'unknown-source'|'unused-source'|'copy-address'|'unknown-test'} kind
 * @property {string} subject    reference to a passage, or key of a source
 * @property {string[]} records  ids of the messages concerned, or left-out.json
 * @property {string} message
 *
 * @typedef {object} LedgerInput
 * @property {Passage[]} passages
 * @property {Copy[]} copies
 * @property {Record<string, LeftOut>} leftOut   by reference
 * @property {Record<string, Source>} [sources]  by key; not checked if missing
 * @property {Map<string, string>} [former]      text by hash of passages in earlier versions of the article
 */

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
export function buildLedger({passages, copies, leftOut, sources, former = new Map()}) {
  const citedBy = indexCitations(copies);
  const shown = withPrefix(citedBy, 'article:');
  const {problems, pending} = checkReferences({passages, leftOut, former}, shown);
  const rows = passages.map((passage) => {
    const reference = referenceTo(passage);
    const entry = leftOut[reference];
    return {passage, shownBy: shown.get(reference) ?? [], ...(entry && {leftOut: entry})};
  });
  problems.push(...checkCoverage(rows, pending), ...checkReasons(leftOut, copies));
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
  /** @type {Record<string, number>} */
  const leftOut = {};
  for (const row of rows) if (row.leftOut) leftOut[row.leftOut.why] = (leftOut[row.leftOut.why] ?? 0) + 1;
  return {passages: rows.length, shown, leftOut, covered, percent: rows.length ? (100 * covered) / rows.length : 100};
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
 * Reads a content folder and builds its ledger, with the open questions, and the texts that need no source only because they are
 * labels or headings that state no fact.
 *
 * @param {string} [content] path of src/content
 */
export function readLedger(content = contentFolder) {
  const input = {
    passages: readPassages(content),
    copies: readCopies(content),
    leftOut: readLeftOut(content),
    sources: readSources(content),
  };
  const ledger = buildLedger(input);
  // Reading the history is slow, and only these problems need it.
  const needsHistory = ledger.problems.some(({kind}) => kind === 'changed' || kind === 'gone');
  return {
    ...(needsHistory ? buildLedger({...input, former: readFormerPassages(content)}) : ledger),
    open: openQuestions(input.copies, input.sources),
    bare: bareRecords(copyRecords(input.copies)).map(({id, text}) => ({id, text})),
  };
}
