/**
 * Stamps: short hashes of the chunks that a finished widget was printed from, and the table of them in enhance.js. Where one in a
 * page differs from that of the release, the full widget takes over. Hashes of what was rendered would not do: attributes choose
 * among the texts, and a table of all that they can choose would be many times the size of the script.
 */
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../project.mjs';
import {pageFiles} from './page-files.mjs';

/** The widgets that can be used without script: they ask for no answers, and enhance.js does what else a script does for them. */
export const FINISHABLE = [
  'faq',
  'helpline-banner',
  'overdose-warning',
  'relapse-factors',
  'tolerance-chart',
  'treatment-explainer',
];

/** Digits of a stamp: one change in 100,000 goes unnoticed. Digits compress better than the letters of as many bits. */
const LENGTH = 5;

const {version: ownVersion} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** @param {string} key @param {readonly string[]} files @param {string} version */
function stampOf(key, files, version) {
  const hash = createHash('sha256').update(key);
  // The version is in the code, and changes with every release.
  for (const file of files) hash.update(readFileSync(file, 'utf8').replaceAll(version, ''));
  return String(hash.digest().readUIntBE(0, 6) % 10 ** LENGTH).padStart(LENGTH, '0');
}

/**
 * Returns the stamps of a build in the order of the table: those of the texts, styles and templates of each finishable widget, then
 * those of the lines of each country.
 *
 * @param {string} cdn folder with the built files
 * @param {import('./page-files.mjs').Chunks} chunks theirs
 * @param {string} [version] theirs
 * @returns {Map<string, {stamp: string, position: number}>} by the name of the widget or country (`faq`, `US`); `position`: index
 *   of its first character in the table
 */
export function stampsOf(cdn, chunks, version = ownVersion) {
  const {folder, languages, countries} = chunks;
  const printed = [
    ...FINISHABLE.filter((name) => chunks.widgets[name]).map((name) => ({
      name,
      files: pageFiles(chunks, {widgets: [name], languages}),
    })),
    ...countries.map((code) => ({name: code.toUpperCase(), files: [`regions/${code}.js`]})),
  ];
  return new Map(
    printed.map(({name, files}, index) => {
      const paths = files.map((file) => join(cdn, folder, file));
      return [name, {stamp: stampOf(name, paths, version), position: 1 + index * LENGTH}];
    }),
  );
}

/**
 * Rollup plugin: fills in `__STAMPS__`, the table of all stamps.
 *
 * @param {string} cdn folder with the built files
 * @param {import('./page-files.mjs').Chunks} chunks read while bundling: until they are written, their folder has no name
 * @returns {import('rollup').Plugin}
 */
export const stampTable = (cdn, chunks) => ({
  name: 'stamp-table',
  transform(code) {
    if (!code.includes('__STAMPS__')) return null;
    // The space keeps any other position, which is read as 0, from finding a value.
    const table = ` ${[...stampsOf(cdn, chunks).values()].map(({stamp}) => stamp).join('')}`;
    return {code: code.replaceAll('__STAMPS__', JSON.stringify(table)), map: null};
  },
});
