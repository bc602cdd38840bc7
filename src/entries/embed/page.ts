/**
 * Finds widgets on a page: tags, and placeholders for editors that strip tags. In the document, in the open shadow roots that
 * are there when it looks, and in whatever is added later.
 */
import {registerCopy} from '../../core/registry.js';
import {warn} from '../../core/warn.js';
import {isOurs, nameIn, NAMES} from './names.js';

// The build fills this in: what of a placeholder may become an attribute of any widget.
declare const __ATTRIBUTES__: readonly string[];

const PLACE = 'data-recovery-widget';

/** What a tag or a placeholder says for an attribute: `data-region`, else `region`. */
export const valueOf = (element: Element, name: string): string | null =>
  element.getAttribute(`data-${name}`) ?? element.getAttribute(name);

/**
 * What of a placeholder may become an attribute of its widget. A closed list: editors let `data-*` through that they would
 * never let through as attributes, such as `data-onclick`, or on a widget that is no field, `data-name`.
 */
const attributesOf = (tag: string): readonly string[] => [
  'lang',
  'region',
  ...((customElements.get(tag) as {observedAttributes?: readonly string[]} | undefined)?.observedAttributes ?? []),
];

/** Whether it is a placeholder. A form has its fields as properties, one perhaps called `hasAttribute`. */
const isPlace = (node: Node): node is HTMLElement =>
  node instanceof HTMLElement && Element.prototype.hasAttribute.call(node, PLACE);

const isWidget = (element: Element): boolean => isOurs(element.localName);

/**
 * Puts the widget into its placeholder, around the words there. The placeholder stays: scripts and styles of the page may hold
 * on to it.
 */
function fill(place: HTMLElement, name: string): void {
  const tag = `recovery-${name}`;
  // Not into what someone is just editing, nor into a definition that is not ours; nor where it was pasted into another.
  if (place.isContentEditable || !place.hasAttribute(PLACE)) return;
  if (!(customElements.get(tag) as {version?: string} | undefined)?.version) return;
  const known = [...place.children].find(({localName}) => localName === tag);
  const widget = known ?? document.createElement(tag);
  for (const attribute of attributesOf(tag)) {
    // Its language it inherits, and follows.
    const value = attribute === 'lang' ? place.getAttribute('data-lang') : valueOf(place, attribute);
    if (value !== null && value !== widget.getAttribute(attribute)) widget.setAttribute(attribute, value);
  }
  // As a page was saved with it.
  if (known) return;
  // Pasted into one another by accident: the other widget comes after this one, the same one once.
  let last: Element = place;
  for (const inner of place.querySelectorAll('*'))
    if (inner.hasAttribute(PLACE) && inner.cloneNode().isEqualNode(place.cloneNode())) inner.removeAttribute(PLACE);
    else if ((inner.hasAttribute(PLACE) || isWidget(inner)) && place.contains(inner)) {
      last.after(inner);
      last = inner;
    }
  widget.append(...place.childNodes);
  place.append(widget);
}

/**
 * Looks at the page now and whenever it changes.
 *
 * @param names widgets that this copy can load
 * @param load called with the elements whose widget is not there yet, those found in one go together
 */
export function watch(
  names: readonly string[] = NAMES,
  load?: (found: [name: string, element: Element][]) => void,
): void {
  const page = registerCopy();
  let found: [string, Element][] = [];
  const waiting = new WeakSet<Element>();
  const observed = new WeakSet<Node>();

  const report = () => {
    const now = found;
    found = [];
    if (now.length) load?.(now);
  };

  const want = (name: string, element: Element) =>
    names.includes(name) && !customElements.get(`recovery-${name}`) && found.push([name, element]);

  /** A form has its fields as properties, whatever their names: one called `localName` must not stop the others. */
  const visit = (element: Element) => {
    try {
      examine(element);
    } catch {
      // It is none of ours.
    }
  };

  const examine = (element: Element) => {
    if (isWidget(element)) want(element.localName.slice(9), element);
    else if (element.shadowRoot) look(element.shadowRoot);
    if (!isPlace(element)) return;
    const given = element.getAttribute(PLACE)!;
    const name = nameIn(given);
    if (!name) warn(`${PLACE}="${given}" names no widget. Allowed: ${NAMES.join(', ')}.`);
    const around = element.parentElement?.closest(`[${PLACE}]`);
    // One inside another is moved out first.
    if (!name || !names.includes(name) || (around && waiting.has(around))) return;
    want(name, element);
    if (waiting.has(element)) return;
    waiting.add(element);
    void customElements.whenDefined(`recovery-${name}`).then(() => {
      const put = () => {
        waiting.delete(element);
        fill(element, name);
      };
      // The parser would go on writing words beside the widget.
      if (document.readyState !== 'loading') put();
      else document.addEventListener('DOMContentLoaded', put, {once: true});
    });
  };

  const look = (root: ParentNode & Node) => {
    const isElement = root.nodeType === Node.ELEMENT_NODE;
    if (!isElement && !observed.has(root)) {
      observed.add(root);
      observer.observe(root, {
        childList: true,
        subtree: true,
        attributeFilter: [PLACE, ...__ATTRIBUTES__.map((name) => `data-${name}`)],
      });
    }
    if (isElement) visit(root as Element);
    root.querySelectorAll('*').forEach(visit);
  };

  const observer = new MutationObserver((changes) => {
    for (const {target, addedNodes, attributeName} of changes) {
      // Of placeholders only: a page has a `data-theme` of its own.
      if (isPlace(target)) {
        const name = attributeName?.slice(5);
        const widget = [...target.children].find(isWidget);
        if (name && widget && attributesOf(widget.localName).includes(name)) {
          const value = target.getAttribute(attributeName!);
          if (value === null) widget.removeAttribute(name);
          else widget.setAttribute(name, value);
          // One that has just become one, or whose widget a script of the page has overwritten.
        } else if (name || addedNodes.length) visit(target);
      }
      addedNodes.forEach((node) => node.nodeType === Node.ELEMENT_NODE && look(node as Element));
    }
    report();
  });

  const {upgrade} = page;
  page.upgrade = (root = document) => {
    upgrade?.(root);
    look(root);
    report();
  };
  look(document);
  report();
}
