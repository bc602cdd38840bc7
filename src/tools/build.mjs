/** `npm run build`: everything in dist/, from the content to the size table. Each step says what it does. */
import {spawnSync} from 'node:child_process';
import {readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {mergedHelplines} from './build-helplines.mjs';
import {licenses} from './licenses.mjs';
import {withoutNotes} from './without-notes.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const npm = join(root, 'dist/npm');

/** @param {string} what @param {() => void} work */
function step(what, work) {
  const start = Date.now();
  process.stdout.write(`build: ${what} … `);
  work();
  console.log(`${((Date.now() - start) / 1000).toFixed(1)} s`);
}

/** Runs a tool of the project; its output is shown when it fails. @param {string[]} command */
function run(...command) {
  const [file, ...rest] = command;
  const {status, stdout, stderr} = spawnSync(process.execPath, [file, ...rest], {cwd: root, encoding: 'utf8'});
  if (status === 0) return;
  console.log('failed');
  console.error(`${stdout}${stderr}`);
  process.exit(1);
}

function finishNpm() {
  for (const file of readdirSync(join(npm, 'messages')).filter((name) => name.endsWith('.js')))
    writeFileSync(join(npm, 'messages', file), withoutNotes(readFileSync(join(npm, 'messages', file), 'utf8')));
  const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const name of ['define.js', 'define.d.ts']) {
    const file = join(npm, 'core', name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('__VERSION__', version));
  }
  writeFileSync(
    join(npm, 'helplines.json'),
    `${JSON.stringify(mergedHelplines(join(root, 'src/content')), null, 2)}\n`,
  );
}

step('words and numbers (messages, helplines, XLIFF)', () => run('src/tools/messages.mjs'));
step('modules and types (tsc)', () => {
  rmSync(join(root, 'dist'), {recursive: true, force: true});
  run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.json');
  finishNpm();
});
step('manifest', () =>
  run(
    'node_modules/@custom-elements-manifest/analyzer/cem.js',
    'analyze',
    '--config',
    'src/tools/custom-elements.config.mjs',
  ),
);
step('files for the script tag (rollup)', () => {
  run('node_modules/rollup/dist/bin/rollup', '-c', '--silent');
  writeFileSync(join(root, 'dist/cdn/LICENSES.txt'), licenses(root));
});
const sizes = spawnSync(process.execPath, ['bench/sizes.mjs'], {cwd: root, stdio: 'inherit'});
process.exit(sizes.status ?? 1);
