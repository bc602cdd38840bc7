/** Writes hast trees as HTML text, with the escaping and the spelling that the HTML standard’s serializer uses. */
import {sha256} from '@noble/hashes/sha2.js';
import {utf8ToBytes} from '@noble/hashes/utils.js';
import {toHtml} from 'hast-util-to-html';

/** @param {import('hast').Nodes} tree @returns {string} */
export const stringify = (tree) =>
  toHtml(tree, {
    // `'` stays as it is: all attribute values are in double quotes.
    allowDangerousCharacters: true,
    // `raw` nodes hold HTML that is already written.
    allowDangerousHtml: true,
    characterReferences: {useNamedReferences: true},
    collapseEmptyAttributes: true,
  });

/** Returns the source that allows an inline style or script in a Content-Security-Policy. @param {string} text its content */
export const inlineHash = (text) => `'sha256-${btoa(String.fromCharCode(...sha256(utf8ToBytes(text))))}'`;

/** Writes JSON that is safe in a script element: without `</script>` and `<!--`. @param {unknown} data */
export const stringifyData = (data) => `${JSON.stringify(data, null, 2).replaceAll('<', '\\u003c')}\n`;
