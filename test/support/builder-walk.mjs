/**
 * Compares the snippets of the builder with those of the command. As a worker, it walks the states that it is sent: the whole walk, of
 * every widget, country, language and form, would take a single processor an hour.
 */
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import {runInThisContext} from 'node:vm';
import {Worker, isMainThread, parentPort} from 'node:worker_threads';
import {argsOf, commandOf, initialState} from '../../src/tools/builder/state.mjs';
import {snippetFromArgs} from '../../src/tools/html/snippet-args.mjs';
import {root} from '../../src/tools/project.mjs';

/** @typedef {import('../../src/tools/builder/state.mjs').State} State */

const core = join(root, 'dist/cdn/builder/core.js');

/** Answers of the core as the page has it. @type {Record<string, (...args: any[]) => Promise<any>>} */
export const methods = runInThisContext(`(${readFileSync(core, 'utf8')})`)().methods;

/** @param {Partial<State>} changes @returns {State} */
export const stateOf = (changes) => ({...initialState(), base: 'https://files.example/0.1/', ...changes});

/** @param {State} state */
async function printed(state) {
  let html = '';
  for (const lang of state.langs) html += (await snippetFromArgs(argsOf(state, lang))).html;
  return html;
}

/**
 * Compares the page with the command: the same snippet, or the same refusal.
 *
 * @param {State} state
 * @returns {Promise<boolean>} whether there is a snippet
 */
export async function compare(state) {
  const {html, mistakes} = await methods.renderSnippets(state);
  const expected = await printed(state).catch((/** @type {Error} */ {message}) => message);
  assert.equal(html || mistakes[0].message, expected, commandOf(state));
  return !!html;
}

/** @param {Partial<State>[]} part @returns {Promise<State[]>} states that both refuse */
async function compareEach(part) {
  const refused = [];
  for (const state of part.map(stateOf)) if (!(await compare(state))) refused.push(state);
  return refused;
}

/**
 * Compares many states, in the nightly run with a worker for each processor. It takes two seconds to begin, so that fewer states take
 * less here.
 *
 * @param {Iterable<Partial<State>[]>} parts each compared by one of them
 * @returns {Promise<State[]>} states that both refuse
 */
export async function compareAll(parts) {
  const waiting = [...parts];
  if (!process.env.NIGHTLY) return compareEach(waiting.flat());
  /** @type {State[]} */
  const refused = [];
  /** @param {Worker} worker */
  const walk = async (worker) => {
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      worker.postMessage(part);
      const [more] = await once(worker, 'message');
      refused.push(...more);
    }
  };
  const workers = Array.from({length: availableParallelism()}, () => new Worker(new URL(import.meta.url)));
  try {
    await Promise.all(workers.map(walk));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return refused;
}

if (!isMainThread)
  parentPort?.on('message', async (/** @type {Partial<State>[]} */ part) => {
    parentPort?.postMessage(await compareEach(part));
  });
