/**
 * Builds Lit’s templates node by node. Lit passes them to `innerHTML`, which a page with strict headers refuses; in dist/cdn the
 * build replaces that by this module. See docs/decisions/0008-strict-pages.md.
 *
 * Parses only HTML as our minifier writes it: every element is closed, there are no comments and no character references, and
 * attribute values are in double quotes or unquoted. A test compares every template with the nodes that a browser parses.
 */

// Lit’s numbers.
const ATTRIBUTE_PART = 1;
const CHILD_PART = 2;
const SVG_RESULT = 2;

/** A binding as Lit describes it. `index` counts elements and comments in document order. */
type Part =
  | {type: typeof ATTRIBUTE_PART; index: number; name: string; strings: string[]; ctor: unknown}
  | {type: typeof CHILD_PART; index: number; strings?: undefined};

/** A template as Lit caches it. */
export interface Template {
  el: HTMLTemplateElement;
  parts: Part[];
}

/** Stands for a binding. */
const MARK = '\0';
/** Matches a tag, a binding, or text. */
const TOKEN = /<(\/?)([\w-]+)((?:"[^"]*"|[^">])*)>|\0|[^<\0]+/g;
const ATTRIBUTE = /([^\s=/]+)(?:=(?:"([^"]*)"|([^\s/]+)))?/g;
const VOID = /^(br|hr|img|input|wbr)$/;

/**
 * Builds a template.
 *
 * @param strings of the tagged template
 * @param type 1 for HTML, 2 for content of an `<svg>`
 * @param ctors Lit’s part classes for an attribute, a property (`.name`), a boolean attribute (`?name`), a listener (`@name`)
 * @throws {Error} if the strings do not come from a tagged template
 */
export function template(strings: TemplateStringsArray, type: number, ctors: readonly unknown[]): Template {
  // Forged templates, such as parsed JSON, have no `raw`.
  if (!strings.raw) throw Error('not a template literal');
  const el = document.createElement('template');
  // Elements in the template’s inert document are not upgraded and load nothing.
  const inert = el.content.ownerDocument;
  const parts: Part[] = [];
  let at: ParentNode = el.content;
  let index = 0;
  const comment = () => at.append(inert.createComment(''));
  for (const [token, end, tag, attributes] of strings.join(MARK).matchAll(TOKEN)) {
    if (end) at = at.parentNode!;
    else if (tag) {
      const element = inert.createElementNS(
        tag === 'svg' || type === SVG_RESULT
          ? 'http://www.w3.org/2000/svg'
          : ((at as Element).namespaceURI ?? el.namespaceURI),
        tag,
      );
      for (const [, name, quoted, bare] of attributes.matchAll(ATTRIBUTE)) {
        const statics = (quoted ?? bare ?? '').split(MARK);
        const kind = '.?@'.indexOf(name[0]) + 1;
        if (statics.length > 1)
          parts.push({
            type: ATTRIBUTE_PART,
            index,
            name: kind ? name.slice(1) : name,
            strings: statics,
            ctor: ctors[kind],
          });
        else element.setAttribute(name, statics[0]);
      }
      index++;
      at.append(element);
      if (!VOID.test(tag) && !attributes.endsWith('/')) at = element;
    } else if (token === MARK) {
      parts.push({type: CHILD_PART, index: index++});
      comment();
    } else at.append(token);
  }
  // A binding at the end needs a node after it: the parent’s content may continue there.
  if (!strings.at(-1)) comment();
  return {el, parts};
}
