/**
 * `npm run content`: checks of the texts and numbers in src/content, or in the folder given as the last argument. Exits with 1 if
 * there is something to correct.
 *
 *     npm run content -- ledger                 the article section by section, the open questions, then the problems
 *     npm run content -- ledger --passages      the references to use in `from` and left-out.json
 *     npm run content -- copy                   reading level, terms, names and sentences, in every language
 *     npm run content -- copy --set-grades      writes the measured grade + 1 into each copy file, as its ceiling
 *     npm run content -- fresh                  numbers that a person must check before a release
 */
import {parseArgs} from 'node:util';
import {ContentError, contentFolder} from '../content/read-content.mjs';
import {printCopyCheck, setGrades} from '../copy/report.mjs';
import {formatFreshness, freshness} from '../helplines/freshness.mjs';
import {readHelplines} from '../helplines/read-helplines.mjs';
import {referenceTo} from '../content/article.mjs';
import {readLedger, readPassages} from '../ledger/ledger.mjs';
import {formatQuestions} from '../ledger/open-questions.mjs';
import {formatBare, formatLedger, formatProblems} from '../ledger/report.mjs';
import {runCommand} from './run-command.mjs';

/**
 * Commands by name: each returns whether there is nothing to correct.
 *
 * @type {Record<string, (content: string, options: {passages?: boolean, 'set-grades'?: boolean}) => boolean>}
 */
const COMMANDS = {
  ledger(content, {passages}) {
    if (passages) {
      for (const passage of readPassages(content))
        console.log(`${referenceTo(passage)} L${passage.line} ${passage.kind} ${passage.text}`);
      return true;
    }
    const {rows, problems, open, bare} = readLedger(content);
    console.log([formatLedger(rows), formatBare(bare), formatQuestions(open)].join('\n\n'));
    if (problems.length) console.error(`\n${problems.length} problems:\n${formatProblems(problems)}`);
    return !problems.length;
  },
  copy: (content, options) => (options['set-grades'] ? setGrades(content) : printCopyCheck(content)),
  fresh(content) {
    const rows = freshness(readHelplines(content), new Date().toISOString().slice(0, 10));
    console.log(formatFreshness(rows));
    return !rows.some(({state}) => state === 'fail');
  },
};

await runCommand(() => {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {passages: {type: 'boolean'}, 'set-grades': {type: 'boolean'}},
  });
  const [command = '', content = contentFolder] = positionals;
  if (!Object.hasOwn(COMMANDS, command))
    throw new ContentError([`Usage: npm run content -- <command>. Commands: ${Object.keys(COMMANDS).join(', ')}.`]);
  return COMMANDS[command](content, values) ? 0 : 1;
});
