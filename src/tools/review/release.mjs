/** Ties a build to the channel for which it was made, so that nothing can be published without one. */
import {createHash} from 'node:crypto';
import {existsSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {readJson} from '../content/read-content.mjs';

/** @import {Channel, Released} from './generated-channel.mjs' */

/**
 * @typedef {object} Release dist/release.json
 * @property {Channel} channel
 * @property {string} version
 * @property {string} files     hash of all files that are published
 * @property {Released} [released]
 */

/** Name on npm under which drafts are published: `npm install recovery-widgets` must not find them. */
export const DRAFT_TAG = 'draft';

const FILE = 'release.json';
const PUBLISHED = ['npm', 'cdn'];

/**
 * Returns the hash of all files that are published, with their paths.
 *
 * @param {string} dist
 */
function hashPublished(dist) {
  const hash = createHash('sha256');
  for (const folder of PUBLISHED) {
    const files = readdirSync(join(dist, folder), {recursive: true, withFileTypes: true})
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .sort();
    for (const file of files) hash.update(file.slice(dist.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/**
 * Writes dist/release.json.
 *
 * @param {string} dist
 * @param {Omit<Release, 'files'>} release
 */
export const writeRelease = (dist, release) =>
  writeFileSync(join(dist, FILE), `${JSON.stringify({...release, files: hashPublished(dist)}, null, 2)}\n`);

/**
 * Reads the release of the files in dist.
 *
 * @param {string} dist
 * @param {string} version of package.json
 * @returns {Release | undefined} undefined if there is none of exactly these files
 */
export function readRelease(dist, version) {
  const file = join(dist, FILE);
  if (!existsSync(file) || PUBLISHED.some((folder) => !existsSync(join(dist, folder)))) return undefined;
  const release = readJson(file);
  return release.version === version && release.files === hashPublished(dist) ? release : undefined;
}
