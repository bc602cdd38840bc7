/** Code in Markdown. */

/** Returns the code blocks of a language, without the indent of those in lists. @param {string} markdown @param {string} language */
export const codeBlocks = (markdown, language) =>
  [...markdown.matchAll(new RegExp(`^( *)\`\`\`${language}\\n([^]*?)^\\1\`\`\``, 'gm'))].map(([, indent, code]) =>
    code.replace(new RegExp(`^${indent}`, 'gm'), ''),
  );
