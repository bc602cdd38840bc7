/**
 * Writes dist/cdn/builder: the page on which webmasters make snippets and check pages. Classic scripts, so that it also runs from a disk:
 * builder.js has the form and the very code of the command, dist/bin/core.js; preview.js runs in the preview.
 */
import {copyFileSync, cpSync, existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {nodeResolve} from '@rollup/plugin-node-resolve';
import {iso31662} from 'iso-3166';
import {rollup} from 'rollup';
import {GUIDES} from './guide-addresses.mjs';
import {readJson, readSubdivisions} from '../content/read-content.mjs';
import {isCoreTier} from '../content/tiers.mjs';
import {dataDate, version} from '../built/built.mjs';
import {available} from '../html/prerender.mjs';
import {SCRIPT_FILES, forms} from '../html/snippet.mjs';
import {importBuilt} from '../html/static-page.mjs';
import {directionOf} from '../content/cldr-data.mjs';
import {root} from '../project.mjs';
import {PLACE, widgetControls} from '../wordpress/controls.mjs';
import {checkTranslations} from '../bundle/constants.mjs';
import {minifier, onwarn} from '../bundle/output.mjs';
import {write} from '../write-changed.mjs';

const source = join(root, 'src/tools/builder');
/** Entry of the command, whose bundle the page has inside. */
const CORE = join(root, 'src/tools/pages/page-tools.mjs');
/** Folder below dist/cdn. */
export const BUILDER = 'builder';
const folder = join(root, 'dist/cdn', BUILDER);

// Compressing what Rollup and the package have shaken already takes 8 s for 2 % of the bytes.
const minify = minifier({ecma: 2021, compress: false, format: {comments: false}});

/** Attributes that a snippet cannot set: --form is the form of the snippet. */
const NOT_OFFERED = [...PLACE, 'form'];

/** Countries whose states and provinces people look for by name; five of them are countries in ISO 3166-1, too. */
const WITH_PLACES = ['US', 'CA'];
const COUNTRIES_TOO = ['US-AS', 'US-GU', 'US-MP', 'US-UM', 'US-VI'];

/** Reads the texts of the page in its languages; those that are missing are shown in English. @param {string[]} languages @returns {import('./translator.mjs').Translations} */
function readTranslations(languages) {
  const read = (/** @type {string} */ lang) => {
    const file = join(source, 'messages', `${lang}.json`);
    return existsSync(file) ? readJson(file) : {};
  };
  const entries = languages.map((lang) => [lang, read(lang)]);
  return {
    rtl: languages.filter((lang) => directionOf(lang) === 'rtl'),
    messages: Object.fromEntries(entries.map(([lang, {labels: _, ...messages}]) => [lang, messages])),
    labels: Object.fromEntries(entries.map(([lang, {labels = {}}]) => [lang, labels])),
  };
}

/** Reads the titles of the guides to which the page links. @returns {Record<string, string>} by name */
const guideTitles = () =>
  Object.fromEntries(
    ['check', ...Object.values(GUIDES)].map((where) => {
      const [name] = where.split('#');
      const [, title = name] = /^# (.+)$/m.exec(readFileSync(join(root, `docs/${name}.md`), 'utf8')) ?? [];
      return [name, title];
    }),
  );

/** @param {string} prefix @param {Record<string, string | readonly string[]>} texts */
const prefixed = (prefix, texts) =>
  Object.fromEntries(Object.entries(texts).map(([key, text]) => [`${prefix}.${key}`, text]));

/** Lists every English label of the manifest that the page shows. @param {import('./data.mjs').Widget[]} widgets */
export const labelsOf = (widgets) => [
  ...new Set(
    widgets.flatMap(({label, summary, controls}) => [
      label,
      summary,
      ...controls.flatMap((control) => [control.label, control.summary, ...Object.values(control.valueLabels)]),
    ]),
  ),
];

/** Collects the data of the page: `menus` are its own languages, `places` English names of states and provinces without a line of their own. */
export async function builderData() {
  const {widgets: known, languages, regions} = await available();
  const widgets = [...widgetControls()].flatMap(([name, {label, summary, controls}]) => {
    const about = known.get(name);
    if (!about) return [];
    return {
      name,
      label,
      summary,
      languages: about.languages,
      controls: controls
        .filter((control) => !NOT_OFFERED.includes(control.name))
        .map(({key: _, shown: __, changesFallback: ___, ...control}) => control),
    };
  });
  const menus = languages.filter((lang) => !isCoreTier(lang));
  const translations = readTranslations(menus);
  const {AROUND, TEXTS} = await importBuilt('check/texts.js');
  for (const [lang, {around = {}, findings}] of Object.entries({
    en: {around: AROUND, findings: TEXTS},
    ...checkTranslations(),
  }))
    Object.assign((translations.messages[lang] ??= {}), prefixed('around', around), prefixed('finding', findings));
  const used = labelsOf(widgets);
  const subdivisions = readSubdivisions();
  const places = iso31662.filter(
    ({code, parent}) => WITH_PLACES.includes(parent) && !COUNTRIES_TOO.includes(code) && !subdivisions[code],
  );
  for (const [lang, labels] of Object.entries(translations.labels))
    translations.labels[lang] = Object.fromEntries(
      Object.entries(labels).filter(([english]) => used.includes(english)),
    );
  return {
    version,
    dataDate: dataDate(),
    widgets,
    languages,
    menus,
    regions,
    subdivisions,
    places: Object.fromEntries(places.map(({code, name}) => [code, name])),
    forms,
    files: SCRIPT_FILES,
    guides: guideTitles(),
    translations,
  };
}

/**
 * Writes the data as a module. It has the keys of the texts, which are the same in every language, only once: copies would be a
 * fifth of the compressed script.
 *
 * @param {Awaited<ReturnType<typeof builderData>>} data
 */
function dataModule({translations: {messages, labels, rtl}, ...data}) {
  const tableOf = (/** @type {Record<string, Record<string, unknown>>} */ texts) => {
    const keys = [...new Set(Object.values(texts).flatMap((each) => Object.keys(each)))];
    const columns = Object.entries(texts).map(([lang, each]) => [lang, keys.map((key) => each[key] ?? 0)]);
    return JSON.stringify([keys, columns]);
  };
  return `const read = ([keys, columns]) => Object.fromEntries(columns.map(([lang, texts]) => [lang,
    Object.fromEntries(keys.flatMap((key, index) => texts[index] ? [[key, texts[index]]] : []))]));
  export default {...${JSON.stringify(data)}, translations: {rtl: ${JSON.stringify(rtl)},
    messages: read(${tableOf(messages)}), labels: read(${tableOf(labels)})}};`;
}

/** Writes the folder. Needs dist/bin and all else in dist/cdn. */
export async function bundleBuilder() {
  const bundledCore = join(root, 'dist/bin/core.js');
  const data = await builderData();
  const bundled = await rollup({
    input: join(source, 'main.mjs'),
    plugins: [
      {
        name: 'data-and-core',
        load: (id) => (id === join(source, 'data.mjs') ? dataModule(data) : null),
        resolveId: (id, importer) =>
          id.endsWith('/data.mjs')
            ? join(source, 'data.mjs')
            : importer && join(importer, '..', id) === CORE
              ? bundledCore
              : null,
      },
      nodeResolve({exportConditions: ['browser']}),
      minify,
    ],
    onwarn,
  });
  const {output} = await bundled.generate({format: 'iife', inlineDynamicImports: true});
  await bundled.close();
  write(join(folder, 'builder.js'), output[0].code);
  // Those of the core; Lit is among them.
  copyFileSync(join(root, 'dist/bin/LICENSES.txt'), join(folder, 'LICENSES.txt'));
  cpSync(join(source, 'page'), folder, {recursive: true});
}
