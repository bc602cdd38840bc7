/**
 * `npm test -- accept`: rewrites test/baselines/spoken/<language>.txt from the last build, so that someone can review the
 * difference as a listener would.
 */
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {chromium} from '@playwright/test';
import {launchOptions} from './browser.mjs';
import {LANGUAGES, SNAPSHOTS, record, transcripts} from './spoken.mjs';

const browser = await chromium.launch(launchOptions());
for (const lang of LANGUAGES) {
  const all = transcripts(await record(browser, lang), lang);
  writeFileSync(join(SNAPSHOTS, `${lang}.txt`), [...all.values()].join('\n'));
}
await browser.close();
console.log('Read the difference: git diff test/baselines/spoken');
