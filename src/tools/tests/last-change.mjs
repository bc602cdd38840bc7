/** Notices changes, for `npm test -- faq --watch`. */
import {readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../project.mjs';

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
