/** `npm run check:freshness`: fails if the evidence for a number is too old to be released. Runs before `npm publish`. */
import {formatFreshness, freshness} from '../helplines/freshness.mjs';
import {readHelplines} from '../helplines/read-helplines.mjs';
import {runCommand} from './run-command.mjs';

await runCommand(() => {
  const rows = freshness(readHelplines(), new Date().toISOString().slice(0, 10));
  console.log(formatFreshness(rows));
  return rows.some(({state}) => state === 'fail') ? 1 : 0;
});
