import {html, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult} from 'lit';
import {oneOf} from '../../core/attributes.js';
import {RecoveryContactEvent} from '../../core/events.js';
import {matchLocale} from '../../core/localize.js';
import {RecoveryElement} from '../../core/recovery-element.js';
import type {Line} from '../../core/region.js';
import {base} from '../../core/styles/base.js';
import {heading} from '../../core/templates/heading.js';
import {phoneNumber} from '../../core/templates/phone-number.js';
import {locales} from '../../generated/locales/helpline-banner.js';
import * as m from '../../generated/messages/helpline-banner.js';
import {directory} from '../../generated/regions/directory.js';
import {styles} from './helpline-banner.styles.js';
import {ownLine} from './own-line.js';

/**
 * Who to call or text now: the region's line for help with drug use, its crisis line, who runs each, what it costs, when it
 * is open and what happens on the call. The emergency number is the quiet last line.
 *
 * Use it near the top of any page about drug use, treatment or relapse. Do not use it for a person who may be overdosing
 * right now: that is what `recovery-overdose-warning` is for. Do not put a commercial line into `phone`.
 *
 * Accessibility: a heading, a list of lines each with a heading, and links whose spoken name is a sentence and whose text is the number. Numbers
 * keep their direction. The result of copying is announced politely. Nothing moves by itself.
 *
 * @tagname recovery-helpline-banner
 * @slot - Plain words with a link, for readers whose browser does not run the script. Not shown once the widget is.
 * @fires {RecoveryContactEvent} recovery-contact - A line was called, texted, opened as chat or copied. Never which one.
 * @csspart base - The whole widget.
 * @csspart heading - A heading: of the widget, of a line.
 * @csspart line - One helpline.
 * @csspart number - A telephone number.
 * @csspart call - A link that calls.
 */
export class HelplineBanner extends RecoveryElement {
  static override properties: PropertyDeclarations = {
    variant: {},
    phone: {},
    phoneName: {attribute: 'phone-name'},
    operator: {},
    hours: {},
    copied: {state: true},
  };
  static override styles: CSSResultGroup = [base, styles];
  static override readonly locales = locales;

  /** `full`, or `compact` for one line. Default: `full`. */
  declare variant: 'full' | 'compact' | null | undefined;

  /** A further line of the page's own, shown beside the public ones; needs `operator`. Digits as people write them. */
  declare phone: string | null | undefined;

  /** Name of that line. Default: its operator. */
  declare phoneName: string | null | undefined;

  /** Who runs that line; printed as “This line is run by …”. */
  declare operator: string | null | undefined;

  /** When that line is open, in the words to be shown. */
  declare hours: string | null | undefined;

  /** What was copied last, and whether it worked. @internal */
  declare copied: {number: string; done: boolean} | undefined;

  protected override get hasNumber(): boolean {
    return super.hasNumber || !!ownLine(this, this.locale);
  }

  protected override content(): TemplateResult {
    const first = (purpose: Line['purpose']) => this.lines.filter((line) => line.purpose === purpose).slice(0, 1);
    const forUse = first('substance-use');
    const known = [...forUse, ...first('crisis')];
    const own = ownLine(this, this.locale);

    if (oneOf(this, 'variant', this.variant, ['full', 'compact']) === 'compact') {
      const [line] = known;
      const lead = (each: Line) =>
        (each.purpose === 'crisis' ? m.compactCrisis : m.compact)(foreign(each.name, each), this.#way(each));
      return html`<section class="card compact">
        <p>${line ? lead(line) : this.#directory()}</p>
        ${own ? html`<p>${lead(own)} ${m.runBy(foreign(own.operator, own))}</p>` : nothing} ${this.#emergency()}
      </section>`;
    }
    const lines = own ? [...known, own] : known;
    return html`<section class="card">
      ${heading(this.level, m.heading())}
      <p>${m.lead()}</p>
      ${
        lines.length
          ? html`<ul>
              ${lines.map((line) => this.#line(line))}
            </ul>`
          : nothing
      }
      ${forUse.length ? nothing : html`<p class="directory">${this.#directory()}</p>`}
      ${lines.length ? html`<p class="quiet">${m.callLog()}</p>` : nothing} ${this.#emergency()}
    </section>`;
  }

  #line(line: Line): TemplateResult {
    const {purpose, service, chat, languages} = line;
    const facts = this.#facts(line);
    const what = {referral: m.serviceReferral, listening: m.serviceListening, advice: m.serviceAdvice};
    return html`<li part="line">
      ${
        purpose === 'own'
          ? nothing
          : html`<p class="quiet">${purpose === 'crisis' ? m.forCrisis() : m.forSubstanceUse()}</p>`
      }
      ${heading(this.level + 1, foreign(line.name, line))} ${service ? html`<p>${what[service]()}</p>` : nothing}
      <div class="ways">
        ${line.tel && this.#call(line, 'button primary')} ${this.#text(line, 'button')}
        ${chat && this.#link(chat, m.chat(), {channel: 'chat', classes: 'button', label: m.chatName(line.name)})}
        <button class="copy" type="button" aria-label=${m.copyName(line.name)} @click=${() => this.#copy(line)}>
          ${m.copy()}
        </button>
      </div>
      <p role="status">${this.copied?.number === (line.number ?? line.sms?.number) ? this.#copyResult() : nothing}</p>
      ${
        facts.length
          ? html`<ul class="facts">
              ${facts.map((fact) => html`<li>${fact}</li>`)}
            </ul>`
          : nothing
      }
      <p class="quiet">
        ${m.runBy(foreign(line.operator, line))}
        ${languages.length ? m.languages(html`<bdi>${this.#named(languages)}</bdi>`) : nothing}
      </p>
    </li>`;
  }

  /** What it costs, when it is open, whether it is confidential: only what is known, the rest said to be unknown. */
  #facts(line: Line): unknown[] {
    const {free, cost, tel, hours, url, confidential, purpose} = line;
    return [
      free ? m.free() : cost ? foreign(cost, line) : tel && purpose !== 'own' && m.costUnknown(),
      hours === 'always'
        ? m.openAlways()
        : hours
          ? m.hours(foreign(hours, line))
          : url && m.hoursUnknown(this.#link(url)),
      confidential && m.confidential(),
    ].filter(Boolean);
  }

  #way(line: Line): unknown {
    return line.tel ? this.#call(line) : this.#text(line);
  }

  #call({tel, number, name}: Line, classes?: string): TemplateResult {
    return this.#link(tel!, phoneNumber(number!), {channel: 'call', classes, label: m.callName(name, number!)});
  }

  #text({sms}: Line, classes?: string): TemplateResult | undefined {
    if (!sms || (sms.languages && !matchLocale(this.locale, sms.languages))) return undefined;
    const to = phoneNumber(sms.number);
    const keyword = sms.keywords?.[this.locale] ?? sms.keyword;
    const words = keyword ? m.textKeyword(html`<bdi>${keyword}</bdi>`, to) : sms.asks ? m.textZip(to) : m.text(to);
    return this.#link(sms.href, html`<span>${words}</span>`, {channel: 'text', classes});
  }

  #link(
    href: string,
    words: unknown = html`<bdi>${new URL(href).hostname.replace('www.', '')}</bdi>`,
    {channel, classes, label}: {channel?: RecoveryContactEvent['channel']; classes?: string; label?: string} = {},
  ): TemplateResult {
    return html`<a
      class=${classes ?? nothing}
      part=${channel === 'call' ? 'call' : nothing}
      href=${href}
      rel="noopener noreferrer"
      referrerpolicy="no-referrer"
      aria-label=${label ?? nothing}
      @click=${() => channel && this.emit(new RecoveryContactEvent(channel))}
      >${words}</a
    >`;
  }

  #directory(): unknown {
    return m.directory(this.#link(directory.url, html`<bdi>${directory.name}</bdi>`));
  }

  #emergency(): TemplateResult {
    const {number, tel} = this.country?.emergency ?? {};
    return html`<p class="emergency">
      ${
        number
          ? m.emergency(this.#link(tel!, phoneNumber(number), {channel: 'call', label: m.emergencyName(number)}))
          : m.emergencyLocal()
      }
    </p>`;
  }

  #copyResult(): unknown {
    return this.copied?.done ? m.copied() : m.notCopied();
  }

  /** Names of languages in the language shown. */
  #named(tags: string[]): string {
    const names = new Intl.DisplayNames(this.locale, {type: 'language'});
    return new Intl.ListFormat(this.locale).format(tags.map((tag) => names.of(tag)!));
  }

  async #copy({number, sms}: Line): Promise<void> {
    const copied = number ?? sms!.number;
    // Taken away first, so that it is announced again when someone copies again.
    this.copied = undefined;
    await this.updateComplete;
    try {
      await navigator.clipboard.writeText(copied);
      this.copied = {number: copied, done: true};
      this.emit(new RecoveryContactEvent('copy'));
    } catch {
      // No permission, or no clipboard at all: pages without https have none.
      this.copied = {number: copied, done: false};
    }
  }
}

/** Words of the operator's own, in the operator's language. */
const foreign = (words: string, {lang}: Line): TemplateResult => html`<bdi lang=${lang}>${words}</bdi>`;
