/**
 * Installs missing packages before a command that imports some is loaded, and generates the messages when there are none:
 * `node --import ./src/tools/cli/installed.mjs …`.
 */
import {existsSync} from 'node:fs';
import {basename, join} from 'node:path';
import {root} from '../project.mjs';
import {ensureInstalled} from './install.mjs';
import {runOrExit} from '../dev/run-step.mjs';

/** Commands that always generate the messages. */
const GENERATORS = ['messages.mjs', 'build.mjs'];

await ensureInstalled();
// `npm ci --ignore-scripts` skips the `prepare` script, and type-aware lint rules read the modules that it generates.
if (!existsSync(join(root, 'src/generated/locales')) && !GENERATORS.includes(basename(process.argv[1] ?? '')))
  await runOrExit('Messages and numbers', 'src/tools/cli/messages.mjs');
