import {html, type TemplateResult} from 'lit';

/** Renders a phone number, with the part `number`: kept together, and left to right in every language. */
export const phoneNumber = (number: string): TemplateResult => html`<bdi dir="ltr" part="number">${number}</bdi>`;
