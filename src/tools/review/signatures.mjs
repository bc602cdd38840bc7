/** Reads and writes src/content/reviews: the reviewer and verdict for each text. */
import {createHash} from 'node:crypto';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {ContentError, contentFolder, readJson} from '../content/read-content.mjs';
import {validator} from '../content/schema-validator.mjs';
import {hash, seenOf} from './subjects.mjs';

/** @import * as Records from '../../generated/records/review.js' */

/**
 * Types of the reviews, from their schema.
 *
 * @typedef {Records.Review & {file: string}} Review `file`: its name
 * @typedef {Review['kind']} Kind
 * @typedef {Review['reviewer']} Reviewer
 * @typedef {Records.Signature} Signature verdict on a message
 * @typedef {Signature['verdict']} Verdict
 * @typedef {NonNullable<Records.Review['answers']>[number]} Answer to an open question
 * @typedef {Omit<Records.Review, 'signatures'>} Occasion
 * @typedef {Pick<Signature, 'verdict' | 'change' | 'comment'> & {subject: import('./subjects.mjs').Subject}} Decision of a reviewer on a
 *   message
 */

/** All kinds of review. */
export const KINDS = /** @type {const} */ (['clinical', 'language', 'plain-language', 'lived-experience']);

/** Longest time, in months, for which a signature counts. */
const MONTHS = {safety: 12, other: 24};

/** Returns the path of the reviews. @param {string} content path of src/content */
export const reviewsFolder = (content) => join(content, 'reviews');

/** Returns the day of a moment, as YYYY-MM-DD. @param {Date} [date] */
export const dayOf = (date = new Date()) => date.toISOString().slice(0, 10);

/** Returns the last day of the signatures that are to be given again soon: in 60 days. @param {string} today YYYY-MM-DD */
export const lastDueDay = (today) => dayOf(new Date(Date.parse(today) + 60 * 86_400_000));

/** Returns the last day on which a signature may count. The last day of a month stays one: from 29 February to 28 February. @param {string} on day of the review @param {boolean} isSafety */
export function latestEnd(on, isSafety) {
  const [year, month, day] = on.split('-').map(Number);
  const target = month - 1 + (isSafety ? MONTHS.safety : MONTHS.other);
  const lastDay = new Date(Date.UTC(year, target + 1, 0)).getUTCDate();
  return dayOf(new Date(Date.UTC(year, target, Math.min(day, lastDay))));
}

/** Titles and degrees, which people write on one day and not on the next. */
const TITLES =
  /(?<=^|\s)(dr|prof|professor|mr|mrs|ms|mx|md|phd|rn|np|dnp|fnp|mph|msc|mbbs|mbchb|frcp|pharmd|facp|facep|fasam)(?=\s|$)/gu;

/** Returns the identity of a reviewer: name and organisation, without regard to case, spacing, points and titles. @param {Reviewer} reviewer */
export const identityOf = ({name, organisation}) => {
  const plain = (/** @type {string} */ text) =>
    text
      .normalize('NFC')
      .toLowerCase()
      .replace(/[\s.,]+/gu, ' ');
  return [plain(name).replace(TITLES, ''), plain(organisation)]
    .map((text) => text.replace(/ +/gu, ' ').trim())
    .join(' / ');
};

/** Returns the words of a name, without accents and titles. @param {string} name @returns {string[]} */
export const partsOfName = (name) =>
  identityOf({name: name.normalize('NFD').replace(/\p{M}/gu, ''), role: '', organisation: ''}).match(
    /[\p{L}\p{N}]+/gu,
  ) ?? [];

/** Whether names may be of one person: in any order, with initials, without accents, with other vowels; never a hash from a private list. @param {string} a @param {string} b */
export function areNear(a, b) {
  const [few, many] = [a, b].map(partsOfName).sort((one, other) => one.length - other.length);
  const sound = (/** @type {string} */ word) => word[0] + word.slice(1).replace(/[aeiouyh]|(.)(?=\1)/gu, '');
  const isClose = (/** @type {string} */ one, /** @type {string} */ other) =>
    one.startsWith(other) || other.startsWith(one) || sound(one) === sound(other);
  const isHash = [a, b].some((name) => /^[0-9a-f]{16}$/u.test(name));
  return !isHash && few.length > 0 && few.every((word) => many.some((other) => isClose(word, other)));
}

/** Returns the errors in a review that a JSON schema cannot express. @param {Omit<Review, 'file'>} review @returns {string[]} */
function checkReview({on, language, signatures}) {
  const ids = signatures.map(({message}) => message);
  return signatures.flatMap(({message, text, english, seen, until}, index) => [
    ...(ids.indexOf(message) < index ? [`“${message}” is signed twice`] : []),
    ...Object.entries({text, ...(english && {english})})
      .filter(([part, words]) => hash(words) !== seen[/** @type {'text'|'english'} */ (part)])
      .map(([part]) => `“${message}”: “${part}” is not the one that was seen`),
    ...(until < on ? [`“${message}” ends ${until}, before the review`] : []),
    ...(until > latestEnd(on, false) ? [`“${message}” counts until ${until}, longer than ${MONTHS.other} months`] : []),
    ...((language === 'en') === (seen.english === undefined)
      ? []
      : [`“${message}”: a translation is signed with the English beside it, and English without`]),
  ]);
}

/** Reads all reviews. @param {string} [content] path of src/content @returns {Review[]} sorted by day, then by file name @throws {ContentError} if a file violates the schema or contradicts itself */
export function readReviews(content = contentFolder) {
  const folder = reviewsFolder(content);
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  if (!files.length) return [];
  const validateSchema = validator(readJson(join(contentFolder, 'schema/review.schema.json')));
  /** @type {string[]} */
  const errors = [];
  const reviews = files.map((file) => {
    const data = readJson(join(folder, file));
    const found = validateSchema(data);
    errors.push(...(found.length ? found : checkReview(data)).map((error) => `reviews/${file}: ${error}`));
    return {...data, file};
  });
  if (errors.length) throw new ContentError(errors);
  return reviews.sort((a, b) => (a.on === b.on ? (a.file < b.file ? -1 : 1) : a.on < b.on ? -1 : 1));
}

/** Reads a file of reviews as it is signed. @param {string} content @param {string} file */
export const readReviewFile = (content, file) => readFileSync(join(reviewsFolder(content), file));

/** Returns a review file. @param {Occasion} occasion @param {Decision[]} decisions at least one @returns {{file: string, text: string, review: Review}} `file`: its name, which no other review has */
export function makeReview({reviewer, kind, language, on, ...more}, decisions) {
  const signatures = decisions.map(({subject, verdict, change, comment}) => ({
    message: subject.id,
    text: subject.text,
    ...(subject.language !== 'en' && {english: subject.english}),
    seen: seenOf(subject),
    until: latestEnd(on, subject.safety),
    verdict,
    ...(change && {change}),
    ...(comment && {comment}),
  }));
  const data = {reviewer, kind, language, on, ...more, signatures};
  const text = `${JSON.stringify({$schema: '../schema/review.schema.json', ...data}, null, 2)}\n`;
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 8);
  const file = `${on}-${language}-${kind}-${digest}.json`;
  return {file, text, review: {file, ...data}};
}
