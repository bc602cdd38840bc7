/**
 * `npm start`, straight after `git clone`: installs missing packages, builds, and serves the front page until Ctrl-C. Another
 * port: `npm start -- --port 3000` or `PORT=3000 npm start`.
 */
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
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

const pages = spawnSync(process.execPath, ['src/tools/cli/docs.mjs'], {cwd: root, stdio: 'inherit'});
// Serve the site in spite of a broken link.
if (pages.status !== 0 && !existsSync(join(root, 'dist/site/index.html')))
  exitWith('The front page could not be built; the messages above say why.');

try {
  const {port} = await serve({root: join(root, 'dist/site'), port: wanted, nextFree: true});
  if (port !== wanted) console.log(`Port ${wanted} is taken, so this uses ${port}.`);
  console.log(`\nThe front page is at http://localhost:${port}`);
  console.log(`Make a snippet, or check a page: http://localhost:${port}/cdn/builder/\nCtrl-C ends it.`);
} catch (error) {
  exitWith(`The front page could not be served: ${/** @type {Error} */ (error).message}`);
}
