/** `node src/tools/cli/npm.mjs`: completes dist/npm/ after tsc. A step of `npm run build`. */
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {helplinesCsv} from '../helplines/csv.mjs';
import {exportSchema, mergedHelplines} from '../helplines/json.mjs';
import {readHelplines} from '../helplines/read-helplines.mjs';
import {root} from '../project.mjs';
import {keepReleased} from '../review/channel.mjs';
import {readChannel} from '../review/generated-channel.mjs';

const npm = join(root, 'dist/npm');
const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const {released} = readChannel();
if (released) keepReleased(npm, released);
for (const file of ['registry.js', 'registry.d.ts'].map((name) => join(npm, 'core', name)))
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('__VERSION__', version));
const helplines = readHelplines();
const writeJson = (/** @type {string} */ file, /** @type {unknown} */ data) =>
  writeFileSync(join(npm, file), `${JSON.stringify(data, null, 2)}\n`);
writeJson('helplines.json', mergedHelplines(helplines));
writeJson('helplines.schema.json', exportSchema());
writeFileSync(join(npm, 'helplines.csv'), helplinesCsv(helplines));
