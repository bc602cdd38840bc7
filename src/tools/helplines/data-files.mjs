/** Lists the files of the open data, which the build writes into the package. */
import {join} from 'node:path';
import {CHANGES_FILE, changesFile, helplineChanges} from './changes.mjs';
import {mergedHelplines} from './json.mjs';
import {readHelplines} from './read-helplines.mjs';
import {SCHEMA_FILE, exportSchema} from './schema.mjs';
import {helplinesCsv, helplinesHsds} from './tables.mjs';

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
    [SCHEMA_FILE, stringify(exportSchema())],
    ['helplines.csv', helplinesCsv(helplines)],
    ['helplines.hsds.json', stringify(helplinesHsds(helplines))],
    [CHANGES_FILE, stringify(changesFile(helplineChanges(root, {content})))],
  ]);
}
