/**
 * `npm run messages`: content -> src/messages, src/regions, src/locales. Run it after a change to copy, helplines or XLIFF;
 * `npm run build` runs it too. `--check` changes no XLIFF: it fails when extraction would.
 */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {buildHelplines} from './build-helplines.mjs';
import {buildMessages} from './build-messages.mjs';
import {messageId, readJson} from './content.mjs';
import {buildTables, extract, gate, languagesOf} from './locales.mjs';

const src = fileURLToPath(new URL('..', import.meta.url));
const content = join(src, 'content');
const locales = join(src, 'locales');

buildHelplines({content, out: join(src, 'regions')});
const copies = buildMessages({content, out: join(src, 'messages')});

const xliff = () => languagesOf(locales).map((language) => readFileSync(join(locales, `${language}.xlf`), 'utf8')).join();
const check = process.argv.includes('--check');
const before = check ? xliff() : '';
await extract(locales, copies.flatMap((copy) => copy.messages.map((message) => messageId(copy, message))));
if (check && xliff() !== before) {
  console.error('src/locales/*.xlf are not up to the copy: run `npm run messages` and commit what changed.');
  process.exit(1);
}

const missing = await buildTables({locales, widgets: join(src, 'widgets'), copies});
const incomplete = readJson(join(locales, 'incomplete.json'));
const all = copies.reduce((sum, {messages}) => sum + messages.length, 0);
for (const [language, ids] of Object.entries(missing)) {
  const named = incomplete[language] ? ` (named as incomplete: ${incomplete[language]})` : '';
  console.log(`${language}: ${all - ids.length} of ${all} messages translated and current${named}`);
  if (ids.length) console.log(`  in English: ${ids.join(', ')}`);
}
const faults = gate({missing, copies, incomplete: Object.keys(incomplete)});
if (faults.length) {
  console.error(`${faults.join('\n')}\nA language that is not ready is named, with the reason, in src/locales/incomplete.json.`);
  process.exit(1);
}
