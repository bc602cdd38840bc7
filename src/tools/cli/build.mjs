/**
 * `npm run build`: writes everything in dist/, from the messages to the table of sizes. `--skip-messages` leaves src/generated as
 * it is, for a caller that has just generated it.
 */
import {spawnSync} from 'node:child_process';
import {readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {INTEGRITY, integrityOf} from '../bundle/integrity.mjs';
import {stripDescriptions} from '../bundle/strip-descriptions.mjs';
import {dataFiles} from '../helplines/data-files.mjs';
import {fallbackCss} from '../html/fallback-css.mjs';
import {framePage} from '../html/frame-page.mjs';
import {root} from '../project.mjs';
import {keepReleased} from '../review/channel.mjs';
import {readChannel} from '../review/generated-channel.mjs';
import {runOrExit} from './run-step.mjs';

const npm = join(root, 'dist/npm');
const cdn = join(root, 'dist/cdn');
const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Runs a Node program as a step of the build. @param {string} label @param {string[]} args of node */
const run = (label, ...args) => runOrExit(`build: ${label}`, ...args);

/** Completes the package after tsc: messages without notes for translators, the version, and the helplines as data. */
function finishNpm() {
  for (const file of readdirSync(join(npm, 'generated/messages')).filter((name) => name.endsWith('.js')))
    writeFileSync(
      join(npm, 'generated/messages', file),
      stripDescriptions(readFileSync(join(npm, 'generated/messages', file), 'utf8')),
    );
  for (const name of ['registry.js', 'registry.d.ts']) {
    const file = join(npm, 'core', name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('__VERSION__', version));
  }
  for (const [file, text] of dataFiles(root)) writeFileSync(join(npm, file), text);
}

if (!process.argv.includes('--skip-messages')) await run('messages and numbers', 'src/tools/cli/messages.mjs');
rmSync(join(root, 'dist'), {recursive: true, force: true});
await run('modules and types (tsc)', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.json');
const {released} = readChannel();
if (released) keepReleased(npm, released);
finishNpm();
await run(
  'manifest',
  'node_modules/@custom-elements-manifest/analyzer/cem.js',
  'analyze',
  '--config',
  'src/tools/bundle/custom-elements.config.mjs',
);
await run('types and metadata', 'src/tools/cli/types.mjs');
await run('scripts (rollup)', 'node_modules/rollup/dist/bin/rollup', '-c', '--silent');
writeFileSync(join(cdn, 'recovery-widgets.css'), fallbackCss());
writeFileSync(join(cdn, 'frame.html'), await framePage());
await run('fallback content and prerendered widgets', 'src/tools/cli/html.mjs');
// Has the hashes of the files in dist/cdn.
await run('command and descriptions', 'src/tools/cli/command.mjs');
await run('builder', 'src/tools/cli/builder.mjs');
// Last in dist/cdn: contains the hash of every other file.
writeFileSync(join(cdn, INTEGRITY), `${JSON.stringify(integrityOf(cdn, version), null, 2)}\n`);
const sizes = spawnSync(process.execPath, ['bench/sizes.mjs'], {cwd: root, stdio: 'inherit'});
process.exit(sizes.status ?? 1);
