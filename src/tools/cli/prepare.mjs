/**
 * What `npm start`, `npm test` and `npm run storybook` do first, so that each of them works straight after a clone. Needs
 * nothing but Node: it runs before anything is installed.
 */
import {spawn} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {basename, delimiter, join} from 'node:path';
import {fileURLToPath} from 'node:url';

/** Top folder of the project. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

const read = (/** @type {string} */ file) => JSON.parse(readFileSync(join(root, file), 'utf8'));

/**
 * Runs a command. Its output is kept back, so that a step that goes well is one line; a step of more than two seconds shows
 * that it is still going.
 *
 * @param {string} label what is being done, for the reader
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{status: number, output: string}>} exit status, and all it wrote
 */
export async function runStep(label, command, args, options = {}) {
  const start = Date.now();
  const seconds = () => ((Date.now() - start) / 1000).toFixed(0);
  const live = process.stdout.isTTY;
  const say = (/** @type {string} */ words) => process.stdout.write(live ? `\r\u001b[K${words}` : `${words}\n`);
  if (live) say(`${label} …`);
  let told = 0;
  const timer = setInterval(() => {
    const waited = Date.now() - start;
    // A terminal shows one line that counts; a log gets a line now and then.
    if (waited < 2000 || (!live && told && waited < told * 2)) return;
    told = waited;
    say(`${label} … ${seconds()} s`);
  }, 1000);

  let output = '';
  const status = await new Promise((resolve) => {
    const child = spawn(command, args, {cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options});
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => {
      output += `${error.message}\n`;
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
  clearInterval(timer);
  say(`${label} … ${status === 0 ? 'done' : 'failed'}, ${seconds()} s`);
  if (live) process.stdout.write('\n');
  return {status, output};
}

/** Whether a version is at least the other. @param {string} version @param {string} least */
export function isAtLeast(version, least) {
  const [a, b] = [version, least].map((each) => each.split('.').map(Number));
  const differs = [0, 1, 2].find((index) => (a[index] ?? 0) !== (b[index] ?? 0));
  return differs === undefined || (a[differs] ?? 0) > (b[differs] ?? 0);
}

/**
 * Whether what is in node_modules is what package-lock.json asks for. Compares the lists, not their dates: a checkout or a
 * copy changes those.
 *
 * @typedef {{packages: Record<string, {version?: string, integrity?: string, optional?: boolean}>}} Lock
 * @param {Lock} wanted
 * @param {Lock} installed
 */
export const isInstalled = (wanted, installed) =>
  Object.entries(wanted.packages).every(([path, {version, integrity, optional}]) => {
    if (path === '') return true;
    const found = installed.packages[path];
    return found ? found.version === version && found.integrity === integrity : optional;
  });

/** Checks the version of Node and installs the packages where they are missing or others. Ends the process when it cannot. */
export async function ensureInstalled() {
  const least = read('package.json').engines.node.replace(/[^\d.]/g, '');
  if (!isAtLeast(process.versions.node, least)) {
    console.error(
      `This needs Node ${least} or newer; here is ${process.versions.node}. Get one from https://nodejs.org/`,
    );
    process.exit(1);
  }
  const list = 'node_modules/.package-lock.json';
  if (existsSync(join(root, list)) && isInstalled(read('package-lock.json'), read(list))) return;
  // The npm that runs this script, where there is one; else the one on the path.
  const npm = process.env.npm_execpath ?? '';
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const {status, output} = basename(npm).startsWith('npm')
    ? await runStep('Installing packages (npm ci)', process.execPath, [npm, ...args])
    : await runStep('Installing packages (npm ci)', 'npm', args, {shell: process.platform === 'win32'});
  if (status === 0) return;
  console.error(`${output.trimEnd()}\nThe packages could not be installed; the words above are npm’s.`);
  process.exit(1);
}

const onPath = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const elsewhere = {
  darwin: ['', process.env.HOME ?? ''].flatMap((home) => [
    `${home}/Applications/Google Chrome.app/Contents/MacOS/Google Chrome`,
    `${home}/Applications/Chromium.app/Contents/MacOS/Chromium`,
    `${home}/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge`,
  ]),
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
    const folder = process.env[name];
    return folder
      ? ['Google\\Chrome', 'Chromium', 'Microsoft\\Edge'].map(
          (product) => `${folder}\\${product}\\Application\\${product.endsWith('Edge') ? 'msedge' : 'chrome'}.exe`,
        )
      : [];
  }),
};

/**
 * A Chromium, Chrome or Edge for the tests: `CHROME_PATH`, else one in a usual place.
 *
 * @param {Record<string, string | undefined>} [env]
 * @returns {string} path of the program
 */
export function findBrowser(env = process.env) {
  const chosen = env.CHROME_PATH;
  if (chosen && !existsSync(chosen)) throw new Error(`CHROME_PATH is ${chosen}, and there is no such file.`);
  const candidates = chosen
    ? [chosen]
    : [
        ...onPath.flatMap((name) => (env.PATH ?? '').split(delimiter).map((folder) => join(folder, name))),
        ...(elsewhere[/** @type {'darwin' | 'win32'} */ (process.platform)] ?? []),
      ];
  const found = candidates.find((path) => existsSync(path));
  if (!found)
    throw new Error(
      'No Chromium or Chrome found. Install one (Debian and Ubuntu: apt-get install chromium; macOS: brew install --cask chromium) or set CHROME_PATH to its program.',
    );
  return found;
}
