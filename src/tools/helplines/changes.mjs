/**
 * Builds `helplines-changes.json`: each change of a field of a record, from the history of src/content/helplines in git.
 *
 * Its earlier part is committed as src/content/helplines-changes.json, so that a shallow clone, or a tarball without git, still has it; the
 * later part is read from git at build. A release writes it with `npm run helplines -- changes`.
 */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {commitsOf, git, isWhole, readObjects} from '../content/git-history.mjs';
import {contentFolder, readJson} from '../content/read-content.mjs';
import {licence} from './json.mjs';

/** @import {Country, Source} from './read-helplines.mjs' */

/** Name of the committed part, in src/content, and of the file in the package. */
export const CHANGES_FILE = 'helplines-changes.json';

/**
 * @typedef {object} Change
 * @property {string} date   day of the commit, YYYY-MM-DD
 * @property {string} id     of the line, or `<cc> emergency`
 * @property {string} field  such as `contacts`; `record` for one that came or went
 * @property {unknown} old   null if there was none
 * @property {unknown} new   null if there is none
 * @property {string | null} source page that states the new value
 *
 * @typedef {Record<string, any>} Records by id
 *
 * @typedef {object} Committed the committed part
 * @property {string} through hash of the tree of the records up to which it is complete; empty: of none
 * @property {string[]} ids every id that was ever published
 * @property {Change[]} changes oldest first
 */

/** Fields that readers never see. */
const IGNORED = ['id', 'sources', 'verification', 'open'];

/** Claims that a field rests on, where it is named otherwise. @type {Record<string, string[]>} */
const CLAIMS = {
  contacts: ['number', 'text', 'keyword', 'chat', 'hours', 'cost'],
  serves: ['places'],
  safety: ['confidential', 'anonymous', 'activeRescue', 'asksAddress'],
};

/** Returns the records of countries by id. @param {Country[]} countries @returns {Records} */
const recordsOf = (countries) =>
  Object.fromEntries(
    countries.flatMap(({country, emergency, lines}) => [
      [`${country.toLowerCase()} emergency`, emergency],
      ...lines.map((line) => [line.id, line]),
    ]),
  );

/** Returns the page that states a field. @param {{sources?: Source[]}} [record] @param {string} [field] */
function sourceOf(record, field = '') {
  const claims = CLAIMS[field] ?? [field];
  const sources = record?.sources ?? [];
  const stating = sources.find((source) => source.for?.some((claim) => claims.includes(claim)));
  return (stating ?? sources[0])?.url ?? null;
}

/** Whether two values of JSON are the same. @param {unknown} a @param {unknown} b */
const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Returns the changes between two states of the records.
 *
 * @param {Records} before
 * @param {Records} after
 * @param {string} date YYYY-MM-DD
 * @returns {Change[]} by id and field
 */
export function changesBetween(before, after, date) {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return ids.flatMap((id) => {
    const [old, current] = [before[id], after[id]];
    if (!old || !current) {
      const name = (old ?? current).name ?? (old ?? current).number ?? null;
      return [
        {date, id, field: 'record', old: old ? name : null, new: current ? name : null, source: sourceOf(current)},
      ];
    }
    const fields = [...new Set([...Object.keys(old), ...Object.keys(current)])].filter(
      (field) => !IGNORED.includes(field),
    );
    return fields
      .filter((field) => !isSame(old[field], current[field]))
      .sort()
      .map((field) => ({
        date,
        id,
        field,
        old: old[field] ?? null,
        new: current[field] ?? null,
        source: sourceOf(current, field),
      }));
  });
}

/**
 * Reads the records at a commit.
 *
 * @param {string} root
 * @param {string} commit
 * @param {string} folder
 * @returns {Records | undefined} undefined before schema 2, in which no field can be compared
 */
function recordsAt(root, commit, folder) {
  const names = git(root, 'ls-tree', '--name-only', `${commit}:${folder}`)?.split('\n') ?? [];
  const files = names.filter((name) => /^[a-z]{2}\.json$/.test(name));
  const texts = readObjects(
    root,
    files.map((name) => `${commit}:${folder}/${name}`),
  );
  const countries = texts.map((text) => JSON.parse(text ?? ''));
  if (countries.some(({schema}) => schema !== 2)) return undefined;
  return files.length ? recordsOf(countries) : undefined;
}

/** @type {Committed} */
const NONE = {through: '', ids: [], changes: []};

/** Reads the committed part. @param {string} [content] @returns {Committed} */
function committedChanges(content = contentFolder) {
  const file = join(content, CHANGES_FILE);
  return existsSync(file) ? readJson(file) : NONE;
}

/**
 * Returns all changes: the committed part, and later ones from git.
 *
 * @param {string} root folder of the repository
 * @param {object} [options]
 * @param {string} [options.content] path of src/content
 * @param {string} [options.folder] of the records, below the root
 * @returns {{complete: boolean, reason?: string, through: string, ids: string[], changes: Change[]}} `complete`: whether nothing is
 *   missing between the committed part and the present; else `reason` says why, and only the committed part is returned
 */
export function helplineChanges(root, {content = contentFolder, folder = 'src/content/helplines'} = {}) {
  const committed = committedChanges(content);
  const incomplete = (/** @type {string} */ reason) => ({complete: false, reason, ...committed});
  const commits = commitsOf(root, folder);
  if (!commits) return incomplete('There is no git history here, so changes since the last release are not listed.');
  /** States since schema 2 or the committed part, oldest first. @type {{date: string, tree: string, records: Records}[]} */
  const states = [];
  let isComplete = isWhole(root);
  let earlier = NONE;
  for (const {commit, date} of commits) {
    const tree = git(root, 'rev-parse', `${commit}:${folder}`) ?? '';
    const records = recordsAt(root, commit, folder);
    isComplete ||= !records;
    if (!records) break;
    states.unshift({date, tree, records});
    if (tree !== committed.through) continue;
    earlier = committed;
    isComplete = true;
    break;
  }
  if (!isComplete) return incomplete('This clone is shallow, so changes since the last release are not listed.');
  const changes = states
    .slice(1)
    .flatMap(({records, date}, index) => changesBetween(states[index].records, records, date));
  const ids = states.flatMap(({records}) => Object.keys(records)).filter((id) => !id.includes(' '));
  return {
    complete: true,
    through: states.at(-1)?.tree ?? '',
    ids: [...new Set([...earlier.ids, ...ids])].sort(),
    changes: [...earlier.changes, ...changes],
  };
}

/**
 * Returns the file of the package.
 *
 * @param {ReturnType<typeof helplineChanges>} history
 */
export const changesFile = ({through: _, ids: __, ...history}) => ({...licence, ...history});
