/** `recovery-widgets refresh`: updates the fallback content and numbers in files. */
import {lstatSync, readFileSync, readdirSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {
  ENDINGS,
  UsageError,
  available,
  dataDate,
  differences,
  isMarkdown,
  isReadable,
  refresh,
  version,
} from '../../pages/page-tools.mjs';
import {parseOptions} from '../parse-options.mjs';

export const usage = (
  /** @type {string} */ command,
) => `Usage: ${command} <files or folders> [--write] [--lang es] [--replace-edited]

Updates the text and numbers inside snippets to those of version ${version}, and touches no other byte. Without --write it only
shows what would change. It reads files that end in ${ENDINGS.join(', ')};
in folders, not those in node_modules, nor in folders that begin with a dot. It opens no network.

  --write           changes the files
  --lang es         language of snippets without one, in pages without one
  --replace-edited  also replaces text that somebody has edited, or that is missing

Status: 0 if all is fresh, or has been written; 1 if something is to be updated, or a person must decide; 2 for a mistake.`;

const OPTIONS = /** @type {const} */ ({
  write: {type: 'boolean'},
  lang: {type: 'string'},
  'replace-edited': {type: 'boolean'},
});

/** Lists the files below a path that may have snippets. @param {string} path @param {boolean} [isNamed] by the user @returns {string[]} */
function filesBelow(path, isNamed) {
  const stats = isNamed ? statSync(path, {throwIfNoEntry: false}) : lstatSync(path);
  if (!stats) throw new UsageError(`File or folder not found: ${path}.`);
  if (stats.isFile()) return isNamed || isReadable(path) ? [path] : [];
  if (!stats.isDirectory()) return [];
  return readdirSync(path)
    .filter((name) => name !== 'node_modules' && !name.startsWith('.'))
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

/** @param {string} before @param {string} after */
function printDifference(before, after) {
  for (const part of differences(before, after)) {
    for (const line of part.before) console.log(`  - ${line}`);
    for (const line of part.after) console.log(`  + ${line}`);
  }
}

/** @param {string[]} args @returns {Promise<number>} exit status */
export async function run(args) {
  const {values, positionals} = parseOptions(args, OPTIONS);
  if (!positionals.length) throw new UsageError('Name the files or folders.');
  const {languages, matchLocale} = await available();
  const lang = values.lang && matchLocale(values.lang, languages);
  if (values.lang && !lang)
    throw new UsageError(`Unknown language “${values.lang}”. Allowed: ${languages.join(', ')}.`);
  const files = [...new Set(positionals.flatMap((path) => filesBelow(path, true)))];
  const sum = {snippets: 0, changes: 0, decisions: 0, files: 0};
  for (const file of files) {
    if (!isReadable(file)) {
      console.log(`${file}: not read. Allowed: files that end in ${ENDINGS.join(', ')}.`);
      sum.decisions++;
      continue;
    }
    const {text, snippets, changes, decisions} = await refresh(readFileSync(file), {
      isMarkdown: isMarkdown(file),
      lang: lang || undefined,
      replaceEdited: values['replace-edited'],
    });
    for (const {line, title, before, after} of changes) {
      console.log(`${file}:${line}: ${title}`);
      printDifference(before, after);
    }
    for (const {line, title, problem, before, after} of decisions) {
      const place = [line ? `${file}:${line}` : file, title].filter(Boolean).join(': ');
      console.log(`${place}: needs a decision: ${problem}`);
      if (before !== undefined && after !== undefined) printDifference(before, after);
    }
    if (values.write && changes.length) writeFileSync(file, text);
    sum.snippets += snippets;
    sum.changes += changes.length;
    sum.decisions += decisions.length;
    sum.files += changes.length ? 1 : 0;
  }
  const toDo = values.write ? 'updated' : 'to update';
  console.log(
    `${files.length} files, ${sum.snippets} snippets: ${sum.changes} ${toDo} in ${sum.files} files, ${sum.decisions} to decide. Version ${version}, numbers of ${dataDate()}.`,
  );
  if (sum.changes && !values.write) console.log('Nothing was changed. Use --write to write the files.');
  return sum.decisions || (sum.changes && !values.write) ? 1 : 0;
}
