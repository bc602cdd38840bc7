/**
 * Template for the translations of the plugin’s menus, which the directory of wordpress.org collects: finds the texts in PHP, in the
 * editor’s script and in block.json.
 */
import {DOMAIN} from './php.mjs';

/**
 * @typedef {object} Text
 * @property {string} english
 * @property {string} [context] of gettext
 * @property {string} [comment] for translators
 * @property {string[]} files that contain it
 */

/** A call that translates. */
const CALL = /\b(?:__|esc_html__|esc_html_e|esc_attr__|esc_attr_e)\(\s*'((?:[^'\\]|\\.)*)'\s*,\s*'recovery-widgets'/g;

/** A comment for translators, in the line before a call or in the same line. */
const COMMENT = /(?:\/\*|\/\/) translators: ([^\n]*?)\.?(?: \*\/[^\n]*)?(?:\n[^\n]*)?$/;

/** Fields of block.json that WordPress translates, with their contexts. */
const BLOCK_CONTEXTS = {title: 'block title', description: 'block description', keywords: 'block keyword'};

/**
 * Finds all texts.
 *
 * @param {Map<string, string | Uint8Array>} files content by path
 * @returns {Text[]} in the order of the files
 */
export function findTexts(files) {
  /** @type {Map<string, Text>} */
  const texts = new Map();
  const add = (/** @type {Text} */ text) => {
    const key = `${text.context ?? ''}\u0004${text.english}`;
    const known = texts.get(key);
    if (!known) texts.set(key, text);
    else if (!known.files.includes(text.files[0])) known.files.push(text.files[0]);
  };
  for (const [file, content] of files) {
    if (typeof content !== 'string') continue;
    if (/\.(php|js)$/.test(file))
      for (const {index, 1: english} of content.matchAll(CALL)) {
        const [, comment] = COMMENT.exec(content.slice(0, index)) ?? [];
        add({english: english.replace(/\\(.)/g, '$1'), comment, files: [file]});
      }
    if (file.endsWith('block.json')) {
      const block = JSON.parse(content);
      for (const [field, context] of Object.entries(BLOCK_CONTEXTS))
        for (const english of [block[field]].flat()) add({english, context, files: [file]});
    }
  }
  return [...texts.values()];
}

const quote = (/** @type {string} */ text) => `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;

/**
 * Writes the template for translators, a .pot.
 *
 * @param {Map<string, string | Uint8Array>} files content of the plugin by path
 * @param {string} version
 */
export function translationTemplate(files, version) {
  const header = `msgid ""
msgstr ""
"Project-Id-Version: Recovery Widgets ${version}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"X-Domain: ${DOMAIN}\\n"
`;
  const entries = findTexts(files).map(({english, context, comment, files: found}) =>
    [
      ...(comment ? [`#. translators: ${comment}`] : []),
      ...found.map((file) => `#: ${file}`),
      ...(context ? [`msgctxt ${quote(context)}`] : []),
      `msgid ${quote(english)}`,
      'msgstr ""',
      '',
    ].join('\n'),
  );
  return [header, ...entries].join('\n');
}
