/**
 * Short hashes of the chunks that a finished widget was printed from, and the table of them in enhance.js. Where one in a
 * page differs from that of the release, the full widget takes over. Hashes of the rendered markup would not do: attributes choose
 * among the texts, and a table of all that they can choose would be many times the size of the script.
 */
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../project.mjs';
import {FINISHABLE, pageFiles} from './page-files.mjs';

/** Digits of a hash: one change in 100,000 goes unnoticed. Digits compress better than the letters of as many bits. */
const LENGTH = 5;

/**
 * Hashes of all countries with a module together: those that share one let the full widget take over when a number of any of them changes.
 * One for each country would grow the script, whose size is a promise, with every country that is added. The countries that share a module
 * have one more.
 */
const COUNTRY_HASHES = 30;

/** Returns the index of the hash of a country. @param {string} code ISO 3166-1 alpha-2 */
const sharedIndex = (code) => parseInt(code, 36) % COUNTRY_HASHES;

const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** @param {string} key @param {readonly string[]} texts of files */
function chunkHash(key, texts) {
  const hash = createHash('sha256').update(key);
  // The version is in the code, and changes with every release.
  for (const text of texts) hash.update(text.replaceAll(version, ''));
  return String(hash.digest().readUIntBE(0, 6) % 10 ** LENGTH).padStart(LENGTH, '0');
}

/**
 * Returns the hashes of a build: those of the texts, styles and templates of each finishable widget, then those of the lines of the
 * countries, in the order of the table.
 *
 * @param {string} cdn folder with the built files
 * @param {import('./page-files.mjs').Chunks} chunks theirs
 * @returns {Map<string, {hash: string, position: number}>} by the name of the widget or country (`faq`, `US`); countries may share
 *   one; `position`: index of its first character in the table
 */
export function chunkHashesOf(cdn, chunks) {
  const {folder, languages, apart, countries, numbers} = chunks;
  const read = (/** @type {string} */ file) => readFileSync(join(cdn, folder, file), 'utf8');
  const texts = apart.flatMap((language) => read(`texts/${language}.js`).split('\n'));
  const printed = [
    ...FINISHABLE.filter((name) => chunks.widgets[name]).map((name) => ({
      names: [name],
      files: [
        ...pageFiles(chunks, {widgets: [name], languages}),
        ...(chunks.widgets[name].deferred ?? []).map((file) => `${file}.js`),
      ],
    })),
    ...Array.from({length: COUNTRY_HASHES}, (_, index) => {
      const codes = countries.filter((code) => sharedIndex(code) === index);
      return {names: codes.map((code) => code.toUpperCase()), files: codes.map((code) => `regions/${code}.js`)};
    }),
    {names: numbers.map((code) => code.toUpperCase()), files: ['regions/emergency.js']},
  ];
  return new Map(
    printed.flatMap(({names, files}, index) => {
      // Of the texts in other languages, the lines of these countries.
      const own = texts.filter((line) => names.some((name) => line.startsWith(`"${name}":`)));
      const hash = chunkHash(names.join(), [...files.map(read), ...own]);
      return names.map((name) => [name, {hash, position: 1 + index * LENGTH}]);
    }),
  );
}

/** Returns the table of all hashes. A place that no country has is 0. @param {ReturnType<typeof chunkHashesOf>} hashes */
export function tableOf(hashes) {
  const table = Array.from({length: FINISHABLE.length + COUNTRY_HASHES + 1}, () => '0'.repeat(LENGTH));
  for (const {hash, position} of hashes.values()) table[(position - 1) / LENGTH] = hash;
  // The space keeps any other position, which is read as 0, from finding a value.
  return ` ${table.join('')}`;
}

/**
 * Rollup plugin: fills in `__CHUNK_HASHES__`, the table of all hashes.
 *
 * @param {string} cdn folder with the built files
 * @param {import('./page-files.mjs').Chunks} chunks read while bundling: until they are written, their folder has no name
 * @returns {import('rollup').Plugin}
 */
export const chunkHashTable = (cdn, chunks) => ({
  name: 'chunk-hash-table',
  transform(code) {
    if (!code.includes('__CHUNK_HASHES__')) return null;
    return {code: code.replaceAll('__CHUNK_HASHES__', JSON.stringify(tableOf(chunkHashesOf(cdn, chunks)))), map: null};
  },
});
