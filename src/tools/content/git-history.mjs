/** Reads earlier states of files from git, for the histories of numbers and of texts. */
import {spawnSync} from 'node:child_process';

const MAX_OUTPUT_BYTES = 1 << 28;

/**
 * Runs git.
 *
 * @param {string} root
 * @param {string[]} args
 * @returns {string | undefined} its output; undefined if there is no git, no repository, or no such object
 */
export function git(root, ...args) {
  const {status, stdout} = spawnSync('git', args, {cwd: root, encoding: 'utf8', maxBuffer: MAX_OUTPUT_BYTES});
  return status === 0 ? stdout.trim() : undefined;
}

/** Whether the repository has its whole history. @param {string} root */
export const isWhole = (root) => git(root, 'rev-parse', '--is-shallow-repository') === 'false';

/**
 * Lists the commits that changed a folder, of the main line: the day of a merge is the day on which all of it became ours.
 *
 * @param {string} root
 * @param {string} folder
 * @returns {{commit: string, date: string}[] | undefined} newest first, with the day of each; undefined if there is no history
 */
export function commitsOf(root, folder) {
  const log = git(root, 'log', '--first-parent', '--format=%H %cs', '--', folder);
  return log
    ? log.split('\n').map((line) => {
        const [commit, date] = line.split(' ');
        return {commit, date};
      })
    : undefined;
}

/**
 * Reads objects in one process.
 *
 * @param {string} root
 * @param {string[]} names such as `<commit>:<path>`
 * @returns {(string | undefined)[]} their texts in the same order; undefined for one that does not exist
 */
export function readObjects(root, names) {
  if (!names.length) return [];
  const {stdout} = spawnSync('git', ['cat-file', '--batch'], {
    cwd: root,
    input: names.join('\n'),
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  let offset = 0;
  return names.map(() => {
    const end = stdout.indexOf('\n', offset);
    const head = stdout.toString('utf8', offset, end);
    offset = end + 1;
    if (head.endsWith(' missing')) return undefined;
    const size = Number(head.split(' ')[2]);
    const text = stdout.toString('utf8', offset, offset + size);
    offset += size + 1;
    return text;
  });
}
