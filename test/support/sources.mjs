/** The files that a clone would have: no packages, nothing generated, nothing of an earlier build. */
import {execFileSync} from 'node:child_process';
import {statSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../../src/tools/project.mjs';

export {root};

/** Paths from the top of the project, of files that are in git or could be. */
export const sources = execFileSync('git', ['-c', 'safe.directory=*', 'ls-files', '-coz', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => file && statSync(join(root, file), {throwIfNoEntry: false})?.isFile());
