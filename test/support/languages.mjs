/** Languages that tests go through, of which each adds what no other proves, and the messages of the build in them. */
import {isCoreTier} from '../../src/tools/content/tiers.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {importBuilt, loadTranslator} from '../../src/tools/html/static-page.mjs';
import {nightly} from './nightly.mjs';

const {widgets, languages: all} = await available();

/** Languages that have all widgets. */
export const fullLanguages = all.filter((tag) => !isCoreTier(tag));

/**
 * All languages at night. CI has those with all widgets, and of the others the two that break most: high lines from right to left, and lines
 * without spaces.
 */
export const languages = nightly(
  all,
  all.filter((tag) => fullLanguages.includes(tag) || ['ur', 'zh-Hans'].includes(tag)),
);

/** Whether a widget has a language. @param {string} name @param {string} lang */
export const hasLanguage = (name, lang) => !!widgets.get(name)?.languages.includes(lang);

/** Returns a message of a widget as text, without its placeholders. @param {string} name of the widget @param {string} key name of the message in the code of the widget @param {string} [lang] @returns {Promise<string>} */
export async function messageOf(name, key, lang = 'en') {
  const messages = await importBuilt(`generated/messages/${name}.js`);
  return (await loadTranslator(lang, [name]))(messages[key]).join('').trim();
}
