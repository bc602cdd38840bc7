/**
 * Dispatched when someone chooses an answer. Bubbles and is composed. Never says which answer: the page’s trackers can read
 * events.
 */
export class RecoveryFeedbackEvent extends Event {
  static readonly eventName = 'recovery-feedback';

  constructor() {
    super(RecoveryFeedbackEvent.eventName, {bubbles: true, composed: true});
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'recovery-feedback': RecoveryFeedbackEvent;
  }
}
