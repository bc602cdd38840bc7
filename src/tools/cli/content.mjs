/**
 * `npm run content`: checks of the texts and numbers in src/content, or in the folder given as the last argument. Exits with 1 if
 * there is something to correct.
 *
 *     npm run content -- ledger                 what contradicts the article, or has no place; the site has the ledger itself
 *     npm run content -- ledger --passages      the references to use in `from` and left-out.json
 *     npm run content -- copy                   reading level, terms, names and sentences, in every language
 *     npm run content -- fresh                  numbers that a person must check before a release
 */
import {parseArgs} from 'node:util';
import {ContentError, contentFolder} from '../content/read-content.mjs';
import {printCopyCheck} from '../copy/report.mjs';
import {formatFreshness, freshness} from '../helplines/freshness.mjs';
import {readHelplines} from '../helplines/read-helplines.mjs';
import {readArticle, referenceTo} from '../content/article.mjs';
import {readLedger, totalsOf} from '../ledger/ledger.mjs';
import {runCommand} from './run-command.mjs';

/**
 * Commands by name: each returns whether there is nothing to correct.
 *
 * @type {Record<string, (content: string, options: {passages?: boolean}) => boolean>}
 */
const COMMANDS = {
  ledger(content, {passages}) {
    if (passages) {
      for (const passage of readArticle(content))
        console.log(`${referenceTo(passage)} L${passage.line} ${passage.kind} ${passage.text}`);
      return true;
    }
    const {rows, problems, open} = readLedger(content);
    for (const {kind, subject, records, message} of problems)
      console.error(
        `✗ ${kind}: ${subject}${records.length ? `, in ${records.join(', ')}` : ''}\n${message.replace(/^/gm, '    ')}`,
      );
    const {shown, covered} = totalsOf(rows);
    console.log(
      `${rows.length} passages: ${shown} shown, ${covered} shown or left out. ${open.length} open questions.`,
    );
    return !problems.length;
  },
  copy: printCopyCheck,
  fresh(content) {
    const rows = freshness(readHelplines(content), new Date().toISOString().slice(0, 10));
    console.log(formatFreshness(rows));
    return !rows.some(({state}) => state === 'fail');
  },
};

await runCommand(() => {
  const {values, positionals} = parseArgs({allowPositionals: true, options: {passages: {type: 'boolean'}}});
  const [command = '', content = contentFolder] = positionals;
  if (!Object.hasOwn(COMMANDS, command))
    throw new ContentError([`Usage: npm run content -- <command>. Commands: ${Object.keys(COMMANDS).join(', ')}.`]);
  return COMMANDS[command](content, values) ? 0 : 1;
});
