import {html, nothing, type TemplateResult} from 'lit';
import type {RecoveryContactEvent} from '../../core/events.js';
import {matchLocale} from '../../core/localize.js';
import type {Line} from '../../core/region.js';
import {heading} from '../../core/templates/heading.js';
import {phoneNumber} from '../../core/templates/phone-number.js';
import * as m from '../../generated/messages/helpline-banner.js';

type Channel = RecoveryContactEvent['channel'];

/** The parts of a widget that a card depends on. */
export interface CardContext {
  /** BCP 47 tag of the language shown. */
  locale: string;
  /** Level of the card’s heading. */
  level: number;
  /** Called when someone follows a link to the line. */
  onContact: (channel: Channel) => void;
  /** Called when someone wants to copy the number. */
  onCopy: () => void;
  /** Result of copying this line’s number, to be announced. */
  copyStatus: unknown;
}

interface LinkOptions {
  /** `call` gives the link its part. */
  channel?: Channel;
  /** Accessible name, where it is more than the content. */
  label?: string;
  classes?: string;
  onClick?: () => void;
}

const services = {referral: m.serviceReferral, listening: m.serviceListening, advice: m.serviceAdvice};

/** One helpline: who it is for, how to reach it, what is known of it, who runs it. */
export function helplineCard(line: Line, context: CardContext): TemplateResult {
  const {purpose, name, service, operator, languages} = line;
  const facts = factsAbout(line);
  return html`<li part="line">
    ${
      purpose === 'own'
        ? nothing
        : html`<p class="quiet">${purpose === 'crisis' ? m.forCrisis() : m.forSubstanceUse()}</p>`
    }
    ${heading(context.level, operatorText(name, line))} ${service ? html`<p>${services[service]()}</p>` : nothing}
    <div class="ways">
      ${line.tel && callLink(line, m.callName(name, line.number!), context.onContact, 'button primary')}
      ${textLink(line, context, 'button')} ${chatLink(line, context)}
      <button class="copy" type="button" aria-label=${m.copyName(name)} @click=${context.onCopy}>${m.copy()}</button>
    </div>
    <p role="status">${context.copyStatus}</p>
    ${
      facts.length
        ? html`<ul class="facts">
            ${facts.map((fact) => html`<li>${fact}</li>`)}
          </ul>`
        : nothing
    }
    <p class="quiet">
      ${m.runBy(operatorText(operator, line))}
      ${languages.length ? m.languages(html`<bdi>${languageNames(languages, context.locale)}</bdi>`) : nothing}
    </p>
  </li>`;
}

/** Marks text that the operator wrote as being in the operator’s language. */
export const operatorText = (text: string, {lang}: Line): TemplateResult => html`<bdi lang=${lang}>${text}</bdi>`;

/** A link that calls a number. */
export const callLink = (
  {tel, number}: {tel?: string; number?: string},
  label: string,
  onContact: CardContext['onContact'],
  classes?: string,
): TemplateResult =>
  link(tel!, phoneNumber(number!), {channel: 'call', label, classes, onClick: () => onContact('call')});

/** A link that opens a text message; undefined if the line answers none in the language shown. */
export function textLink(
  {sms}: Line,
  {locale, onContact}: Pick<CardContext, 'locale' | 'onContact'>,
  classes?: string,
): TemplateResult | undefined {
  if (!sms || (sms.languages && !matchLocale(locale, sms.languages))) return undefined;
  const number = phoneNumber(sms.number);
  const keyword = sms.keywords?.[locale] ?? sms.keyword;
  const text = keyword
    ? m.textKeyword(html`<bdi>${keyword}</bdi>`, number)
    : sms.asks
      ? m.textZip(number)
      : m.text(number);
  return link(sms.href, html`<span>${text}</span>`, {channel: 'text', classes, onClick: () => onContact('text')});
}

/** A link to a website, by its host name unless another name is given. */
export const websiteLink = (url: string, name = new URL(url).hostname.replace('www.', '')): TemplateResult =>
  link(url, html`<bdi>${name}</bdi>`);

function chatLink({chat, name}: Line, {onContact}: CardContext): TemplateResult | undefined {
  if (!chat) return undefined;
  const label = m.chatName(name);
  return link(chat, m.chat(), {channel: 'chat', classes: 'button', label, onClick: () => onContact('chat')});
}

function link(href: string, content: unknown, {channel, label, classes, onClick}: LinkOptions = {}): TemplateResult {
  return html`<a
    class=${classes ?? nothing}
    part=${channel === 'call' ? 'call' : nothing}
    href=${href}
    rel="noopener noreferrer"
    referrerpolicy="no-referrer"
    aria-label=${label ?? nothing}
    @click=${onClick}
    >${content}</a
  >`;
}

/** Returns the cost, the hours and whether calls are confidential. Unknown cost and hours of a public line are said to be so. */
function factsAbout(line: Line): unknown[] {
  return [costOf(line), hoursOf(line), line.confidential && m.confidential()].filter(Boolean);
}

function costOf(line: Line): unknown {
  if (line.free) return m.free();
  if (line.cost) return operatorText(line.cost, line);
  return line.tel && line.purpose !== 'own' && m.costUnknown();
}

function hoursOf(line: Line): unknown {
  if (line.hours === 'always') return m.openAlways();
  if (line.hours) return m.hours(operatorText(line.hours, line));
  return line.url && m.hoursUnknown(websiteLink(line.url));
}

/** Lists languages by name, in the language shown. */
function languageNames(tags: string[], locale: string): string {
  const names = new Intl.DisplayNames(locale, {type: 'language'});
  return new Intl.ListFormat(locale).format(tags.map((tag) => names.of(tag)!));
}
