/** Snippets as a page's author gets them, for every widget, language and form. */
import {readFileSync, readdirSync} from 'node:fs';

const root = new URL('../../', import.meta.url);

export const WIDGETS = readdirSync(new URL('src/entries/define', root))
  .map((file) => file.replace(/\.ts$/, ''))
  .sort();
/** Languages, each with a region; numbers of the United Kingdom have spaces in them, which right-to-left words turn round. */
export const LANGUAGES = {en: 'US', es: 'US', ar: 'GB'};

/** The plain words of a widget. */
export const wordsOf = (/** @type {string} */ widget, /** @type {string} */ language) => {
  for (const region of [LANGUAGES[language], 'none'])
    try {
      return readFileSync(new URL(`dist/html/${language}/${region}/${widget}.html`, root), 'utf8');
    } catch {
      // A widget that shows nothing of a country is under `none`.
    }
  throw new Error(`No plain words of ${widget} in ${language}`);
};

/** @param {'tag' | 'div'} form @param {string} widget @param {string} language */
export function snippetOf(form, widget, language, words = wordsOf(widget, language)) {
  const spoken = `lang="${language}"${language === 'ar' ? ' dir="rtl"' : ''}`;
  return form === 'tag'
    ? `<recovery-${widget} region="${LANGUAGES[language]}" ${spoken}>\n${words}</recovery-${widget}>\n`
    : `<div data-recovery-widget="${widget}" data-region="${LANGUAGES[language]}" data-lang="${language}" ${spoken}>\n${words}</div>\n`;
}
