import {html, nothing, type TemplateResult} from 'lit';
import type {CallableLine} from '../../core/region.js';
import {callLink} from '../../core/templates/call-link.js';
import {phoneNumber} from '../../core/templates/phone-number.js';
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
