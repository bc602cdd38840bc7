/** The subjects of commits, as docs/style.md asks for them. Ours instead of commitlint: 82 packages of 63 MB for four rules. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {git, isWhole} from '../../src/tools/content/git-history.mjs';
import {root} from '../../src/tools/project.mjs';

/** Last commit before the rules were kept everywhere. */
const BEFORE = '866aaf9104a56a955732541bef0e8ee45fea9480';

/** Subjects that were on the main branch before this test saw them; its history is not rewritten. */
const KEPT = ['ad17f6f', '2cc6de3'];

/** Conditions that a subject has to meet. @type {{isKept: (subject: string) => boolean, rule: string}[]} */
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
  },
];

/** Returns the rules that a subject breaks. @param {string} subject */
const broken = (subject) => RULES.filter(({isKept}) => !isKept(subject)).map(({rule}) => rule);

/** Reason not to look at the history: another one, as of a tarball within another repository, or none. */
const missing = git(root, 'rev-parse', 'HEAD')
  ? isWhole(root) && !git(root, 'cat-file', '-t', BEFORE) && `the history has no ${BEFORE.slice(0, 7)}`
  : 'there is no git history';

describe('the subject of a commit', () => {
  test('is `scope: verb …`, as docs/style.md says', {skip: missing}, () => {
    // A shallow clone may end after that commit. git words merges itself.
    const range = git(root, 'cat-file', '-t', BEFORE) ? `${BEFORE}..HEAD` : 'HEAD';
    const log = git(root, 'log', '--no-merges', '--format=%h %s', range) ?? assert.fail(`no log of ${range}`);
    const lines = log.split('\n').filter((line) => !KEPT.some((commit) => line.startsWith(commit)));
    const faults = lines.flatMap((line) => {
      const subject = line.slice(line.indexOf(' ') + 1);
      return broken(subject).map((rule) => `${line}\n  A subject ${rule}: docs/style.md, Commits.`);
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
    test(`${count ? 'may not be' : 'may be'} “${subject}”`, () => assert.equal(broken(subject).length, count));
});
