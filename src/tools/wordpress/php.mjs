/** Writes PHP: generated files with only data or labels. */

/** Returns a PHP string literal. @param {string} text */
const phpString = (text) => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** Returns a call that translates a text. @param {string} text */
export const phpTranslated = (text) => `__( ${phpString(text)}, 'recovery-widgets' )`;

/**
 * Returns a PHP array. Values are PHP expressions.
 *
 * @param {[key: string, value: string][]} entries
 * @param {number} depth of indentation
 */
export function phpArray(entries, depth) {
  if (!entries.length) return 'array()';
  const tabs = '\t'.repeat(depth);
  const lines = entries.map(([key, value]) => `${tabs}\t${phpString(key)} => ${value},\n`);
  return `array(\n${lines.join('')}${tabs})`;
}
