/**
 * Hydrates prerendered widgets: keeps the nodes in their shadow roots. Import it before the first widget is defined.
 *
 * Lit’s hydration compares templates, not values, so another country’s number would survive. We hydrate only markup identical
 * to a fresh render and re-render otherwise.
 */
import {hydrate} from '@lit-labs/ssr-client';
import {render, type RenderOptions, type TemplateResult} from 'lit';
import {RecoveryElement} from '../../core/recovery-element.js';

/** Matches comments, and the open state of `<details>`, which a reader may have changed. */
const IGNORED = /<!--[^]*?-->| open=""/g;

const ATTRIBUTE = / [^\s="]+="[^"]*"/g;
const ATTRIBUTES = new RegExp(`(?:${ATTRIBUTE.source}){2,}`, 'g');

/**
 * Serializes nodes for comparison, with the attributes of each element in one order: Lit sets those with a value after the others.
 * Nodes would have to be copied without comments before they could be compared.
 */
const markupOf = (root: HTMLElement | ShadowRoot): string =>
  root.innerHTML.replace(IGNORED, '').replace(ATTRIBUTES, (attributes) => attributes.match(ATTRIBUTE)!.sort().join(''));

/** A render: its templates and their values in one list, and the markup that they give. */
interface Render {
  parts: readonly unknown[];
  markup: string;
}

/** The latest render of each class: widgets of a page often show the same. */
const renders = new WeakMap<object, Render>();

/** Lists templates and their values, except listeners, which are not markup and would keep their element alive. */
function listParts(value: unknown): unknown[] {
  if (Array.isArray(value)) return [value.length, ...value.flatMap(listParts)];
  const {strings, values} = (value ?? {}) as Partial<TemplateResult>;
  if (strings) return [strings, ...values!.flatMap(listParts)];
  return typeof value === 'function' ? [] : [value];
}

/** Returns the markup of a fresh render. */
function freshMarkup(element: object, value: unknown): string {
  const parts = listParts(value);
  const known = renders.get(element.constructor);
  if (known?.parts.length === parts.length && known.parts.every((part, index) => part === parts[index]))
    return known.markup;
  const container = document.createElement('div');
  render(value, container);
  const markup = markupOf(container);
  renders.set(element.constructor, {parts, markup});
  return markup;
}

/** The protected members of an element that are used here. */
interface Internals {
  readonly renderRoot: ShadowRoot;
  readonly renderOptions: RenderOptions;
  readonly updateComplete: Promise<boolean>;
  render(): unknown;
  prepareRenderRoot(): void;
}

/**
 * Hydrates the shadow root if its markup equals a fresh render.
 *
 * @returns whether it was hydrated
 */
function hydrateIfIdentical(element: Internals): boolean {
  const root = element.renderRoot;
  // Without a comment there is only fallback content, or a server has stripped comments, in which Lit keeps its markers.
  if (root.firstChild?.nodeType !== Node.COMMENT_NODE) return false;
  const value = element.render();
  if (markupOf(root) !== freshMarkup(element, value)) return false;
  const checked = root.querySelectorAll<HTMLInputElement>(':checked');
  hydrate(value, root, element.renderOptions);
  // Keeps choices made before the script ran. The events run inside performUpdate, where requestUpdate does nothing; the render
  // that follows in update shows their effect.
  checked.forEach((input) => {
    input.checked = true;
    input.dispatchEvent(new Event('change'));
  });
  return true;
}

/** Reopens the `<details>` that the reader has opened, if the pending render replaces them by as many. */
function keepOpen({renderRoot, updateComplete}: Internals): void {
  const findAll = () => [...renderRoot.querySelectorAll('details')];
  const before = findAll();
  void updateComplete.then(() => {
    const after = findAll();
    if (after.length === before.length) after.forEach((details, index) => (details.open ||= before[index].open));
  });
}

const prototype = RecoveryElement.prototype as unknown as Internals;
const {prepareRenderRoot: clear} = prototype;

prototype.prepareRenderRoot = function () {
  // The shared style sheets replace it.
  this.renderRoot.querySelector('style')?.remove();
  let isHydrated = false;
  try {
    isHydrated = hydrateIfIdentical(this);
  } catch {
    // Markup of another version.
  }
  if (isHydrated) return;
  keepOpen(this);
  clear.call(this);
};
