/**
 * Rollup plugin: names the folder of the chunks after their content, so that they can be cached forever, and writes them again in a folder
 * whose name never changes, for hints. See docs/decisions/0023-one-round-trip.md.
 */
import {createHash} from 'node:crypto';
import {readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {CURRENT} from '../built/page-files.mjs';
import {write} from '../write-changed.mjs';

const withoutEnding = (/** @type {string} */ file) => file.slice(0, -'.js'.length);

/**
 * Binds a chunk to its build. `core` exports a name that only this build has, and every other chunk imports it: caches may hold files of two
 * releases, which then fail to link, before any of them runs, and the caller of `import()` falls back to the folder of one release.
 *
 * @param {string} file below the folder of the chunks
 * @param {string} code minified
 * @param {string} folder named after the content
 */
function bind(file, code, folder) {
  const binding = folder.replace('assets-', 'build');
  // Languages, regions and the row of languages, which a widget may load later, when the files of another release are there.
  const own = code.replace(
    /import\([`"](\.\.?)\/([^`"]+)[`"]\)/g,
    (load, up, path) => `${load}.catch(()=>import(\`${up}/../${folder}/${path}\`))`,
  );
  if (file === 'core.js') return `${own.trimEnd()}export const ${binding}=0;\n`;
  const core = `import{${binding}}from"${'../'.repeat(file.split('/').length - 1) || './'}core.js";`;
  // After the comment that makes Chromium compile all functions, which counts at the start alone.
  return own.replace(/^(\/\/#.*\n)?/, `$1${core}`);
}

/**
 * @param {import('../built/compiled.mjs').Compiled} compiled
 * @param {import('../built/page-files.mjs').Chunks} chunks completed once they are written
 * @param {string} index file that gets `chunks` as JSON, for tools that run after the build
 * @returns {import('rollup').Plugin}
 */
export const hashFolder = ({widgets, languages, languagesOf, apart, regional}, chunks, index) => ({
  name: 'hash-folder',
  writeBundle({dir = ''}, bundle) {
    const full = languages.filter((language) => !apart.includes(language)).join();
    for (const name of widgets) {
      const {imports, dynamicImports} = /** @type {import('rollup').OutputChunk} */ (bundle[`widgets/${name}.js`]);
      const shared = imports.map(withoutEnding).filter((file) => file !== 'core');
      const deferred = dynamicImports.map(withoutEnding);
      const own = languagesOf[name];
      chunks.widgets[name] = {
        regional: regional.has(name),
        chunks: shared,
        ...(deferred.length && {deferred}),
        ...(own.join() !== full && {languages: own}),
      };
    }
    const hash = createHash('sha256');
    for (const file of Object.keys(bundle).sort()) hash.update(file).update(readFileSync(join(dir, file)));
    chunks.folder = `assets-${hash.digest('hex').slice(0, 10)}`;
    const hashed = join(dirname(dir), chunks.folder);
    rmSync(hashed, {recursive: true, force: true});
    renameSync(dir, hashed);
    for (const file of Object.keys(bundle)) {
      const code = readFileSync(join(hashed, file), 'utf8');
      write(join(dirname(dir), CURRENT, file), bind(file, code, chunks.folder));
    }
    writeFileSync(index, `${JSON.stringify(chunks, null, 2)}\n`);
  },
});
