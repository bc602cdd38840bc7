/** Measures the reading level of copy: Flesch-Kincaid grade in English, INFLESZ (Szigriszt-Pazos) in Spanish. */
import {syllable} from 'syllable';
import {
  maskPlaceholders,
  placeholderMark,
  primaryLanguage,
  splitSentences,
  splitWords,
} from '../content/segmentation.mjs';
import {wholeWords} from '../content/word-rules.mjs';

/** @import {CopyRecord} from './records.mjs' */

/** English names of the medicines for an overdose and for addiction. */
const medicineNames =
  'buprenorphine|methadone|naltrexone|naloxone|narcan|nyxoid|prenoxad|suboxone|sublocade|brixadi|vivitrol|lofexidine';

/** Names of medicines and other drugs. They are long and have no shorter synonym, so they do not count for the level. */
const drugNames = new RegExp(
  `^(?:${[
    medicineNames,
    'morphine|heroin|opioids?|fentanyl|nitazenes?|xylazine|medetomidine|benzodiazepines?|pregabalin|gabapentin|xanax|valium',
    'buprenorfina|metadona|naltrexona|naloxona|lofexidina|morfina|heroína|opioides?',
    'fentanilo|nitacenos?|xilacina|medetomidina|benzodiacepinas?',
  ].join('|')})$`,
  'iu',
);

/** Returns whether an English text names a medicine for an overdose or for addiction. @param {string} text */
export const hasMedicine = (text) => wholeWords(medicineNames).test(maskPlaceholders(text));

/** Counts the syllables of a Spanish word: one per vowel or diphthong. @param {string} word */
export function countSpanishSyllables(word) {
  const sounds = word
    .toLowerCase()
    .replace(/qu(?=[eiéí])|gu(?=[eiéí])/gu, 'k')
    .replace(/y$/u, 'i');
  // A strong vowel or an accented weak one starts a syllable; weak vowels join their neighbor.
  return sounds.match(/[iuü]*[aeoáéóíú][iuü]*|[iuü]+/gu)?.length ?? 1;
}

/** A sentence of fewer words is too short for the formula, which would judge its one long word. */
const minWordsForGrade = 10;

/** Syllables of a word that is hard to read. */
const longWordSyllables = 4;

/** Maximum number of hard words in a sentence, and in one that is too short for the formula. */
const maxLongWords = {sentence: 3, short: 2};

/** Returns whether a text is prose: headings and labels do not end in a full stop. @param {CopyRecord} record */
const isProse = ({text}) => /[.!?…][”’"')\]]*$/u.test(text.trim());

/** Returns the words of a sentence that count for the level: no placeholders, no names of drugs. @param {string} sentence @param {string} lang */
const countedWords = (sentence, lang) =>
  splitWords(sentence, lang).filter((word) => !word.includes(placeholderMark) && !drugNames.test(word));

/** Returns the Flesch-Kincaid grade. @param {{sentences: number, words: number, syllables: number}} counts */
const fleschKincaid = ({sentences, words, syllables}) =>
  0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59;

/** Returns why an English sentence is hard to read; empty if it is not. @param {string} sentence @param {number} maxGrade @returns {string[]} */
export function hardnessOf(sentence, maxGrade) {
  const words = countedWords(sentence, 'en');
  const syllables = words.map((word) => Math.max(1, syllable(word)));
  const isShort = words.length < minWordsForGrade;
  const long = words.filter((_, index) => syllables[index] >= longWordSyllables);
  const maxLong = isShort ? maxLongWords.short : maxLongWords.sentence;
  const total = syllables.reduce((sum, count) => sum + count, 0);
  const grade = isShort ? 0 : fleschKincaid({sentences: 1, words: words.length, syllables: total});
  return [
    ...(grade > maxGrade ? [`grade ${grade.toFixed(1)}, ${maxGrade} at most`] : []),
    ...(long.length > maxLong ? [`${long.length} long words, ${maxLong} at most: ${long.join(', ')}`] : []),
  ];
}

/** Counts sentences, words and syllables, without placeholders and names of drugs. @param {CopyRecord[]} records @param {string} lang */
function countText(records, lang) {
  const countSyllables = primaryLanguage(lang) === 'es' ? countSpanishSyllables : syllable;
  // Plural forms of a message may be identical; they count once.
  const sentences = [...new Set(records.map(({text}) => text))]
    .flatMap((text) => splitSentences(text, lang).map((sentence) => countedWords(sentence, lang)))
    .filter((counted) => counted.length);
  const words = sentences.flat();
  const syllables = words.reduce((sum, word) => sum + Math.max(1, countSyllables(word)), 0);
  return {sentences: sentences.length, words: words.length, syllables};
}

/**
 * Returns the average number of words in sentences of prose. Labels would lower it.
 *
 * @param {CopyRecord[]} records
 * @param {string} lang
 */
function averageWords(records, lang) {
  const lengths = records
    .filter(isProse)
    .flatMap(({text}) => splitSentences(text, lang).map((sentence) => splitWords(sentence, lang).length));
  return lengths.length ? lengths.reduce((sum, length) => sum + length, 0) / lengths.length : undefined;
}

/**
 * Measures the copy of each widget: the sentences that count, of which a label or a heading is one, the average of words in a sentence of
 * prose, the grade in English, by Flesch-Kincaid, with its limit, and the readability in Spanish, by INFLESZ.
 *
 * @param {{records: CopyRecord[], lang?: string}} options `lang` defaults to English
 */
export function measureCopy({records, lang = 'en'}) {
  const language = primaryLanguage(lang);
  return [...new Set(records.map(({widget}) => widget))].map((widget) => {
    const group = records.filter((record) => record.widget === widget);
    const counts = countText(group, lang);
    const {sentences, words, syllables} = counts;
    const hasWords = words > 0;
    return {
      widget,
      sentences,
      average: averageWords(group, lang),
      grade: hasWords && language === 'en' ? fleschKincaid(counts) : undefined,
      readability: hasWords && language === 'es' ? 206.835 - 62.3 * (syllables / words) - words / sentences : undefined,
      limit: group[0].grade,
    };
  });
}
