/** Installs npm packages, so that `npm start`, `npm test` and `npm run build` work straight after `git clone`. Needs nothing but Node. */
import {existsSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {isAtLeast, root} from '../project.mjs';
import {runStep} from '../run-step.mjs';

const readJson = (/** @type {string} */ file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * Returns whether `npm ci` would change nothing; optional packages may be missing. Compares package-lock.json with npm’s list of installed
 * packages, by content, as a checkout changes modification times.
 *
 * @param {string} folder
 */
function isInstalled(folder) {
  const list = join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(list)) return false;
  const {packages} = readJson(list);
  return Object.entries(readJson(join(folder, 'package-lock.json')).packages).every(
    ([path, {integrity, optional}]) => !path || (packages[path] ? packages[path].integrity === integrity : optional),
  );
}

/**
 * Runs `npm ci` if packages are missing or have other versions. Ends the process if that fails, or if Node is too old.
 *
 * @param {string} [folder] with package.json and package-lock.json, default: the project
 */
export async function ensureInstalled(folder = root) {
  const least = readJson(join(root, 'package.json')).engines.node.replace(/[^\d.]/g, '');
  if (!isAtLeast(process.versions.node, least)) {
    console.error(`This project needs Node ${least} or newer, and this is ${process.versions.node}.`);
    process.exit(1);
  }
  if (isInstalled(folder)) return;
  const label = `Installing packages (npm ci${folder === root ? '' : ` in ${basename(folder)}`})`;
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const install = (/** @type {string[]} */ ...options) =>
    runStep(label, 'npm', [...args, ...options], {cwd: folder, shell: process.platform === 'win32'});
  let {status, output} = await install('--prefer-offline');
  // npm’s cache may know only versions older than those of the lock file.
  if (status !== 0) ({status, output} = await install());
  if (status === 0) return;
  console.error(output.trimEnd());
  process.exit(1);
}
