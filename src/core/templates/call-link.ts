import {html, nothing, type TemplateResult} from 'lit';
import {phoneNumber} from './phone-number.js';

export interface CallLink {
  /** Phone number as people write it. */
  number: string;
  /** `tel:` URL of the number. */
  tel: string;
  /** Accessible name: a sentence that contains the number. */
  label: string;
  /** CSS classes, such as `button`. */
  classes?: string;
}

/**
 * Renders a link that calls a number. It has the part `call`, its text the part `number`. It sends no referrer: websites can be
 * registered as handlers of `tel:` URLs.
 */
export const callLink = ({number, tel, label, classes}: CallLink): TemplateResult =>
  html`<a
    class=${classes ?? nothing}
    part="call"
    data-channel="call"
    href=${tel}
    rel="noopener noreferrer"
    referrerpolicy="no-referrer"
    aria-label=${label}
    >${phoneNumber(number)}</a
  >`;
