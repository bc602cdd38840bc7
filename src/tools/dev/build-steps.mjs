/** The steps of `npm run build`, and a runner for those that are due: two at a time, as far as they do not need each other. */
import {existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {dirname, join} from 'node:path';
import {runStep} from '../run-step.mjs';
import {root} from '../project.mjs';
import {currentChannel} from '../review/channel.mjs';
import {stepCache} from './step-cache.mjs';

/** @import {Step} from './step-cache.mjs' */

const ROLLUP = ['node_modules/rollup/dist/bin/rollup', '-c', 'rollup.config.mjs', '--silent'];
const ANALYZER = ['node_modules/@custom-elements-manifest/analyzer/cem.js', 'analyze', '--config'];
/** Name of the file in dist/.cache/ that a running build has. */
const LOCK = 'lock';
const CONTENT = ['src/content', 'src/locales'];

/** In an order in which they could run one after the other. @type {Record<string, Step>} */
export const STEPS = {
  records: {
    label: 'types of records',
    run: [['src/tools/generate/record-types.mjs']],
    reads: ['src/content/schema'],
    writes: ['src/generated/records'],
  },
  messages: {
    label: 'messages and numbers',
    run: [['src/tools/cli/messages.mjs']],
    needs: ['records'],
    reads: ['src/content'],
    updates: ['src/locales'],
    writes: ['src/generated'],
  },
  modules: {
    label: 'modules (tsc)',
    // `npm test` checks the types, of stories and tests too.
    run: [['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--noCheck'], ['src/tools/cli/npm.mjs']],
    needs: ['messages'],
    reads: ['tsconfig.json', 'src/core', 'src/widgets', 'src/entries', 'src/check', ...CONTENT],
    writes: ['dist/npm'],
  },
  types: {
    label: 'manifest, types and metadata',
    run: [[...ANALYZER, 'src/tools/types/manifest-plugin.mjs'], ['src/tools/types/build-types.mjs']],
    needs: ['messages'],
    reads: ['.prettierrc.json', 'src/core', 'src/widgets', 'src/entries', ...CONTENT],
    writes: [
      'types',
      'custom-elements.json',
      'vscode.html-custom-data.json',
      'vscode.css-custom-data.json',
      'web-types.json',
    ].map((path) => `dist/npm/${path}`),
  },
  scripts: {
    label: 'chunks and loader (rollup)',
    run: [[...ROLLUP, '--configChunks']],
    needs: ['modules'],
    reads: CONTENT,
    writes: ['dist/cdn', 'dist/chunks.json'],
  },
  node: {
    label: 'widgets for Node (rollup)',
    run: [[...ROLLUP, '--configNode'], ['src/tools/html/build-pages.mjs']],
    needs: ['modules'],
    reads: ['src/entries', ...CONTENT],
    writes: ['dist/node', 'dist/cdn/frame.html', 'dist/cdn/recovery-widgets.css'],
  },
  single: {
    label: 'scripts of one file (rollup)',
    run: [[...ROLLUP, '--configSingle']],
    needs: ['modules'],
    reads: ['LICENSE', 'src/check/translations', ...CONTENT],
    writes: ['all', 'check', 'frame', 'frame-parent']
      .map((name) => `dist/cdn/${name}.js`)
      .concat('dist/cdn/LICENSES.txt'),
  },
  html: {
    label: 'fallback content',
    run: [['src/tools/html/build-html.mjs']],
    needs: ['node'],
    reads: ['src/entries', 'src/widgets', ...CONTENT],
    writes: ['dist/html'],
  },
  printed: {
    label: 'printed pages',
    run: [['src/tools/html/build-printed.mjs']],
    needs: ['html'],
    reads: CONTENT,
    writes: ['dist/print'],
  },
  command: {
    label: 'command',
    run: [['src/tools/pages/bundle.mjs']],
    needs: ['scripts', 'node', 'single', 'types'],
    reads: ['src/entries', 'src/widgets', ...CONTENT],
    writes: ['dist/bin'],
  },
  builder: {
    label: 'builder',
    // Last in dist/cdn: the table contains the hash of every other file.
    run: [['src/tools/cli/builder.mjs']],
    needs: ['command'],
    reads: ['src/entries', 'src/widgets', 'src/check/translations', 'docs', 'README.md', ...CONTENT],
    writes: ['dist/cdn/builder', 'dist/cdn/integrity.json'],
  },
  sizes: {
    label: 'sizes',
    run: [['bench/sizes.mjs']],
    needs: ['builder', 'printed'],
    reads: ['bench'],
    writes: [],
  },
};

const cacheFile = () => `dist/.cache/${currentChannel()}.json`;

/** Whether src/generated/ is what `npm run build` would write. */
export const hasMessages = () => stepCache(root, STEPS, cacheFile()).isFresh('messages');

/** Returns a step and all that it needs. @param {string} name @returns {string[]} */
const withNeeds = (name) => [...(STEPS[name].needs ?? []).flatMap(withNeeds), name];

/**
 * Runs a step that is due.
 *
 * @param {ReturnType<typeof stepCache>} cache
 * @param {string} name
 * @param {string[]} more arguments of its program
 * @returns {Promise<string | undefined>} the output of a program that failed
 */
async function bringUpToDate(cache, name, more) {
  if (cache.isFresh(name)) return undefined;
  const finish = cache.start(name);
  const {label, run} = STEPS[name];
  for (const args of run) {
    const {status, output} = await runStep(`build: ${label}`, process.execPath, [...args, ...more]);
    if (status !== 0 || name === 'sizes' || name === 'messages') console.log(output.trimEnd());
    if (status !== 0) return `build: ${label} failed:\n${output.trimEnd()}`;
  }
  finish();
  return undefined;
}

/** Empties dist/, if its files are of another channel, or from before there was a cache. */
function removeOthers() {
  if (existsSync(join(root, cacheFile()))) return;
  for (const folder of ['dist', 'dist/.cache'])
    for (const name of readdirSync(join(root, folder)))
      if (!['.cache', LOCK].includes(name)) rmSync(join(root, folder, name), {recursive: true});
}

/**
 * @param {{wanted?: string[], check?: boolean, onStep?: (name: string, failure?: string) => void}} options `wanted`: steps, default: all;
 *   `check`: fails if a translation file had to be changed; `onStep`: called when a step is up to date, or has failed
 */
async function runDue({wanted = Object.keys(STEPS), check = false, onStep}) {
  removeOthers();
  const cache = stepCache(root, STEPS, cacheFile());
  const left = new Set(wanted.flatMap(withNeeds));
  const done = new Set();
  let failed = false;
  const work = async () => {
    for (;;) {
      const next = [...left].find((name) => (STEPS[name].needs ?? []).every((need) => done.has(need)));
      if (failed || !left.size) return;
      if (!next) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        continue;
      }
      left.delete(next);
      const failure = await bringUpToDate(cache, next, check && next === 'messages' ? ['--check'] : []);
      if (failure === undefined) done.add(next);
      else failed = true;
      onStep?.(next, failure);
    }
  };
  await Promise.all(Array.from({length: Math.min(2, availableParallelism())}, work));
  return !failed;
}

/** Whether a process is running. @param {number} id */
function isAlive(id) {
  try {
    return process.kill(id, 0);
  } catch (error) {
    // A process of another user.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** Takes the lock. @param {string} file @returns {number} the process that has it */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), {flag: 'wx'});
    return process.pid;
  } catch {
    const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    if (!isAlive(holder)) rmSync(file, {force: true});
    return holder;
  }
}

/**
 * Brings steps up to date, with all that they need, while no other process builds; waits for that first. The lock of a process that has
 * ended does not count.
 *
 * @param {Parameters<typeof runDue>[0]} [options]
 * @returns {Promise<boolean>} false if a step failed
 */
export async function build(options = {}) {
  const file = join(root, 'dist/.cache', LOCK);
  mkdirSync(dirname(file), {recursive: true});
  for (let tries = 0, holder = take(file); holder !== process.pid; holder = take(file)) {
    if (!tries++) console.log(`build: waiting for process ${holder}, which builds; see ${file}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  try {
    return await runDue(options);
  } finally {
    rmSync(file, {force: true});
  }
}
