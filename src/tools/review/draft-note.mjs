/** Writes a note on the texts that are drafts, for files that people get from us. Follows from the reviews in custom-elements.json. */
import {languageName} from '../content/cldr-data.mjs';

/** @import {PublishedReview} from './report.mjs' */

/** @typedef {{modules: {declarations?: {tagName?: string, reviews?: PublishedReview[]}[]}[]}} Manifest */

/** @param {string[]} names */
const list = (names) => new Intl.ListFormat('en').format(names);

/**
 * Returns a paragraph: that all texts are drafts, which are not, or that all were reviewed. A review that is due counts.
 *
 * @param {Manifest} [manifest] custom-elements.json; without one, all texts count as drafts
 * @returns {string}
 */
export function draftNote(manifest) {
  const elements = (manifest?.modules ?? []).flatMap(({declarations = []}) => declarations);
  const all = elements.flatMap(({tagName = '', reviews = []}) =>
    reviews.map(({language, state}) => ({
      name: tagName.replace('recovery-', ''),
      language,
      isReviewed: state === 'reviewed',
    })),
  );
  const reviewed = all.filter(({isReviewed}) => isReviewed);
  if (!reviewed.length)
    return 'All texts are drafts: no clinician has reviewed them yet. Each box says so in its last line.';
  if (reviewed.length === all.length)
    return 'All texts were reviewed. Each box says by whom, and when the next review is.';
  const languages = [...new Set(reviewed.map(({language}) => language))];
  const named = languages.map((tag) => {
    const names = reviewed.filter(({language}) => language === tag).map(({name}) => name);
    return `in ${languageName(tag)} ${list(names)}`;
  });
  return `Reviewed are ${named.join('; ')}. All other texts are drafts. Each box says in its last lines or its sources which it is.`;
}
