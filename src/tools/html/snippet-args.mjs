/** Creates snippets from the arguments of `npm run snippet`, given on the command line or in a document. */
import {parseArgs} from 'node:util';
import {UsageError, available, unknownValueError} from './prerender.mjs';
import {forms, scriptFiles, snippet} from './snippet.mjs';

/**
 * @typedef {import('./prerender.mjs').Available} Available
 * @typedef {import('./snippet.mjs').Snippet} Snippet
 * @typedef {Record<string, {type: 'string' | 'boolean'}>} OptionTypes
 *
 * @typedef {object} Values Options of the command line
 * @property {string} [lang]
 * @property {string} [region]
 * @property {string} [form]
 * @property {string} [base]
 * @property {string} [file]
 * @property {boolean} [integrity]
 * @property {boolean} [link-style]
 */

/** Lists all options: those of snippets, and the attributes of all widgets. @param {Available} available @returns {OptionTypes} */
function optionTypes({widgets}) {
  /** @type {OptionTypes} */
  const options = {};
  for (const {attributes} of widgets.values())
    for (const [name, isBoolean] of attributes) options[name] = {type: isBoolean ? 'boolean' : 'string'};
  for (const name of ['lang', 'region', 'form', 'base', 'file']) options[name] = {type: 'string'};
  for (const name of ['integrity', 'link-style']) options[name] = {type: 'boolean'};
  return options;
}

/** @param {string[]} args @param {OptionTypes} options @throws {UsageError} */
function parse(args, options) {
  try {
    return parseArgs({args, options, allowPositionals: true});
  } catch (error) {
    const {code, message} = /** @type {Error & {code?: string}} */ (error);
    if (code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION') throw new UsageError(`${message}.`);
    const [, given = ''] = /'--?([^' ]+)/.exec(message) ?? [];
    throw unknownValueError(
      'option',
      `--${given}`,
      Object.keys(options).map((name) => `--${name}`),
    );
  }
}

/** Checks the address of the folder with the files, and ends it with a slash. @param {string} base @throws {UsageError} */
function parseBase(base) {
  if (/^(https?:\/\/[^\s"<>?#\\/]|\/(?![\\/]))[^\s"<>?#\\]*$/.test(base)) return base.replace(/\/?$/, '/');
  throw new UsageError(
    /^(https?:\/)?\/.+[?#]/.test(base)
      ? `“${base}” is no --base: leave out what begins with ${/[?#]/.exec(base)?.[0]}, as names of files are to follow.`
      : `“${base}” is no --base: that is the address of the folder with the files, such as https://your-site.example/1.2.3/, or /1.2.3/ on the host of the page.`,
  );
}

/** @param {string} kind @param {string} value @param {Iterable<string>} allowed @throws {UsageError} */
function checkValue(kind, value, allowed) {
  const list = [...allowed];
  if (!list.includes(value)) throw unknownValueError(kind, value, list);
}

/**
 * Normalizes the language and region as widgets do: `--region uk` is `GB`.
 *
 * @param {Values} given
 * @param {Available} available
 * @throws {UsageError}
 */
function parseLocale(given, {languages, regions, matchLocale, parseRegion}) {
  const lang = given.lang && matchLocale(given.lang, languages);
  const place = given.region ? parseRegion(given.region) : undefined;
  if (given.lang && !lang) throw unknownValueError('language', given.lang, languages);
  if (given.region && !(place && regions.includes(place.country)))
    throw unknownValueError('region', given.region, regions);
  return {lang, region: place?.subdivision ?? place?.country};
}

/**
 * Creates the snippet that some arguments describe.
 *
 * @param {string[]} args as on the command line
 * @returns {Promise<Snippet>}
 * @throws {UsageError} for an argument that is not allowed
 */
export async function snippetFromArgs(args) {
  const all = await available();
  const {values, positionals} = parse(args, optionTypes(all));
  const [name = '', ...rest] = positionals;
  if (rest.length) throw new UsageError(`One widget at a time: ${name}, or ${rest.join(' ')}?`);
  checkValue('widget', name, all.widgets.keys());
  const {
    form,
    base,
    file,
    integrity,
    'link-style': linkStyle,
    lang,
    region,
    ...attributes
  } = /** @type {Values} */ (values);
  if (form !== undefined) checkValue('form', form, forms);
  const languages = all.widgets.get(name)?.languages ?? all.languages;
  const locale = parseLocale({lang, region}, {...all, languages});
  if (file !== undefined) checkValue('file', file, scriptFiles(name).keys());
  const {html, notes} = await snippet(name, {
    ...locale,
    form,
    base: base === undefined ? undefined : parseBase(base),
    file,
    integrity,
    linkStyle,
    // Boolean attributes have an empty value.
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([key, value]) => [key, value === true ? '' : value]),
    ),
  });
  const given = {lang, region};
  const normalized = /** @type {const} */ (['lang', 'region']).filter(
    (key) => given[key] && given[key] !== locale[key],
  );
  return {
    html,
    notes: [
      ...normalized.map((key) => `--${key} ${given[key]}: that is ${locale[key]} here, as the widgets know it.`),
      ...notes,
    ],
  };
}

/** A comment with arguments, then a code block, or HTML up to `<!-- end of snippet -->`. */
const SNIPPET =
  /(<!-- snippet: (.*?) -->\n(?:\n*(?:<!-- prettier-ignore -->\n+)?(`{3,})html\n)?)[^]*?(?=^\3$|^ *<!-- end of snippet -->$)/gm;

/**
 * Updates the snippets in a document.
 *
 * @param {string} text Markdown or HTML
 * @returns {Promise<string>}
 * @throws {UsageError}
 */
export async function updateSnippets(text) {
  let result = '';
  let end = 0;
  for (const match of text.matchAll(SNIPPET)) {
    const [whole, start, line] = match;
    const args = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain);
    result += text.slice(end, match.index) + start + (await snippetFromArgs(args)).html;
    end = match.index + whole.length;
  }
  return result + text.slice(end);
}
