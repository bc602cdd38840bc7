/** Compares a translation with its English without knowing the language: its numbers, words and letters. */
import {placeholderPattern} from '../content/segmentation.mjs';

/** @param {string} text @param {RegExp} pattern @returns {string[]} */
const partsOf = (text, pattern) => text.replace(placeholderPattern, ' ').toLowerCase().match(pattern) ?? [];

/** Returns numbers that the English lacks, and lost ones above 3, for which no word or dual stands. @param {string} text @param {string} english */
export function wrongNumbers(text, english) {
  const lost = partsOf(english.replace('half an hour', '30').replace('day and night', '24'), /\p{Nd}+/gu);
  const added = partsOf(text, /\p{Nd}+/gu).filter(
    (number) => !lost.includes(number) || !lost.splice(lost.indexOf(number), 1),
  );
  const missing = lost.filter((number) => Number(number) > 3 && english.includes(number));
  return added.length || missing.length ? [`${added.join() || 'no number'} instead of ${lost.join() || 'none'}`] : [];
}

/** Returns the first three words in a row that a text shares with its English, which names do not reach. @param {string} text @param {string} english */
export function englishIn(text, english) {
  const [words, source] = [text, english].map((each) => partsOf(each, /[\p{L}\p{M}’'-]+/gu));
  const runs = words.slice(2).map((word, at) => ` ${words[at]} ${words[at + 1]} ${word} `);
  const found = runs.find((run) => ` ${source.join(' ')} `.includes(run));
  return found ? [`“${found.trim()}” is English`] : [];
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
  const own = LETTERS[new Intl.Locale(lang).maximize().script ?? ''] ?? /\p{L}/u;
  const words = partsOf(text, /[\p{L}\p{M}]+/gu);
  const isWrong = (/** @type {string} */ letter) => !own.test(letter) && !LETTERS.Latn.test(letter);
  const mixed = words.filter((word) => LETTERS.Cyrl.test(word) && LETTERS.Latn.test(word));
  const found = [...partsOf(text, /\p{L}/gu).filter(isWrong), ...mixed];
  if (found.length) return [`“${found.join('”, “')}” in ${lang}`];
  return words.length > 2 && !own.test(words.join('')) ? [`no word in the letters of ${lang}`] : [];
}
