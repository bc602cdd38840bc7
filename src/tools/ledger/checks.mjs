/** Detects where the copy, the article, left-out.json and sources.json contradict each other. */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../project.mjs';
import {referenceTo} from '../content/article.mjs';

/** @import {Copy, LeftOut, Source} from '../content/read-content.mjs' */
/** @import {LedgerInput, Problem, Row} from './ledger.mjs' */

/** Reasons to leave a passage out. `page`: part of the page, not of its content. `later`: its widget does not exist yet. */
const reasons = ['unsafe', 'outdated', 'marketing', 'stigma', 'unclear', 'repeat', 'page', 'later'];

const leftOutFile = 'left-out.json';

/**
 * Checks references to passages that have changed, moved or gone.
 *
 * @param {Pick<LedgerInput, 'passages'|'leftOut'>} input
 * @param {Map<string, string[]>} shown message ids by reference
 * @returns {Problem[]}
 */
export function checkReferences({passages, leftOut}, shown) {
  const current = new Set(passages.map(referenceTo));
  return [...new Set([...shown.keys(), ...Object.keys(leftOut)])]
    .filter((reference) => !current.has(reference))
    .map((subject) => {
      const [id, hash] = subject.split('#');
      const now = passages.find((passage) => passage.hash === hash) ?? passages.find((passage) => passage.id === id);
      const records = [...(shown.get(subject) ?? []), ...(subject in leftOut ? [leftOutFile] : [])];
      const message = now
        ? `compare the records with ${referenceTo(now)}, and refer to that: “${now.text}”`
        : 'no longer in the article';
      return {kind: 'stale', subject, records, message};
    });
}

/**
 * Checks that each passage is either shown or left out.
 *
 * @param {Row[]} rows
 * @param {Set<string>} hashes of all references: a stale one has been reported
 * @returns {Problem[]}
 */
export const checkCoverage = (rows, hashes) =>
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

/**
 * Checks the reasons in left-out.json.
 *
 * @param {Record<string, LeftOut>} leftOut
 * @param {Copy[]} copies
 * @returns {Problem[]}
 */
export function checkReasons(leftOut, copies) {
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
export function checkSources(sources, citedBy) {
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
const copyHosts = [
  'web.archive.org',
  'archive.ph',
  'basicmedicalkey.com',
  'docplayer.net',
  'docslib.org',
  'drugpolicyfacts.org',
  'drugwarfacts.org',
  'mapinc.org',
  'pdfcoffee.com',
  'scribd.com',
  'studylib.net',
  'vdocuments.net',
  'webcache.googleusercontent.com',
];

/** Hosts that end like those of a library’s proxy, which puts the original host in front of its own. */
const proxyHost =
  /(?:^|[.-])(?:ezproxy|eproxy|proxy|libproxy|idm\.oclc)\.|\.brum\.beds\.ac\.uk$|^(?:web-?archive|webarchive)\./u;

/**
 * Checks that addresses are those of originals, as readers follow them.
 *
 * @param {Record<string, Source>} sources
 * @returns {Problem[]}
 */
export const checkAddresses = (sources) =>
  Object.entries(sources).flatMap(([subject, {url}]) => {
    const {hostname, pathname, search} = new URL(url);
    const isCopy = copyHosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));
    const isProxy =
      proxyHost.test(hostname) || /^\/proxy\b/u.test(pathname) || /[?&](?:url|qurl)=https?/iu.test(search);
    if (!isCopy && !isProxy) return [];
    const message = `${hostname} serves copies: “url” is the address of the original, “read” that of the copy`;
    return [{kind: /** @type {const} */ ('copy-address'), subject, records: [], message}];
  });

/**
 * Checks that the tests that messages about the widgets themselves cite exist.
 *
 * @param {Map<string, string[]>} citedBy message ids by path in test/
 * @returns {Problem[]}
 */
export const checkTests = (citedBy) =>
  [...citedBy]
    .filter(([subject]) => !existsSync(join(root, 'test', subject)))
    .map(([subject, records]) => ({kind: 'unknown-test', subject, records, message: 'not in test/'}));
