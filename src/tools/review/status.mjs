/** The state of each message and widget in each language, as the reviews say. */
import {messageId} from '../content/read-content.mjs';
import {KINDS, dayOf, identityOf, latestEnd, readReviews} from './signatures.mjs';
import {DRAFT_KEY, canonical, fold, isPicture, readCorpus, seenOf, shownBy} from './subjects.mjs';

/** @import {Kind, Review, Reviewer, Signature} from './signatures.mjs' */
/** @import {Corpus, Seen, Subject} from './subjects.mjs' */

/**
 * States of a message, the least first.
 *
 * @typedef {'rejected'|'untranslated'|'unsigned'|'changed'|'change-proposed'|'held'|'expired'|'signed'} State `held`: a signed translation
 *   of English that is not
 *
 * @typedef {{review: Review, signature: Signature, changed: (keyof Seen)[], sources: string[], until: string}} Opinion the latest verdict of
 *   one reviewer on a message: the parts that have changed since, with the sources, and the last day on which it counts
 *
 * @typedef {{id: string, language: string, kind: Kind, state: State, why: string, by?: Opinion}} Finding state of a message
 *   for one kind of review: `language` is `en` for a text that a variant of English shows unchanged; `by`: the opinion that decides
 *
 * @typedef {{on: string, until: string, by: Pick<Reviewer, 'role'|'organisation'>[]}} WidgetReview review of a widget, as it shows it: the
 *   day of its oldest signature, the last day on which all count, clinicians first
 *
 * @typedef {ReturnType<typeof widgetStates>[number]} WidgetState `review`: unless it is a draft
 */

/** @type {State[]} */
const ORDER = ['rejected', 'untranslated', 'unsigned', 'changed', 'change-proposed', 'held', 'expired', 'signed'];

/** @type {Record<keyof Seen, string>} */
const PARTS = {text: 'text', placeholders: 'placeholders', sources: 'sources', english: 'English', picture: 'picture'};

/** Returns the kinds of review that a message needs: a translation one by a native speaker, safety one by a clinician too. @param {Pick<Subject, 'safety'|'language'>} subject @returns {Kind[]} */
export const needsOf = ({safety, language}) => [
  ...(safety ? [/** @type {const} */ ('clinical')] : []),
  // A variant has the English of another country: no translation to compare.
  ...(language === 'en' || language.startsWith('en-') ? [] : [/** @type {const} */ ('language')]),
];

/** Indexes the reviews, for {@link findingOf}. @param {Review[]} reviews @returns {Map<string, {review: Review, signature: Signature}[]>} by language, kind and message */
export function indexReviews(reviews) {
  /** @type {Map<string, {review: Review, signature: Signature}[]>} */
  const index = new Map();
  for (const review of reviews)
    for (const signature of review.signatures) {
      const key = [review.language, review.kind, signature.message].join(' ');
      index.set(key, [...(index.get(key) ?? []), {review, signature}]);
    }
  return index;
}

/** Describes a reviewer without the name, which page 1 of a packet promises not to show. @param {Pick<Reviewer, 'role'|'organisation'>} reviewer */
export const describeReviewer = ({role, organisation}) => `${role}, ${organisation}`;

/** Names the sources of a message that were added, removed or changed since it was signed. @param {Subject} subject @param {Seen} seen */
function sourcesSince(subject, seen) {
  const [now, before] = [seenOf(subject).sources, seen.sources];
  const nameOf = (/** @type {string} */ ref) =>
    subject.citations.find((each) => each.ref === ref)?.name ?? ref.replace(/^[a-z]+:|#.*$/gu, '');
  const changeOf = (/** @type {string} */ ref) => (ref in before ? (ref in now ? 'changed' : 'removed') : 'added');
  return [...new Set([...Object.keys(before), ...Object.keys(now)])]
    .filter((ref) => now[ref] !== before[ref])
    .map((ref) => `${nameOf(ref)} ${changeOf(ref)}`);
}

/** Explains a state. @param {State} state @param {Kind} kind @param {Opinion} [by] */
function explain(state, kind, by) {
  if (!by) return state === 'untranslated' ? 'no current translation' : `no ${kind} review`;
  const {review, signature, changed, sources, until} = by;
  const who = describeReviewer(review.reviewer);
  const parts = changed.map((part) => PARTS[part]).join(', ');
  const isNo = signature.verdict === 'rejected';
  /** @type {Partial<Record<State, string>>} */
  const texts = {
    rejected: `rejected by ${who} on ${review.on}${signature.comment ? `: ${signature.comment}` : ''}`,
    changed: `${parts} changed since ${who} ${isNo ? 'rejected' : 'saw'} it on ${review.on}${changed.includes('text') ? `: it read “${signature.text}”` : ''}${changed.includes('english') && signature.english ? `; the English read “${signature.english}”` : ''}${sources.length ? `; sources: ${sources.join(', ')}` : ''}${isNo && signature.comment ? `; reason: ${signature.comment}` : ''}`,
    'change-proposed': `${who} approved it on ${review.on} with a change: “${signature.change}”`,
    expired: `the review by ${who} counted until ${until}`,
    signed: `${who}${review.region ? `, read for ${review.region}` : ''}, until ${until}`,
  };
  return texts[state] ?? '';
}

/** Returns the verdicts of each reviewer’s latest day. A review has a day but no time, so the verdict on an earlier text may be of the same day as that on the current one. @param {{review: Review, signature: Signature}[]} entries */
const latestVerdicts = (entries) =>
  entries.filter(({review}) => {
    const reviewer = identityOf(review.reviewer);
    return !entries.some((other) => other.review.on > review.on && identityOf(other.review.reviewer) === reviewer);
  });

/**
 * Returns the standing opinions on a message, of each reviewer those of the latest day. A rejection stands though spaces or quotation marks of
 * the text change, or the meanings of its placeholders: they are no answer to it.
 *
 * @param {Subject} subject
 * @param {Kind} kind
 * @param {ReturnType<typeof indexReviews>} index
 * @param {string} today YYYY-MM-DD; later reviews do not count yet
 * @returns {Opinion[]}
 */
function opinionsOn(subject, kind, index, today) {
  const {id, language, safety} = subject;
  const entries = (index.get([language, kind, id].join(' ')) ?? []).filter(({review}) => review.on <= today);
  const now = seenOf(subject);
  return latestVerdicts(entries).map(({review, signature}) => {
    const end = latestEnd(review.on, safety);
    const isNo = signature.verdict === 'rejected';
    const isSame = isNo && fold(signature.text) === fold(subject.text);
    const isNoAnswer = (/** @type {string} */ part) => (isNo && part === 'placeholders') || (isSame && part === 'text');
    return {
      review,
      signature,
      changed: /** @type {(keyof Seen)[]} */ (Object.keys(PARTS)).filter(
        (part) => canonical(now[part]) !== canonical(signature.seen[part]) && !isNoAnswer(part),
      ),
      sources: sourcesSince(subject, signature.seen),
      until: signature.until < end ? signature.until : end,
    };
  });
}

/**
 * Returns the state of a message for one kind of review, and why, with each standing refusal. Of each reviewer the verdicts of the latest
 * day count; a rejection of the current text outweighs all approvals.
 *
 * @param {Subject} subject
 * @param {Kind} kind
 * @param {ReturnType<typeof indexReviews>} index
 * @param {string} today YYYY-MM-DD; later reviews do not count yet
 * @returns {Finding}
 */
export function findingOf(subject, kind, index, today) {
  const {id, language} = subject;
  const found = (/** @type {State} */ state, /** @type {(Opinion | undefined)[]} */ ...all) => ({
    ...{id, language, kind, state},
    why: (all.length ? all : [undefined]).map((by) => explain(state, kind, by)).join('; '),
    ...(all[0] && {by: all[0]}),
  });
  const opinions = opinionsOn(subject, kind, index, today);
  if (!subject.text) return found('untranslated');
  if (!opinions.length) return found('unsigned');

  const byEnd = (/** @type {Opinion[]} */ list) =>
    list.toReversed().sort((a, b) => Number(a.until < b.until) - Number(a.until > b.until));
  const latest = (/** @type {Opinion[]} */ list) => byEnd(list)[0];
  const current = opinions.filter(({changed}) => !changed.length);
  const withVerdict = (/** @type {string} */ verdict) => current.filter(({signature}) => signature.verdict === verdict);
  const [approved, rejected, proposed] = ['approved', 'rejected', 'approved-with-change'].map(withVerdict);
  if (rejected.length) return found('rejected', ...byEnd(rejected));
  const inDate = approved.filter(({until}) => until >= today);
  if (inDate.length) return found('signed', latest(inDate));
  if (approved.length) return found('expired', latest(approved));
  if (proposed.length) return found('change-proposed', latest(proposed));
  const refusals = opinions.filter(({signature}) => signature.verdict === 'rejected').toReversed();
  return found('changed', ...(refusals.length ? refusals : [latest(opinions)]));
}

/** Returns the opinions of all reviewers that stand on a text as it is. @param {Subject} subject @param {'approved'|'rejected'} verdict in date, if it approves @param {ReturnType<typeof indexReviews>} index @param {string} today */
export function standingOn(subject, verdict, index, today) {
  const state = verdict === 'rejected' ? verdict : 'signed';
  return KINDS.flatMap((kind) =>
    opinionsOn(subject, kind, index, today)
      .filter(({signature, changed}) => signature.verdict === verdict && !changed.length)
      .filter(({until}) => verdict === 'rejected' || until >= today)
      .map((by) => ({by, state, why: explain(state, kind, by)})),
  );
}

/** Returns the least advanced state among the reviews that a message needs; undefined if it needs none. @param {Finding[]} findings of a message */
export const leastOf = (findings) =>
  [...findings].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state)).at(0);

/**
 * Returns the findings of all reviews that the messages of a language need.
 *
 * @param {Corpus} corpus
 * @param {Review[]} reviews
 * @param {string} today
 * @returns {Map<string, Map<string, Finding[]>>} by language, then by message
 */
export function findAll({languages, subjects}, reviews, today) {
  const index = indexReviews(reviews);
  /** @param {Subject} subject @returns {Finding[]} */
  const find = (subject) => {
    const {id, language} = subject;
    const needed = needsOf(subject);
    const all = KINDS.map((kind) => findingOf(subject, kind, index, today));
    const isSigned = all.some(({state}) => state === 'signed');
    // Whoever rejects a text is heard, until the words that answer are signed; a translation is no better than its English.
    const own = all.filter(
      ({kind, state, by}) =>
        needed.includes(kind) ||
        state === 'rejected' ||
        (!needed.length && !isSigned && state === 'changed' && by?.signature.verdict === 'rejected'),
    );
    const english = language === 'en' ? undefined : subjects.get('en')?.get(id);
    const least = english && leastOf(find(english));
    const isDone = own.every(({state}) => state === 'signed' || state === 'expired');
    if (!least || least.state === 'signed' || (least.state !== 'rejected' && !isDone)) return own;
    const state = /** @type {State} */ (/^(rejected|expired)$/.test(least.state) ? least.state : 'held');
    return [...own, {...least, language, state, why: `English: ${least.why}`}];
  };
  const findIn = (/** @type {string} */ language) =>
    new Map([...(subjects.get(language) ?? [])].map(([id, subject]) => [id, find(subject)]));
  return new Map(languages.map((language) => [language, findIn(language)]));
}

/** Returns the review that a widget rests on, if there is one. @param {Finding[]} findings all signed or expired */
function widgetReview(findings) {
  const opinions = findings.flatMap(({by}) => by ?? []);
  if (!opinions.length) return undefined;
  const isOther = (/** @type {Opinion} */ {review}) => Number(review.kind !== 'clinical');
  const clinicalFirst = [...opinions].sort((a, b) => isOther(a) - isOther(b));
  const reviewers = clinicalFirst.map(({review: {reviewer: by}}) => ({role: by.role, organisation: by.organisation}));
  return {
    on: opinions.map(({review}) => review.on).sort()[0],
    until: opinions.map(({until}) => until).sort()[0],
    by: [...new Map(reviewers.map((who) => [describeReviewer(who), who])).values()],
  };
}

/**
 * Returns the state of each widget in each language: the least of its messages and pictures. A widget of which nothing needed a review,
 * and nobody has given one, is a draft.
 *
 * @param {Corpus} corpus
 * @param {Review[]} reviews
 * @param {string} today
 * @param {import('./generated-channel.mjs').Channel} [channel] `reviewed` shows no picture that is not signed
 */
export function widgetStates(corpus, reviews, today, channel = 'draft') {
  const found = findAll(corpus, reviews, today);
  return corpus.copies
    .filter(({widget}) => widget !== 'shared')
    .flatMap((copy) => {
      const own = copy.messages.map((message) => messageId(copy, message));
      const languages = corpus.languages.filter((tag) => own.some((id) => corpus.subjects.get(tag)?.has(id)));
      return languages.map((language) => {
        const findings = shownBy(copy)
          .filter((id) => id !== `shared.${DRAFT_KEY}`)
          .flatMap((id) => found.get(language)?.get(id) ?? [])
          .filter(({id, state}) => channel === 'draft' || !isPicture(id) || state === 'signed');
        const review = findings.every(({state}) => state === 'signed' || state === 'expired')
          ? widgetReview(findings)
          : undefined;
        const isOverdue = findings.some((finding) => finding.state === 'expired');
        /** @type {'draft'|'reviewed'|'overdue'} */
        const state = review ? (isOverdue ? 'overdue' : 'reviewed') : 'draft';
        return {widget: copy.widget, language, state, ...(review && {review}), findings};
      });
    });
}

/**
 * Returns the reviews that the widgets show. Overdue ones are included: the widget compares the date itself.
 *
 * @param {{content: string, locales: string}} paths of src/content and src/locales
 * @param {import('./generated-channel.mjs').Channel} [channel]
 * @returns {Map<string, Map<string, WidgetReview>>} by widget, then by language
 */
export function reviewsByWidget({content, locales}, channel) {
  /** @type {Map<string, Map<string, WidgetReview>>} */
  const result = new Map();
  const reviews = readReviews(content);
  if (!reviews.length) return result;
  for (const {widget, language, review} of widgetStates(readCorpus({content, locales}), reviews, dayOf(), channel))
    if (review) result.set(widget, (result.get(widget) ?? new Map()).set(language, review));
  return result;
}

/**
 * Returns whether a translation has all signatures that it needs. One that is due counts, so that files do not change with the
 * calendar.
 *
 * @param {{content: string, locales: string}} paths of src/content and src/locales
 * @returns {(language: string, id: string) => boolean}
 */
export function signedMessages({content, locales}) {
  const reviews = readReviews(content);
  if (!reviews.length) return () => false;
  const found = findAll(readCorpus({content, locales}), reviews, dayOf());
  return (language, id) => {
    const findings = found.get(language)?.get(id) ?? [];
    return findings.length > 0 && findings.every(({state}) => state === 'signed' || state === 'expired');
  };
}

/**
 * Returns whether a picture may be shown: in the channel `reviewed`, once it is signed and in date.
 *
 * @param {{content: string, locales: string}} paths of src/content and src/locales
 * @param {import('./generated-channel.mjs').Channel} channel
 * @param {string} [today]
 * @returns {(id: string) => boolean}
 */
export function shownPictures({content, locales}, channel, today = dayOf()) {
  if (channel === 'draft') return () => true;
  const found = findAll(readCorpus({content, locales}), readReviews(content), today).get('en');
  return (id) => Boolean(found?.get(id)?.every(({state}) => state === 'signed'));
}
