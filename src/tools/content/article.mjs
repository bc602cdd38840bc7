/**
 * Reads the source article: sections, sentences and list items, each with a stable id and a content hash.
 *
 * An id is `<section>.<n>`: the heading is `.0`, sentences and list items follow. References are written `<id>#<hash>`, with
 * the first 8 hex digits of the SHA-256 of the text, so that a changed sentence invalidates its references.
 */
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {ContentError, readJson} from './read-content.mjs';

/**
 * @typedef {object} Passage
 * @property {string} id        `<section>.<n>`
 * @property {string} section   id of its section
 * @property {'heading'|'sentence'|'item'} kind
 * @property {number} line      1-based line in the article file
 * @property {string} text      with white space collapsed
 * @property {string} hash      8 hex digits
 */

const passageHash = (/** @type {string} */ text) => createHash('sha256').update(text).digest('hex').slice(0, 8);

const segmenter = new Intl.Segmenter('en', {granularity: 'sentence'});

/** @param {string} line */
const splitSentences = (line) =>
  [...segmenter.segment(line)].map(({segment}) => segment.replace(/\s+/g, ' ').trim()).filter(Boolean);

/**
 * Splits the article into passages.
 *
 * @param {string} article
 * @param {{id: string, text: string}[]} headings in order
 * @throws {ContentError} if a heading is missing or text precedes the first one
 */
export function parseArticle(article, headings) {
  /** @type {Passage[]} */
  const passages = [];
  let next = 0;
  let section = '';
  let count = 0;
  const add = (/** @type {Passage['kind']} */ kind, /** @type {number} */ line, /** @type {string} */ text) =>
    passages.push({id: `${section}.${count++}`, section, kind, line, text, hash: passageHash(text)});

  article.split(/\r?\n/).forEach((raw, index) => {
    const line = raw.replace(/\s+/g, ' ').trim();
    if (!line) return;
    if (next < headings.length && line === headings[next].text) {
      section = headings[next++].id;
      count = 0;
      add('heading', index + 1, line);
      return;
    }
    if (!section)
      throw new ContentError([
        `source/article.json: “${line}”, line ${index + 1} of its file, precedes the first heading`,
      ]);
    if (line.startsWith('•')) add('item', index + 1, line.slice(1).trim());
    else for (const sentence of splitSentences(line)) add('sentence', index + 1, sentence);
  });
  if (next < headings.length)
    throw new ContentError([`source/article.json: heading “${headings[next].text}” is not in its file`]);
  return passages;
}

/** Reads the article of a content folder. @param {string} content path of src/content */
export function readArticle(content) {
  const {file, headings} = readJson(join(content, 'source/article.json'));
  return parseArticle(readFileSync(join(content, 'source', file), 'utf8'), headings);
}

/** Returns the reference to a passage: `<id>#<hash>`. @param {Passage} passage */
export const referenceTo = ({id, hash}) => `${id}#${hash}`;
