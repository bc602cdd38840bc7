/** Refuses a number that has changed since the last commit without a new check of its record. */
import {join} from 'node:path';
import {git} from '../content/git-history.mjs';
import {readJson} from '../content/read-content.mjs';

/** @import {Country} from './read-helplines.mjs' */

const FOLDER = 'src/content/helplines';

/** Returns numbers and day of the check of each record. @param {Country} data */
function recordsOf({emergency: {number, also = [], verification}, lines}) {
  const numbers = [number, ...also.map((other) => other.number)];
  const records = lines.map(({id, contacts = [], verification: check}) => {
    return {id, numbers: contacts.map((contact) => contact.number), on: check?.on};
  });
  return [{id: 'emergency', numbers, on: verification.on}, ...records];
}

/**
 * Lists an error for each record with changed numbers whose `verification.on` is that of the last commit. None without the history of git.
 *
 * @param {string} root folder of the repository
 * @param {string} today YYYY-MM-DD
 */
export function uncheckedNumbers(root, today) {
  const files = git(root, 'diff', '--name-only', '--diff-filter=M', 'HEAD', '--', FOLDER) ?? '';
  return files
    .split('\n')
    .filter((file) => /\/[a-z]{2}\.json$/.test(file))
    .flatMap((file) => {
      const before = recordsOf(JSON.parse(git(root, 'show', `HEAD:${file}`) ?? ''));
      return recordsOf(readJson(join(root, file))).flatMap(({id, numbers, on}) => {
        const old = before.find((record) => record.id === id);
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
