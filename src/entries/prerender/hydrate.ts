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
  render(): unknown;
  readonly renderOptions: RenderOptions;
  hydrate(root: ShadowRoot): void;
}

const prototype = RecoveryElement.prototype as unknown as Internals;
const {hydrate: discard} = prototype;

prototype.hydrate = function (root) {
  // The shared style sheets have replaced it.
  root.querySelector('style')?.remove();
  this.renderOptions.renderBefore = undefined;
  try {
    const value = this.render();
    const fresh = document.createElement('div');
    render(value, fresh);
    // Some servers strip comments, in which Lit keeps its markers.
    if (
      root.firstChild?.nodeType !== Node.COMMENT_NODE ||
      !copyForComparison(root).isEqualNode(copyForComparison(fresh))
    )
      throw new Error('The prerendered markup differs.');
    const checked = root.querySelectorAll<HTMLInputElement>(':checked');
    hydrate(value, root, this.renderOptions);
    // Keep what the reader has ticked before the script ran.
    checked.forEach((input) => {
      input.checked = true;
      input.dispatchEvent(new Event('change'));
    });
  } catch {
    discard.call(this, root);
  }
};
