/** Updates the fallback content and numbers of the snippets in a file, and touches no other byte. */
import {decision} from './decisions.mjs';
import {kindOfText, unreadable} from './kinds.mjs';
import {
  BrokenSerialization,
  MAX_DEPTH,
  applyEdits,
  countedStrings,
  decodeQuoted,
  editJson,
  editSerialized,
  editSql,
  editXml,
  fromBinary,
  isJson,
  isSerialized,
  toBinary,
} from './encodings.mjs';
import {lineCounter} from './lines.mjs';
import {editMarkup} from './markup.mjs';
import {findRetired} from './retired.mjs';
import {readAround} from './snippets.mjs';

/**
 * @typedef {import('./encodings.mjs').Edit} Edit
 * @typedef {import('./decisions.mjs').Decision} Decision a thing that a person must decide
 * @typedef {import('./decisions.mjs').Problem} Problem
 * @typedef {import('./markup.mjs').SourcePosition} Place
 * @typedef {'html' | 'markdown' | 'php' | 'json' | 'sql' | 'xml'} Kind how a file is read
 *
 * @typedef {object} Change
 * @property {number} line of the file, from 1
 * @property {string} title such as `helpline-banner, es, US`
 * @property {import('./snippets.mjs').Settings} settings
 * @property {string} before
 * @property {string} after
 *
 * @typedef {object} Options
 * @property {Kind} [kind] default: as the file looks
 * @property {string} [lang] of snippets without a language, in a page without one
 * @property {boolean} [replaceEdited] also replaces edited fallback content
 * @property {boolean} [isChosen] whether a person has named the file: then the reason why it cannot be read is reported
 *
 * @typedef {object} Refreshed
 * @property {string} binary the new file
 * @property {number} snippets
 * @property {Change[]} changes
 * @property {Decision[]} decisions
 */

/**
 * Renews the snippets in a file.
 *
 * @param {string} binary the file, one character for each byte
 * @param {Options} [options]
 * @returns {Promise<Refreshed>}
 */
export async function refresh(binary, options = {}) {
  const reason = unreadable(binary);
  if (reason) {
    const isOurs = reason === 'utf-16' && binary.includes([...'recovery-'].join('\0'));
    const decisions = options.isChosen || isOurs ? [decision(0, {key: reason, values: {}}, {title: ''})] : [];
    return {binary, snippets: 0, changes: [], decisions};
  }
  const kind = options.kind ?? kindOfText(binary);
  const result = await new FileRefresh(binary, {...options, kind}).run();
  // It only looked like data.
  const isNone = !options.kind && kind !== 'html' && !result.snippets && !result.decisions.length;
  return isNone ? new FileRefresh(binary, {...options, kind: 'html'}).run() : result;
}

/** Encodings that new content can be written in. */
const UTF_8 = /^(?:utf-?8|us-ascii)$/i;

/** Returns the encoding that a page or an XML file declares. @param {string} binary @returns {string} empty if it declares none */
const declaredEncoding = (binary) =>
  (/^\s*<\?xml[^>]*\sencoding=["']([\w-]+)/.exec(binary.replace('\xef\xbb\xbf', '')) ??
    /<meta\b[^>]*\bcharset\s*=\s*["']?([\w-]+)/i.exec(binary) ??
    [])[1] ?? '';

/** Visits the layers of a file, and collects edits and decisions. */
class FileRefresh {
  #binary;
  #options;
  /** Whether it is data, each string of which may be a page. */
  #isData;
  #lineAt;
  /** Line of the string in the file that is visited. */
  #line = 1;
  /** @type {import('./snippets.mjs').Around} */
  #around = {};
  #snippets = 0;
  /** @type {Change[]} */
  #changes = [];
  /** @type {Decision[]} */
  #decisions = [];

  /** @param {string} binary @param {Options & {kind: Kind}} options */
  constructor(binary, options) {
    this.#binary = binary;
    this.#options = options;
    this.#isData = options.kind === 'sql' || options.kind === 'json';
    this.#lineAt = lineCounter(binary);
  }

  /** @returns {Promise<Refreshed>} */
  async run() {
    const edits =
      !this.#isData && !UTF_8.test(declaredEncoding(this.#binary) || 'utf-8') && OURS.test(this.#binary)
        ? this.#leave(0, 'encoding')
        : await this.#visit(this.#binary, 0);
    const binary = applyEdits(this.#binary, edits);
    const decisions = [...this.#decisions, ...findRetired(binary)];
    return {binary, snippets: this.#snippets, changes: this.#changes, decisions};
  }

  /** Leaves a part of the file as it is. @param {number} line @param {Problem['key']} key @param {Problem['values']} [values] @returns {Edit[]} */
  #leave(line, key, values = {}) {
    this.#decisions.push(decision(line, {key, values}, {title: ''}));
    return [];
  }

  /** @type {import('./encodings.mjs').Visit} */
  #visit = async (text, depth, offset) => {
    const visit = this.#visit;
    const {kind} = this.#options;
    if (depth === 1) this.#line = this.#lineAt(offset ?? 0);
    if (depth > MAX_DEPTH) return this.#leave(this.#line, 'layers');
    // A page in a string of data sets the context for itself, one in a file for the whole file.
    if (depth === (this.#isData ? 1 : 0)) this.#around = readAround(text);
    if (kind === 'sql' && !depth)
      return editSql(text, visit, depth, (start) => this.#leave(this.#lineAt(start), 'copy'));
    if (kind === 'json' && !depth) return editJson(text, visit, depth);
    if (kind === 'xml' && !depth) return editXml(text, visit, depth, this.#leaveXml);
    if (depth && isSerialized(text)) {
      try {
        return await editSerialized(text, visit, depth);
      } catch (error) {
        if (!(error instanceof BrokenSerialization)) throw error;
        return this.#leave(this.#line, 'broken', {byte: error.message});
      }
    }
    if (depth && isJson(text)) return editJson(text, visit, depth);
    const lineAt = lineCounter(text);
    return this.#editText(text, depth, {
      isCounted: countedStrings(text),
      // Strings of XML have the line breaks of the file, others have them escaped.
      lineAt: (index) =>
        depth === 0 ? lineAt(index) : this.#line + (kind === 'xml' && depth === 1 ? lineAt(index) - 1 : 0),
    });
  };

  /** Leaves markup of XML that has a snippet, or the text of one. @param {string} part @param {number} start */
  #leaveXml = (part, start) => {
    const index = /<recovery-|(?:<|&lt;)[a-z][^<>]*?\sdata-recovery-(?:widget|version)|&lt;recovery-/i.exec(
      part,
    )?.index;
    if (index === undefined) return;
    this.#snippets++;
    this.#leave(this.#lineAt(start + index), part[index] === '<' ? 'xml' : 'escaped');
  };

  /**
   * Renews the snippets in text, which may have strings with escaped markup.
   *
   * @param {string} binary
   * @param {number} depth
   * @param {Omit<Place, 'around'>} position
   * @returns {Promise<Edit[]>}
   */
  async #editText(binary, depth, position) {
    const quoted = depth > MAX_DEPTH ? undefined : quotedSnippet(binary);
    if (!quoted) return this.#editPlainText(binary, depth, position);
    const {start, end} = quoted;
    const decoded = decodeQuoted(binary.slice(start, end), {isPhp: this.#options.kind === 'php'});
    /** Place of a part, by the index in this text of each of its own. @param {(index: number) => number} outer */
    const placeOf = (outer) => ({
      isCounted: (/** @type {number} */ index) => position.isCounted(outer(index)),
      lineAt: (/** @type {number} */ index) => position.lineAt(outer(index)),
    });
    const inner = await this.#editText(
      decoded.text,
      depth + 1,
      placeOf((index) => start + decoded.from[index]),
    );
    const rest = await this.#editText(
      binary.slice(end),
      depth,
      placeOf((index) => index + end),
    );
    return [
      ...(await this.#editText(binary.slice(0, start), depth, position)),
      ...inner.map((edit) => ({
        start: start + decoded.from[edit.start],
        end: start + decoded.from[edit.end],
        text: decoded.encode(edit.text),
      })),
      ...rest.map((edit) => ({...edit, start: edit.start + end, end: edit.end + end})),
    ];
  }

  /** @param {string} binary @param {number} depth @param {Omit<Place, 'around'>} position @returns {Promise<Edit[]>} */
  async #editPlainText(binary, depth, position) {
    const text = fromBinary(binary);
    if (text === undefined) return OURS.test(binary) ? this.#leave(depth ? this.#line : 0, 'encoding') : [];
    const byteAt = byteCounter(text);
    const edits = await editMarkup(text, {
      ...this.#options,
      around: this.#around,
      isCounted: (index) => position.isCounted(byteAt(index)),
      lineAt: (index) => position.lineAt(byteAt(index)),
      note: (what, entry) => {
        if (what === 'snippet') this.#snippets++;
        else (what === 'change' ? this.#changes : this.#decisions).push(entry);
      },
    });
    return toByteEdits(text, edits);
  }
}

/** A text that a snippet of ours has. */
const OURS = /data-recovery-|<recovery-/;

/** A start tag of ours in a string in double quotes, whose own quotation marks are escaped. */
const ESCAPED = /<(?:recovery-[a-z-]+|[a-z][\w-]*)(?=[\s\\])[^<>"]*?\\"/gi;

/** Finds the string around the first such tag. @param {string} text @returns {{start: number, end: number} | undefined} */
function quotedSnippet(text) {
  for (const {index} of text.matchAll(ESCAPED)) {
    if (!OURS.test(text.slice(index, index + 1000).split('>')[0])) continue;
    const end = /(?<!\\)(?:\\\\)*"/.exec(text.slice(index));
    return {start: index, end: end ? index + end.index + end[0].length - 1 : text.length};
  }
  return undefined;
}

/** Counts bytes before an index of a text; fast where each index is after the last. @param {string} text @returns {(index: number) => number} */
function byteCounter(text) {
  const encoder = new TextEncoder();
  let [last, bytes] = [0, 0];
  return (index) => {
    if (index < last) [last, bytes] = [0, 0];
    bytes += encoder.encode(text.slice(last, index)).length;
    last = index;
    return bytes;
  };
}

/** Translates edits of a text into edits of its bytes. @param {string} text @param {Edit[]} edits @returns {Edit[]} */
function toByteEdits(text, edits) {
  const byteAt = byteCounter(text);
  return [...edits]
    .sort((a, b) => a.start - b.start)
    .map((edit) => ({start: byteAt(edit.start), end: byteAt(edit.end), text: toBinary(edit.text)}));
}
