import {html, type TemplateResult} from 'lit';

/** A telephone number, with the part `number`: kept together, left to right in every language. */
export const phoneNumber = (number: string): TemplateResult => html`<bdi dir="ltr" part="number">${number}</bdi>`;
