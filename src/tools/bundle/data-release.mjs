/**
 * A release of numbers without code: renews, in a hosted folder that follows releases, the files that carry numbers and those that name
 * them. Everything else must be the same, byte for byte, or nothing is written.
 *
 * The folder of a version (`1.2.3/`) is refused: pages rely on its bytes.
 */
import {existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {basename, dirname, extname, join} from 'node:path';
import {brotliCompressSync, gzipSync} from 'node:zlib';
import {INTEGRITY, filesIn} from './integrity.mjs';
import {CURRENT} from './page-files.mjs';
import {SiteError} from './site.mjs';

const COMPRESSED = ['.br', '.gz'];

/** Folder of chunks, whose name is a hash of all of them. */
const ASSETS = /^assets-[0-9a-f]+(?=\/)/;

/**
 * Tells what a file is for a release of numbers.
 *
 * - `numbers`: the lines of a country, words with numbers in them, the open data;
 * - `names`: names the files with numbers by hash or address, or holds all of them in one: changed with them, but by nothing else;
 * - `code`: everything else.
 *
 * @param {string} file path below the hosted folder
 * @returns {'numbers' | 'names' | 'code'}
 */
export function kindOf(file) {
  if (/^(?:assets-[0-9a-f]+|current)\/regions\/[a-z]{2}\.js$/.test(file)) return 'numbers';
  if (/^html\/[^/]+\/(?!none\/)/.test(file) || /^helplines[.-]/.test(file)) return 'numbers';
  return /^(?:all|enhance)\.js$/.test(file) || file === INTEGRITY || file === 'README.txt' ? 'names' : 'code';
}

/** Lists the files of a folder, without compressed copies. @param {string} folder */
const sourcesIn = (folder) => filesIn(folder).filter((file) => !COMPRESSED.includes(extname(file)));

/** Returns the name of the folder of chunks that the entry scripts use. @param {string} folder */
function assetsOf(folder) {
  const loader = readFileSync(join(folder, 'recovery-widgets.js'), 'utf8');
  const [name] = /assets-[0-9a-f]+/.exec(loader) ?? [];
  if (!name) throw new SiteError(`${join(folder, 'recovery-widgets.js')} names no folder of chunks.`);
  return name;
}

/**
 * Lists the files of a hosted folder that carry numbers, and those that name them.
 *
 * @param {string} folder
 * @returns {{numbers: string[], names: string[]}} paths below it, sorted
 */
export function numberFiles(folder) {
  const assets = assetsOf(folder);
  const files = sourcesIn(folder).filter((file) => !ASSETS.test(file) || file.startsWith(`${assets}/`));
  const isNaming = (/** @type {string} */ file) =>
    kindOf(file) === 'names' ||
    (!file.includes('/regions/') && readFileSync(join(folder, file), 'utf8').includes(assets));
  const numbers = files.filter((file) => kindOf(file) === 'numbers').sort();
  return {numbers, names: files.filter((file) => kindOf(file) !== 'numbers' && isNaming(file)).sort()};
}

/**
 * Reads a file for comparison: code is the same if only the name of the folder of chunks differs in it.
 *
 * @param {string} folder
 * @param {string} file
 * @param {string} assets
 */
const comparable = (folder, file, assets) => readFileSync(join(folder, file), 'utf8').replaceAll(assets, 'assets');

/**
 * Returns the first file of code in which two folders differ.
 *
 * @param {{folder: string, assets: string}} built
 * @param {{folder: string, assets: string}} hosted
 */
function differentCode(built, hosted) {
  const own = (/** @type {{folder: string, assets: string}} */ {folder, assets}) =>
    sourcesIn(folder)
      .filter((file) => kindOf(file) === 'code' && (!ASSETS.test(file) || file.startsWith(`${assets}/`)))
      .map((file) => file.replace(ASSETS, 'assets'));
  const there = new Set(own(hosted));
  return own(built).find((file) => {
    const [now, before] = [built, hosted].map(({assets}) => file.replace(/^assets(?=\/)/, assets));
    return (
      !there.has(file) ||
      comparable(built.folder, now, built.assets) !== comparable(hosted.folder, before, hosted.assets)
    );
  });
}

/** Writes a file atomically, with its compressed copies where the server gives them out. @param {string} file @param {Buffer} bytes @param {boolean} compress */
function write(file, bytes, compress) {
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(`${file}.new`, bytes);
  renameSync(`${file}.new`, file);
  for (const extension of COMPRESSED) {
    // A server would prefer the old copy to the new file.
    rmSync(`${file}${extension}`, {force: true});
    if (compress)
      writeFileSync(`${file}${extension}`, extension === '.br' ? brotliCompressSync(bytes) : gzipSync(bytes));
  }
}

/** Beginnings of paths in the order of writing: a file comes after those that it refers to. */
const ORDER = ['assets-', `${CURRENT}/`, 'html/', 'helplines', ''];

/** @param {string} file */
const rankOf = (file) => (file === INTEGRITY ? ORDER.length : ORDER.findIndex((start) => file.startsWith(start)));

/**
 * Renews the numbers in a hosted folder.
 *
 * @param {object} options
 * @param {string} options.built  folder of a build of the same version with other numbers, laid out as the hosted one
 * @param {string} options.hosted folder that follows releases, such as `1/`
 * @param {boolean} [options.dryRun] only list: a person with FTP uploads these files from `built`, in this order
 * @returns {string[]} paths of the files that are written, in order
 * @throws {SiteError} before anything is written
 */
export function renewNumbers({built, hosted, dryRun = false}) {
  for (const folder of [built, hosted])
    if (!existsSync(join(folder, INTEGRITY)))
      throw new SiteError(`${folder} has no ${INTEGRITY}: it is no folder of a release.`);
  if (/^\d+\.\d+\.\d+/.test(basename(hosted)))
    throw new SiteError(
      `${basename(hosted)}/ is a version, which never changes, because pages rely on its bytes. Name the folder that follows releases.`,
    );
  const [now, before] = [built, hosted].map((folder) => ({folder, assets: assetsOf(folder)}));
  const different = differentCode(now, before);
  if (different)
    throw new SiteError(
      `${different} is code and differs, so this is no release of numbers alone. Publish the whole release: npm run site. Nothing was written.`,
    );
  const {numbers, names} = numberFiles(built);
  const chunks = sourcesIn(built).filter((file) => file.startsWith(`${now.assets}/`));
  const isNew = (/** @type {string} */ file) =>
    !existsSync(join(hosted, file)) || !readFileSync(join(hosted, file)).equals(readFileSync(join(built, file)));
  const files = [...new Set([...chunks, ...numbers, ...names])]
    .filter(isNew)
    .sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
  const compress = existsSync(join(hosted, 'recovery-widgets.js.br'));
  if (!dryRun) for (const file of files) write(join(hosted, file), readFileSync(join(built, file)), compress);
  return files;
}
