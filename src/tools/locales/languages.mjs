/** The languages of src/locales and their files. */
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {readJson} from '../content/read-content.mjs';

/** Path of src/locales. */
export const localesFolder = fileURLToPath(new URL('../../locales', import.meta.url));

/** Name of the configuration of lit-localize in it, which lists the languages. */
export const CONFIG_FILE = 'lit-localize.json';

/** Returns the languages of src/locales, as BCP 47 tags. @param {string} locales path of src/locales @returns {string[]} */
export const languagesOf = (locales) => readJson(join(locales, CONFIG_FILE)).targetLocales;

/** Returns the path of a language’s XLIFF file. @param {string} locales path of src/locales @param {string} language */
export const xliffFile = (locales, language) => join(locales, `${language}.xlf`);
