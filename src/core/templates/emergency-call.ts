import {html, nothing, type TemplateResult} from 'lit';
import {icon, phone} from '../icons.js';
import {gap} from '../localize.js';
import type {Region} from '../region.js';
import {callLink, phoneNumber} from './call-link.js';

/** Messages that say to call the emergency number. */
export interface EmergencyMessages {
  /** Text of the link, with the number. */
  call: (number: unknown) => unknown;
  /** Names the local number instead, if the country is unknown. */
  local: () => unknown;
  /** Names a second number. */
  or: (number: unknown) => unknown;
  /** Adds the local number to one that may be wrong. */
  orLocal: () => unknown;
}

/**
 * Renders the link that calls the emergency number: “Call 911 now”. A number is never guessed: without a country, the text names none.
 * A second number is text beside the link, so that nobody touches it in place of the first.
 *
 * @param sign icon before the text
 */
export function emergencyCall(
  country: Region | undefined,
  {call, local, or, orLocal}: EmergencyMessages,
  sign?: unknown,
): unknown {
  if (!country?.emergency) return local();
  const {number, tel, also, unsure} = country.emergency;
  return [
    callLink({tel, content: html`${sign}<span>${call(phoneNumber(number))}</span>`}),
    also ? [gap(), or(phoneNumber(also))] : nothing,
    unsure ? [gap(), orLocal()] : nothing,
  ];
}

/**
 * Renders the panel with the emergency number, which looks the same in every widget and comes first in each: a question and a link as
 * wide as a phone. Its look: core/styles/sos.ts.
 *
 * @param question says when to call, such as “Overdose, or not sure?”
 * @param size `slim` for one line, where the emergency is not the subject of the widget
 * @param then paragraph after the link
 */
export const emergencyPanel = (
  country: Region | undefined,
  question: unknown,
  messages: EmergencyMessages,
  size: 'wide' | 'slim' = 'wide',
  then?: unknown,
): TemplateResult =>
  html`<div class="sos ${size}" part="emergency">
    <p>${question}</p>
    <p>${emergencyCall(country, messages, icon(phone))}</p>
    ${then ? html`<p>${then}</p>` : nothing}
  </div>`;
