/** Checks English records as a whole: where a text comes from, and whether another record says the same. */
import {hasMedicine} from './reading-level.mjs';
import {maskPlaceholders, placeholderMark, splitWords} from '../content/segmentation.mjs';

/** @import {Finding} from './check-copy.mjs' */
/** @import {CopyRecord} from './records.mjs' */

/** Maximum number of words of a label or heading that needs no source: in general, with the name of a medicine, and as a question. */
const maxBareWords = {label: 6, medicine: 2, question: 12};

/** Minimum number of words of texts to compare by their word 3-grams; shorter ones must be identical to be reported. */
const minWordsToCompare = 6;

/** Jaccard index of the word 3-grams from which two texts say the same. */
const minSimilarity = 0.85;

const lang = 'en';

/** Returns whether a text could hurt someone if it were wrong, and so needs a source. @param {Pick<CopyRecord, 'text'|'safety'>} record */
const needsSource = ({text, safety}) => Boolean(safety) || hasMedicine(text);

/** Returns whether a record cites a source, or a test of the widget. @param {Pick<CopyRecord, 'from'>} record */
const hasSource = ({from = []}) => from.some((citation) => /^(?:source|test):/u.test(citation));

/**
 * Returns whether a text states no fact: an interface text without a full stop or a digit, that is either a label of six words at
 * most (two, with the name of a medicine: “About naloxone”), or a question of twelve words at most.
 *
 * @param {Pick<CopyRecord, 'text'|'edit'>} record
 */
function statesNoFact({text, edit}) {
  if (edit !== 'interface' || /[.!…](?:\s|$)|\p{Nd}/u.test(text)) return false;
  const words = splitWords(maskPlaceholders(text), lang).length;
  if (text.endsWith('?')) return words <= maxBareWords.question;
  return words <= (hasMedicine(text) ? maxBareWords.medicine : maxBareWords.label);
}

/** Reports texts without the source that they need. @param {CopyRecord[]} records @returns {Finding[]} */
export const checkOrigins = (records) =>
  records
    .filter((record) => needsSource(record) && !hasSource(record) && !statesNoFact(record))
    .map(({id, safety, from = []}) => ({
      id,
      rule: 'no-source',
      message: `${safety ? 'safety' : 'the name of a medicine'} needs a “source:” in “from”${from.length ? '; it has the article only' : ''}`,
    }));

/** Returns a text without case, punctuation and names of placeholders. @param {string} text */
const normalize = (text) =>
  splitWords(maskPlaceholders(text), lang)
    .map((word) => (word.includes(placeholderMark) ? placeholderMark : word.toLowerCase()))
    .join(' ');

/** @param {string} normalized */
function trigramsOf(normalized) {
  const words = normalized.split(' ');
  return new Set(words.slice(2).map((word, index) => `${words[index]} ${words[index + 1]} ${word}`));
}

/** Returns the size of the intersection of two sets over that of their union; of two empty ones NaN. @param {Set<string>} a @param {Set<string>} b */
function jaccard(a, b) {
  const shared = [...a].filter((each) => b.has(each)).length;
  return shared / (a.size + b.size - shared);
}

/** @param {CopyRecord} record */
const prepare = (record) => {
  const normalized = normalize(record.text);
  const isLong = normalized.split(' ').length >= minWordsToCompare;
  return {record, normalized, trigrams: isLong ? trigramsOf(normalized) : new Set()};
};

/** Returns whether two texts say the same. @param {ReturnType<typeof prepare>} a @param {ReturnType<typeof prepare>} b */
const areAlike = (a, b) =>
  (a.normalized !== '' && a.normalized === b.normalized) || jaccard(a.trigrams, b.trigrams) >= minSimilarity;

/**
 * Reports records whose text another record has too, each once, with the first of them. `same-as` exempts a record, but must name
 * one whose text is alike.
 *
 * @param {CopyRecord[]} records
 */
export function checkRepetition(records) {
  const prepared = records.map(prepare);
  return prepared.flatMap((current, index) => {
    const {id, sameAs} = current.record;
    if (sameAs !== undefined) {
      const other = prepared.find(({record}) => record.id === sameAs && record.id !== id);
      if (other && areAlike(current, other)) return [];
      const message = other ? `${sameAs} has another text` : `${sameAs} does not exist`;
      return [{id, rule: 'same-as', message}];
    }
    // Variants of a message share its id.
    const first = prepared
      .slice(0, index)
      .find((earlier) => earlier.record.id !== id && earlier.record.sameAs === undefined && areAlike(earlier, current));
    if (!first) return [];
    const quality = first.normalized === current.normalized ? 'the same text' : 'nearly the same text';
    return [{id, rule: 'duplicate', message: `${quality} as ${first.record.id}: say it once in shared.json`}];
  });
}
