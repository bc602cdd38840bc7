/**
 * Packages of this folder: hosts and checkers that a plain install of the project leaves out. `npm ci --prefix test/compat`
 * installs them. Without them the tests of this folder are skipped, in CI they fail.
 */
import {existsSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {test} from '../support/page.mjs';

const folder = new URL('node_modules/', import.meta.url);
const MISSING = 'the packages of test/compat are missing; run npm ci --prefix test/compat';

export const isInstalled = existsSync(new URL('.package-lock.json', folder));
if (!isInstalled && process.env.CI) throw new Error(MISSING);

/** Skips all tests of the file that calls it where the packages are missing. */
export const skipUnlessInstalled = () => test.skip(!isInstalled, MISSING);

/** Returns the absolute path of a file in a package, such as `bulma/css/bulma.css`. */
export const packagePath = (/** @type {string} */ path) => fileURLToPath(new URL(path, folder));

/**
 * Loads a package of this folder, or nothing where the packages are missing. Its types are not read: those of a plain install would
 * differ.
 */
export const importPackage = async (name) => (isInstalled ? import(name) : {});

/** Returns the text of a file in a package. */
export const readPackage = (/** @type {string} */ path) => readFileSync(packagePath(path), 'utf8');
