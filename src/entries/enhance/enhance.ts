/**
 * Enhances finished widgets: prerendered ones that can be used without script. Adds their events and buttons, as the full widget
 * has them. The full widget takes over when an attribute changes that it depends on, and where the current release would show
 * anything else, such as another number.
 *
 * Works as a classic script or a module, with or without `async`. It is the only script of most pages that have it, so it is
 * written for size: docs/decisions/0024-finished.md.
 */
import type {RecoveryContactEvent} from '../../core/events.js';
import {PAGE_CONTENT} from '../../core/light-dom.js';
import {FINISHED} from './printed.js';

/** The table of this release: a space, then stamps, one after the other. The build fills it in. */
declare const __STAMPS__: string;

/** The loader, beside this script. */
const LOADER: string = './recovery-widgets.js';

const SELECTOR = `[${FINISHED}]`;

const setOpen = (all: readonly HTMLDetailsElement[], open: boolean): void =>
  all.forEach((details) => (details.open = open));

// eslint-disable-next-line max-lines-per-function -- Functions of their own would pass its variables on: 2 % of the script.
function enhance(widget: HTMLElement): void {
  const {shadowRoot, localName} = widget;
  const shield = shadowRoot?.querySelector<HTMLElement>('.shield');
  const findAll = <T extends HTMLElement>(selector: string): T[] => [...shield!.querySelectorAll<T>(selector)];

  /** Lets the full widget take over, unless it would render the same. */
  const compare = (): void => {
    const mark = widget.getAttribute(FINISHED);
    if (!mark || customElements.get(localName)) return;
    const changed = [...new URLSearchParams(mark)].find(([name, value]) =>
      widget.hasAttribute(name) ? value !== widget.getAttribute(name) : !__STAMPS__.startsWith(value, +name),
    );
    // The previous country’s numbers go at once: a wrong one is worse than none.
    if (shield && changed?.[0] === 'region') findAll('a,bdi,button').forEach((element) => element.remove());
    if (
      changed ||
      // Without declarative shadow DOM there is no shadow root, and security headers may refuse its style.
      !shadowRoot?.styleSheets.length ||
      // The full widget opens the question that a URL names.
      shadowRoot.getElementById(location.hash.slice(1)) ||
      // Not hasPageContent, which is larger: at worst the full widget takes over where slotted content has a form.
      widget.querySelector(PAGE_CONTENT)
    )
      import(LOADER).then(
        () => {
          widget.setAttribute(FINISHED, '');
          recoveryWidgets!.upgrade!(widget);
        },
        // Tried again when the network is back.
        () => {},
      );
  };
  compare();
  // Without a shadow root, or enhanced by another copy, or rendered by the full widget.
  if (!shield || shield.onclick || customElements.get(localName)) return;

  const emit = (channel: RecoveryContactEvent['channel']): void => {
    if (!widget.hasAttribute('no-events'))
      widget.dispatchEvent(Object.assign(new Event('recovery-contact', {bubbles: true, composed: true}), {channel}));
  };
  const parts = findAll<HTMLDetailsElement>('.treatment');
  const isAllOpen = () => parts.every(({open}) => open);

  shield.onclick = async ({target}) => {
    const control = (target as Element).closest<HTMLElement>('a,button');
    // Ignores links of the page in a slot.
    if (!control || !shield.contains(control)) return;
    const {dataset} = control;
    if (dataset.channel) emit(dataset.channel as RecoveryContactEvent['channel']);
    else if (dataset.number) {
      // Empties the live regions first, so that copying again is announced again.
      findAll('[role=status]').forEach((status) => (status.textContent = ''));
      // Not copyText, which is larger. Only pages with https have a clipboard.
      const isCopied =
        (await navigator.clipboard?.writeText(dataset.number).then(
          () => 1,
          () => 0,
        )) ?? 0;
      control.closest('li')!.querySelector('[role=status]')!.textContent = dataset[isCopied]!;
      if (isCopied) emit('copy');
    } else if (dataset[1]) setOpen(parts, !isAllOpen());
  };
  shield.addEventListener(
    'toggle',
    () => findAll('[part=toggle]').forEach((button) => (button.textContent = button.dataset[+isAllOpen()]!)),
    true,
  );
  let closed: HTMLDetailsElement[];
  addEventListener('beforeprint', () => setOpen((closed = findAll('details:not([open])')), true));
  addEventListener('afterprint', () => setOpen(closed, false));
  addEventListener('popstate', compare);
  addEventListener('online', compare);
  new MutationObserver(compare).observe(widget, {attributes: true});
  findAll('[inert]').forEach((button) => button.removeAttribute('inert'));
  // Shows that a review is due: the page may have been printed long before.
  findAll('[data-due]').forEach((line) => (line.hidden = +line.dataset.due! > Date.now()));
}

/** Enhances the finished widgets in a tree. */
function enhanceIn(root: Node): void {
  const tree = root as Node & Partial<Pick<HTMLElement, 'matches' | 'querySelectorAll'>>;
  if (tree.matches?.(SELECTOR)) enhance(root as HTMLElement);
  tree.querySelectorAll?.<HTMLElement>(SELECTOR).forEach(enhance);
}

function start(): void {
  enhanceIn(document);
  new MutationObserver((changes) => changes.forEach(({addedNodes}) => addedNodes.forEach(enhanceIn))).observe(
    document,
    {childList: true, subtree: true},
  );
}

if (document.readyState === 'loading') addEventListener('DOMContentLoaded', start);
else start();
