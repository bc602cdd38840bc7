/**
 * Attributes that an element inherits from the page: the closest `lang` and `data-recovery-region`, across shadow roots.
 *
 * One MutationObserver serves all elements. It observes the document and each shadow root that contains a widget, and only
 * these attributes; it stops when the last element has been disconnected. Coming back online counts as a change too.
 */
import {normalizeCode} from './normalize.js';
import {warn} from './warn.js';

/** Number of widgets that a page shows: more than any needs, and few enough that nobody can freeze a page with them. */
const MAX_WIDGETS = 100;

const callbacks = new Map<Element, () => void>();
let observedRoots = new WeakSet<Node>();
let observer: MutationObserver | undefined;

/** Lets all widgets resolve their content again. */
export const notify = (): void => callbacks.forEach((callback) => callback());

/**
 * Returns the host of the shadow root around a node. An image named `host` is a property of the document, and a field named `parentElement`
 * one of its form, so the methods here are those of the prototypes: a loop would not end.
 */
function hostOf(node: Node): Element | undefined {
  const root = Node.prototype.getRootNode.call(node);
  return root instanceof ShadowRoot ? root.host : undefined;
}

/**
 * Returns the normalized value of an attribute on the closest inclusive ancestor where it is not empty, crossing shadow
 * roots; `''` where there is none.
 */
export function closestAttributeValue(element: Element, attribute: string): string {
  for (let at: Element | undefined = element; at;) {
    const value = normalizeCode(Element.prototype.getAttribute.call(at, attribute));
    if (value) return value;
    at = (Reflect.get(Node.prototype, 'parentElement', at) as Element | null) ?? hostOf(at);
  }
  return '';
}

/** Whether the page switches widgets off where an element is, for what visitors write, or around a shadow root that it is in. */
export const isOff = (element: Element | undefined): boolean =>
  !!element && (!!Element.prototype.closest.call(element, '[data-recovery-off]') || isOff(hostOf(element)));

/**
 * Calls back now, and whenever an attribute that the element inherits may have changed. Never does where widgets are off, or with
 * too many on the page. Call it when the element is connected.
 */
export function observeAncestors(element: Element, callback: () => void): void {
  if (isOff(element)) return;
  if (callbacks.size >= MAX_WIDGETS) {
    warn(
      `a page shows ${MAX_WIDGETS} widgets; of more, the text. Use fewer, or “data-recovery-off” where visitors write.`,
    );
    return;
  }
  callbacks.set(element, callback);
  if (!observer) {
    observer = new MutationObserver(notify);
    // Loads that failed are tried again.
    addEventListener('online', notify);
  }
  for (let at: Element | undefined = element; at; at = hostOf(at)) {
    const root = at.getRootNode();
    // Its host may have moved since it was observed, so go on outwards.
    if (observedRoots.has(root)) continue;
    observedRoots.add(root);
    observer.observe(root, {attributeFilter: ['lang', 'region', 'data-recovery-region'], subtree: true});
  }
  callback();
}

/** Stops calling back. Call it when the element is disconnected. */
export function unobserveAncestors(element: Element): void {
  callbacks.delete(element);
  if (callbacks.size) return;
  observer?.disconnect();
  removeEventListener('online', notify);
  observer = undefined;
  observedRoots = new WeakSet();
}
