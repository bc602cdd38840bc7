/**
 * Bundles the tools for pages: dist/bin, the command `recovery-widgets` of the npm package. `core.js` has everything that browsers can
 * run too, with the data of the build inside and without a built-in module of Node; `recovery-widgets.js` reads arguments and files.
 */
import {chmodSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import commonjs from '@rollup/plugin-commonjs';
import {nodeResolve} from '@rollup/plugin-node-resolve';
import {rollup} from 'rollup';
import * as build from '../built/built.mjs';
import {root} from '../project.mjs';
import {integrityOf} from '../built/integrity.mjs';
import {licenses, minifier, onwarn} from '../bundle/output.mjs';

/** Entry for browsers and for the command. */
const CORE = join(root, 'src/tools/pages/page-tools.mjs');

const LIT = /^(lit|lit-html|lit-element|@lit\/reactive-element|@lit-labs\/ssr-dom-shim)(\/|$)/;

const bin = join(root, 'dist/bin');

/** Writes the module that takes the place of src/tools/built/built.mjs. */
function builtModule() {
  const {files} = integrityOf(join(root, 'dist/cdn'), build.version);
  const data = {
    chunks: build.readChunks(),
    // Snippets do not name files of the builder, which are there after an earlier build, and no hashes of files whose names stay.
    files: Object.fromEntries(Object.entries(files).filter(([file]) => !/^(builder|current)\//.test(file))),
    labels: build.readLabels(),
    hashes: [...build.readChunkHashes()],
    numbers: build.readNumbers(),
    points: build.readContactPoints(),
  };
  return `
    import * as widgets from ${JSON.stringify(build.built)};
    const {chunks, files, labels, hashes, numbers, points} = ${JSON.stringify(data)};
    export const version = ${JSON.stringify(build.version)};
    export const importWidgets = async () => widgets;
    export const readChunks = () => chunks;
    export const readLabels = () => labels;
    export const hashOfFile = (file) => files[file];
    export const readChunkHashes = () => new Map(hashes);
    export const readNumbers = () => numbers;
    export const readContactPoints = () => points;
    export const dataDate = () => ${JSON.stringify(build.dataDate())};`;
}

/**
 * Rollup plugin: puts the data of the build into the bundle, and keeps Lit’s build for Node from using the elements of a page. The
 * widgets are rendered as text; in a browser, a class of a real element that nobody has defined could not be constructed.
 *
 * @returns {import('rollup').Plugin}
 */
const portable = () => ({
  name: 'portable',
  // With the conditions of Node, under which Lit needs no page.
  resolveId: (id) => (LIT.test(id) ? fileURLToPath(import.meta.resolve(id)) : null),
  load: (id) => (id === join(root, 'src/tools/built/built.mjs') ? builtModule() : null),
  transform(code, id) {
    if (/@lit-labs[\\/]ssr-dom-shim[\\/]/.test(id))
      return {code: code.replaceAll('process.env.NODE_ENV', '"production"'), map: null};
    // Text needs no policy; the builder, which also has Lit for browsers, allows one of that name.
    if (/lit-html[\\/]node[\\/]lit-html\.js$/.test(id))
      return {code: code.replace('.trustedTypes', '.none'), map: null};
    if (!/@lit[\\/]reactive-element[\\/]node[\\/]reactive-element\.js$/.test(id)) return null;
    const own = code.replace('globalThis.HTMLElement??', '').replace(/\w+\.customElements\?\?=\w+;/, '');
    if (own.length === code.length)
      throw new Error('Lit’s build for Node has changed: adapt src/tools/pages/bundle.mjs.');
    return {code: own, map: null};
  },
});

/** Removes comments and white space, a quarter of the download; names stay, so that the stack of an error can be read. */
const compact = minifier({module: true, compress: false, mangle: false, format: {comments: false}});

const core = await rollup({
  input: CORE,
  plugins: [portable(), nodeResolve({exportConditions: ['browser'], browser: true}), commonjs(), licenses(root)],
  external: /^node:/,
  // Modules that are shared with the build import Node for functions that are not used here.
  treeshake: {moduleSideEffects: (_, isExternal) => !isExternal},
  onwarn,
});
await core.write({file: join(bin, 'core.js'), format: 'es', inlineDynamicImports: true, plugins: [compact]});
await core.close();
const command = await rollup({
  input: join(root, 'src/tools/cli/recovery-widgets.mjs'),
  plugins: [nodeResolve({exportConditions: ['node']})],
  onwarn,
  external: (id, importer) => /^node:/.test(id) || (!!importer && resolve(importer, '..', id) === CORE) || id === CORE,
});
await command.write({
  file: join(bin, 'recovery-widgets.js'),
  format: 'es',
  paths: (id) => (id === CORE ? './core.js' : id),
  inlineDynamicImports: true,
});
await command.close();
// npx makes it so once only, when it links the package.
chmodSync(join(bin, 'recovery-widgets.js'), 0o755);
