/**
 * Reads the arguments of commands, and creates snippets from those of `npx recovery-widgets snippet`, given on the command line or in a
 * document.
 */
import {parseArgs} from 'node:util';
import {LOOK, UsageError, available, snippetFromValues} from './page-tools.mjs';

/** @import {Available} from '../html/prerender.mjs' */

/**
 * Parses arguments; errors list the allowed ones, in the terms of this command instead of Node’s.
 *
 * @template {NonNullable<import('node:util').ParseArgsConfig['options']>} Options
 * @param {string[]} args
 * @param {Options} options
 * @throws {UsageError}
 */
export function parseOptions(args, options) {
  try {
    return parseArgs({args, allowPositionals: true, options});
  } catch (error) {
    const {code, message} = /** @type {Error & {code?: string}} */ (error);
    const [, given = ''] = /'(--?[^' ]+)/.exec(message) ?? [];
    const problem = code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? `Unknown option “${given}”` : message;
    const allowed = Object.keys(options).map((name) => `--${name}`);
    throw new UsageError(`${problem}. Allowed: ${allowed.join(', ')}.`);
  }
}

/** Lists all options: those of snippets, and the attributes of all widgets. @param {Available} available */
function optionTypes({widgets}) {
  /** @type {Record<string, {type: 'string' | 'boolean'}>} */
  const options = {};
  for (const {attributes} of widgets.values())
    for (const [name, isBoolean] of attributes) options[name] = {type: isBoolean ? 'boolean' : 'string'};
  for (const name of ['lang', 'region', 'form', 'code', 'base', 'file', ...LOOK]) options[name] = {type: 'string'};
  for (const name of ['integrity', 'hints']) options[name] = {type: 'boolean'};
  return options;
}

/**
 * Creates the snippet that some arguments describe.
 *
 * @param {string[]} args as on the command line
 * @throws {UsageError} for an argument that is not allowed
 */
export async function snippetFromArgs(args) {
  const known = await available();
  const {values, positionals} = parseOptions(args, optionTypes(known));
  const [name, ...rest] = positionals;
  if (!name) throw new UsageError(`Name a widget. Allowed: ${[...known.widgets.keys()].join(', ')}.`);
  if (rest.length) throw new UsageError(`Name one widget only, not ${[name, ...rest].join(' ')}.`);
  return snippetFromValues(name, values);
}

/** A comment with arguments, then a code block, or HTML up to `<!-- end of snippet -->`. */
const SNIPPET =
  /(<!-- snippet: (.*?) -->\n(?:\n*(?:<!-- prettier-ignore -->\n+)?(`{3,})html\n)?)[^]*?(?=^\3$|^ *<!-- end of snippet -->$)/gm;

/** Refreshes the snippets in a document. @param {string} text Markdown or HTML @returns {Promise<string>} @throws {UsageError} */
export async function refreshSnippets(text) {
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
