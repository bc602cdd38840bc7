/** Rollup plugin: names the folder of the chunks after their content, so that they can be cached forever. */
import {createHash} from 'node:crypto';
import {readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';

const withoutEnding = (/** @type {string} */ file) => file.slice(0, -'.js'.length);

/**
 * @param {import('./compiled.mjs').Compiled} compiled
 * @param {import('./page-files.mjs').Chunks} chunks completed once they are written
 * @param {string} index file that gets `chunks` as JSON, for tools that run after the build
 * @returns {import('rollup').Plugin}
 */
export const hashFolder = ({widgets, languages, languagesOf, regional, tables}, chunks, index) => ({
  name: 'hash-folder',
  writeBundle({dir = ''}, bundle) {
    for (const name of widgets) {
      const chunk = bundle[`widgets/${name}.js`];
      const {imports, dynamicImports} = /** @type {import('rollup').OutputChunk} */ (chunk);
      const shared = imports.map(withoutEnding).filter((file) => file !== 'core');
      const deferred = dynamicImports.map(withoutEnding);
      const own = languagesOf[name];
      chunks.widgets[name] = {
        regional: regional.has(name),
        chunks: shared,
        tables: tables[name],
        ...(deferred.length && {deferred}),
        ...(own.length < languages.length && {languages: own}),
      };
    }
    const hash = createHash('sha256');
    for (const file of Object.keys(bundle).sort()) hash.update(file).update(readFileSync(join(dir, file)));
    chunks.folder = `assets-${hash.digest('hex').slice(0, 10)}`;
    const hashed = join(dirname(dir), chunks.folder);
    rmSync(hashed, {recursive: true, force: true});
    renameSync(dir, hashed);
    writeFileSync(index, `${JSON.stringify(chunks, null, 2)}\n`);
  },
});
