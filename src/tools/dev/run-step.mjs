/** Runs one step of a longer command and reports it in a line. Needs nothing but Node. */
import {spawn} from 'node:child_process';
import {endWithParent} from '../end-with-parent.mjs';
import {root} from '../project.mjs';

/**
 * Runs a command and captures its output, so that a step that succeeds takes one line. After two seconds it shows the time
 * that has passed: on a terminal as a counter in the same line, in a log as a new line each time the time has doubled.
 *
 * @param {string} label shown to the reader
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options] default: in the project folder, without standard input
 * @returns {Promise<{status: number, output: string}>} exit status, and everything it wrote to both streams
 */
export async function runStep(label, command, args, options = {}) {
  const start = Date.now();
  const seconds = () => ((Date.now() - start) / 1000).toFixed(0);
  const isTerminal = process.stdout.isTTY;
  const print = (/** @type {string} */ line) => process.stdout.write(isTerminal ? `\r\u001b[K${line}` : `${line}\n`);
  if (isTerminal) print(`${label} …`);
  let lastPrinted = 0;
  const timer = setInterval(() => {
    const elapsed = Date.now() - start;
    if (elapsed < 2000 || (!isTerminal && lastPrinted && elapsed < lastPrinted * 2)) return;
    lastPrinted = elapsed;
    print(`${label} … ${seconds()} s`);
  }, 1000);

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
  clearInterval(timer);
  print(`${label} … ${status === 0 ? 'done' : 'failed'}, ${seconds()} s`);
  if (isTerminal) process.stdout.write('\n');
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
