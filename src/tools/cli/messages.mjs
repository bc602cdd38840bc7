/**
 * `npm run messages`: content -> src/generated/messages, src/generated/regions, src/locales. Run it after a change to copy, helplines or XLIFF;
 * `npm run build` runs it too. With `--check` it fails when an XLIFF file was not up to the copy.
 */
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {buildRegionModules} from '../content/region-modules.mjs';
import {buildMessages} from '../locales/messages-module.mjs';
import {ContentError, messageId, readJson} from '../content/read-content.mjs';
import {buildTables, extract, gate, languagesOf, listed} from '../locales/xliff.mjs';

const src = fileURLToPath(new URL('../..', import.meta.url));
const content = join(src, 'content');
const locales = join(src, 'locales');

async function main() {
  buildRegionModules({content, out: join(src, 'generated/regions')});
  const copies = buildMessages({content, out: join(src, 'generated/messages')});

  const xliff = () =>
    languagesOf(locales)
      .map((language) => join(locales, `${language}.xlf`))
      .map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : ''))
      .join();
  const check = process.argv.includes('--check');
  const before = check ? xliff() : '';
  await extract(
    locales,
    copies.flatMap((copy) => copy.messages.map((message) => messageId(copy, message))),
  );
  if (check && xliff() !== before) {
    console.error('src/locales/*.xlf are not up to the copy: run `npm run messages` and commit what changed.');
    return 1;
  }

  const missing = await buildTables({locales, widgets: join(src, 'widgets'), copies});
  const incomplete = readJson(join(locales, 'incomplete.json'));
  const all = copies.reduce((sum, {messages}) => sum + messages.length, 0);
  for (const [language, ids] of Object.entries(missing)) {
    const named = incomplete[language] ? ` (named as incomplete: ${incomplete[language]})` : '';
    console.log(`${language}: ${all - ids.length} of ${all} messages translated and current${named}`);
    if (ids.length) console.log(`  in English: ${listed(ids)}`);
  }
  const faults = gate({missing, copies, incomplete: Object.keys(incomplete)});
  if (faults.length) {
    console.error(
      `${faults.join('\n')}\nA language that is not ready is named, with the reason, in src/locales/incomplete.json.`,
    );
    return 1;
  }
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof ContentError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
