/** `recovery-widgets snippet`: prints the HTML to paste into a page. */
import {snippetFromArgs} from '../../pages/snippet-args.mjs';
import {CODES, forms} from '../../pages/page-tools.mjs';

/** Explains the arguments. @param {string} command how it is called, such as `npx recovery-widgets snippet` */
export const usage = (command) => `Usage: ${command} <widget> [--region US] [--lang es] [--form ${forms.join('|')}]
         [--heading-level 3, and other attributes of the widget]
         [--accent '#004a83' --accent-dark '#9fd0ff'] [--radius 0] [--font inherit]
         [--base https://your-site.example/1.2.3/, or /1.2.3/ on the same host]
         [--code ${CODES.join('|')}] [--hints] [--file all.js] [--integrity]

Prints the code to paste into a page, and what to know about it to standard error. Everything but the widget may be left out: the
words are then in English, without the numbers of any country, and the address is that of an example.

  --region        whose numbers to show; without it, none
  --form          div for editors, tag for files, frame where no script is allowed, fallback where text alone is
  --code          short: the sentences that count; full: all of the text, for readers without script; author: the same, without
                  script and style sheet, for WordPress authors
  --hints         the files that the page needs, in lines of their own, so that they load at once
  --base          address of the folder with the files
  --accent, …     a look of your own; colors that could not be read are refused

npx recovery-widgets list names the widgets, their attributes, the languages and the regions.`;

/** Prints the HTML to paste, and the notes to standard error. @param {string[]} args @returns {Promise<number>} exit status */
export async function run(args) {
  const {html, notes} = await snippetFromArgs(args);
  process.stdout.write(html);
  for (const note of notes) console.error(`\n${note}`);
  return 0;
}
