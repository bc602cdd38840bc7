/**
 * `npm start`, straight after `git clone`: installs missing packages, builds, and serves the demo page until Ctrl-C. Another
 * port: `npm start -- --port 3000` or `PORT=3000 npm start`.
 */
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {root} from '../project.mjs';
import {serve} from '../serve.mjs';
import {ensureInstalled} from './install.mjs';
import {readPort} from './port.mjs';

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));

/** @param {string} message */
function exitWith(message) {
  console.error(message);
  process.exit(1);
}

const wanted = readPort('8080', 'npm start -- --port 3000');
await ensureInstalled();
const {status} = spawnSync(process.execPath, ['src/tools/cli/build.mjs'], {cwd: root, stdio: 'inherit'});
if (status !== 0) exitWith('The build failed; the messages above say where.');

try {
  const {port} = await serve({
    mounts: {'/': join(root, 'docs/demo'), '/cdn/': join(root, 'dist/cdn')},
    port: wanted,
    nextFree: true,
  });
  if (port !== wanted) console.log(`Port ${wanted} is taken, so this uses ${port}.`);
  console.log(`\nMake a snippet, or check a page: http://localhost:${port}/cdn/builder/`);
  console.log(`The demo page is at http://localhost:${port}\nCtrl-C ends it.`);
} catch (error) {
  exitWith(`The demo page could not be served: ${/** @type {Error} */ (error).message}`);
}
