/** The style of comments, guides, lists and subjects of commits: docs/style.md. */
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {git, isWhole} from '../../src/tools/content/git-history.mjs';
import {root} from '../../src/tools/project.mjs';

/** Terms that the field does not use, as the start or anywhere in a comment; docs/style.md names the usual ones. */
const TERMS = [
  /^(?:[A-Z]\w+s (?:what|whatever|that which)|What(?:ever)?|Whether what|That which|Those (?:that|who|which))\b/,
  /^says\b/i,
  /\b(?:anew|plain words|to the letter|for good|in sight|mend(?:s|ed|ing)?|none of ours)\b/i,
];

const tracked = execFileSync('git', ['ls-files'], {cwd: root, encoding: 'utf8', maxBuffer: 1e8}).trim().split('\n');
const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');

/** Comments on lines of their own, and prose of guides without code and quotations. @param {string} path */
const proseOf = (path) =>
  path.endsWith('.md')
    ? read(path)
        .replace(/^```[^]*?^```$|^\|.*$|`[^`]+`|“[^”]*”/gm, '…')
        .split('\n')
    : [...read(path).matchAll(/^\s*(?:\/\/|\/?\*+(?!\/))\s*(.+)$/gm)].map(([, text]) => text);

test('comments and guides for developers use the terms of the field', () => {
  const isOurs =
    /^(?:src|stories|test|bench)\/.*\.(?:ts|mjs|js|php)$|^(?:CONTRIBUTING|docs\/(?:style|architecture|decisions\/.+))\.md$/;
  const found = tracked
    .filter((path) => isOurs.test(path) && path !== 'test/unit/style.test.mjs')
    .flatMap((path) =>
      proseOf(path).flatMap((line) => (TERMS.some((term) => term.test(line)) ? `${path}: ${line}` : [])),
    );
  assert.deepEqual(found, []);
});

test('the list of decisions has their titles', () => {
  const titles = tracked
    .filter((path) => /^docs\/decisions\/\d/.test(path))
    .map((path) => {
      const [, number, title] = /^# (\d+)\. (.+)$/m.exec(read(path)) ?? assert.fail(`${path} has no title`);
      return `${number}. [${title}](${path.slice('docs/decisions/'.length)})`;
    });
  assert.deepEqual(read('docs/decisions/README.md').match(/^\d+\. .+$/gm), titles);
});

test('a list without markers keeps its role in Safari', () => {
  // WebKit takes the role of a list with `none` away, but for `role="list"`, which those of one list have.
  const withRole = /core\/language-row\.ts|(care-gaps|helpline-banner)\.styles\.ts|builder\.css/;
  const sheets = tracked.filter((path) => /\.(css|ts|mjs|html)$/.test(path));
  const faults = sheets.filter((path) => read(path).split(/list-style(?:-type)?: *none/)[withRole.test(path) ? 2 : 1]);
  assert.equal(faults.join(' '), '');
});

/** Last commit before the rules were kept everywhere. */
const BEFORE = '866aaf9104a56a955732541bef0e8ee45fea9480';

/** Subjects that were on the main branch before this test saw them; its history is not rewritten. */
const KEPT = ['ad17f6f', '2cc6de3', 'b777f0c', 'd84fb0f', 'd046bd0', '3914ca7', 'd0b0093', '96a5acd', 'f5a9ee5'];

/** Patterns that a subject has to match. */
const RULES = {
  'has 72 characters at most': /^.{0,72}$/,
  'begins with `scope: verb`, both in lower case': /^[a-z\d][a-z\d ,./-]*: [a-z]/,
  'ends without punctuation': /[^.…!,;:]$/,
  'is not work in progress': /^(?!(fixup|squash|amend)!|wip\b|.*: wip\b)/i,
  'has a verb of the field, such as “fix”': /^(?!.*: (?:ask|mend|say|tell)\b)/,
};
/** Returns the rules that a subject breaks. @param {string} subject */
const broken = (subject) => Object.keys(RULES).filter((rule) => !RULES[rule].test(subject));

/** Reason not to look at the history: another one, as of a tarball within another repository, or none. */
const missing = git(root, 'rev-parse', 'HEAD')
  ? isWhole(root) && !git(root, 'cat-file', '-t', BEFORE) && `the history has no ${BEFORE.slice(0, 7)}`
  : 'there is no git history';

test('the subject of a commit is `scope: verb …`', {skip: missing}, () => {
  // A shallow clone may end after that commit. git words merges itself.
  const range = git(root, 'cat-file', '-t', BEFORE) ? `${BEFORE}..HEAD` : 'HEAD';
  const log = git(root, 'log', '--no-merges', '--format=%h %s', range) ?? assert.fail(`no log of ${range}`);
  const lines = log.split('\n').filter((line) => !KEPT.some((commit) => line.startsWith(commit)));
  const faults = lines.flatMap((line) => broken(line.slice(line.indexOf(' ') + 1)).map((rule) => `${line}: ${rule}`));
  assert.equal(faults.join('\n'), '');
  assert.deepEqual(broken('banner: keep the number when the region is lost'), []);
  const refused = `banner: ${'x'.repeat(65)}|banner: keep it.|Banner: it|keep it|banner: mend it`;
  for (const subject of refused.split('|')) assert.equal(broken(subject).length, 1, subject);
});
