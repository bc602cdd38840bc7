/**
 * Text inside other text: a snippet in a JSON string in a serialized PHP array in an SQL dump. Each layer is decoded with a note where
 * each character came from, changed inside, and only what has changed is encoded again, so that no other byte is touched.
 *
 * All layers work on binary strings, with one character for each byte: dumps may contain any bytes, and PHP counts bytes.
 */

/**
 * @typedef {{start: number, end: number, text: string}} Edit replaces a part of a text
 * @typedef {object} Decoded
 * @property {string} text
 * @property {Uint32Array} from index in the encoded text, for each character and for the end
 * @property {(text: string) => string} encode encodes a new text the way this one is encoded
 *
 * @typedef {(text: string, depth: number, offset?: number) => Promise<Edit[]>} Visit looks for edits in decoded text; `offset`: where it
 *   begins in the text around
 */

/** Layers that may be around a snippet. More is an attack or a mistake. */
export const MAX_DEPTH = 8;

/** Applies edits, which must not overlap. @param {string} text @param {Edit[]} edits */
export function applyEdits(text, edits) {
  let result = '';
  let end = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    result += text.slice(end, edit.start) + edit.text;
    end = edit.end;
  }
  return result + text.slice(end);
}

/** Translates edits of decoded text into edits of the text around. @param {Edit[]} edits @param {Decoded} decoded @param {number} offset */
const outward = (edits, {from, encode}, offset) =>
  edits.map(({start, end, text}) => ({start: offset + from[start], end: offset + from[end], text: encode(text)}));

const utf8 = new TextEncoder();
/** Writes a text as its bytes. @param {string} text @returns {string} binary string */
export const toBinary = (text) => Array.from(utf8.encode(text), (byte) => String.fromCharCode(byte)).join('');

/** Reads bytes as text. @param {string} binary @returns {string | undefined} undefined if it is not UTF-8 */
export function fromBinary(binary) {
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Decodes escape sequences.
 *
 * @param {string} raw
 * @param {(raw: string, index: number) => [decoded: string, length: number]} next decodes the sequence at an index
 * @param {(text: string) => string} encode
 * @returns {Decoded}
 */
function decode(raw, next, encode) {
  /** @type {string[]} */
  const parts = [];
  const from = new Uint32Array(raw.length + 1);
  let length = 0;
  for (let index = 0; index < raw.length;) {
    const [text, used] = next(raw, index);
    for (let each = 0; each < text.length; each++) from[length++] = index;
    parts.push(text);
    index += used;
  }
  from[length] = raw.length;
  return {text: parts.join(''), from, encode};
}

/** @type {Record<string, string>} */
const SQL_ESCAPES = {0: '\0', b: '\b', n: '\n', r: '\r', t: '\t', Z: '\x1a'};

/** @param {string} raw content of an SQL string @param {string} quote @returns {Decoded} */
function decodeSql(raw, quote) {
  // mysqldump writes no other escapes; SQLite and PostgreSQL write backslashes as they are.
  const isEscaped = raw.includes('\\') && !/\\[^0'"bnrtZ\\%_\n]/.test(raw.replaceAll('\\\\', ''));
  const doubles = raw.includes(quote + quote);
  const encode = (/** @type {string} */ text) => {
    const safe = isEscaped ? text.replaceAll('\\', '\\\\') : text;
    const quoted = safe.replaceAll(quote, doubles || !isEscaped ? quote + quote : `\\${quote}`);
    if (!isEscaped) return quoted;
    const lines = raw.includes('\n') ? quoted : quoted.replaceAll('\r', '\\r').replaceAll('\n', '\\n');
    // mysqldump escapes quotation marks of both kinds.
    return quote === "'" && raw.includes('\\"') ? lines.replaceAll('"', '\\"') : lines;
  };
  return decode(
    raw,
    (text, index) => {
      const char = text[index];
      if (char === '\\' && isEscaped) return [SQL_ESCAPES[text[index + 1]] ?? text[index + 1] ?? '', 2];
      return char === quote && text[index + 1] === quote ? [quote, 2] : [char, 1];
    },
    encode,
  );
}

/** @type {Record<string, string>} */
const JSON_ESCAPES = {b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', 0: '\0'};

/**
 * Decodes the content of a string in double quotes, as JSON, JavaScript and PHP write them.
 *
 * @param {string} raw
 * @param {{isPhp?: boolean}} [options]
 * @returns {Decoded}
 */
export function decodeQuoted(raw, {isPhp} = {}) {
  /** Which of some characters are written as `\u003c`. @param {string} char */
  const isUnicode = (char) => new RegExp(`\\\\u00${char.charCodeAt(0).toString(16)}`, 'i').test(raw);
  const codes = [...'<>&\'"'].filter(isUnicode);
  const hasCapitals = /\\u00[0-9a-f]*[A-F]/.test(raw);

  const isAscii = /^[\0-\x7f]*$/.test(raw) && /\\u(?!00[0-7])/i.test(raw);
  const code = (/** @type {string} */ char) => {
    const hex = char.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${hasCapitals ? hex.toUpperCase() : hex}`;
  };
  const encode = (/** @type {string} */ binary) => {
    let text = binary.replaceAll('\\', '\\\\');
    if (!codes.includes('"')) text = text.replaceAll('"', '\\"');
    // A line break in the middle of a string: JSON never has one, PHP may.
    if (!raw.includes('\n')) text = text.replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
    if (raw.includes('\\/')) text = text.replaceAll('/', '\\/');
    if (isPhp) text = text.replaceAll('$', '\\$');
    for (const char of codes) text = text.replaceAll(char, code(char));

    return isAscii ? (fromBinary(text) ?? text).replace(/[^\0-\x7f]/g, code) : text;
  };
  return decode(
    raw,
    (text, index) => {
      if (text[index] !== '\\') return [text[index], 1];
      const [, first, second = ''] = /^\\u([0-9a-f]{4})(\\u[0-9a-f]{4})?/i.exec(text.slice(index, index + 12)) ?? [];
      if (first) {
        const isPair = /^d[89ab]/i.test(first) && /^\\ud[c-f]/i.test(second);
        const codeUnits = [first, ...(isPair ? [second.slice(2)] : [])].map((hex) => parseInt(hex, 16));
        return [toBinary(String.fromCharCode(...codeUnits)), isPair ? 12 : 6];
      }
      return [JSON_ESCAPES[text[index + 1]] ?? text[index + 1] ?? '', 2];
    },
    encode,
  );
}

/** Begins the rows of a table in a dump of PostgreSQL, which end with `\\.` on a line. */
const COPY = /COPY [^\n;]*FROM stdin;\n/iy;

/**
 * Finds the strings in a text: pairs of quotation marks, outside of comments.
 *
 * @param {string} text
 * @param {{quotes: string, isSql?: boolean}} syntax
 * @returns {Generator<{start: number, end: number, quote: string}>} `start` and `end` without the quotation marks; `quote`: `COPY` for
 *   rows without any
 */
function* strings(text, {quotes, isSql}) {
  for (let index = 0; index < text.length; index++) {
    const char = text[index];
    if (isSql && (char === '#' || (char === '-' && /^--\s/.test(text.slice(index, index + 3))))) {
      index = indexOrEnd(text, '\n', index);
    } else if (isSql && char === '/' && text[index + 1] === '*') {
      index = indexOrEnd(text, '*/', index + 2) + 1;
    } else if (isSql && /c/i.test(char) && (!index || text[index - 1] === '\n') && isAt(COPY, text, index)) {
      const end = indexOrEnd(text, '\n\\.', index);
      yield {start: index, end, quote: 'COPY'};
      index = end;
    } else if (quotes.includes(char)) {
      const start = index + 1;
      for (index = start; index < text.length; index++) {
        if (text[index] === '\\' && char !== '`') index++;
        else if (text[index] === char) {
          if (!isSql || text[index + 1] !== char) break;
          index++;
        }
      }
      // Without an end it is not a string, but an apostrophe in something else.
      if (index < text.length) yield {start, end: index, quote: char};
      else index = start - 1;
    }
  }
}

/** @param {RegExp} sticky @param {string} text @param {number} index */
function isAt(sticky, text, index) {
  sticky.lastIndex = index;
  return sticky.test(text);
}

/** @param {string} text @param {string} searched @param {number} from */
function indexOrEnd(text, searched, from) {
  const index = text.indexOf(searched, from);
  return index < 0 ? text.length : index;
}

/** A text that every snippet contains, in every layer. */
const MARK = 'recovery-';

/**
 * Visits the strings of an SQL dump.
 *
 * @param {string} text
 * @param {Visit} visit
 * @param {number} depth
 * @param {(start: number) => void} onRows called with the start of rows without quotation marks that have a snippet
 */
export async function editSql(text, visit, depth, onRows) {
  /** @type {Edit[]} */
  const edits = [];
  for (const {start, end, quote} of strings(text, {quotes: '\'"`', isSql: true})) {
    const raw = text.slice(start, end);
    if (quote === '`' || !raw.includes(MARK)) continue;
    if (quote === 'COPY') {
      onRows(start);
      continue;
    }
    const decoded = decodeSql(raw, quote);
    edits.push(...outward(await visit(decoded.text, depth + 1, start), decoded, start));
  }
  return edits;
}

/** @param {string} text @param {Visit} visit @param {number} depth */
export async function editJson(text, visit, depth) {
  /** @type {Edit[]} */
  const edits = [];
  for (const {start, end} of strings(text, {quotes: '"'})) {
    const raw = text.slice(start, end);
    if (!raw.includes(MARK)) continue;
    const decoded = decodeQuoted(raw);
    edits.push(...outward(await visit(decoded.text, depth + 1, start), decoded, start));
  }
  return edits;
}

/** A comment, or a section of characters with those that follow at once: `]]>` in a text divides it. */
const XML_PARTS = /<!--[^]*?(?:-->|$)|<!\[CDATA\[([^]*?(?:\]\]><!\[CDATA\[[^]*?)*)\]\]>/g;
const DIVISION = ']]><![CDATA[';

/**
 * Visits the sections of characters of an XML file.
 *
 * @param {string} text
 * @param {Visit} visit
 * @param {number} depth
 * @param {(part: string, start: number) => void} onMarkup called with parts outside of them that have a snippet
 */
export async function editXml(text, visit, depth, onMarkup) {
  /** @type {Edit[]} */
  const edits = [];
  let end = 0;
  const leave = (/** @type {number} */ until) => {
    const part = text.slice(end, until);
    if (part.includes(MARK)) onMarkup(part, end);
  };
  for (const {0: whole, 1: raw, index} of text.matchAll(XML_PARTS)) {
    leave(index);
    end = index + whole.length;
    if (!raw?.includes(MARK)) continue;
    const start = index + '<![CDATA['.length;
    const decoded = decode(
      raw,
      (part, at) => (part.startsWith(DIVISION, at) ? ['', DIVISION.length] : [part[at], 1]),
      (text) => text.replaceAll(']]>', `]]${DIVISION}>`),
    );
    edits.push(...outward(await visit(decoded.text, depth + 1, start), decoded, start));
  }
  leave(text.length);
  return edits;
}

/** Serialized data whose lengths are wrong already: PHP could not read it either. The message is the index of the byte. */
export class BrokenSerialization extends Error {}

/** Whether a text begins like serialized PHP. @param {string} text */
export const isSerialized = (text) => /^(a:\d+:\{|[OC]:\d+:"|s:\d+:")/.test(text);

/** Whether a text is JSON. @param {string} text */
export function isJson(text) {
  if (!/^\s*[[{"]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Begins a string of serialized PHP, in the text itself or in strings and attributes of it. */
const COUNTED = /\bs:(\d+):(\\*"|&quot;|&#34;|\\u0022)/g;

/** Maximum number of characters for a byte where a text is escaped several times. */
const MAX_ESCAPE_LENGTH = 12;

/** Number of bytes of the character for an HTML character reference. @param {string} reference */
function bytesOfReference(reference) {
  const [, hex, decimal] = /^&#(?:x([\da-f]+)|(\d+));$/i.exec(reference) ?? [];
  const code = hex ? parseInt(hex, 16) : Number(decimal ?? 0);
  return code > 127 && code < 0x110000 ? toBinary(String.fromCodePoint(code)).length : 1;
}

/** Finds the end of a counted string. @param {string} binary @param {number} start @param {number} bytes @param {string} quote */
function endOfCounted(binary, start, bytes, quote) {
  if (quote === '"') return start + bytes;
  if (quote.startsWith('&')) {
    let index = start;
    for (let left = bytes; left > 0 && index < binary.length;) {
      const [reference] = /^&[#\w]+;/.exec(binary.slice(index, index + 10)) ?? [];
      left -= reference ? bytesOfReference(reference) : 1;
      index += reference?.length ?? 1;
    }
    return index;
  }
  const raw = binary.slice(start, start + bytes * MAX_ESCAPE_LENGTH);
  const first = decodeQuoted(raw);
  // Two levels of escapes have three backslashes.
  const second = /^\\{3}/.test(quote) ? decodeQuoted(first.text) : undefined;
  return (
    start + first.from[second ? second.from[Math.min(bytes, second.text.length)] : Math.min(bytes, first.text.length)]
  );
}

/**
 * Finds strings of serialized PHP, whose length is written before them, in a text that is not read as such.
 *
 * @param {string} binary
 * @returns {(index: number) => boolean} whether an index is in one of them
 */
export function countedStrings(binary) {
  /** @type {{start: number, bytes: number, quote: string}[] | undefined} */
  let found;
  return (index) => {
    found ??= [...binary.matchAll(COUNTED)].map((match) => ({
      start: match.index + match[0].length,
      bytes: Number(match[1]),
      quote: match[2],
    }));
    return found.some(({start, bytes, quote}) => {
      if (index < start || index >= start + bytes * MAX_ESCAPE_LENGTH) return false;
      const end = endOfCounted(binary, start, bytes, quote);
      // Ignores a length that is wrong already.
      return index < end && (quote !== '"' || binary.startsWith('";', end));
    });
  };
}

/**
 * Visits the strings in serialized PHP, and corrects their lengths.
 *
 * @param {string} text
 * @param {Visit} visit
 * @param {number} depth
 * @returns {Promise<Edit[]>}
 * @throws {BrokenSerialization}
 */
export async function editSerialized(text, visit, depth) {
  /** @type {Edit[]} */
  const edits = [];
  let index = 0;
  /** @param {RegExp} pattern sticky */
  const take = (pattern) => {
    pattern.lastIndex = index;
    const match = pattern.exec(text);
    if (!match) throw new BrokenSerialization(String(index));
    index = pattern.lastIndex;
    return match;
  };
  /** Nested values that are still open: the number of values left in each, and its end. @type {number[]} */
  const open = [];
  do {
    if (open.at(-1) === 0) {
      take(/\}/y);
      open.pop();
    } else {
      if (open.length) open[open.length - 1]--;
      const start = index;
      const [, simple, kind, length] = take(/([NibdrRE](?=[:;])[^;]*;)|([saOC]):(\d+):/y);
      if (simple) continue;
      if (kind === 'a') {
        take(/\{/y);
        open.push(Number(length) * 2);
        continue;
      }
      take(/"/y);
      const contentStart = index;
      index += Number(length);
      const content = text.slice(contentStart, index);
      if (kind === 's') {
        take(/";/y);
        if (!content.includes(MARK)) continue;
        const inner = await visit(content, depth + 1);
        if (!inner.length) continue;
        edits.push({start: start + 2, end: contentStart - 2, text: String(applyEdits(content, inner).length)});
        edits.push(...inner.map((edit) => ({...edit, start: contentStart + edit.start, end: contentStart + edit.end})));
      } else {
        const [, size] = take(/":(\d+):\{/y);
        if (kind === 'O') open.push(Number(size) * 2);
        else {
          // The class writes its own format, whose inner lengths are unknown.
          index += Number(size);
          take(/\}/y);
        }
      }
    }
  } while (open.length);
  if (text.slice(index).trim()) throw new BrokenSerialization(String(index));
  return edits;
}
