/** Finds numbers that no page may show, in links and in sentences. */
import {readNumbers} from '../html/built.mjs';
import {decision} from './decisions.mjs';
import {lineCounter} from './lines.mjs';

/** Fewest digits that are looked for in sentences: a shorter number there may be any number. */
const SHORTEST_IN_TEXT = 8;

/** Matches digits with anything between them that people write there, or its bytes. @param {string} digits */
const spelling = (digits) =>
  new RegExp(
    `(?<![\\d+])\\+?\\(?${[...digits].join('[\\s().\\/\\u00a0\\u2010-\\u2015\\u00c2\\u00e2\\u0080\\u0090-\\u0095-]{0,3}')}(?!\\d)`,
    'g',
  );

/**
 * Returns where a number stands first.
 *
 * @param {string} source
 * @param {import('../content/known-numbers.mjs').DialedNumber} dialed
 * @returns {number | undefined}
 */
function placeOf(source, {number, domestic}) {
  const plain = number.replace('+', '');
  const forms = number === plain ? [plain] : [plain, `00${plain}`, ...domestic];
  const links = [...source.matchAll(/\b(?:tel|sms):([+\d().\s-]{3,25})/g)].filter(([, written]) =>
    forms.includes(written.replace(/\D/g, '')),
  );
  const spelled = forms
    .filter(({length}) => length >= SHORTEST_IN_TEXT)
    .flatMap((form) => [...source.matchAll(spelling(form))]);
  const places = [...links, ...spelled].map(({index}) => index);
  return places.length ? Math.min(...places) : undefined;
}

/**
 * Finds numbers that no page may show.
 *
 * @param {string} source text, or a binary string
 * @returns {import('./decisions.mjs').Decision[]} each number once, at its first place
 */
export function findRetired(source) {
  const lineAt = lineCounter(source);
  return readNumbers().retired.flatMap(({what, numbers, reason}) =>
    numbers.flatMap((dialed) => {
      const place = placeOf(source, dialed);
      if (place === undefined) return [];
      const title = `${what}, ${dialed.number}`;
      return [decision(lineAt(place), {key: 'retired', values: {what: title, reason}}, {title})];
    }),
  );
}
