/** Finds the messages that have changed since a commit or a day, from git. */
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {PacketError} from './packet-file.mjs';
import {codeOf, readCorpus} from './subjects.mjs';

/** @import {Corpus} from './subjects.mjs' */

/**
 * Returns the ids of the messages of a language that look different to a reviewer since then, and of new ones.
 *
 * @param {string} since a commit, or a day as YYYY-MM-DD
 * @param {Corpus} corpus
 * @param {string} language
 * @param {string} folder of the project
 * @returns {Set<string>}
 * @throws {PacketError} if it is unknown to git
 */
export function changedSince(since, corpus, language, folder) {
  const git = (/** @type {string[]} */ ...args) =>
    spawnSync('git', ['-c', 'safe.directory=*', ...args], {cwd: folder, maxBuffer: 100_000_000});
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(since);
  const found = isDay
    ? git('rev-list', '-1', `--before=${since}T00:00:00Z`, 'HEAD')
    : git('rev-parse', '--verify', '--end-of-options', `${since}^{commit}`);
  const commit = found.stdout?.toString().trim();
  if (found.status !== 0 || !commit)
    throw new PacketError([
      `--changed-since ${since}: git has no commit ${isDay ? 'before that day' : 'of that name'}`,
    ]);
  const then = mkdtempSync(join(tmpdir(), 'review-then-'));
  try {
    const archive = git('archive', commit, 'src/content', 'src/locales');
    const {status, stderr} = spawnSync('tar', ['-x', '-C', then], {input: archive.stdout});
    if (archive.status !== 0 || status !== 0)
      throw new PacketError([`--changed-since ${since}: ${archive.stderr}${stderr}`]);
    const old = readCorpus({content: join(then, 'src/content'), locales: join(then, 'src/locales')}).subjects.get(
      language,
    );
    const now = [...(corpus.subjects.get(language)?.values() ?? [])];
    return new Set(
      now
        .filter((subject) => {
          const before = old?.get(subject.id);
          return !before || codeOf(before) !== codeOf(subject);
        })
        .map(({id}) => id),
    );
  } finally {
    rmSync(then, {recursive: true, force: true});
  }
}
