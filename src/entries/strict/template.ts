/**
 * Makes Lit's templates node by node. Lit hands them to `innerHTML`, which a page with strict headers refuses; the build puts
 * this in its place in dist/cdn. See docs/decisions/0008-strict-pages.md.
 *
 * It reads the HTML that our minifier leaves of our own templates, not any HTML: every element is closed, no comment, no
 * character reference, values of attributes in double quotes or no quotes. The build fails when a browser would read a template
 * otherwise.
 */

/** What Lit has to know of one binding: the nth node, counting elements and comments. */
type Part =
  | {type: 1; index: number; name: string; strings: string[]; ctor: unknown}
  | {type: 2; index: number; strings?: undefined};

/** What Lit keeps of a template. */
export interface Template {
  el: HTMLTemplateElement;
  parts: Part[];
}

/** Stands for a binding. */
const MARK = '\0';
/** A tag, a binding, or text. */
const TOKEN = /<(\/?)([\w-]+)((?:"[^"]*"|[^">])*)>|\0|[^<\0]+/g;
const ATTRIBUTE = /([^\s=/]+)(?:=(?:"([^"]*)"|([^\s/]+)))?/g;
const VOID = /^(br|hr|img|input|wbr)$/;

/**
 * @param strings of the tagged template
 * @param type 1 for HTML, 2 for what goes inside an SVG
 * @param ctors Lit's classes for an attribute, a property (`.name`), a boolean attribute (`?name`), a listener (`@name`)
 */
export function template(strings: TemplateStringsArray, type: number, ctors: readonly unknown[]): Template {
  // An object from elsewhere may look like a template, but has no such strings.
  if (!strings.raw) throw Error('no template');
  const el = document.createElement('template');
  // A document of its own, where nothing starts to work yet.
  const inert = el.content.ownerDocument;
  const parts: Part[] = [];
  let at: ParentNode = el.content;
  let index = 0;
  const comment = () => at.append(inert.createComment(''));
  for (const [token, end, tag, attributes] of strings.join(MARK).matchAll(TOKEN)) {
    if (end) at = at.parentNode!;
    else if (tag) {
      const element = inert.createElementNS(
        tag === 'svg' || type > 1 ? 'http://www.w3.org/2000/svg' : ((at as Element).namespaceURI ?? el.namespaceURI),
        tag,
      );
      for (const [, name, quoted, bare] of attributes.matchAll(ATTRIBUTE)) {
        const strings = (quoted ?? bare ?? '').split(MARK);
        const kind = '.?@'.indexOf(name[0]) + 1;
        if (strings.length > 1)
          parts.push({type: 1, index, name: kind ? name.slice(1) : name, strings, ctor: ctors[kind]});
        else element.setAttribute(name, strings[0]);
      }
      index++;
      at.append(element);
      if (!VOID.test(tag) && !attributes.endsWith('/')) at = element;
    } else if (token === MARK) {
      parts.push({type: 2, index: index++});
      comment();
    } else at.append(token);
  }
  // A binding at the end needs a node after it: what it is shown in may go on.
  if (!strings.at(-1)) comment();
  return {el, parts};
}
