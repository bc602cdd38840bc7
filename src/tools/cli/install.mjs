/**
 * Installs npm packages when they are missing, so that `npm start` and `npm test` work straight after `git clone`. Needs nothing
 * but Node.
 */
import {existsSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {isAtLeast, root} from '../project.mjs';
import {runStep} from '../dev/run-step.mjs';

/** @typedef {{packages: Record<string, {version?: string, integrity?: string, optional?: boolean}>}} Lockfile */

const readJson = (/** @type {string} */ file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * Compares the lockfile with npm’s list of installed packages. Compares contents instead of modification times because a
 * checkout or a copy changes those.
 *
 * @param {Lockfile} wanted package-lock.json
 * @param {Lockfile} installed node_modules/.package-lock.json
 * @returns {boolean} true if `npm ci` would change nothing; optional packages may be missing
 */
export const isInstalled = (wanted, installed) =>
  Object.entries(wanted.packages).every(([path, {version, integrity, optional}]) => {
    if (path === '') return true;
    const found = installed.packages[path];
    return found ? found.version === version && found.integrity === integrity : optional;
  });

/**
 * Checks the version of Node and runs `npm ci` if packages are missing or have other versions. Ends the process if it fails.
 *
 * @param {string} [folder] with package.json and package-lock.json, default: the project
 */
export async function ensureInstalled(folder = root) {
  const least = readJson(join(root, 'package.json')).engines.node.replace(/[^\d.]/g, '');
  if (!isAtLeast(process.versions.node, least)) {
    console.error(
      `This project needs Node ${least} or newer, and this is ${process.versions.node}. Download it from https://nodejs.org/`,
    );
    process.exit(1);
  }
  const installed = join(folder, 'node_modules/.package-lock.json');
  if (existsSync(installed) && isInstalled(readJson(join(folder, 'package-lock.json')), readJson(installed))) return;

  // Prefer the npm that runs this script to the one on the path. No scripts: the commands that call this do their own build.
  const npm = process.env.npm_execpath ?? '';
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const label = `Installing packages (npm ci${folder === root ? '' : ` in ${basename(folder)}`})`;
  const {status, output} = basename(npm).startsWith('npm')
    ? await runStep(label, process.execPath, [npm, ...args], {cwd: folder})
    : await runStep(label, 'npm', args, {cwd: folder, shell: process.platform === 'win32'});
  if (status === 0) return;
  console.error(`${output.trimEnd()}\nThe packages could not be installed; the message above is npm’s.`);
  process.exit(1);
}
