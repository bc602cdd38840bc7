/** Reports the state of the reviews, for the site, and the next steps, for the command line. */
import {currentChannel} from './channel.mjs';
import {openIn} from './questions.mjs';
import {KINDS, dayOf, lastDueDay, readReviews} from './signatures.mjs';
import {describeReviewer, findAll, findingOf, indexReviews, needsOf, widgetStates} from './status.mjs';
import {readCorpus} from './subjects.mjs';

/** @import {Review} from './signatures.mjs' */
/** @import {Finding, State, WidgetState} from './status.mjs' */
/** @import {Corpus} from './subjects.mjs' */

/** @typedef {ReturnType<typeof standingOf>} Standing */

/** Writes a number with what it counts: `1 row`, `2 rows`. @param {number} number @param {string} noun */
export const counted = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** Counts signed messages by language, kind and safety, and says whether the state of a widget depends on them. @param {Corpus} corpus @param {Review[]} reviews @param {string} today */
function countAll({languages, subjects}, reviews, today) {
  const index = indexReviews(reviews);
  return languages.flatMap((language) => {
    // A text that a variant of English shows unchanged counts as English.
    const own = [...(subjects.get(language)?.values() ?? [])].filter((subject) => subject.language === language);
    return KINDS.flatMap((kind) =>
      [true, false].flatMap((safety) => {
        const some = own.filter((subject) => subject.safety === safety);
        const isNeeded = needsOf({safety, language}).includes(kind);
        const signed = some.filter((subject) => findingOf(subject, kind, index, today).state === 'signed').length;
        if (!some.length || (!isNeeded && !signed)) return [];
        return [{language, kind, safety, isNeeded, signed, total: some.length}];
      }),
    );
  });
}

/**
 * Returns the state of all reviews: what is `open`, needed and not signed, though reviewed once, what is due `soon`, within two months, and
 * the `next` steps, the most urgent first.
 *
 * @param {Corpus} corpus
 * @param {Review[]} reviews
 * @param {string} today YYYY-MM-DD
 */
export function standingOf(corpus, reviews, today) {
  const found = [...findAll(corpus, reviews, today)].flatMap(([language, messages]) =>
    [...messages.values()].flat().filter((finding) => finding.language === language),
  );
  const is = (/** @type {State[]} */ ...states) => found.filter(({state}) => states.includes(state));
  const open = is('rejected', 'changed', 'change-proposed', 'held', 'expired');
  const soon = is('signed').filter(({by}) => by && by.until <= lastDueDay(today));
  const counts = countAll(corpus, reviews, today);
  const asked = [...(corpus.subjects.get('en')?.values() ?? [])].flatMap((subject) => openIn(subject, reviews));
  const next = nextSteps(counts, open, soon, is('untranslated'), asked);
  return {counts, open, soon, widgets: widgetStates(corpus, reviews, today), next, reviews: reviews.length};
}

/** @param {ReturnType<typeof countAll>} counts @param {Finding[]} open @param {Finding[]} soon @param {Finding[]} untranslated @param {ReturnType<typeof openIn>} asked */
function nextSteps(counts, open, soon, untranslated, asked) {
  const packets = (/** @type {{kind: string, language: string, by?: Finding['by']}[]} */ list, more = '') => [
    ...new Set(
      list.map(
        ({kind, language, by}) =>
          `npm run review -- packet --for ${kind} --lang ${by?.review.language ?? language}${more}`,
      ),
    ),
  ];
  /** @param {string} step @param {Finding[]} found counted once in a language, whatever the kinds of review */
  const count = (step, found) => {
    const {size} = new Set(found.map(({id, language}) => `${language} ${id}`));
    return size ? [`${step}: ${counted(size, 'message')}`] : [];
  };
  const is = (/** @type {State[]} */ ...states) => open.filter(({state}) => states.includes(state));
  const missing = counts.filter(({isNeeded, signed, total}) => isNeeded && signed < total);
  return [
    // The translations of a rejected text are rejected with it.
    ...count(
      'change what was rejected',
      is('rejected').filter(({by, language}) => by?.review.language === language),
    ),
    ...count('decide on the changes proposed', is('change-proposed')),
    ...packets(is('changed', 'expired'), ' --changed'),
    ...count('translate, as npm run messages lists them', untranslated),
    ...packets([...missing].sort((a, b) => Number(b.safety) - Number(a.safety))),
    ...packets(soon, ' --due  (due soon)'),
    ...asked.map(({id, question}) => `for a clinician to answer, in the packet of English: ${id}: ${question}`),
  ];
}

/** Names the state of a widget for people. @param {WidgetState} state */
export function describeState({state, review, findings}) {
  if (review) {
    const who = review.by.map(describeReviewer).join('; ');
    return `${state}: ${review.on} by ${who}, next ${review.until}`;
  }
  const missing = new Set(findings.filter((finding) => finding.state !== 'signed').map(({id}) => id)).size;
  return `draft: ${missing} of ${new Set(findings.map(({id}) => id)).size} messages not signed`;
}

/**
 * @typedef {{language: string, state: 'draft'|'reviewed', on?: string, until?: string, by?: string[]}} PublishedReview state of a widget in a
 *   language, in custom-elements.json: the days of the review and the last on which it counts, roles and organisations
 *
 * Returns the state of each widget for programs that read the manifest. A review that is due is one still, with its day: a file
 * that is built again on another day stays the same.
 *
 * @param {{content?: string, locales?: string}} [paths] of src/content and src/locales
 * @returns {Map<string, PublishedReview[]>} by widget, as the channel of this build has it
 */
export function describeReviews(paths = {}) {
  /** @type {Map<string, PublishedReview[]>} */
  const result = new Map();
  const [corpus, reviews] = [readCorpus(paths), readReviews(paths.content)];
  for (const {widget, language, review} of widgetStates(corpus, reviews, dayOf(), currentChannel())) {
    const {on, until, by = []} = review ?? {};
    const described = review
      ? {language, state: /** @type {const} */ ('reviewed'), on, until, by: by.map(describeReviewer)}
      : {language, state: /** @type {const} */ ('draft')};
    result.set(widget, [...(result.get(widget) ?? []), described]);
  }
  return result;
}

/**
 * Returns a paragraph for files that people get from us: that all texts are drafts, that some are, or that all were reviewed. A review that
 * is due counts.
 *
 * @param {{modules: {declarations?: {reviews?: PublishedReview[]}[]}[]}} [manifest] custom-elements.json; without one, all texts count as
 *   drafts
 * @returns {string}
 */
export function draftNote(manifest) {
  const elements = (manifest?.modules ?? []).flatMap(({declarations = []}) => declarations);
  const states = new Set(elements.flatMap(({reviews = []}) => reviews.map(({state}) => state)));
  if (!states.has('reviewed'))
    return 'All texts are drafts: no clinician has reviewed them yet. Each box says so in its last line.';
  return states.has('draft')
    ? 'Some texts were reviewed, the others are drafts. Each box says in its last lines or its sources which it is.'
    : 'All texts were reviewed. Each box says by whom, and when the next review is.';
}
