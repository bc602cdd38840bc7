/** How to read files that may contain snippets: by their extension, else by their first bytes. */
import {isJson} from './encodings.mjs';

/** @typedef {import('./refresh.mjs').Kind} Kind */

/** @type {Record<string, Kind>} */
const KINDS = {
  ...Object.fromEntries(
    ['html', 'htm', 'xhtml', 'twig', 'liquid', 'njk', 'hbs', 'erb', 'ejs', 'vue', 'astro', 'svelte', 'tpl'].map(
      (end) => [end, /** @type {const} */ ('html')],
    ),
  ),
  md: 'markdown',
  mdx: 'markdown',
  markdown: 'markdown',
  php: 'php',
  phtml: 'php',
  inc: 'php',
  json: 'json',
  sql: 'sql',
  xml: 'xml',
};

/** Extensions of all such files, without the dot. */
export const ENDINGS = Object.keys(KINDS);

/** Returns how a file is read. @param {string} name @returns {Kind | undefined} undefined for any other file */
export function kindOf(name) {
  const [, end = ''] = /\.(\w+)$/.exec(name.toLowerCase()) ?? [];
  return Object.hasOwn(KINDS, end) ? KINDS[end] : undefined;
}

/** Space, a comment, or a statement that a dump has before its tables. */
const BEFORE_TABLES =
  /\s+|--[^\n]*(?:\n|$)|#[^\n]*(?:\n|$)|\/\*[^]*?\*\/;?|(?:SET|USE|BEGIN|PRAGMA|START|LOCK|DROP|DELETE|ALTER|COMMIT|CREATE (?:DATABASE|SCHEMA))\b[^;\n]*;/iy;

const NAME = '(?:`[^`\\n]+`|"[^"\\n]+"|[\\w.]+)';
/** A statement with rows, or the table for them. Prose may begin with the same text. */
const TABLE = new RegExp(
  `(?:INSERT|REPLACE)(?: IGNORE)? INTO ${NAME}\\s*(?:\\(|VALUES\\b|SELECT\\b)|CREATE TABLE (?:IF NOT EXISTS )?${NAME}\\s*\\(|UPDATE ${NAME} SET ${NAME}\\s*=|COPY ${NAME} [^\\n]*FROM stdin;`,
  'iy',
);

/** Whether a text is a dump of a database. @param {string} text */
function isSql(text) {
  let [index, hasStatement] = [0, false];
  for (;;) {
    BEFORE_TABLES.lastIndex = index;
    const [part] = BEFORE_TABLES.exec(text) ?? [];
    if (part === undefined) break;
    index += part.length;
    hasStatement ||= part.endsWith(';');
  }
  TABLE.lastIndex = index;
  return TABLE.test(text) || (hasStatement && index === text.length);
}

/** Detects how to read a text whose name does not reveal it, such as a dump saved as `dump.txt`. @param {string} text @returns {Kind} */
export function kindOfText(text) {
  const rest = text.replace(/^(?:\ufeff|\u00ef\u00bb\u00bf)/, '').trimStart();
  if (rest.startsWith('<?xml')) return 'xml';
  if (isJson(rest)) return 'json';
  if (isSql(rest)) return 'sql';
  return /<\?(?:php\b|=)/i.test(text) ? 'php' : 'html';
}

/** First bytes of gzip, ZIP (also of office documents), bzip2, xz, Zstandard and RAR. */
const COMPRESSED = ['\x1f\x8b', 'PK\x03\x04', 'BZh91AY&SY', '\xfd7zXZ\0', '\x28\xb5\x2f\xfd', 'Rar!\x1a\x07'];

/**
 * Returns why a file cannot be read. Bytes that no text has are accepted where there is a snippet: a dump may contain any.
 *
 * @param {string} binary one character for each byte
 * @returns {'compressed' | 'utf-16' | 'no-text' | undefined}
 */
export function unreadable(binary) {
  if (COMPRESSED.some((bytes) => binary.startsWith(bytes))) return 'compressed';
  const start = binary.slice(0, 8000);
  if (/^(?:\u00ff\u00fe|\u00fe\u00ff)/.test(start) || /^(?:[^\0]\0){20}|^(?:\0[^\0]){20}/.test(start)) return 'utf-16';
  return (start.includes('\0') || start.startsWith('%PDF-')) && !binary.includes('recovery-') ? 'no-text' : undefined;
}
