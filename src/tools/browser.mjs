/** Finds the browser that tests and screenshots run in. */
import {existsSync} from 'node:fs';
import {Launcher} from 'chrome-launcher';

/**
 * Returns the program of a Chromium or Chrome: `CHROME_PATH` if it is set, else the first installation that chrome-launcher finds.
 *
 * @param {string} [chosen] path of the program, default `CHROME_PATH`
 * @param {() => string[]} [getInstallations] replaced in tests
 * @returns {string} absolute path
 * @throws {Error} if `CHROME_PATH` is not a file, or nothing is installed
 */
export function findBrowser(chosen = process.env.CHROME_PATH, getInstallations = Launcher.getInstallations) {
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`CHROME_PATH is ${chosen}, but there is no such file.`);
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
      'No Chromium or Chrome found. Install one (Debian and Ubuntu: apt-get install chromium; macOS: brew install --cask google-chrome) or set CHROME_PATH to its program.',
    );
  return found;
}
