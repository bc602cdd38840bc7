/** Copies of the project for tests that change files or run commands. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {root, sources} from './sources.mjs';

/**
 * Copies sources to a temporary folder, with a link to the packages. Paths are relative to that folder.
 *
 * @param {(file: string) => boolean} [includes] selects the sources; all by default
 */
export function copyProject(includes = () => true) {
  const folder = mkdtempSync(join(tmpdir(), 'recovery-widgets-'));
  const path = (/** @type {string} */ file) => join(folder, file);
  for (const file of sources.filter(includes)) cpSync(join(root, file), path(file));
  symlinkSync(join(root, 'node_modules'), path('node_modules'), 'junction');

  const read = (/** @type {string} */ file) => readFileSync(path(file), 'utf8');
  const write = (/** @type {string} */ file, /** @type {string} */ text) => {
    mkdirSync(dirname(path(file)), {recursive: true});
    writeFileSync(path(file), text);
  };
  const readJson = (/** @type {string} */ file) => JSON.parse(read(file));
  const editJson = (/** @type {string} */ file, /** @type {(data: any) => unknown} */ edit) => {
    const data = readJson(file);
    edit(data);
    write(file, `${JSON.stringify(data, null, 2)}\n`);
  };
  /** Returns the paths of all files in a folder. @param {string} subfolder */
  const files = (subfolder) =>
    readdirSync(path(subfolder), {recursive: true, withFileTypes: true})
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
      .map((file) => file.replaceAll('\\', '/'));
  /** Runs a Node program. @param {string[]} args */
  const node = (...args) => spawnSync(process.execPath, args, {cwd: folder, encoding: 'utf8'});
  /** Runs a command line, as a reader of a guide does. @param {string} command */
  const shell = (command) => spawnSync(command, {cwd: folder, encoding: 'utf8', shell: true});
  return {
    path,
    read,
    write,
    readJson,
    editJson,
    files,
    node,
    shell,
    has: (/** @type {string} */ file) => existsSync(path(file)),
    delete: () => rmSync(folder, {recursive: true, force: true}),
  };
}

/** @typedef {ReturnType<typeof copyProject>} Project */

/** Asserts that a command succeeded; on failure shows its output. @param {import('node:child_process').SpawnSyncReturns<string>} result */
export const assertSuccess = ({status, stdout, stderr}) => assert.equal(status, 0, `${stdout}\n${stderr}`);

/** Runs `npm run messages`. @param {Project} project @param {string[]} options */
export const runMessages = ({node}, ...options) => node('src/tools/cli/messages.mjs', ...options);

/** Returns the content of an XLIFF unit. @param {string} xliff @param {string} id */
export const unitOf = (xliff, id) => new RegExp(`<trans-unit id="${id}"[^>]*>\\n([^]*?)</trans-unit>`).exec(xliff)?.[1];
