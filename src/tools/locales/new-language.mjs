/** Adds a language: a file of translations, that it is incomplete, an empty list of terms to avoid. Everything else follows from that. */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {ContentError, readJson} from '../content/read-content.mjs';
import {directionOf, languageName} from '../content/cldr-data.mjs';
import {languagesOf, serializeXliff, xliffFile} from './xliff.mjs';

/** A language or a widget that cannot be added. */
export class NewError extends ContentError {
  exitCode = 2;

  /** @param {string} problem */
  constructor(problem) {
    super([`new: ${problem}`]);
  }
}

/**
 * Checks a BCP 47 tag, and returns it.
 *
 * @param {string} tag
 * @param {string[]} languages that there are
 * @throws {NewError} if it is not a tag, not the shortest, not known to CLDR, or there already
 */
export function checkTag(tag, languages) {
  let locale;
  try {
    locale = new Intl.Locale(tag);
  } catch {
    throw new NewError(`“${tag}” is not a language tag. Examples: de, pt-PT, zh-Hant`);
  }
  const {language, script, region} = locale;
  const base = [language, script, region].filter(Boolean).join('-');
  if (base !== tag) throw new NewError(`write “${base}” instead of “${tag}”`);
  if (new Intl.DisplayNames('en', {type: 'language', fallback: 'none'}).of(language) === undefined)
    throw new NewError(`CLDR has no language “${tag}”`);
  if (languages.includes(tag) || tag === 'en') throw new NewError(`“${tag}” already exists`);
  const shorter = [[language], [language, region]]
    .map((parts) => parts.filter(Boolean).join('-'))
    .find((short) => short !== tag && new Intl.Locale(short).maximize().toString() === locale.maximize().toString());
  // CLDR has names of their own for Simplified and Traditional Chinese: their script is always written.
  if (shorter && !(script && /^[^(]+$/.test(languageName(tag))))
    throw new NewError(`write “${shorter}”, which means the same as “${tag}”`);
  return tag;
}

/**
 * Plans the files to write, with their text by path.
 *
 * @param {string} tag
 * @param {{content: string, locales: string}} paths of src/content and src/locales
 * @throws {NewError}
 */
export function planLanguage(tag, {content, locales}) {
  const language = checkTag(tag, languagesOf(locales));
  const incomplete = readJson(join(locales, 'incomplete.json'));
  const json = (/** @type {unknown} */ data) => `${JSON.stringify(data, null, 2)}\n`;
  const files = new Map([
    [xliffFile(locales, language), serializeXliff({language, units: []})],
    [join(locales, 'incomplete.json'), json({...incomplete, [language]: {'*': 'Translation under way.'}})],
  ]);
  const terms = join(content, 'languages', `${language}.json`);
  if (!existsSync(terms)) files.set(terms, json({avoid: []}));
  return {
    files,
    summary: `${languageName(language)} (${language}), ${languageName(language, language)}, ${directionOf(language) === 'rtl' ? 'right to left' : 'left to right'}`,
  };
}
