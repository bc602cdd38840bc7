import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
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
