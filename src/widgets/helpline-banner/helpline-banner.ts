import {html, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult} from 'lit';
import {oneOf} from '../../core/attributes.js';
import {copyText} from '../../core/clipboard.js';
import {RecoveryContactEvent} from '../../core/events.js';
import {RecoveryElement} from '../../core/recovery-element.js';
import {isCallable, type Line} from '../../core/region.js';
import {base} from '../../core/styles/base.js';
import {sos} from '../../core/styles/sos.js';
import {directoryLink} from '../../core/templates/external-link.js';
import {reviewNote} from '../../core/templates/review-note.js';
import {emergencyPanel} from '../../core/templates/emergency-call.js';
import {heading} from '../../core/templates/heading.js';
import {operatorText} from '../../core/templates/text.js';
import {locales} from '../../generated/locales/helpline-banner.js';
import * as m from '../../generated/messages/helpline-banner.js';
import {directory} from '../../generated/regions/directory.js';
import {styles} from './helpline-banner.styles.js';
import {companions} from './companions.js';
import {deferred, type OpeningContext} from './deferred.js';
import {helplineCard, numberToCopy, textLink} from './helpline-card.js';
import {lineCall} from './line-links.js';
import type {Openings} from './openings.js';
import {localLine} from './local-line.js';

export type {RecoveryContactEvent} from '../../core/events.js';

/** Resolves after the render has been painted; in a background tab, once it is visible. */
const painted = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });

const importParts = () =>
  import('./deferred-parts.js').then(
    ({parts}) => (deferred.parts = parts),
    () => undefined,
  );

/**
 * Who to call or text now: the region's line for help with drug use, its crisis line, who runs each, what it costs, when it
 * is open and what happens on the call. The emergency number comes first, in one line.
 *
 * Use it near the top of any page about drug use, treatment or relapse. Do not use it for a person who may be overdosing
 * right now: that is what `recovery-overdose-warning` is for. Do not put a commercial line into `phone`.
 *
 * Accessibility: the emergency number is the first thing read and the first thing reached, before the heading; a row of
 * languages, if the page asks for one, stands before it. Each line has a heading, and links whose accessible name is a sentence with
 * the number; that of a call, of the chat, of the video in sign language, of the fold and of the button that copies has the name of the
 * line. The result of copying is announced politely, and nothing else: not that a line opens or closes. Numbers keep their direction.
 * Nothing moves by itself.
 *
 * @label Helpline
 * @summary Whom to call or text now, who answers, what it costs, and the emergency number.
 * @tagname recovery-helpline-banner
 * @slot - Fallback content with a link, for readers whose browser does not run the script. Not shown once the widget is.
 * @fires {RecoveryContactEvent} recovery-contact - A line was called, texted, opened as chat or copied. Never which one.
 * @csspart base - The whole widget.
 * @csspart emergency - The panel that says whom to call.
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
  static override styles: CSSResultGroup = [base, sos, styles];
  static override readonly locales = locales;

  /** `full`, or `compact` for one line. Default: `full`. */
  declare variant: 'full' | 'compact' | null | undefined;

  /** A further line of the page's own, shown beside the public ones; needs `operator`. Digits as people write them. */
  declare phone: string | null | undefined;

  /** Name of that line. Default: its operator. */
  declare phoneName: string | null | undefined;

  /** Operator of that line; printed as “Run by: …”, unless it is the name of the line. */
  declare operator: string | null | undefined;

  /** Opening hours of that line, as text. */
  declare hours: string | null | undefined;

  /** The number copied last, and whether that worked. @internal */
  declare copied: {number: string; succeeded: boolean} | undefined;

  /** Determines which lines are open now; `null` while, or if, that is unknown. */
  #openings?: Openings | null;

  protected override get hasNumber(): boolean {
    return super.hasNumber || !!localLine(this, this.locale);
  }

  protected override content(): TemplateResult {
    return this.#isCompact ? this.#compact() : this.#full();
  }

  get #isCompact(): boolean {
    return oneOf(this, 'variant', this.variant, ['full', 'compact']) === 'compact';
  }

  /** Waits for the deferred parts where they are prerendered: a reader may have opened a fold, or focused a link in it. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated && this.renderRoot.querySelector('details')) await importParts();
    await super.scheduleUpdate();
  }

  /**
   * Imports the parts that the first render, with all numbers and hours, does not need; if that fails, the banner stays as it is.
   * They may arrive before the banner itself, but their first use of `Intl` must not delay the first paint. The compact variant has
   * none.
   */
  protected override updated(): void {
    if (this.#isCompact || this.#openings !== undefined || !this.lines.length) return;
    this.#openings = null;
    void painted()
      .then(importParts)
      .then((parts) => {
        if (parts) this.#openings = new parts.Openings(this);
      });
  }

  #full(): TemplateResult {
    const local = localLine(this, this.locale);
    const substanceUse = this.#first('substance-use');
    const lines = [local, substanceUse, ...this.#crisis()].filter((line) => line !== undefined);
    return html`<section class="card">
      ${emergencyPanel(this.country, m.emergencyQuestion(), emergency, 'slim')} ${heading(this.level, m.heading())}
      <p>${m.lead()}</p>
      ${
        lines.length
          ? html`<ul role="none">
              ${lines.map((line) => this.#card(line))}
            </ul>`
          : nothing
      }
      ${substanceUse ? nothing : html`<p class="directory">${this.#directory()}</p>`}
      ${companions(this.country, this.#context)} ${lines.length ? html`<p class="quiet">${m.callLog()}</p>` : nothing}
      ${reviewNote(m.reviewState)}
    </section>`;
  }

  #compact(): TemplateResult {
    const local = localLine(this, this.locale);
    const line = this.#first('substance-use') ?? this.#first('crisis');
    return html`<section class="card compact">
      ${emergencyPanel(this.country, m.emergencyQuestion(), emergency, 'slim')}
      <div>
        ${local ? html`<p>${this.#sentence(local)}</p>` : nothing}
        ${local?.operator ? html`<p>${m.runBy(operatorText(local.operator, local))}</p>` : nothing}
        <p>${line ? this.#sentence(line) : this.#directory()}</p>
        ${reviewNote(m.reviewState)}
      </div>
    </section>`;
  }

  /** Returns the first public line for a purpose. */
  #first(purpose: Line['purpose']): Line | undefined {
    return this.lines.find((line) => line.purpose === purpose);
  }

  /** Returns the first crisis line, with those that are shown together with it. */
  #crisis(): Line[] {
    const lines = this.lines.filter(({purpose}) => purpose === 'crisis');
    return lines.filter(({paired}, index) => !index || (paired && lines[0].paired));
  }

  get #context(): OpeningContext {
    return {locale: this.locale, openings: this.#openings, lines: this.lines};
  }

  #card(line: Line): TemplateResult {
    const {copied} = this;
    return helplineCard(line, {
      ...this.#context,
      level: this.level + 1,
      onCopy: this.#onCopy,
      copyStatus: copied?.number === numberToCopy(line) ? (copied.succeeded ? m.copied() : m.notCopied()) : nothing,
    });
  }

  /** Names a line and the best way to reach it. */
  #sentence(line: Line): unknown {
    const message = line.purpose === 'crisis' ? m.crisisLine : m.line;
    const link = isCallable(line) ? lineCall(line) : textLink(line, this.locale);
    return message(operatorText(line.name, line), link);
  }

  #directory(): unknown {
    return m.directory(directoryLink(directory));
  }

  #onCopy({currentTarget}: Event): void {
    void this.#copy((currentTarget as HTMLElement).dataset.number!);
  }

  async #copy(number: string): Promise<void> {
    // Clear the status first, so that it is announced again when someone copies again.
    this.copied = undefined;
    await this.updateComplete;
    const succeeded = await copyText(number);
    this.copied = {number, succeeded};
    if (succeeded) this.emit(new RecoveryContactEvent('copy'));
  }
}

/** Named one by one: the module object would hold all messages, which costs 350 bytes. */
const emergency = {call: m.sosCall, local: m.sosLocal, or: m.sosOr, orLocal: m.sosOrLocal};
