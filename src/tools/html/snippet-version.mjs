/**
 * The attribute that records from which release the fallback content of a snippet is, and whether it has been edited since. Editors let
 * `data-` attributes through. Its value is a version in the sense of https://semver.org, with build metadata:
 *
 *     data-recovery-version="0.1.0+2026-11-24.k3f9x"
 *
 * These are the version of the package, the date of the helplines data, and a hash of the content. The hash distinguishes edited
 * content, which no tool may overwrite, from ours.
 */
import {sha256} from '@noble/hashes/sha2.js';
import {utf8ToBytes} from '@noble/hashes/utils.js';
import {parseFragment} from 'parse5';
import {dataDate, readNumbers, version} from '../built/built.mjs';
import {memoize} from '../content/memoize.mjs';

/** Name of the attribute, on tags, placeholders, and the fallback content below a frame. */
export const VERSION_ATTRIBUTE = 'data-recovery-version';

/** Digits of the hash: 60 million values. */
const LENGTH = 5;

/** @import {DefaultTreeAdapterTypes} from 'parse5' */
/** @typedef {{version: string, date: string, hash: string}} SnippetVersion */

/** Elements whose content is not text of the page. */
export const HIDDEN = ['script', 'style', 'template', 'noscript'];

/** Reads the text and the addresses of links. @param {DefaultTreeAdapterTypes.ChildNode[]} nodes @param {string[]} links @returns {string} */
const collect = (nodes, links) =>
  nodes
    .map((node) => {
      if ('value' in node) return node.value;
      if (!('attrs' in node) || HIDDEN.includes(node.tagName)) return '';
      const href = node.tagName === 'a' && node.attrs.find(({name}) => name === 'href')?.value;
      if (href) links.push(href);
      return collect(node.childNodes, links);
    })
    .join('');

/** Reduces a text to its letters. @param {string} text */
const lettersOf = (text) => text.normalize().replace(/[\s\p{Cf}]+/gu, '');

/** Reads fallback content: its letters, and the targets of its links. @param {string} html */
function readContent(html) {
  /** @type {string[]} */
  const links = [];
  return {letters: lettersOf(collect(parseFragment(html).childNodes, links)), links};
}

/**
 * Reduces fallback content to its letters. White space, marks of direction and all markup are left out, since editors change them; links as well,
 * since some editors remove those that send a text message.
 *
 * @param {string} html
 */
export const lettersOfHtml = (html) => readContent(html).letters;

/** Reads fallback content of this build, once: a page can have thousands of snippets, but few that differ. */
export const readFresh = memoize(readContent, 100);

/**
 * Whether two fallback contents have the same text and the same link targets. Links may be missing.
 *
 * @param {string} html
 * @param {string} fresh
 */
export function hasSameContent(html, fresh) {
  const [own, theirs] = [readContent(html), readFresh(fresh)];
  return own.letters === theirs.letters && own.links.every((href) => theirs.links.includes(href));
}

/**
 * Whether short content is that of an earlier release: the same sentences, with numbers of ours. A number in none of our records may be the
 * page’s own.
 *
 * @param {string} html
 * @param {string} fresh
 */
export function isEarlier(html, fresh) {
  const [own, theirs] = [readContent(html), readFresh(fresh)];
  const {known, retired} = readNumbers();
  const ours = JSON.stringify([known, retired]);
  const [old, current] = [own, theirs].map(({letters}) => letters.replace(/[\d*()+-]+/g, ''));
  return (
    old === current &&
    own.links.every((href) => theirs.links.includes(href) || ours.includes(`"${href.replace(/^\w+:/, '')}"`))
  );
}

/** @param {string} letters @returns {string} letters and digits */
function hashOf(letters) {
  const bytes = sha256(utf8ToBytes(letters));
  const number = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) % 36 ** LENGTH;
  return number.toString(36).padStart(LENGTH, '0');
}

/** Hashes fallback content as readers get it. @param {string} html @returns {string} letters and digits */
export const hashContent = (html) => hashOf(lettersOfHtml(html));

/** Returns the value of the attribute for fallback content of this build. @param {string} text of it, without markup @returns {string} */
export const formatSnippetVersion = (text) => `${version}+${dataDate()}.${hashOf(lettersOf(text))}`;

/** Parses a value of the attribute. @param {string} value @returns {SnippetVersion | undefined} undefined for any other text */
export function parseSnippetVersion(value) {
  const [, version, date, hash] =
    /(\d+\.\d+\.\d+(?:-[\w.-]+)?)\+(\d{4}-\d\d-\d\d)\.([a-z\d]{5})(?![a-z\d])/.exec(value) ?? [];
  return version ? {version, date, hash} : undefined;
}

/** Whether a version is newer than another, by their numbers. @param {string} a @param {string} b */
export const isNewer = (a, b) => {
  const [x, y] = [a, b].map((text) => text.split(/[.-]/).map((part) => Number(part) || 0));
  const index = [0, 1, 2].find((each) => x[each] !== y[each]);
  return index !== undefined && x[index] > y[index];
};
