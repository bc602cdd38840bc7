/**
 * Reads src/content for the tools: copy, sources, omitted passages, terms to avoid, names of subdivisions.
 *
 * Rejects malformed files with the file name and the position of the error. The tools check whether the content is right.
 */
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {basename, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {validator} from './schema-validator.mjs';
import {checkShared} from './shared-records.mjs';

/** @import * as Records from '../../generated/records/copy.js' */

/**
 * Types of the records, from their schemas in src/content/schema.
 *
 * @typedef {Records.Message} Message a record of a copy file
 * @typedef {Records.Picture} Picture a picture beside a message; the file is pictures/<name>.svg, where the key is `picture-<name>`
 * @typedef {Records.Copy & {file: string}} Copy `file`: its name, for error messages
 * @typedef {import('../../generated/records/sources.js').Source} Source a cited source
 * @typedef {import('../../generated/records/language.js').Words[number]} Term a term to avoid; the pattern has the flags `iu`, and is
 *   matched against whole words
 *
 * @typedef {import('../../generated/records/left-out.js').LeftOut[string]} LeftOut reason why no widget shows a passage
 */

/** Path of src/content. */
export const contentFolder = fileURLToPath(new URL('../../content', import.meta.url));

/** Errors in the content, for the person who edits it: one per line, printed without a stack trace. */
export class ContentError extends Error {
  /** @param {string[]} problems */
  constructor(problems) {
    super(problems.join('\n'));
    this.name = 'ContentError';
    this.problems = problems;
  }
}

/** Returns the id of a message, as used in reports and XLIFF files. @param {{widget: string}} copy @param {{key: string}} message */
export const messageId = ({widget}, {key}) => `${widget}.${key}`;

/** Reads a JSON file. @param {string} path @throws {ContentError} if the file is missing or not valid JSON */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ContentError([`${basename(path)}: ${error instanceof Error ? error.message : error}`]);
  }
}

/**
 * Reads a JSON file of src/content, and validates it against a schema.
 *
 * @param {string} content path of src/content
 * @param {string} file
 * @param {string} schema its name in schema/
 * @throws {ContentError} if the file violates the schema
 */
export function readValid(content, file, schema) {
  const data = readJson(join(content, file));
  const errors = validator(readJson(join(contentFolder, `schema/${schema}.schema.json`)))(data);
  if (errors.length) throw new ContentError(errors.map((error) => `${file}: ${error}`));
  return data;
}

/** Returns the errors in a copy file that a JSON schema cannot express. @param {Copy} copy @param {string} file name of the file */
function validateCopy({widget, messages}, file) {
  const errors = [];
  if (`${widget}.json` !== file) errors.push(`widget “${widget}” does not match the name of the file`);
  const keys = messages.map(({key}) => key);
  const repeated = keys.filter((key, index) => keys.indexOf(key) < index);
  for (const key of new Set(repeated)) errors.push(`key “${key}” is used twice`);
  for (const {key, text, plural} of messages)
    if (plural && !placeholdersOf(text).includes(plural.by))
      errors.push(`“${key}” has a plural by {${plural.by}}, which its text does not contain`);
  return errors;
}

/**
 * Reads the drawing of a picture: the elements in its `<svg>`, with end tags, which HTML needs.
 *
 * @param {{key: string}} picture
 * @throws {ContentError} if it is missing, or more than a drawing
 */
export function readPicture({key}, content = contentFolder) {
  const file = `pictures/${key.replace('picture-', '')}.svg`;
  const path = join(content, file);
  const [, drawing] = (existsSync(path) && /^<svg [^>]*>([^]*)<\/svg>\s*$/.exec(readFileSync(path, 'utf8'))) || [];
  if (!drawing || /<(?!\/|(?:g|path|circle|rect)\b)|[`$]|\bon\w+=/.test(drawing))
    throw new ContentError([`${file}: must be an <svg> of g, path, circle and rect`]);
  return drawing.replace(/<(\w+)([^>]*)\/>/g, '<$1$2></$1>');
}

/**
 * Reads and validates all copy files.
 *
 * @returns {Copy[]} sorted by file name
 * @throws {ContentError} if a file violates the schema, is named after another widget, uses a key twice, or shared records wrongly
 */
export function readCopies(content = contentFolder) {
  const validateSchema = validator(readJson(join(contentFolder, 'schema/copy.schema.json')));
  const folder = join(content, 'copy');
  const errors = [];
  const copies = [];
  for (const file of existsSync(folder) ? readdirSync(folder).sort() : []) {
    if (!file.endsWith('.json')) continue;
    const data = readJson(join(folder, file));
    const schemaErrors = validateSchema(data);
    const found = schemaErrors.length ? schemaErrors : validateCopy(data, file);
    errors.push(...found.map((error) => `copy/${file}: ${error}`));
    copies.push({...data, file});
  }
  if (!errors.length) errors.push(...checkShared(copies));
  if (errors.length) throw new ContentError(errors);
  return copies;
}

/** Reads the sources that messages cite. @returns {Record<string, Source>} by key */
export const readSources = (content = contentFolder) => readValid(content, 'source/sources.json', 'sources');

/**
 * Reads the names of subdivisions, which Intl does not have: in the languages of the plugin’s menus and of the builder.
 *
 * @returns {Record<string, Record<string, string>>} by ISO 3166-2 code, then by BCP 47 tag
 */
export const readSubdivisions = () => readValid(contentFolder, 'subdivisions.json', 'subdivisions').names;

/** Reads why passages of the article are left out. @returns {Record<string, LeftOut>} by reference to the passage */
export const readLeftOut = (content = contentFolder) => readValid(content, 'source/left-out.json', 'left-out');

/**
 * Reads a list of words from src/content/languages. Regional tags fall back: `en-GB` has the words to avoid of `en`, but its own spelling.
 *
 * @param {string} lang BCP 47 tag
 * @param {'avoid' | 'spelling'} list
 * @returns {Term[] | undefined} undefined if the language has no such list
 */
export function readWords(lang, list, content = contentFolder) {
  for (let tag = lang; tag; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))) {
    const path = join(content, 'languages', `${tag}.json`);
    const words = existsSync(path) && readJson(path)[list];
    if (words) return words;
  }
  return undefined;
}

/** Reads the terms to avoid in a language. @param {string} lang @param {string} [content] @returns {Term[] | undefined} */
export const readTerms = (lang, content) => readWords(lang, 'avoid', content);

/** Returns the names of the placeholders in a text, in order. @param {string} text */
export const placeholdersOf = (text) => [...text.matchAll(/\{([a-zA-Z]+)\}/g)].map(([, name]) => name);
