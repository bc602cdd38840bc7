/**
 * Finds widgets on a page: tags, and placeholders for editors that strip tags. In the document, in the open shadow roots that
 * are there when it looks, and in whatever is added later.
 */
import {join} from '../../core/define.js';
import {warn} from '../../core/warn.js';

// The build fills these in.
/** All widgets that there are. */
declare const __NAMES__: readonly string[];
/** What of a placeholder may become an attribute of any widget. */
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

const isWidget = (element: Element): boolean => element.localName.startsWith('recovery-');

/** The widget a placeholder is for, whatever an editor or a person made of its name: `“Recovery-Helpline_Banner”`. */
function nameIn(place: Element): string | undefined {
  const letters = place
    .getAttribute(PLACE)!
    .toLowerCase()
    .replace(/^\W*recovery|[^a-z]/g, '');
  return __NAMES__.find((name) => name.replaceAll('-', '') === letters);
}

/**
 * Puts the widget into its placeholder, around the words there. The placeholder stays: scripts and styles of the page may hold
 * on to it.
 */
function fill(place: HTMLElement, name: string): void {
  const tag = `recovery-${name}`;
  // Not into what someone is just editing, nor into a definition that is not ours.
  if (place.isContentEditable || [...place.children].some(({localName}) => localName === tag)) return;
  if (!(customElements.get(tag) as {version?: string} | undefined)?.version) return;
  const widget = document.createElement(tag);
  for (const attribute of attributesOf(tag)) {
    // Its language it inherits, and follows.
    const value = attribute === 'lang' ? place.getAttribute('data-lang') : valueOf(place, attribute);
    if (value !== null) widget.setAttribute(attribute, value);
  }
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
  names: readonly string[] = __NAMES__,
  load?: (found: [name: string, element: Element][]) => void,
): void {
  const page = join();
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

  const visit = (element: Element) => {
    if (isWidget(element)) want(element.localName.slice(9), element);
    else if (element.shadowRoot) look(element.shadowRoot);
    if (!element.hasAttribute(PLACE)) return;
    const name = nameIn(element);
    if (!name) warn(`${PLACE}="${element.getAttribute(PLACE)}" names no widget. Allowed: ${__NAMES__.join(', ')}.`);
    const around = element.parentElement?.closest(`[${PLACE}]`);
    // One inside another is moved out first.
    if (!name || !names.includes(name) || (around && waiting.has(around))) return;
    want(name, element);
    if (waiting.has(element)) return;
    waiting.add(element);
    void customElements.whenDefined(`recovery-${name}`).then(() => {
      const put = () => {
        waiting.delete(element);
        fill(element as HTMLElement, name);
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
      const element = target as Element;
      const name = attributeName?.slice(5);
      const widget = name && [...element.children].find(isWidget);
      if (widget && attributesOf(widget.localName).includes(name)) {
        const value = element.getAttribute(attributeName!);
        if (value === null) widget.removeAttribute(name);
        else widget.setAttribute(name, value);
        // A placeholder that has just become one, or whose widget a script of the page has overwritten.
      } else if ((name || addedNodes.length) && element.hasAttribute?.(PLACE)) visit(element);
      addedNodes.forEach((node) => node.nodeType === Node.ELEMENT_NODE && look(node as Element));
    }
    report();
  });

  const {upgrade} = page;
  page.upgrade = (root) => {
    upgrade?.(root);
    look(root);
    report();
  };
  look(document);
  report();
}
