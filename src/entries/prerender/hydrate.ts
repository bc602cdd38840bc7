/**
 * Hydrates prerendered widgets: keeps the nodes in their shadow roots. Import it before the first widget is defined.
 *
 * Lit’s hydration compares templates, not values, so another country’s number would survive. We hydrate only markup identical
 * to a fresh render and re-render otherwise.
 */
import {hydrate} from '@lit-labs/ssr-client';
import {render, type RenderOptions} from 'lit';
import {RecoveryElement} from '../../core/recovery-element.js';

/** Copies nodes for comparison: without comments and without the open state of `<details>`, which a reader may have changed. */
function copyForComparison(from: Node): HTMLElement {
  const copy = document.createElement('div');
  from.childNodes.forEach((node) => copy.append(node.cloneNode(true)));
  const comments = document.createNodeIterator(copy, NodeFilter.SHOW_COMMENT);
  for (let node; (node = comments.nextNode());) (node as Comment).remove();
  copy.querySelectorAll('details').forEach((details) => details.removeAttribute('open'));
  copy.normalize();
  return copy;
}

/** The protected members of an element that are used here. */
interface Internals {
  readonly renderRoot: ShadowRoot;
  readonly renderOptions: RenderOptions;
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
  const fresh = document.createElement('div');
  render(value, fresh);
  if (!copyForComparison(root).isEqualNode(copyForComparison(fresh))) return false;
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
  if (!isHydrated) clear.call(this);
};
