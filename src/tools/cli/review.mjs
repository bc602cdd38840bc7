/**
 * `npm run review`: says where the reviews of the texts stand, and what to do next. docs/reviewing.md explains it.
 *
 *     npm run review                                          language × kind × safety, what changed or expired
 *     npm run review -- verify                                checks that no review was changed or forged
 *     npm run review -- readme                                writes the table in README.md
 *
 * `--content` and `--locales` read other folders than src/content and src/locales.
 */
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {parseArgs} from 'node:util';
import {contentFolder} from '../content/read-content.mjs';
import {localesFolder} from '../locales/languages.mjs';
import {root} from '../project.mjs';
import {dayOfLast, formatStanding, standingOf, updateReadme} from '../review/report.mjs';
import {dayOf, readReviews} from '../review/signatures.mjs';
import {readCorpus} from '../review/subjects.mjs';
import {verifyReviews} from '../review/verify.mjs';
import {runCommand} from './run-command.mjs';

/** Exit codes: something is not as it should be; the input cannot be used. */
const FAILED = 1;
const BAD_INPUT = 2;

/** @param {{content: string, locales: string}} paths @param {string} today */
const standing = (paths, today) => standingOf(readCorpus(paths), readReviews(paths.content), today);

/** @param {{content: string, locales: string}} paths @param {string} today */
function verify(paths, today) {
  const {count, signed, problems, notes} = verifyReviews(paths, today);
  for (const note of notes) console.log(`review: ${note}`);
  for (const problem of problems) console.error(`review: ${problem}`);
  if (!problems.length) console.log(`review: ${count} reviews, ${signed} signed with a key; nothing changed or forged`);
  return problems.length ? FAILED : 0;
}

/** @param {{content: string, locales: string}} paths */
function writeReadme(paths) {
  const file = join(root, 'README.md');
  if (!existsSync(file)) return 0;
  const before = readFileSync(file, 'utf8');
  const after = updateReadme(before, standing(paths, dayOfLast(readReviews(paths.content))));
  if (after !== before) writeFileSync(file, after);
  return 0;
}

await runCommand(() => {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {content: {type: 'string'}, locales: {type: 'string'}},
  });
  const paths = {
    content: resolve(values.content ?? contentFolder),
    locales: resolve(values.locales ?? localesFolder),
  };
  const today = dayOf();
  const [command] = positionals;
  switch (command) {
    case undefined:
      console.log(formatStanding(standing(paths, today)));
      return 0;
    case 'verify':
      return verify(paths, today);
    case 'readme':
      return writeReadme(paths);
    default:
      console.error(`review: “${command}” is no command; docs/reviewing.md lists them`);
      return BAD_INPUT;
  }
});
