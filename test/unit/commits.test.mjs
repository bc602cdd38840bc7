/** The subjects of commits, as docs/style.md asks for them. Ours instead of commitlint: 82 packages of 63 MB for four rules. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {git, isWhole} from '../../src/tools/content/git-history.mjs';
import {root} from '../../src/tools/project.mjs';

/** Last commit before the rule was kept everywhere. */
const BEFORE = '9895a5a5710aa0a0424c6769996255acb4b30c2a';

/**
 * Conditions that a subject has to meet. One with `since` holds for commits of that day, `2026-11-28`, and later.
 *
 * @type {{isKept: (subject: string) => boolean, rule: string, since?: string}[]}
 */
const RULES = [
  {isKept: (subject) => subject.length <= 72, rule: 'has 72 characters at most'},
  {
    isKept: (subject) => /^[a-z\d][a-z\d ,./-]*: [a-z]/.test(subject),
    rule: 'begins with `scope: verb`, both in lower case',
  },
  {isKept: (subject) => !/[.…!,;:]$/.test(subject), rule: 'ends without punctuation'},
  {
    isKept: (subject) => !/^(fixup|squash|amend)!|^wip\b|: wip\b/i.test(subject),
    rule: 'is not work in progress',
  },
  {
    isKept: (subject) => !/: (?:ask|mend|say|tell)\b/.test(subject),
    rule: 'has a verb of the field, such as “fix”',
    since: '2026-11-28',
  },
];

/** Returns the rules that a subject breaks. @param {string} subject @param {string} day of the commit */
const broken = (subject, day) =>
  RULES.filter(({isKept, since = ''}) => day >= since && !isKept(subject)).map(({rule}) => rule);

/** Reason not to look at the history: another one, as of a tarball within another repository, or none. */
const missing = git(root, 'rev-parse', 'HEAD')
  ? isWhole(root) && !git(root, 'cat-file', '-t', BEFORE) && `the history has no ${BEFORE.slice(0, 7)}`
  : 'there is no git history';

describe('the subject of a commit', () => {
  test('is `scope: verb …`, as docs/style.md says', {skip: missing}, () => {
    // A shallow clone may end after that commit. git words merges itself.
    const range = git(root, 'cat-file', '-t', BEFORE) ? `${BEFORE}..HEAD` : 'HEAD';
    const log = git(root, 'log', '--no-merges', '--format=%h %cs %s', range) ?? assert.fail(`no log of ${range}`);
    const faults = log.split('\n').flatMap((line) => {
      const [, day, subject] = /^\S+ (\S+) (.*)$/.exec(line) ?? assert.fail(line);
      return broken(subject, day).map((rule) => `${line}\n  A subject ${rule}: docs/style.md, Commits.`);
    });
    assert.equal(faults.join('\n'), '');
  });

  for (const [subject, count] of /** @type {const} */ ([
    ['banner: keep the number when the region is lost', 0],
    ['wallet card: measure the cards of a language in frames of one page', 0],
    [`banner: ${'x'.repeat(64)}`, 0],
    [`banner: ${'x'.repeat(65)}`, 1],
    ['banner: keep the number.', 1],
    ['banner: Keep the number', 1],
    ['Banner: keep the number', 1],
    ['keep the number', 1],
    ['banner: mend the number', 1],
    ['banner: wip', 1],
    ['fixup! banner: keep the number', 2],
  ]))
    test(`${count ? 'may not be' : 'may be'} “${subject}”`, () =>
      assert.equal(broken(subject, '2026-11-28').length, count));

  test('may have any verb before the rule about verbs', () =>
    assert.deepEqual(broken('banner: mend the number', '2026-11-27'), []));
});
