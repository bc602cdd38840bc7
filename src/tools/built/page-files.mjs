/**
 * Lists the chunks that a page loads, from its widgets, languages and regions. The `modulepreload` hints and the import map of a
 * snippet and the table of sizes use this one list; test/embed/round-trips.test.mjs compares it with the requests of a browser.
 */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../project.mjs';

/** Name of the folder with the same chunks under names that never change, for hints on evergreen paths. */
export const CURRENT = 'current';

/** The widgets that can be used without script: they have no answers to give, and enhance.js does the rest. */
export const FINISHABLE = [
  'faq',
  'helpline-banner',
  'overdose-warning',
  'relapse-factors',
  'tolerance-chart',
  'treatment-explainer',
];

/**
 * @typedef {object} WidgetFiles
 * @property {boolean} regional whether the widget shows anything that differs by country
 * @property {string[]} chunks that it shares with other widgets, besides `core`: `['plan']`
 * @property {string[]} [deferred] chunks that its first render does not need, and the variant `compact` never: `['deferred-parts']`
 * @property {string[]} [languages] of the widget, if others than those of the full tier: it is in the core tier, or the release has no drafts
 *
 * @typedef {object} Chunks All chunks of a build; `npm run build` writes them to dist/chunks.json
 * @property {string} folder `assets-` and ten hexadecimal digits
 * @property {Record<string, WidgetFiles>} widgets by name
 * @property {string[]} languages besides English, as BCP 47 tags
 * @property {string[]} apart those of the core tier, whose texts of regions are in a file of their own
 * @property {string[]} countries ISO 3166-1 codes of those with a module of their own, in lowercase
 * @property {string[]} numbers ISO 3166-1 codes of those that share the module of emergency numbers, in lowercase
 *
 * @typedef {object} Used Content of a page
 * @property {string[]} widgets
 * @property {string[]} [languages] as the widgets resolve them, such as `es` for `es-MX`; default: English only
 * @property {string[]} [regions] ISO 3166 codes, such as `US` or `CA-ON`; default: none
 */

/** Chunk of widgets with the attribute `languages`. */
export const LANGUAGE_ROW = 'language-row.js';

/** Reads the chunks of the last build. @returns {Chunks} */
export const readChunks = () => JSON.parse(readFileSync(join(root, 'dist/chunks.json'), 'utf8'));

/** Returns the languages of a widget besides English. @param {Pick<Chunks, 'languages' | 'apart'>} chunks @param {WidgetFiles} info */
export const languagesOf = ({languages, apart}, info) =>
  info.languages ?? languages.filter((language) => !apart.includes(language));

/**
 * Lists the chunks that a page loads.
 *
 * @param {Chunks} chunks
 * @param {Used} used
 * @returns {string[]} paths below the folder of the chunks, each once, in the order of the loader
 */
export function pageFiles(chunks, used) {
  const {widgets: known, apart, countries, numbers} = chunks;
  const {widgets, languages = [], regions = []} = used;
  const infos = widgets.map((name) => ({name, ...known[name]}));
  const has = (/** @type {WidgetFiles} */ info, /** @type {string} */ language) =>
    languagesOf(chunks, info).includes(language);
  const textsOf = apart.filter(
    (language) => languages.includes(language) && infos.some((info) => info.regional && has(info, language)),
  );
  const codes = infos.some(({regional}) => regional) ? regions.map((region) => region.slice(0, 2).toLowerCase()) : [];
  const files = [
    'core',
    ...infos.flatMap(({chunks}) => chunks),
    ...widgets.map((name) => `widgets/${name}`),
    ...languages.flatMap((language) =>
      infos.filter((info) => has(info, language)).map(({name}) => `locales/${language}/${name}`),
    ),
    ...codes.flatMap((code) =>
      countries.includes(code)
        ? [`regions/${code}`, ...textsOf.map((language) => `texts/${language}`)]
        : numbers.includes(code)
          ? 'regions/emergency'
          : [],
    ),
  ];
  return [...new Set(files)].map((file) => `${file}.js`);
}

/**
 * Lists the chunks that the first render of widgets does not need. A page requests them together with the others, if it can with a lower
 * priority. They are about lines, so no page has them whose countries have none.
 *
 * @param {Chunks} chunks
 * @param {Used} used
 * @returns {string[]} paths below the folder of the chunks
 */
export function deferredFiles({widgets: known, countries}, {widgets, regions = []}) {
  const hasLines = regions.some((region) => countries.includes(region.slice(0, 2).toLowerCase()));
  return hasLines ? widgets.flatMap((name) => known[name].deferred ?? []).map((file) => `${file}.js`) : [];
}
