/** Finds numbers that no page may show, in links and in sentences. */
import {readNumbers} from '../built/built.mjs';
import {decision, lineCounter} from './decisions.mjs';

/** Minimum number of digits to search for in sentences: a shorter number there may be any number. */
const SHORTEST_IN_TEXT = 8;

/** An address that calls or texts. */
const LINK = /\b(?:tel|sms):([+\d().\s-]{3,25})/g;

/** Matches digits with anything between them that people write there. @param {string} digits */
const spelling = (digits) =>
  new RegExp(`(?<![\\d+])\\+?\\(?${[...digits].join('[\\s().\\/\\u00a0\\u2010-\\u2015-]{0,3}')}(?!\\d)`);

/** @typedef {{title: string, reason: string, forms: string[], spellings: RegExp[]}} Watched `forms`: the digits to dial */

/** @type {Watched[] | undefined} */
let watched;

/** Returns the numbers to look for, with their patterns, which are the same for every page. */
const watchedNumbers = () =>
  (watched ??= readNumbers().retired.flatMap(({what, numbers, reason}) =>
    numbers.map(({number, domestic}) => {
      const plain = number.replace('+', '');
      const forms = number === plain ? [plain] : [plain, `00${plain}`, ...domestic];
      const spellings = forms.filter(({length}) => length >= SHORTEST_IN_TEXT).map(spelling);
      return {title: `${what}, ${number}`, reason, forms, spellings};
    }),
  ));

/**
 * Finds numbers that no page may show.
 *
 * @param {string} source
 * @returns {import('./decisions.mjs').Decision[]} each number once, at its first place
 */
export function findRetired(source) {
  const lineAt = lineCounter(source);
  const links = [...source.matchAll(LINK)].map(({1: written, index}) => ({digits: written.replace(/\D/g, ''), index}));
  return watchedNumbers().flatMap(({title, reason, forms, spellings}) => {
    const link = links.find(({digits}) => forms.includes(digits));
    const places = [link?.index ?? -1, ...spellings.map((pattern) => source.search(pattern))].filter((at) => at >= 0);
    if (!places.length) return [];
    return [decision(lineAt(Math.min(...places)), {key: 'retired', values: {what: title, reason}}, {title})];
  });
}
