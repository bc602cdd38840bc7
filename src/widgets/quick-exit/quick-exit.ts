import {html, isServer, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult} from 'lit';
import {isOff} from '../../core/ancestors.js';
import {oneOf} from '../../core/attributes.js';
import {displayHost} from '../../core/display-host.js';
import {trimQuotes} from '../../core/normalize.js';
import {RecoveryElement} from '../../core/recovery-element.js';
import {base} from '../../core/styles/base.js';
import {reviewNote} from '../../core/templates/review-note.js';
import {warnAttribute} from '../../core/warn.js';
import {locales} from '../../generated/locales/quick-exit.js';
import * as m from '../../generated/messages/quick-exit.js';
import {RecoveryExitEvent} from './exit-event.js';
import {DEFAULT_URL, leaveFromFrame, leavePage, parseExitUrl, sameOriginWindows} from './leave.js';
import {styles} from './quick-exit.styles.js';
import {PRESSES_TO_LEAVE, shiftShortcut} from './shift-shortcut.js';
import {StickyBar, type BarState} from './sticky-bar.js';

export type {RecoveryExitEvent} from './exit-event.js';

/** Matches windows so low that a bar would take much of them, such as at 400 % zoom. */
const shortViewport = globalThis.matchMedia?.('(max-height: 18em)');

/**
 * A button, and Shift three times, for someone who must not be seen reading: hides the page at once and opens a harmless one
 * in its place, from which Back does not return to it. Says what it cannot do: the browser’s history and the call log remain.
 *
 * Use it once, as the first thing in `<body>`, on every page that could get a reader into trouble. Do not use it as a way to
 * close a dialog or to log out, nor on a page that nobody needs to hide: whoever presses it loses what they typed. Do not call it
 * safe or private: it helps against a look over the shoulder, not against someone who can search the device.
 *
 * Earlier pages of the site stay in the browser’s history and can be reached with Back, steps made within the page with
 * Forward; in browsers without the Navigation API (Firefox before 147, Safari before 26.2) the page may stay behind Back after
 * such steps. In a frame, frame-parent.js hides the embedding page; without it, the frame navigates that page if it may
 * (`allow-top-navigation-by-user-activation` in a sandbox), else hides itself and says so. A cross-origin frame gets key events
 * only while the focus is in it, so it does not mention the keys.
 *
 * Accessibility: a link, so that it works as one when a script fails; the keys are in its description. After each press of
 * Shift, the number of presses left is shown and announced politely; then the page says “Loading…” until the other page is there.
 * Shift with another key, as screen readers use it, is not counted; the link needs no Shift. Shift alone is: NVDA pauses speech with
 * it, and three such presses, each within five seconds of the last, leave the page. When fixed, it is a bar at the top of the window, below a header of the page that stays there, too. It has its own space in the page and adds its
 * height to the page’s `scroll-padding-block-start`, so that it covers neither the target of a link nor the element with the focus. It
 * keeps its place in the order of the page; where the window is low, it is inline.
 *
 * Not printed.
 *
 * @label Quick exit
 * @summary A button that hides the page at once and opens a harmless one in its place.
 * @tagname recovery-quick-exit
 * @slot - Fallback content with a link, for readers whose browser does not run the script. Not shown once the widget is.
 * @fires {RecoveryExitEvent} recovery-exit - Someone leaves the page. Says nothing more; cannot be cancelled.
 * @csspart base - The whole widget.
 * @csspart place - The bar with the button. Stays at the top of the window with `placement="fixed"`.
 * @csspart exit - The button, a link.
 */
export class QuickExit extends RecoveryElement {
  static override properties: PropertyDeclarations = {
    href: {},
    placement: {},
    presses: {state: true},
    bar: {state: true},
  };
  static override styles: CSSResultGroup = [base, styles];
  static override readonly locales = locales;
  static override readonly regional = false;

  /** The page to open: a URL that begins with `https://`. Default: the front page of Wikipedia. */
  declare href: string | null | undefined;

  /** `inline`, or `fixed`: the bar stays at the top of the window. Default: `inline`. */
  declare placement: 'inline' | 'fixed' | null | undefined;

  /** How many times Shift has been pressed, as the shortcut counts it. @internal */
  declare presses: number | undefined;

  /** Where the bar is. @internal */
  declare bar: BarState | undefined;

  readonly #sticky = new StickyBar(
    this,
    () => {
      const [place, list] = ['.place', '[open] > ul'].map((each) => this.renderRoot.querySelector<HTMLElement>(each));
      return (place?.offsetHeight ?? 0) - (list?.offsetHeight ?? 0);
    },
    (state) => (this.bar = state),
  );

  /** Whether the last render had the bar at the top of the window. */
  #isFixed = false;

  /** Messages of the last render, for `leave()`: messages may be called only while rendering. */
  #messages = {lang: '', loading: '', stuck: ''};

  override connectedCallback(): void {
    super.connectedCallback();
    if (!isOff(this)) shiftShortcut.connect(this);
    shortViewport?.addEventListener('change', this.#onViewportChange);
    // Removing the element has closed the popover.
    if (this.hasUpdated) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    shortViewport?.removeEventListener('change', this.#onViewportChange);
    shiftShortcut.disconnect(this);
    this.#sticky.disconnect();
  }

  /** Leaves the page, as the button does. */
  leave(): void {
    this.emit(new RecoveryExitEvent());
    const {lang, loading, stuck} = this.#messages;
    const cover = {url: this.#exitUrl ?? DEFAULT_URL, message: loading, lang};
    if (top === window) leavePage(cover);
    else leaveFromFrame(cover, stuck);
  }

  protected override content(): TemplateResult {
    const url = this.#exitUrl ?? DEFAULT_URL;
    const given = trimQuotes(this.href);
    if (given && !this.#exitUrl) warnAttribute(this, 'href', given, 'an address that begins with https://');
    const placement = oneOf(this, 'placement', this.placement, ['inline', 'fixed']);
    this.#isFixed = placement === 'fixed' && !shortViewport?.matches;
    const {presses, bar} = this;
    // A cross-origin frame gets key events only while it has the focus.
    const hasShortcut = isServer || sameOriginWindows().includes(top!);
    this.#messages = {lang: this.locale, loading: m.loading(), stuck: m.stuck()};
    return html`<div
        class="place ${this.#isFixed ? 'fixed' : 'card'}"
        part="place"
        popover=${bar?.isAway ? 'manual' : nothing}
      >
        <a
          class="button primary"
          part="exit"
          href=${url}
          rel="noopener noreferrer"
          referrerpolicy="no-referrer"
          draggable="false"
          aria-describedby=${hasShortcut ? 'keys' : nothing}
          @click=${this.#onClick}
          @auxclick=${this.#onClick}
          >${m.leave()}</a
        >
        <p class="screen">
          ${hasShortcut ? html`<span id="keys" class=${presses ? 'off' : nothing}>${m.keys()}</span>` : nothing}
          <span aria-live="polite">${presses ? pressesLeft(presses) : nothing}</span>
        </p>
        <details>
          <summary>${m.remains()}</summary>
          <ul>
            <li>${m.opens(html`<bdi>${displayHost(url)}</bdi>`)}</li>
            <li>${m.history()}</li>
            <li class="screen">${m.back()}</li>
            <li class="paper">${m.backPlain()}</li>
            <li>${m.callLog()}</li>
          </ul>
        </details>
      </div>
      <div class="note ${bar?.isStuck ? 'gone' : ''}">${reviewNote(m.reviewState)}</div>`;
  }

  protected override updated(): void {
    if (this.#isFixed) this.#sticky.connect();
    else this.#sticky.disconnect();
    try {
      // The top layer is above everything, whatever styles the ancestors have.
      this.renderRoot.querySelector<HTMLElement>('[popover]')?.showPopover();
    } catch {
      // It is open already, or the browser has no popovers; then CSS alone fixes it.
    }
  }

  /** The page’s choice of exit page; undefined without a valid one. */
  get #exitUrl(): string | undefined {
    return parseExitUrl(trimQuotes(this.href));
  }

  #onViewportChange = (): void => this.requestUpdate();

  /** Leaves however the link is followed: a new tab too, since it would leave this page open. */
  #onClick(event: MouseEvent): void {
    const isContextMenu = event.button === 2;
    if (isContextMenu) return;
    event.preventDefault();
    this.leave();
  }
}

/** Returns the message with the number of presses left until the page is left. */
const pressesLeft = (presses: number): string => (PRESSES_TO_LEAVE - presses === 1 ? m.oneMore() : m.twoMore());
