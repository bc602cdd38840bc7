/** Generates src/generated and updates src/locales/*.xlf from src/content: the work of `npm run messages`. */
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {messageId, readJson} from '../content/read-content.mjs';
import {buildRegionModules} from '../helplines/region-modules.mjs';
import {currentChannel, languagesIn, releasedIn} from '../review/channel.mjs';
import {writeChannel} from '../review/generated-channel.mjs';
import {reviewsByWidget, signedMessages} from '../review/status.mjs';
import {checkCompleteness, formatList} from './completeness.mjs';
import {extractMessages} from './extract.mjs';
import {buildLanguagesModule} from './languages-module.mjs';
import {languagesOf, xliffFile} from './languages.mjs';
import {Localizer} from './localizer.mjs';
import {buildMessageModules} from './messages-module.mjs';
import {buildTables} from './tables.mjs';
import {readUnits} from './xliff.mjs';

/** Returns the content of all XLIFF files. @param {string} locales path of src/locales */
const readXliff = (locales) =>
  languagesOf(locales)
    .map((language) => xliffFile(locales, language))
    .map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : ''))
    .join();

/**
 * Runs the command, and prints its notes and errors.
 *
 * @param {string} src path of src
 * @param {{check?: boolean}} [options] `check` fails if an XLIFF file was out of date
 * @returns {Promise<number>} exit code
 * @throws {ContentError} if the content or an XLIFF file is broken
 */
export async function updateMessages(src, {check = false} = {}) {
  const content = join(src, 'content');
  const generated = join(src, 'generated');
  const locales = join(src, 'locales');
  const languages = languagesOf(locales);
  // First of all: nothing is generated from a broken file.
  for (const language of languages) readUnits(xliffFile(locales, language));
  buildRegionModules({content, out: join(generated, 'regions'), languages});
  buildLanguagesModule(join(generated, 'languages.ts'), languages);
  const reviews = reviewsByWidget({content, locales});
  const released = currentChannel() === 'reviewed' ? releasedIn({content, locales}) : undefined;
  const copies = buildMessageModules({content, out: join(generated, 'messages'), languages, reviews});

  const before = check ? readXliff(locales) : '';
  const localizer = new Localizer(locales);
  const isSigned = signedMessages({content, locales});
  const order = copies.flatMap((copy) => copy.messages.map((message) => messageId(copy, message)));
  for (const note of await extractMessages({locales, localizer, copies, isSigned})) console.log(note);
  if (check && readXliff(locales) !== before) {
    console.error('src/locales/*.xlf are out of date: run `npm run messages` and commit the changes.');
    return 1;
  }

  const out = join(generated, 'locales');
  const select = (/** @type {string} */ widget, /** @type {string[]} */ all) => languagesIn(released, widget, all);
  const missing = await buildTables({locales, out, localizer, copies, reviews, select});
  writeChannel(released, generated);
  const incomplete = readJson(join(locales, 'incomplete.json'));
  for (const [language, ids] of Object.entries(missing)) {
    const reason = incomplete[language] ? ` (declared incomplete: ${incomplete[language]})` : '';
    console.log(
      `${language}: ${order.length - ids.length} of ${order.length} messages translated and current${reason}`,
    );
    if (ids.length) console.log(`  in English: ${formatList(ids)}`);
  }
  const errors = checkCompleteness({missing, copies, incomplete: Object.keys(incomplete)});
  if (!errors.length) return 0;
  console.error(errors.join('\n'));
  console.error('Declare a language that is not ready, with the reason, in src/locales/incomplete.json.');
  return 1;
}
