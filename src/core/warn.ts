const logged = new Set<string>();

/** Warns the page’s author on the console, once per page however many elements have the same fault. */
export function warn(text: string): void {
  if (logged.has(text)) return;
  logged.add(text);
  console.warn(`recovery-widgets: ${text}`);
}

/** Warns about an attribute, always in this form: element, value, attribute, allowed values. */
export const warnAttribute = (element: Element, attribute: string, value: string, allowed: string): void =>
  warn(`<${element.localName}>: invalid value "${value}" for “${attribute}”. Allowed: ${allowed}.`);

/** Warns about an attribute that another one requires. */
export const warnMissing = (element: Element, attribute: string, requiredBy: string): void =>
  warn(`<${element.localName}>: “${requiredBy}” is ignored: “${attribute}” is missing.`);
