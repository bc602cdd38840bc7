/** Runs the main function of a command. Shared by the files in this folder. */
import {ContentError} from '../content/read-content.mjs';
import {printError, printLines} from './terminal.mjs';

/** Returns whether the person at the command line can fix an error. @param {unknown} error @returns {error is Error} */
export const isExpected = (error) =>
  error instanceof ContentError ||
  // A system error (no permission, no space) explains itself.
  (error instanceof Error && 'code' in error && /^(ERR_PARSE_ARGS_|E[A-Z]+$)/.test(String(error.code)));

/**
 * Runs a command, and returns its exit code. Errors in the content or in the arguments are printed without a stack trace; any other error
 * is rethrown.
 *
 * @param {() => number | Promise<number>} command returns the exit code
 */
export async function statusOf(command) {
  try {
    return await command();
  } catch (error) {
    if (!isExpected(error)) throw error;
    printLines(error.message, printError);
    return 'exitCode' in error ? Number(error.exitCode) : 1;
  }
}

/** Runs a command and sets the exit code of the process; see {@link statusOf}. @param {() => number | Promise<number>} command */
export async function runCommand(command) {
  process.exitCode = await statusOf(command);
}
