/** Rollup plugins that make our chunks smaller. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {minify} from 'terser';
import {NPM, modulesIn, pathIn} from '../built/compiled.mjs';

/** Folder with the modules of messages. */
const FOLDER = join(NPM, 'generated/messages');

/** Numbers the messages of each widget in the order of the copy, after the shared ones: those are in the modules of several widgets. */
function shortIds() {
  const texts = modulesIn(FOLDER).map((name) => readFileSync(join(FOLDER, `${name}.js`), 'utf8'));
  const all = [...new Set(texts.join('').match(/(?<=\bid: ')[^']+/g))];
  const idsOf = (/** @type {string} */ widget) => all.filter((id) => id.startsWith(`${widget}.`));
  const shared = idsOf('shared');
  return new Map(all.map((id) => [id, [...new Set([...shared, ...idsOf(id.split('.')[0])])].indexOf(id)]));
}

/**
 * Shortens the ids of messages to numbers, in calls of `msg`, and the tables of all languages to arrays, which Brotli makes 6 % smaller
 * than objects with keys.
 *
 * @returns {import('rollup').Plugin}
 */
export function compactIds() {
  const ids = shortIds();
  const numberOf = (/** @type {string} */ id) => ids.get(id) ?? assert.fail(`${id} is in no module of messages`);
  return {
    name: 'compact-ids',
    transform(code, id) {
      const [, kind] = /^generated\/(messages|locales\/[^/]+)\/[^/]+$/.exec(pathIn(id)) ?? [];
      if (!kind) return null;
      if (kind === 'messages')
        return {code: code.replace(/(\bid: )'([^']+)'/g, (_, before, id) => `${before}"${numberOf(id)}"`), map: null};
      /** @type {string[]} */
      const table = [];
      const rest = code.replace(/^ *'([^']+)': (.+),$/gm, (_, id, template) => {
        table[numberOf(id)] = template;
        return '';
      });
      return {code: rest.replace(/\{\s*\};/, `[${table.join(',')}];`), map: null};
    },
  };
}

/**
 * Writes codes grouped by first letter, without it: half the bytes of a list, in the core of every page.
 *
 * @param {string[]} codes ISO 3166-1, in lowercase
 */
const byFirstLetter = (codes) =>
  [...'abcdefghijklmnopqrstuvwxyz']
    .map((letter) => codes.filter((code) => code[0] === letter).map((code) => code[1]))
    .map((seconds) => seconds.join('').toUpperCase())
    .join(' ');

/**
 * Replaces the generated lists of `import()` by one rule, as the names of the chunks follow from their content.
 *
 * @param {import('../built/compiled.mjs').Compiled} compiled
 * @returns {import('rollup').Plugin}
 */
export const compactLoaders = ({countries, numbers, languagesOf}) => ({
  name: 'compact-loaders',
  transform(_, id) {
    const path = pathIn(id);
    if (path === 'generated/regions/index.js') {
      const lists = [countries, numbers].map((codes) => JSON.stringify(byFirstLetter(codes)));
      return {
        code: `
          const load = (file) => import(\`./\${file}.js\`);
          // Shorter than a list of languages: every region here has this text in each of its languages.
          const localized = (country, locale) => load('regions/' + country.toLowerCase()).then((loaded) =>
            loaded.region.lines[0].checkedText[locale] ? loaded
            : load('texts/' + locale).then(({localize}) => localize(loaded, country), () => loaded));
          const numbered = (country) => load('regions/emergency').then(({regionOf}) => ({region: regionOf(country)}));
          export const regions = {};
          [${lists}].forEach((list, kind) => list.split(' ').forEach((seconds, index) => {
            for (const second of seconds) {
              const name = String.fromCharCode(65 + index) + second;
              regions[name] = (locale) => kind ? numbered(name) : localized(name, locale);
            }
          }));`,
        map: null,
      };
    }
    const [, widget] = /^generated\/locales\/([a-z-]+)\.js$/.exec(path) ?? [];
    if (!widget) return null;
    const load = `import(\`../locales/\${name}/${widget}.js\`)`;
    const names = JSON.stringify((languagesOf[widget] ?? []).join(' '));
    const code = `export const locales = Object.fromEntries(${names}.split(' ').map((name) => [name, () => ${load}]));`;
    return {code, map: null};
  },
});

/**
 * Writes the texts of regions in each language of the core tier, a country on each line. The code that adds them to a region is in the same
 * file, rather than in the core of all pages.
 *
 * @param {import('../built/compiled.mjs').Compiled} compiled
 * @returns {import('rollup').Plugin}
 */
export const regionTexts = ({apart}) => ({
  name: 'region-texts',
  async generateBundle() {
    const importCompiled = (/** @type {string} */ file) => import(pathToFileURL(resolve(NPM, `${file}.js`)).href);
    const {withTexts} = await importCompiled('core/with-texts');
    const add = `${withTexts}export const localize=({region},country)=>({region:withTexts(region,texts[country])});`;
    const {code} = await minify(add, {module: true});
    for (const language of apart) {
      const {texts} = await importCompiled(`generated/regions/texts/${language}`);
      const lines = Object.entries(texts).map((entry) => entry.map((each) => JSON.stringify(each)).join(':'));
      const source = `${code}\nconst texts={\n${lines.join(',\n')}};\n`;
      this.emitFile({type: 'asset', fileName: `texts/${language}.js`, source});
    }
  },
});

const NOTE_OF = /const noteOf = [^;]*;/;

/**
 * Drops the code that says who has reviewed a widget while nobody has reviewed any: 180 bytes of every page.
 *
 * @returns {import('rollup').Plugin}
 */
export function withoutReviews() {
  const hasReviews = modulesIn(FOLDER).some((name) =>
    /^export const review\w+ = \{[^}]*\bnote: /m.test(readFileSync(join(FOLDER, `${name}.js`), 'utf8')),
  );
  return {
    name: 'without-reviews',
    transform(code, id) {
      if (hasReviews || pathIn(id) !== 'core/templates/review-note.js') return null;
      if (!NOTE_OF.test(code)) throw new Error('review-note.js does not export `noteOf`.');
      return {code: code.replace(NOTE_OF, 'const noteOf = () => undefined;'), map: null};
    },
  };
}

/** First module of the deferred parts. */
const DEFERRED = 'widgets/helpline-banner/deferred-parts.js';
const MESSAGES = 'generated/messages/helpline-banner.js';
const QUERY = '?deferred';

/**
 * Gives the modules that only the deferred parts of a widget have messages of their own. Rollup never divides a module: without a
 * copy, all messages would be in the chunk of the widget, which would export them.
 *
 * @type {import('rollup').Plugin}
 */
export const deferredModules = {
  name: 'deferred-modules',
  resolveId(source, importer = '') {
    if (!source.startsWith('.')) return null;
    const id = resolve(importer, '..', source);
    const isDeferred = pathIn(importer) === DEFERRED || (importer.endsWith(QUERY) && pathIn(id) === MESSAGES);
    return isDeferred ? id + QUERY : null;
  },
  load: (id) => (id.endsWith(QUERY) ? readFileSync(id.slice(0, -QUERY.length), 'utf8') : null),
};
