/** Runs programs as steps of a longer command. Needs nothing but Node. */
import {spawn} from 'node:child_process';
import {constants} from 'node:os';
import {root} from './project.mjs';

/** @import {ChildProcess, SpawnOptions} from 'node:child_process' */

/** @type {Set<ChildProcess> | undefined} */
let running;

/** Ends a child when this process ends: a signal to one process, as from `kill` or a test runner, does not reach its children. @param {ChildProcess} child */
function endWithParent(child) {
  if (!running) {
    const children = (running = new Set());
    process.on('exit', () => children.forEach((each) => each.kill()));
    for (const signal of /** @type {const} */ (['SIGHUP', 'SIGINT', 'SIGTERM']))
      process.once(signal, () => process.exit(128 + constants.signals[signal]));
  }
  const all = running.add(child);
  child.once('close', () => all.delete(child));
}

/**
 * Runs a program without standard input, and captures its output.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {SpawnOptions} [options] default: in the project folder
 * @param {(chunk: string) => void} [onOutput] called with each part of the output
 * @returns {Promise<{status: number, output: string, seconds: string}>} exit status, and everything it wrote to both streams
 */
export function capture(command, args, options = {}, onOutput = () => {}) {
  const start = performance.now();
  let output = '';
  const add = (/** @type {string} */ chunk) => {
    output += chunk;
    onOutput(chunk);
  };
  return new Promise((resolve) => {
    const child = spawn(command, args, {cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options});
    endWithParent(child);
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', add);
    child.on('error', ({message}) => add(`${message}\n`));
    child.on('close', (status) =>
      resolve({status: status ?? 1, output, seconds: ((performance.now() - start) / 1000).toFixed(0)}),
    );
  });
}

/**
 * Runs a command as a step, which takes one line if it succeeds.
 *
 * @param {string} label shown to the reader
 * @param {string} command
 * @param {string[]} args
 * @param {SpawnOptions} [options] see {@link capture}
 */
export async function runStep(label, command, args, options) {
  if (process.stdout.isTTY) process.stdout.write(`${label} …`);
  const {status, output, seconds} = await capture(command, args, options);
  if (process.stdout.isTTY) process.stdout.write('\r\u001b[K');
  console.log(`${label} … ${status === 0 ? 'done' : 'failed'}, ${seconds} s`);
  return {status, output};
}

/**
 * Runs a Node program as a step. If it fails, prints its output and ends the process with its exit status.
 *
 * @param {string} label shown to the reader
 * @param {string[]} args of node
 */
export async function runOrExit(label, ...args) {
  const {status, output} = await runStep(label, process.execPath, args);
  if (status === 0) return;
  console.error(output.trimEnd());
  process.exit(status);
}
