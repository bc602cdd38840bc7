/**
 * Sizes of what a page loads, against bench/budgets.json. Run at the end of each build; fails when a budget is exceeded.
 * Another file of budgets may be given on the command line. Min is what is written, gzip level 9, brotli level 11, each file
 * on its own, as a server would send it.
 */
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {brotliCompressSync, constants, gzipSync} from 'node:zlib';

const cdn = fileURLToPath(new URL('../dist/cdn', import.meta.url));
const budgets = JSON.parse(readFileSync(process.argv[2] ?? new URL('budgets.json', import.meta.url), 'utf8'));

/** @param {string} file below dist/cdn */
function sizeOf(file) {
  const bytes = readFileSync(join(cdn, file));
  return {
    min: bytes.length,
    gzip: gzipSync(bytes, {level: 9}).length,
    brotli: brotliCompressSync(bytes, {params: {[constants.BROTLI_PARAM_QUALITY]: 11}}).length,
  };
}

const assets = readdirSync(cdn).find((name) => name.startsWith('assets-'));
const widgets = readdirSync(join(cdn, assets, 'widgets')).map((name) => name.slice(0, -3));
const languages = readdirSync(join(cdn, assets, 'locales'));
/** What some widgets share: it counts where they are. */
const shared = readdirSync(join(cdn, assets))
  .filter((name) => name.endsWith('.js') && !/^(core|hydrate)\./.test(name))
  .map((name) => name.slice(0, -3));
const inAssets = (/** @type {string} */ name) => `${assets}/${name}.js`;

/** What is measured: a name, the files that are fetched, the budget in bytes of brotli. */
const rows = [
  {
    name: 'page: one banner, English, US',
    files: ['recovery-widgets.js', ...['core', 'widgets/helpline-banner', 'regions/us'].map(inAssets)],
    budget: budgets.firstWidget,
    goal: budgets.goals.firstWidget,
  },
  {
    name: `page: all ${widgets.length} widgets, English, US`,
    files: [
      'recovery-widgets.js',
      ...['core', 'regions/us', ...shared, ...widgets.map((name) => `widgets/${name}`)].map(inAssets),
    ],
    budget: budgets.allWidgets,
    goal: budgets.goals.allWidgets,
  },
  ...['recovery-widgets.js', ...['core', ...shared, 'regions/us'].map(inAssets)].map((file) => ({
    name: `  ${file.replace(/-[0-9a-f]{10}/, '')}`,
    files: [file],
    budget: undefined,
  })),
  ...widgets.map((widget) => ({
    name: `widget: ${widget}`,
    files: [inAssets(`widgets/${widget}`)],
    budget: budgets.furtherWidget,
  })),
  ...widgets.flatMap((widget) =>
    languages
      .filter((language) => existsSync(join(cdn, inAssets(`locales/${language}/${widget}`))))
      .map((language) => ({
        name: `words: ${widget}, ${language}`,
        files: [inAssets(`locales/${language}/${widget}`)],
        budget: budgets.languages[widget] ?? budgets.languages.default,
      })),
  ),
  {name: 'all.js: every widget, language and region', files: ['all.js'], budget: budgets.all},
  {name: 'frame.js', files: ['frame.js'], budget: budgets.frame},
  {name: 'frame-parent.js', files: ['frame-parent.js'], budget: budgets.frameParent},
].map((row) => {
  const sizes = row.files.map(sizeOf);
  const sum = (/** @type {'min'|'gzip'|'brotli'} */ kind) => sizes.reduce((total, size) => total + size[kind], 0);
  return {...row, min: sum('min'), gzip: sum('gzip'), brotli: sum('brotli')};
});

console.log(
  `${'bytes'.padEnd(48)}${['min', 'gzip', 'brotli', 'budget', 'goal'].map((head) => head.padStart(9)).join('')}`,
);
for (const {name, min, gzip, brotli, budget, goal} of rows)
  console.log(
    `${name.padEnd(48)}${[min, gzip, brotli, budget ?? '', goal ?? budget ?? ''].map((cell) => String(cell).padStart(9)).join('')}${budget && brotli > budget ? '  over' : ''}`,
  );
const over = rows.filter(({brotli, budget}) => budget && brotli > budget);
if (over.length) {
  console.error(`sizes: over budget (bench/budgets.json): ${over.map(({name}) => name.trim()).join('; ')}`);
  process.exit(1);
}
