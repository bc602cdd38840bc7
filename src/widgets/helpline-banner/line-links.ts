import {html, nothing, type TemplateResult} from 'lit';
import type {RecoveryContactEvent} from '../../core/events.js';
import type {CallableLine} from '../../core/region.js';
import {callLink, phoneNumber} from '../../core/templates/call-link.js';
import * as m from '../../generated/messages/helpline-banner.js';

/**
 * Renders a link that calls a line. A key to press is beside it: a `tel:` URL cannot wait for an answer (RFC 3966), so it dials the
 * number alone.
 *
 * @param label accessible name
 * @param sign icon before the number
 */
export const lineCall = (
  {name, number, tel, menu}: Omit<CallableLine, 'lang'>,
  classes?: string,
  label = m.callName,
  sign?: unknown,
): TemplateResult =>
  html`${callLink({tel, content: [sign, phoneNumber(number)], label: label(name, number), classes})}${
    menu ? [' ', html`<span class="key">${m.thenPress(html`<bdi>${menu}</bdi>`)}</span>`] : nothing
  }`;

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
    >${sign}<span role="none">${content}</span></a
  >`;
