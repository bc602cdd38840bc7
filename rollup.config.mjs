/**
 * Bundles dist/npm (ES modules from tsc) into dist/cdn: chunks in a folder named after their content, which can be cached
 * forever, and again in one with a stable name, for hints; and the few files with stable names that pages refer to.
 * `npm run build` runs this as one of its steps.
 */
import {join} from 'node:path';
import {literalsHtmlCssMinifier} from '@literals/rollup-plugin-html-css-minifier';
import {nodeResolve} from '@rollup/plugin-node-resolve';
import {compactIds, compactLoaders, deferredModules, regionTexts, withoutReviews} from './src/tools/bundle/compact.mjs';
import {pathIn, readCompiled} from './src/tools/built/compiled.mjs';
import {classicScriptUrl, constants} from './src/tools/bundle/constants.mjs';
import {FOR_NODE, forNode} from './src/tools/bundle/for-node.mjs';
import {hashFolder} from './src/tools/bundle/hash-folder.mjs';
import {licenses, minifier} from './src/tools/bundle/output.mjs';
import {patchLit} from './src/tools/bundle/patch-lit.mjs';
import {printBeside, printedPages} from './src/tools/bundle/printed-pages.mjs';
import {chunkHashTable} from './src/tools/built/chunk-hashes.mjs';

/** @import {RollupOptions} from 'rollup' */

const npm = 'dist/npm';
const cdn = 'dist/cdn';

const compiled = await readCompiled();
const {widgets, languages, languagesOf, apart, countries, numbers} = compiled;

/** @type {import('./src/tools/built/page-files.mjs').Chunks} */
const chunks = {folder: '', widgets: {}, languages, apart, countries, numbers};

const common = [
  nodeResolve({exportConditions: ['development', 'browser']}),
  compactIds(),
  withoutReviews(),
  literalsHtmlCssMinifier({include: [`${npm}/**/*.js`, `${npm}/**/*.js?deferred`]}),
  patchLit(),
];
const minify = minifier(
  {
    ecma: 2021,
    module: true,
    compress: {passes: 3, unsafe_arrows: true},
    // Private members of Lit, which its own minified build shortens too: 65 bytes of the core.
    mangle: {properties: {regex: /^__/}},
    // The licenses are in LICENSES.txt.
    format: {comments: false},
  },
  // The loader and what it loads, except data and deferred parts.
  /^(recovery-widgets|core|plan|widgets\/[a-z-]+)\.js$/,
);

const plugins = [constants(compiled, chunks), ...common, minify];

/**
 * One copy of Lit and of our core, whatever widgets a page uses. `plan` is named after the plan that the base of
 * a few widgets, `PlanElement`, adds; the name stays, as pages have it in their hints. With the styles of choices it is 1,290 bytes, 5 % of a
 * page with a banner; as a chunk of its own it costs 50 bytes in the loader, which requests it with the rest.
 *
 * @param {string} id
 */
function manualChunks(id) {
  const path = pathIn(id);
  if (/^(core\/(language-row|printed-page)|generated\/language-names)\./.test(path)) return 'language-row';
  if (/^core\/(plan-element|styles\/(choices|plan)|templates\/private)\./.test(path)) return 'plan';
  return id.includes('node_modules') ||
    /^(core\/|generated\/(languages\.|messages\/shared\.|regions\/(index|directory)))/.test(path)
    ? 'core'
    : undefined;
}

const chunked = /** @satisfies {RollupOptions} */ ({
  input: Object.fromEntries([
    ['core', `${npm}/core/recovery-element.js`],
    ...widgets.map((name) => [`widgets/${name}`, `${npm}/widgets/${name}/define.js`]),
    ...[...countries, 'emergency'].map((name) => [`regions/${name}`, `${npm}/generated/regions/${name}.js`]),
    // Only tables of widgets: no page loads those for files of the build, such as the wallet card.
    ...languages.flatMap((language) =>
      widgets
        .filter((name) => languagesOf[name].includes(language))
        .map((name) => [`locales/${language}/${name}`, `${npm}/generated/locales/${language}/${name}.js`]),
    ),
  ]),
  plugins: [
    deferredModules,
    ...common,
    compactLoaders(compiled),
    regionTexts(compiled),
    printedPages(compiled, printBeside('../../')),
    minify,
    hashFolder(compiled, chunks, 'dist/chunks.json'),
  ],
  preserveEntrySignatures: 'allow-extension',
  output: {
    dir: join(cdn, 'assets'),
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    manualChunks,
    hoistTransitiveImports: false,
  },
});

/**
 * The same classes, messages and countries for tools that render HTML with them, dist/node (not published).
 *
 * @type {RollupOptions}
 */
const node = {
  input: FOR_NODE,
  external: /^(lit|@lit)\b/,
  plugins: [forNode, printedPages(compiled, "'print/'"), ...common],
  output: {dir: 'dist/node', format: 'es', entryFileNames: 'widgets.mjs', chunkFileNames: '[name]-[hash].mjs'},
};

/** @type {RollupOptions} The loader: the one script of a page. */
const loader = {
  input: `${npm}/entries/embed/loader.js`,
  plugins,
  output: {file: join(cdn, 'recovery-widgets.js'), format: 'es'},
};

/** @type {RollupOptions} The loader as a script without `type="module"`. */
const classicLoader = {
  input: `${npm}/entries/embed/loader.js`,
  plugins: [classicScriptUrl(), ...plugins],
  output: {file: join(cdn, 'recovery-widgets.classic.js'), format: 'iife'},
};

/** @type {RollupOptions} Everything in one classic script. */
const all = {
  input: `${npm}/entries/embed/all.js`,
  plugins: [classicScriptUrl(), printedPages(compiled, printBeside('../')), ...plugins, licenses('.')],
  output: {file: join(cdn, 'all.js'), format: 'iife', inlineDynamicImports: true},
};

/** @type {(name: string) => RollupOptions} A script for frames: classic, small, with a stable name. */
const frameScript = (name) => ({
  input: `${npm}/entries/frame/${name}.js`,
  plugins,
  output: {file: join(cdn, `${name}.js`), format: 'iife'},
});

/** @type {RollupOptions} The script of finished widgets: classic or module. It depends on the content of the chunks. */
const enhance = {
  input: `${npm}/entries/enhance/enhance.js`,
  plugins: [chunkHashTable(cdn, chunks), ...plugins],
  output: {file: join(cdn, 'enhance.js'), format: 'iife'},
};

/** @type {RollupOptions} The script that a bookmark or the console loads to check a page. */
const check = {
  input: `${npm}/check/check.js`,
  plugins,
  output: {file: join(cdn, 'check.js'), format: 'iife'},
};

// In this order: the others contain the name of the folder of the chunks, which is known once they are written.
const withChunks = [chunked, loader, classicLoader, enhance];
const single = [all, check, frameScript('frame'), frameScript('frame-parent')];

/** All, or those that a step of the build asks for. @param {{configChunks?: boolean, configSingle?: boolean, configNode?: boolean}} args */
export default ({configChunks, configSingle, configNode}) =>
  configChunks ? withChunks : configSingle ? single : configNode ? node : [...withChunks, ...single, node];
