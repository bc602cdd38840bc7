/** Looks into a widget: its elements and texts, and all that a page could know of it. */
import {atEnd} from './helpers.js';

const collapse = (text: string) => text.replace(/\s+/g, ' ').trim();

/** The text content of a node, hidden text included, with white space collapsed. */
export const textOf = (node: Node): string => collapse(node.textContent!);

/** The visible text of an element’s shadow root, with white space collapsed. */
export const visibleText = (el: Element): string =>
  collapse((el.shadowRoot!.querySelector('.root') as HTMLElement).innerText);

/** All matches in an element’s shadow root. */
export const queryAll = <T extends Element = HTMLElement>(el: Element, selector: string): T[] => [
  ...el.shadowRoot!.querySelectorAll<T>(selector),
];

/** The first match in an element’s shadow root; throws if there is none. */
export const query = <T extends Element = HTMLElement>(el: Element, selector: string): T => {
  const match = el.shadowRoot!.querySelector<T>(selector);
  if (!match) throw new Error(`nothing matches ${selector}`);
  return match;
};

/** The text of the live region. */
export const statusOf = (el: Element): string => textOf(query(el, '[aria-live]'));

/** Collects the changes of the live region from now on, until the end of the test. */
export function captureAnnouncements(el: Element): string[] {
  const announcements: string[] = [];
  const observer = new MutationObserver(() => announcements.push(statusOf(el)));
  observer.observe(query(el, '[aria-live]'), {childList: true, characterData: true, subtree: true});
  atEnd(() => observer.disconnect());
  return announcements;
}

/** Everything by which the page or a store could know an answer. */
export const tracesOf = async (el: Element) => ({
  page: document.documentElement.outerHTML,
  // Sorted: how many elements of each kind there are shows, which ones only the text does.
  attributes: queryAll(el, '*')
    .map((each) => [each.localName, ...[...each.attributes].map(({name, value}) => `${name}=${value}`)].join(' '))
    .sort(),
  address: location.href,
  history: [history.length, JSON.stringify(history.state)],
  title: document.title,
  stores: [...[localStorage, sessionStorage].map((store) => JSON.stringify({...store})), document.cookie],
  databases: (await indexedDB.databases()).length,
  requests: performance.getEntriesByType('resource').length,
});

/** The buttons of a widget. */
export const buttonsOf = (el: Element): HTMLButtonElement[] => queryAll<HTMLButtonElement>(el, 'button');

/** The button with exactly this text; throws if there is none. */
export function buttonNamed(el: Element, name: string): HTMLButtonElement {
  const match = buttonsOf(el).find((button) => textOf(button) === name);
  if (!match) throw new Error(`no button is named ${name}`);
  return match;
}
