/**
 * `npm run storybook`: every state of every widget, at http://localhost:6006. With `-- --build` it is built to
 * storybook-static/ instead; `--port` and `--out` choose another port or folder.
 */
import {spawn} from 'node:child_process';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {ensureInstalled, root, runStep} from './prepare.mjs';

const {values} = parseArgs({
  options: {
    build: {type: 'boolean', default: false},
    port: {type: 'string', default: '6006'},
    out: {type: 'string', default: 'storybook-static'},
  },
});
const module = (/** @type {string} */ path) => join(root, 'node_modules', path);

await ensureInstalled();
for (const [label, ...args] of [
  ['Words and numbers', 'src/tools/cli/messages.mjs'],
  // Tables of attributes, slots, parts and events in the docs.
  [
    'Manifest',
    module('@custom-elements-manifest/analyzer/cem.js'),
    ...['analyze', '--config', 'src/tools/bundle/custom-elements.config.mjs'],
  ],
]) {
  const {status, output} = await runStep(label, process.execPath, args);
  if (status === 0) continue;
  console.error(output.trimEnd());
  process.exit(1);
}

const args = values.build
  ? ['build', '--output-dir', values.out]
  : ['dev', '--port', values.port, '--ci', '--no-version-updates'];
const storybook = spawn(
  process.execPath,
  [module('storybook/dist/bin/dispatcher.js'), ...args, '--disable-telemetry'],
  // Storybook reads the setting also before it reads its arguments.
  {cwd: root, stdio: 'inherit', env: {...process.env, STORYBOOK_DISABLE_TELEMETRY: '1'}},
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => storybook.kill());
storybook.on('close', (status, signal) => process.exit(signal ? 0 : (status ?? 1)));
