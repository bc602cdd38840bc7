/**
 * Prints the size of everything that a page loads, and fails if a budget of bench/budgets.json is exceeded. `npm run build` ends
 * with it. Another file of budgets may be given on the command line.
 * Each file is compressed by itself, as a server would send it.
 */
import {existsSync, readFileSync, readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {brotliCompressSync, constants, gzipSync} from 'node:zlib';
import {filesIn} from '../src/tools/built/integrity.mjs';
import {CURRENT, deferredFiles, pageFiles, readChunks} from '../src/tools/built/page-files.mjs';
import {isCoreTier} from '../src/tools/content/tiers.mjs';

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {string[]} files that are loaded together, relative to dist/cdn
 * @property {number} [budget] bytes of Brotli
 */

const cdn = fileURLToPath(new URL('../dist/cdn', import.meta.url));
const budgets = JSON.parse(readFileSync(process.argv[2] ?? new URL('budgets.json', import.meta.url), 'utf8'));

const chunks = readChunks();
const assets = chunks.folder;
const namesIn = (/** @type {string} */ folder) =>
  readdirSync(join(cdn, assets, folder))
    .filter((name) => name.endsWith('.js'))
    .map((name) => name.slice(0, -'.js'.length));
const asset = (/** @type {string} */ name) => `${assets}/${name}.js`;

const widgets = namesIn('widgets');
// A release of reviewed texts may have neither all widgets nor another language.
const languages = existsSync(join(cdn, assets, 'locales')) ? readdirSync(join(cdn, assets, 'locales')) : [];
const coreLanguages = languages.filter((language) => isCoreTier(language)).length;
/** Widgets that were added since the budgets were set. */
const furtherWidgets = Math.max(0, widgets.length - budgets.widgetCount);
/** Chunks that some widgets share. */
const shared = namesIn('.').filter((name) => name !== 'core');
const tables = [...new Set(languages.flatMap((language) => namesIn(`locales/${language}`)))];

/** Files of a page with some widgets, in English, in the United States. @param {string[]} names @param {string} [folder] */
const page = (names, folder = assets) => [
  'recovery-widgets.js',
  ...[pageFiles, deferredFiles].flatMap((list) =>
    list(chunks, {widgets: names.filter((name) => widgets.includes(name)), regions: ['US']}).map(
      (file) => `${folder}/${file}`,
    ),
  ),
];

/** Languages of the core tier, whose texts of regions are in files of their own. */
const texts = existsSync(join(cdn, assets, 'texts')) ? namesIn('texts') : [];

/** @type {Row[]} */
const rows = [
  {name: 'page: one banner, English, US', files: page(['helpline-banner']), budget: budgets.firstWidget},
  {
    name: 'page: banner, warning, explainer and checklist',
    files: page(['helpline-banner', 'overdose-warning', 'treatment-explainer', 'trigger-checklist']),
    budget: budgets.fourWidgets,
  },
  {
    name: `page: all ${widgets.length} widgets, English, US`,
    files: page(widgets),
    budget: budgets.allWidgets + furtherWidgets * budgets.furtherWidget,
  },
  {name: 'page: one banner, evergreen, by hints', files: page(['helpline-banner'], CURRENT)},
  {name: '  recovery-widgets.js', files: ['recovery-widgets.js']},
  ...['core', ...shared, 'regions/us'].map((name) => ({name: `  assets/${name}.js`, files: [asset(name)]})),
  ...widgets.map((name) => ({
    name: `widget: ${name}`,
    files: [asset(`widgets/${name}`)],
    budget: budgets.furtherWidget,
  })),
  ...tables.flatMap((name) =>
    languages
      .map((language) => ({language, file: asset(`locales/${language}/${name}`)}))
      .filter(({file}) => existsSync(join(cdn, file)))
      .map(({language, file}) => ({
        name: `messages: ${name}, ${language}`,
        files: [file],
        budget: budgets.languages[name] ?? budgets.languages.default,
      })),
  ),
  ...texts.map((name) => ({name: `texts of regions: ${name}`, files: [asset(`texts/${name}`)], budget: budgets.texts})),
  {
    name: 'all.js: every widget, language and region',
    files: ['all.js'],
    budget:
      budgets.all +
      furtherWidgets * budgets.allFurtherWidget +
      Math.max(0, languages.length - coreLanguages - budgets.allLanguages) * budgets.allFurtherLanguage +
      coreLanguages * budgets.allCoreLanguage,
  },
  {name: 'enhance.js: all that finished widgets load', files: ['enhance.js'], budget: budgets.enhance},
  {name: 'frame.js', files: ['frame.js'], budget: budgets.frame},
  {name: 'frame-parent.js', files: ['frame-parent.js'], budget: budgets.frameParent},
];

/** @typedef {{min: number, gzip: number, brotli: number}} Sizes in bytes; `min`: not compressed */

/**
 * Adds up the sizes of some files, each compressed by itself: Brotli level 11 and gzip level 9.
 *
 * @param {string} folder
 * @param {string[]} files below it
 * @returns {Sizes}
 */
function measure(folder, files) {
  const sizes = {min: 0, gzip: 0, brotli: 0};
  for (const file of files) {
    const bytes = readFileSync(join(folder, file));
    sizes.min += bytes.length;
    sizes.gzip += gzipSync(bytes, {level: 9}).length;
    sizes.brotli += brotliCompressSync(bytes, {params: {[constants.BROTLI_PARAM_QUALITY]: 11}}).length;
  }
  return sizes;
}

const printLine = (/** @type {string} */ name, /** @type {(string | number)[]} */ cells, note = '') =>
  console.log(name.padEnd(48) + cells.map((cell) => String(cell).padStart(9)).join('') + note);

printLine('bytes', ['min', 'gzip', 'brotli', 'budget']);
/** @type {string[]} */
const over = [];
for (const row of rows) {
  const {name, files, budget} = row;
  const {min, gzip, brotli} = measure(cdn, files);
  const isOver = budget !== undefined && brotli > budget;
  if (isOver) over.push(name);
  printLine(name, [min, gzip, brotli, budget ?? ''], isOver ? '  over' : '');
}
const parts = ['bin', 'cdn', 'html', 'node', 'npm', 'print'].map((part) => join(cdn, '..', part));
const built = parts.flatMap((part) => filesIn(part).map((file) => statSync(join(part, file)).size));
const total = built.reduce((sum, size) => sum + size, 0);
printLine('dist: all files of the build', [total, '', '', budgets.dist], total > budgets.dist ? '  over' : '');
if (total > budgets.dist) over.push('dist');
if (over.length) {
  console.error(`sizes: over budget (bench/budgets.json): ${over.join('; ')}`);
  process.exit(1);
}
