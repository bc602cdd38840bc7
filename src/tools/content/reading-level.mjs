/** Measures the reading level of copy: Flesch-Kincaid grade in English, INFLESZ (Szigriszt-Pazos) in Spanish. */
import {syllable} from 'syllable';
import {
  formatMasked,
  maskPlaceholders,
  placeholderMark,
  primaryLanguage,
  splitSentences,
  splitWords,
} from './segmentation.mjs';

/** @import {CopyRecord} from './copy-records.mjs' */

/**
 * @typedef {object} Measure measurements of the copy of a widget
 * @property {string} widget
 * @property {number} messages
 * @property {number} words        in all texts
 * @property {number} sentences    that count for the level
 * @property {number | undefined} grade        English: Flesch-Kincaid
 * @property {number | undefined} readability  Spanish: INFLESZ
 * @property {number | undefined} limit        for the grade
 * @property {{words: number, id: string, text: string}} longest sentence
 */

/** Names of medicines and other drugs. They are long and have no shorter synonym, so they do not count for the level. */
const drugNames = new RegExp(
  `^(?:${[
    'buprenorphine|methadone|naltrexone|naloxone|narcan|suboxone|sublocade|brixadi|vivitrol|lofexidine|morphine',
    'fentanyl|nitazenes?|xylazine|medetomidine|benzodiazepines?',
    'buprenorfina|metadona|naltrexona|naloxona|lofexidina|morfina',
    'fentanilo|nitacenos?|xilacina|medetomidina|benzodiacepinas?',
  ].join('|')})$`,
  'iu',
);

/**
 * Counts the syllables of a Spanish word: one per vowel or diphthong.
 *
 * @param {string} word
 */
export function countSpanishSyllables(word) {
  const sounds = word
    .toLowerCase()
    .replace(/qu(?=[eiéí])|gu(?=[eiéí])/gu, 'k')
    .replace(/y$/u, 'i');
  // A strong vowel or an accented weak one starts a syllable; weak vowels join their neighbor.
  const groups = sounds.match(/[iuü]*[aeoáéóíú][iuü]*|[iuü]+/gu) ?? [];
  return Math.max(1, groups.length);
}

/** Returns whether a text is prose: headings and labels do not end in a full stop. @param {CopyRecord} record */
const isProse = ({text}) => /[.!?…][”’"')\]]*$/u.test(text.trim());

/**
 * Counts sentences, words and syllables of all prose, without placeholders and names of drugs.
 *
 * @param {CopyRecord[]} records
 * @param {string} lang
 */
function countProse(records, lang) {
  const countSyllables = primaryLanguage(lang) === 'es' ? countSpanishSyllables : syllable;
  let sentences = 0;
  let words = 0;
  let syllables = 0;
  // Plural forms of a message may be identical; they count once.
  for (const text of new Set(records.filter(isProse).map((record) => record.text)))
    for (const sentence of splitSentences(text, lang)) {
      const counted = splitWords(sentence, lang).filter(
        (word) => !word.includes(placeholderMark) && !drugNames.test(word),
      );
      if (!counted.length) continue;
      sentences++;
      words += counted.length;
      for (const word of counted) syllables += Math.max(1, countSyllables(word));
    }
  return {sentences, words, syllables};
}

/**
 * Returns the longest sentence, with its length in words.
 *
 * @param {CopyRecord[]} records
 * @param {string} lang
 */
function longestSentence(records, lang) {
  const {text, ...longest} = records
    .flatMap((record) =>
      splitSentences(record.text, lang).map((sentence) => ({
        words: splitWords(sentence, lang).length,
        id: record.id,
        text: sentence,
      })),
    )
    .reduce((longest, sentence) => (sentence.words > longest.words ? sentence : longest));
  return {...longest, text: formatMasked(text)};
}

/**
 * @param {CopyRecord[]} records
 * @returns {Map<string, CopyRecord[]>}
 */
function groupByWidget(records) {
  /** @type {Map<string, CopyRecord[]>} */
  const groups = new Map();
  for (const record of records) groups.set(record.widget, [...(groups.get(record.widget) ?? []), record]);
  return groups;
}

/**
 * Measures the copy of each widget.
 *
 * @param {{records: CopyRecord[], lang?: string}} options `lang` defaults to English
 * @returns {Measure[]}
 */
export function measureCopy({records, lang = 'en'}) {
  const language = primaryLanguage(lang);
  return [...groupByWidget(records)].map(([widget, group]) => {
    const {sentences, words, syllables} = countProse(group, lang);
    const hasProse = words > 0;
    return {
      widget,
      messages: group.length,
      words: group.reduce((sum, {text}) => sum + splitWords(maskPlaceholders(text), lang).length, 0),
      sentences,
      grade:
        hasProse && language === 'en' ? 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59 : undefined,
      readability: hasProse && language === 'es' ? 206.835 - 62.3 * (syllables / words) - words / sentences : undefined,
      limit: group[0].grade,
      longest: longestSentence(group, lang),
    };
  });
}

/**
 * Formats measurements as a table.
 *
 * @param {Measure[]} measures
 */
export function formatMeasures(measures) {
  const rows = [['widget', 'messages', 'words', 'sentences', 'level', 'longest sentence']];
  for (const {widget, messages, words, sentences, grade, readability, limit, longest} of measures) {
    let level = '–';
    if (grade !== undefined) level = `grade ${grade.toFixed(1)} of ${limit}`;
    if (readability !== undefined) level = `INFLESZ ${readability.toFixed(0)}`;
    rows.push([widget, `${messages}`, `${words}`, `${sentences}`, level, `${longest.words} (${longest.id})`]);
  }
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const formatRow = (/** @type {string[]} */ row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ');
  return rows.map((row) => formatRow(row).trimEnd()).join('\n');
}
