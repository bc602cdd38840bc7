/** The light DOM of a widget: fallback content, and what the parser may have put there by mistake. */

/**
 * Selector of elements that never occur in fallback content. Finding one means an end tag is missing and the element has swallowed
 * part of the page, or that one widget was put into another.
 */
export const SWALLOWED_CONTENT = 'script,form,main,nav,header,footer,iframe,[data-recovery-widget]';

const isSwallowed = (element: Element): boolean =>
  element.localName.startsWith('recovery-') || element.matches(SWALLOWED_CONTENT);

/** Whether the default slot has text, so that something is seen before the widget is rendered. */
export const hasFallback = (host: Element): boolean =>
  [...host.childNodes].some((node) => !(node as Partial<Element>).slot && node.textContent!.trim());

/**
 * Whether the default slot has swallowed part of the page, which must stay visible. In Node there is no light DOM. One list of all
 * elements: browsers would keep a collection of children for each of them.
 */
export const hasSwallowedContent = (host: Element): boolean =>
  [...(host.querySelectorAll?.('*') ?? [])].some(
    (element) => isSwallowed(element) && ![...host.children].find((child) => child.contains(element))!.slot,
  );

/** Whether the light DOM contains a `tel:` or `sms:` link; false in Node. */
export const hasPhoneLink = (host: Element): boolean => !!host.querySelector?.('[href^="tel:"],[href^="sms:"]');

/** Creates slots that show the light DOM as if there were no shadow root. */
export const fallbackSlots = (): HTMLSlotElement[] =>
  ['start', '', 'end'].map((name) => Object.assign(document.createElement('slot'), {name}));

/** Attaches a shadow root that shows the light DOM as if there were none. */
export function attachFallback(host: Element, options: ShadowRootInit): ShadowRoot {
  const root = host.attachShadow(options);
  root.append(...fallbackSlots());
  return root;
}

/** Resolves when the parser has reached the end of the document; undefined if it has already. */
export const documentParsed = (): Promise<unknown> | undefined =>
  document.readyState === 'loading'
    ? new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve, {once: true}))
    : undefined;
