/** Rollup plugin: fills in the constants of src/entries, such as `__WIDGETS__`. */
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../project.mjs';
import {pathIn} from './compiled.mjs';

const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Reads the texts of check.js in languages besides English from the messages of the builder; English stands in for those that are missing. @param {string[]} languages */
function translationsOf(languages) {
  const read = (/** @type {string} */ lang) => {
    const file = join(root, `src/tools/builder/messages/${lang}.json`);
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  };
  return Object.fromEntries(
    languages.map((lang) => [
      lang,
      Object.fromEntries(Object.entries(read(lang)).filter(([key]) => /^(finding|dialog)\./.test(key))),
    ]),
  );
}

/**
 * @param {string} npm folder with the output of tsc
 * @param {import('./compiled.mjs').Compiled} compiled
 * @param {import('./page-files.mjs').Chunks} chunks read while bundling: until they are written, they have no name
 * @returns {import('rollup').Plugin}
 */
export const constants = (npm, compiled, chunks) => ({
  name: 'constants',
  transform(code, id) {
    if (!pathIn(npm, id).startsWith('entries/')) return null;
    /** @type {Record<string, unknown>} */
    const values = {
      __NAMES__: compiled.widgets,
      __ATTRIBUTES__: compiled.attributes,
      __ASSETS__: `./${chunks.folder}`,
      __WIDGETS__: chunks.widgets,
      __LANGUAGES__: compiled.languages,
      __REGIONAL__: compiled.widgets.filter((name) => chunks.widgets[name].regional),
      __VERSION__: version,
      __TRANSLATIONS__: translationsOf(compiled.languages),
      __REGIONS__: [...compiled.countries, ...compiled.numbers].sort().join(' ').toUpperCase(),
      __COUNTRIES__: compiled.countries.join(' ').toUpperCase(),
    };
    return {code: code.replace(/__[A-Z]+__/g, (name) => JSON.stringify(values[name])), map: null};
  },
});

/**
 * Replaces `import.meta.url` in a script without `type="module"`. `document.currentScript` has to be checked: an element of the
 * page named `currentScript` would shadow it.
 *
 * @returns {import('rollup').Plugin}
 */
export const classicScriptUrl = () => ({
  name: 'classic-script-url',
  resolveImportMeta: () =>
    `(document.currentScript instanceof HTMLScriptElement ? document.currentScript : document.querySelector('script[src*="/recovery-widgets.classic"]') || {}).src`,
});
