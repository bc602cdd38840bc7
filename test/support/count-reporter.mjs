/** @import {Reporter, Suite} from '@playwright/test/reporter' */

/**
 * A Playwright reporter that ends with one line for each project, such as `embed: 12 passed, 0 failed, 1 skipped`, and prints
 * each reason for skipping, and each `note` of a test, once, and the tests that failed at first. A run that passes says nothing else,
 * so a missing font or program would go unnoticed without it.
 *
 * @implements {Reporter}
 */
export default class CountReporter {
  /** @type {Suite | undefined} */
  #suite;

  printsToStdio = () => true;

  /** @param {import('@playwright/test/reporter').FullConfig} _ @param {import('@playwright/test/reporter').Suite} suite */
  onBegin(_, suite) {
    this.#suite = suite;
  }

  onEnd() {
    for (const project of this.#suite?.suites ?? []) {
      const tests = project.allTests();
      const count = (/** @type {string[]} */ ...outcomes) =>
        tests.filter((test) => outcomes.includes(test.outcome())).length;
      const notes = tests.flatMap(({annotations}) => annotations.map(({type, description}) => ({type, description})));
      const textsOf = (/** @type {string[]} */ ...types) =>
        new Set(notes.flatMap(({type, description}) => (types.includes(type) && description ? [description] : [])));
      for (const reason of textsOf('skip', 'fixme')) console.log(`${project.title}: skipped: ${reason}`);
      for (const note of textsOf('note')) console.log(`${project.title}: ${note}`);
      for (const test of tests.filter((each) => each.outcome() === 'flaky'))
        console.log(`${project.title}: passed when tried again: ${test.titlePath().slice(2).join(' › ')}`);
      const [passed, failed, skipped] = [count('expected', 'flaky'), count('unexpected'), count('skipped')];
      console.log(`${project.title}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
    }
  }
}
