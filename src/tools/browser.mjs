/** Finds the browser that tests and screenshots run in. */
import {existsSync} from 'node:fs';
import {basename, delimiter, join} from 'node:path';
import {Launcher} from 'chrome-launcher';

/** Chromium without its user interface: draws the same pages and opens one in half the time. */
const HEADLESS_SHELLS = ['chromium-headless-shell', 'chrome-headless-shell'];

/** Returns whether a browser is a headless shell, which needs an option in some tools. @param {string} program */
export const isHeadlessShell = (program) => HEADLESS_SHELLS.some((name) => basename(program).startsWith(name));

/** Returns the path of the first of some programs that is on the path. @param {string[]} names */
export const findProgram = (...names) =>
  names
    .flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)))
    .find((path) => existsSync(path));

/** Lists browsers, the fastest to start first. @returns {string[]} */
function getInstalledBrowsers() {
  const shell = findProgram(...HEADLESS_SHELLS);
  return shell ? [shell] : Launcher.getInstallations();
}

/**
 * Returns the program of a Chromium or Chrome: `CHROME_PATH` if it is set, else a headless shell on the path, else the first
 * installation that chrome-launcher finds.
 *
 * @param {string} [chosen] path of the program, default `CHROME_PATH`
 * @param {() => string[]} [getInstallations] replaced in tests
 * @returns {string} absolute path
 * @throws {Error} if `CHROME_PATH` is not a file, or nothing is installed
 */
export function findBrowser(chosen = process.env.CHROME_PATH, getInstallations = getInstalledBrowsers) {
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`CHROME_PATH is ${chosen}, which does not exist.`);
    return chosen;
  }
  let found;
  try {
    // Throws on Linux when it finds none, and returns an empty list elsewhere.
    [found] = getInstallations();
  } catch {
    found = undefined;
  }
  if (!found)
    throw new Error(
      'No Chromium or Chrome found. Install one (Debian and Ubuntu: apt-get install chromium-headless-shell; macOS: brew install --cask google-chrome) or set CHROME_PATH to its executable.',
    );
  return found;
}
