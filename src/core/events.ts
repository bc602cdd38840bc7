/**
 * Dispatched when someone uses a way to get help. Bubbles and crosses shadow roots. Says how, never which line: the
 * page's trackers can read events.
 */
export class RecoveryContactEvent extends Event {
  static readonly eventName = 'recovery-contact';

  constructor(
    /** Kind of contact. */
    readonly channel: 'call' | 'text' | 'chat' | 'copy',
  ) {
    super(RecoveryContactEvent.eventName, {bubbles: true, composed: true});
  }
}

/** Dispatched when someone starts printing. Bubbles and crosses shadow roots; carries no detail. */
export class RecoveryPrintEvent extends Event {
  static readonly eventName = 'recovery-print';

  constructor() {
    super(RecoveryPrintEvent.eventName, {bubbles: true, composed: true});
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'recovery-contact': RecoveryContactEvent;
    'recovery-print': RecoveryPrintEvent;
  }
}
