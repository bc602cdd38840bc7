/** Rollup plugin: names the folder of the chunks after their content, so that they can be cached forever. */
import {createHash} from 'node:crypto';
import {readFileSync, renameSync, rmSync} from 'node:fs';
import {dirname, join} from 'node:path';

/**
 * @typedef {object} Chunks what the other bundles have to know of the chunks
 * @property {string} folder its name: `assets-` and ten hexadecimal digits
 * @property {Record<string, string[]>} shared by widget, the chunks it needs besides `core`: `['take-away']`
 */

/**
 * @param {string[]} widgets
 * @param {Chunks} chunks filled in once they are written
 * @returns {import('rollup').Plugin}
 */
export const hashFolder = (widgets, chunks) => ({
  name: 'hash-folder',
  writeBundle({dir = ''}, bundle) {
    for (const name of widgets) {
      const chunk = bundle[`widgets/${name}.js`];
      const imports = chunk.type === 'chunk' ? chunk.imports : [];
      chunks.shared[name] = imports.map((file) => file.slice(0, -'.js'.length)).filter((file) => file !== 'core');
    }
    const hash = createHash('sha256');
    for (const file of Object.keys(bundle).sort()) hash.update(file).update(readFileSync(join(dir, file)));
    chunks.folder = `assets-${hash.digest('hex').slice(0, 10)}`;
    const hashed = join(dirname(dir), chunks.folder);
    rmSync(hashed, {recursive: true, force: true});
    renameSync(dir, hashed);
  },
});
