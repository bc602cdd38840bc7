import MagicString from 'magic-string';
import ts from 'typescript';

/**
 * Removes the descriptions for translators (`desc`) from a compiled messages module: readers do not need to download them.
 *
 * @param {string} code
 */
export function stripDescriptions(code) {
  const source = ts.createSourceFile('messages.js', code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const result = new MagicString(code);
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isObjectLiteralExpression(node))
      node.properties.forEach((property, index) => {
        if (property.name?.getText(source) !== 'desc') return;
        const before = node.properties[index - 1];
        const after = node.properties[index + 1];
        // Together with the comma before or after it.
        if (before) result.remove(before.getEnd(), property.getEnd());
        else result.remove(property.getStart(source), after ? after.getStart(source) : property.getEnd());
      });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return result.toString();
}
