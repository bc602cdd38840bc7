/**
 * Checks the words: English copy against the rules for copy, translations against those that hold in every language.
 *
 *     node src/tools/content/check-copy.mjs
 *
 * Prints a table of what was measured, then the findings, and exits with 1 when there are any.
 *
 * | Rule          | Finds                                                                                |
 * | ------------- | ------------------------------------------------------------------------------------ |
 * | term          | a term to avoid (src/content/terms)                                                  |
 * | long-sentence | a sentence with too many words                                                       |
 * | grade         | English: a widget that reads harder than its file allows (Flesch-Kincaid)            |
 * | readability   | Spanish: a widget harder than “normal” on the INFLESZ scale (Szigriszt-Pazos)        |
 * | number        | three digits or more, or what looks like a telephone number: those are data          |
 * | markup        | the characters < > &                                                                 |
 * | placeholder   | one not declared, not used, not closed, not allowed in its kind, or lost in translation |
 * | white-space   | white space at an end, or doubled                                                    |
 * | capitals      | a word in capitals that is no known abbreviation                                     |
 * | exclamation   | an exclamation mark                                                                  |
 */
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {basename, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {DOMParser} from '@xmldom/xmldom';
import {syllable} from 'syllable';
import {ContentError, contentFolder, messageId, readCopies, readTerms} from './read-content.mjs';

/**
 * @typedef {object} CopyRecord a text to check
 * @property {string} id
 * @property {string} widget
 * @property {string} text
 * @property {'text'|'rich'|'label'} [kind]
 * @property {string} [edit]
 * @property {Record<string, string>} [placeholders] as declared; translations are held against `source` instead
 * @property {number} [grade]  highest grade of the widget
 * @property {string} [source] of a translation: the English text
 *
 * @typedef {object} Finding
 * @property {string} id   of the message, or the widget's name where the widget as a whole is meant
 * @property {string} rule
 * @property {string} message
 *
 * @typedef {object} Measure what a widget's words come to
 * @property {string} widget
 * @property {number} messages
 * @property {number} words        in all texts
 * @property {number} sentences    those that count for the grade
 * @property {number | undefined} grade        English: Flesch-Kincaid
 * @property {number | undefined} readability  Spanish: INFLESZ
 * @property {number | undefined} limit        for the grade
 * @property {{words: number, id: string, text: string}} longest
 */

/** Words a sentence may have. Other languages: 25, which a few of them will want to change. */
const sentenceLimits = /** @type {Record<string, number>} */ ({en: 20, es: 25, ar: 22});
const usualSentenceLimit = 25;

/** INFLESZ: 55 to 65 is “normal”, above that is easier. */
const readabilityLimit = 55;

/** The formulas are about averages: fewer sentences than this are measured, but not judged. */
const fewestSentences = 5;

/** Abbreviations that people know better than the words they stand for. */
const abbreviations = new Set([
  'CPR',
  'AED',
  'US',
  'UK',
  'HIV',
  'PTSD',
  'ZIP',
  'RCP',
  'DEA',
  'EE',
  'UU',
  'VIH',
  'TEPT',
]);

/** Names of medicines and other drugs: long, but there is no shorter word, so they do not count for the grade. */
const medicines = new RegExp(
  `^(?:${[
    'buprenorphine|methadone|naltrexone|naloxone|narcan|suboxone|sublocade|brixadi|vivitrol|lofexidine|morphine',
    'fentanyl|nitazenes?|xylazine|medetomidine|benzodiazepines?',
    'buprenorfina|metadona|naltrexona|naloxona|lofexidina|morfina',
    'fentanilo|nitacenos?|xilacina|medetomidina|benzodiacepinas?',
  ].join('|')})$`,
  'iu',
);

/** Stands for a placeholder. It is an upper-case letter, so that a sentence may begin with it, and one that no text uses. */
const slot = 'Ŋ';

const placeholderPattern = /\{([^{}]*)\}/gu;

/** @param {string} text */
const withSlots = (text) => text.replace(placeholderPattern, slot);

/** @param {string} lang */
const baseOf = (lang) => lang.split('-')[0].toLowerCase();

/**
 * @param {string} text
 * @param {string} lang
 * @returns {string[]} words; day-to-day is one
 */
function wordsOf(text, lang) {
  // Languages that write without spaces leave it to the segmenter.
  if (/^(?:zh|ja|th|km|lo|my)$/.test(baseOf(lang)))
    return [...new Intl.Segmenter(lang, {granularity: 'word'}).segment(text)]
      .filter(({isWordLike}) => isWordLike)
      .map(({segment}) => segment);
  return text.match(/[\p{L}\p{M}\p{N}]+(?:['’‑-][\p{L}\p{M}\p{N}]+)*/gu) ?? [];
}

/**
 * @param {string} text
 * @param {string} lang
 */
const sentencesOf = (text, lang) =>
  [...new Intl.Segmenter(lang, {granularity: 'sentence'}).segment(withSlots(text))].map(({segment}) => segment.trim());

/** True for what reads as sentences: headings and names of controls do not end in a full stop. @param {CopyRecord} record */
const isProse = ({text}) => /[.!?…][”’"')\]]*$/u.test(text.trim());

/**
 * Counts syllables of a Spanish word: one for each vowel or diphthong.
 *
 * @param {string} word
 */
export function spanishSyllables(word) {
  const sounds = word
    .toLowerCase()
    .replace(/qu(?=[eiéí])|gu(?=[eiéí])/gu, 'k')
    .replace(/y$/u, 'i');
  // A strong vowel, or an accented weak one, starts a syllable of its own; weak vowels lean on what stands beside them.
  const groups = sounds.match(/[iuü]*[aeoáéóíú][iuü]*|[iuü]+/gu) ?? [];
  return Math.max(1, groups.length);
}

/**
 * Words, sentences and syllables of texts together, without placeholders and names of medicines.
 *
 * @param {CopyRecord[]} records
 * @param {string} lang
 * @param {(word: string) => number} syllablesOf
 */
function pool(records, lang, syllablesOf) {
  let sentences = 0;
  let words = 0;
  let syllables = 0;
  // Forms of one plural message may read the same; they count once.
  for (const text of new Set(records.filter(isProse).map((record) => record.text)))
    for (const sentence of sentencesOf(text, lang)) {
      const counted = wordsOf(sentence, lang).filter((word) => !word.includes(slot) && !medicines.test(word));
      if (!counted.length) continue;
      sentences++;
      words += counted.length;
      for (const word of counted) syllables += Math.max(1, syllablesOf(word));
    }
  return {sentences, words, syllables};
}

/** @param {CopyRecord[]} records @returns {Map<string, CopyRecord[]>} */
function byWidget(records) {
  /** @type {Map<string, CopyRecord[]>} */
  const groups = new Map();
  for (const record of records) groups.set(record.widget, [...(groups.get(record.widget) ?? []), record]);
  return groups;
}

/**
 * Measures what each widget says.
 *
 * @param {{records: CopyRecord[], lang?: string}} options
 * @returns {Measure[]}
 */
export function measureCopy({records, lang = 'en'}) {
  const base = baseOf(lang);
  return [...byWidget(records)].map(([widget, own]) => {
    const {sentences, words, syllables} = pool(own, lang, base === 'es' ? spanishSyllables : syllable);
    const counted = words > 0;
    const longest = own
      .flatMap(({id, text}) =>
        sentencesOf(text, lang).map((each) => ({words: wordsOf(each, lang).length, id, text: each})),
      )
      .reduce((most, each) => (each.words > most.words ? each : most));
    return {
      widget,
      messages: own.length,
      words: own.reduce((sum, {text}) => sum + wordsOf(withSlots(text), lang).length, 0),
      sentences,
      grade: counted && base === 'en' ? 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59 : undefined,
      readability: counted && base === 'es' ? 206.835 - 62.3 * (syllables / words) - words / sentences : undefined,
      limit: own[0].grade,
      longest: {...longest, text: longest.text.replaceAll(slot, '{…}')},
    };
  });
}

/**
 * Folds what writers of Arabic leave out or add at will: vowel marks, the stretching line, the hamza on an alef.
 *
 * @param {string} text
 */
const foldArabic = (text) => text.replace(/[\u064B-\u0652\u0640]/gu, '').replace(/[أإآ]/gu, 'ا');

/**
 * @param {import('./read-content.mjs').Term[]} terms
 * @param {string} lang
 */
function compileTerms(terms, lang) {
  const fold = baseOf(lang) === 'ar' ? foldArabic : (/** @type {string} */ text) => text;
  const letter = '[\\p{L}\\p{M}\\p{N}]';
  const compiled = terms.map((entry) => ({
    ...entry,
    expression: new RegExp(`(?<!${letter})(?:${fold(entry.pattern)})(?!${letter})`, 'iu'),
  }));
  return (/** @type {CopyRecord} */ {id, text, edit}) =>
    compiled.flatMap(({expression, term, use, allowIn}) => {
      const match = expression.exec(fold(withSlots(text)));
      if (!match) return [];
      if (allowIn?.includes('title') && /(?:^|[.-])(?:heading|title)$/u.test(id)) return [];
      if (allowIn?.includes('quotation') && edit === 'quoted') return [];
      return [`“${match[0]}” (${term}); rather: ${use}`];
    });
}

/** Everything between braces, be it a name or not. @param {string} text */
const bracedIn = (text) => [...text.matchAll(placeholderPattern)].map(([, name]) => name);

/** @param {CopyRecord} record @returns {string[]} */
function placeholderProblems({text, kind, placeholders, source}) {
  const problems = [];
  const used = bracedIn(text);
  if (/[{}]/u.test(text.replace(placeholderPattern, ''))) problems.push('a brace without its partner');
  if (source !== undefined) {
    const wanted = bracedIn(source);
    const count = (/** @type {string[]} */ names, /** @type {string} */ name) => names.filter((n) => n === name).length;
    for (const name of new Set([...wanted, ...used])) {
      const [inSource, inTarget] = [count(wanted, name), count(used, name)];
      if (inSource !== inTarget) problems.push(`{${name}} is ${inSource} × in the English text, ${inTarget} × here`);
    }
    return problems;
  }
  const declared = Object.keys(placeholders ?? {});
  if (kind === 'text' && used.length) problems.push(`a plain text has no placeholders, but {${used.join('}, {')}}`);
  for (const name of new Set(used)) {
    if (!/^[a-z][a-zA-Z]*$/u.test(name)) problems.push(`{${name}} is no name: letters only`);
    else if (!declared.includes(name)) problems.push(`{${name}} is not declared`);
  }
  for (const name of declared) if (!used.includes(name)) problems.push(`{${name}} is declared but not used`);
  return problems;
}

/**
 * Checks texts of one language.
 *
 * @param {object} options
 * @param {CopyRecord[]} options.records
 * @param {import('./read-content.mjs').Term[]} options.terms
 * @param {string} [options.lang]
 * @returns {Finding[]}
 */
export function checkCopy({records, terms, lang = 'en'}) {
  /** @type {Finding[]} */
  const findings = [];
  const termsIn = compileTerms(terms, lang);
  const limit = sentenceLimits[baseOf(lang)] ?? usualSentenceLimit;

  for (const record of records) {
    const {id, text} = record;
    const find = (/** @type {string} */ rule, /** @type {string} */ message) => findings.push({id, rule, message});
    const shown = withSlots(text);

    for (const message of termsIn(record)) find('term', message);
    for (const sentence of sentencesOf(text, lang)) {
      const {length} = wordsOf(sentence, lang);
      if (length > limit)
        find('long-sentence', `${length} words, ${limit} at most: “${sentence.replaceAll(slot, '{…}')}”`);
    }
    // Three digits in a row, or apart as in 9-1-1. Years and doses are refused with them; they do not belong in a message
    // either.
    const number = /\p{Nd}(?:[\s.()–‑-]{0,2}\p{Nd}){2,}/u.exec(shown);
    if (number) find('number', `“${number[0]}” belongs in the data, with a placeholder here`);
    const markup = /[<>&]/u.exec(text);
    if (markup) find('markup', `“${markup[0]}” in a text`);
    for (const message of placeholderProblems(record)) find('placeholder', message);
    if (text !== text.trim()) find('white-space', 'at an end');
    if (/\s\s|[\n\t]/u.test(text.trim())) find('white-space', 'doubled, or a line break');
    for (const [word] of shown.matchAll(/(?<![\p{L}\p{N}])\p{Lu}{2,}(?![\p{L}\p{N}])/gu))
      if (!abbreviations.has(word)) find('capitals', `“${word}”`);
    if (/[!¡！]/u.test(text)) find('exclamation', 'say it calmly');
  }

  for (const {widget, sentences, grade, readability, limit: highest} of measureCopy({records, lang})) {
    if (sentences < fewestSentences) continue;
    if (grade !== undefined && highest !== undefined && grade > highest)
      findings.push({id: widget, rule: 'grade', message: `grade ${grade.toFixed(1)}, ${highest} at most`});
    if (readability !== undefined && readability < readabilityLimit)
      findings.push({
        id: widget,
        rule: 'readability',
        message: `${readability.toFixed(0)}, ${readabilityLimit} at least`,
      });
  }
  return findings;
}

/**
 * @param {import('./read-content.mjs').Copy[]} copies
 * @returns {CopyRecord[]}
 */
export const recordsOf = (copies) =>
  copies.flatMap((copy) =>
    copy.messages.map(({kind, text, edit, placeholders}, index) => ({
      id: messageId(copy, copy.messages[index]),
      widget: copy.widget,
      grade: copy.grade,
      kind,
      text,
      edit,
      placeholders,
    })),
  );

/** States of a translation that does not ship: it was written for an earlier English text, or not written yet. */
const notShipped = new Set(['needs-review-translation', 'new']);

/**
 * Reads the translations that ship from an XLIFF 1.2 file as lit-localize writes it. Elements that stand for code
 * (`<x id equiv-text/>`, `<ph>`) become placeholders, named after the code.
 *
 * @param {string} xliff
 * @param {CopyRecord[]} english the records in English, for what XLIFF does not say
 * @returns {{lang: string, records: CopyRecord[]}}
 */
export function readTranslations(xliff, english) {
  const file = new DOMParser().parseFromString(xliff, 'text/xml').getElementsByTagName('file')[0];
  if (!file) throw new ContentError(['no <file> in it: is this XLIFF 1.2?']);
  const first = (/** @type {Element} */ unit, /** @type {string} */ name) => unit.getElementsByTagName(name)[0];
  const wordsIn = (/** @type {Element} */ element) =>
    Array.from(element.childNodes, (node) => {
      if (node.nodeType !== node.ELEMENT_NODE) return node.nodeValue ?? '';
      const code = /** @type {Element} */ (node);
      const name = /^\$\{(\w+)\}$/u.exec(code.getAttribute('equiv-text') || (code.textContent ?? ''))?.[1];
      return `{${name ?? `x${code.getAttribute('id')}`}}`;
    }).join('');

  const records = Array.from(file.getElementsByTagName('trans-unit')).flatMap((unit) => {
    const id = unit.getAttribute('id') ?? '';
    const target = first(unit, 'target');
    if (!target || !wordsIn(target) || notShipped.has(target.getAttribute('state') ?? '')) return [];
    const {widget, kind, edit} = english.find((record) => record.id === id) ?? {widget: id.split('.')[0]};
    return [{id, widget, kind, edit, text: wordsIn(target), source: wordsIn(first(unit, 'source'))}];
  });
  return {lang: file.getAttribute('target-language') ?? '', records};
}

/** @param {Measure[]} measures */
function tableOf(measures) {
  const rows = [['widget', 'messages', 'words', 'sentences', 'level', 'longest sentence']];
  for (const {widget, messages, words, sentences, grade, readability, limit, longest} of measures) {
    let level = '–';
    if (grade !== undefined) level = `grade ${grade.toFixed(1)} of ${limit}`;
    if (readability !== undefined) level = `INFLESZ ${readability.toFixed(0)}`;
    rows.push([widget, `${messages}`, `${words}`, `${sentences}`, level, `${longest.words} (${longest.id})`]);
  }
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/**
 * @param {string} [content] path of src/content
 * @returns {number} exit code
 */
function main(content = contentFolder) {
  const english = recordsOf(readCopies(content));
  const languages = [{lang: 'en', records: english}];
  const locales = join(content, '../locales');
  for (const name of existsSync(locales) ? readdirSync(locales).sort() : []) {
    if (!name.endsWith('.xlf')) continue;
    try {
      languages.push(readTranslations(readFileSync(join(locales, name), 'utf8'), english));
    } catch (error) {
      throw new ContentError([`${basename(name)}: ${error instanceof Error ? error.message : error}`]);
    }
  }

  let count = 0;
  for (const {lang, records} of languages) {
    console.log(`\n${lang}: ${records.length} messages`);
    if (!records.length) continue;
    console.log(tableOf(measureCopy({records, lang})));
    const terms = readTerms(lang, content);
    if (!terms) console.log(`No terms to avoid are known for ${lang}: write src/content/terms/${baseOf(lang)}.json.`);
    const findings = checkCopy({records, terms: terms ?? [], lang});
    for (const {id, rule, message} of findings) console.log(`  ✗ ${id}  ${rule}: ${message}`);
    count += findings.length;
  }
  console.log(count ? `\n${count} findings.` : '\nNo findings.');
  return count ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = main(process.argv[2]);
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
