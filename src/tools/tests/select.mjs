/** Finds the tests that a name on the command line means. */
import {suites, testsOf} from './suites.mjs';

/** @typedef {import('./suites.mjs').Suite} Suite */

/** Tests to run, by suite. @typedef {Map<Suite, string[]>} Selection */

/** Returns every test of every suite. @returns {Selection} */
export const allTests = () => new Map(suites.map((suite) => [suite, testsOf(suite)]));

/**
 * Counts the single-character edits between two strings (Levenshtein distance).
 *
 * @param {string} a
 * @param {string} b
 */
function distance(a, b) {
  let row = Array.from({length: b.length + 1}, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + Number(a[i - 1] !== b[j - 1]));
    row = next;
  }
  return row[b.length];
}

/** Returns known names that differ from a name by a typo, or contain it. @param {string} name @param {string[]} known */
export const similar = (name, known) =>
  known.filter((candidate) => {
    const [, test = candidate] = candidate.split('/');
    return test.includes(name) || distance(name, name.includes('/') ? candidate : test) <= Math.max(1, name.length / 4);
  });

/**
 * Finds tests by name.
 *
 * - a suite: `unit`
 * - a test of a suite, as name or path: `embed/frame`, `test/embed/frame.test.mjs`
 * - a widget: `faq` means its browser tests
 * - a test that only one or two suites have: `ledger`
 *
 * @param {string[]} names
 * @param {Selection} [all]
 * @returns {Selection}
 * @throws {Error} for an unknown name; the message lists similar names, or else all of them
 */
export function select(names, all = allTests()) {
  /** @type {Selection} */
  const selection = new Map();
  for (const name of names) {
    const [test, suite] = name
      .replaceAll('\\', '/')
      .replace(/^(.*\/)?test\//, '')
      .replace(/\.test\.(mjs|ts)$/, '')
      .split('/')
      .reverse();
    const found = [...all].flatMap(([each, tests]) => {
      if (each.name === name) return [{suite: each, tests}];
      if (tests.includes(test) && (suite ?? each.name) === each.name) return [{suite: each, tests: [test]}];
      return [];
    });
    if (!found.length) throw new Error(messageFor(name, all));
    const browser = suite ? undefined : found.find((each) => each.suite.name === 'browser');
    for (const each of browser ? [browser] : found)
      selection.set(each.suite, [...new Set([...(selection.get(each.suite) ?? []), ...each.tests])]);
  }
  return selection;
}

/** @param {string} name @param {Selection} all */
function messageFor(name, all) {
  const known = [...all].flatMap(([suite, tests]) => [suite.name, ...tests.map((test) => `${suite.name}/${test}`)]);
  const near = similar(name, known);
  if (near.length) return `Unknown test “${name}”. Did you mean ${near.join(', ')}?`;
  const lists = [...all].map(([suite, tests]) => `  ${suite.name}: ${tests.join(', ')}`);
  return `Unknown test “${name}”. Name a widget, a suite, or a test of one, such as unit/ledger:\n${lists.join('\n')}`;
}
