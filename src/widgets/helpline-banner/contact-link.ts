import {html, nothing, type TemplateResult} from 'lit';
import type {RecoveryContactEvent} from '../../core/events.js';

export interface ContactLink {
  href: string;
  /** Kind of contact, as `recovery-contact` reports it. */
  channel: RecoveryContactEvent['channel'];
  content: unknown;
  /** Icon before the content. */
  sign?: unknown;
  /** CSS classes, such as `button`. */
  classes?: string;
  /** Accessible name, where it is not the content. */
  label?: string;
}

/** Renders a link that opens a chat, website or other contact besides calls, without a referrer. */
export const contactLink = ({href, channel, content, sign, classes, label}: ContactLink): TemplateResult =>
  html`<a
    class=${classes ?? nothing}
    data-channel=${channel}
    href=${href}
    rel="noopener noreferrer"
    referrerpolicy="no-referrer"
    aria-label=${label ?? nothing}
    >${sign}<span>${content}</span></a
  >`;
