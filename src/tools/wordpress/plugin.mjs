/**
 * Makes the WordPress plugin from the build: the sources in src/wordpress, the files that run in a page, and data
 * for PHP. Nothing in it is written by hand twice.
 */
import {createHash} from 'node:crypto';
import {readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {filesIn} from '../built/integrity.mjs';
import {readNumbers, version} from '../built/built.mjs';
import {readChunks} from '../built/page-files.mjs';
import {dataHashOf} from '../helplines/data-hash.mjs';
import {readHelplines} from '../helplines/read-helplines.mjs';
import {available} from '../html/prerender.mjs';
import {toRuntimeEmergency} from '../generate/runtime-region.mjs';
import {countryName, directionOf, languageName} from '../content/cldr-data.mjs';
import {readSubdivisions} from '../content/read-content.mjs';
import {isPasted} from '../content/tiers.mjs';
import {root} from '../project.mjs';
import {draftNote} from '../review/report.mjs';
import {placeControls, widgetControls} from './controls.mjs';
import {controlsOfFallback, fallbackFile, templateFor} from './fallback-files.mjs';
import {labelsPhp} from './labels-php.mjs';
import {write, writeZip} from '../write-changed.mjs';

/** @typedef {Map<string, string | Uint8Array>} Files content by path */

/** Built files that a page of WordPress never loads. */
const UNUSED_ASSETS = /^(all\.js|enhance\.js|frame.*|builder\/.*|print\/.*|current\/.*|integrity\.json)$/;

/** @param {string} path relative to the project folder */
const readText = (path) => readFileSync(join(root, path), 'utf8');

/** Values of the places in the sources that the build fills in, by name. @returns {Promise<Record<string, string>>} */
async function templateVariables() {
  /** @type {{emergency: {number?: string}, lines: unknown[]}[]} */
  const records = JSON.parse(readText('dist/npm/helplines.json')).records;
  const countries = records.filter(({emergency}) => emergency.number);
  const {languages, widgets} = await available();
  const isOfAll = (/** @type {string} */ tag) => [...widgets.values()].every((each) => each.languages.includes(tag));
  const list = (/** @type {string[]} */ tags) => new Intl.ListFormat('en').format(tags.map((tag) => languageName(tag)));
  return {
    VERSION: version,
    DRAFTS: draftNote(JSON.parse(readText('dist/npm/custom-elements.json'))),
    LANGUAGES: list(languages.filter(isOfAll)),
    OTHER_LANGUAGES: list(languages.filter((tag) => !isOfAll(tag))),
    COUNTRIES: String(countries.length),
    WITH_LINES: String(countries.filter(({lines}) => lines.length).length),
  };
}

/** Adds the sources of the plugin. @param {Files} files */
async function addSources(files) {
  const folder = 'src/wordpress';
  const variables = await templateVariables();
  // Settings of the type checker do not travel.
  for (const file of filesIn(join(root, folder)).filter((each) => each !== 'tsconfig.json')) {
    const text = readText(`${folder}/${file}`).replace(/@([A-Z_]+)@/g, (place, name) => variables[name] ?? place);
    files.set(file, text);
  }
  files.set('LICENSE', readText('LICENSE'));
}

/** Adds the files that run in a page. @param {Files} files */
function addAssets(files) {
  for (const file of filesIn(join(root, 'dist/cdn')).filter((each) => !UNUSED_ASSETS.test(each)))
    files.set(`assets/${file}`, withoutPages(file, readFileSync(join(root, 'dist/cdn', file))));
}

/** Code of the folder with printed pages, which the plugin does not have: the row of languages has buttons instead of links to them. */
const FOLDER = 'new URL("../../print/",import.meta.url).href';

/** @param {string} file @param {Buffer} content */
function withoutPages(file, content) {
  if (!file.endsWith('/language-row.js')) return content;
  if (!content.includes(FOLDER)) throw new Error(`${file} has no ${FOLDER}.`);
  return String(content).replace(FOLDER, 'void 0');
}

/**
 * Returns the emergency numbers of countries; empty strings where there is none.
 *
 * @returns {Record<string, [number: string, also: string, dataHash: string, template: string]>}
 */
function emergencyNumbers() {
  const {countries} = readHelplines();
  const entries = countries.map((data) => {
    const emergency = toRuntimeEmergency(data);
    const {number = '', also = ''} = emergency ?? {};
    return [data.country, [number, also, dataHashOf(data), templateFor(emergency)]];
  });
  return Object.fromEntries(entries);
}

/** Returns the digits of all numbers of our records and of those retired, each with a space after it. */
function knownDigits() {
  const {known, retired} = readNumbers();
  const all = [
    ...known.flatMap(({digits}) => digits),
    ...retired.flatMap(({numbers}) => numbers.map(({number}) => number)),
  ];
  return [...new Set(all)].map((number) => `${number.replace('+', '')} `).join('');
}

/** Chooses a country for each template, of those of which nothing else is known. @param {ReturnType<typeof emergencyNumbers>} numbers @param {string[]} withLines */
function samplesOf(numbers, withLines) {
  /** @type {Record<string, import('./fallback-files.mjs').Sample>} */
  const samples = {};
  for (const [region, [number, also, dataHash, template]] of Object.entries(numbers))
    if (!withLines.includes(region)) samples[template] ??= {region, number, also, dataHash};
  return samples;
}

/** The menus show English names where a person has another language. */
const MENU_LANGUAGES = ['en', 'es'];

/** @param {string} code @param {string} lang @param {Record<string, Record<string, string>>} subdivisions */
function regionName(code, lang, subdivisions) {
  const country = countryName(code.slice(0, 2), lang);
  if (code.length === 2) return country;
  const part = subdivisions[code]?.[lang];
  if (!part)
    throw new Error(`The subdivision ${code} has no name in ${lang}: add one to src/content/subdivisions.json.`);
  return `${country}: ${part}`;
}

/**
 * Returns the names of regions and languages by language of the menus: a site may have no intl.
 *
 * @param {string[]} regions
 * @param {string[]} languages
 */
function names(regions, languages) {
  const subdivisions = readSubdivisions();
  const namesIn = (/** @type {string} */ lang) => ({
    regions: Object.fromEntries(regions.map((code) => [code, regionName(code, lang, subdivisions)])),
    languages: Object.fromEntries(languages.map((code) => [code, languageName(code, lang)])),
  });
  return Object.fromEntries(MENU_LANGUAGES.map((lang) => [lang, namesIn(lang)]));
}

/** Adds the data that PHP reads. @param {Files} files @param {ReturnType<typeof widgetControls>} widgets */
async function addData(files, widgets) {
  const {widgets: built, languages, regions, withFallback} = await available();
  const numbers = emergencyNumbers();
  const samples = samplesOf(numbers, withFallback);
  const json = (/** @type {unknown} */ data) => `${JSON.stringify(data)}\n`;
  /** @type {Record<string, unknown>} */
  const catalog = {};
  for (const [name, {tag, icon, offered, controls}] of widgets) {
    const regional = !!built.get(name)?.regional;
    const ofFallback = controlsOfFallback(controls);
    catalog[name] = {
      tag,
      icon,
      offered,
      regional,
      languages: built.get(name)?.languages,
      fallback: Object.fromEntries(ofFallback.map((control) => [control.name, control.key])),
      controls: Object.fromEntries(
        controls.map(({name: attribute, key, kind, values, default: usual, group, shown}) => [
          attribute,
          {key, kind, values, default: usual, group, shown},
        ]),
      ),
    };
    // A release of reviewed texts may have this widget in fewer languages than others.
    for (const lang of built.get(name)?.languages ?? []) {
      const printed = regional ? withFallback.filter((code) => isPasted(lang, code)) : [];
      const content = await fallbackFile(name, lang, printed, regional ? samples : {}, ofFallback);
      files.set(`data/fallback/${lang}/${name}.json`, json(content));
    }
  }
  files.set('data/names.json', json(names(regions, languages)));
  const rtl = languages.filter((lang) => directionOf(lang) === 'rtl');
  const chunks = readChunks();
  const known = {languages, rtl, regions, numbers, digits: knownDigits(), widgets: catalog, chunks};
  files.set('data/catalog.json', json({data: hashFiles(files), ...known}));
}

/**
 * Returns a hash of code, fallback content and scripts. Caches are emptied, and browsers load scripts and styles again, when it changes.
 *
 * @param {Files} files
 */
function hashFiles(files) {
  const hash = createHash('sha256');
  for (const [path, content] of files) hash.update(path).update(content);
  return hash.digest('hex').slice(0, 12);
}

/**
 * Adds every attribute of every widget to block.json, also those without a control in the editor, so that a transformed snippet loses
 * none.
 *
 * @param {Files} files
 * @param {ReturnType<typeof widgetControls>} widgets
 */
function addAttributes(files, widgets) {
  const block = JSON.parse(String(files.get('block/block.json')));
  for (const {controls} of widgets.values())
    for (const {key, kind} of controls)
      block.attributes[key] = kind === 'switch' ? {type: 'boolean', default: false} : {type: 'string', default: ''};
  files.set('block/block.json', `${JSON.stringify(block, null, 2)}\n`);
}

/** Returns all files of the plugin. @returns {Promise<Files>} */
async function pluginFiles() {
  const widgets = widgetControls();
  /** @type {Files} */
  const files = new Map();
  await addSources(files);
  addAttributes(files, widgets);
  files.set('includes/labels.php', labelsPhp(widgets, placeControls()));
  addAssets(files);
  await addData(files, widgets);
  const sorted = new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
  const sizes = [...sorted].map(([path, content]) => [path, Buffer.byteLength(content)]);
  return sorted.set('data/files.json', `${JSON.stringify(Object.fromEntries(sizes))}\n`);
}

/** Writes the plugin as a folder and as a zip to upload, and returns the path of the zip. @param {string} [target] folder for both */
export async function buildPlugin(target = join(root, 'dist/wordpress')) {
  const files = await pluginFiles();
  rmSync(target, {recursive: true, force: true});
  for (const [path, content] of files) write(join(target, 'recovery-widgets', path), content);
  const zip = join(target, 'recovery-widgets.zip');
  writeZip(zip, files);
  return zip;
}
