/** Whether our builder of templates (src/entries/strict/template.ts) reads one as a browser does. */
import {isDeepStrictEqual} from 'node:util';
import {parseFragment} from 'parse5';

/** Stands for a binding. */
const MARK = '\uE000';

/**
 * A node with what there is to compare; the text MARK is a binding.
 * @typedef {string | {tag: string, namespaceURI?: string, attributes: Record<string, string>, nodes: Node[]}} Node
 */

/** What a browser's parser makes of it. @param {string} html @param {string} root element it stands in, if any */
function parsed(html, root) {
  /** @returns {Node[]} */
  const plain = ({nodeName, value, namespaceURI, attrs = [], childNodes = []}) =>
    nodeName === '#text' || nodeName === '#comment'
      ? [value ?? MARK]
      : [
          {
            tag: nodeName,
            namespaceURI,
            attributes: Object.fromEntries(
              attrs.map(({namespace, name, value}) => [namespace ? `${namespace} ${name}` : name, value]),
            ),
            nodes: childNodes.flatMap(plain),
          },
        ];
  const [{nodes}] = plain(parseFragment(root ? `<${root}>${html}</${root}>` : html));
  return root ? nodes[0].nodes : nodes;
}

/** What ours makes of it, in a document that has just what it needs. @returns {Node[]} */
function built(template, /** @type {string[]} */ strings, /** @type {number} */ type) {
  /** Elements and comments in the order in which Lit counts them. */
  const counted = [];
  const element = (namespaceURI, tag) => ({
    node: {tag, namespaceURI, attributes: {}, nodes: []},
    namespaceURI,
    append(child) {
      this.node.nodes.push(child.node ?? child);
      if (child.node) child.parentNode = this;
    },
    setAttribute(name, value) {
      this.node.attributes[name] = value;
    },
  });
  const count = (made) => {
    counted.push(made);
    return made;
  };
  const content = element();
  content.ownerDocument = {
    createElementNS: (namespace, tag) => count(element(namespace, tag)),
    createComment: () => count({node: MARK}),
  };
  globalThis.document = {createElement: () => ({content, namespaceURI: 'http://www.w3.org/1999/xhtml'})};
  try {
    const {parts} = template(Object.assign([...strings], {raw: strings}), type, ['', '.', '?', '@']);
    for (const {type, index, name, strings, ctor} of parts)
      // Names of properties and events may have capital letters, which a parser makes small.
      if (type === 1) counted[index].setAttribute(ctor ? ctor + name.toLowerCase() : name, strings.join(MARK));
  } finally {
    delete globalThis.document;
  }
  return content.node.nodes;
}

/**
 * @param {Function} template the builder
 * @param {string[]} strings of the tagged template
 * @param {'html' | 'svg' | 'mathml'} tag
 * @returns {string | undefined} what is wrong with it
 */
export function faultOf(template, strings, tag) {
  // What Lit makes of it before it has it parsed. Bindings outside tags are comments: text would be thrown out of a table.
  const html = `${strings.join(MARK).replaceAll(`${MARK}/>`, `${MARK} />`)}${strings.at(-1) ? '' : MARK}`.replace(
    new RegExp(`<(?:"[^"]*"|[^">])*>|${MARK}`, 'g'),
    (token) => (token === MARK ? '<!---->' : token),
  );
  const [refused] = /\s(style|on[a-z]+)(?==)|<(style|script)\b/.exec(html) ?? [];
  if (refused) return `strict pages refuse ${refused.trim()}`;
  let ours;
  try {
    ours = built(template, strings, ['html', 'svg', 'mathml'].indexOf(tag) + 1);
  } catch {
    // An end too many.
  }
  const theirs = parsed(html, {html: '', svg: 'svg', mathml: 'math'}[tag]);
  return isDeepStrictEqual(ours, theirs)
    ? undefined
    : 'src/entries/strict/template.ts does not read it as a browser does';
}
