import {html, nothing} from 'lit';
import {gap} from '../../core/localize.js';
import {textIn, type Line, type OtherWay} from '../../core/region.js';
import {languageNames, operatorText} from '../../core/templates/text.js';
import {phoneNumber} from '../../core/templates/call-link.js';
import * as m from '../../generated/messages/helpline-banner.js';
import {lineCall} from './line-links.js';

/** Renders that an interpreter helps with other languages, and how to reach one. */
function interpreterText(interpreter: Line['interpreter']): unknown {
  if (!interpreter) return nothing;
  if (interpreter === true) return gap() + m.interpreter();
  // The one service that is called first, TIS National, is Australia’s, with an English name.
  const how =
    interpreter === 'say-language'
      ? m.interpreterSay()
      : m.interpreterFirst(operatorText(interpreter.name, {lang: 'en'}), lineCall(interpreter));
  return [gap() + m.interpreter() + gap(), how];
}

/** Renders the languages spoken, by their names in the language shown, and that an interpreter helps with others. */
export function languagesOf(
  {languages, interpreter}: Pick<Line, 'languages' | 'interpreter'>,
  locale: string,
): unknown {
  const names = textIn(locale, languages);
  return names && [m.languages(languageNames(names)), interpreterText(interpreter)];
}

/** Renders a text on a line of its own, for the ear too: without the role, Orca in Firefox reads on over a line break. */
const ownLine = (text: unknown): unknown => html`<br /><span role="paragraph">${text}</span>`;

/** Renders opening hours: all the time as a badge, made from the fields in the language shown, or in the operator’s own words. @param label message around them */
export function hoursText(
  {hours, times, lang}: Pick<Line, 'hours' | 'times' | 'lang'>,
  locale: string,
  label = m.hours,
): unknown {
  if (hours === 'always') return html`<b>${m.openAlways()}</b>`;
  if (typeof hours !== 'object') return hours && label(operatorText(hours, {lang}));
  const dates = textIn(locale, times?.closed);
  return [
    label(textIn(locale, hours)),
    dates ? ownLine(m.closedOn(dates)) : nothing,
    times?.holidays?.closed ? ownLine(m.closedHolidays()) : nothing,
  ];
}

const costs = {standard: m.costStandard, varies: m.costVaries};
const charges = {call: m.costPerCall, minute: m.costPerMinute};

/**
 * Renders a price: in the operator’s words for readers of its language, else its kind in the language shown, or the amount of a
 * higher one.
 *
 * @param free text for a free call
 */
export function costText(
  {cost, charge, price, lang}: Pick<OtherWay, 'cost' | 'charge' | 'price'> & Pick<Line, 'lang'>,
  locale: string,
  free: () => unknown,
): unknown {
  const own = price && operatorText(price, {lang});
  if (!cost || (own && locale.split('-')[0] === lang.split('-')[0])) return own;
  if (cost === 'charged') return charge && charges[charge.per](textIn(locale, charge.amount));
  return cost === 'free' ? free() : costs[cost]();
}

/** Renders the instruction to text a keyword to a number. */
export const textTo = (number: string, keyword?: string): unknown =>
  keyword ? m.textKeyword(html`<bdi>${keyword}</bdi>`, phoneNumber(number)) : m.text(phoneNumber(number));
