/** The whole build, repeated elsewhere in the nightly run, because it takes as long as a build. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, test} from 'node:test';
import {filesIn, integrityHash} from '../../src/tools/built/integrity.mjs';
import {git} from '../../src/tools/content/git-history.mjs';
import {root, sources} from '../support/sources.mjs';

const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'build-')));
after(() => rmSync(temporary, {recursive: true, force: true}));

test(
  'the build writes the same files again, in another folder, order, language and time zone',
  {timeout: 300_000, skip: !process.env.NIGHTLY && 'the build is repeated only in the nightly run, with NIGHTLY=1'},
  () => {
    const folder = join(temporary, 'a much longer folder', 'in another');
    for (const file of sources.toReversed()) {
      mkdirSync(dirname(join(folder, file)), {recursive: true});
      cpSync(join(root, file), join(folder, file));
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    const {status, stdout, stderr} = spawnSync(process.execPath, ['src/tools/cli/build.mjs'], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        ...{TZ: 'Pacific/Kiritimati', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8'},
        // The list of changes of helplines says whether it was read from the history.
        GIT_DIR: git(root, 'rev-parse', '--absolute-git-dir'),
      },
    });
    // Another test fails if a size is over its budget.
    assert.ok(status === 0 || (stdout + stderr).includes('sizes: over budget'), stdout + stderr);
    const hashes = (/** @type {string} */ dist) =>
      ['cdn', 'html', 'npm'].flatMap((part) =>
        filesIn(join(dist, part)).map(
          (file) => `${part}/${file} ${integrityHash(readFileSync(join(dist, part, file)))}`,
        ),
      );
    const here = hashes(join(root, 'dist'));
    assert.ok(here.length > 100);
    assert.deepEqual(hashes(join(folder, 'dist')), here, 'is dist/ built from these sources?');
  },
);
