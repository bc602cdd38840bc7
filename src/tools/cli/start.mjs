/**
 * `npm start`, straight after a clone: installs what is missing, builds, and serves the demo page until Ctrl-C. Another port:
 * `npm start -- --port 3000` or `PORT=3000 npm start`.
 */
import {spawn} from 'node:child_process';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {root} from '../project.mjs';
import {ensureInstalled} from './install.mjs';
import {serve} from './serve.mjs';

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));

/** @param {string} words */
function refuse(words) {
  console.error(words);
  process.exit(1);
}

/** @returns {number} the port to try first */
function portWanted() {
  let given = process.env.PORT || '8080';
  try {
    given = parseArgs({options: {port: {type: 'string'}}}).values.port ?? given;
  } catch (error) {
    refuse(`${error.message}\nUsage: npm start -- --port 3000`);
  }
  const port = Number(given);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    refuse(`${given} is no port: it is a number from 1 to 65535.`);
  return port;
}

const wanted = portWanted();
await ensureInstalled();
const build = spawn(process.execPath, ['src/tools/cli/build.mjs'], {cwd: root, stdio: 'inherit'});
const status = await new Promise((resolve) => build.on('close', resolve));
if (status !== 0) refuse('The build failed; what is above says where.');

try {
  const {port} = await serve({
    mounts: {'/': join(root, 'docs/demo'), '/cdn/': join(root, 'dist/cdn')},
    port: wanted,
    nextFree: true,
  });
  if (port !== wanted) console.log(`Port ${wanted} is taken, so this uses ${port}.`);
  console.log(`\nThe demo page is at http://localhost:${port}\nCtrl-C ends it.`);
} catch (error) {
  refuse(`The demo page could not be served: ${error.message}`);
}
