/**
 * dist/npm (ES modules from tsc) -> dist/cdn: chunks in a folder named after what is in them, which can be cached forever,
 * and the few files with stable names that pages refer to. `npm run build` puts the steps in order.
 */
import {createHash} from 'node:crypto';
import {readFileSync, readdirSync, renameSync, rmSync} from 'node:fs';
import {join, relative, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {literalsHtmlCssMinifier} from '@literals/rollup-plugin-html-css-minifier';
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import {strictLit} from './src/tools/bundle/strict-lit.mjs';

const npm = 'dist/npm';
const cdn = 'dist/cdn';
const staging = join(cdn, 'assets');

const entriesOf = (folder) => readdirSync(join(npm, folder), {withFileTypes: true});
const modulesIn = (folder) =>
  entriesOf(folder)
    .map(({name}) => name)
    .filter((name) => name.endsWith('.js'))
    .map((name) => name.slice(0, -3))
    .sort();
const widgets = entriesOf('widgets')
  .map(({name}) => name)
  .sort();
const languages = entriesOf('generated/locales')
  .filter((entry) => entry.isDirectory())
  .map(({name}) => name)
  .sort();
const countries = modulesIn('generated/regions').filter((name) => name.length === 2);
const pathOf = (id) => relative(resolve(npm), id);

const classes = await Promise.all(
  widgets.map(async (name) => {
    const [Widget] = Object.values(await import(pathToFileURL(resolve(npm, `widgets/${name}/${name}.js`)).href));
    return Widget;
  }),
);
/** What a placeholder may set: the attributes of all widgets. */
const attributes = [...new Set(['lang', 'region', ...classes.flatMap((Widget) => Widget.observedAttributes)])].sort();

/** Message ids in the order of the copy: `helpline-banner.heading` is `0` in the tables of the banner, `shared.draft` `s1`. */
const shortIds = new Map(
  modulesIn('generated/messages').flatMap((name) =>
    [...readFileSync(join(npm, `generated/messages/${name}.js`), 'utf8').matchAll(/\bid: '([^']+)'/g)].map(
      ([, id], index) => [id, `${name === 'shared' ? 's' : ''}${index.toString(36)}`],
    ),
  ),
);

/** Message ids become short ones, in the calls and in the tables alike. */
const compactIds = {
  name: 'compact-ids',
  transform(code, id) {
    if (!/^generated\/(messages|locales\/[^/]+)\/[^/]+$/.test(pathOf(id))) return null;
    return {
      code: code.replace(/'([a-z-]+\.[a-z0-9-]+)'(?= ?[:,}])/g, (found, name) =>
        shortIds.has(name) ? JSON.stringify(shortIds.get(name)) : found,
      ),
      map: null,
    };
  },
};

/** The generated lists of loaders become a rule: the chunks lie where their names say. */
const compactLoaders = {
  name: 'compact-loaders',
  transform(code, id) {
    const path = pathOf(id);
    const loaders = (names, file) =>
      `Object.fromEntries(${JSON.stringify(names.join(' '))}.split(' ').map((name) => [name, () => import(\`${file}\`)]))`;
    if (path === 'generated/regions/index.js')
      return {
        code: `export const regions = ${loaders(
          countries.map((name) => name.toUpperCase()),
          './regions/${name.toLowerCase()}.js',
        )};`,
        map: null,
      };
    const [, widget] = /^generated\/locales\/([a-z-]+)\.js$/.exec(path) ?? [];
    return widget
      ? {code: `export const locales = ${loaders(languages, `../locales/\${name}/${widget}.js`)};`, map: null}
      : null;
  },
};

const common = [
  nodeResolve({exportConditions: ['production', 'browser']}),
  compactIds,
  literalsHtmlCssMinifier({include: [`${npm}/**/*.js`]}),
  strictLit,
];
// Licenses of what is bundled: LICENSES.txt beside the files.
const minified = terser({
  ecma: 2021,
  module: true,
  compress: {passes: 3, unsafe_arrows: true},
  format: {comments: false},
});

let assets = '';

/** By widget, the chunks that it shares with some others: `['take-away']`. Every widget needs `core`. */
const shares = {};

/** Once the chunks are written: names their folder after what is in it. */
const hashFolder = {
  name: 'hash-folder',
  writeBundle(_, bundle) {
    for (const name of widgets)
      shares[name] = bundle[`widgets/${name}.js`].imports
        .map((file) => file.slice(0, -3))
        .filter((chunk) => chunk !== 'core');
    const hash = createHash('sha256');
    for (const name of Object.keys(bundle).sort()) hash.update(name).update(readFileSync(join(staging, name)));
    assets = `assets-${hash.digest('hex').slice(0, 10)}`;
    rmSync(join(cdn, assets), {recursive: true, force: true});
    renameSync(staging, join(cdn, assets));
  },
};

const chunks = {
  input: Object.fromEntries([
    ['core', `${npm}/core/recovery-element.js`],
    ['hydrate', `${npm}/entries/prerender/hydrate.js`],
    ...widgets.map((name) => [`widgets/${name}`, `${npm}/widgets/${name}/define.js`]),
    ...countries.map((name) => [`regions/${name}`, `${npm}/generated/regions/${name}.js`]),
    ...languages.flatMap((language) =>
      // The words of what the build alone writes, such as the wallet card, are loaded by no page.
      widgets.map((name) => [`locales/${language}/${name}`, `${npm}/generated/locales/${language}/${name}.js`]),
    ),
  ]),
  plugins: [...common, compactLoaders, minified, hashFolder],
  preserveEntrySignatures: 'allow-extension',
  output: {
    dir: staging,
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    // One copy of Lit and of our core, whatever widgets a page uses. What a few widgets take away has 740 bytes, which would
    // be 6 % more for a page with a banner; alone it costs 50 bytes in the loader, which asks for it together with the rest.
    manualChunks: (id) =>
      /^core\/(plan-element|styles\/plan)\./.test(pathOf(id))
        ? 'take-away'
        : /node_modules(?!.*(@lit-labs|lit-html\/directive))/.test(id) ||
            /^(core\/|generated\/(messages\/shared\.|regions\/(index|directory)))/.test(pathOf(id))
          ? 'core'
          : undefined,
    hoistTransitiveImports: false,
  },
};

/**
 * What a file for the script tag knows of the rest. Its values are worked out when it is bundled: by then the folder of the
 * chunks has its name.
 *
 * @param {string} file below dist/cdn
 * @param {string[]} names widgets it can load
 */
const constants = (file, names) => ({
  name: 'constants',
  transform(code, id) {
    if (!pathOf(id).startsWith('entries/')) return null;
    const values = {
      __NAMES__: widgets,
      __ATTRIBUTES__: attributes,
      __ASSETS__: `${file.includes('/') ? '..' : '.'}/${assets}`,
      // Widgets that show nothing of a country need no region.
      __WIDGETS__: names.map((name) => [name, classes[widgets.indexOf(name)].regional ? 1 : 0, ...shares[name]]),
      __LANGUAGES__: languages,
      __REGIONS__: countries.join(' ').toUpperCase(),
    };
    return {code: code.replace(/__[A-Z]+__/g, (name) => JSON.stringify(values[name])), map: null};
  },
  // Of a script without type="module". An element of the page may be named `currentScript`, so it has to be a script.
  resolveImportMeta: () =>
    `(document.currentScript instanceof HTMLScriptElement ? document.currentScript : document.querySelector('script[src*="/recovery-widgets.classic"]') || {}).src`,
});

/** The loader for a page with any of these widgets: self-contained, with a stable name. */
const loader = (file, names, format = 'es') => {
  const {resolveImportMeta, ...plugin} = constants(file, names);
  return {
    input: `${npm}/entries/embed/loader.js`,
    plugins: [format === 'es' ? plugin : {...plugin, resolveImportMeta}, ...common, minified],
    output: {file: join(cdn, file), format},
  };
};

/** A small classic script with a stable name, of one module and what it imports. */
const classic = (name) => ({
  input: `${npm}/entries/frame/${name}.js`,
  plugins: [constants(`${name}.js`, widgets), ...common, minified],
  output: {file: join(cdn, `${name}.js`), format: 'iife'},
});

/**
 * The same classes, words and countries for Node, with the same templates to the letter: what is rendered with them is what a
 * page with the files above finds its own when it hydrates. Only tools read it; dist/node/ is not published.
 */
const forNode = {
  input: 'for-node',
  external: /^(lit|@lit)\b/,
  plugins: [
    {
      name: 'for-node',
      resolveId: (id) => (id === 'for-node' ? id : null),
      load: (id) =>
        id === 'for-node'
          ? ['entries/index', 'generated/regions/index', 'core/recovery-element', 'core/region', 'core/localize']
              .map((name) => `export * from ${JSON.stringify(resolve(npm, `${name}.js`))};`)
              .join('')
          : null,
      // What a page is warned of is an error here: nobody would see the warning in a file.
      transform: (code, id) =>
        pathOf(id) === 'core/warn.js'
          ? `export const warn = (text) => { throw new TypeError(text); };
             export const warnAttribute = (element, attribute, value, allowed) =>
               warn(\`\${attribute}="\${value}" is not understood. Allowed: \${allowed}.\`);`
          : null,
    },
    ...common,
  ],
  output: {dir: 'dist/node', format: 'es', entryFileNames: 'widgets.mjs', chunkFileNames: '[name]-[hash].mjs'},
};

export default [
  chunks,
  forNode,
  loader('recovery-widgets.js', widgets),
  loader('recovery-widgets.classic.js', widgets, 'iife'),
  ...widgets.map((name) => loader(`widgets/${name}.js`, [name])),
  {
    input: `${npm}/entries/embed/all.js`,
    plugins: [constants('all.js', widgets), ...common, minified],
    output: {file: join(cdn, 'all.js'), format: 'iife', inlineDynamicImports: true},
  },
  classic('frame'),
  classic('frame-parent'),
];
