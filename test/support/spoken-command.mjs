/**
 * `npm test -- accept`: rewrites test/baselines/spoken/<widget>.<language>.txt from the last build, so that someone can review the
 * difference as a listener would.
 */
import {mkdirSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {chromium} from '@playwright/test';
import {launchOptions} from './browser.mjs';
import {LANGUAGES, SNAPSHOTS, record, snapshots} from './spoken.mjs';

const browser = await chromium.launch(launchOptions());
/** @type {Parameters<typeof snapshots>[0]} */
const recorded = {};
for (const lang of LANGUAGES) recorded[lang] = await record(browser, lang);
await browser.close();
const files = snapshots(recorded);
mkdirSync(SNAPSHOTS, {recursive: true});
for (const name of readdirSync(SNAPSHOTS)) if (!files.has(name)) rmSync(join(SNAPSHOTS, name));
for (const [name, text] of files) writeFileSync(join(SNAPSHOTS, name), text);
console.log(`Wrote ${files.size} files in test/baselines/spoken. Read the difference: git diff test/baselines/spoken`);
