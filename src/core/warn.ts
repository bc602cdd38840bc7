const said = new Set<string>();

/** Tells the page's author something once a page, however many elements have the same fault. */
export function warn(text: string): void {
  if (said.has(text)) return;
  said.add(text);
  console.warn(`recovery-widgets: ${text}`);
}

/** The one form of our warnings about attributes: the element, the attribute, the value, what is allowed. */
export const warnAttribute = (element: Element, attribute: string, value: string, allowed: string): void =>
  warn(`<${element.localName}> does not understand ${attribute}="${value}". Allowed: ${allowed}.`);
