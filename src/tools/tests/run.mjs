/** Runs a suite or a check in a process of its own, and collects the counts of its reporter. */
import {spawn} from 'node:child_process';
import {stripVTControlCharacters} from 'node:util';
import {root} from '../project.mjs';

/**
 * @typedef {object} Task
 * @property {string} name
 * @property {string[]} args of node
 * @property {Record<string, string>} [env] added to the environment
 * @property {boolean} [counts] whether a reporter prints the number of tests
 * @property {(lost: Lost) => Task} [repeat] repeats a file during which the browser crashed
 */

/** A file during which a browser crashed. @typedef {{engine: string, file: string}} Lost */

/**
 * @typedef {object} Result
 * @property {string} name of the task
 * @property {boolean} ok
 * @property {number} passed
 * @property {number} failed at least 1 if the task failed
 * @property {number} skipped
 * @property {string[]} notes why tests were skipped, and those that failed at first
 * @property {number} seconds
 * @property {string} output
 */

/**
 * Runs a task. The reporter of every suite (test/support/, test/web-test-runner.config.mjs) ends with lines such as
 *
 *     embed: skipped: nginx is not installed
 *     embed: 120 passed, 0 failed, 3 skipped
 *
 * A line such as `browser: disconnected: webkit test/browser/faq.test.ts` is one of the failures: the file is run again, once, and
 * the second run counts.
 *
 * @param {Task} task
 * @param {{live?: boolean}} [options] `live` also passes the output on while it runs
 * @returns {Promise<Result>}
 */
export async function run({name, args, env, counts = false, repeat}, {live = false} = {}) {
  const start = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: root,
    // Without the variable by which `node --test` recognizes its own children.
    env: {...process.env, NODE_TEST_CONTEXT: undefined, ...env},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const [stream, target] of /** @type {const} */ ([
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]))
    stream.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
      if (live) target.write(chunk);
    });
  const status = await new Promise((resolve) => child.on('close', resolve));

  // Runners move the cursor to rewrite their progress.
  const text = stripVTControlCharacters(output);
  const numbers = /^\w+: (\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/m.exec(text) ?? [];
  const [passed, failed, skipped] = numbers.slice(1).map((number) => Number(number ?? 0));
  // A suite without a single test has found none: that is a fault too.
  const ok = status === 0 && !failed && (!counts || passed > 0);
  /** @type {Result} */
  const result = {
    name,
    ok,
    passed: passed ?? 0,
    failed: ok ? 0 : failed || 1,
    skipped: skipped ?? 0,
    notes: [...text.matchAll(/^\w+: ((?:skipped|passed when tried again): .+)$/gm)].map(([, note]) => note),
    seconds: (performance.now() - start) / 1000,
    output: output.trimEnd(),
  };
  const lost = [...text.matchAll(/^\w+: disconnected: (\S+) (.+)$/gm)].map(([, engine, file]) => ({engine, file}));
  return repeat && lost.length ? withRepeated(result, lost, repeat, live) : result;
}

/**
 * Runs files again during which a browser crashed, and adds up.
 *
 * @param {Result} first
 * @param {Lost[]} lost
 * @param {(lost: Lost) => Task} repeat
 * @param {boolean} live
 * @returns {Promise<Result>}
 */
async function withRepeated(first, lost, repeat, live) {
  const sum = {...first, failed: first.failed - lost.length, notes: [...first.notes]};
  for (const each of lost) {
    const again = await run({...repeat(each), repeat: undefined}, {live});
    sum.passed += again.passed;
    sum.failed += again.failed;
    sum.skipped += again.skipped;
    sum.seconds += again.seconds;
    sum.output += `\n${again.output}`;
    sum.notes.push(`${each.engine} crashed in ${each.file}, which was run again`);
  }
  return {...sum, ok: !sum.failed};
}

/**
 * Runs tasks, some at a time, in the order given.
 *
 * @param {Task[]} tasks
 * @param {number} limit tasks at a time
 * @param {(result: Result) => void} onDone called after each
 * @returns {Promise<Result[]>}
 */
export async function runAll(tasks, limit, onDone) {
  const queue = [...tasks];
  /** @type {Result[]} */
  const results = [];
  const work = async () => {
    for (let task = queue.shift(); task; task = queue.shift()) {
      const result = await run(task);
      results.push(result);
      onDone(result);
    }
  };
  await Promise.all(Array.from({length: limit}, work));
  return results;
}
