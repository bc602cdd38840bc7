/**
 * Placeholders: any element with `data-recovery-widget`, for editors that strip custom elements. The widget is put into the
 * placeholder, around its content.
 */
import {WIDGET_NAMES} from './widget-names.js';

export const PLACEHOLDER_ATTRIBUTE = 'data-recovery-widget';

const {getAttribute} = Element.prototype;

/**
 * The value that a tag or placeholder has for an attribute of the widget: `data-region` before `region`. Calls the prototype’s
 * method, as a form field named `getAttribute` would shadow it.
 */
export const attributeValue = (element: Element, name: string): string | null =>
  getAttribute.call(element, `data-${name}`) ?? getAttribute.call(element, name);

/** Whether a node is a placeholder. Calls the prototype’s method, as a form field named `hasAttribute` would shadow it. */
export const isPlaceholder = (node: Node): node is HTMLElement =>
  node instanceof HTMLElement && Element.prototype.hasAttribute.call(node, PLACEHOLDER_ATTRIBUTE);

/** The tags of our widgets. A site may have custom elements of its own that start with `recovery-`. */
const TAGS: ReadonlySet<string> = new Set(WIDGET_NAMES.map((name) => `recovery-${name}`));

export const isWidget = (element: Element): boolean => TAGS.has(element.localName);

/**
 * Attributes that a placeholder may set on its widget: an allowlist, because editors let `data-*` attributes through that they
 * would never allow as attributes, such as `data-onclick`, or `data-name` on a widget that is not a form field.
 */
const allowedAttributes = (tag: string): readonly string[] => [
  'lang',
  'region',
  ...((customElements.get(tag) as {observedAttributes?: readonly string[]} | undefined)?.observedAttributes ?? []),
];

/**
 * Moves nested placeholders and widgets, pasted into this one by accident, behind it. An identical nested placeholder is a
 * duplicate and stops being one.
 */
function moveNestedOut(placeholder: HTMLElement): void {
  let last: Element = placeholder;
  for (const nested of placeholder.querySelectorAll('*'))
    if (nested.hasAttribute(PLACEHOLDER_ATTRIBUTE) && nested.cloneNode().isEqualNode(placeholder.cloneNode()))
      nested.removeAttribute(PLACEHOLDER_ATTRIBUTE);
    // An earlier pass of this loop may have moved its ancestor out, and the element with it.
    else if ((nested.hasAttribute(PLACEHOLDER_ATTRIBUTE) || isWidget(nested)) && placeholder.contains(nested)) {
      last.after(nested);
      last = nested;
    }
}

/**
 * Puts the widget into its placeholder, with the placeholder’s content as fallback content. The placeholder stays: scripts and
 * styles of the page may refer to it.
 */
export function upgradePlaceholder(placeholder: HTMLElement, name: string): void {
  const tag = `recovery-${name}`;
  // Skip content being edited, tags defined by another library, and nested placeholders.
  if (placeholder.isContentEditable || !placeholder.hasAttribute(PLACEHOLDER_ATTRIBUTE)) return;
  if (!(customElements.get(tag) as {version?: string} | undefined)?.version) return;
  // A page may have been saved with the widget in it.
  const existing = [...placeholder.children].find(({localName}) => localName === tag);
  const widget = existing ?? document.createElement(tag);
  for (const attribute of allowedAttributes(tag)) {
    // The widget inherits `lang` from the placeholder and observes it there.
    const value = attribute === 'lang' ? placeholder.getAttribute('data-lang') : attributeValue(placeholder, attribute);
    if (value !== null && value !== widget.getAttribute(attribute)) widget.setAttribute(attribute, value);
  }
  if (existing) return;
  moveNestedOut(placeholder);
  widget.append(...placeholder.childNodes);
  placeholder.append(widget);
}

/**
 * Copies a changed `data-*` attribute of a placeholder to its widget.
 *
 * @returns false if there is no widget yet, or the attribute is not allowed
 */
export function syncAttribute(placeholder: HTMLElement, attribute: string): boolean {
  const name = attribute.slice('data-'.length);
  const widget = [...placeholder.children].find(isWidget);
  if (!widget || !allowedAttributes(widget.localName).includes(name)) return false;
  const value = placeholder.getAttribute(attribute);
  if (value === null) widget.removeAttribute(name);
  else widget.setAttribute(name, value);
  return true;
}
