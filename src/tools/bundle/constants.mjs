/** Rollup plugin: fills in the constants of src/entries and src/check, such as `__WIDGETS__`. */
import {readdirSync} from 'node:fs';
import {basename, join} from 'node:path';
import {readJson} from '../content/read-content.mjs';
import {root} from '../project.mjs';
import {pathIn} from '../built/compiled.mjs';

const {version} = readJson(join(root, 'package.json'));

const folder = join(root, 'src/check/translations');

/** Reads the translations of the check. @returns {Record<string, import('../../check/texts.js').Translation>} by language */
export const checkTranslations = () =>
  Object.fromEntries(readdirSync(folder).map((file) => [basename(file, '.json'), readJson(join(folder, file))]));

/** @param {{languages?: string[]}} info */
const withEnglish = ({languages}) => languages && ['en', ...languages].join(' ');

/** Writes a constant as code; a list of words as one string, which compresses better. @param {unknown} value */
const codeOf = (value) =>
  Array.isArray(value) && value.length ? `${JSON.stringify(value.join(' '))}.split(' ')` : JSON.stringify(value);

/**
 * @param {import('../built/compiled.mjs').Compiled} compiled
 * @param {import('../built/page-files.mjs').Chunks} chunks read while bundling: until they are written, they have no name
 * @returns {import('rollup').Plugin}
 */
export const constants = (compiled, chunks) => ({
  name: 'constants',
  transform(code, id) {
    if (!/^(entries|check)\//.test(pathIn(id))) return null;
    /** @type {Record<string, unknown>} */
    const values = {
      __NAMES__: compiled.widgets,
      __ATTRIBUTES__: compiled.attributes,
      __ASSETS__: `./${chunks.folder}`,
      // Lists of languages as texts, which compress better.
      __WIDGETS__: Object.fromEntries(
        Object.entries(chunks.widgets).map(([name, info]) => [name, {...info, languages: withEnglish(info)}]),
      ),
      __LANGUAGES__: compiled.languages,
      __FULL_LANGUAGES__: ['en', ...compiled.languages.filter((tag) => !compiled.apart.includes(tag))],
      __REGIONAL__: compiled.widgets.filter((name) => compiled.regional.has(name)),
      __VERSION__: version,
      __TRANSLATIONS__: checkTranslations(),
      __REGIONS__: [...compiled.countries, ...compiled.numbers].sort().join(' ').toUpperCase(),
      __COUNTRIES__: compiled.countries.join(' ').toUpperCase(),
    };
    return {code: code.replace(/__[A-Z]+(?:_[A-Z]+)*__/g, (name) => codeOf(values[name])), map: null};
  },
});

/**
 * Replaces `import.meta.url` in a script without `type="module"`. Calls the getter of the prototype: an element of the page named
 * `currentScript` shadows the property. Never searches the page for the script, where it could find one that has not run.
 *
 * @returns {import('rollup').Plugin}
 */
export const classicScriptUrl = () => ({
  name: 'classic-script-url',
  resolveImportMeta: () =>
    `(Object.getOwnPropertyDescriptor(Document.prototype,'currentScript').get.call(document) || {}).src`,
});
