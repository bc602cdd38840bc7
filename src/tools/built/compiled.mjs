/** Reads the output of tsc (dist/npm), as far as the bundles depend on it. */
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {join, relative, sep} from 'node:path';
import {pathToFileURL} from 'node:url';
import {isPrinted} from '../content/tiers.mjs';
import {readPlaces} from '../helplines/contacts.mjs';
import {root} from '../project.mjs';

/** Folder with the output of tsc. */
export const NPM = join(root, 'dist/npm');

/** Path of a module below that folder, with `/`. @param {string} id of the module, as Rollup has it */
export const pathIn = (id) => relative(NPM, id).split(sep).join('/');

/** Names of the modules in a folder, sorted, without `.js`. @param {string} folder */
export const modulesIn = (folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .map((file) => file.slice(0, -'.js'.length))
    .sort();

/** Returns the names of the folders in a folder, sorted. @param {string} folder */
export const foldersIn = (folder) =>
  readdirSync(folder, {withFileTypes: true})
    .filter((entry) => entry.isDirectory())
    .map(({name}) => name)
    .sort();

/** @typedef {Awaited<ReturnType<typeof readCompiled>>} Compiled */

/** Languages that a widget has, besides English. @param {string} widget */
function widgetLanguages(widget) {
  const code = readFileSync(join(NPM, `generated/locales/${widget}.js`), 'utf8');
  return [...code.matchAll(/^ *["']?([\w-]+)["']?: \(\) =>/gm)].map(([, language]) => language);
}

/**
 * Reads what was compiled: names of widgets, without `recovery-`, and of those that are regional, languages besides English, those of each
 * widget, which are fewer in the core tier and in a release without drafts, languages whose texts of regions are apart, countries with a
 * module of their own, those with only a number, and the places that have printed pages, by language.
 */
export async function readCompiled() {
  // A release without drafts may have a module of a widget that it leaves out.
  const widgets = foldersIn(join(NPM, 'widgets')).filter((name) => existsSync(join(NPM, 'widgets', name, 'define.js')));
  const attributes = new Set(['lang', 'region']);
  /** @type {Set<string>} */
  const regional = new Set();
  for (const name of widgets) {
    const [Widget] = Object.values(await import(pathToFileURL(join(NPM, `widgets/${name}/${name}.js`)).href));
    for (const attribute of Widget.observedAttributes) attributes.add(attribute);
    if (Widget.regional) regional.add(name);
  }
  const {regions} = await import(pathToFileURL(join(NPM, 'generated/regions/index.js')).href);
  const countries = modulesIn(join(NPM, 'generated/regions')).filter((name) => name.length === 2);
  const languages = foldersIn(join(NPM, 'generated/locales'));
  const {withFallback} = await readPlaces(regions);
  return {
    widgets,
    languages,
    languagesOf: Object.fromEntries(widgets.map((name) => [name, widgetLanguages(name)])),
    apart: modulesIn(join(NPM, 'generated/regions/texts')),
    countries,
    numbers: Object.keys(regions)
      .map((code) => code.toLowerCase())
      .filter((code) => !countries.includes(code)),
    printed: Object.fromEntries(
      ['en', ...languages].map((language) => [language, withFallback.filter((code) => isPrinted(language, code))]),
    ),
    attributes: [...attributes].sort(),
    regional,
  };
}
