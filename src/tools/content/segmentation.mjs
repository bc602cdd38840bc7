/** Splits copy into sentences and words, with placeholders masked. */

/** Replaces a placeholder. An upper-case letter, so that a sentence may begin with it, which no text uses: patterns of letters to avoid let it be. */
export const placeholderMark = 'Ŋ';

/** Matches anything between braces, even an invalid name. */
export const placeholderPattern = /\{([^{}]*)\}/gu;

/** @param {string} text */
export const maskPlaceholders = (text) => text.replace(placeholderPattern, placeholderMark);

/** Makes masked text readable in messages. @param {string} text */
export const formatMasked = (text) => text.replaceAll(placeholderMark, '{…}');

/** Returns the primary language subtag: `es-419` becomes `es`. @param {string} lang BCP 47 tag */
export const primaryLanguage = (lang) => lang.split('-')[0].toLowerCase();

/** Splits text into words; a hyphenated compound is one word. @param {string} text @param {string} lang BCP 47 tag @returns {string[]} */
export function splitWords(text, lang) {
  // Languages written without spaces need a segmenter.
  if (/^(?:zh|ja|th|km|lo|my)$/.test(primaryLanguage(lang)))
    return [...new Intl.Segmenter(lang, {granularity: 'word'}).segment(text)]
      .filter(({isWordLike}) => isWordLike)
      .map(({segment}) => segment);
  return text.match(/[\p{L}\p{M}\p{N}]+(?:['’‑-][\p{L}\p{M}\p{N}]+)*/gu) ?? [];
}

/** Splits text into sentences, with placeholders masked. @param {string} text @param {string} lang BCP 47 tag */
export const splitSentences = (text, lang) =>
  [...new Intl.Segmenter(lang, {granularity: 'sentence'}).segment(maskPlaceholders(text))].map(({segment}) =>
    segment.trim(),
  );
