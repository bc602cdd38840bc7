const logged = new Set<string>();

/** Warns the page’s author on the console, once per page however many elements have the same fault. */
export function warn(text: string): void {
  if (logged.has(text)) return;
  logged.add(text);
  console.warn(`recovery-widgets: ${text}`);
}

/** Warns about an attribute, always in this form: element, attribute, value, allowed values. */
export const warnAttribute = (element: Element, attribute: string, value: string, allowed: string): void =>
  warn(`<${element.localName}> does not understand ${attribute}="${value}". Allowed: ${allowed}.`);
