import {html, nothing, type TemplateResult} from 'lit';
import {displayHost} from '../../core/display-host.js';
import {chat as chatIcon, icon, phone, text as textIcon} from '../../core/icons.js';
import {gap} from '../../core/localize.js';
import {isCallable, type Line} from '../../core/region.js';
import {externalLink} from '../../core/templates/external-link.js';
import {heading} from '../../core/templates/heading.js';
import {listItems} from '../../core/templates/list.js';
import {operatorText} from '../../core/templates/text.js';
import {phoneNumber} from '../../core/templates/call-link.js';
import * as m from '../../generated/messages/helpline-banner.js';
import {contactLink, lineCall} from './line-links.js';
import {deferred, type OpeningContext} from './deferred.js';
import {costText, hoursText, languagesOf, textTo} from './line-text.js';
import {openingText} from './opening-text.js';

/** The parts of a widget that a card depends on. */
export interface CardContext extends OpeningContext {
  /** Level of the card’s heading. */
  level: number;
  /** Listener of the button that copies the number, which is the `data-number` of the button. */
  onCopy: (event: Event) => void;
  /** Result of copying this line’s number, to be announced. */
  copyStatus: unknown;
}

const services = {referral: m.serviceReferral, listening: m.serviceListening, advice: m.serviceAdvice};

/** Renders one helpline: who it is for, how to reach it, the facts to decide by; folded, who runs it and how else to reach it. */
export function helplineCard(line: Line, context: CardContext): TemplateResult {
  const {purpose, name, service, times, chatTimes, chat, rescue, address} = line;
  const {locale} = context;
  const [opening, chatOpening] = [hoursOf(line, locale), chatHoursOf(line, locale)];
  const facts = [
    times ? undefined : opening,
    costOf(line, locale),
    chatTimes ? undefined : chatOpening,
    line.confidential && m.confidential(),
    line.anonymous && m.anonymous(),
  ].filter(Boolean);
  return html`<li part="line" role="none">
    ${
      purpose === 'local'
        ? nothing
        : html`<p class="quiet">${purpose === 'crisis' ? m.forCrisis() : m.forSubstanceUse()}</p>`
    }
    ${heading(context.level, operatorText(name, line))}
    <div class="ways">
      ${isCallable(line) && lineCall(line, MAIN, undefined, icon(phone))}
      ${textLink(line, locale, isCallable(line) ? 'way' : MAIN, icon(textIcon))}
      ${chat && contactLink({href: chat, channel: 'chat', sign: icon(chatIcon), content: m.chat(), classes: 'way', label: m.controlName(m.chat(), name)})}
    </div>
    ${times ? openingText(opening, times, context, line) : nothing}
    ${
      facts.length > 1
        ? html`<ul class="facts" role="list">
            ${listItems(facts)}
          </ul>`
        : facts.map((fact) => html`<p>${fact}</p>`)
    }
    ${chatTimes ? openingText(chatOpening, chatTimes, context, 'chat') : nothing}
    ${service ? html`<p>${services[service]()}</p>` : nothing}
    ${rescue || address ? html`<p>${[rescue ? m.mayRescue() : '', address ? m.mayAddress() : ''].join(gap())}</p>` : nothing}
    ${about(line, context)}
  </li>`;
}

/** Classes of the main way to reach a line: the one filled button of its card. */
const MAIN = 'button primary';

/**
 * Renders who runs a line and how else to reach it, folded; open for a line of the page’s own, whose operator nobody else has checked.
 * Languages are folded if the reader’s is among them.
 */
function about(line: Line, context: CardContext): TemplateResult {
  const {locale} = context;
  const speaks = languagesOf(line, locale);
  const isSpoken = line.spoken?.includes(locale);
  const operator = html`<p class="quiet">
    ${m.runBy(operatorText(line.operator, line))}${isSpoken ? [html`<br />`, speaks] : nothing}
  </p>`;
  const copy = html`<button
      class="copy"
      type="button"
      data-number=${numberToCopy(line)}
      aria-label=${m.controlName(m.copy(), line.name)}
      @click=${context.onCopy}
    >
      ${m.copy()}
    </button>
    <div aria-live="polite">${context.copyStatus}</div>`;
  if (!line.checked) return html`${line.operator ? operator : nothing}${copy}`;
  const summary = line.more ? m.otherWays() : m.aboutLine();
  return html`${isSpoken ? nothing : html`<p>${speaks}</p>`}
    <details class="more">
      <summary aria-label=${m.controlName(summary, line.name)}>${summary}</summary>
      ${deferred.parts?.details(line, context, operator) ?? operator}${copy}
    </details>`;
}

/** Returns the number to call or, for a line that takes only text messages, to text. */
export const numberToCopy = ({number, sms}: Line): string => number ?? sms!.number;

/** Renders a link that opens a text message; undefined if the line answers none in the language shown. */
export function textLink({sms}: Line, locale: string, classes?: string, sign?: unknown): TemplateResult | undefined {
  if (!sms || sms.languages?.includes(locale) === false) return undefined;
  const {number, href, asks} = sms;
  const content = asks ? m.textZip(phoneNumber(number)) : textTo(number, sms.keywords?.[locale] ?? sms.keyword);
  return contactLink({href, channel: 'text', sign, content, classes});
}

/** Returns the cost of a call; for a public line without a known cost, a text that says so. */
const costOf = (line: Line, locale: string): unknown =>
  costText(line, locale, m.free) ?? (line.tel && line.purpose !== 'local' && m.costUnknown());

/** Returns the opening hours; for a public line without known hours, where to look for them. */
function hoursOf(line: Line, locale: string): unknown {
  if (line.hours) return hoursText(line, locale);
  if (!line.url) return undefined;
  return m.hoursUnknown(externalLink(line.url, html`<bdi>${displayHost(line.url)}</bdi>`));
}

/** Returns the opening hours of the chat, where they are known and different from those of the line. */
const chatHoursOf = ({chatHours, chatTimes, lang}: Line, locale: string): unknown =>
  chatHours === 'always'
    ? m.chatHours(m.openAlways())
    : hoursText({hours: chatHours, times: chatTimes, lang}, locale, m.chatHours);
