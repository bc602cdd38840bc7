/** Finds the browser that tests and screenshots run in. */
import {existsSync} from 'node:fs';
import {basename, delimiter, join} from 'node:path';
import {Launcher} from 'chrome-launcher';

/** Chromium without its user interface: draws the same pages and opens one in half the time. */
const HEADLESS_SHELLS = ['chromium-headless-shell', 'chrome-headless-shell'];

/** Returns whether a browser is a headless shell, which needs an option in some tools. @param {string} program */
export const isHeadlessShell = (program) => HEADLESS_SHELLS.some((name) => basename(program).startsWith(name));

/** Returns the path of the first of some programs that is on the path, or where Debian has servers. @param {string[]} names */
export const findProgram = (...names) => {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
};

/**
 * Returns the program of a Chromium or Chrome: `CHROME_PATH` if it is set, else a headless shell on the path, as the fastest to start,
 * else the first installation that chrome-launcher finds.
 *
 * @returns {string} absolute path
 * @throws {Error} if `CHROME_PATH` is not a file, or nothing is installed
 */
export function findBrowser() {
  const {CHROME_PATH: chosen} = process.env;
  if (chosen && !existsSync(chosen)) throw new Error(`CHROME_PATH is ${chosen}, which does not exist.`);
  const shell = chosen || findProgram(...HEADLESS_SHELLS);
  if (shell) return shell;
  try {
    // Throws on Linux when it finds none, and returns an empty list elsewhere.
    const [found] = Launcher.getInstallations();
    if (found) return found;
  } catch {
    // Reported below.
  }
  throw new Error(
    'No Chromium or Chrome found. Install one (Debian and Ubuntu: apt-get install chromium-headless-shell; macOS: brew install --cask google-chrome) or set CHROME_PATH to its executable.',
  );
}
