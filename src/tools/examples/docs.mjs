/** Keeps documents equal to the files of examples/, and to the measurements of them and of the other hosts. */
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../project.mjs';
import {EXAMPLES, HOSTS, folderOf} from './run-example.mjs';

/** A comment with a path below examples/, then a code block; Prettier leaves blocks alone after its own comment. */
const EXAMPLE = /(<!-- example: (\S+) -->\n+(?:<!-- prettier-ignore -->\n)?(`{3,})\w+\n)[^]*?(?=^\3$)/gm;

/**
 * Updates the examples in a document.
 *
 * @param {string} text Markdown
 * @returns {string}
 * @throws {Error} for a file that does not exist
 */
export const updateExamples = (text) =>
  text.replace(EXAMPLE, (_, start, path) => {
    const file = join(root, 'examples', path);
    if (!existsSync(file)) throw new Error(`File not found: examples/${path}.`);
    return start + readFileSync(file, 'utf8');
  });

/** Lists the examples in a document, as paths below examples/. @param {string} text @returns {string[]} */
export const examplesIn = (text) => [...text.matchAll(EXAMPLE)].map(([, , path]) => path);

/** Results, as `npm run examples -- --record` writes them. */
const MEASURED = join(root, 'test/compat/hosts/measured.json');

/**
 * @typedef {object} Result
 * @property {string} date of the run, such as `2026-11-26`
 * @property {string} versions of the host, as the docs show them
 * @property {string} node version
 * @property {string} [chromium] version
 * @property {number} [shift] cumulative layout shift, where the fallback content is in the HTML
 */

/** Reads the measurements, by app. @returns {Record<string, Result>} */
export const readMeasured = () => JSON.parse(readFileSync(MEASURED, 'utf8'));

/** Writes the versions of an app, from those that are pinned. @param {string} name @returns {string} */
export function versionsOf(name) {
  const {dependencies, devDependencies} = JSON.parse(readFileSync(join(folderOf(name), 'package.json'), 'utf8'));
  const pinned = {...dependencies, ...devDependencies};
  return (EXAMPLES[name] ?? HOSTS[name]).versions.replace(/\{([^}]+)\}/g, (_, each) =>
    pinned[each].replace(/^npm:.*@/, ''),
  );
}

/** Records that an app works. @param {string} name @param {import('./run-example.mjs').Measured} measured */
export function record(name, {shift, browser}) {
  /** @type {Result} */
  const result = {
    date: new Date().toISOString().slice(0, 10),
    versions: versionsOf(name),
    node: process.versions.node,
    ...(browser && {chromium: browser}),
    ...((EXAMPLES[name] ?? HOSTS[name]).hasWords && {shift: Number(shift?.toFixed(3))}),
  };
  const all = {...(existsSync(MEASURED) && readMeasured()), [name]: result};
  const sorted = Object.fromEntries([...Object.keys(EXAMPLES), ...Object.keys(HOSTS)].map((each) => [each, all[each]]));
  writeFileSync(MEASURED, `${JSON.stringify(sorted, null, 2)}\n`);
}

/** Aligns a table as Prettier does. @param {string[][]} rows with a head */
function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (/** @type {string[]} */ cells) => `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |\n`;
  const [head, ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('');
}

/** @param {Record<string, import('./run-example.mjs').Example>} apps @param {Record<string, Result>} measured */
function triedTable(apps, measured) {
  const withNotes = Object.values(apps).some(({note}) => note);
  return table([
    ['App', 'Versions', 'Words in the HTML', 'Layout shift', 'Tried', ...(withNotes ? ['To know'] : [])],
    ...Object.entries(apps).map(([name, {hasWords, hasNoPage, note = ''}]) => [
      `\`${name}\``,
      measured[name]?.versions ?? '',
      hasNoPage ? '–' : hasWords ? 'yes' : 'with the app',
      measured[name]?.shift?.toFixed(3) ?? '–',
      measured[name]?.date ?? 'no',
      ...(withNotes ? [note] : []),
    ]),
  ]);
}

/** A comment with the name of a table, then the table. */
const TRIED = /(<!-- tried: (examples|hosts) -->\n)\n*(?:\|.*\n)*\n*/g;

/** Updates the tables of tested hosts. @param {string} text Markdown @param {Record<string, Result>} [measured] @returns {string} */
export const updateTried = (text, measured = readMeasured()) =>
  text.replace(TRIED, (_, start, name) => `${start}\n${triedTable(name === 'hosts' ? HOSTS : EXAMPLES, measured)}\n`);
