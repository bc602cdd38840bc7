/**
 * `npm run storybook`: every state of every widget, with docs and accessibility checks, at http://localhost:6006. It follows
 * changes to code, content and translations. `-- --port 6007` chooses another port.
 */
import {spawn} from 'node:child_process';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {root} from '../project.mjs';
import {ensureInstalled} from './install.mjs';
import {runOrExit} from '../run-step.mjs';

const {port} = parseArgs({options: {port: {type: 'string', default: '6006'}}}).values;

await ensureInstalled();
await ensureInstalled(join(root, '.storybook'));
await runOrExit('Messages and numbers', 'src/tools/cli/messages.mjs', '--dev');
// The docs read tables of attributes, slots, parts and events from it.
const analyzer = 'node_modules/@custom-elements-manifest/analyzer/cem.js';
await runOrExit('Manifest', analyzer, 'analyze', '--config', 'src/tools/types/manifest-plugin.mjs');

const program = 'node_modules/storybook/dist/bin/dispatcher.js';
const args = ['dev', '--port', port, '--ci', '--no-version-updates', '--disable-telemetry'];
// The variable also applies before Storybook reads its arguments.
const env = {...process.env, STORYBOOK_DISABLE_TELEMETRY: '1'};
const storybook = spawn(process.execPath, [program, ...args], {cwd: root, stdio: 'inherit', env});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => storybook.kill());
storybook.on('close', (status, signal) => process.exit(signal ? 0 : (status ?? 1)));
