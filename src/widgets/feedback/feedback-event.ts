/**
 * Someone chose an answer. Bubbles and crosses shadow roots. Says that feedback was given and never which: the page's trackers
 * can read events.
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
