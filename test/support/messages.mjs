/** The messages of the build, for tests that compare what a page shows with them. */
import {importBuilt, loadTranslator} from '../../src/tools/html/static-page.mjs';

/** Returns a message of a widget as text, without its placeholders. @param {string} name of the widget @param {string} key name of the message in the code of the widget @param {string} [lang] @returns {Promise<string>} */
export async function messageOf(name, key, lang = 'en') {
  const [messages, translate] = await Promise.all([
    importBuilt(`generated/messages/${name}.js`),
    loadTranslator(lang, [name]),
  ]);
  return translate(messages[key]).join('').trim();
}
