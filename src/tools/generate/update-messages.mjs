/** Generates src/generated and updates src/locales/*.xlf from src/content: the work of `npm run messages`. */
import {join} from 'node:path';
import {expandPlurals} from '../content/plurals.mjs';
import {ContentError, readCopies} from '../content/read-content.mjs';
import {uncheckedNumbers} from '../helplines/changed-numbers.mjs';
import {buildRegionModules} from './region-modules.mjs';
import {currentChannel, languagesIn, releasedIn} from '../review/channel.mjs';
import {writeChannel} from '../review/generated-channel.mjs';
import {reviewsByWidget, shownPictures, signedMessages} from '../review/status.mjs';
import {checkCompleteness, formatList, readIncomplete} from '../locales/completeness.mjs';
import {extractMessages} from './extract.mjs';
import {buildMessageModules, buildPictureModules} from './messages-module.mjs';
import {buildTables} from './tables.mjs';
import {isShippable, isStale, languagesOf, readUnits, xliffFile} from '../locales/xliff.mjs';
import {directionOf, languageName} from '../content/cldr-data.mjs';
import {hasCopy, isCoreTier} from '../content/tiers.mjs';
import {writeChanged} from '../write-changed.mjs';

/**
 * Writes languages.ts and language-names.ts, which few pages load: CLDR data on our languages. Otherwise browsers would need its tables,
 * or we a list to edit.
 *
 * @param {string} folder
 * @param {string[]} languages BCP 47 tags besides English
 */
export function buildLanguageModules(folder, languages) {
  const all = ['en', ...languages];
  const rightToLeft = all.filter((tag) => directionOf(tag) === 'rtl');
  const nameOf = (/** @type {string} */ tag) =>
    languageName(tag, tag).replace(/^./u, (letter) => letter.toLocaleUpperCase(tag));
  const names = Object.fromEntries(all.map((tag) => [tag, nameOf(tag)]));
  const header = '// GENERATED from the files in src/locales by `npm run messages`. Do not edit.\n\n';
  const directions = `${header}/** BCP 47 tags of our languages that are written from right to left. */
export const RIGHT_TO_LEFT: readonly string[] = ${JSON.stringify(rightToLeft)};\n`;
  const ownNames = `${header}/** Names of our languages, each in itself as it begins a line, by BCP 47 tag. */
export const LANGUAGE_NAMES: Readonly<Record<string, string>> = ${JSON.stringify(names)};\n`;
  writeChanged(join(folder, 'languages.ts'), directions);
  writeChanged(join(folder, 'language-names.ts'), ownNames);
}

/**
 * Runs the command, and prints its notes and errors.
 *
 * @param {string} src path of src
 * @param {object} [options]
 * @param {boolean} [options.check] fails if an XLIFF file was out of date
 * @param {boolean} [options.dev] leaves src/locales as it is, and only warns of missing translations: for text that is being tried
 * @returns {number} exit code
 * @throws {ContentError} if the content or an XLIFF file is broken
 */
export function updateMessages(src, {check = false, dev = false} = {}) {
  const content = join(src, 'content');
  const generated = join(src, 'generated');
  const locales = join(src, 'locales');
  const languages = languagesOf(locales);
  // First of all: nothing is generated from a broken file.
  for (const language of languages) readUnits(xliffFile(locales, language));
  const unchecked = uncheckedNumbers(join(src, '..'), new Date().toISOString().slice(0, 10));
  if (unchecked.length) throw new ContentError(unchecked);
  buildRegionModules({content, out: join(generated, 'regions'), languages});
  buildLanguageModules(generated, languages);
  const reviews = reviewsByWidget({content, locales}, currentChannel());
  const released = currentChannel() === 'reviewed' ? releasedIn({content, locales}) : undefined;
  const copies = buildMessageModules({content, out: join(generated, 'messages'), languages, reviews});
  const isShown = shownPictures({content, locales}, currentChannel());
  buildPictureModules({content, out: join(generated, 'pictures'), copies}, isShown);

  const isSigned = signedMessages({content, locales});
  const {units, notes, isChanged} = extractMessages({locales, content, copies, isSigned, isTrial: dev});
  for (const note of notes) console.log(note);
  if (check && isChanged) {
    console.error('src/locales/*.xlf are out of date: run `npm run messages` and commit the changes.');
    return 1;
  }

  const select = (/** @type {string} */ widget, /** @type {string[]} */ all) => languagesIn(released, widget, all);
  const missing = buildTables({units, out: join(generated, 'locales'), copies, content, reviews, select});
  writeChannel(released, generated);
  const incomplete = readIncomplete(locales);
  for (const [language, ids] of Object.entries(missing)) {
    const {length} = copies.filter(({widget}) => hasCopy(language, widget, content)).flatMap(({messages}) => messages);
    const exempt = Object.entries(incomplete[language] ?? {}).map(([name, reason]) => `${name}: ${reason}`);
    console.log(
      `${language}: ${length - ids.length} of ${length} messages translated and current${exempt.length ? ` (declared incomplete: ${exempt.join('; ')})` : ''}`,
    );
    if (ids.length) console.log(`  in English: ${formatList(ids)}`);
  }
  // A better word of a reviewer must not stop every build: until it is translated, readers get it in English, as a draft.
  const isOld = (/** @type {string} */ language, /** @type {string} */ id) =>
    !released && !!units.get(language)?.some((unit) => unit.id === id && isStale(unit));
  const [stale, errors] = [true, false].map((isWarning) => {
    const some = Object.entries(missing).map(([tag, ids]) => [tag, ids.filter((id) => isWarning === isOld(tag, id))]);
    return checkCompleteness({missing: Object.fromEntries(some), copies, incomplete, content});
  });
  for (const line of [...stale, ...errors]) console.error(line);
  return errors.length && !dev ? 1 : 0;
}

/** Returns the errors that a release refuses in the core tier: messages missing, or made for an earlier English text. @param {{content: string, locales: string}} paths of src/content and src/locales */
export function checkCoreTier({content, locales}) {
  const copies = expandPlurals(readCopies(content), languagesOf(locales));
  const {units} = extractMessages({content, locales, copies, isTrial: true});
  const core = [...units].filter(([language]) => isCoreTier(language, content));
  const missing = core.map(([tag, all]) => [tag, all.filter((unit) => !isShippable(unit)).map(({id}) => id)]);
  const incomplete = readIncomplete(locales);
  return checkCompleteness({missing: Object.fromEntries(missing), copies, incomplete, content});
}
