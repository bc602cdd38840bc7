import {html} from 'lit';
import type {Line, OtherWay} from '../../core/region.js';
import {operatorText} from '../../core/templates/operator-text.js';
import {phoneNumber} from '../../core/templates/phone-number.js';
import * as m from '../../generated/messages/helpline-banner.js';

/** Renders the languages spoken, by their names in the language shown. */
export function languagesOf({languages}: Pick<OtherWay, 'languages'>, locale: string): unknown {
  const names = languages?.[locale] ?? languages?.en;
  return names && m.languages(html`<bdi>${names}</bdi>`);
}

/** Renders opening hours: `always`, or the operator’s own text. */
export const hoursText = (hours: string, line: Pick<Line, 'lang'>): unknown =>
  hours === 'always' ? m.openAlways() : m.hours(operatorText(hours, line));

/** Renders the instruction to text a keyword to a number. */
export const textTo = (number: string, keyword?: string): unknown =>
  keyword ? m.textKeyword(html`<bdi>${keyword}</bdi>`, phoneNumber(number)) : m.text(phoneNumber(number));

/** Returns the text of the summary behind which the other ways to reach a line are, and when and how it was checked. */
export const summaryOf = ({more}: Line): unknown => (more ? m.otherWays() : m.aboutLine());
