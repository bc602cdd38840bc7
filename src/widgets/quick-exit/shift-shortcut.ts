import {sameOriginWindows} from './leave.js';

/** Number of Shift presses that leave the page. */
export const PRESSES_TO_LEAVE = 3;

/** Timeout for the next press, in milliseconds: enough for people who move slowly. */
const PRESS_TIMEOUT = 5000;

const EVENT_TYPES = ['keydown', 'keyup', 'pointerdown', 'wheel', 'blur'];

/** A widget that shows how many presses are left, and leaves the page. */
export interface ShortcutHost {
  presses: number | undefined;
  leave(): void;
}

/**
 * The keyboard shortcut: leaves the page when Shift is pressed three times.
 *
 * All widgets on the page share one counter, so that a press counts once. It listens as long as one of them is connected, on
 * every window that the frame can reach.
 */
class ShiftShortcut {
  readonly #hosts = new Set<ShortcutHost>();

  /** Presses so far. */
  #presses = 0;

  #timeoutId: ReturnType<typeof setTimeout> | undefined;

  /** Whether Shift is down and nothing else has been used since it went down. */
  #isShiftAlone = false;

  connect(host: ShortcutHost): void {
    if (!this.#hosts.size) this.#toggleListeners('addEventListener');
    this.#hosts.add(host);
  }

  disconnect(host: ShortcutHost): void {
    this.#hosts.delete(host);
    host.presses = 0;
    if (this.#hosts.size) return;
    this.#setPresses(0);
    this.#toggleListeners('removeEventListener');
  }

  #toggleListeners(method: 'addEventListener' | 'removeEventListener'): void {
    for (const page of sameOriginWindows())
      for (const type of EVENT_TYPES) page[method](type, this.#onKey, {capture: true, passive: true});
  }

  /** Counts a press when Shift is released and nothing else was used meanwhile: no capital, no shortcut, no selecting with the mouse. */
  #onKey = (event: Event): void => {
    const {type, key, code, repeat, altKey, ctrlKey, metaKey, target, currentTarget} = event as KeyboardEvent;
    // Skip a frame that was removed from its page, and elements in the page that lose the focus.
    if (window.closed || (type === 'blur' && target !== currentTarget)) return;
    const isShift = (key === 'Shift' || /^Shift/.test(code)) && !altKey && !ctrlKey && !metaKey;
    if (type === 'keyup') {
      if (isShift && this.#isShiftAlone) this.#setPresses(this.#presses + 1);
    } else if (!isShift) {
      this.#isShiftAlone = false;
      this.#setPresses(0);
    } else if (!repeat) this.#isShiftAlone = true;
  };

  #setPresses(presses: number): void {
    clearTimeout(this.#timeoutId);
    const isComplete = presses >= PRESSES_TO_LEAVE;
    this.#presses = isComplete ? 0 : presses;
    if (this.#presses) this.#timeoutId = setTimeout(() => this.#setPresses(0), PRESS_TIMEOUT);
    const [first, ...others] = this.#hosts;
    // Only one host announces the presses; two would repeat each other.
    others.forEach((host) => (host.presses = 0));
    if (!first) return;
    first.presses = this.#presses;
    if (isComplete) first.leave();
  }
}

/** The shortcut that all widgets on the page share. */
export const shiftShortcut = new ShiftShortcut();
