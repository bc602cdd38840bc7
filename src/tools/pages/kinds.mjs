/** How files are read that may have snippets in them, by the end of their names. */

/** @typedef {import('./refresh.mjs').Kind} Kind */

/** @type {Record<string, Kind>} */
const KINDS = {
  ...Object.fromEntries(
    ['html', 'htm', 'xhtml', 'twig', 'liquid', 'njk', 'hbs', 'erb', 'ejs', 'vue', 'astro', 'svelte', 'tpl', 'inc'].map(
      (end) => [end, /** @type {const} */ ('html')],
    ),
  ),
  md: 'markdown',
  mdx: 'markdown',
  markdown: 'markdown',
  php: 'php',
  phtml: 'php',
  json: 'json',
  sql: 'sql',
};

/** Ends of the names of all such files, without the dot. */
export const ENDINGS = Object.keys(KINDS);

/** Returns how a file is read. @param {string} name @returns {Kind | undefined} undefined if it is none of these */
export function kindOf(name) {
  const [, end = ''] = /\.(\w+)$/.exec(name.toLowerCase()) ?? [];
  return Object.hasOwn(KINDS, end) ? KINDS[end] : undefined;
}
