/** Runs a suite or a check in a process of its own, and collects the counts of its reporter. */
import {spawn} from 'node:child_process';
import {stripVTControlCharacters} from 'node:util';
import {endWithParent} from '../end-with-parent.mjs';
import {root} from '../project.mjs';

/**
 * @typedef {object} Task
 * @property {string} name
 * @property {string[]} args of node
 * @property {Record<string, string>} [env] added to the environment
 * @property {boolean} [counts] whether a reporter prints the number of tests
 * @property {boolean} [live] whether its output is passed on while it runs
 *
 * @typedef {{name: string, ok: boolean, passed: number, failed: number}} Result `failed`: at least 1 if the task failed
 */

/**
 * Runs a task and prints its result; its output too, if it failed. The reporter of every suite (test/support/,
 * test/web-test-runner.config.mjs) ends with lines such as
 *
 *     embed: skipped: nginx is not installed
 *     embed: 120 passed, 0 failed, 3 skipped
 *
 * @param {Task} task
 * @returns {Promise<Result>}
 */
export async function run({name, args, env, counts = false, live = false}) {
  const start = performance.now();
  // Without the variable by which `node --test` recognizes its own children.
  const child = endWithParent(
    spawn(process.execPath, args, {cwd: root, env: {...process.env, NODE_TEST_CONTEXT: undefined, ...env}}),
  );
  child.stdin.end();
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
      if (live) process.stdout.write(chunk);
    });
  const status = await new Promise((resolve) => child.on('close', resolve));

  // Runners move the cursor to rewrite their progress.
  const text = stripVTControlCharacters(output);
  // The last: tests of this runner print such lines, too.
  const [, sum = '', ...numbers] = [...text.matchAll(/^\w+: ((\d+) passed, (\d+) failed.*)$/gm)].at(-1) ?? [];
  const [passed = 0, failed = 0] = numbers.map(Number);
  // A suite without a single test has found none: that is a fault too.
  const ok = status === 0 && !failed && (!counts || passed > 0);
  if (!ok && !live) console.log(`\n${output.trimEnd()}\n`);
  const seconds = ((performance.now() - start) / 1000).toFixed(0).padStart(4);
  console.log(`${ok ? 'test:' : 'test: FAILED'} ${seconds} s  ${name}${sum && `, ${sum}`}`);
  for (const [, note] of text.matchAll(/^\w+: ((?:skipped|passed when tried again): .+)$/gm))
    console.log(`test:         ${note}`);
  return {name, ok, passed, failed: ok ? 0 : failed || 1};
}

/** Runs tasks, some at a time, in the order given. @param {Task[]} tasks @param {number} limit @returns {Promise<Result[]>} */
export async function runAll(tasks, limit) {
  const queue = [...tasks];
  /** @type {Result[]} */
  const results = [];
  const work = async () => {
    for (let task = queue.shift(); task; task = queue.shift()) results.push(await run(task));
  };
  await Promise.all(Array.from({length: limit}, work));
  return results;
}
