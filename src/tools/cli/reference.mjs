/**
 * `npm run reference`: writes docs/reference.md and docs/widgets/ from the custom elements manifest that was built last, and the
 * words in docs/systems/ and docs/systems.md. With `--check` it writes nothing and exits with 1 when a page is out of date.
 */
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {recipePages} from '../html/recipes.mjs';
import {referencePages} from '../html/reference.mjs';
import {root} from '../project.mjs';

const {values} = parseArgs({options: {check: {type: 'boolean', default: false}}});
const manifest = join(root, 'dist/npm/custom-elements.json');
if (!existsSync(manifest)) {
  console.error('The manifest is missing: run `npm run build` first.');
  process.exit(1);
}

for (const [path, text] of [...(await referencePages()), ...(await recipePages())]) {
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (values.check) {
    console.error(`${path} is out of date: run \`npm run build && npm run reference\`.`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`changed  ${path}`);
  }
}
