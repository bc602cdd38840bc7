import {html, nothing, type TemplateResult} from 'lit';
import type {Line} from '../../core/region.js';
import {callLink} from '../../core/templates/call-link.js';
import * as m from '../../generated/messages/helpline-banner.js';

/** A number to call, with what it takes to get through. */
export interface Call {
  number: string;
  tel: string;
  /** Key to press after the call was answered. */
  menu?: string;
}

/** Returns whether a line takes calls. */
export const isCallable = (line: Line): line is Line & Call => !!line.tel;

/**
 * Renders a link that calls a line. A key to press is beside it: a `tel:` URL cannot wait for an answer (RFC 3966), so it dials the
 * number alone.
 */
export const lineCall = ({number, tel, menu}: Call, name: string, classes?: string): TemplateResult =>
  html`${callLink({tel, number, label: m.callName(name, number), classes})}${
    menu ? [' ', html`<span class="key">${m.thenPress(html`<bdi>${menu}</bdi>`)}</span>`] : nothing
  }`;
