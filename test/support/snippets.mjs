/** Every snippet that `npm run snippet` prints for the author of a page. */
import {existsSync, readFileSync} from 'node:fs';
import {snippet} from '../../src/tools/html/snippet.mjs';
import {CDN, WIDGETS} from './page.mjs';

/** Languages, each with a region. Numbers of the United Kingdom have spaces, at which right-to-left text reorders their parts. */
export const LANGUAGES = {en: 'US', es: 'US', ar: 'GB'};

export {WIDGETS};

/** @typedef {{form: 'tag' | 'div', widget: string, language: keyof typeof LANGUAGES, html: string, words: string}} Snippet */

/** Every widget in every form and language. @type {Snippet[]} */
export const SNIPPETS = [];
for (const form of /** @type {const} */ (['tag', 'div']))
  for (const widget of WIDGETS)
    for (const language of /** @type {(keyof typeof LANGUAGES)[]} */ (Object.keys(LANGUAGES))) {
      const region = LANGUAGES[language];
      const {html} = await snippet(widget, {form, region, lang: language, base: `${CDN}/`});
      const words = [region, 'none']
        .map((folder) => new URL(`../../dist/html/${language}/${folder}/${widget}.html`, import.meta.url))
        .find((file) => existsSync(file));
      if (!words) throw new Error(`There are no plain words of ${widget} in ${language}.`);
      SNIPPETS.push({form, widget, language, html, words: readFileSync(words, 'utf8')});
    }
