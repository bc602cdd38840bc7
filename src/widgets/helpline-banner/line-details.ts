import {html, nothing, type TemplateResult} from 'lit';
import type {Line, OtherWay} from '../../core/region.js';
import {listItems} from '../../core/templates/list.js';
import {timeText} from '../../core/templates/text.js';
import * as m from '../../generated/messages/helpline-banner.js';
import {contactLink, lineCall} from './line-links.js';
import type {OpeningContext} from './deferred.js';
import {costText, hoursText, languagesOf, textTo} from './line-text.js';
import {openingText} from './opening-text.js';

/** Messages around the number or the address of a way. */
const labels = {
  call: m.wayCall,
  textphone: m.wayTextphone,
  relay: m.wayRelay,
  whatsapp: m.wayWhatsapp,
  email: m.wayEmail,
};

/** Accessible names of links that call: a textphone must not be announced as a voice line. */
const names = {call: m.callName, textphone: m.textphoneName, relay: m.textphoneName};

const checks = {
  'stored-copy': m.checkedStoredCopy,
  page: m.checkedPage,
  call: m.checkedCall,
  mail: m.checkedMail,
};

function wayLink({type, href, text = '', keyword, menu}: OtherWay, {name}: Line): unknown {
  const link = (channel: 'text' | 'chat', content: unknown, dir: 'ltr' | 'auto' = 'auto', label?: string): unknown =>
    contactLink({href, channel, content: html`<bdi dir=${dir}>${content}</bdi>`, label});
  switch (type) {
    case 'text':
      return link('text', textTo(text, keyword));
    case 'chat':
      return link('chat', m.chat(), 'auto', m.controlName(m.chat(), name));
    case 'video-sign':
      return link('chat', m.wayVideoSign(), 'auto', m.controlName(m.wayVideoSign(), name));
    case 'whatsapp':
    case 'email':
      return labels[type](link('text', text, 'ltr'));
    default:
      return labels[type](lineCall({name, number: text, tel: href, menu}, undefined, names[type]));
  }
}

const paragraph = (content: unknown): TemplateResult | typeof nothing => (content ? html`<p>${content}</p>` : nothing);

function renderWay(way: OtherWay, line: Line, context: OpeningContext): TemplateResult {
  const {times} = way;
  const {locale} = context;
  const withLang = {...way, lang: line.lang};
  const opening = hoursText(withLang, locale);
  return html`${paragraph(wayLink(way, line))}${times ? openingText(opening, times, context) : paragraph(opening)}
  ${paragraph(costText(withLang, locale, m.costFree))}${paragraph(languagesOf(way, locale))}`;
}

/** Renders the content of the fold: the further ways to reach a line, who runs it, and when and how it was checked. */
export function details(line: Line, context: OpeningContext, operator: unknown): TemplateResult {
  const {more, checked, checkedText, how} = line;
  const date = timeText(checked!, checkedText![context.locale] ?? checkedText!.en!);
  const ways = more?.map((way) => renderWay(way, line, context)) ?? [];
  // A list of one would be announced for nothing.
  return html`${
      ways.length > 1
        ? html`<ul>
            ${listItems(ways)}
          </ul>`
        : ways
    }${operator}
    <p class="quiet">${checks[how!](date)}</p>`;
}
