/** Refuses a number that has changed since the last commit without a new check of its record. */
import {join} from 'node:path';
import {git} from '../content/git-history.mjs';
import {readJson} from '../content/read-content.mjs';

/** @import {Country} from './read-helplines.mjs' */

const FOLDER = 'src/content/helplines';

/** Returns numbers and day of the check by id of the record. @param {Country} data */
function recordsOf({emergency: {number, also = [], verification}, lines}) {
  const numbers = [number, ...also.map((other) => other.number)];
  return new Map([
    ['emergency', {numbers, on: /** @type {string | undefined} */ (verification.on)}],
    ...lines.map(
      ({id, contacts = [], verification: check}) =>
        /** @type {const} */ ([id, {numbers: contacts.map((contact) => contact.number), on: check?.on}]),
    ),
  ]);
}

/**
 * Lists changed numbers whose `verification.on` is that of the last commit. None without the history of git.
 *
 * @param {string} root folder of the repository
 * @param {string} today YYYY-MM-DD
 * @returns {string[]} an error for each record
 */
export function uncheckedNumbers(root, today) {
  const files = git(root, 'diff', '--name-only', '--diff-filter=M', 'HEAD', '--', FOLDER) ?? '';
  return files
    .split('\n')
    .filter((file) => /\/[a-z]{2}\.json$/.test(file))
    .flatMap((file) => {
      const before = recordsOf(JSON.parse(git(root, 'show', `HEAD:${file}`) ?? ''));
      return [...recordsOf(readJson(join(root, file)))].flatMap(([id, {numbers, on}]) => {
        const old = before.get(id);
        const isSame = !old || JSON.stringify(numbers) === JSON.stringify(old.numbers);
        const isChecked = on !== old?.on || on === today;
        return isSame || isChecked
          ? []
          : [
              `${file}: ${id}: a number has changed, but verification.on is still ${on}. Read the operator’s page, and write the day and the method of the check. docs/helplines.md, “Change a number”, has all steps.`,
            ];
      });
    });
}
