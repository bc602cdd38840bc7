/**
 * ESLint rule: refuses the worst of what docs/style.md advises against in comments, in titles of tests and in messages to developers. A
 * nominal relative
 * clause as subject or object (“What is kept …”, “Says what …”) hides who does what; the terms in `DIALECT` are not used in the field.
 * A title outside a describe block must begin with its own subject or verb.
 */

/** A subject that is a relative clause, at the start of a comment, a paragraph of it, or a JSDoc tag’s text. */
const RELATIVE_SUBJECT = /^(?:what|whatever|whether what|that which|those (?:that|who|which))\b/i;

/** A verb whose object is a relative clause, at the same places: “Says what …”. */
const RELATIVE_OBJECT = /^[a-z]+s (?:what|whatever|whether what|that which)\b/i;

/** A verb that names no action, at the start of a comment. */
const SAYS = /^says\b/i;

/** First words of a title that continues the title of a describe block: a report shows a top-level title without one. */
const CONTINUATION = /^(?:and|are|but|has|have|is|of|or|that|then|where|while|with)\b/i;

/** Project jargon, each with the usual terms. */
export const DIALECT = [
  {pattern: /\banew\b/i, use: '“again” or “from scratch”'},
  {pattern: /\bplain words\b/i, use: '“fallback content” or “fallback HTML”'},
  {pattern: /\bto the letter\b/i, use: '“exactly” or “byte for byte”'},
  {pattern: /\bfor good\b/i, use: '“permanently” or “stays”'},
  {pattern: /\bin sight\b/i, use: '“visible” or “in the viewport”'},
  {pattern: /\bmend(?:s|ed|ing)?\b/i, use: '“fix”'},
  {pattern: /\bnone of ours\b/i, use: '“not one of ours”'},
  {pattern: /\b(?:if|is|are|was|were) others? than\b/i, use: '“different from”'},
  // Not “there is no …” and “is no longer …”.
  {
    pattern:
      /(?<!\bthere )\b(?:is|are|was|were) no(?!\s+(?:longer|more|less|fewer|(?:high|low|larg|small|lat)er)\b)(?:ne)?\b/i,
    use: '“is not a …”',
  },
  // Not “stands for …” and “stands still”.
  {pattern: /\bst(?:ands?|ood) (?:above|after|around|before|below|beside|in|inside|outside|there)\b/i, use: '“is”'},
  {pattern: /^tells (?:how|what|whether|which|why)\b/i, use: '“Returns whether” or “Checks whether”'},
];

/**
 * Returns whether a call is `describe(…)`, `test.describe(…)` or a variant such as `describe.skip(…)`.
 *
 * @param {any} callee
 * @returns {boolean}
 */
const isDescribe = (callee) =>
  callee.name === 'describe' ||
  (callee.type === 'MemberExpression' && (callee.property.name === 'describe' || isDescribe(callee.object)));

/** Functions of test runners whose first argument is a title, and ours that call them: `itInChromium`. */
const TITLED = /^(?:describe|it|test|base)(?![a-z])/;

/** Names of functions and constructors whose arguments are messages to developers: `warn`, `UsageError`. */
const MESSAGE_CALL = /^(?:warn|\w*Error)$/;

/** Names of tables whose values are messages to developers. */
const MESSAGE_TABLE = /^(?:TEXTS|DIALOG|DECISIONS)$/;

/** A type in braces, which may contain object types. */
const TYPE = String.raw`\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}`;

/** A JSDoc tag in front of its text, with its type and name. */
const TAG = new RegExp(
  String.raw`^@(?:(?:param|property|typedef)\s+(?:${TYPE}\s+)?(?:\[[^\]]*\]|[\w.]+)\s*-?|(?:returns?|throws|type)\s+(?:${TYPE})?)\s*`,
);

/**
 * Returns the title of a test, with “…” in place of expressions; undefined if it is not a literal.
 *
 * @param {import('estree').Expression | import('estree').SpreadElement | undefined} node
 */
function titleOf(node) {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral') return node.quasis.map(({value}) => value.cooked).join('…');
}

/**
 * The paragraphs of a comment, without its asterisks and JSDoc tags. Each tag begins a paragraph.
 *
 * @param {string} comment
 */
const paragraphsOf = (comment) =>
  comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*?\s?/, ''))
    .join('\n')
    .split(/\n\s*\n|(?:^|\s)(?=@[a-z]+\s)/)
    .map((paragraph) => paragraph.trim().replace(TAG, ''));

/** @param {import('estree').Node} callee @returns {boolean} whether its arguments are messages: `console.warn`, `UsageError`, `warn` */
const takesMessages = (callee) =>
  callee.type === 'MemberExpression'
    ? callee.object.type === 'Identifier' && callee.object.name === 'console'
    : callee.type === 'Identifier' && MESSAGE_CALL.test(callee.name);

/**
 * Creates the listeners for messages: strings in a call that logs or throws, and in a table of texts, however deep.
 *
 * @param {(text: string, place: import('eslint').Rule.ReportDescriptorLocation) => void} check
 * @returns {import('eslint').Rule.RuleListener}
 */
function messageListeners(check) {
  /** Nodes that contain messages, from the outermost. @type {import('estree').Node[]} */
  const open = [];
  const enter = (/** @type {import('estree').Node} */ node) => {
    const isMessage =
      node.type === 'VariableDeclarator'
        ? node.id.type === 'Identifier' && MESSAGE_TABLE.test(node.id.name)
        : (node.type === 'CallExpression' || node.type === 'NewExpression') && takesMessages(node.callee);
    if (isMessage) open.push(node);
  };
  const leave = (/** @type {import('estree').Node} */ node) => {
    if (open.at(-1) === node) open.pop();
  };
  return {
    VariableDeclarator: enter,
    'VariableDeclarator:exit': leave,
    ':matches(CallExpression, NewExpression)': enter,
    ':matches(CallExpression, NewExpression):exit': leave,
    Literal(node) {
      if (open.length && typeof node.value === 'string') check(node.value, {node});
    },
    TemplateLiteral(node) {
      if (open.length) check(node.quasis.map(({value}) => value.cooked).join('…'), {node});
    },
  };
}

/** @type {import('eslint').Rule.RuleModule} */
export const commentStyle = {
  meta: {
    type: 'suggestion',
    docs: {description: 'Keeps comments, test titles and messages in the English of the field.'},
    schema: [],
    messages: {
      subject: 'Begin with a verb or a noun, not with “{{start}} …”. See docs/style.md.',
      says: 'Instead of “Says” name the action: “Renders”, “Returns”, “Names”. See docs/style.md.',
      continuation: 'Begin with the subject, not with “{{start}}”: a report shows this title alone. See docs/style.md.',
      object: 'Name the object instead of “{{object}} …”. See docs/style.md.',
      dialect: 'Instead of “{{found}}” use {{use}}. See docs/style.md.',
    },
  },
  create(context) {
    /** @param {string} text @param {import('eslint').Rule.ReportDescriptorLocation} place */
    const check = (text, place) => {
      const [start] = RELATIVE_SUBJECT.exec(text) ?? [];
      if (start) context.report({...place, messageId: 'subject', data: {start}});
      const [object] = RELATIVE_OBJECT.exec(text) ?? [];
      if (object) context.report({...place, messageId: 'object', data: {object}});
      for (const {pattern, use} of DIALECT) {
        const [found] = pattern.exec(text) ?? [];
        if (found) context.report({...place, messageId: 'dialect', data: {found, use}});
      }
    };
    return {
      ...messageListeners(check),
      Program() {
        for (const {value, loc} of context.sourceCode.getAllComments())
          if (loc)
            for (const paragraph of paragraphsOf(value)) {
              check(paragraph, {loc});
              if (SAYS.test(paragraph) && !RELATIVE_OBJECT.test(paragraph)) context.report({loc, messageId: 'says'});
            }
      },
      CallExpression(call) {
        const {
          callee,
          arguments: [node],
        } = call;
        const name = callee.type === 'MemberExpression' ? callee.object : callee;
        if (name.type !== 'Identifier' || !TITLED.test(name.name)) return;
        const title = titleOf(node);
        if (title === undefined) return;
        check(title, {node});
        const [start] = CONTINUATION.exec(title) ?? [];
        const isInDescribe = context.sourceCode
          .getAncestors(call)
          .some((ancestor) => ancestor.type === 'CallExpression' && isDescribe(ancestor.callee));
        if (start && !isInDescribe && !isDescribe(callee))
          context.report({node, messageId: 'continuation', data: {start}});
      },
    };
  },
};
