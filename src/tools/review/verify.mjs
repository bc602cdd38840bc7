/**
 * Checks that nobody has changed or forged a review: against git, where there is git, files are only ever added; signatures by
 * `ssh-keygen -Y sign` are those of the reviewer’s key, and a person who has signed once signs always.
 */
import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, dirname, join} from 'node:path';
import {git, isWhole} from '../content/git-history.mjs';
import {areNear, dayOf, identityOf, latestEnd, readReviewFile, readReviews, reviewsFolder} from './signatures.mjs';
import {readCorpus} from './subjects.mjs';

/** @import {Review} from './signatures.mjs' */
/** @import {Corpus} from './subjects.mjs' */

/** Namespace of the signatures, so that one made for another purpose is invalid. */
export const NAMESPACE = 'recovery-widgets-review';

/** Whether a file belongs to a review. @param {string} path */
const isReviewFile = (path) => /\.json(\.sig)?$/.test(path);

/**
 * Returns the files that were changed or deleted after they had been committed.
 *
 * @param {string} content path of src/content
 * @param {number} count of reviews
 * @returns {{problems: string[], note?: string}} `note`: why nothing could be compared
 */
function checkAppendOnly(content, count) {
  const folder = dirname(reviewsFolder(content));
  const note = 'no git history here: cannot tell whether a review was changed later';
  if (!git(folder, 'rev-parse', '--verify', 'HEAD')) return count ? {problems: [note]} : {problems: [], note};
  if (count && !isWhole(folder))
    return {problems: ['this clone is shallow, which hides changed reviews: git fetch --unshallow']};
  const pathspec = `${basename(reviewsFolder(content))}/`;
  const read = (/** @type {string[]} */ ...args) => {
    const options = ['--no-renames', '--relative', '--name-status', '-z', '--diff-filter=MDT'];
    const output = git(folder, ...args, ...options, 'HEAD', '--', pathspec);
    if (output === undefined) throw new Error(`git ${args[0]} fails`);
    const fields = output.match(/[^\0\s][^\0\n]*/gu) ?? [];
    return fields.flatMap((field, index) => (/^[MDT]$/.test(field) ? [{status: field, path: fields[index + 1]}] : []));
  };
  const problems = [...read('log', '-m', '--format='), ...read('diff')]
    .filter(({path}) => isReviewFile(path))
    .map(
      ({status, path}) =>
        `${path}: ${status === 'D' ? 'deleted' : 'changed'} after it had been committed; reviews are only added`,
    );
  return {problems: [...new Set(problems)].sort()};
}

/** Returns a public key without its comment, which often has a name. @param {Partial<Review['reviewer']>} reviewer */
export const keyOf = ({publicKey}) => publicKey?.trim().split(/\s+/u).slice(0, 2).join(' ');

/** Returns the errors in the cryptographic signatures. @param {Review[]} reviews sorted by day @param {string} content path of src/content */
function checkKeys(reviews, content) {
  /** @type {Map<string, {key: string, file: string, name: string}>} key of each reviewer, with the first file that names it */
  const keys = new Map();
  for (const {file, reviewer} of reviews) {
    const key = keyOf(reviewer);
    if (key && !keys.has(identityOf(reviewer))) keys.set(identityOf(reviewer), {key, file, name: reviewer.name});
  }
  const problems = reviews.flatMap(({file, reviewer}) => {
    const key = keyOf(reviewer);
    const known = keys.get(identityOf(reviewer));
    const hasSignature = existsSync(join(reviewsFolder(content), `${file}.sig`));
    const near = [...keys.values()].find((each) => areNear(each.name, reviewer.name));
    if (!known && near && !key)
      return [`${file}: the name is nearly that in ${near.file}, whose reviewer signs with a key`];
    if (!known) return hasSignature ? [`${file}: has a signature, and no “publicKey” to check it with`] : [];
    if (key && key !== known.key)
      return [`${file}: the reviewer signs with the key in ${known.file}, and this file has another`];
    // Ignores the date: a forged review could be dated before the first that was signed.
    if (!hasSignature) return [`${file}: the reviewer signs with the key in ${known.file}, and ${file}.sig is missing`];
    const error = sshError(content, file, known.key);
    return error ? [`${file}: not signed by the key in ${known.file}: ${error}`] : [];
  });
  const files = new Set(reviews.map(({file}) => file));
  const strays = existsSync(reviewsFolder(content))
    ? readdirSync(reviewsFolder(content)).filter((file) => file.endsWith('.sig') && !files.has(file.slice(0, -4)))
    : [];
  return [...problems, ...strays.map((file) => `${file}: a signature of no review`)];
}

/** Verifies the signature of a file with `ssh-keygen`. @param {string} content @param {string} file @param {string} key @returns {string} the fault; empty if valid */
function sshError(content, file, key) {
  const folder = mkdtempSync(join(tmpdir(), 'review-'));
  try {
    const signers = join(folder, 'signers');
    writeFileSync(signers, `reviewer namespaces="${NAMESPACE}" ${key}\n`);
    const signature = join(reviewsFolder(content), `${file}.sig`);
    const args = ['-Y', 'verify', '-f', signers, '-I', 'reviewer', '-n', NAMESPACE, '-s', signature];
    const input = readReviewFile(content, file);
    const {error, status, stderr} = spawnSync('ssh-keygen', args, {input, encoding: 'utf8'});
    if (error) return 'ssh-keygen is needed to check it (Debian: openssh-client)';
    return status === 0 ? '' : stderr.trim().split('\n')[0] || 'Could not verify signature.';
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

/** Returns the errors of reviews that are right in themselves: from the future, copied, of unknown languages, or longer than safety allows. @param {Review[]} reviews @param {Corpus} corpus @param {string} today */
function checkClaims(reviews, {languages, subjects}, today) {
  /** @type {Map<string, string>} */
  const contents = new Map();
  return reviews.flatMap(({file, ...review}) => {
    const content = JSON.stringify(review);
    const copy = contents.get(content);
    contents.set(content, file);
    const {on, language, signatures} = review;
    return [
      ...(on > today ? [`${file}: dated ${on}, which is in the future`] : []),
      ...(copy ? [`${file}: a copy of ${copy}`] : []),
      ...(languages.includes(language) ? [] : [`${file}: no language “${language}” in src/locales`]),
      ...signatures
        .filter(({message, until}) => subjects.get('en')?.get(message)?.safety && until > latestEnd(on, true))
        .map(({message, until}) => `${file}: “${message}” is about safety and cannot count until ${until}`),
    ];
  });
}

/**
 * Checks all reviews.
 *
 * @param {{content: string, locales: string}} paths of src/content and src/locales
 * @param {string} [today]
 * @returns {{count: number, signed: number, problems: string[], notes: string[]}} `signed`: with a key
 */
export function verifyReviews({content, locales}, today = dayOf()) {
  const reviews = readReviews(content);
  const {problems, note} = checkAppendOnly(content, reviews.length);
  return {
    count: reviews.length,
    signed: reviews.filter(({reviewer}) => reviewer.publicKey).length,
    problems: problems.concat(checkClaims(reviews, readCorpus({content, locales}), today), checkKeys(reviews, content)),
    notes: note ? [note] : [],
  };
}
