/** `npm run build`: everything in dist/, from the content to the size table. Each step says what it does. */
import {spawnSync} from 'node:child_process';
import {readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {mergedHelplines} from '../content/helplines.mjs';
import {framePage} from '../html/frame-page.mjs';
import {INTEGRITY, integrityOf} from '../bundle/integrity.mjs';
import {licenses} from '../bundle/licenses.mjs';
import {plainStyle} from '../html/fallback-css.mjs';
import {root, runStep} from './prepare.mjs';
import {withoutNotes} from '../bundle/strip-descriptions.mjs';

const npm = join(root, 'dist/npm');
const cdn = join(root, 'dist/cdn');
const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Runs a tool of the project; its output is shown when it fails. @param {string} label @param {string[]} args of node */
async function run(label, ...args) {
  const {status, output} = await runStep(`build: ${label}`, process.execPath, args);
  if (status === 0) return;
  console.error(output.trimEnd());
  process.exit(1);
}

function finishNpm() {
  for (const file of readdirSync(join(npm, 'generated/messages')).filter((name) => name.endsWith('.js')))
    writeFileSync(
      join(npm, 'generated/messages', file),
      withoutNotes(readFileSync(join(npm, 'generated/messages', file), 'utf8')),
    );
  for (const name of ['registry.js', 'registry.d.ts']) {
    const file = join(npm, 'core', name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('__VERSION__', version));
  }
  writeFileSync(
    join(npm, 'helplines.json'),
    `${JSON.stringify(mergedHelplines(join(root, 'src/content')), null, 2)}\n`,
  );
}

await run('words and numbers (messages, helplines, XLIFF)', 'src/tools/cli/messages.mjs');
rmSync(join(root, 'dist'), {recursive: true, force: true});
await run('modules and types (tsc)', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.json');
finishNpm();
await run(
  'manifest',
  'node_modules/@custom-elements-manifest/analyzer/cem.js',
  'analyze',
  '--config',
  'src/tools/bundle/custom-elements.config.mjs',
);
await run('files for the script tag (rollup)', 'node_modules/rollup/dist/bin/rollup', '-c', '--silent');
writeFileSync(join(cdn, 'LICENSES.txt'), licenses(root));
writeFileSync(join(cdn, 'recovery-widgets.css'), plainStyle());
writeFileSync(join(cdn, 'frame.html'), await framePage(npm));
await run('plain words and prerendered widgets', 'src/tools/html/build-html.mjs');
// The last of dist/cdn: it holds the hash of all others.
writeFileSync(join(cdn, INTEGRITY), `${JSON.stringify(integrityOf(cdn, version), null, 2)}\n`);
const sizes = spawnSync(process.execPath, ['bench/sizes.mjs'], {cwd: root, stdio: 'inherit'});
process.exit(sizes.status ?? 1);
