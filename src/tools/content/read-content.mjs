/**
 * Reads src/content for the tools: copy, sources, passages left out, terms to avoid.
 *
 * A file that is broken is refused here, with its name and the place in it; whether what it says is right is for the tools to judge.
 */
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {basename, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {Ajv2020} from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/**
 * @typedef {object} Message one record of a copy file; see schema/copy.schema.json
 * @property {string} key
 * @property {'text'|'rich'|'label'} kind
 * @property {string} text
 * @property {Record<string, string>} [placeholders]
 * @property {'quoted'|'adapted'|'added'|'interface'} edit
 * @property {string[]} [from]
 * @property {string} [reason]
 * @property {string} [note]
 * @property {boolean} [safety]
 * @property {'draft'|'clinician'} review
 * @property {string} checked
 *
 * @typedef {object} Copy
 * @property {string} file   name of the file, for messages
 * @property {string} widget
 * @property {number} grade
 * @property {Message[]} messages
 *
 * @typedef {object} Source a cited source; see source/sources.json
 * @property {string} title
 * @property {string} publisher
 * @property {string} url
 * @property {string} date
 * @property {string} [note]
 *
 * @typedef {object} LeftOut why no widget shows a passage; see source/left-out.json
 * @property {string} why
 * @property {string} reason
 * @property {string} [widget] the widget that will show it, when `why` is `later`
 *
 * @typedef {object} Term
 * @property {string} term       what to avoid, as an editor would say it
 * @property {string} pattern    regular expression for it, flags `iu`; it is matched against whole words
 * @property {string} use        what to write instead
 * @property {string} basis      who says so
 * @property {('title'|'quotation')[]} [allowIn] `title`: keys that end in heading or title. `quotation`: records with edit `quoted`
 */

/** Path of src/content. */
export const contentFolder = fileURLToPath(new URL('../../content', import.meta.url));

/** Several things wrong with the content, each on a line of its own. */
export class ContentError extends Error {
  /** @param {string[]} problems */
  constructor(problems) {
    super(problems.join('\n'));
    this.name = 'ContentError';
    this.problems = problems;
  }
}

/**
 * The id of a message in reports and in translators' files.
 *
 * @param {{widget: string}} copy
 * @param {{key: string}} message
 */
export const messageId = ({widget}, {key}) => `${widget}.${key}`;

/** @param {string} path */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ContentError([`${basename(path)}: ${error instanceof Error ? error.message : error}`]);
  }
}

/**
 * Names the place of a schema error as an editor would look for it: `messages[3] “call-text”, text`.
 *
 * @param {string} pointer JSON pointer
 * @param {any} data
 */
function placeOf(pointer, data) {
  let at = data;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => {
      const list = Array.isArray(at);
      at = at?.[part];
      return list ? `[${part}]${at?.key ? ` “${at.key}”, ` : ''}` : part;
    })
    .join('.')
    .replaceAll('.[', '[')
    .replace(/, \.|, $/g, (end) => (end === ', ' ? '' : ', '));
}

/**
 * Turns a JSON schema into a function that lists what is wrong with a value.
 *
 * @param {object} schema
 * @returns {(data: unknown) => string[]}
 */
export function validator(schema) {
  const ajv = new Ajv2020({allErrors: true, strictTypes: false});
  // The default export is the function itself in Node, its module in the eyes of the type checker.
  /** @type {any} */ (addFormats)(ajv);
  const validate = ajv.compile(schema);
  return (data) => {
    if (validate(data)) return [];
    return (validate.errors ?? [])
      .filter(({keyword}) => keyword !== 'if')
      .map(({instancePath, message, params}) => {
        const detail = params.additionalProperty ?? params.allowedValues?.join(', ');
        return `${placeOf(instancePath, data) || 'file'}: ${message}${detail ? ` (${detail})` : ''}`;
      });
  };
}

/**
 * Reads and validates every copy file.
 *
 * @param {string} [content] path of src/content
 * @returns {Copy[]} sorted by file name
 * @throws {ContentError} when a file breaks the schema, is named after another widget, or uses a key twice
 */
export function readCopies(content = contentFolder) {
  const problemsOf = validator(readJson(join(contentFolder, 'schema/copy.schema.json')));
  const folder = join(content, 'copy');
  /** @type {string[]} */
  const problems = [];
  /** @type {Copy[]} */
  const copies = [];
  for (const file of existsSync(folder) ? readdirSync(folder).sort() : []) {
    if (!file.endsWith('.json')) continue;
    const data = readJson(join(folder, file));
    const found = problemsOf(data);
    if (!found.length) {
      if (`${data.widget}.json` !== file) found.push(`widget “${data.widget}” does not match the name of the file`);
      const keys = data.messages.map((/** @type {Message} */ {key}) => key);
      const twice = keys.filter((/** @type {string} */ key, /** @type {number} */ i) => keys.indexOf(key) < i);
      for (const key of new Set(twice)) found.push(`key “${key}” is used twice`);
    }
    problems.push(...found.map((problem) => `copy/${file}: ${problem}`));
    copies.push({...data, file});
  }
  if (problems.length) throw new ContentError(problems);
  return copies;
}

/**
 * @param {string} [content] path of src/content
 * @returns {Record<string, Source>}
 */
export const readSources = (content = contentFolder) => readJson(join(content, 'source/sources.json'));

/**
 * @param {string} [content] path of src/content
 * @returns {Record<string, LeftOut>} by reference to the passage
 */
export const readLeftOut = (content = contentFolder) => readJson(join(content, 'source/left-out.json'));

/**
 * Reads the terms to avoid in a language: `es-419` falls back on `es`.
 *
 * @param {string} lang
 * @param {string} [content] path of src/content
 * @returns {Term[] | undefined} undefined when the language has no list
 */
export function readTerms(lang, content = contentFolder) {
  for (let tag = lang; tag; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))) {
    const path = join(content, 'terms', `${tag}.json`);
    if (existsSync(path)) return readJson(path);
  }
  return undefined;
}

/** Names of the placeholders of a text, in order. @param {string} text */
export const placeholdersOf = (text) => [...text.matchAll(/\{([a-zA-Z]+)\}/g)].map(([, name]) => name);
