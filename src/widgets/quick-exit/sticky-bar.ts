/** Distances in CSS pixels. */
export interface BarState {
  /** Whether the bar has left its place in the page, so that what is below it there would cover the page. */
  isStuck: boolean;
  /** Whether its place is above the window: an ancestor keeps `position: sticky` from working, so the bar goes to the top layer. */
  isAway: boolean;
}

/**
 * Share of the window that a bar may take. A header of the page that is higher is a dialog or a cookie notice; the bar itself, in large text
 * on a small phone, stays in its place in the page.
 */
const MAX_SHARE = 1 / 3;

/** Returns the bottom of a header of the page that stays at the top of the window, 0 without one. */
function headerBottom(host: Element): number {
  // An image of the page named `elementsFromPoint` shadows the method.
  for (const element of Document.prototype.elementsFromPoint.call(document, innerWidth / 2, 1))
    for (let each: Element | null = element; each && !each.contains(host); each = each.parentElement)
      if (/fixed|sticky/.test(getComputedStyle(each).position)) {
        const {bottom} = each.getBoundingClientRect();
        if (bottom < innerHeight * MAX_SHARE) return bottom;
      }
  return 0;
}

/**
 * Keeps a widget at the top of the window, below a header of the page that stays there too and, on a phone, in the part that a keyboard
 * leaves visible. The widget has its own space in the page, and the page’s scroll padding grows by its height, so that neither the
 * target of a link nor the element with the focus is below it.
 */
export class StickyBar {
  readonly #host: HTMLElement;
  readonly #heightOf: () => number;
  readonly #onChange: (state: BarState) => void;
  /** Scroll padding of the page itself. */
  #padding = 0;
  #isConnected = false;
  #frame = 0;
  #state: BarState = {isStuck: false, isAway: false};

  /** @param heightOf returns the height of the bar, without what it unfolds */
  constructor(host: HTMLElement, heightOf: () => number, onChange: (state: BarState) => void) {
    this.#host = host;
    this.#heightOf = heightOf;
    this.#onChange = onChange;
  }

  connect(): void {
    if (!this.#isConnected) {
      this.#isConnected = true;
      this.#padding = parseFloat(getComputedStyle(document.documentElement).scrollPaddingBlockStart) || 0;
      this.#toggleListeners('addEventListener');
    }
    this.#update();
  }

  disconnect(): void {
    if (!this.#isConnected) return;
    this.#isConnected = false;
    this.#toggleListeners('removeEventListener');
    cancelAnimationFrame(this.#frame);
    this.#unstick();
  }

  #unstick(): void {
    // Leaving the page has removed the root element.
    document.documentElement?.style.removeProperty('scroll-padding-block-start');
    Object.assign(this.#host.style, {position: '', zIndex: '', insetBlockStart: '', minBlockSize: ''});
    this.#set({isStuck: false, isAway: false});
  }

  #toggleListeners(method: 'addEventListener' | 'removeEventListener'): void {
    for (const type of ['scroll', 'resize']) {
      window[method](type, this.#onMove, {capture: true, passive: true});
      globalThis.visualViewport?.[method](type, this.#onMove);
    }
  }

  #onMove = (): void => {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(this.#update);
  };

  #update = (): void => {
    const {style} = this.#host;
    const height = this.#heightOf();
    // In the top layer, its height may be another one: going back and forth would not end.
    if (!this.#state.isAway && height > innerHeight * MAX_SHARE) {
      this.#unstick();
      return;
    }
    Object.assign(style, {position: 'sticky', zIndex: '2147483647'});
    // A keyboard moves the visible part; a reader who zooms in moves it, too, and would see nothing but the bar.
    const {offsetTop = 0, scale = 1} = globalThis.visualViewport ?? {};
    const top = Math.max(headerBottom(this.#host), scale === 1 ? offsetTop : 0);
    style.insetBlockStart = `${top}px`;
    style.setProperty('--_rw-top', `${top}px`);
    document.documentElement.style.scrollPaddingBlockStart = `${Math.max(this.#padding, top) + height}px`;
    const box = this.#host.getBoundingClientRect();
    const isAway = box.height > 0 && box.bottom <= 0;
    // The top layer takes the bar out of its place.
    if (!isAway) style.minBlockSize = '';
    else style.minBlockSize ||= getComputedStyle(this.#host).height;
    this.#set({isStuck: scrollY > 0 && box.top <= top, isAway});
  };

  #set(state: BarState): void {
    const {isStuck, isAway} = this.#state;
    this.#state = state;
    if (state.isStuck !== isStuck || state.isAway !== isAway) this.#onChange(state);
  }
}
