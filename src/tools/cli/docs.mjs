/**
 * `npm run docs`: after a build, writes the pages of docs/ that are generated (docs/reference.md and docs/widgets/ from the manifest, the
 * fallback content in docs/systems.md) and the snippets in documents, then dist/site/, the site that `npm start` serves. Another folder
 * for the site: `npm run docs -- /srv/www/widgets`. The exit status is 1 if a link in the docs leads nowhere.
 */
import {existsSync, readdirSync} from 'node:fs';
import {join, relative, resolve} from 'node:path';
import {parseArgs} from 'node:util';
import {root} from '../project.mjs';
import {writeChanged} from '../write-changed.mjs';

const {positionals} = parseArgs({allowPositionals: true});
const [target = join(root, 'dist/site'), ...rest] = positionals;
const out = resolve(target);

/** @param {string} message @param {number} status */
function fail(message, status) {
  console.error(`docs: ${message}`);
  process.exit(status);
}

if (rest.length) fail(`Name one folder only, not ${[target, ...rest].join(' ')}.`, 2);
// The folder is emptied.
if (existsSync(out) && readdirSync(out).length && !existsSync(join(out, 'site/site.css')))
  fail(`${out} contains other files. Name an empty or new folder.`, 1);
if (!existsSync(join(root, 'dist/cdn/integrity.json'))) fail('The build is missing. Run: npm run build', 1);

const {recipePages, snippetPages} = await import('../pages/recipes.mjs');
const {referencePages} = await import('../types/reference.mjs');
for (const pages of [snippetPages, referencePages, recipePages])
  for (const [path, text] of await pages())
    if (writeChanged(join(root, path), text)) console.log(`docs: changed ${path}`);

const {SECURITY_TEXT, buildSite} = await import('../site/build-site.mjs');
const {files, pages, problems} = await buildSite(out);
console.log(`docs: ${pages.size} pages in ${relative(process.cwd(), out) || '.'}`);
if (!files.has(SECURITY_TEXT))
  console.log(`docs: without ${SECURITY_TEXT}: package.json names no repository on GitHub`);
for (const problem of problems) console.error(`docs: ${problem}`);
if (problems.size) process.exitCode = 1;
