/**
 * Finds widgets on a page: tags, and placeholders for editors that strip tags. Searches the document, open shadow roots that
 * exist at the time of the scan, and nodes added later.
 */
import {isOff} from '../../core/ancestors.js';
import {registerCopy} from '../../core/registry.js';
import {warn} from '../../core/warn.js';
import {isPlaceholder, isWidget, PLACEHOLDER_ATTRIBUTE, syncAttribute, upgradePlaceholder} from './placeholder.js';
import {parseWidgetName} from './parse-widget-name.js';
import {WIDGET_NAMES} from './widget-names.js';

/** Attributes of all widgets. The build fills it in. */
declare const __ATTRIBUTES__: readonly string[];

/** An element whose widget is not defined yet. */
export interface UndefinedWidget {
  /** Name of the widget, without `recovery-`. */
  name: string;
  element: Element;
}

type OnFound = (found: readonly UndefinedWidget[]) => void;

let loadable: readonly string[] = WIDGET_NAMES;
let onFound: OnFound | undefined;
let queue: UndefinedWidget[] = [];
/** Placeholders that wait for their widget’s definition or for the end of parsing. */
const waiting = new WeakSet<Element>();
const observed = new WeakSet<Node>();
const observer = new MutationObserver(onChanges);

function enqueue(name: string, element: Element): void {
  if (loadable.includes(name) && !customElements.get(`recovery-${name}`)) queue.push({name, element});
}

/** Reports the queued elements. */
function flush(): void {
  const found = queue;
  queue = [];
  if (found.length) onFound?.(found);
}

function discoverPlaceholder(placeholder: HTMLElement): void {
  const value = placeholder.getAttribute(PLACEHOLDER_ATTRIBUTE)!;
  const name = parseWidgetName(value, WIDGET_NAMES);
  if (!name) warn(`unknown widget: ${PLACEHOLDER_ATTRIBUTE}="${value}". Allowed: ${WIDGET_NAMES.join(', ')}.`);
  const outer = placeholder.parentElement?.closest(`[${PLACEHOLDER_ATTRIBUTE}]`);
  // A nested placeholder is moved out first, and discovered again then.
  if (!name || !loadable.includes(name) || (outer && waiting.has(outer))) return;
  enqueue(name, placeholder);
  if (waiting.has(placeholder)) return;
  waiting.add(placeholder);
  void customElements.whenDefined(`recovery-${name}`).then(() => {
    const upgrade = () => {
      waiting.delete(placeholder);
      upgradePlaceholder(placeholder, name);
    };
    // While the document is parsed, the rest of the content would be inserted beside the widget.
    if (document.readyState !== 'loading') upgrade();
    else addEventListener('DOMContentLoaded', upgrade, {once: true});
  });
}

function discover(element: Element): void {
  try {
    const isTag = isWidget(element);
    const isMarked = isPlaceholder(element);
    // Walks up to the root, so only for the few elements that matter.
    if (!(isTag || isMarked || element.shadowRoot) || isOff(element)) return;
    if (isTag) enqueue(element.localName.slice('recovery-'.length), element);
    else if (element.shadowRoot) search(element.shadowRoot);
    if (isMarked) discoverPlaceholder(element);
  } catch {
    // A form exposes its fields as properties: one named `localName` must not keep us from the other elements.
  }
}

function observe(root: Node): void {
  if (observed.has(root)) return;
  observed.add(root);
  observer.observe(root, {
    childList: true,
    subtree: true,
    attributeFilter: [PLACEHOLDER_ATTRIBUTE, ...__ATTRIBUTES__.map((name) => `data-${name}`)],
  });
}

/** Queries all descendants. An image or a field named `querySelectorAll` shadows the method of the document or of its form. */
const descendants = (root: ParentNode): NodeListOf<Element> =>
  (root === document
    ? Document.prototype
    : root instanceof HTMLFormElement
      ? Element.prototype
      : root
  ).querySelectorAll.call(root, '*');

/** Discovers all widgets in a tree. */
function search(root: ParentNode & Node): void {
  if (root.nodeType === Node.ELEMENT_NODE) discover(root as Element);
  else observe(root);
  // Most nodes that pages insert have no children, and a query costs more than this.
  if (root.firstElementChild) descendants(root).forEach(discover);
}

function scan(root: ParentNode & Node): void {
  search(root);
  flush();
}

function onChanges(changes: readonly MutationRecord[]): void {
  /** Nodes to skip: they have been searched before, and have only moved. */
  const moved = new Set<Node>();
  let last: Node | undefined;
  let isOurs = false;
  for (const change of changes) {
    // Each property of a record costs a call into the browser, each list an object: none is read without need.
    const {target, addedNodes} = change;
    const {length} = addedNodes;
    // Hundreds of changes in a row have one target, such as a list that grows.
    if (target !== last) isOurs = isPlaceholder((last = target));
    // Placeholders only: a page may use `data-theme` for itself.
    if (isOurs) {
      const {attributeName} = change;
      const isSynced = attributeName && syncAttribute(target as HTMLElement, attributeName);
      // The element has just become a placeholder, or a script of the page has overwritten its widget.
      if (!isSynced && (attributeName || length)) discover(target as HTMLElement);
    }
    // A node that moves is removed by a record of its own, unless a whole list is replaced. Indexes, since iterators of lists take
    // twice the time on a busy page.
    if (length !== 1) {
      const {removedNodes} = change;
      for (let index = 0; index < removedNodes.length; index++) moved.add(removedNodes[index]);
    }
    for (let index = 0; index < length; index++) {
      const node = addedNodes[index];
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      // A nested placeholder is discovered again once it has been moved out.
      if (moved.has(node)) discover(node as Element);
      else search(node as Element);
    }
  }
  flush();
}

/**
 * Discovers the widgets of the page, now and whenever it changes, and upgrades placeholders. Makes
 * `globalThis.recoveryWidgets.upgrade` do the same on request, after other copies have done so. Call it once.
 *
 * @param names widgets that this copy can load; all by default
 * @param callback called with the elements whose widget is not defined yet, once per scan or batch of changes
 */
export function start(names = WIDGET_NAMES, callback?: OnFound): void {
  loadable = names;
  onFound = callback;
  const page = registerCopy();
  const {upgrade} = page;
  page.upgrade = (root = document) => {
    upgrade?.(root);
    scan(root);
  };
  scan(document);
}
