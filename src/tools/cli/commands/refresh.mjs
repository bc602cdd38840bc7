/** `recovery-widgets refresh`: updates the fallback content and numbers in files. */
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {
  ENDINGS,
  UsageError,
  available,
  changedLines,
  dataDate,
  isMarkdown,
  isReadable,
  refresh,
  version,
} from '../../pages/page-tools.mjs';
import {parseOptions} from '../../pages/snippet-args.mjs';
import {print} from '../terminal.mjs';

export const usage = (
  /** @type {string} */ command,
) => `Usage: ${command} <files or folders> [--write] [--lang es] [--replace-edited]

Updates the text and numbers inside snippets to those of version ${version}, and touches no other byte. Without --write it only
shows what would change. It reads files that end in ${ENDINGS.join(', ')};
in folders, not those in node_modules, nor in folders that begin with a dot. It opens no network.

  --write           changes the files
  --lang es         language of snippets without one, in pages without one
  --replace-edited  also replaces text that somebody has edited, or that is missing

Status: 0 if all is fresh, or has been written; 1 if something is to be updated, or a person must decide; 2 for a mistake, or if a
file could not be read or written, which is then as it was.`;

/** Maximum size of a file, in bytes. */
const MAX_SIZE = 20_000_000;

/** Lists a folder, or adds it to `unread`: the run goes on with the others. @param {string} path @param {string[]} unread */
function entriesOf(path, unread) {
  try {
    return readdirSync(path);
  } catch {
    unread.push(path);
    return [];
  }
}

/**
 * Lists the files below a path that may have snippets. Symbolic links are never followed: they may lead out of the site.
 *
 * @param {string} path
 * @param {string[]} unread gets the folders that cannot be read
 * @param {boolean} [isNamed] by the user
 * @returns {string[]}
 */
function filesBelow(path, unread, isNamed) {
  const stats = lstatSync(path, {throwIfNoEntry: false});
  if (!stats) throw new UsageError(`File or folder not found: ${path}.`);
  if (stats.isDirectory())
    return entriesOf(path, unread)
      .filter((name) => name !== 'node_modules' && !name.startsWith('.'))
      .sort()
      .flatMap((name) => filesBelow(join(path, name), unread));
  return isNamed || (stats.isFile() && isReadable(path)) ? [path] : [];
}

/** Reads a file. Returns its bytes, or why it is not read. @param {string} path */
function readOrExplain(path) {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) return 'it is a symbolic link';
  if (!isReadable(path)) return `allowed are files that end in ${ENDINGS.join(', ')}`;
  return stats.size > MAX_SIZE ? `it is larger than ${MAX_SIZE / 1e6} MB` : readFileSync(path);
}

/**
 * Gives a file to the owner and group of the one that it replaces. Only root gives files away: a page that its group may write keeps the
 * group then, and belongs to the user.
 *
 * @param {number} file @param {number} uid @param {number} gid
 */
function changeOwner(file, uid, gid) {
  try {
    fchownSync(file, uid, gid);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM') throw error;
    fchownSync(file, -1, gid);
  }
}

/** Replaces a file. If that fails, the old one is there, whole, with its owner and mode. @param {string} path @param {string} text */
function replaceFile(path, text) {
  const {mode, uid, gid} = lstatSync(path);
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}`);
  const file = openSync(temporary, 'wx', 0o600);
  try {
    try {
      writeFileSync(file, text);
      changeOwner(file, uid, gid);
      fchmodSync(file, mode);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, {force: true});
    throw error;
  }
}

/** @param {string} before @param {string} after */
function printDifference(before, after) {
  for (const line of changedLines(before, after)) print(`  ${line}`);
}

/** Prints the results for a file. @param {string} file @param {Awaited<ReturnType<typeof refresh>>} refreshed */
function report(file, {changes, decisions}) {
  for (const {line, title, before, after} of changes) {
    print(`${file}:${line}: ${title}`);
    printDifference(before, after);
  }
  for (const {line, title, problem, before, after} of decisions) {
    const place = [line ? `${file}:${line}` : file, title].filter(Boolean).join(': ');
    print(`${place}: needs a decision: ${problem}`);
    if (before !== undefined && after !== undefined) printDifference(before, after);
  }
}

/** @param {string[]} args @returns {Promise<number>} exit status */
export async function run(args) {
  const {values, positionals} = parseOptions(args, {
    write: {type: 'boolean'},
    lang: {type: 'string'},
    'replace-edited': {type: 'boolean'},
  });
  if (!positionals.length) throw new UsageError('Name the files or folders.');
  const {languages, matchLocale} = await available();
  const lang = values.lang && matchLocale(values.lang, languages);
  if (values.lang && !lang)
    throw new UsageError(`Unknown language “${values.lang}”. Allowed: ${languages.join(', ')}.`);
  /** @type {string[]} */
  const unread = [];
  const files = [...new Set(positionals.flatMap((path) => filesBelow(path, unread, true)))];
  for (const folder of unread) print(`${folder}: this folder cannot be read.`);
  const sum = {snippets: 0, changes: 0, decisions: 0, files: 0, failures: unread.length};
  for (const file of files) {
    try {
      const bytes = readOrExplain(file);
      if (typeof bytes === 'string') {
        print(`${file}: not read: ${bytes}.`);
        sum.decisions++;
        continue;
      }
      const options = {isMarkdown: isMarkdown(file), lang: lang || undefined, replaceEdited: values['replace-edited']};
      const refreshed = await refresh(bytes, options);
      report(file, refreshed);
      const {text, snippets, changes, decisions} = refreshed;
      if (values.write && changes.length) replaceFile(file, text);
      sum.snippets += snippets;
      sum.changes += changes.length;
      sum.decisions += decisions.length;
      sum.files += changes.length ? 1 : 0;
    } catch (error) {
      // Goes on with the others.
      print(`${file}: left as it is: ${error instanceof Error ? error.message : error}`);
      sum.failures++;
    }
  }
  const toDo = values.write ? 'updated' : 'to update';
  print(
    `${files.length} files, ${sum.snippets} snippets: ${sum.changes} ${toDo} in ${sum.files} files, ${sum.decisions} to decide, ${sum.failures} failed. Version ${version}, numbers of ${dataDate()}.`,
  );
  if (sum.changes && !values.write) print('Nothing was changed. Use --write to write the files.');
  if (sum.failures) return 2;
  return sum.decisions || (sum.changes && !values.write) ? 1 : 0;
}
