/**
 * The coverage ledger: every passage of the article is shown by some widget, or left out for a reason.
 *
 *     npm run ledger                    the article section by section, and what is wrong; exits with 1 when anything is
 *     npm run ledger -- --passages      the references to write into `from` and left-out.json
 *     npm run ledger -- --json          the rows, for other programs
 *
 * A path as last argument is read in place of src/content.
 */
import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArticle, readArticle, referenceTo} from './article.mjs';
import {
  ContentError,
  contentFolder,
  messageId,
  readCopies,
  readJson,
  readLeftOut,
  readSources,
} from './read-content.mjs';

/** @import {Passage} from './article.mjs' */
/** @import {Copy, LeftOut, Source} from './read-content.mjs' */

/**
 * @typedef {object} Row a passage and what became of it
 * @property {Passage} passage
 * @property {string[]} shownBy ids of the messages that show it
 * @property {LeftOut} [leftOut]
 *
 * @typedef {object} Problem
 * @property {'gone'|'changed'|'moved'|'uncovered'|'both'|'reason'|'overdue'|'unknown-source'|'unused-source'} kind
 * @property {string} subject    reference to a passage, or key of a source
 * @property {string[]} records  ids of the messages concerned, or left-out.json
 * @property {string} message
 */

/** Why a passage may be left out. `page`: belongs to the page, not to what it says. `later`: its widget is not written yet. */
const reasons = ['unsafe', 'outdated', 'marketing', 'stigma', 'unclear', 'repeat', 'page', 'later'];

const leftOutFile = 'left-out.json';

/**
 * Holds the copy against the article.
 *
 * @param {object} options
 * @param {Passage[]} options.passages
 * @param {Copy[]} options.copies
 * @param {Record<string, LeftOut>} options.leftOut   by reference
 * @param {Record<string, Source>} [options.sources]  by key; not looked at when missing
 * @param {Map<string, string>} [options.former]      text by hash of passages in earlier versions of the article
 * @returns {{rows: Row[], problems: Problem[]}}
 */
export function buildLedger({passages, copies, leftOut, sources, former = new Map()}) {
  /** @type {Problem[]} */
  const problems = [];
  const report = (
    /** @type {Problem['kind']} */ kind,
    /** @type {string} */ subject,
    /** @type {string[]} */ records,
    /** @type {string} */ message,
  ) => problems.push({kind, subject, records, message});

  /** @type {Map<string, string[]>} message ids by what they refer to, such as `article:who.2#1b006ce7` or `source:nasem-2019` */
  const citedBy = new Map();
  for (const copy of copies)
    for (const message of copy.messages)
      for (const cited of new Set(message.from))
        citedBy.set(cited, [...(citedBy.get(cited) ?? []), messageId(copy, message)]);
  const shown = new Map(
    [...citedBy]
      .filter(([cited]) => cited.startsWith('article:'))
      .map(([cited, ids]) => [cited.slice('article:'.length), ids]),
  );

  const references = new Set([...shown.keys(), ...Object.keys(leftOut)]);
  const current = new Set(passages.map(referenceTo));
  const known = new Set([...references].map((reference) => reference.split('#')[1]));
  /** Passages that a broken reference means, probably: they are not reported a second time as uncovered. */
  const pending = new Set();

  for (const reference of references) {
    if (current.has(reference)) continue;
    const [id, hash] = reference.split('#');
    const records = [...(shown.get(reference) ?? []), ...(reference in leftOut ? [leftOutFile] : [])];
    const was = former.get(hash);
    const same = passages.filter((passage) => passage.hash === hash);
    // Two passages may have the same words: one that is referred to for its own sake is a second choice.
    const free = same.find((passage) => !references.has(referenceTo(passage)));
    const here = passages.find((passage) => passage.id === id);
    const changed = here && !known.has(here.hash);
    const target = free ?? (changed ? undefined : same[0]);
    if (target) {
      pending.add(target);
      report('moved', reference, records, `now at ${referenceTo(target)}: “${target.text}”`);
    } else if (changed) {
      pending.add(here);
      const words = `was: ${was ? `“${was}”` : `unknown (${hash})`}\nis:  “${here.text}”`;
      report(
        'changed',
        reference,
        records,
        `${words}\nCompare the records with it, then refer to ${referenceTo(here)}.`,
      );
    } else {
      report('gone', reference, records, `no longer in the article${was ? `: “${was}”` : ''}`);
    }
  }

  const rows = passages.map((passage) => {
    const reference = referenceTo(passage);
    const shownBy = shown.get(reference) ?? [];
    const entry = leftOut[reference];
    if (shownBy.length && entry)
      report('both', reference, shownBy, `left out (${entry.why}) and shown at once: “${passage.text}”`);
    if (!shownBy.length && !entry && !pending.has(passage))
      report('uncovered', reference, [], `neither shown nor left out: “${passage.text}”`);
    return {passage, shownBy, ...(entry && {leftOut: entry})};
  });

  const widgets = new Set(copies.map(({widget}) => widget));
  for (const [reference, {why, reason, widget}] of Object.entries(leftOut)) {
    const wrong = (/** @type {string} */ message) => report('reason', reference, [leftOutFile], message);
    if (!reasons.includes(why)) wrong(`“why” is “${why}”; it may be ${reasons.join(', ')}`);
    if (!reason?.trim()) wrong('no reason given');
    if (why === 'later' && !widget) wrong('left for later, but for which widget?');
    if (why !== 'later' && widget) wrong(`names the widget ${widget}, though it is not left for later`);
    if (why === 'later' && widget && widgets.has(widget))
      report('overdue', reference, [leftOutFile], `left for ${widget}, which is written now: show it, or say why not`);
  }

  for (const [cited, ids] of citedBy)
    if (sources && cited.startsWith('source:') && !Object.hasOwn(sources, cited.slice('source:'.length)))
      report('unknown-source', cited.slice('source:'.length), ids, 'not in sources.json');
  for (const key of Object.keys(sources ?? {}))
    if (!citedBy.has(`source:${key}`)) report('unused-source', key, [], 'in sources.json, but nothing refers to it');

  return {rows, problems};
}

/**
 * Counts rows: a passage counts as covered when it is shown or left out.
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
 * The texts of all passages in committed versions of the article, by hash: to say what a changed passage was. Empty where there is
 * no history.
 *
 * @param {string} content path of src/content
 * @returns {Map<string, string>}
 */
function formerPassages(content) {
  /** @type {Map<string, string>} */
  const texts = new Map();
  const folder = join(content, 'source');
  const git = (/** @type {string[]} */ ...options) =>
    execFileSync('git', options, {cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']});
  try {
    const {file} = readJson(join(folder, 'article.json'));
    for (const commit of git('rev-list', 'HEAD', '--', file, 'article.json').split('\n').filter(Boolean))
      try {
        const {headings} = JSON.parse(git('show', `${commit}:./article.json`));
        for (const {hash, text} of parseArticle(git('show', `${commit}:./${file}`), headings)) texts.set(hash, text);
      } catch {
        // A version that could not be read then is no help now.
      }
  } catch {
    // No git, or no commit yet.
  }
  return texts;
}

/** @param {string} content path of src/content @returns {Passage[]} */
function passagesOf(content) {
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
  const parts = {
    passages: passagesOf(content),
    copies: readCopies(content),
    leftOut: readLeftOut(content),
    sources: readSources(content),
  };
  const ledger = buildLedger(parts);
  // History is asked only when there is something to say about it.
  const broken = ledger.problems.some(({kind}) => kind === 'changed' || kind === 'gone');
  return broken ? buildLedger({...parts, former: formerPassages(content)}) : ledger;
}

/** @param {Row[]} rows */
function reportOf(rows) {
  const lines = [];
  for (const {passage, shownBy, leftOut} of rows) {
    if (passage.kind === 'heading') lines.push('', `## ${passage.section}`);
    lines.push(`${passage.id.padEnd(18)}${passage.kind === 'heading' ? `“${passage.text}”` : passage.text}`);
    const fates = [
      ...(shownBy.length ? [`→ ${shownBy.join(', ')}`] : []),
      ...(leftOut ? [`– ${leftOut.why}${leftOut.widget ? ` (${leftOut.widget})` : ''}: ${leftOut.reason}`] : []),
    ];
    for (const fate of fates.length ? fates : ['✗ neither shown nor left out']) lines.push(`${' '.repeat(18)}${fate}`);
  }
  const {passages, shown, leftOut, covered, percent} = totalsOf(rows);
  const counts = Object.entries(leftOut).map(([why, count]) => `${why} ${count}`);
  // Rounded down: 100 % means all.
  lines.push('', `${passages} passages: ${shown} shown, left out: ${counts.join(', ') || 'none'}.`);
  lines.push(`Covered: ${covered} of ${passages}, ${Math.floor(percent)} %.`);
  return lines.join('\n');
}

/** @param {string[]} options @returns {number} exit code */
function main(options) {
  const content = options.find((option) => !option.startsWith('--')) ?? contentFolder;
  if (options.includes('--passages')) {
    for (const passage of passagesOf(content))
      console.log(`${referenceTo(passage)} L${passage.line} ${passage.kind} ${passage.text}`);
    return 0;
  }
  const {rows, problems} = readLedger(content);
  console.log(options.includes('--json') ? JSON.stringify(rows, null, 2) : reportOf(rows));
  if (problems.length) console.error(`\n${problems.length} problems:`);
  for (const {kind, subject, records, message} of problems) {
    console.error(`✗ ${kind}: ${subject}${records.length ? `, in ${records.join(', ')}` : ''}`);
    for (const line of message.split('\n')) console.error(`    ${line}`);
  }
  return problems.length ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
