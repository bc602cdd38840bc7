/**
 * Dispatched when someone leaves the page, just before it is hidden. Bubbles and is composed. Not cancelable: whoever presses
 * the button may have no second to lose.
 */
export class RecoveryExitEvent extends Event {
  static readonly eventName = 'recovery-exit';

  constructor() {
    super(RecoveryExitEvent.eventName, {bubbles: true, composed: true});
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'recovery-exit': RecoveryExitEvent;
  }
}
