/** Turns Markdown into hast, with the ids of headings that GitHub gives, and reads headings out of it. */
import {headingRank} from 'hast-util-heading-rank';
import {toString} from 'hast-util-to-string';
import rehypeRaw from 'rehype-raw';
import rehypeSlug from 'rehype-slug';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import {unified} from 'unified';
import {SKIP, visit} from 'unist-util-visit';

/** @import {Nodes, Root, RootContent} from 'hast' */

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  // The docs have `<a id>` and `<br>`. They are ours, so nothing is sanitized.
  .use(remarkRehype, {allowDangerousHtml: true})
  .use(rehypeRaw)
  .use(rehypeSlug);

/** Removes comments, which are for our tools, and the obsolete `align` of cells. @param {Root} tree */
function clean(tree) {
  visit(tree, (node, index, parent) => {
    if (node.type === 'comment' && parent && index !== undefined) {
      parent.children.splice(index, 1);
      return [SKIP, index];
    }
    if (node.type === 'element') delete node.properties.align;
    return undefined;
  });
}

/** Parses a document. @param {string} text Markdown @returns {Root} */
export function parseMarkdown(text) {
  const tree = /** @type {Root} */ (processor.runSync(processor.parse(text)));
  clean(tree);
  return tree;
}

/**
 * Whether a node is an element of one of some names.
 *
 * @param {Nodes | RootContent} node
 * @param {string[]} names
 * @returns {node is import('hast').Element}
 */
export const isElement = (node, ...names) => node.type === 'element' && names.includes(node.tagName);

/** Lists the headings that have an id. @param {Nodes} tree */
export function headingsOf(tree) {
  /** @type {{level: number, id: string, text: string}[]} */
  const headings = [];
  visit(tree, 'element', (node) => {
    const level = headingRank(node);
    if (level && node.properties.id) headings.push({level, id: String(node.properties.id), text: toString(node)});
  });
  return headings;
}

/** Returns the first sentences of a text, as many as search engines show: 160 characters. @param {string} text */
export function firstSentences(text) {
  const plain = text.replace(/\s+/g, ' ').trim();
  return /^.{1,159}(?:[.?!](?=\s)|.$)/.exec(plain)?.[0] ?? `${plain.slice(0, plain.lastIndexOf(' ', 159))}…`;
}
