/**
 * Checks that src/entries/strict/template.ts, which takes the place of `innerHTML` in Lit, reads our templates as a browser
 * does.
 */
import {join, resolve} from 'node:path';
import {isDeepStrictEqual} from 'node:util';
import {pathToFileURL} from 'node:url';
import {parseFragment} from 'parse5';

/** @import {DefaultTreeAdapterTypes} from 'parse5' */
/** @typedef {typeof import('../../entries/strict/template.js').template} CreateTemplate */

/** Stands for a binding: in content, or in an attribute’s value. */
const MARK = '\uE000';

const TAGS = ['html', 'svg', 'mathml'];

/**
 * A node, reduced to the parts to compare. A text is a string, a comment is MARK.
 * @typedef {string | {tag: string, namespaceURI?: string, attributes: Record<string, string>, nodes: TemplateNode[]}} TemplateNode
 */

/** @param {DefaultTreeAdapterTypes.ChildNode} node @returns {TemplateNode} */
function simplify(node) {
  if ('value' in node) return node.value;
  if (!('attrs' in node)) return MARK;
  return {
    tag: node.tagName,
    namespaceURI: node.namespaceURI,
    attributes: Object.fromEntries(
      node.attrs.map(({namespace, name, value}) => [namespace ? `${namespace} ${name}` : name, value]),
    ),
    nodes: node.childNodes.map(simplify),
  };
}

/**
 * Parses a template as the HTML specification says.
 *
 * @param {string} html
 * @param {string} [root] element that it is inserted into, if not HTML
 */
function parse(html, root) {
  const nodes = parseFragment(root ? `<${root}>${html}</${root}>` : html).childNodes.map(simplify);
  const [first] = nodes;
  return root && typeof first === 'object' ? first.nodes : nodes;
}

/** As much of an element, or of a template’s content, as template.ts uses. */
class FakeElement {
  /** @type {FakeElement | undefined} */
  parentNode;

  constructor(tag = '', /** @type {string | undefined} */ namespaceURI = undefined) {
    this.namespaceURI = namespaceURI;
    this.node = {
      tag,
      namespaceURI,
      attributes: /** @type {Record<string, string>} */ ({}),
      nodes: /** @type {TemplateNode[]} */ ([]),
    };
  }

  /** @param {string | FakeElement} child */
  append(child) {
    this.node.nodes.push(typeof child === 'string' ? child : child.node);
    if (typeof child !== 'string') child.parentNode = this;
  }

  /** @param {string} name @param {string} value */
  setAttribute(name, value) {
    this.node.attributes[name] = value;
  }
}

/**
 * Runs a function with as much of a global `document` as template.ts uses.
 *
 * @template Result
 * @param {object} document
 * @param {() => Result} run
 */
function withDocument(document, run) {
  Object.defineProperty(globalThis, 'document', {value: document, configurable: true});
  try {
    return run();
  } finally {
    Reflect.deleteProperty(globalThis, 'document');
  }
}

/**
 * Builds a template with template.ts.
 *
 * @param {CreateTemplate} createTemplate
 * @param {readonly string[]} strings
 * @param {number} type as Lit numbers them: 1 for HTML, 2 for SVG, 3 for MathML
 */
function build(createTemplate, strings, type) {
  /** Elements, and undefined for comments, in the order in which Lit counts them. @type {(FakeElement | undefined)[]} */
  const counted = [];
  const content = Object.assign(new FakeElement(), {
    ownerDocument: {
      createElementNS(/** @type {string} */ namespace, /** @type {string} */ tag) {
        const element = new FakeElement(tag, namespace);
        counted.push(element);
        return element;
      },
      createComment() {
        counted.push(undefined);
        return MARK;
      },
    },
  });
  const document = {createElement: () => ({content, namespaceURI: 'http://www.w3.org/1999/xhtml'})};
  const {parts} = withDocument(document, () =>
    createTemplate(Object.assign([...strings], {raw: strings}), type, ['', '.', '?', '@']),
  );
  for (const part of parts)
    // The HTML parser lowercases the names of attributes; those of properties and events keep their case.
    if (part.type === 1)
      counted[part.index]?.setAttribute(
        part.ctor ? `${part.ctor}${part.name.toLowerCase()}` : part.name,
        part.strings.join(MARK),
      );
  return content.node.nodes;
}

/**
 * Compares the nodes that template.ts and a browser create for a template.
 *
 * @param {CreateTemplate} createTemplate the export of template.ts
 * @param {readonly string[]} strings of the tagged template
 * @param {string} tag `html`, `svg` or `mathml`
 * @returns {string | undefined} an error message
 */
export function validateTemplate(createTemplate, strings, tag) {
  // As Lit rewrites it before parsing. Bindings in content become comments: a parser would move text out of a table.
  const html = `${strings.join(MARK).replaceAll(`${MARK}/>`, `${MARK} />`)}${strings.at(-1) ? '' : MARK}`.replace(
    new RegExp(`<(?:"[^"]*"|[^">])*>|${MARK}`, 'g'),
    (token) => (token === MARK ? '<!---->' : token),
  );
  const [refused] = /\s(style|on[a-z]+)(?==)|<(style|script)\b/.exec(html) ?? [];
  if (refused) return `strict pages refuse ${refused.trim()}`;
  let ours;
  try {
    ours = build(createTemplate, strings, TAGS.indexOf(tag) + 1);
  } catch {
    // An end tag without a start tag.
  }
  return isDeepStrictEqual(ours, parse(html, {svg: 'svg', mathml: 'math'}[tag]))
    ? undefined
    : 'src/entries/strict/template.ts does not read it as a browser does';
}

/**
 * The tagged templates of HTML in a module.
 *
 * @param {unknown} node of its syntax tree (ESTree)
 * @returns {Generator<{tag: string, strings: string[], start: number}>}
 */
function* templatesIn(node) {
  if (!node || typeof node !== 'object') return;
  const {type, tag, quasi, start} = /** @type {any} */ (node);
  if (type === 'TaggedTemplateExpression' && TAGS.includes(tag.name))
    yield {
      tag: tag.name,
      strings: quasi.quasis.map((/** @type {{value: {cooked: string}}} */ {value}) => value.cooked),
      start,
    };
  for (const child of Object.values(node)) yield* templatesIn(child);
}

/**
 * Creates a Rollup plugin that validates every template of our modules. It has to come after the one that minifies templates.
 *
 * @param {string} npm folder of our modules as tsc has compiled them
 * @returns {import('rollup').Plugin}
 */
export const strictCheck = (npm) => ({
  name: 'strict-check',
  async transform(code, id) {
    if (!id.startsWith(resolve(npm))) return null;
    const {template} = await import(pathToFileURL(resolve(join(npm, 'entries/strict/template.js'))).href);
    for (const {tag, strings, start} of templatesIn(this.parse(code))) {
      const error = validateTemplate(template, strings, tag);
      if (error) this.error(`${error}: ${strings.join('${…}')}`, start);
    }
    return null;
  },
});
