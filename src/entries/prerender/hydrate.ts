/**
 * For pages with prerendered widgets: goes on from what is in their shadow roots, with the same nodes. Comes before the first
 * of them is defined.
 *
 * Lit compares templates, not what is in them: the number of another country would stay where it is. So what is there must be
 * what would be made now, to the letter, or the widget is made anew.
 */
import {hydrate} from '@lit-labs/ssr-client';
import {render} from 'lit';
import {RecoveryElement} from '../../core/recovery-element.js';

/** A copy without comments, in which nothing has been opened yet. */
function bare(from: Node): HTMLElement {
  const copy = document.createElement('div');
  from.childNodes.forEach((node) => copy.append(node.cloneNode(true)));
  const comments = document.createNodeIterator(copy, NodeFilter.SHOW_COMMENT);
  for (let node; (node = comments.nextNode());) (node as Comment).remove();
  copy.querySelectorAll('details').forEach((each) => each.removeAttribute('open'));
  copy.normalize();
  return copy;
}

RecoveryElement.hydrate = (value, root, options) => {
  const fresh = document.createElement('div');
  render(value, fresh);
  // Some servers take the comments out, in which Lit keeps its marks.
  if (root.firstChild?.nodeType !== Node.COMMENT_NODE || !bare(root).isEqualNode(bare(fresh))) throw Error();
  const ticked = root.querySelectorAll<HTMLInputElement>(':checked');
  hydrate(value, root, options);
  // What the reader has ticked by now counts.
  ticked.forEach((input) => {
    input.checked = true;
    input.dispatchEvent(new Event('change'));
  });
};
