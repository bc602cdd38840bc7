/** The coverage ledger: every passage of the article is shown by a widget, or left out for a stated reason. */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../project.mjs';
import {contentFolder, messageId, readCopies, readLeftOut, readSources} from '../content/read-content.mjs';
import {readArticle, referenceTo} from '../content/article.mjs';
import {readReviews} from '../review/signatures.mjs';
import {answersTo} from '../review/questions.mjs';

/** @import {Copy, LeftOut, Message, Source} from '../content/read-content.mjs' */
/** @import {Passage} from '../content/article.mjs' */
/** @import {Review} from '../review/signatures.mjs' */

/**
 * @typedef {{passage: Passage, shownBy: string[], leftOut?: LeftOut}} Row a passage and its fate, with the ids of the messages that show it
 *
 * @typedef {object} Problem
 * @property {'stale'|'uncovered'|'both'|'unknown-source'|'unused-source'|'copy-address'|'unknown-test'} kind
 * @property {string} subject    reference to a passage, or key of a source
 * @property {string[]} records  ids of the messages concerned, or left-out.json
 * @property {string} message
 *
 * @typedef {ReturnType<typeof openQuestions>[number]} Question
 */

/**
 * Checks references to passages that have changed, moved or gone.
 *
 * @param {Passage[]} passages
 * @param {Record<string, LeftOut>} leftOut by reference
 * @param {Map<string, string[]>} shown message ids by reference
 * @returns {Problem[]}
 */
function checkReferences(passages, leftOut, shown) {
  const current = new Set(passages.map(referenceTo));
  return [...new Set([...shown.keys(), ...Object.keys(leftOut)])]
    .filter((reference) => !current.has(reference))
    .map((subject) => {
      const [id, hash] = subject.split('#');
      const now = passages.find((passage) => passage.hash === hash) ?? passages.find((passage) => passage.id === id);
      const records = [...(shown.get(subject) ?? []), ...(subject in leftOut ? ['left-out.json'] : [])];
      const message = now
        ? `compare the records with ${referenceTo(now)}, and refer to that: “${now.text}”`
        : 'no longer in the article';
      return {kind: 'stale', subject, records, message};
    });
}

/** Checks that each passage is either shown or left out. @param {Row[]} rows @param {Set<string>} hashes of all references: a stale one has been reported */
const checkCoverage = (rows, hashes) =>
  rows.flatMap(
    /** @returns {Problem[]} */ ({passage, shownBy, leftOut}) => {
      const subject = referenceTo(passage);
      if (shownBy.length && leftOut) {
        const message = `left out (${leftOut.why}), but also shown: “${passage.text}”`;
        return [{kind: 'both', subject, records: shownBy, message}];
      }
      if (shownBy.length || leftOut || hashes.has(passage.hash)) return [];
      return [{kind: 'uncovered', subject, records: [], message: `neither shown nor left out: “${passage.text}”`}];
    },
  );

/** Checks that cited sources exist and that existing sources are cited. @param {Record<string, Source>} sources @param {Map<string, string[]>} citedBy message ids by key @returns {Problem[]} */
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

/** Hosts that serve copies of other publishers’ pages. Subdomains are included. */
const copyHosts =
  `web.archive.org archive.ph basicmedicalkey.com docplayer.net docslib.org drugpolicyfacts.org drugwarfacts.org mapinc.org
  pdfcoffee.com scribd.com studylib.net vdocuments.net webcache.googleusercontent.com`.split(/\s+/u);

/** Hosts that end like those of a library’s proxy, which puts the original host in front of its own. */
const proxyHost =
  /(?:^|[.-])(?:ezproxy|eproxy|proxy|libproxy|idm\.oclc)\.|\.brum\.beds\.ac\.uk$|^(?:web-?archive|webarchive)\./u;

/** Checks that addresses are those of originals, as readers follow them. @param {Record<string, Source>} sources @returns {Problem[]} */
const checkAddresses = (sources) =>
  Object.entries(sources).flatMap(([subject, {url}]) => {
    const {hostname, pathname, search} = new URL(url);
    const isCopy = copyHosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));
    const isProxy =
      proxyHost.test(hostname) || /^\/proxy\b/u.test(pathname) || /[?&](?:url|qurl)=https?/iu.test(search);
    if (!isCopy && !isProxy) return [];
    const message = `${hostname} serves copies: “url” is the address of the original, “read” that of the copy`;
    return [{kind: /** @type {const} */ ('copy-address'), subject, records: [], message}];
  });

/** Checks that the tests that messages about the widgets themselves cite exist. @param {Map<string, string[]>} citedBy message ids by path in test/ @returns {Problem[]} */
const checkTests = (citedBy) =>
  [...citedBy]
    .filter(([subject]) => !existsSync(join(root, 'test', subject)))
    .map(([subject, records]) => ({kind: 'unknown-test', subject, records, message: 'not in test/'}));

/** Returns the citations in open questions, in the form of `from`. @param {Message} message */
const openCitations = ({open = []}) =>
  open.flatMap(({positions}) => positions.flatMap(({sources}) => sources.map((key) => `source:${key}`)));

/**
 * Returns all open questions, in the order of the copy.
 *
 * @param {Copy[]} copies
 * @param {Record<string, Source>} sources by key; unknown keys are left out, and reported by the ledger
 * @param {Review[]} reviews that may answer them
 */
const openQuestions = (copies, sources, reviews) =>
  copies.flatMap((copy) =>
    copy.messages.flatMap((message) =>
      (message.open ?? []).map(({question, positions}) => {
        const asked = {id: messageId(copy, message), text: message.text, question};
        const answers = answersTo({...asked, positions, message}, reviews).map(({line}) => line);
        const withSources = positions.map(({says, sources: keys}) => ({
          says,
          sources: keys.filter((key) => Object.hasOwn(sources, key)).map((key) => ({key, ...sources[key]})),
        }));
        return {...asked, answers, positions: withSources};
      }),
    ),
  );

/** Maps citations, such as `article:who.2#1b006ce7` or `source:nasem-2019`, to the ids of the messages that contain them, in `from` or in an open question. @param {Copy[]} copies */
function indexCitations(copies) {
  /** @type {Map<string, string[]>} */
  const citedBy = new Map();
  for (const copy of copies)
    for (const message of copy.messages)
      for (const citation of new Set([...(message.from ?? []), ...openCitations(message)]))
        citedBy.set(citation, [...(citedBy.get(citation) ?? []), messageId(copy, message)]);
  return citedBy;
}

/** Returns the citations of one kind, by the part after its prefix. @param {Map<string, string[]>} citedBy @param {'article:'|'source:'|'test:'} prefix */
const withPrefix = (citedBy, prefix) =>
  new Map(
    [...citedBy]
      .filter(([citation]) => citation.startsWith(prefix))
      .map(([citation, ids]) => [citation.slice(prefix.length), ids]),
  );

/** Counts rows. A passage is covered if it is shown or left out. @param {Row[]} rows */
export function totalsOf(rows) {
  const shown = rows.filter(({shownBy}) => shownBy.length).length;
  const covered = rows.filter(({shownBy, leftOut}) => shownBy.length || leftOut).length;
  return {passages: rows.length, shown, covered};
}

/** Compares the copy of a content folder with the article: a row per passage, the problems, and the open questions. @param {string} [content] path of src/content */
export function readLedger(content = contentFolder) {
  const [copies, sources, leftOut] = [readCopies(content), readSources(content), readLeftOut(content)];
  const [citedBy, passages] = [indexCitations(copies), readArticle(content)];
  const shown = withPrefix(citedBy, 'article:');
  /** @type {Row[]} */
  const rows = passages.map((passage) => {
    const reference = referenceTo(passage);
    const entry = leftOut[reference];
    return {passage, shownBy: shown.get(reference) ?? [], ...(entry && {leftOut: entry})};
  });
  const hashes = new Set([...shown.keys(), ...Object.keys(leftOut)].map((reference) => reference.split('#')[1]));
  const problems = [
    ...checkReferences(passages, leftOut, shown),
    ...checkCoverage(rows, hashes),
    ...checkSources(sources, withPrefix(citedBy, 'source:')),
    ...checkAddresses(sources),
    ...checkTests(withPrefix(citedBy, 'test:')),
  ];
  return {rows, problems, open: openQuestions(copies, sources, readReviews(content))};
}
