import {
  html,
  nothing,
  type CSSResultGroup,
  type PropertyDeclarations,
  type SVGTemplateResult,
  type TemplateResult,
} from 'lit';
import {oneOf} from '../../core/attributes.js';
import {icon, no} from '../../core/icons.js';
import {gap} from '../../core/localize.js';
import {RecoveryElement} from '../../core/recovery-element.js';
import {base} from '../../core/styles/base.js';
import {sos} from '../../core/styles/sos.js';
import {citations, sourceList} from '../../core/templates/citations.js';
import {directoryLink} from '../../core/templates/external-link.js';
import {emergencyPanel} from '../../core/templates/emergency-call.js';
import {heading} from '../../core/templates/heading.js';
import {list, listItems} from '../../core/templates/list.js';
import {namedLine} from '../../core/templates/named-line.js';
import {phoneNumber} from '../../core/templates/call-link.js';
import {reviewNote} from '../../core/templates/review-note.js';
import {timeText} from '../../core/templates/text.js';
import {locales} from '../../generated/locales/overdose-warning.js';
import * as m from '../../generated/messages/overdose-warning.js';
import * as drawn from '../../generated/pictures/overdose-warning.js';
import {directory} from '../../generated/regions/directory.js';
import {styles} from './overdose-warning.styles.js';

export type {RecoveryContactEvent} from '../../core/events.js';

/**
 * Steps for when someone may have overdosed: the emergency number first, then the signs, the steps and what not to do. Folded away
 * is what to read on another day: more signs, naloxone, why the risk is higher after a break, the police. The compact variant has two
 * signs and three steps, and folds the rest.
 *
 * Use it on any page about heroin, relapse or leaving treatment, near the top, with `region` set. Do not hide it behind a
 * button, a tab or a dialog. Do not use it to offer treatment or a helpline: that is what `recovery-helpline-banner` is for.
 * It does not replace a first-aid course, and is not advice on how much of a drug is safe: no amount is.
 *
 * Accessibility: the emergency number is the first thing read and the first thing reached, before the heading; a row of
 * languages, if the page asks for one, stands before it. Signs are a
 * list, steps a numbered one; nothing is announced, moves or flashes. Nothing that helps while acting is folded away, in the compact
 * variant nothing that its three steps need to be safe; the folds are native `<details>`, all but the sources with a heading as their name, and printing
 * unfolds them. Pictures are hidden from screen readers, as the words beside them say the same, and are never mirrored. Without a
 * region no number is shown, as a wrong one would cost time.
 *
 * @label Overdose: what to do
 * @summary What to do in an overdose: the emergency number, the signs and the steps.
 * @tagname recovery-overdose-warning
 * @slot - Fallback content with a link, for readers whose browser does not run the script. Not shown once the widget is.
 * @fires {RecoveryContactEvent} recovery-contact - The emergency number was called.
 * @csspart base - The whole widget.
 * @csspart emergency - The panel that says whom to call.
 * @csspart call - The link that calls.
 * @csspart number - The emergency number.
 * @csspart heading - A heading.
 * @csspart sign - A sign of an overdose.
 * @csspart step - A step of what to do.
 * @csspart dont - Something not to do.
 */
export class OverdoseWarning extends RecoveryElement {
  static override properties: PropertyDeclarations = {variant: {}, pictures: {}};
  static override styles: CSSResultGroup = [base, sos, styles];
  static override readonly locales = locales;

  /** `full`, or `compact` for a short form that opens the whole. Default: `full`. */
  declare variant: 'full' | 'compact' | null | undefined;

  /** `shown`, or `none` for words alone. Default: `shown`. */
  declare pictures: 'shown' | 'none' | null | undefined;

  protected override content(): TemplateResult {
    const {country, level} = this;
    const isCompact = oneOf(this, 'variant', this.variant, ['full', 'compact']) === 'compact';
    const review = [m.sources, m.reviewState, m.checked(timeText(m.checkedOn, m.checkedOnText()))] as const;
    const search = country ? nothing : html`<p>${m.directory(directoryLink(directory))}</p>`;
    const note = reviewNote(m.reviewState, true);
    return html`<div class="card">
      ${emergencyPanel(country, m.sos(), emergency)}
      ${
        isCompact
          ? html`${this.#short()}
            ${fold(
              level,
              m.whole(),
              html`${this.#sections(level + 1, section)} ${search}
                <section class="sources">${heading(level + 1, m.sources_())} ${sourceList(...review)}</section>`,
            )}`
          : html`${heading(level, m.heading())}
            ${this.#sections(level + 1, fold, html`<div class="paper again">${note}</div>`)} ${search}`
      }
      ${isCompact ? note : citations(m.sources_(), ...review)}
    </div>`;
  }

  /** Renders enough to act on the first screen: two signs, and three steps with the conditions that keep them safe. */
  #short(): TemplateResult {
    return html`<div class="sections short">
      <section>${list([bold(m.signWake()), bold(m.signBreathing())], 'sign')}</section>
      <section>
        ${orderedList([
          [bold(m.stepNaloxone()), gap() + m.stepNaloxoneNone()],
          [bold(this.#breathing.give()), gap() + m.breathingHow()],
          [bold(m.stepStay()), gap() + m.stepSide()],
        ])}
      </section>
    </div>`;
  }

  /**
   * Renders all sections.
   *
   * @param group renders those to read on another day
   * @param note stands at the foot of the first sheet of paper
   */
  #sections(level: number, group: typeof fold, note?: TemplateResult): TemplateResult {
    return html`<div class="sections">
      ${section(
        level,
        m.signsHeading(),
        html`${list(this.#signs(), 'sign')}
          <p>${bold(m.signsSome())}</p>`,
      )}
      ${section(level, m.stepsHeading(), orderedList(this.#steps()))}
      ${section(
        level,
        m.dontHeading(),
        html`${list([html`${icon(no)}${m.dontSleep()}`, html`${icon(no)}${m.dontHarm()}`], 'dont')} ${note}`,
      )}
      <section>${this.#further(level, group)}</section>
    </div>`;
  }

  #signs(): readonly TemplateResult[] {
    return [
      this.#instruction(m.signWake(), nothing, drawn.unresponsive),
      this.#instruction(m.signBreathing(), m.signBreathingSlow(), drawn.slow),
      this.#instruction(m.signColor(), m.signColorSkin(), drawn.lips),
    ];
  }

  /** Messages and pictures of the step for the breathing. */
  get #breathing() {
    return breathing[this.country?.breathing ?? 'default'];
  }

  /** Returns the steps, in order. */
  #steps(): readonly TemplateResult[] {
    const {country} = this;
    const {number, unsure} = country?.emergency ?? {};
    const {give, how, pictures} = this.#breathing;
    const wearsOff = country?.wearsOff ? m.wearsOffUk : m.wearsOffDefault;
    const call = number && !unsure ? m.stepCallNumber(phoneNumber(number)) : m.stepCall();
    return [
      this.#instruction(m.stepWake(), m.stepWakeHow(), drawn.wake),
      this.#instruction(call, m.stepCallSay(), drawn.call),
      this.#instruction(m.stepNaloxone(), m.stepNaloxoneHow() + gap() + m.stepNaloxoneNone(), drawn.spray),
      this.#instruction(give(), how(), ...pictures),
      this.#instruction(m.stepSide(), m.stepSideHow(), drawn.side),
      this.#instruction(m.stepSecondDose(), m.stepSecondDoseHow(), drawn.again),
      this.#instruction(m.stepStay(), m.stepLeave() + gap() + wearsOff(), drawn.stay),
    ];
  }

  /** Renders the words that are enough to act, below them what helps to do it right, and pictures of it beside them. */
  #instruction(
    text: unknown,
    detail: unknown = nothing,
    ...pictures: (SVGTemplateResult | undefined)[]
  ): TemplateResult {
    const shown = oneOf(this, 'pictures', this.pictures, ['shown', 'none']) === 'shown' ? pictures.filter(Boolean) : [];
    return html`${
      shown.length
        ? html`<span class="pictures"
            >${shown.map((drawing) => html`<svg viewBox="0 0 96 96" aria-hidden="true">${drawing}</svg>`)}</span
          >`
        : nothing
    }${bold(text)}${detail === nothing ? nothing : html`<br />${detail}`}`;
  }

  /** Renders the texts to read on another day. */
  #further(level: number, group: typeof fold): readonly unknown[] {
    const lawMessage = this.country?.law && law[this.country.law];
    return [
      group(level, m.moreSigns(), list([m.signSounds(), m.signPupils(), m.signBody()])),
      group(
        level,
        m.naloxoneHeading(),
        list([m.naloxoneOpioids(), m.naloxoneOther(), m.naloxoneSafe(), m.naloxoneSleepy(), m.naloxoneUpset()]),
      ),
      group(
        level,
        m.whyHeading(),
        list([m.afterABreak(), m.strongOpioids(), m.mixing(), html`${m.alone()}${this.#companion()}`]),
      ),
      lawMessage ? group(level, m.lawHeading(), html`<p>${lawMessage() + gap() + m.lawCall()}</p>`) : nothing,
    ];
  }

  /** Names a line that stays on the phone, where the country has one. */
  #companion(): unknown {
    const companion = this.country?.companion;
    if (!companion) return nothing;
    const messages = {line: m.companion, callName: m.callName, languages: m.languages};
    return html`<br />${namedLine(companion, messages, this.locale)}`;
  }
}

/** Named one by one: the module object would hold all messages, which costs 350 bytes. */
const emergency = {call: m.sosCall, local: m.sosLocal, or: m.sosOr, orLocal: m.sosOrLocal};

const breathingHow = () => m.breathingHow() + gap() + m.breathingHelp();

/** Messages and pictures of the step for the breathing, by guidance. */
const breathing = {
  us: {give: m.breathingUs, how: breathingHow, pictures: [drawn.breaths, drawn.cpr]},
  'uk-30-2': {
    give: m.breathingUk302,
    how: () => [m.breathingPushUk302(), m.breathingHow(), m.breathingHelpUk302()].join(gap()),
    pictures: [drawn.cpr],
  },
  default: {give: m.breathingDefault, how: breathingHow, pictures: [drawn.breaths, drawn.cpr]},
};

/** Law messages by jurisdiction. */
const law = {us: m.lawUs, ca: m.lawCa, gb: m.lawGb};

const bold = (text: unknown): TemplateResult => html`<b>${text}</b>`;

const orderedList = (steps: readonly unknown[]): TemplateResult =>
  html`<ol>
    ${listItems(steps, 'step')}
  </ol>`;

const section = (level: number, title: string, content: unknown): TemplateResult =>
  html`<section>${heading(level, title)} ${content}</section>`;

const fold = (level: number, title: string, content: unknown): TemplateResult =>
  html`<details>
    <summary>${heading(level, title)}</summary>
    ${content}
  </details>`;
