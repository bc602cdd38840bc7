import {html, nothing, type TemplateResult} from 'lit';

/** Renders a phone number, with the part `number`: kept together, and left to right in every language. */
export const phoneNumber = (number: string): TemplateResult => html`<bdi dir="ltr" part="number">${number}</bdi>`;

export interface CallLink {
  /** `tel:` URL of the number. */
  tel: string;
  /** Phone number as people write it, shown as the text of the link. */
  number?: string;
  /** Text of the link in place of the number, which contains it. */
  content?: unknown;
  /** Accessible name: a sentence that contains the number. Default: the text. */
  label?: string;
  /** CSS classes, such as `button`. */
  classes?: string;
}

/**
 * Renders a link that calls a number. It has the part `call`, its number the part `number`. It sends no referrer: websites can be
 * registered as handlers of `tel:` URLs.
 */
export const callLink = ({tel, number = '', content = phoneNumber(number), label, classes}: CallLink): TemplateResult =>
  html`<a
    class=${classes ?? nothing}
    part="call"
    data-channel="call"
    href=${tel}
    rel="noopener noreferrer"
    referrerpolicy="no-referrer"
    aria-label=${label ?? nothing}
    >${content}</a
  >`;
