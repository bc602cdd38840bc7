/**
 * Runs a command of ours with many lists of arguments in one process: starting Node and loading the modules takes longer than the
 * command. The command itself is evaluated each time, what it imports once.
 */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {fileURLToPath, pathToFileURL} from 'node:url';

/** @typedef {{status: number, stdout: string, stderr: string}} Result */

const self = fileURLToPath(import.meta.url);

/**
 * @param {string} command path of its module
 * @param {readonly (readonly string[])[]} lists of arguments
 * @param {string} cwd
 * @returns {Result[]} as `spawnSync` would return each
 */
export function runEach(command, lists, cwd) {
  const args = [self, command, JSON.stringify(lists)];
  const {status, stdout, stderr} = spawnSync(process.execPath, args, {cwd, encoding: 'utf8', timeout: 60_000});
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

/** @param {string} command @param {string[]} args @param {number} index @returns {Promise<Result>} */
async function runHere(command, args, index) {
  const result = {status: 0, stdout: '', stderr: ''};
  for (const name of /** @type {const} */ (['stdout', 'stderr']))
    process[name].write = (/** @type {unknown} */ text) => !!(result[name] += text);
  process.argv = [process.execPath, command, ...args];
  process.exitCode = 0;
  try {
    await import(`${pathToFileURL(command)}?${index}`);
    result.status = Number(process.exitCode);
  } catch (error) {
    Object.assign(result, {status: 1, stderr: result.stderr + /** @type {Error} */ (error).stack});
  }
  return result;
}

if (process.argv[1] === self) {
  const write = process.stdout.write.bind(process.stdout);
  const [, , command, lists] = process.argv;
  const results = [];
  for (const [index, args] of JSON.parse(lists).entries()) results.push(await runHere(command, args, index));
  process.exitCode = 0;
  write(JSON.stringify(results));
}
