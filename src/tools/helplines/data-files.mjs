/** Lists the files of the open data, which the build writes into the package. */
import {join} from 'node:path';
import {helplinesCsv} from './csv.mjs';
import {mergedHelplines} from './json.mjs';
import {readHelplines} from './read-helplines.mjs';
import {exportSchema} from './schema.mjs';

/** @param {unknown} data */
const stringify = (data) => `${JSON.stringify(data, null, 2)}\n`;

/**
 * Returns the files, by name.
 *
 * @param {string} root folder of the repository
 * @returns {Map<string, string>}
 */
export function dataFiles(root) {
  const content = join(root, 'src/content');
  const helplines = readHelplines(content);
  return new Map([
    ['helplines.json', stringify(mergedHelplines(content, helplines))],
    ['helplines.schema.json', stringify(exportSchema())],
    ['helplines.csv', helplinesCsv(helplines)],
  ]);
}
