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
export const DEEPEST = 8;

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
 * @param {(raw: string, index: number) => [decoded: string, length: number]} next decodes what begins at an index
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
  const isEscaped = raw.includes('\\');
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
      if (char === '\\') return [SQL_ESCAPES[text[index + 1]] ?? text[index + 1] ?? '', 2];
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

/**
 * Finds the strings in a text: pairs of quotation marks, outside of comments.
 *
 * @param {string} text
 * @param {{quotes: string, isSql?: boolean}} syntax
 * @returns {Generator<{start: number, end: number, quote: string}>} `start` and `end` without the quotation marks
 */
function* strings(text, {quotes, isSql}) {
  for (let index = 0; index < text.length; index++) {
    const char = text[index];
    if (isSql && (char === '#' || (char === '-' && /^--\s/.test(text.slice(index, index + 3))))) {
      index = indexOrEnd(text, '\n', index);
    } else if (isSql && char === '/' && text[index + 1] === '*') {
      index = indexOrEnd(text, '*/', index + 2) + 1;
    } else if (quotes.includes(char)) {
      const start = index + 1;
      for (index = start; index < text.length; index++) {
        if (text[index] === '\\' && char !== '`') index++;
        else if (text[index] === char) {
          if (!isSql || text[index + 1] !== char) break;
          index++;
        }
      }
      yield {start, end: Math.min(index, text.length), quote: char};
    }
  }
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
 */
export async function editSql(text, visit, depth) {
  /** @type {Edit[]} */
  const edits = [];
  for (const {start, end, quote} of strings(text, {quotes: '\'"`', isSql: true})) {
    const raw = text.slice(start, end);
    if (quote === '`' || !raw.includes(MARK)) continue;
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

/** Visits the parts of an XML file: those that are characters only, and those between. @param {string} text @param {Visit} visit @param {number} depth */
export async function editXml(text, visit, depth) {
  /** @type {Edit[]} */
  const edits = [];
  let start = 0;
  for (const part of text.split(/(?<=<!\[CDATA\[)|(?=\]\]>)/)) {
    if (part.includes(MARK))
      for (const edit of await visit(part, depth + 1, start))
        edits.push({start: start + edit.start, end: start + edit.end, text: edit.text});
    start += part.length;
  }
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
  /** Nested values that are still open: the number of values left in each, and what closes it. @type {number[]} */
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
