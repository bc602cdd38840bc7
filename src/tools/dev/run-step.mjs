/** Runs one step of a longer command and reports it in a line. Needs nothing but Node. */
import {spawn} from 'node:child_process';
import {endWithParent} from '../end-with-parent.mjs';
import {root} from '../project.mjs';

/**
 * Runs a command and captures its output, so that a step that succeeds takes one line.
 *
 * @param {string} label shown to the reader
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options] default: in the project folder, without standard input
 * @returns {Promise<{status: number, output: string}>} exit status, and everything it wrote to both streams
 */
export async function runStep(label, command, args, options = {}) {
  const start = Date.now();
  if (process.stdout.isTTY) process.stdout.write(`${label} …`);
  let output = '';
  /** @type {number} */
  const status = await new Promise((resolve) => {
    const child = endWithParent(spawn(command, args, {cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options}));
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => {
      output += `${error.message}\n`;
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
  if (process.stdout.isTTY) process.stdout.write('\r\u001b[K');
  const seconds = ((Date.now() - start) / 1000).toFixed(0);
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
