/**
 * Reporter for `node --test`: prints failed tests with their errors, a line for each file, the reasons of skipped tests, and at
 * the end the line that `npm test` reads: `unit: 12 passed, 0 failed, 1 skipped`. The variable `TEST_SUITE` names another suite.
 */
import {basename} from 'node:path';
import {inspect} from 'node:util';

/** @typedef {import('node:test').TestsStream} TestsStream */

const suite = process.env.TEST_SUITE ?? 'unit';

/** Formats the error behind an `ERR_TEST_FAILURE`. @param {Error & {cause?: unknown}} error */
const format = ({cause = 'failed'}) => (cause instanceof Error && cause.stack ? cause.stack : inspect(cause));

/** Formats the events of a run. @param {TestsStream} events */
export default async function* report(events) {
  const count = {passed: 0, failed: 0, skipped: 0};
  /** @type {Set<string>} */
  const reasons = new Set();
  /** Names of the open describe blocks and tests, by nesting. @type {string[]} */
  const path = [];
  for await (const {type, data} of events) {
    if (type === 'test:start') path.splice(data.nesting, Infinity, data.name);
    if (type === 'test:stdout' || type === 'test:stderr') yield data.message;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const {details, nesting, name, skip, todo, file} = data;
    if (type === 'test:fail') {
      // A parent fails with its subtests, which have been counted.
      if (/** @type {{failureType?: string}} */ (details.error).failureType === 'subtestsFailed') continue;
      count.failed++;
      const label = [...path.slice(0, nesting), name].join(' › ');
      yield `✖ ${basename(file ?? '')} › ${label}\n${format(details.error).replace(/^/gm, '  ')}\n\n`;
    } else if (skip !== undefined || todo !== undefined) {
      count.skipped++;
      if (typeof skip === 'string') reasons.add(skip);
    } else if (details.type !== 'suite') count.passed++;
  }
  for (const reason of reasons) yield `${suite}: skipped: ${reason}\n`;
  yield `${suite}: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`;
}
