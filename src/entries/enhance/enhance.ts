/**
 * Enhances finished widgets: static ones that can be used without script. Adds their events and buttons, as the full widget
 * has them. The full widget takes over when an attribute changes that it depends on, and where the current release would show
 * anything else, such as another number.
 *
 * Works as a classic script or a module, with or without `async`. It is the only script of most pages that have it, so it is
 * written for size: docs/decisions/0024-finished.md.
 */
import type {RecoveryContactEvent} from '../../core/events.js';
import {SWALLOWED_CONTENT} from '../../core/light-dom.js';
import {FINISHED} from './finished-attribute.js';

/** The table of this release: a space, then hashes, one after the other. The build fills it in. */
declare const __CHUNK_HASHES__: string;

/** The loader, beside this script. */
const LOADER: string = './recovery-widgets.js';

/** Not a form: its fields shadow its methods. */
const SELECTOR = `:not(form)[${FINISHED}]`;

const seen = new WeakSet<Element>();

type Channel = RecoveryContactEvent['channel'];
type Details = readonly HTMLDetailsElement[] | NodeListOf<HTMLDetailsElement>;

const setOpen = (all: Details, isOpen: boolean): void => all.forEach((details) => (details.open = isOpen));

const emit = (widget: HTMLElement, channel: Channel): void => {
  if (!widget.hasAttribute('no-events'))
    widget.dispatchEvent(Object.assign(new Event('recovery-contact', {bubbles: true, composed: true}), {channel}));
};

/** Lets the full widget take over, unless it would render the same. */
function compare(widget: HTMLElement): void {
  const {shadowRoot} = widget;
  const mark = widget.getAttribute(FINISHED);
  if (!mark || customElements.get(widget.localName)) return;
  const changed = [...new URLSearchParams(mark)].find(([name, value]) =>
    widget.hasAttribute(name) ? value !== widget.getAttribute(name) : !__CHUNK_HASHES__.startsWith(value, +name),
  );
  // The previous country’s numbers go at once: a wrong one is worse than none.
  if (changed?.[0] === 'region') shadowRoot?.querySelectorAll('a,bdi,button').forEach((element) => element.remove());
  if (
    changed ||
    // Without declarative shadow DOM there is no shadow root, and security headers may refuse its style.
    !shadowRoot?.styleSheets.length ||
    // The full widget opens the question that a URL names.
    shadowRoot.getElementById(location.hash.slice(1)) ||
    // Cheaper than `hasSwallowedContent()`; a false positive only loads the full widget.
    widget.querySelector(SWALLOWED_CONTENT)
  )
    import(LOADER).then(
      () => {
        widget.setAttribute(FINISHED, '');
        recoveryWidgets!.upgrade!(widget);
      },
      // Tried again when the network is back.
      () => {},
    );
}

/** Copies the number of a button, and announces whether that worked. */
async function copyNumber(widget: HTMLElement, button: HTMLElement, number: string): Promise<void> {
  // Empties the live regions first, so that copying again is announced again.
  widget.shadowRoot!.querySelectorAll('[aria-live]').forEach((status) => (status.textContent = ''));
  // Not copyText, which is larger. Only pages with https have a clipboard.
  const isCopied =
    (await navigator.clipboard?.writeText(number).then(
      () => 1,
      () => 0,
    )) ?? 0;
  button.closest('li')!.querySelector('[aria-live]')!.textContent = button.dataset[isCopied]!;
  if (isCopied) emit(widget, 'copy');
}

/** Adds events and buttons to a finished widget, and opens it for print. */
function enhance(widget: HTMLElement): void {
  if (seen.has(widget)) return;
  seen.add(widget);
  const again = () => compare(widget);
  again();
  const shield = widget.shadowRoot?.querySelector<HTMLElement>('.shield');
  // Without a shadow root, or enhanced by another copy, or rendered by the full widget.
  if (!shield || shield.onclick || customElements.get(widget.localName)) return;

  const parts = [...shield.querySelectorAll<HTMLDetailsElement>('.treatment')];
  const isAllOpen = () => parts.every(({open}) => open);
  shield.onclick = ({target}) => {
    const control = (target as Element).closest<HTMLElement>('a,button');
    // Ignores links of the page in a slot.
    if (!control || !shield.contains(control)) return;
    const {channel, number} = control.dataset;
    if (channel) emit(widget, channel as Channel);
    else if (number) void copyNumber(widget, control, number);
    else if (control.dataset[1]) setOpen(parts, !isAllOpen());
  };
  shield.addEventListener(
    'toggle',
    () =>
      shield
        .querySelectorAll<HTMLElement>('[part=toggle]')
        .forEach((button) => (button.textContent = button.dataset[+isAllOpen()]!)),
    true,
  );
  let closed: Details;
  addEventListener('beforeprint', () =>
    setOpen((closed = shield.querySelectorAll<HTMLDetailsElement>('details:not([open])')), true),
  );
  addEventListener('afterprint', () => setOpen(closed, false));
  addEventListener('popstate', again);
  addEventListener('online', again);
  new MutationObserver(again).observe(widget, {attributes: true});
  shield.querySelectorAll<HTMLElement>('[inert]').forEach((button) => button.removeAttribute('inert'));
  // Shows that a review is due: the page may have been printed long before.
  shield.querySelectorAll<HTMLElement>('[data-due]').forEach((line) => (line.hidden = +line.dataset.due! > Date.now()));
}

/** Enhances the finished widgets of the page. An image named `querySelectorAll` shadows the method of the document. */
const enhanceAll = (): void =>
  Document.prototype.querySelectorAll.call(document, SELECTOR).forEach((each) => enhance(each as HTMLElement));

function start(): void {
  enhanceAll();
  new MutationObserver(enhanceAll).observe(document, {childList: true, subtree: true});
}

if (document.readyState === 'loading') addEventListener('DOMContentLoaded', start);
else start();
