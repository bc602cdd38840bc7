/**
 * Someone leaves the page. Dispatched just before it is hidden; bubbles and crosses shadow roots. Cannot be cancelled: whoever
 * presses the button may have no second to lose.
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
