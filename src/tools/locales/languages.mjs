/** The languages of src/locales and their files. */
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {readJson} from '../content/read-content.mjs';

/** Path of src/locales. */
export const localesFolder = fileURLToPath(new URL('../../locales', import.meta.url));

/** Name of the list of languages in it. */
export const LANGUAGES_FILE = 'languages.json';

/** Returns the languages of src/locales, as BCP 47 tags. @param {string} locales path of src/locales @returns {string[]} */
export const languagesOf = (locales) => readJson(join(locales, LANGUAGES_FILE));

/** Returns the path of a language’s XLIFF file. @param {string} locales path of src/locales @param {string} language */
export const xliffFile = (locales, language) => join(locales, `${language}.xlf`);
