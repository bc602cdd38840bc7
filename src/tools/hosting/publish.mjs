/**
 * Publishes a build as a folder that any web server can host, and as a zip:
 *
 *   index.html    a page that checks the host; with it rules for hosts that read them from the folder, the plugin and guides
 *   1.2.3/        this version: never changes, so that a page can pin it and caches may keep it forever
 *   1/            the newest 1.x.y, for pages that follow updates (`0.1/` for 0.1.x)
 *
 * The folders have the files that pages load, with compressed copies, and the wallet cards. Fallback HTML to paste is not loaded
 * from a host: the zip has it in one file, fallback.zip, beside the folder.
 *
 * Nothing is ever deleted from a folder with earlier versions: a page that was opened before, a cached loader, or a file of
 * another release in `current/` still finds the chunks it refers to. A version that exists with other bytes is refused.
 */
import {existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {basename, dirname, extname, isAbsolute, join, relative, resolve, sep} from 'node:path';
import {brotliCompressSync, constants, gzipSync} from 'node:zlib';
import {zipSync} from 'fflate';
import {ContentError} from '../content/read-content.mjs';
import {write, writeChanged} from '../write-changed.mjs';
import {entriesOf, hostFiles} from './host-files.mjs';
import {isAtLeast, root} from '../project.mjs';
import {draftNote} from '../review/report.mjs';
import {foldersIn} from '../built/compiled.mjs';
import {INTEGRITY, filesIn, integrityHash, integrityOf} from '../built/integrity.mjs';
import {CURRENT} from '../built/page-files.mjs';

const TEXT = ['.css', '.html', '.js', '.json', '.txt'];
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

/** Returns the example in README.md, which is up to date, with the address of a version. @param {string} version */
function exampleOf(version) {
  const [, code = ''] = /^```html\n([^]*?)^```/m.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
  return code.trimEnd().replaceAll('https://your-site.example/', `$&recovery-widgets/${version}/`);
}

/**
 * Returns the text of README.txt.
 *
 * @param {string} version
 * @param {string} note on drafts
 */
const readme = (version, note) =>
  readFileSync(new URL('readme.txt', import.meta.url), 'utf8')
    .replaceAll('@VERSION@', version)
    .replace('@CODE@', () => exampleOf(version))
    .replace('@NOTE@', note.replace(/(.{1,86})(?: +|$)/g, '$1\n').trimEnd());

/**
 * Reads all files of a version, and checks that they are the build of that version.
 *
 * @param {{cdn: string, html: string, manifest: string}} built folders of the build, and custom-elements.json; `html` and `manifest`
 *   may be missing
 * @param {string} version
 * @returns {Map<string, Uint8Array>} bytes by path, sorted, without compressed copies
 */
function contentsOf({cdn, html, manifest}, version) {
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

  /** @type {Map<string, Uint8Array>} */
  const contents = new Map();
  const note = draftNote(existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : undefined);
  contents.set('README.txt', Buffer.from(readme(version, note)));
  for (const file of filesIn(cdn)) contents.set(file, readFileSync(join(cdn, file)));
  if (existsSync(html)) for (const file of filesIn(html)) contents.set(`html/${file}`, readFileSync(join(html, file)));
  return new Map([...contents].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Compressed copies of bytes by their hash. A release has most of its bytes in common with the one before, and the best quality takes
 * seconds.
 *
 * @type {Map<string, {br: Uint8Array, gz: Uint8Array}>}
 */
const compressed = new Map();

/** Compresses bytes, or returns the copies of the same bytes. @param {Uint8Array} bytes */
function compress(bytes) {
  const key = integrityHash(bytes);
  const params = {[constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY};
  const copies = compressed.get(key) ?? {br: brotliCompressSync(bytes, {params}), gz: gzipSync(bytes, {level: 9})};
  compressed.set(key, copies);
  return copies;
}

/** Adds a .br and a .gz file beside each text file that pages load. @param {Map<string, Uint8Array>} contents */
function withCompressed(contents) {
  /** @type {Map<string, Uint8Array>} */
  const all = new Map();
  for (const [file, bytes] of contents) {
    all.set(file, bytes);
    if (!TEXT.includes(extname(file)) || /^(html|print)\//.test(file)) continue;
    for (const [ending, copy] of Object.entries(compress(bytes))) all.set(`${file}.${ending}`, copy);
  }
  return all;
}

/** Returns whether a file is a wallet card. @param {string} file */
const isCard = (/** @type {string} */ file) => file.endsWith('/wallet-card.html');
/** Returns whether a file is copied into pages: nothing loads it from the host. @param {string} file */
const isPasted = (file) => file.startsWith('html/') && !isCard(file);

/** The earliest time that a zip can store, read in local time, is the same in every time zone. */
const ZIPPED = {mtime: new Date(1980, 0, 1)};

/**
 * Packs the fallback HTML of all widgets into a zip without compression, sorted by widget: the outer zip compresses their common
 * parts, to a tenth of the size that each by itself would have.
 *
 * @param {Map<string, Uint8Array>} contents all files of the build
 * @returns {Uint8Array | undefined} undefined if the build has none
 */
function zipPasted(contents) {
  const pasted = [...contents].filter(([file]) => isPasted(file));
  const sorted = pasted.toSorted(([a], [b]) =>
    basename(a) === basename(b) ? (a < b ? -1 : 1) : basename(a) < basename(b) ? -1 : 1,
  );
  const entries = sorted.map(([file, bytes]) => [file.replace(/^html/, 'fallback'), bytes]);
  return pasted.length ? zipSync(Object.fromEntries(entries), {...ZIPPED, level: 0}) : undefined;
}

/**
 * Returns the first path at which a folder differs from the contents; undefined if it has the same files.
 *
 * @param {string} folder
 * @param {Map<string, Uint8Array>} contents
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

/** Beginnings of paths in the order of publication: a file comes after those that it refers to. The rest is before the last. */
const ORDER = ['assets-', `${CURRENT}/`, '', INTEGRITY];

/** Returns the place of a file in that order. @param {string} file */
const rankOf = (file) => {
  const rank = ORDER.findIndex((start) => start && file.startsWith(start));
  return rank < 0 ? ORDER.indexOf('') : rank;
};

/**
 * Updates the evergreen folder to a version: chunks first, then the files that refer to them. Unchanged files keep their
 * modification time, so that revalidating caches get “304 Not Modified”.
 *
 * @param {string} folder
 * @param {[file: string, bytes: Uint8Array][]} all with compressed copies
 */
function updateEvergreen(folder, all) {
  for (const [file, bytes] of all.toSorted(([a], [b]) => rankOf(a) - rankOf(b)))
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

/**
 * @typedef {import('./host-files.mjs').Release} Release
 * @typedef {Release & {written?: Record<string, string>}} Written
 */

/** Reads which release a folder describes. @param {string} folder @returns {Written | undefined} */
function releaseIn(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, RELEASE), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Updates the server check and the rules beside the versions. A file that someone has changed since, or that is not ours, stays.
 *
 * @param {string} folder
 * @param {Release} release
 * @param {Contents} beside further files of a release
 * @returns {string[]} names of the files that stayed
 */
function updateHostFiles(folder, release, beside) {
  const before = releaseIn(folder);
  const isNewer = !before?.version || (release.evergreen && isAtLeast(release.version, before.version));
  const {version, evergreen, pages} = isNewer ? release : /** @type {Release} */ (before);
  const files = hostFiles(describeFolder(folder), {version, evergreen, pages});
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
  writeChanged(join(folder, RELEASE), `${JSON.stringify({version, evergreen, pages, written}, null, 2)}\n`);
  return kept;
}

/** Writes files into a zip, the same bytes each time. @param {string} path @param {[string, Uint8Array][]} entries by path in the zip */
function writeZip(path, entries) {
  // Copies are compressed already.
  const zippable = entries.map(([file, bytes]) => [
    file,
    /** @type {const} */ ([bytes, {level: COMPRESSED.includes(extname(file)) ? 0 : 9}]),
  ]);
  writeFileSync(path, zipSync(Object.fromEntries(zippable), ZIPPED));
}

/** Files of a build by path. @typedef {ReturnType<typeof contentsOf>} Contents */

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
 * Writes the folder of a version beside its place and then renames it, so that it exists as a whole or not at all.
 *
 * @param {string} folder of all versions
 * @param {string} version
 * @param {Contents} files
 */
function writeVersion(folder, version, files) {
  const partial = join(folder, `.${version}.new`);
  rmSync(partial, {recursive: true, force: true});
  for (const [file, bytes] of files) write(join(partial, file), bytes);
  renameSync(partial, join(folder, version));
}

/**
 * Zips one version and its evergreen folder, with the files beside them.
 *
 * @param {string} path of the zip
 * @param {object} site
 * @param {Release} site.release
 * @param {Contents} site.files
 * @param {Contents} site.beside
 * @param {Uint8Array} [site.pasted] zip of all fallback HTML
 * @returns {string} report
 */
function zipSite(path, {release, files, beside, pasted}) {
  const {version, evergreen} = release;
  const evergreens = evergreen ? [{name: evergreen, entries: entriesOf(files.keys())}] : [];
  const entries = /** @type {[string, Uint8Array][]} */ ([
    ...hostFiles({versions: [version], evergreens}, release),
    ...beside,
    ...[version, evergreen]
      .filter(Boolean)
      .flatMap((name) => [...files].map(([file, bytes]) => [`${name}/${file}`, bytes])),
  ]).map(([file, bytes]) => /** @type {[string, Uint8Array]} */ ([`recovery-widgets/${file}`, bytes]));
  if (pasted) entries.push(['fallback.zip', pasted]);
  mkdirSync(dirname(path), {recursive: true});
  writeZip(path, entries);
  return `hosting/${basename(path)}, ${entries.length} files, ${Math.ceil(statSync(path).size / 1024)} kB`;
}

/**
 * Publishes a build.
 *
 * @param {object} options
 * @param {string} options.dist folder of the build, with `cdn/` and perhaps `html/`; the zip is put into its `hosting/`
 * @param {string} options.version
 * @param {string} [options.target] folder of all versions; default: `<dist>/hosting/recovery-widgets`, which is emptied first
 * @param {Contents} [options.beside] files beside the versions that lower folders of src/tools do not make
 * @returns {string[]} report, one line for each thing done
 * @throws {ContentError} before anything is written
 */
export function makeSite({dist, version, target, beside = new Map()}) {
  const built = {cdn: join(dist, 'cdn'), html: join(dist, 'html'), manifest: join(dist, 'npm/custom-elements.json')};
  const contents = contentsOf(built, version);
  const chosen = new Map([...contents].filter(([file]) => !isPasted(file)));
  const evergreen = evergreenOf(version);
  const hosting = join(dist, 'hosting');
  const folder = resolve(target ?? join(hosting, 'recovery-widgets'));
  if (target) checkTarget(folder, dist);
  else rmSync(folder, {recursive: true, force: true});
  const isUnchanged = isPublished(folder, version, chosen);
  const now = evergreen && versionIn(join(folder, evergreen));
  // A folder that cannot be used is an error at once: compression takes seconds.
  mkdirSync(folder, {recursive: true});
  const files = withCompressed(chosen);

  const done = [];
  if (isUnchanged) done.push(`${version}/ exists already, unchanged`);
  else {
    writeVersion(folder, version, files);
    done.push(`${version}/ ${files.size} files`);
  }

  if (!evergreen) done.push(`${version} is a pre-release: no evergreen folder is updated`);
  else if (now && !isAtLeast(version, now)) done.push(`${evergreen}/ is kept at ${now}, which is newer`);
  else {
    updateEvergreen(join(folder, evergreen), [...files]);
    done.push(`${evergreen}/ is now ${version}${now && now !== version ? `, was ${now}` : ''}`);
  }

  const release = {version, evergreen, pages: [...chosen.keys()].filter(isCard)};
  for (const file of updateHostFiles(folder, release, beside))
    done.push(`${file} in the folder was edited and is kept; the zip has the new one`);

  const path = join(hosting, `recovery-widgets-${version}.zip`);
  done.push(zipSite(path, {release, files, beside, pasted: zipPasted(contents)}));
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
