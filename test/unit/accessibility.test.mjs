/** The conformance report: every criterion of WCAG 2.2, A and AA, has its row, and every test that a row names is there. */
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {languagesOf} from '../../src/tools/locales/languages.mjs';
import {readUnits} from '../../src/tools/locales/xliff.mjs';

const root = new URL('../..', import.meta.url);
const report = readFileSync(new URL('docs/accessibility.md', root), 'utf8');

/** https://www.w3.org/TR/WCAG22/, without 4.1.1, which it has taken out. */
const CRITERIA = {
  'Level A':
    '1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2',
  'Level AA':
    '1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3',
};
const TERMS = ['Supports', 'Partially supports', 'Does not support', 'Not applicable'];

/** The rows of the table below a heading, as cells. @param {string} heading */
const rowsBelow = (heading) =>
  (report.split(`\n## ${heading}\n`)[1] ?? '')
    .split('\n## ')[0]
    .split('\n')
    .filter((line) => /^\| \d/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

describe('the conformance report', () => {
  for (const [level, criteria] of Object.entries(CRITERIA)) {
    const rows = rowsBelow(level);
    it(`${level}: has every criterion once, in order`, () =>
      assert.deepEqual(
        rows.map(([criterion]) => criterion.split(' ')[0]),
        criteria.split(' '),
      ));

    it(`${level}: says how far each is met, how, and by which test`, () => {
      for (const [criterion, conformance, how, shown] of rows) {
        assert.ok(TERMS.includes(conformance), `${criterion}: ${conformance}`);
        assert.ok(how, criterion);
        if (conformance !== 'Not applicable') assert.match(shown, /`test\//, criterion);
      }
    });
  }

  it('3.2.4: texts identical in English are identical in every language', () => {
    for (const language of languagesOf(fileURLToPath(new URL('src/locales', root)))) {
      const file = fileURLToPath(new URL(`src/locales/${language}.xlf`, root));
      const told = new Map();
      // Plural forms that English lacks share its text.
      for (const {id, source, target} of readUnits(file).filter((unit) => !/-plural-[a-z]+$/.test(unit.id))) {
        const before = told.get(source) ?? {id, target};
        assert.equal(target, before.target, `${file}: ${id}, ${before.id}`);
        told.set(source, before);
      }
      assert.ok(told.size > 100, file);
    }
  });

  it('names tests that are there', () => {
    const named = [...report.matchAll(/`(test\/[^`]+)`/g)].map(([, path]) => path);
    assert.ok(named.length);
    for (const path of named) assert.ok(existsSync(fileURLToPath(new URL(path, root))), path);
  });
});
