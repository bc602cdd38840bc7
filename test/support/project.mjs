/** Copies of the project for tests that change files or run commands. */
import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync} from 'node:fs';
import {dirname, join, posix} from 'node:path';
import {mock} from 'node:test';
import {format} from 'node:util';
import {filesIn} from '../../src/tools/built/integrity.mjs';
import {statusOf} from '../../src/tools/cli/run-command.mjs';
import {root} from '../../src/tools/project.mjs';
import {write as writeFile} from '../../src/tools/write-changed.mjs';
import {temporaryFolder} from './system.mjs';

/** Paths of the files that a clone would have: in git, or not ignored; nothing generated, nothing of an earlier build. */
export const sources = execFileSync('git', ['-c', 'safe.directory=*', 'ls-files', '-coz', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => file && statSync(join(root, file), {throwIfNoEntry: false})?.isFile());

/** Copies sources to a temporary folder, with a link to the packages. Paths are relative to it. @param {(file: string) => boolean} [includes] selects them */
export function copyProject(includes = () => true) {
  const folder = temporaryFolder('recovery-widgets');
  const path = (/** @type {string} */ file) => join(folder, file);
  for (const file of sources.filter(includes)) cpSync(join(root, file), path(file));
  for (const packages of ['node_modules', 'test/node_modules', 'src/tools/review/node_modules'])
    if (existsSync(join(root, packages))) {
      mkdirSync(dirname(path(packages)), {recursive: true});
      symlinkSync(join(root, packages), path(packages), 'junction');
    }

  const read = (/** @type {string} */ file) => readFileSync(path(file), 'utf8');
  const write = (/** @type {string} */ file, /** @type {string} */ text) => writeFile(path(file), text);
  const readJson = (/** @type {string} */ file) => JSON.parse(read(file));
  const editJson = (/** @type {string} */ file, /** @type {(data: any) => unknown} */ edit) => {
    const data = readJson(file);
    edit(data);
    write(file, `${JSON.stringify(data, null, 2)}\n`);
  };
  /** Returns the paths of all files in a folder. @param {string} subfolder */
  const files = (subfolder) => filesIn(path(subfolder)).map((file) => posix.join(subfolder, file));
  /** Runs a Node program. @param {string[]} args */
  const node = (...args) => spawnSync(process.execPath, args, {cwd: folder, encoding: 'utf8'});
  /** Runs a command line, as a reader of a guide does. @param {string} command */
  const shell = (command) => spawnSync(command, {cwd: folder, encoding: 'utf8', shell: true});
  const has = (/** @type {string} */ file) => existsSync(path(file));
  return {path, read, write, readJson, editJson, files, node, shell, has};
}

/** @typedef {ReturnType<typeof copyProject>} Project */

/** @typedef {{status: number | null, stdout: string, stderr: string}} Result */

/** Asserts that a command succeeded; on failure shows its output. @param {Result} result */
export const assertSuccess = ({status, stdout, stderr}) => assert.equal(status, 0, `${stdout}\n${stderr}`);

/** Runs `npm run messages` in this process, with the tools of the project itself: starting Node takes several times as long as a few messages. @param {Project} project @param {{check?: boolean, dev?: boolean}} [options] @returns {Promise<Result>} */
export async function updateMessages({path}, options) {
  const tools = await import('../../src/tools/generate/update-messages.mjs');
  const result = {stdout: '', stderr: ''};
  const mocks = /** @type {const} */ (['log', 'warn', 'error']).map((method) =>
    mock.method(console, method, (/** @type {unknown[]} */ ...args) => {
      result[method === 'log' ? 'stdout' : 'stderr'] += `${format(...args)}\n`;
    }),
  );
  try {
    const status = await statusOf(() => tools.updateMessages(path('src'), options));
    return {status, ...result};
  } finally {
    for (const {mock: each} of mocks) each.restore();
  }
}

/** Returns the content of an XLIFF unit. @param {string} xliff @param {string} id */
export const unitOf = (xliff, id) => new RegExp(`<trans-unit id="${id}"[^>]*>\\n([^]*?)</trans-unit>`).exec(xliff)?.[1];
