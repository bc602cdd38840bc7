/**
 * Publishes a build as a folder that any web server can host, and as a zip:
 *
 *   index.html    a page that checks the host; with it rules for hosts that read them from the folder, the plugin and guides
 *   1.2.3/        this version: never changes, so that a page can pin it and caches may keep it forever
 *   1/            the newest 1.x.y, for pages that follow updates (`0.1/` for 0.1.x), with the builder
 *   print/        pages and cards of the newest release, for pages that link to them
 *
 * Compressed copies stand beside the files that pages load, but not in the zip: hosts to which it is uploaded compress by themselves.
 *
 * Nothing is ever deleted from a folder with earlier versions: a page that was opened before, a cached loader, or a file of
 * another release in `current/` still finds the chunks it refers to. A version that exists with other bytes is refused.
 */
import {existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync} from 'node:fs';
import {dirname, extname, isAbsolute, join, relative, resolve, sep} from 'node:path';
import {brotliCompressSync, constants, gzipSync} from 'node:zlib';
import {ContentError} from '../content/read-content.mjs';
import {write, writeChanged, writeZip} from '../write-changed.mjs';
import {ENDINGS, entriesOf, hostFiles} from './host-files.mjs';
import {isAtLeast, root} from '../project.mjs';
import {draftNote} from '../review/report.mjs';
import {foldersIn} from '../built/compiled.mjs';
import {INTEGRITY, filesIn, integrityHash, integrityOf} from '../built/integrity.mjs';
import {CURRENT} from '../built/page-files.mjs';

/** Bytes by path. @typedef {Map<string, Uint8Array>} Contents */

const COMPRESSED = ['.br', '.gz'];

/**
 * Returns the name of the evergreen folder of a version: the part of the number within which nothing breaks. For 0.x that is
 * `0.x`, as in npm’s ranges, because each minor version may break something there.
 *
 * @param {string} version
 * @returns {string | undefined} undefined for a pre-release (`1.0.0-rc.1`), which no folder follows
 */
export function evergreenOf(version) {
  const [, major, minor] = /^(\d+)\.(\d+)\.\d+$/.exec(version) ?? [];
  return major === '0' ? `0.${minor}` : major;
}

/** Returns the text of README.txt. @param {string} version @param {string} manifest path of custom-elements.json, which may be missing */
function readme(version, manifest) {
  const note = draftNote(existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : undefined);
  // The example in README.md is up to date.
  const [, code = ''] = /^```html\n([^]*?)^```/m.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
  const example = code.trimEnd().replaceAll('https://your-site.example/', `$&recovery-widgets/${version}/`);
  return readFileSync(new URL('readme.txt', import.meta.url), 'utf8')
    .replaceAll('@VERSION@', version)
    .replace('@FOLDER@', evergreenOf(version) ?? version)
    .replace('@CODE@', () => example)
    .replace('@NOTE@', note.replace(/(.{1,86})(?: +|$)/g, '$1\n').trimEnd());
}

/** Reads all files of a folder, which may be missing. @param {string} folder @returns {Contents} */
const readFiles = (folder) =>
  new Map(existsSync(folder) ? filesIn(folder).map((file) => [file, readFileSync(join(folder, file))]) : []);

/** Reads all files of dist/cdn, and checks that they are the build of a version. @param {string} cdn @param {string} version */
function contentsOf(cdn, version) {
  const list = join(cdn, INTEGRITY);
  if (!existsSync(list)) throw new ContentError(['The build is missing. Run: npm run build']);
  /** @type {import('../built/integrity.mjs').Integrity} */
  const built = JSON.parse(readFileSync(list, 'utf8'));
  if (built.version !== version)
    throw new ContentError([
      `dist/cdn is version ${built.version}, but package.json has ${version}. Run: npm run build`,
    ]);
  const {files} = integrityOf(cdn, version);
  const changed = Object.keys({...built.files, ...files}).find((file) => built.files[file] !== files[file]);
  if (changed) throw new ContentError([`dist/cdn/${changed} has changed since the build. Run: npm run build`]);
  return readFiles(cdn);
}

/** Selects the files for pages with a pinned version: not the chunks whose names stay. @param {Contents} contents @param {boolean} hasBuilder */
function pinnedOf(contents, hasBuilder) {
  const isPinned = (/** @type {string} */ file) =>
    !file.startsWith(`${CURRENT}/`) && (hasBuilder || !file.startsWith('builder/'));
  const {version, files} = JSON.parse(String(contents.get(INTEGRITY)));
  const list = {version, files: Object.fromEntries(Object.entries(files).filter(([file]) => isPinned(file)))};
  const pinned = new Map([...contents].filter(([file]) => isPinned(file)));
  return pinned.set(INTEGRITY, Buffer.from(`${JSON.stringify(list, null, 2)}\n`));
}

/** Compressed copies by hash: folders have most bytes in common, and the best quality takes seconds. @type {Map<string, Record<'br' | 'gz', Uint8Array>>} */
const compressed = new Map();

/** Compresses bytes, or returns the copies of the same bytes. @param {Uint8Array} bytes */
function compress(bytes) {
  const key = integrityHash(bytes);
  const params = {[constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY};
  const copies = compressed.get(key) ?? {br: brotliCompressSync(bytes, {params}), gz: gzipSync(bytes, {level: 9})};
  compressed.set(key, copies);
  return copies;
}

/** Adds a .br and a .gz file beside each text file. @param {Contents} contents */
function withCompressed(contents) {
  /** @type {Contents} */
  const all = new Map();
  for (const [file, bytes] of contents) {
    all.set(file, bytes);
    if (!ENDINGS.includes(extname(file))) continue;
    for (const [ending, copy] of Object.entries(compress(bytes))) all.set(`${file}.${ending}`, copy);
  }
  return all;
}

/**
 * Returns the first path at which a folder differs from the contents; undefined if it has the same files.
 *
 * @param {string} folder
 * @param {Contents} contents
 */
function differenceIn(folder, contents) {
  const there = filesIn(folder).filter((file) => !COMPRESSED.includes(extname(file)));
  return [...new Set([...contents.keys(), ...there])].find((file) => {
    const bytes = contents.get(file);
    return !bytes || !there.includes(file) || integrityHash(readFileSync(join(folder, file))) !== integrityHash(bytes);
  });
}

/** Returns the version that a folder contains, if any. @param {string} folder @returns {string | undefined} */
function versionIn(folder) {
  const list = join(folder, INTEGRITY);
  if (!existsSync(list)) return undefined;
  try {
    return JSON.parse(readFileSync(list, 'utf8')).version;
  } catch {
    throw new ContentError([`${list} is not valid JSON. Correct or remove it. Nothing was written.`]);
  }
}

/** Order of publication: a file comes after those that it refers to. */
const ORDER = [/^assets-/, new RegExp(`^${CURRENT}/`), new RegExp(`^(?!${INTEGRITY})`), /^/];

/**
 * Updates the evergreen folder to a version. Unchanged files keep their modification time, so that revalidating caches get “304 Not Modified”.
 *
 * @param {string} folder
 * @param {Contents} files with compressed copies
 */
function updateEvergreen(folder, files) {
  const rankOf = (/** @type {string} */ file) => ORDER.findIndex((pattern) => pattern.test(file));
  for (const [file, bytes] of [...files].toSorted(([a], [b]) => rankOf(a) - rankOf(b)))
    writeChanged(join(folder, file), bytes);
}

/** Describes a hosted folder, for the rules of hosts. @param {string} folder @returns {import('./host-files.mjs').Folder} */
function describeFolder(folder) {
  const names = existsSync(folder) ? foldersIn(folder) : [];
  return {
    versions: names.filter((name) => /^\d+\.\d+\.\d+/.test(name)),
    evergreens: names
      .filter((name) => /^\d+(\.\d+)?$/.test(name))
      .map((name) => ({name, entries: foldersIn(join(folder, name))})),
  };
}

/** File of the newest release, with the hashes of the files that {@link updateHostFiles} wrote. */
const RELEASE = 'server-check/release.json';

/** @typedef {import('./host-files.mjs').Release} Release */

/** Reads which release a folder describes. @param {string} folder @returns {Release & {written?: Record<string, string>} | undefined} */
function releaseIn(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, RELEASE), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Updates the printed pages, the server check and the rules beside the versions. Of the latter two, a file that someone has changed since, or
 * that is not ours, stays.
 *
 * @param {string} folder
 * @param {Release} release
 * @param {Contents} beside further files of a release
 * @param {Contents} pages
 * @returns {string[]} names of the files that stayed
 */
function updateHostFiles(folder, release, beside, pages) {
  const before = releaseIn(folder);
  const isNewer = !before?.version || (release.evergreen && isAtLeast(release.version, before.version));
  const {version, evergreen, pages: shown} = isNewer ? release : /** @type {Release} */ (before);
  if (isNewer) for (const [file, bytes] of pages) writeChanged(join(folder, file), bytes);
  const files = hostFiles(describeFolder(folder), {version, evergreen, pages: shown});
  /** @type {Record<string, string>} */
  const written = {...before?.written};
  const kept = [];
  for (const [file, bytes] of [...files, ...(isNewer ? beside : [])]) {
    if (file === RELEASE) continue;
    const there = join(folder, file);
    const hash = existsSync(there) && integrityHash(readFileSync(there));
    written[file] = integrityHash(bytes);
    if (hash === written[file]) continue;
    if (hash && hash !== before?.written?.[file]) {
      kept.push(file);
      delete written[file];
    } else writeChanged(there, bytes);
  }
  writeChanged(join(folder, RELEASE), `${JSON.stringify({version, evergreen, pages: shown, written}, null, 2)}\n`);
  return kept;
}

/**
 * Returns whether a version is published already.
 *
 * @param {string} folder of all versions
 * @param {string} version
 * @param {Contents} files
 * @throws {ContentError} if it is there with other bytes
 */
function isPublished(folder, version, files) {
  const pinned = join(folder, version);
  if (!existsSync(pinned)) return false;
  const other = differenceIn(pinned, files);
  if (!other) return true;
  throw new ContentError([
    `${version} is already published in ${folder}, with a different ${other}. A published version never changes, because pages rely on its bytes. Raise the version (npm version patch --no-git-tag-version), build, and run this again. Nothing was written.`,
  ]);
}

/**
 * Publishes a build.
 *
 * @param {object} options
 * @param {string} options.dist folder of the build, with `cdn/` and perhaps `print/`; the zip is put into its `hosting/`
 * @param {string} options.version
 * @param {string} [options.target] folder of all versions; default: `<dist>/hosting/recovery-widgets`, which is emptied first
 * @param {Contents} [options.beside] files beside the versions that lower folders of src/tools do not make
 * @returns {string[]} report, one line for each thing done
 * @throws {ContentError} before anything is written
 */
export function makeSite({dist, version, target, beside = new Map()}) {
  const contents = contentsOf(join(dist, 'cdn'), version);
  const readmeText = readme(version, join(dist, 'npm/custom-elements.json'));
  const pages = new Map([...readFiles(join(dist, 'print'))].map(([file, bytes]) => [`print/${file}`, bytes]));
  const evergreen = evergreenOf(version);
  const pinned = pinnedOf(contents, !evergreen);
  const folder = resolve(target ?? join(dist, 'hosting/recovery-widgets'));
  if (target) checkTarget(folder, dist);
  else rmSync(folder, {recursive: true, force: true});
  const isUnchanged = isPublished(folder, version, pinned);
  const now = evergreen && versionIn(join(folder, evergreen));
  // A folder that cannot be used is an error at once: compression takes seconds.
  mkdirSync(folder, {recursive: true});

  const done = [];
  if (isUnchanged) done.push(`${version}/ exists already, unchanged`);
  else {
    const files = withCompressed(pinned);
    // Beside its place, so that the folder exists as a whole or not at all.
    const partial = join(folder, `.${version}.new`);
    rmSync(partial, {recursive: true, force: true});
    for (const [file, bytes] of files) write(join(partial, file), bytes);
    renameSync(partial, join(folder, version));
    done.push(`${version}/ ${files.size} files`);
  }

  if (!evergreen) done.push(`${version} is a pre-release: no evergreen folder is updated`);
  else if (now && !isAtLeast(version, now)) done.push(`${evergreen}/ is kept at ${now}, which is newer`);
  else {
    updateEvergreen(join(folder, evergreen), withCompressed(contents));
    done.push(`${evergreen}/ is now ${version}${now && now !== version ? `, was ${now}` : ''}`);
  }

  const release = {version, evergreen, pages: [...pages.keys()]};
  const others = new Map([['README.txt', Buffer.from(readmeText)], ...beside]);
  for (const file of updateHostFiles(folder, release, others, pages))
    done.push(`${file} in the folder was edited and is kept; the zip has the new one`);

  const evergreens = evergreen ? [{name: evergreen, entries: entriesOf(contents.keys())}] : [];
  const inFolder = (/** @type {string} */ name, /** @type {Contents} */ files) =>
    [...files].map(([file, bytes]) => /** @type {const} */ ([`${name}/${file}`, bytes]));
  const zipped = new Map([
    ...hostFiles({versions: [version], evergreens}, release),
    ...others,
    ...pages,
    ...inFolder(version, pinned),
    ...(evergreen ? inFolder(evergreen, contents) : []),
  ]);
  const zip = `hosting/recovery-widgets-${version}.zip`;
  writeZip(join(dist, zip), zipped);
  done.push(`${zip}, ${zipped.size} files, ${Math.ceil(statSync(join(dist, zip)).size / 1000)} kB`);
  return done;
}

/** Throws if versions cannot be published in a folder. @param {string} target @param {string} dist */
export function checkTarget(target, dist) {
  const folder = resolve(target);
  const inside = relative(resolve(dist), folder);
  if (inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside))
    throw new ContentError([`${folder} is emptied by the next build. Name a folder outside of dist/, or none.`]);
  const found = statSync(folder, {throwIfNoEntry: false});
  if (found && !found.isDirectory()) throw new ContentError([`${folder} is a file. Name a folder.`]);
  if (!found && !existsSync(dirname(folder)))
    throw new ContentError([`Folder not found: ${dirname(folder)}. Create it first, or check the name.`]);
}
