/** Reads the options of a command. */
import {parseArgs} from 'node:util';
import {UsageError} from './page-tools.mjs';

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
    throw new UsageError(
      `${problem}. Allowed: ${Object.keys(options)
        .map((name) => `--${name}`)
        .join(', ')}.`,
    );
  }
}
