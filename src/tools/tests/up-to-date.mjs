/** Checks whether generated files are newer than their sources, so that a single test does not wait for a build. */
import {existsSync, readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../project.mjs';
import {readChannel} from '../review/generated-channel.mjs';

/** Folders that are written by tools. */
const IGNORED = ['node_modules', 'generated', 'baselines'];

/**
 * Returns the time of the last change in a file, or in a folder and everything below it.
 *
 * @param {string} path relative to the project folder
 * @returns {number} milliseconds
 */
export function lastChange(path) {
  const stats = statSync(join(root, path), {throwIfNoEntry: false});
  if (!stats?.isDirectory()) return stats?.mtimeMs ?? 0;
  const names = readdirSync(join(root, path)).filter((name) => !IGNORED.includes(name));
  // A folder’s own time changes when a file is added or removed.
  return Math.max(stats.mtimeMs, ...names.map((name) => lastChange(join(path, name))));
}

/**
 * @param {string} output file that the step writes last
 * @param {string[]} sources files and folders it reads
 */
const isUpToDate = (output, sources) =>
  existsSync(join(root, output)) &&
  sources.every((source) => lastChange(source) < statSync(join(root, output)).mtimeMs);

/** Returns true if `npm run messages` would change nothing. Files generated for a release lack unreviewed texts. */
export const hasMessages = () =>
  readChannel().channel === 'draft' &&
  isUpToDate('src/generated/locales', [
    ...['src/content', 'src/locales'],
    ...['content', 'copy', 'helplines', 'ledger', 'locales', 'review'].map((folder) => `src/tools/${folder}`),
  ]);

/** Sources of `npm run build` other than content. */
const BUILD_SOURCES = [
  ...['src/core', 'src/entries', 'src/widgets', 'src/tools'],
  ...['package.json', 'package-lock.json', 'rollup.config.mjs', 'tsconfig.json', 'LICENSE'],
];

/** Returns true if `npm run build` would change nothing. */
export const hasBuild = () =>
  hasMessages() && isUpToDate('dist/cdn/integrity.json', ['src/content', 'src/locales', ...BUILD_SOURCES]);
