/**
 * What an element inherits from the page: the nearest `lang` and `data-recovery-region`, across shadow roots.
 *
 * One MutationObserver serves all elements; it watches the document and each shadow root that holds one, and only these
 * attributes. When the last element has gone, it stops. The network coming back counts as a change too.
 */

const observers = new Map<Element, () => void>();
let observed = new WeakSet<Node>();
let observer: MutationObserver | undefined;

const notify = (): void => observers.forEach((callback) => callback());

const hostOf = (node: Node): Element | undefined => (node.getRootNode() as Partial<ShadowRoot>).host;

const AROUND = /^[\s\p{Pi}\p{Pf}\p{Cf}"'`´„‚″′]+|[\s\p{Pi}\p{Pf}\p{Cf}"'`´„‚″′]+$/gu;

/** A value as its author meant it: without the white space and the quotes of any kind that editors leave around it. */
export const trimQuotes = (value: unknown): string => String(value ?? '').replace(AROUND, '');

/**
 * A code of a language or a place as its author meant it: without what is not seen, and without anything around it; every
 * dash that editors and languages have is a hyphen. `“CA–ON”;` is `CA-ON`.
 */
export const normalizeCode = (value: unknown): string =>
  String(value ?? '')
    .replace(/\p{Cf}/gu, '')
    .replace(/[_−\p{Pd}]/gu, '-')
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');

/** The code in an attribute of the element or of its nearest ancestor that has it and not empty, across shadow roots. */
export function closestAttributeValue(element: Element, attribute: string): string {
  for (let at: Element | undefined = element; at; at = at.parentElement ?? hostOf(at)) {
    const value = normalizeCode(at.getAttribute(attribute));
    if (value) return value;
  }
  return '';
}

/** Starts telling the element; call when it is connected. */
export function observeAncestors(element: Element, callback: () => void): void {
  observers.set(element, callback);
  if (!observer) {
    observer = new MutationObserver(notify);
    // What could not be loaded is asked for again.
    addEventListener('online', notify);
  }
  for (let at: Element | undefined = element; at; at = hostOf(at)) {
    const root = at.getRootNode();
    // Its host may have moved since: go on outwards.
    if (observed.has(root)) continue;
    observed.add(root);
    observer.observe(root, {attributeFilter: ['lang', 'region', 'data-recovery-region'], subtree: true});
  }
}

/** Stops telling the element; call when it is disconnected. */
export function unobserveAncestors(element: Element): void {
  observers.delete(element);
  if (observers.size) return;
  observer?.disconnect();
  removeEventListener('online', notify);
  observer = undefined;
  observed = new WeakSet();
}
