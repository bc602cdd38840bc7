/** Checks copy against the editorial rules. English and translations share the rules, with limits and terms per language. */
import {hardnessOf, measureCopy} from './reading-level.mjs';
import {englishIn, wrongLetters, wrongNumbers} from './comparison.mjs';
import {checkOrigins, checkRepetition} from './record-checks.mjs';
import {
  formatMasked,
  maskPlaceholders,
  placeholderPattern,
  primaryLanguage,
  splitSentences,
  splitWords,
} from '../content/segmentation.mjs';
import {termsIn, wholeWords} from '../content/word-rules.mjs';

/** @import {Term} from '../content/read-content.mjs' */
/** @import {CopyRecord} from './records.mjs' */
/** @import {Name, WordRule} from '../content/word-rules.mjs' */

/**
 * @typedef {{id: string, rule: string, message: string}} Finding `id`: of the message, or the name of the widget if the finding concerns
 *   all of its copy
 */

/**
 * Maximum number of words in a sentence, by language: where the core tier needs over a sixth more words than in English, as many more as it needs.
 *
 * @type {Record<string, number>}
 */
const sentenceLimits = {en: 20, es: 25, ar: 22, fr: 26, ht: 26, fa: 27, vi: 28, ur: 29};
const defaultSentenceLimit = 25;

/** Highest Flesch-Kincaid grade of one English sentence. */
const maxSentenceGrade = 9;

/** Maximum average number of words in the English sentences of a widget. */
const maxAverageWords = 15;

/** INFLESZ: 55 to 65 is “normal”, higher is easier. */
const minReadability = 55;

/** The formulas are averages: with fewer sentences, the level is measured but not judged. */
const minSentences = 5;

/** Abbreviations that are better known than their expansion. */
const abbreviations = new Set(
  'CPR AED GP US UK HIV PTSD ZIP TTY DEA RCP EE UU VIH TEPT ATS RCR RKO SMS СЛР СМС'.split(' '),
);

/** Normalizes spelling that writers of Arabic vary: removes vowel marks and kashidas, and the hamza on an alef. @param {string} text */
const foldArabic = (text) => text.replace(/[\u064B-\u0652\u0640]/gu, '').replace(/[أإآ]/gu, 'ا');

/**
 * Compiles terms and claims to avoid into a check. Each sentence is searched on its own, so that a pattern cannot reach from one
 * into the next.
 *
 * @param {(Term | WordRule)[]} terms
 * @param {string} lang
 * @returns {(record: Pick<CopyRecord, 'id'|'text'|'edit'>) => Finding[]}
 */
export function wordCheck(terms, lang) {
  const fold = primaryLanguage(lang) === 'ar' ? foldArabic : (/** @type {string} */ text) => text;
  const compiled = terms.map((entry) => ({
    rule: 'term',
    ...entry,
    expression: wholeWords(fold(entry.pattern)),
    exception: entry.unless ? wholeWords(entry.unless) : undefined,
  }));
  return ({id, text, edit}) => {
    const sentences = splitSentences(fold(text), lang);
    return compiled.flatMap(({rule, expression, exception, term, use, allowIn}) => {
      if (allowIn?.includes('title') && /(?:^|[.-])(?:heading|title)$/u.test(id)) return [];
      if (allowIn?.includes('quotation') && edit === 'quoted') return [];
      const match = sentences
        .filter((sentence) => !exception?.test(sentence))
        .map((sentence) => expression.exec(sentence))
        .find((found) => found);
      return match ? [{id, rule, message: `“${formatMasked(match[0])}” (${term}); use ${use}`}] : [];
    });
  };
}

/** Compares the placeholders of an English text with their declarations. @param {CopyRecord} record */
function compareWithDeclarations({text, kind, placeholders = {}}) {
  const used = [...text.matchAll(placeholderPattern)].map(([, name]) => name);
  const declared = Object.keys(placeholders);
  const errors = [];
  if (kind === 'text' && used.length) errors.push(`a plain text has no placeholders, but {${used.join('}, {')}}`);
  for (const name of new Set(used)) {
    if (!/^[a-z][a-zA-Z]*$/u.test(name)) errors.push(`{${name}} is not a valid name: letters only`);
    else if (!declared.includes(name)) errors.push(`{${name}} is not declared`);
  }
  for (const name of declared) if (!used.includes(name)) errors.push(`{${name}} is declared but not used`);
  return errors;
}

/** @type {Record<string, (record: CopyRecord, lang: string, names: Name[]) => string[]>} Rules for single texts; each returns messages. */
const textRules = {
  'long-sentence': ({text}, lang) => {
    const limit = sentenceLimits[primaryLanguage(lang)] ?? defaultSentenceLimit;
    return splitSentences(text, lang)
      .map((sentence) => ({sentence, length: splitWords(sentence, lang).length}))
      .filter(({length}) => length > limit)
      .map(({sentence, length}) => `${length} words, ${limit} at most: “${formatMasked(sentence)}”`);
  },
  // Three digits in a row, or separated as in 9-1-1: years and doses too, which are data as well, but no percentages.
  number: ({text}) => {
    const match = /\p{Nd}(?:[\s.()–‑-]{0,2}\p{Nd}){2,}(?!\p{Nd})(?!\s?[%٪]|\s?percent)/u.exec(maskPlaceholders(text));
    return match ? [`“${match[0]}” belongs in the data, with a placeholder here`] : [];
  },
  markup: ({text}) => (text.match(/[<>&]/u) ?? []).map((sign) => `“${sign}” in a text`),
  placeholder: (record, lang) => [
    ...(/[{}]/u.test(record.text.replace(placeholderPattern, '')) ? ['unmatched brace'] : []),
    // `npm run messages` compares those of translations with the English.
    ...(lang === 'en' ? compareWithDeclarations(record) : []),
  ],
  'white-space': ({text}) => [
    ...(text !== text.trim() ? ['leading or trailing'] : []),
    ...(/\s\s|[\n\t]/u.test(text.trim()) ? ['repeated, or a line break'] : []),
  ],
  length: ({text, maxLength}) =>
    maxLength && text.length > maxLength ? [`${text.length} characters; the layout has room for ${maxLength}`] : [],
  capitals: ({text}) =>
    [...maskPlaceholders(text).matchAll(/(?<![\p{L}\p{N}])\p{Lu}{2,}(?![\p{L}\p{N}])/gu)]
      .filter(([word]) => !abbreviations.has(word))
      .map(([word]) => `“${word}”`),
  'hard-sentence': ({text}, lang) =>
    (primaryLanguage(lang) === 'en' ? splitSentences(text, lang) : []).flatMap((sentence) =>
      hardnessOf(sentence, maxSentenceGrade).map((reason) => `${reason}: “${formatMasked(sentence)}”`),
    ),
  exclamation: ({text}) => (/[!¡！]/u.test(text) ? ['use a calm tone'] : []),
  digits: ({text, english}, lang) => (english ? wrongNumbers(text, english, lang) : []),
  english: ({text, english}, lang, names) =>
    english && primaryLanguage(lang) !== 'en' ? englishIn(text, english, lang, names) : [],
  name: ({text, english = ''}, _lang, names) =>
    termsIn(english, names)
      .filter(({name, forms = name}) => !new RegExp(forms, 'iu').test(text))
      .map(({term, name}) => `no “${name}” for “${term}”`),
  script: ({text, english}, lang) => (english ? wrongLetters(text, lang) : []),
};

/** Checks the reading level of each widget. @param {CopyRecord[]} records @param {string} lang @returns {Finding[]} */
const checkReadingLevel = (records, lang) =>
  measureCopy({records, lang})
    .filter(({sentences}) => sentences >= minSentences)
    .flatMap(({widget, grade, average, readability, limit}) => [
      ...(grade !== undefined && limit !== undefined && grade > limit
        ? [{id: widget, rule: 'grade', message: `grade ${grade.toFixed(1)}, ${limit} at most`}]
        : []),
      ...(primaryLanguage(lang) === 'en' && average !== undefined && average > maxAverageWords
        ? [{id: widget, rule: 'average', message: `${average.toFixed(1)} words a sentence, ${maxAverageWords} at most`}]
        : []),
      ...(readability !== undefined && readability < minReadability
        ? [{id: widget, rule: 'readability', message: `${readability.toFixed(0)}, ${minReadability} at least`}]
        : []),
    ]);

/**
 * Checks texts of one language.
 *
 * @param {{records: CopyRecord[], terms: (Term | WordRule)[], names?: Name[], lang?: string}} options `terms`: to avoid, as read by
 *   `readWordRules`; `names`: of things, as read by `readNames`
 */
export function checkCopy({records, terms, names = [], lang = 'en'}) {
  const checkWords = wordCheck(terms, lang);
  const findings = records.flatMap((record) => [
    ...checkWords(record),
    ...Object.entries(textRules).flatMap(([rule, check]) =>
      check(record, lang, names).map((message) => ({id: record.id, rule, message})),
    ),
  ]);
  return [
    ...findings,
    ...checkReadingLevel(records, lang),
    ...(lang === 'en' ? [...checkOrigins(records), ...checkRepetition(records)] : []),
  ];
}
