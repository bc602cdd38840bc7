import {html, isServer, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult} from 'lit';
import {trimQuotes} from '../../core/ancestors.js';
import {oneOf} from '../../core/attributes.js';
import {RecoveryElement} from '../../core/recovery-element.js';
import {base} from '../../core/styles/base.js';
import {warnAttribute} from '../../core/warn.js';
import {locales} from '../../generated/locales/quick-exit.js';
import * as m from '../../generated/messages/quick-exit.js';
import {RecoveryExitEvent} from './exit-event.js';
import {addressOf, leaveAround, leavePage, NEUTRAL, reachable} from './leave.js';
import {styles} from './quick-exit.styles.js';

/** How long to wait for the next press of Shift, in milliseconds: those who move slowly need it. */
const PATIENCE = 5000;

/** Whether the window is so low that something fixed would cover much of it, as at 400 % zoom. */
const low = globalThis.matchMedia?.('(max-height: 18em)');

/** What is on the page. The keys are listened to once for all of them, as long as there is one. */
const exits = new Set<QuickExit>();
let presses = 0;
/** Whether nothing but Shift has been used since it went down. */
let alone = false;
let timer: ReturnType<typeof setTimeout> | undefined;

function count(now: number): void {
  clearTimeout(timer);
  presses = now > 2 ? 0 : now;
  if (presses) timer = setTimeout(count, PATIENCE, 0);
  const all = [...exits];
  // Said by one, or it would be announced twice.
  all.forEach((exit, index) => (exit.presses = index ? 0 : presses));
  if (now > 2) all[0].leave();
}

/** Counts how often Shift went down and up again alone. Capitals, shortcuts and selecting with the mouse do not count. */
function hear({type, key, code, repeat, altKey, ctrlKey, metaKey, target, currentTarget}: KeyboardEvent): void {
  // A frame that was taken out of its page, or something in the page losing the focus.
  if (window.closed || (type === 'blur' && target !== currentTarget)) return;
  const isShift = (key === 'Shift' || /^Shift/.test(code)) && !altKey && !ctrlKey && !metaKey;
  if (type === 'keyup') {
    if (isShift && alone) count(presses + 1);
  } else if (!isShift) {
    alone = false;
    count(0);
  } else if (!repeat) alone = true;
}

const listener = hear as (event: Event) => void;

function listen(method: 'addEventListener' | 'removeEventListener'): void {
  for (const page of reachable())
    for (const type of ['keydown', 'keyup', 'pointerdown', 'wheel', 'blur'])
      page[method](type, listener, {capture: true, passive: true});
}

/**
 * A button, and Shift three times, for someone who must not be seen reading: hides the page at once and opens a harmless one in
 * its place, to which Back does not return. Says what it cannot do: the browser’s history and the call log remain.
 *
 * Use it once, as the first thing in `<body>`, on every page that could get a reader into trouble. Do not use it as a way to
 * close a dialog or to log out, nor on a page that nobody needs to hide: whoever presses it loses what they typed. Do not call it
 * safe or private: it helps against a look over the shoulder, not against someone who can search the device.
 *
 * Earlier pages of the site stay in the browser’s history and can be reached with Back, steps made within the page with Forward;
 * in browsers without the Navigation API (Firefox before 147, Safari before 26.2) the page may stay behind Back after such steps. In a frame, the page around is hidden by
 * frame-parent.js; without it the frame leaves the page if the page allows it (`allow-top-navigation-by-user-activation` in a
 * sandbox), else hides itself and says so. A frame of another origin hears the keys only while the focus is in it, so it does
 * not speak of them.
 *
 * Accessibility: a link, so that it works as one when a script fails; the keys are in its description. After a press of Shift
 * how many are left is seen and announced, politely; then the page is one word, announced at once. Fixed, it keeps its place in
 * the order of the page, lies above everything but dialogs, and stands in the page where the window is low. So that it does not
 * cover what is reached by Tab, give the page `html { scroll-padding-block-end: 6rem }`.
 *
 * Not printed.
 *
 * @tagname recovery-quick-exit
 * @slot - Plain words with a link, for readers whose browser does not run the script. Not shown once the widget is.
 * @fires {RecoveryExitEvent} recovery-exit - Someone leaves the page. Says nothing more; cannot be cancelled.
 * @csspart base - The whole widget.
 * @csspart place - The button with what is said of the keys; what is fixed with `placement="fixed"`.
 * @csspart exit - The button, a link.
 */
export class QuickExit extends RecoveryElement {
  static override properties: PropertyDeclarations = {
    href: {},
    placement: {},
    presses: {state: true},
  };
  static override styles: CSSResultGroup = [base, styles];
  static override readonly locales = locales;
  static override readonly regional = false;

  /** The page to open: an address that begins with `https://`. Default: the front page of Wikipedia. */
  declare href: string | null | undefined;

  /** `inline`, or `fixed`: the button stays in a corner of the window. Default: `inline`. */
  declare placement: 'inline' | 'fixed' | null | undefined;

  /** How often Shift has been pressed. @internal */
  declare presses: number | undefined;

  /** For the time of leaving: what is said, in which language, and what if it does not work. Of the last render. */
  #words = ['', '', ''];

  override connectedCallback(): void {
    super.connectedCallback();
    if (!exits.size) listen('addEventListener');
    exits.add(this);
    low?.addEventListener('change', this.#place);
    // What is on top of the page is there no more when it comes back.
    if (this.hasUpdated) this.#place();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    low?.removeEventListener('change', this.#place);
    exits.delete(this);
    this.presses = 0;
    if (exits.size) return;
    count(0);
    listen('removeEventListener');
  }

  /** Leaves the page, as the button does. */
  leave(): void {
    this.emit(new RecoveryExitEvent());
    const [words, lang, stuck] = this.#words;
    (top === window ? leavePage : leaveAround)(addressOf(trimQuotes(this.href)) ?? NEUTRAL, words, lang, stuck);
  }

  protected override content(): TemplateResult {
    const given = trimQuotes(this.href);
    const url = addressOf(given) ?? NEUTRAL;
    if (given && url === NEUTRAL && addressOf(given) !== url)
      warnAttribute(this, 'href', given, 'an address that begins with https://');
    const isFixed = oneOf(this, 'placement', this.placement, ['inline', 'fixed']) === 'fixed' && !low?.matches;
    const {presses = 0} = this;
    // A frame of another origin hears the keys only while the focus is in it.
    const isHeard = isServer || reachable().includes(top!);
    this.#words = [m.loading(), this.locale, m.stuck()];
    // Around both, or around what stays in the page.
    return html`<div class=${isFixed ? nothing : 'card'}>
      <div class="place" part="place" popover=${isFixed ? 'manual' : nothing}>
        <a
          class="button primary"
          part="exit"
          href=${url}
          rel="noopener noreferrer"
          referrerpolicy="no-referrer"
          draggable="false"
          aria-describedby=${isHeard ? 'keys' : nothing}
          @click=${this.#click}
          @auxclick=${this.#click}
          >${m.leave()}</a
        >
        <p class="screen">
          ${isHeard ? html`<span id="keys" class=${presses ? 'off' : nothing}>${m.keys()}</span>` : nothing}
          <span role="status">${presses ? (presses > 1 ? m.oneMore() : m.twoMore()) : nothing}</span>
        </p>
      </div>
      <details class=${isFixed ? 'card' : nothing}>
        <summary>${m.remains()}</summary>
        <ul>
          <li>${m.opens(html`<bdi>${new URL(url).hostname.replace('www.', '')}</bdi>`)}</li>
          <li>${m.history()}</li>
          <li class="screen">${m.back()}</li>
          <li class="paper">${m.backPlain()}</li>
          <li>${m.callLog()}</li>
        </ul>
      </details>
    </div>`;
  }

  protected override updated(): void {
    try {
      // Above everything, whatever the page does to what it is in.
      this.renderRoot.querySelector<HTMLElement>('[popover]')?.showPopover();
    } catch {
      // It is there already, or the browser is older; then it is fixed by its style alone.
    }
  }

  #place = (): void => this.requestUpdate();

  /** Every way to follow the link leaves, a new tab too: it would leave this page open. */
  #click(event: MouseEvent): void {
    if (event.button === 2) return;
    event.preventDefault();
    this.leave();
  }
}
