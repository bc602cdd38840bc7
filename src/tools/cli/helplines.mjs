/**
 * `npm run helplines`:
 *
 *     npm run helplines -- import list.csv     compares another list (CSV or JSON) with ours
 *     npm run helplines -- migrate us.json     writes a record of schema 1 in schema 2 to the console
 *     npm run helplines -- changes             commits the history of the records to src/content/helplines-changes.json, for a release
 */
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import prettier from 'prettier';
import {ContentError, contentFolder, readJson} from '../content/read-content.mjs';
import {validator} from '../content/schema-validator.mjs';
import {CHANGES_FILE, helplineChanges} from '../helplines/changes.mjs';
import {compareList, formatComparison, readList} from '../helplines/import.mjs';
import {migrateCountry} from '../helplines/migrate-1-to-2.mjs';
import {readHelplines} from '../helplines/read-helplines.mjs';
import {root} from '../project.mjs';
import {runCommand} from './run-command.mjs';

const USAGE = 'Usage: npm run helplines -- import <list.csv or list.json>, -- migrate <country.json>, or -- changes';

/** @param {string} [file] @returns {string} the file @throws {ContentError} */
function requireFile(file) {
  if (!file) throw new ContentError([USAGE]);
  if (!existsSync(file)) throw new ContentError([`File not found: ${file}.`]);
  return file;
}

/** @type {Record<string, (file?: string) => number | Promise<number>>} */
const COMMANDS = {
  import(file) {
    const path = requireFile(file);
    const compared = compareList(readList(readFileSync(path, 'utf8'), basename(path)), readHelplines());
    console.log(formatComparison(compared));
    return 0;
  },
  migrate(file) {
    const data = readJson(requireFile(file));
    const errors = validator(readJson(join(contentFolder, 'schema/helplines-1.schema.json')))(data);
    if (errors.length) throw new ContentError(errors.map((error) => `${file}: ${error}`));
    console.log(JSON.stringify(migrateCountry(data), null, 2));
    return 0;
  },
  async changes() {
    const {complete, reason, ...history} = helplineChanges(root);
    if (!complete) throw new ContentError([`${reason} Nothing was written.`]);
    const path = join(contentFolder, CHANGES_FILE);
    const config = await prettier.resolveConfig(path);
    writeFileSync(path, await prettier.format(JSON.stringify(history), {...config, parser: 'json'}));
    console.log(`${history.changes.length} changes of ${history.ids.length} records.`);
    return 0;
  },
};

await runCommand(() => {
  const [command = '', file, ...rest] = process.argv.slice(2);
  if (!Object.hasOwn(COMMANDS, command) || rest.length) throw new ContentError([USAGE]);
  return COMMANDS[command](file);
});
