/** Renews the words and numbers inside snippets, and touches no other byte. */
import {parseFragment} from 'parse5';
import {version as ownVersion} from '../html/built.mjs';
import {MADE, essence, hashOfWords, madeOf, saysTheSame} from '../html/made.mjs';
import {available} from '../html/prerender.mjs';
import {prerenderedTag} from '../html/snippet.mjs';
import {faqPage} from '../html/structured-data.mjs';
import {decision} from './decisions.mjs';
import {kindOfText, unreadable} from './kinds.mjs';
import {
  BrokenSerialization,
  DEEPEST,
  applyEdits,
  decodeQuoted,
  editJson,
  editSerialized,
  editSql,
  editXml,
  fromBinary,
  isJson,
  isSerialized,
  toBinary,
} from './layers.mjs';
import {lineCounter} from './lines.mjs';
import {findRetired} from './retired.mjs';
import {findSnippets, readAround, settingsOf} from './snippets.mjs';
import {widgetOf} from './widgets.mjs';

/**
 * @typedef {import('./layers.mjs').Edit} Edit
 * @typedef {import('./snippets.mjs').Found} Found
 * @typedef {import('./snippets.mjs').Settings} Settings
 * @typedef {import('./decisions.mjs').Decision} Decision a thing that a person must decide
 * @typedef {import('./decisions.mjs').Problem} Problem
 * @typedef {'html' | 'markdown' | 'php' | 'json' | 'sql' | 'xml'} Kind how a file is read
 *
 * @typedef {object} Change
 * @property {number} line of the file, from 1
 * @property {string} title such as `helpline-banner, es, US`
 * @property {Settings} settings
 * @property {string} before
 * @property {string} after
 *
 * @typedef {object} Options
 * @property {Kind} [kind] default: as the file looks
 * @property {string} [lang] of snippets that say none, in a page that says none
 * @property {boolean} [replaceEdited] also replaces words that somebody has changed
 *
 * @typedef {object} Refreshed
 * @property {string} binary the new file
 * @property {number} snippets
 * @property {Change[]} changes
 * @property {Decision[]} decisions
 */

/** Whether a version is newer than another, by their numbers. @param {string} a @param {string} b */
export const isNewer = (a, b) => {
  const [x, y] = [a, b].map((text) => text.split(/[.-]/).map((part) => Number(part) || 0));
  const index = [0, 1, 2].find((each) => x[each] !== y[each]);
  return index !== undefined && x[index] > y[index];
};

/**
 * Finds the words in the content of a snippet: all but the template of a prerendered widget and what partners put into `slot="end"`.
 *
 * @param {string} content
 * @returns {{start: number, end: number} | undefined} undefined if anything else stands between the words
 */
function wordsIn(content) {
  const nodes = parseFragment(content, {sourceCodeLocationInfo: true}).childNodes;
  const isOther = (/** @type {typeof nodes[number]} */ node) =>
    'attrs' in node && (node.tagName === 'template' || node.attrs.some(({name}) => name === 'slot'));
  const isText = (/** @type {typeof nodes[number]} */ node) => 'value' in node && !node.value.trim();
  const others = nodes.filter(isOther);
  const words = nodes.filter((node) => !isOther(node) && !isText(node));
  const at = (/** @type {typeof nodes[number]} */ node) =>
    /** @type {{startOffset: number, endOffset: number}} */ (node.sourceCodeLocation);
  const start = Math.max(
    0,
    ...others.filter(({nodeName}) => nodeName === 'template').map((node) => at(node).endOffset),
  );
  const slotted = others.filter(({nodeName}) => nodeName !== 'template');
  const end = Math.min(content.length, ...slotted.map((node) => at(node).startOffset));
  return words.every((node) => at(node).startOffset >= start && at(node).endOffset <= end) ? {start, end} : undefined;
}

/**
 * Writes new words with the line breaks and the indentation of the old ones.
 *
 * @param {string} words one block on each line
 * @param {string} old
 */
function layOut(words, old) {
  const lines = words.trimEnd().split('\n');
  const [, newline, indent] = /^[^\S\n]*?(\r?\n)([^\S\n]*)/.exec(old.replace(/^[ \t]+/, '')) ?? [];
  const [lastBreak = ''] = /(\r?\n)?[^\S\n]*$/.exec(old) ?? [];
  // Where there is no line to imitate, as in a fresh snippet.
  if (newline && !old.trim()) return newline + lines.map((line) => `  ${line}`).join(newline) + lastBreak;
  if (!newline) return lines.map((line) => line.trim()).join('');
  return (
    newline +
    lines.map((line) => (line ? indent + line : line)).join(newline) +
    (lastBreak.includes('\n') ? lastBreak : newline)
  );
}

/** @param {Settings} settings */
const titleOf = ({name, lang, region}) => [name, lang, region].filter(Boolean).join(', ');

/** @param {Found} found @param {string} source @param {Settings & {lang: string}} settings */
async function freshContent(found, source, settings) {
  const widget = await widgetOf(settings);
  const old = source.slice(found.content?.start, found.content?.end);
  if (found.form === 'json-ld') return {words: widget.fallbackHtml, content: `\n${faqPage(widget)}`, old};
  if (found.form !== 'prerendered') return {words: widget.fallbackHtml, old};
  const {html} = await prerenderedTag(widget, !found.attributes.has((await available()).FINISHED));
  const [element] = findSnippets(html);
  return {
    words: widget.fallbackHtml,
    content: html.slice(element.content?.start, element.content?.end),
    finished: element.attributes.get((await available()).FINISHED),
    old,
  };
}

/** Escapes a value for an attribute in either kind of quotation marks. @param {string} value */
const escapeValue = (value) => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

/** Replaces the value of an attribute. @param {Found} found @param {string} source @param {string} name @param {string} value @returns {Edit[]} */
function editAttribute({attributeSpans, startTag}, source, name, value) {
  const span = attributeSpans.get(name);
  if (!span) {
    if (name !== MADE) return [];
    const at = startTag.end - 1;
    return [{start: at, end: at, text: ` ${name}="${value}"`}];
  }
  const text = source.slice(span.start, span.end);
  const [, before, quote] = /^([^=]*=\s*)(["']?)/.exec(text) ?? [];
  if (before === undefined) return [{start: span.start, end: span.end, text: `${name}="${value}"`}];
  return [{start: span.start, end: span.end, text: before + (quote || '"') + escapeValue(value) + (quote || '"')}];
}

/**
 * Renews the snippets in markup.
 *
 * @param {string} source
 * @param {Options & {note: (kind: 'change' | 'decision' | 'snippet', entry?: any) => void, isCounted: boolean}} options
 * @returns {Promise<Edit[]>}
 */
async function editMarkup(source, {note, lang, replaceEdited, kind, isCounted}) {
  /** @type {Edit[]} */
  const edits = [];
  const around = readAround(source);
  const lineAt = lineCounter(source);
  const isInCounted = serializedStrings(source);
  for (const found of findSnippets(source, {isMarkdown: kind === 'markdown'})) {
    note('snippet');
    const [, inLanguage] =
      (found.form === 'json-ld' && /"inLanguage":\s*"([\w-]+)"/.exec(source.slice(found.startTag.end, found.end))) ||
      [];
    const {settings, problem} = await settingsOf(found, {...around, lang: inLanguage ?? around.lang ?? lang});
    const line = lineAt(found.startTag.start);
    const about = {title: settings ? titleOf(settings) : found.given, settings};
    const decide = (/** @type {Problem['key']} */ key, /** @type {Problem['values']} */ values = {}, shown = {}) =>
      note('decision', decision(line, {key, values}, {...about, ...shown}));
    if (problem || !settings) decide(problem?.key ?? 'refused', problem?.values);
    else if (!found.content) decide('no-end-tag', {tag: found.tagName});
    else if (found.made && isNewer(found.made.version, ownVersion))
      decide('newer', {version: found.made.version, own: ownVersion});
    else if (
      !settings.lang &&
      !(await matchesAnyLanguage(source.slice(found.content.start, found.content.end), settings))
    )
      decide('language');
    else if (settings.lang) {
      const {
        edits: own,
        problem: reason,
        ...shown
      } = (await changeOf(found, source, {...settings, lang: settings.lang}, !!replaceEdited)) ?? {};
      if (reason) decide(reason.key, reason.values, shown);
      else if (own && (isCounted || isInCounted(found.startTag.start))) decide('serialized', {}, shown);
      else if (own && kind === 'php' && isBrokenByPhp(source, found, own)) decide('php', {}, shown);
      else if (own) {
        edits.push(...own);
        note('change', {line, ...about, ...shown});
      }
    }
  }
  return edits;
}

/** Whether PHP would read a character of new words, in a string that they stand in. @param {string} source @param {Found} found @param {Edit[]} edits */
const isBrokenByPhp = (source, {startTag: {start}}, edits) =>
  source.lastIndexOf('<?', start) > source.lastIndexOf('?>', start) && edits.some(({text}) => /['\\$]/.test(text));

/**
 * Finds strings whose length is written before them, in text that is not read as a layer of its own.
 *
 * @param {string} source
 * @returns {(index: number) => boolean} whether an index is in one of them
 */
function serializedStrings(source) {
  const found = [...source.matchAll(/\bs:(\d+):\\*"/g)].map(({0: {length}, 1: bytes, index}) => ({
    start: index + length,
    // Backslashes around it may make it longer.
    end: index + length + 2 * Number(bytes),
  }));
  return (index) => found.some(({start, end}) => start <= index && index < end);
}

/** Whether words are those of any language as they are. @param {string} content @param {Settings} settings */
async function matchesAnyLanguage(content, settings) {
  const old = essence(content);
  for (const lang of (await available()).languages)
    if (essence((await widgetOf({...settings, lang})).fallbackHtml) === old) return true;
  return false;
}

/**
 * @param {Found} found
 * @param {string} source
 * @param {Settings & {lang: string}} settings
 * @param {boolean} replaceEdited
 * @returns {Promise<{edits?: Edit[], problem?: Problem, before: string, after: string} | undefined>} undefined if it is fresh
 */
async function changeOf(found, source, settings, replaceEdited) {
  const {words, content, finished, old} = await freshContent(found, source, settings);
  const start = found.content?.start ?? 0;
  if (found.form === 'json-ld') {
    if (old.replace(/\s/g, '') === (content ?? '').replace(/\s/g, '')) return undefined;
    const edits = [{start, end: start + old.length, text: content ?? ''}];
    return {edits: [...edits, ...editAttribute(found, source, MADE, madeOf(words))], before: old, after: content ?? ''};
  }
  const span = wordsIn(old);
  if (!span)
    return {
      problem: {key: 'between', values: {}},
      before: old,
      after: words,
    };
  const before = old.slice(span.start, span.end);
  if (saysTheSame(before, words)) return undefined;
  const shown = {before, after: words};
  if (!essence(before) && !replaceEdited) return {problem: {key: 'empty', values: {}}, ...shown};
  if (found.made?.hash !== hashOfWords(before) && !replaceEdited)
    return {problem: {key: found.made ? 'edited' : 'unmarked', values: {attribute: MADE}}, ...shown};
  const made = editAttribute(found, source, MADE, madeOf(words));
  if (content === undefined)
    return {
      edits: [...made, {start: start + span.start, end: start + span.end, text: layOut(words, before)}],
      ...shown,
    };
  const {FINISHED} = await available();
  const attribute = finished ? editAttribute(found, source, FINISHED, finished) : [];
  const template = content.slice(0, content.indexOf('</template>') + '</template>'.length);
  return {
    edits: [
      ...made,
      ...attribute,
      {start, end: start + span.start, text: template},
      {start: start + span.start, end: start + span.end, text: layOut(words, before)},
    ],
    ...shown,
  };
}

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
    const decisions = [decision(0, {key: reason, values: {}}, {title: ''})];
    return {binary, snippets: 0, changes: [], decisions};
  }
  return new FileRefresh(binary, options).run();
}

/** Goes through the layers of a file, and collects what is found in them. */
class FileRefresh {
  #binary;
  #options;
  /** @type {Kind} */
  #kind;
  #lineAt;
  /** Line of the string in the file that is visited. */
  #line = 1;
  #snippets = 0;
  /** @type {Change[]} */
  #changes = [];
  /** @type {Decision[]} */
  #decisions = [];

  /** @param {string} binary @param {Options} options */
  constructor(binary, options) {
    this.#binary = binary;
    this.#options = options;
    this.#kind = options.kind ?? kindOfText(binary);
    this.#lineAt = lineCounter(binary);
  }

  /** @returns {Promise<Refreshed>} */
  async run() {
    const binary = applyEdits(this.#binary, await this.#visit(this.#binary, 0));
    const decisions = [...this.#decisions, ...findRetired(binary)];
    return {binary, snippets: this.#snippets, changes: this.#changes, decisions};
  }

  /** Leaves a part of the file as it is. @param {number} line @param {Problem['key']} key @param {Problem['values']} [values] @returns {Edit[]} */
  #leave(line, key, values = {}) {
    this.#decisions.push(decision(line, {key, values}, {title: ''}));
    return [];
  }

  /** @type {import('./layers.mjs').Visit} */
  #visit = async (text, depth, offset) => {
    const visit = this.#visit;
    if (depth === 1) this.#line = this.#lineAt(offset ?? 0);
    if (depth > DEEPEST) return this.#leave(this.#line, 'layers');
    const read = depth ? undefined : {sql: editSql, json: editJson, xml: editXml}[String(this.#kind)];
    if (read) return read(text, visit, depth);
    if (depth && isSerialized(text)) {
      try {
        return await editSerialized(text, visit, depth);
      } catch (error) {
        if (!(error instanceof BrokenSerialization)) throw error;
        return this.#leave(this.#line, 'broken', {byte: error.message});
      }
    }
    return depth && isJson(text) ? editJson(text, visit, depth) : this.#editText(text, depth);
  };

  /**
   * Renews the snippets in text, which may have strings with escaped markup.
   *
   * @param {string} binary
   * @param {number} depth
   * @param {boolean} [isCounted] whether its length is written before it
   * @returns {Promise<Edit[]>}
   */
  async #editText(binary, depth, isCounted = false) {
    const quoted = depth > DEEPEST ? undefined : quotedSnippet(binary);
    if (!quoted) return this.#editPlainText(binary, depth, isCounted);
    const {start, end} = quoted;
    const isInCounted = serializedStrings(binary);
    const decoded = decodeQuoted(binary.slice(start, end), {isPhp: this.#kind === 'php'});
    const inner = await this.#editText(decoded.text, depth + 1, isCounted || isInCounted(start));
    const rest = await this.#editText(binary.slice(end), depth, isCounted || isInCounted(end));
    return [
      ...(await this.#editText(binary.slice(0, start), depth, isCounted)),
      ...inner.map((edit) => ({
        start: start + decoded.from[edit.start],
        end: start + decoded.from[edit.end],
        text: decoded.encode(edit.text),
      })),
      ...rest.map((edit) => ({...edit, start: edit.start + end, end: edit.end + end})),
    ];
  }

  /** @param {string} binary @param {number} depth @param {boolean} isCounted @returns {Promise<Edit[]>} */
  async #editPlainText(binary, depth, isCounted) {
    const text = fromBinary(binary);
    if (text === undefined)
      return /data-recovery-|<recovery-/.test(binary) ? this.#leave(depth ? this.#line : 0, 'encoding') : [];
    // A snippet in a string has the line of that, unless it is one of XML, which has line breaks.
    const lineOf = (/** @type {number} */ own) =>
      depth ? this.#line + (this.#kind === 'xml' && depth === 1 ? own - 1 : 0) : own;
    const edits = await editMarkup(text, {
      ...this.#options,
      kind: this.#kind,
      isCounted,
      note: (what, entry) => {
        if (what === 'snippet') this.#snippets++;
        else (what === 'change' ? this.#changes : this.#decisions).push({...entry, line: lineOf(entry.line)});
      },
    });
    return toByteEdits(text, edits);
  }
}

/** A start tag of ours in a string in double quotes, whose own quotation marks are escaped. */
const ESCAPED = /<(?:recovery-[a-z-]+|[a-z][\w-]*)(?=[\s\\])[^<>"]*?\\"/gi;

/** Finds the string around the first such tag. @param {string} text @returns {{start: number, end: number} | undefined} */
function quotedSnippet(text) {
  for (const {index, 0: tag} of text.matchAll(ESCAPED)) {
    if (!/<recovery-|data-recovery-/.test(text.slice(index, index + 1000).split('>')[0]) || !tag) continue;
    const end = /(?<!\\)(?:\\\\)*"/.exec(text.slice(index));
    return {start: index, end: end ? index + end.index + end[0].length - 1 : text.length};
  }
  return undefined;
}

/** Translates edits of a text into edits of its bytes. @param {string} text @param {Edit[]} edits @returns {Edit[]} */
function toByteEdits(text, edits) {
  let [index, bytes] = [0, 0];
  const encoder = new TextEncoder();
  const byteAt = (/** @type {number} */ target) => {
    bytes += encoder.encode(text.slice(index, target)).length;
    index = target;
    return bytes;
  };
  return [...edits]
    .sort((a, b) => a.start - b.start)
    .map((edit) => ({start: byteAt(edit.start), end: byteAt(edit.end), text: toBinary(edit.text)}));
}
