/** Decides which steps of a build are due, by the content of the files that each reads and wrote. Needs nothing but Node. */
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, readdirSync, rmSync, rmdirSync, statSync, writeFileSync} from 'node:fs';
import {dirname, join, posix} from 'node:path';

/**
 * @typedef {object} Step
 * @property {string} label
 * @property {string[][]} run arguments of node, one program after the other
 * @property {string[]} [needs] steps whose files it reads
 * @property {string[]} [reads] sources beside the programs, and the folders of src/tools that these import
 * @property {string[]} [updates] sources that it also writes
 * @property {string[]} writes files and folders; of two steps, the one with the longer path has a file
 */

/** Files that every step depends on. */
const COMMON = ['package.json', 'package-lock.json'];

/** Reads a source: package.json without the scripts of npm, which no step reads. @param {string} root @param {string} file */
function readSource(root, file) {
  const text = readFileSync(join(root, file));
  return file === 'package.json' ? JSON.stringify({...JSON.parse(String(text)), scripts: undefined}) : text;
}

/** @param {string} root @param {string} path file or folder @returns {string[]} files */
function filesIn(root, path) {
  const stats = statSync(join(root, path), {throwIfNoEntry: false});
  if (!stats) return [];
  if (!stats.isDirectory()) return [path];
  return readdirSync(join(root, path))
    .filter((name) => name !== 'node_modules')
    .sort()
    .flatMap((name) => filesIn(root, posix.join(path, name)));
}

/** Removes a file, and folders that are empty without it. @param {string} root @param {string} file */
function removeFile(root, file) {
  rmSync(join(root, file));
  for (let folder = dirname(file); !readdirSync(join(root, folder)).length; folder = dirname(folder))
    rmdirSync(join(root, folder));
}

/** @param {string} root @param {string[]} files @param {(file: string) => string | Buffer} [read] */
function hashOf(root, files, read = (file) => readFileSync(join(root, file))) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update('\0').update(read(file)).update('\0');
  return hash.digest('hex');
}

/**
 * Lists the sources of programs: all modules that they import, and for those in a folder of src/tools everything in it, as modules
 * read templates, patches and texts beside them.
 *
 * @param {string} root
 * @param {string[]} programs
 * @returns {string[]} sorted files
 */
export function sourcesOf(root, programs) {
  const modules = new Set(programs);
  const found = new Set(programs);
  for (const file of modules) {
    const [, folder] = /^src\/tools\/([^/]+)\/./.exec(file) ?? [];
    for (const each of folder && folder !== 'cli' ? filesIn(root, `src/tools/${folder}`) : [file]) found.add(each);
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, path] of text.matchAll(/\b(?:from|import)\b\s*\(?\s*'(\.[^']+)'/g)) {
      const target = posix.join(posix.dirname(file), path);
      if (existsSync(join(root, target))) modules.add(target);
    }
  }
  return [...found].sort();
}

/** Hashes the sources of a step, without those that it writes. @param {string} root @param {Step} step */
function sourcesHash(root, {run, reads = []}) {
  const programs = run.flat().filter((arg) => /^(?!node_modules).*\.mjs$/.test(arg));
  const files = [...sourcesOf(root, programs), ...[...COMMON, ...reads].flatMap((path) => filesIn(root, path))];
  return hashOf(root, files, (file) => readSource(root, file));
}

/** Lists the files that a step has written. @param {string} root @param {Record<string, Step>} steps @param {string} name */
function outputsOf(root, steps, name) {
  const owners = Object.entries(steps).flatMap(([owner, {writes}]) => writes.map((path) => ({owner, path})));
  const ownerOf = (/** @type {string} */ file) =>
    owners
      .filter(({path}) => file === path || file.startsWith(`${path}/`))
      .sort((a, b) => b.path.length - a.path.length)[0]?.owner;
  return steps[name].writes.flatMap((path) => filesIn(root, path)).filter((file) => ownerOf(file) === name);
}

/**
 * Remembers which steps have run, with which sources.
 *
 * @param {string} root of the project
 * @param {Record<string, Step>} steps
 * @param {string} file relative to the project
 */
export function stepCache(root, steps, file) {
  /** @type {Record<string, {key: string, state: string, content: string}>} */
  let known = {};
  try {
    known = JSON.parse(readFileSync(join(root, file), 'utf8'));
  } catch {
    // Without the file every step is due.
  }
  const save = () => {
    mkdirSync(dirname(join(root, file)), {recursive: true});
    writeFileSync(join(root, file), JSON.stringify(known, null, 2));
  };
  /** Notices files that were changed or removed since, without reading them. @param {string} name */
  const stateOf = (name) =>
    hashOf(root, outputsOf(root, steps, name), (written) => {
      const {size, mtimeMs} = statSync(join(root, written));
      return `${size} ${mtimeMs}`;
    });
  const keyOf = (/** @type {string} */ name, before = sourcesHash(root, steps[name])) => {
    const {run, needs = [], updates = []} = steps[name];
    const updated = updates.flatMap((path) => filesIn(root, path));
    const contents = needs.map((need) => known[need]?.content);
    return JSON.stringify([before, hashOf(root, updated), run, process.version, contents]);
  };
  return {
    /** Returns whether a step, whose needs are up to date, would change nothing. @param {string} name */
    isFresh: (name) => known[name]?.key === keyOf(name) && known[name].state === stateOf(name),
    /** Forgets a step and removes its files. Returns a function that remembers it, once it has succeeded. @param {string} name */
    start(name) {
      const before = sourcesHash(root, steps[name]);
      delete known[name];
      save();
      // A step that updates sources replaces its files by itself, as `npm run dev` may be reading them.
      if (!steps[name].updates) for (const written of outputsOf(root, steps, name)) removeFile(root, written);
      return () => {
        const content = hashOf(root, outputsOf(root, steps, name));
        known[name] = {key: keyOf(name, before), state: stateOf(name), content};
        save();
      };
    },
  };
}
