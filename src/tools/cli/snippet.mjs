/**
 * `npm run snippet -- <widget> [--region US] [--lang es] [--form tag|div|frame|prerendered|fallback|json-ld] [--base …] [--file …] [--integrity]`
 * and any attribute of the widget, such as `--heading-level 3`: prints the HTML to paste into a page. Notes go to standard
 * error, so that `npm run -s snippet -- … > snippet.html` writes the snippet alone (without `-s`, npm’s own lines too).
 *
 * `npm run snippet -- --update README.md …` updates the snippets in documents: each code block after a comment with the
 * arguments, such as `<!-- snippet: helpline-banner --region US -->`; in HTML, everything from there to the end of the snippet.
 */
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {built} from '../built/built.mjs';
import {UsageError} from '../html/prerender.mjs';
import {updateSnippets} from '../pages/snippet-args.mjs';
import {root} from '../project.mjs';
import {writeChanged} from '../write-changed.mjs';
import * as list from './commands/list.mjs';
import * as snippet from './commands/snippet.mjs';

const usage = `${snippet.usage('npm run snippet --')}
       npm run -s snippet -- <widget> … > snippet.html
       npm run snippet -- --list
       npm run snippet -- --update README.md docs/*.md`;

/** Builds dist/ if it is missing. Ends the process if that fails. */
function ensureBuilt() {
  if (existsSync(built) && existsSync(join(root, 'dist/cdn/recovery-widgets.js'))) return;
  console.error('dist/ is missing: building it first.');
  const {status} = spawnSync(process.execPath, ['src/tools/cli/build.mjs'], {cwd: root, stdio: ['ignore', 2, 2]});
  if (!existsSync(built)) process.exit(status || 1);
}

/** @param {string[]} files */
async function update(files) {
  if (!files.length) throw new UsageError('Name the documents: --update README.md docs/*.md');
  for (const file of files) {
    if (!existsSync(file)) throw new UsageError(`File not found: ${file}.`);
    const isWritten = writeChanged(file, await updateSnippets(readFileSync(file, 'utf8')));
    console.log(`${isWritten ? 'updated' : 'unchanged'}  ${file}`);
  }
}

/** @param {string[]} args */
async function main(args) {
  const [first, ...rest] = args;
  if (!first || args.includes('--help')) return console.log(usage);
  ensureBuilt();
  if (first === '--update') return update(rest);
  if (first === '--list') return list.run([]);
  return snippet.run(args);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\nUsage: npm run snippet -- --help`);
  process.exitCode = 2;
}
