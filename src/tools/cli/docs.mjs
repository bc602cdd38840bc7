/**
 * `npm run docs`: after a build, writes the pages of docs/ that are generated (docs/reference.md and docs/widgets/ from the manifest, the
 * fallback content in docs/systems.md) and the snippets in documents, then dist/site/, the site that `npm start` serves. The exit status
 * is 1 if a link in the docs leads nowhere.
 */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../project.mjs';
import {writeChanged} from '../write-changed.mjs';

if (!existsSync(join(root, 'dist/cdn/integrity.json'))) {
  console.error('docs: The build is missing. Run: npm run build');
  process.exit(1);
}

const {recipePages, snippetPages} = await import('../pages/recipes.mjs');
const {referencePages} = await import('../types/reference.mjs');
for (const pages of [snippetPages, referencePages, recipePages])
  for (const [path, text] of await pages())
    if (writeChanged(join(root, path), text)) console.log(`docs: changed ${path}`);

const {SECURITY_TEXT, buildSite} = await import('../site/build-site.mjs');
const {files, pages, problems} = await buildSite();
console.log(`docs: ${pages.size} pages in dist/site`);
if (!files.has(SECURITY_TEXT))
  console.log(`docs: without ${SECURITY_TEXT}: package.json names no repository on GitHub`);
for (const problem of problems) console.error(`docs: ${problem}`);
if (problems.size) process.exitCode = 1;
