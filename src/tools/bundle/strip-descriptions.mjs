import MagicString from 'magic-string';
import ts from 'typescript';

/**
 * Drops the translators' notes (`desc`) from a built messages module: they are provenance, not for readers.
 *
 * @param {string} code
 */
export function withoutNotes(code) {
  const source = ts.createSourceFile('messages.js', code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const result = new MagicString(code);
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isObjectLiteralExpression(node))
      node.properties.forEach((property, index) => {
        if (property.name?.getText(source) !== 'desc') return;
        const before = node.properties[index - 1];
        const after = node.properties[index + 1];
        // With the comma on one side of it.
        if (before) result.remove(before.getEnd(), property.getEnd());
        else result.remove(property.getStart(source), after ? after.getStart(source) : property.getEnd());
      });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return result.toString();
}
