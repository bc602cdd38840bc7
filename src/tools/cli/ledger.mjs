/**
 * Prints the coverage ledger and exits with 1 if it has problems.
 *
 *     npm run ledger                    the article section by section, then the problems
 *     npm run ledger -- --passages      the references to use in `from` and left-out.json
 *     npm run ledger -- --json          the rows, for other programs
 *
 * Reads src/content, or the folder given as an argument.
 */
import {parseArgs} from 'node:util';
import {referenceTo} from '../content/article.mjs';
import {formatLedger, formatProblems} from '../content/ledger-report.mjs';
import {readLedger, readPassages} from '../content/ledger.mjs';
import {contentFolder} from '../content/read-content.mjs';
import {runCommand} from './run-command.mjs';

await runCommand(() => {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {passages: {type: 'boolean'}, json: {type: 'boolean'}},
  });
  const [content = contentFolder] = positionals;
  if (values.passages) {
    for (const passage of readPassages(content))
      console.log(`${referenceTo(passage)} L${passage.line} ${passage.kind} ${passage.text}`);
    return 0;
  }
  const {rows, problems} = readLedger(content);
  console.log(values.json ? JSON.stringify(rows, null, 2) : formatLedger(rows));
  if (!problems.length) return 0;
  console.error(`\n${problems.length} problems:\n${formatProblems(problems)}`);
  return 1;
});
