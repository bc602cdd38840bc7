/** Every snippet that `npx recovery-widgets snippet` can print, in three languages. */
import {existsSync, readFileSync} from 'node:fs';
import {snippet} from '../../src/tools/html/snippet.mjs';
import {CDN, WIDGETS} from '../support/page.mjs';

/** Languages, each with a region. Numbers of the United Kingdom contain spaces, which right-to-left text reorders. */
export const LANGUAGES = {en: 'US', es: 'US', ar: 'GB'};

/** @typedef {{form: 'tag' | 'div', widget: string, language: keyof typeof LANGUAGES, html: string, fallback: string}} Snippet */

/** Every widget in every form and language. @type {Snippet[]} */
export const SNIPPETS = [];
for (const form of /** @type {const} */ (['tag', 'div']))
  for (const widget of WIDGETS)
    for (const language of /** @type {(keyof typeof LANGUAGES)[]} */ (Object.keys(LANGUAGES))) {
      const region = LANGUAGES[language];
      const {html} = await snippet(widget, {form, region, lang: language, base: `${CDN}/`});
      const file = [region, 'none']
        .map((folder) => new URL(`../../dist/html/${language}/${folder}/${widget}.html`, import.meta.url))
        .find((url) => existsSync(url));
      if (!file) throw new Error(`There is no fallback HTML of ${widget} in ${language}.`);
      SNIPPETS.push({form, widget, language, html, fallback: readFileSync(file, 'utf8')});
    }
