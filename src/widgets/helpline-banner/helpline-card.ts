import {html, nothing, type TemplateResult} from 'lit';
import type {Line} from '../../core/region.js';
import {callLink} from '../../core/templates/call-link.js';
import {externalLink} from '../../core/templates/external-link.js';
import {heading} from '../../core/templates/heading.js';
import {phoneNumber} from '../../core/templates/phone-number.js';
import * as m from '../../generated/messages/helpline-banner.js';

/** The parts of a widget that a card depends on. */
export interface CardContext {
  /** BCP 47 tag of the language shown. */
  locale: string;
  /** Level of the card’s heading. */
  level: number;
  /** Listener of the button that copies the number, which is the `data-number` of the button. */
  onCopy: (event: Event) => void;
  /** Result of copying this line’s number, to be announced. */
  copyStatus: unknown;
}

const services = {referral: m.serviceReferral, listening: m.serviceListening, advice: m.serviceAdvice};

/** Renders one helpline: who it is for, how to reach it, the known facts, who runs it. */
export function helplineCard(line: Line, context: CardContext): TemplateResult {
  const {purpose, name, number, tel, service, operator, languages} = line;
  const facts = [costOf(line), hoursOf(line), line.confidential && m.confidential()];
  const languageNames = languages?.[context.locale] ?? languages?.en;
  return html`<li part="line">
    ${
      purpose === 'own'
        ? nothing
        : html`<p class="quiet">${purpose === 'crisis' ? m.forCrisis() : m.forSubstanceUse()}</p>`
    }
    ${heading(context.level, operatorText(name, line))} ${service ? html`<p>${services[service]()}</p>` : nothing}
    <div class="ways">
      ${tel && callLink({tel, number: number!, label: m.callName(name, number!), classes: 'button primary'})}
      ${textLink(line, context.locale, 'button')} ${chatLink(line)}
      <button
        class="copy"
        type="button"
        data-number=${numberToCopy(line)}
        aria-label=${m.copyName(name)}
        @click=${context.onCopy}
      >
        ${m.copy()}
      </button>
    </div>
    <p role="status">${context.copyStatus}</p>
    ${
      facts.some(Boolean)
        ? html`<ul class="facts">
            ${listItem(facts[0])}${listItem(facts[1])}${listItem(facts[2])}
          </ul>`
        : nothing
    }
    <p class="quiet">
      ${m.runBy(operatorText(operator, line))}
      ${languageNames ? m.languages(html`<bdi>${languageNames}</bdi>`) : nothing}
    </p>
  </li>`;
}

/** Returns the number to call or, for a line that takes only text messages, to text. */
export const numberToCopy = ({number, sms}: Line): string => number ?? sms!.number;

/** Marks text that the operator wrote as being in the operator’s language. */
export const operatorText = (text: string, {lang}: Line): TemplateResult => html`<bdi lang=${lang}>${text}</bdi>`;

/** Renders a link that opens a text message; undefined if the line answers none in the language shown. */
export function textLink({sms}: Line, locale: string, classes?: string): TemplateResult | undefined {
  if (!sms || sms.languages?.includes(locale) === false) return undefined;
  const number = phoneNumber(sms.number);
  const keyword = sms.keywords?.[locale] ?? sms.keyword;
  const text = keyword
    ? m.textKeyword(html`<bdi>${keyword}</bdi>`, number)
    : sms.asks
      ? m.textZip(number)
      : m.text(number);
  return html`<a
    class=${classes ?? nothing}
    data-channel="text"
    href=${sms.href}
    rel="noopener noreferrer"
    referrerpolicy="no-referrer"
    ><span>${text}</span></a
  >`;
}

function chatLink({chat, name}: Line): TemplateResult | undefined {
  if (!chat) return undefined;
  return html`<a
    class="button"
    data-channel="chat"
    href=${chat}
    rel="noopener noreferrer"
    referrerpolicy="no-referrer"
    aria-label=${m.chatName(name)}
    >${m.chat()}</a
  >`;
}

/** Renders a fact, if there is one. Named one by one: Lit keeps two comments more for each item of a list. */
const listItem = (fact: unknown): unknown => (fact ? html`<li>${fact}</li>` : nothing);

/** Returns the cost of a call; for a public line that it is not known, where it is not. */
function costOf(line: Line): unknown {
  if (line.free) return m.free();
  if (line.cost) return operatorText(line.cost, line);
  return line.tel && line.purpose !== 'own' && m.costUnknown();
}

/** Returns the opening hours; for a public line where to look for them, where they are not known. */
function hoursOf(line: Line): unknown {
  if (line.hours === 'always') return m.openAlways();
  if (line.hours) return m.hours(operatorText(line.hours, line));
  if (!line.url) return undefined;
  const host = new URL(line.url).hostname.replace(/^www\./, '');
  return m.hoursUnknown(externalLink(line.url, html`<bdi>${host}</bdi>`));
}
