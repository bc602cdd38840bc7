/** Compares a translation with its English by numbers, words and letters, without knowing more of the language than a few words. */
import {placeholderPattern} from '../content/segmentation.mjs';
import {wordsOf} from '../content/tiers.mjs';

/** @param {string} text @param {RegExp} pattern @returns {string[]} */
const partsOf = (text, pattern) => text.replace(placeholderPattern, ' ').match(pattern) ?? [];

/** Returns the script of a language, as an ISO 15924 code. @param {string} lang */
const scriptOf = (lang) => new Intl.Locale(lang).maximize().script ?? '';

/** Returns numbers that the English lacks, and lost ones, for which no word of the language stands. @param {string} text @param {string} english @param {string} lang */
export function wrongNumbers(text, english, lang) {
  const {numbers = {}} = wordsOf(lang);
  const lost = partsOf(english.replace('half an hour', '30').replace('day and night', '24'), /\p{Nd}+/gu);
  const added = partsOf(text, /\p{Nd}+/gu).filter(
    (number) => !lost.includes(number) || !lost.splice(lost.indexOf(number), 1),
  );
  const hasWord = (/** @type {string} */ number) => numbers[number]?.some((word) => text.includes(word));
  const missing = lost.filter((number) => english.includes(number) && !hasWord(number));
  return added.length || missing.length ? [`${added.join() || 'no number'} instead of ${lost.join() || 'none'}`] : [];
}

/** Returns the first words that are English: two in a row, one of four letters, a whole text, and any where the language has other letters, but for those that it keeps and names of things. @param {string} text @param {string} english @param {string} lang @param {{name: string}[]} names */
export function englishIn(text, english, lang, names) {
  const kept = [...(wordsOf(lang).kept ?? []), ...names.map(({name}) => name)];
  const rest = kept.reduce((left, word) => left.replace(RegExp(`\\b${word}\\b`, 'gi'), ' – '), text);
  const [own, source] = [rest, english].map((each) => partsOf(each.toLowerCase(), /[\p{L}\p{M}’'-]+|\S/gu));
  const pairs = own.slice(1).map((word, at) => `${own[at]} ${word}`);
  const latin = partsOf(rest, /[\p{Script=Latin}’'-]+/gu).filter((word) => /\p{L}\p{Ll}/u.test(word));
  const found = [
    ...pairs.filter((pair) => /^\p{L}.* \p{L}/u.test(pair) && ` ${source.join(' ')} `.includes(` ${pair} `)),
    ...own.filter((word) => /^\p{L}{4,}$/u.test(word) && source.includes(word)),
    ...(text === english || scriptOf(lang) !== 'Latn' ? latin : []),
  ];
  return found.length ? [`“${found[0]}” is English`] : [];
}

/** Returns the text of all pairs of bytes of an encoding. @param {string} label @param {number} first lowest first byte @param {number} low lowest second byte */
function charactersOf(label, first, low) {
  const bytes = [];
  for (let lead = first; lead <= 0xf7; lead++) for (let trail = low; trail <= 0xfe; trail++) bytes.push(lead, trail);
  return new TextDecoder(label).decode(Uint8Array.from(bytes));
}

/** Letters by ISO 15924 code. GB 2312 has simplified characters, Big5 traditional ones, but not that of xylazine. @type {Record<string, RegExp>} */
const LETTERS = {
  Latn: /\p{Script=Latin}/u,
  Arab: /\p{Script_Extensions=Arabic}/u,
  Cyrl: /\p{Script=Cyrillic}/u,
  Kore: /\p{Script=Hangul}/u,
  Hans: new RegExp(`[${charactersOf('gbk', 0xb0, 0xa1).replace(/\P{L}/gu, '')}]`, 'u'),
  Hant: new RegExp(`[嗪${charactersOf('big5', 0xa4, 0x40).replace(/\P{L}/gu, '')}]`, 'u'),
};

/** Returns letters of another script. Latin ones may be in any text, but not in all words. @param {string} text @param {string} lang */
export function wrongLetters(text, lang) {
  const own = LETTERS[scriptOf(lang)] ?? /\p{L}/u;
  const words = partsOf(text, /[\p{L}\p{M}]+/gu);
  const isWrong = (/** @type {string} */ letter) => !own.test(letter) && !LETTERS.Latn.test(letter);
  const mixed = words.filter((word) => LETTERS.Cyrl.test(word) && LETTERS.Latn.test(word));
  const found = [...partsOf(text, /\p{L}/gu).filter(isWrong), ...mixed];
  if (found.length) return [`“${found.join('”, “')}” in ${lang}`];
  return words.length > 2 && !own.test(words.join('')) ? [`no word in the letters of ${lang}`] : [];
}
