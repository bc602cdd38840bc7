/**
 * Prints the coverage ledger and exits with 1 if it has problems.
 *
 *     npm run ledger                    the article section by section, the open questions, then the problems
 *     npm run ledger -- --passages      the references to use in `from` and left-out.json
 *     npm run ledger -- --json          rows, open questions and texts without a source, for other programs
 *
 * Reads src/content, or the folder given as an argument.
 */
import {parseArgs} from 'node:util';
import {contentFolder} from '../content/read-content.mjs';
import {referenceTo} from '../ledger/article.mjs';
import {readLedger, readPassages} from '../ledger/ledger.mjs';
import {formatQuestions} from '../ledger/open-questions.mjs';
import {formatBare, formatLedger, formatProblems} from '../ledger/report.mjs';
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
  const {rows, problems, open, bare} = readLedger(content);
  if (values.json) console.log(JSON.stringify({rows, open, bare}, null, 2));
  else console.log([formatLedger(rows), formatBare(bare), formatQuestions(open)].join('\n\n'));
  if (!problems.length) return 0;
  console.error(`\n${problems.length} problems:\n${formatProblems(problems)}`);
  return 1;
});
