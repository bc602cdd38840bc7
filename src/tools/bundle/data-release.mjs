/**
 * A release of numbers without code: renews, in a hosted folder that follows releases, the files that carry numbers and those that name
 * them. Everything else must be the same, byte for byte, or nothing is written.
 *
 * The folder of a version (`1.2.3/`) is refused: pages rely on its bytes.
 */
import {existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, dirname, extname, join} from 'node:path';
import {brotliCompressSync, gzipSync} from 'node:zlib';
import {INTEGRITY, filesIn, integrityHash} from './integrity.mjs';
import {CURRENT} from './page-files.mjs';
import {
  SiteError,
  chooseFiles,
  contentsOf,
  evergreenOf,
  isCard,
  RELEASE,
  releaseIn,
  updateHostFiles,
  writeZip,
} from './site.mjs';

const COMPRESSED = ['.br', '.gz'];

/** Folder of chunks, whose name is a hash of all of them. */
const ASSETS = /^assets-[0-9a-f]+(?=\/)/;

/**
 * Classifies a file for a release of numbers.
 *
 * - `numbers`: the lines of a country, fallback content and guides with numbers in them, the open data;
 * - `names`: names the files with numbers by hash or address, or holds all of them in one: changed with them, but by nothing else;
 * - `code`: everything else.
 *
 * @param {string} file path below the hosted folder
 * @returns {'numbers' | 'names' | 'code'}
 */
export function releaseRole(file) {
  if (/^(?:assets-[0-9a-f]+|current)\/regions\/(?:[a-z]{2}|emergency)\.js$/.test(file)) return 'numbers';
  if (/^html\/[^/]+\/(?!none\/)|^helplines[.-]|^builder\/guides\/[^/]+\.html$/.test(file)) return 'numbers';
  return /^(?:all|enhance|builder\/(?:core|builder))\.js$/.test(file) || file === INTEGRITY || file === 'README.txt'
    ? 'names'
    : 'code';
}

/** Parts of code that depend on numbers: the table of stamps, and the date of the data. @type {Record<string, RegExp>} */
const STAMPS = {'enhance.js': /\d{30,}/g, 'builder/builder.js': /\bdataDate:"[\d-]+"/};

/** Returns whether a file has to be the same except for the name of the build and such stamps. @param {string} file */
const isCompared = (file) => releaseRole(file) === 'code' || file in STAMPS;

/** Lists the files of a folder, without compressed copies. @param {string} folder */
const sourcesIn = (folder) => filesIn(folder).filter((file) => !COMPRESSED.includes(extname(file)));

/** Returns the name of the folder of chunks that the entry scripts use. @param {string} folder */
function assetsOf(folder) {
  const loader = readFileSync(join(folder, 'recovery-widgets.js'), 'utf8');
  const [name] = /assets-[0-9a-f]+/.exec(loader) ?? [];
  if (!name) throw new SiteError(`${join(folder, 'recovery-widgets.js')} does not name a folder of chunks.`);
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
  const build = assets.replace('assets-', '');
  const isNaming = (/** @type {string} */ file) =>
    releaseRole(file) === 'names' ||
    (!file.includes('/regions/') && readFileSync(join(folder, file), 'utf8').includes(build));
  const numbers = files.filter((file) => releaseRole(file) === 'numbers').sort();
  return {numbers, names: files.filter((file) => releaseRole(file) !== 'numbers' && isNaming(file)).sort()};
}

/** Name of a build, in the name of the folder of chunks and in the export that binds the files of `current/` to it. */
const BUILD = /\b(assets-|build)[0-9a-f]{4,}/g;

/**
 * Reads a file for comparison: code is the same if only the name of the build differs in it, or one of the stamps.
 *
 * @param {string} folder
 * @param {string} file
 */
function comparable(folder, file) {
  const text = readFileSync(join(folder, file), 'utf8').replace(BUILD, '$1');
  return file in STAMPS ? text.replace(STAMPS[file], '') : text;
}

/**
 * Returns the first file of code in which two folders differ.
 *
 * @param {{folder: string, assets: string}} built
 * @param {{folder: string, assets: string}} hosted
 */
function differentCode(built, hosted) {
  const own = (/** @type {{folder: string, assets: string}} */ {folder, assets}) =>
    sourcesIn(folder)
      .filter((file) => isCompared(file) && (!ASSETS.test(file) || file.startsWith(`${assets}/`)))
      .map((file) => file.replace(ASSETS, 'assets'));
  const there = new Set(own(hosted));
  return own(built).find((file) => {
    const [now, before] = [built, hosted].map(({assets}) => file.replace(/^assets(?=\/)/, assets));
    return !there.has(file) || comparable(built.folder, now) !== comparable(hosted.folder, before);
  });
}

/** Writes a file atomically, with its compressed copies where the server sends them. @param {string} file @param {Buffer} bytes @param {boolean} compress */
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
 * Returns the list of the files of a folder with their hashes.
 *
 * @param {string} folder
 * @returns {import('./integrity.mjs').Integrity}
 * @throws {SiteError} if it is not a folder of a release
 */
function listOf(folder) {
  const list = join(folder, INTEGRITY);
  if (!existsSync(list)) throw new SiteError(`${folder} is not the folder of a release: ${INTEGRITY} is missing.`);
  try {
    return JSON.parse(readFileSync(list, 'utf8'));
  } catch {
    throw new SiteError(
      `${list} is not valid JSON; the upload may be incomplete. Publish the whole release: npm run site.`,
    );
  }
}

/**
 * Returns the first file of a hosted folder that is missing or truncated, as after a broken upload. A file that is already as in
 * the build is neither: an interrupted renewal resumes.
 *
 * @param {string} hosted
 * @param {string} built
 * @param {import('./integrity.mjs').Integrity} list
 */
const brokenFile = (hosted, built, {files}) =>
  Object.entries(files).find(([file, hash]) => {
    const there = join(hosted, file);
    if (!existsSync(there)) return true;
    const bytes = readFileSync(there);
    return (
      integrityHash(bytes) !== hash && !(existsSync(join(built, file)) && readFileSync(join(built, file)).equals(bytes))
    );
  })?.[0];

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
  const [{version}, list] = [listOf(built), listOf(hosted)];
  if (/^\d+\.\d+\.\d+/.test(basename(hosted)))
    throw new SiteError(
      `${basename(hosted)}/ is a version, which is immutable, because pages rely on its bytes. Name the folder that follows releases.`,
    );
  if (list.version !== version)
    throw new SiteError(
      `${hosted} is ${list.version}, and the build is ${version}. A data release requires the same version: build that of the folder, or publish the whole release: npm run site. Nothing was written.`,
    );
  const broken = brokenFile(hosted, built, list);
  if (broken)
    throw new SiteError(
      `${join(hosted, broken)} is missing or differs from the release; the upload may be incomplete. Publish the whole release first: npm run site. Nothing was written.`,
    );
  const [now, before] = [built, hosted].map((folder) => ({folder, assets: assetsOf(folder)}));
  const different = differentCode(now, before);
  if (different)
    throw new SiteError(
      `this release also changes code: ${different} differs. Publish the whole release: npm run site. Nothing was written.`,
    );
  const {numbers, names} = numberFiles(built);
  const chunks = sourcesIn(built).filter((file) => file.startsWith(`${now.assets}/`));
  const isNew = (/** @type {string} */ file) =>
    !existsSync(join(hosted, file)) || !readFileSync(join(hosted, file)).equals(readFileSync(join(built, file)));
  const files = [...new Set([...chunks, ...numbers, ...names])]
    .filter(isNew)
    .sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
  const compress = isCompressed(hosted);
  if (!dryRun) for (const file of files) write(join(hosted, file), readFileSync(join(built, file)), compress);
  return files;
}

/** Returns whether a folder has compressed copies. @param {string} hosted */
const isCompressed = (hosted) => existsSync(join(hosted, 'recovery-widgets.js.br'));

/** Returns the places whose lines or numbers differ between two folders. @param {string} built @param {string} hosted @returns {string[]} */
function placesOf(built, hosted) {
  const [now, before] = [built, hosted].map((folder) => join(folder, assetsOf(folder), 'regions'));
  return filesIn(now)
    .filter((file) => !existsSync(join(before, file)) || comparable(now, file) !== comparable(before, file))
    .map((file) =>
      file === 'emergency.js'
        ? 'emergency numbers of countries without helplines'
        : file.slice(0, -'.js'.length).toUpperCase(),
    );
}

/** Parts of an upload: each is complete before the next begins. @type {[folder: string, isIn: (file: string) => boolean][]} */
const PARTS = [
  ['1-first', (file) => file.startsWith('assets-')],
  ['2-then', (file) => file.startsWith(`${CURRENT}/`) || file.startsWith('html/')],
  ['3-last', () => true],
];

/** Returns the bytes of a file with those of its compressed copies, by path. @param {string} folder @param {string} file @returns {[string, Uint8Array][]} */
const withCopies = (folder, file) =>
  ['', ...COMPRESSED].flatMap((extension) =>
    existsSync(join(folder, file + extension))
      ? [[file + extension, readFileSync(join(folder, file + extension))]]
      : [],
  );

/**
 * Renews the numbers in a hosted folder with all versions, from the last build, and makes a zip of the changed files for a person
 * who can only upload.
 *
 * @param {object} options
 * @param {string} options.dist    folder of the build
 * @param {string} options.version of the build
 * @param {string} options.target  folder of all versions, such as `/srv/www/recovery-widgets`, or a copy of it
 * @param {boolean} [options.dryRun] only report the files
 * @returns {string[]} report, one line for each thing done
 * @throws {SiteError} before anything is written
 */
export function renewSite({dist, version, target, dryRun = false}) {
  const evergreen = evergreenOf(version);
  if (!evergreen) throw new SiteError(`${version} is a pre-release, which no folder follows.`);
  const hosted = join(target, evergreen);
  if (!existsSync(hosted))
    throw new SiteError(
      `${evergreen}/ is missing in ${target}. Name the folder with all versions, as npm run site publishes it. Nothing was written.`,
    );
  const isLarge = filesIn(hosted).some((file) => file.endsWith('.prerendered.html'));
  const sources = {cdn: join(dist, 'cdn'), html: join(dist, 'html'), manifest: join(dist, 'npm/custom-elements.json')};
  const chosen = chooseFiles(contentsOf(sources, version), isLarge);
  const built = mkdtempSync(join(tmpdir(), 'recovery-widgets-numbers-'));
  try {
    for (const [file, bytes] of chosen) {
      mkdirSync(dirname(join(built, file)), {recursive: true});
      writeFileSync(join(built, file), bytes);
    }
    const planned = renewNumbers({built, hosted, dryRun: true});
    if (!planned.length) return [`${evergreen}/ has these numbers already`];
    const places = placesOf(built, hosted);
    const files = dryRun ? planned : renewNumbers({built, hosted});
    const done = [
      `${dryRun ? 'would renew' : 'renewed'} the numbers of ${evergreen}/, ${version}: ${places.join(', ') || 'what an interrupted run had left'}`,
    ];
    if (dryRun) return [...done, 'would write, in this order:', ...files.map((file) => `  ${evergreen}/${file}`)];
    const release = releaseIn(target) ?? {version, evergreen, pages: [...chosen.keys()].filter(isCard)};
    for (const file of updateHostFiles(target, release))
      done.push(`${file} in the folder was edited and is kept: add the new folder of chunks to it`);
    const zip = `recovery-widgets-${version}-numbers.zip`;
    mkdirSync(join(dist, 'hosting'), {recursive: true});
    writeZip(join(dist, 'hosting', zip), uploadOf(target, evergreen, files));
    return [
      ...done,
      `wrote ${files.length} files, integrity.json last; ${assetsOf(hosted)}/ is new, and the folders of earlier chunks stay`,
      `hosting/${zip} has them for an upload: the folders ${PARTS.map(([name]) => name).join(', ')} one after the other`,
      `caches: browsers ask again after five minutes; in a CDN, clear ${evergreen}/ but for ${evergreen}/assets-*`,
    ];
  } finally {
    rmSync(built, {recursive: true, force: true});
  }
}

/**
 * Returns the entries of the zip for an upload: each part has the folder as it is on the server.
 *
 * @param {string} target
 * @param {string} evergreen
 * @param {string[]} files that were written
 * @returns {[string, Uint8Array][]}
 */
function uploadOf(target, evergreen, files) {
  const partOf = (/** @type {string} */ file) => PARTS.find(([, isIn]) => isIn(file))?.[0];
  const inFolder = files.flatMap((file) =>
    withCopies(join(target, evergreen), file).map(
      ([path, bytes]) =>
        /** @type {[string, Uint8Array]} */ ([`${partOf(file)}/recovery-widgets/${evergreen}/${path}`, bytes]),
    ),
  );
  const rules = ['_headers', 'web.config', RELEASE].flatMap((file) =>
    withCopies(target, file).map(
      ([path, bytes]) => /** @type {[string, Uint8Array]} */ ([`${PARTS[0][0]}/recovery-widgets/${path}`, bytes]),
    ),
  );
  return [...rules, ...inFolder];
}
