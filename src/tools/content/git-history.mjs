/** Runs git, for checks that look at earlier states. */
import {spawnSync} from 'node:child_process';

/**
 * Returns the output of git; undefined if there is no git, no repository, or no such object.
 *
 * @param {string} root
 * @param {string[]} args
 */
export function git(root, ...args) {
  const {status, stdout} = spawnSync('git', ['-c', 'safe.directory=*', ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: Infinity,
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** Whether the repository has its whole history. @param {string} root */
export const isWhole = (root) => git(root, 'rev-parse', '--is-shallow-repository') === 'false';
