/**
 * ESLint rule: refuses the worst of what docs/style.md advises against in comments and in titles of tests. A nominal relative
 * clause as subject (“What is kept …”) hides who does what; the words in `DIALECT` are not used in the field.
 */

/** A subject that is a relative clause, at the start of a comment, a paragraph of it, or a JSDoc tag’s text. */
const RELATIVE_SUBJECT = /^(?:what|whatever|whether what|that which|those (?:that|who|which))\b/i;

/** Project jargon, each with the usual terms. */
const DIALECT = [
  {pattern: /\banew\b/i, use: '“again” or “from scratch”'},
  {pattern: /\bplain words\b/i, use: '“fallback content” or “fallback HTML”'},
  {pattern: /\bto the letter\b/i, use: '“exactly” or “byte for byte”'},
];

/** Functions of test runners whose first argument is a title, and ours that call them: `itInChromium`. */
const TITLED = /^(?:describe|it|test|base)(?![a-z])/;

/**
 * The paragraphs of a comment, without its asterisks and JSDoc tags.
 *
 * @param {string} comment
 */
const paragraphsOf = (comment) =>
  comment
    .split('\n')
    .map((line) =>
      line
        .replace(/^\s*\*?\s?/, '')
        .replace(/^@(?:param|returns?|property)\s+(?:\{.*?\}\s+)?(?:\[?[\w.]+.*?\]?\s+-?\s*)?/, ''),
    )
    .join('\n')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim());

/** @type {import('eslint').Rule.RuleModule} */
export const commentStyle = {
  meta: {
    type: 'suggestion',
    docs: {description: 'Keeps comments and test titles in the English of the field.'},
    schema: [],
    messages: {
      subject: 'Begin with a verb or a noun, not with “{{start}} …”. See docs/style.md.',
      dialect: 'Instead of “{{found}}” use {{use}}. See docs/style.md.',
    },
  },
  create(context) {
    /** @param {string} text @param {import('eslint').Rule.ReportDescriptorLocation} place */
    const check = (text, place) => {
      const [start] = RELATIVE_SUBJECT.exec(text) ?? [];
      if (start) context.report({...place, messageId: 'subject', data: {start}});
      for (const {pattern, use} of DIALECT) {
        const [found] = pattern.exec(text) ?? [];
        if (found) context.report({...place, messageId: 'dialect', data: {found, use}});
      }
    };
    return {
      Program() {
        for (const {value, loc} of context.sourceCode.getAllComments())
          if (loc) for (const paragraph of paragraphsOf(value)) check(paragraph, {loc});
      },
      CallExpression({callee, arguments: [title]}) {
        const name = callee.type === 'MemberExpression' ? callee.object : callee;
        if (name.type !== 'Identifier' || !TITLED.test(name.name)) return;
        if (title?.type === 'Literal' && typeof title.value === 'string') check(title.value, {node: title});
        if (title?.type === 'TemplateLiteral')
          check(title.quasis.map(({value}) => value.cooked).join('…'), {node: title});
      },
    };
  },
};
