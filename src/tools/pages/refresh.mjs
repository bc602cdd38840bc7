/**
 * Refreshes the fallback content and numbers of the snippets in a text file, and touches no other character. Compares fallback content
 * line by line.
 */
import {diffLines} from 'diff';
import {decision, findRetired} from './decisions.mjs';
import {editMarkup} from './markup.mjs';

/**
 * @typedef {import('./decisions.mjs').Decision} Decision for a person to make
 * @typedef {{start: number, end: number, text: string}} Edit replaces a part of a text
 *
 * @typedef {object} Change
 * @property {number} line of the file, from 1
 * @property {string} title such as `helpline-banner, es, US`
 * @property {string} before
 * @property {string} after
 *
 * @typedef {object} Options
 * @property {boolean} [isMarkdown] leaves out fenced code
 * @property {string} [lang] of snippets without a language, in a page without one
 * @property {boolean} [replaceEdited] also replaces edited fallback content
 *
 * @typedef {object} Refreshed
 * @property {string} text the new file; empty if it cannot be read
 * @property {number} snippets
 * @property {Change[]} changes
 * @property {Decision[]} decisions
 */

const MARKDOWN = ['md', 'mdx', 'markdown'];
const MARKUP = 'html htm xhtml twig liquid njk hbs erb ejs vue astro svelte tpl php phtml inc'.split(' ');

/** Extensions of files that may contain snippets, without the dot. */
export const ENDINGS = [...MARKUP, ...MARKDOWN];

const endingOf = (/** @type {string} */ name) => /\.(\w+)$/.exec(name.toLowerCase())?.[1] ?? '';

/** Whether a file is read. Data such as JSON, XML or a dump of a database is not: new text would need its escapes. @param {string} name */
export const isReadable = (name) => ENDINGS.includes(endingOf(name));

/** @param {string} name */
export const isMarkdown = (name) => MARKDOWN.includes(endingOf(name));

/** A text that every snippet contains. */
const OURS = /data-recovery-|<recovery-/;

/** Encodings that new content can be written in. */
const UTF_8 = /^(?:utf-?8|us-ascii)$/i;

/** Returns the encoding that a page declares; empty if it declares none. @param {string} text */
const declaredEncoding = (text) =>
  (/^\s*<\?xml[^<>]*?\sencoding=["']([\w-]+)/.exec(text) ??
    /<meta\b[^<>]*\bcharset\s*=\s*["']?([\w-]+)/i.exec(text) ??
    [])[1] ?? '';

/** @param {Uint8Array} bytes @returns {string | undefined} undefined if it is not UTF-8 */
function readUtf8(bytes) {
  try {
    const text = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);
    return text.includes('\0') || !UTF_8.test(declaredEncoding(text) || 'utf-8') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Applies edits, which must not overlap. @param {string} text @param {Edit[]} edits */
function applyEdits(text, edits) {
  let result = '';
  let end = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    result += text.slice(end, edit.start) + edit.text;
    end = edit.end;
  }
  return result + text.slice(end);
}

/** Refreshes the snippets in a file. @param {Uint8Array} bytes @param {Options} [options] @returns {Promise<Refreshed>} */
export async function refresh(bytes, options = {}) {
  const text = readUtf8(bytes);
  if (text === undefined) {
    // Without the zeros of UTF-16.
    const other = new TextDecoder('latin1').decode(bytes).replaceAll('\0', '');
    const decisions = OURS.test(other) ? [decision(0, {key: 'encoding', values: {}}, {title: ''})] : [];
    return {text: '', snippets: 0, changes: [], decisions: [...decisions, ...findRetired(other)]};
  }
  const {edits, ...rest} = await editMarkup(text, options);
  const fresh = applyEdits(text, edits);
  return {...rest, text: fresh, decisions: [...rest.decisions, ...findRetired(fresh)]};
}

/** Breaks lines between blocks, to show the difference of content on one line. @param {string} html */
const onLines = (html) =>
  `${html.trim()}\n`
    .replace(
      />\s*<(?=(?:p|h[1-6]|ul|ol|li|dl|dt|dd|div|section|details|summary|\/(?:ul|ol|dl|div|section|details))\b)/g,
      '>\n<',
    )
    .replace(/^\s+/gm, '');

/** Lists the lines that differ, apart from their indentation, as `- before` and `+ after`. @param {string} before @param {string} after */
export const changedLines = (before, after) =>
  diffLines(onLines(before), onLines(after))
    .filter(({added, removed}) => added || removed)
    .flatMap(({value, added}) => [...value.matchAll(/\S(?:.*\S)?/g)].map(([line]) => `${added ? '+' : '-'} ${line}`));
