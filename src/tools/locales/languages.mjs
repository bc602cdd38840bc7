/** The languages of src/locales and their files. */
import {readdirSync} from 'node:fs';
import {basename, join} from 'node:path';
import {fileURLToPath} from 'node:url';

/** Path of src/locales. */
export const localesFolder = fileURLToPath(new URL('../../locales', import.meta.url));

/** Returns the languages that have a file, as BCP 47 tags. @param {string} locales path of src/locales */
export const languagesOf = (locales) =>
  readdirSync(locales)
    .filter((file) => file.endsWith('.xlf'))
    .map((file) => basename(file, '.xlf'))
    .sort();

/** Returns the path of a language’s XLIFF file. @param {string} locales path of src/locales @param {string} language */
export const xliffFile = (locales, language) => join(locales, `${language}.xlf`);
