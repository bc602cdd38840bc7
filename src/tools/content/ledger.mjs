/** The coverage ledger: every passage of the article is shown by a widget, or left out for a stated reason. */
import {readArticle, referenceTo} from './article.mjs';
import {readFormerPassages} from './article-history.mjs';
import {ContentError, contentFolder, messageId, readCopies, readLeftOut, readSources} from './read-content.mjs';

/** @import {Passage} from './article.mjs' */
/** @import {Copy, LeftOut, Source} from './read-content.mjs' */

/**
 * @typedef {object} Row a passage and its fate
 * @property {Passage} passage
 * @property {string[]} shownBy ids of the messages that show it
 * @property {LeftOut} [leftOut]
 *
 * @typedef {object} Problem
 * @property {'gone'|'changed'|'moved'|'uncovered'|'both'|'reason'|'overdue'|'unknown-source'|'unused-source'} kind
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

/** Reasons to leave a passage out. `page`: part of the page, not of its content. `later`: its widget does not exist yet. */
const reasons = ['unsafe', 'outdated', 'marketing', 'stigma', 'unclear', 'repeat', 'page', 'later'];

const leftOutFile = 'left-out.json';

/**
 * Maps citations, such as `article:who.2#1b006ce7` or `source:nasem-2019`, to the ids of the messages that contain them.
 *
 * @param {Copy[]} copies
 */
function indexCitations(copies) {
  /** @type {Map<string, string[]>} */
  const citedBy = new Map();
  for (const copy of copies)
    for (const message of copy.messages)
      for (const citation of new Set(message.from))
        citedBy.set(citation, [...(citedBy.get(citation) ?? []), messageId(copy, message)]);
  return citedBy;
}

/**
 * Returns the citations of one kind, by the part after its prefix.
 *
 * @param {Map<string, string[]>} citedBy
 * @param {'article:'|'source:'} prefix
 */
const withPrefix = (citedBy, prefix) =>
  new Map(
    [...citedBy]
      .filter(([citation]) => citation.startsWith(prefix))
      .map(([citation, ids]) => [citation.slice(prefix.length), ids]),
  );

/**
 * Checks references to passages that have changed, moved or gone.
 *
 * @param {Required<Pick<LedgerInput, 'passages'|'leftOut'|'former'>>} input
 * @param {Map<string, string[]>} shown message ids by reference
 * @returns {{problems: Problem[], pending: Set<Passage>}} `pending`: the passages that stale references probably mean, which
 *   need no second report as uncovered
 */
function checkReferences({passages, leftOut, former}, shown) {
  /** @type {Problem[]} */
  const problems = [];
  /** @type {Set<Passage>} */
  const pending = new Set();
  const references = new Set([...shown.keys(), ...Object.keys(leftOut)]);
  const current = new Set(passages.map(referenceTo));
  const knownHashes = new Set([...references].map((reference) => reference.split('#')[1]));

  for (const reference of references) {
    if (current.has(reference)) continue;
    const [id, hash] = reference.split('#');
    const records = [...(shown.get(reference) ?? []), ...(reference in leftOut ? [leftOutFile] : [])];
    const formerText = former.get(hash);
    const identical = passages.filter((passage) => passage.hash === hash);
    // Passages may have identical text: prefer one that no other reference names.
    const unclaimed = identical.find((passage) => !references.has(referenceTo(passage)));
    const inPlace = passages.find((passage) => passage.id === id);
    const changed = inPlace && !knownHashes.has(inPlace.hash);
    const target = unclaimed ?? (changed ? undefined : identical[0]);
    if (target) {
      pending.add(target);
      const message = `now at ${referenceTo(target)}: “${target.text}”`;
      problems.push({kind: 'moved', subject: reference, records, message});
    } else if (changed) {
      pending.add(inPlace);
      const message = [
        `was: ${formerText ? `“${formerText}”` : `unknown (${hash})`}`,
        `is:  “${inPlace.text}”`,
        `Compare the records with it, then refer to ${referenceTo(inPlace)}.`,
      ].join('\n');
      problems.push({kind: 'changed', subject: reference, records, message});
    } else {
      const message = `no longer in the article${formerText ? `: “${formerText}”` : ''}`;
      problems.push({kind: 'gone', subject: reference, records, message});
    }
  }
  return {problems, pending};
}

/**
 * Checks that each passage is either shown or left out.
 *
 * @param {Row[]} rows
 * @param {Set<Passage>} pending see {@link checkReferences}
 * @returns {Problem[]}
 */
const checkCoverage = (rows, pending) =>
  rows.flatMap(({passage, shownBy, leftOut}) => {
    /** @type {Problem[]} */
    const problems = [];
    const subject = referenceTo(passage);
    if (shownBy.length && leftOut) {
      const message = `left out (${leftOut.why}), but also shown: “${passage.text}”`;
      problems.push({kind: 'both', subject, records: shownBy, message});
    }
    if (!shownBy.length && !leftOut && !pending.has(passage))
      problems.push({
        kind: 'uncovered',
        subject,
        records: [],
        message: `neither shown nor left out: “${passage.text}”`,
      });
    return problems;
  });

/**
 * Checks the reasons in left-out.json.
 *
 * @param {Record<string, LeftOut>} leftOut
 * @param {Copy[]} copies
 * @returns {Problem[]}
 */
function checkReasons(leftOut, copies) {
  /** @type {Problem[]} */
  const problems = [];
  const widgets = new Set(copies.map(({widget}) => widget));
  for (const [subject, {why, reason, widget}] of Object.entries(leftOut)) {
    const report = (/** @type {string} */ message, /** @type {Problem['kind']} */ kind = 'reason') =>
      problems.push({kind, subject, records: [leftOutFile], message});
    if (!reasons.includes(why)) report(`“why” is “${why}”; allowed: ${reasons.join(', ')}`);
    if (!reason?.trim()) report('no reason given');
    if (why === 'later' && !widget) report('“later” without the name of a widget');
    if (why !== 'later' && widget) report(`names the widget ${widget}, but “why” is not “later”`);
    if (why === 'later' && widget && widgets.has(widget))
      report(`left for ${widget}, which exists now: show it, or change the reason`, 'overdue');
  }
  return problems;
}

/**
 * Checks that cited sources exist and that existing sources are cited.
 *
 * @param {Record<string, Source>} sources
 * @param {Map<string, string[]>} citedBy message ids by key
 * @returns {Problem[]}
 */
function checkSources(sources, citedBy) {
  /** @type {Problem[]} */
  const problems = [];
  for (const [subject, records] of citedBy)
    if (!Object.hasOwn(sources, subject))
      problems.push({kind: 'unknown-source', subject, records, message: 'not in sources.json'});
  for (const subject of Object.keys(sources))
    if (!citedBy.has(subject))
      problems.push({kind: 'unused-source', subject, records: [], message: 'in sources.json, but never cited'});
  return problems;
}

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
  if (sources) problems.push(...checkSources(sources, withPrefix(citedBy, 'source:')));
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
 * Reads a content folder and builds its ledger.
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
  return needsHistory ? buildLedger({...input, former: readFormerPassages(content)}) : ledger;
}
