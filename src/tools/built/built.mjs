/**
 * The last build, as the tools that write HTML read it from dist/: the only module of src/tools/html/ that they need Node for. The
 * bundles for the command line and for browsers replace it with a module that inlines the data:
 * src/tools/pages/bundle.mjs.
 */
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {integrityHash} from './integrity.mjs';
import {readChunks} from './page-files.mjs';
import {chunkHashesOf} from './chunk-hashes.mjs';
import {memoize} from '../content/memoize.mjs';
import {knownNumbers} from '../helplines/known-numbers.mjs';
import {root} from '../project.mjs';
import {contactPoints} from './contact-points.mjs';

export {readChunks};

const cdn = join(root, 'dist/cdn');

/** The widgets, bundled for Node. */
export const built = join(root, 'dist/node/widgets.mjs');

/** Version of the package. @type {string} */
export const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;

/**
 * @typedef {typeof import('../../entries/index.js')
 *   & typeof import('../../generated/regions/index.js')
 *   & typeof import('../../core/recovery-element.js')
 *   & Pick<typeof import('../../core/language-row.js'), 'languagesIn' | 'languagesOf' | 'rowCss' | 'rowTemplate'>
 *   & typeof import('../../core/region.js')
 *   & typeof import('../../core/localize.js')
 *   & typeof import('../../core/normalize.js')
 *   & typeof import('../../check/contrast.js')
 *   & typeof import('../../check/diagnose.js')
 *   & typeof import('../../check/page-reader.js')
 *   & typeof import('../../check/look.js')
 *   & typeof import('../../entries/embed/parse-widget-name.js')
 *   & typeof import('../../entries/enhance/finished-attribute.js')
 *   & typeof import('./throwing-warn.mjs')} BuiltModule
 *   exports of dist/node/widgets.mjs
 */

/** Imports the widgets. @returns {Promise<BuiltModule>} */
export async function importWidgets() {
  if (!existsSync(built)) throw new Error('dist/node/ is missing. Run: npm run build');
  return import(pathToFileURL(built).href);
}

/** Returns the short name of each widget, from its class comment. @returns {Record<string, string>} by name */
export const readLabels = () =>
  Object.fromEntries(
    readdirSync(join(root, 'src/widgets'))
      .sort()
      .map((name) => {
        const source = readFileSync(join(root, `src/widgets/${name}/${name}.ts`), 'utf8');
        return [name, /@label (.+)/.exec(source)?.[1] ?? name];
      }),
  );

/** Returns the value for `integrity="…"`. @param {string} file below dist/cdn */
export const hashOfFile = (file) => integrityHash(readFileSync(join(cdn, file)));

/** Returns the hashes of finished widgets. */
export const readChunkHashes = memoize(() => chunkHashesOf(cdn, readChunks()));

/** Returns the date of the helplines data: YYYY-MM-DD. Reads it from the package, as reading the records would check them all. */
export const dataDate = memoize(() => JSON.parse(readFileSync(join(root, 'dist/npm/helplines.json'), 'utf8')).date);

/** Returns the numbers of all countries, and those that no page may show. */
export const readNumbers = memoize(knownNumbers);

/** Returns the telephones of helplines for search engines, by country. */
export const readContactPoints = memoize(contactPoints);
