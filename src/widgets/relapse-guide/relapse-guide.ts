import {
  html,
  nothing,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import {oneOf} from '../../core/attributes.js';
import {RecoveryContactEvent} from '../../core/events.js';
import {PlanElement, stopPropagation} from '../../core/plan-element.js';
import {base} from '../../core/styles/base.js';
import {planStyles} from '../../core/styles/plan.js';
import {citations} from '../../core/templates/citations.js';
import {heading} from '../../core/templates/heading.js';
import {phoneNumber} from '../../core/templates/phone-number.js';
import {locales} from '../../generated/locales/relapse-guide.js';
import * as m from '../../generated/messages/relapse-guide.js';
import * as shared from '../../generated/messages/shared.js';
import {directory} from '../../generated/regions/directory.js';
import {styles} from './relapse-guide.styles.js';

/** Words, asked for while rendering: a paragraph, or the items of a list. */
type Words = () => string | string[];

/** A step: its name and what is said about it. `helpline` stands for the line of the country. */
type Step = [name: () => string, ...about: (Words | 'helpline')[]];

/** The signs of an overdose. */
const signs = () => [m.signWake(), m.signBreathing(), m.signColor()];

/** What differs between the audiences: whom to call, heading, first words; the steps of the next hour, of today, of this week. */
type Guide = [
  call: (number: unknown) => unknown,
  callLocal: () => string,
  callThen: () => string,
  title: () => string,
  alone: () => string,
  ...times: Step[][],
];

const guides: Record<'self' | 'supporter', Guide> = {
  self: [
    m.call,
    m.callLocal,
    m.callThen,
    m.heading,
    m.alone,
    [
      [m.company, m.companyHow],
      [m.naloxone, m.naloxoneHow],
      [m.signs, m.signsHow, signs, m.signsSome],
      [m.noMore, m.tolerance],
      [m.noMixing, m.mixing],
    ],
    [
      [m.tell, m.tellHow],
      [m.care, m.careHow, m.medicineRisk, m.medicineStop],
      [m.keep, m.keepHow],
      [m.helpline, 'helpline', m.callLog],
    ],
    [
      [m.medicine, m.medicineKinds, m.medicineStill],
      [m.review, m.parts, m.reviewHow],
      [m.gaps, m.gapsHow],
    ],
  ],
  supporter: [
    m.supporterCall,
    m.supporterCallLocal,
    m.supporterCallThen,
    m.supporterHeading,
    m.supporterAlone,
    [
      [m.check, m.checkHow],
      [m.stay, m.stayHow],
      [m.carry, m.carryHow],
      [m.know, m.knowHow, signs, m.signsSome],
      [m.nothingMore, m.tolerance, m.mixing],
    ],
    [
      [m.ask, m.askHow],
      [m.together, m.togetherHow, m.medicineRisk, m.medicineStop],
      [m.supporterHelpline, 'helpline', m.callLog],
    ],
    [
      [m.supporterMedicine, m.medicineKinds, m.medicineStill],
      [m.supporterReview, m.parts, m.supporterReviewHow],
      [m.supporterGaps, m.supporterGapsHow],
      [m.yourself, m.yourselfHow],
    ],
  ],
};

/**
 * What to do after a return to use, in order: the next hour, today, this week. The emergency number comes first of all. For
 * the person who has used, or for family and friends. Steps can be ticked.
 *
 * Use it on a page about relapse, with `region` set. Do not use it in place of `recovery-overdose-warning` where someone may
 * be overdosing: it has the signs, but not how to help someone who does not breathe. Do not use it to follow how your readers
 * get on: it keeps nothing and tells nobody what was ticked. It is no advice on how much of a drug is safe: no amount is.
 *
 * What is ticked lives in memory and dies with the page, also when the browser keeps the page for its Back button, and when
 * `audience` changes: the steps are then others. It is in no attribute, event, address, title or file name.
 *
 * Accessibility: the emergency number is the first thing read and the first thing reached, before the heading. Three ordered
 * lists number the steps through. Each has a native check box, named by the step and described by what is said about it. How
 * many are ticked is announced politely. Clearing moves the focus to the first check box. Without a region no number is shown.
 *
 * @tagname recovery-relapse-guide
 * @slot - Plain words with a link, for readers whose browser does not run the script. Not shown once the widget is.
 * @fires {RecoveryContactEvent} recovery-contact - The emergency number or the helpline was called. Never which one.
 * @fires {RecoveryPrintEvent} recovery-print - The steps are about to be printed. Never what is ticked.
 * @csspart base - The whole widget.
 * @csspart emergency - The panel that says whom to call.
 * @csspart call - A link that calls.
 * @csspart number - A telephone number.
 * @csspart heading - A heading.
 * @csspart step - One step.
 */
export class RelapseGuide extends PlanElement {
  static override properties: PropertyDeclarations = {audience: {}};
  static override styles: CSSResultGroup = [base, planStyles, styles];
  static override readonly locales = locales;

  /** `self` for the person who has used, `supporter` for family and friends. Default: `self`. */
  declare audience: 'self' | 'supporter' | null | undefined;

  /** What is ticked. Only here. */
  readonly #ticked = new Set<Step>();

  /** How many steps are shown. */
  #total = 0;

  /** The steps are others then. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('audience')) return;
    this.reset();
    this.onAnswer();
  }

  protected override content(): TemplateResult {
    const {level} = this;
    const audience = oneOf(this, 'audience', this.audience, ['self', 'supporter']);
    const [call, callLocal, callThen, title, alone, ...times] = guides[audience];
    const emergency = this.country?.emergency;
    let number = 0;
    this.#total = times.flat().length;
    return this.card(html`
      <div class="plan">
        <div class="emergency" part="emergency">
          <p>
            <b>${emergency ? call(this.#call(emergency, m.callName(emergency.number), 'button')) : callLocal()}</b>
            ${callThen()}
          </p>
        </div>
        ${heading(level, title())}
        <p>${m.lead()} ${alone()}</p>
        <div class="times">
          ${[m.hour(), m.today(), m.week()].map((time, index) => {
            const start = number + 1;
            return html`<section>
              ${heading(level + 1, time)}
              <ol start=${start}>
                ${times[index].map((step) => this.#step(step, ++number))}
              </ol>
            </section>`;
          })}
        </div>
        <p>${m.again()} ${m.hope()}</p>
      </div>
      <p class="quiet screen">${m.ticks()} ${m.ticksOthers()}</p>
      ${this.actions({print: m.print, clear: this.#ticked.size ? m.clear : undefined, cleared: m.cleared}, m.title())}
      ${this.status()} ${citations(shared.sources(), shared.draft(), m.sources)}
    `);
  }

  #step(step: Step, number: number): TemplateResult {
    const [name, ...about] = step;
    return html`<li part="step">
      <label
        ><input
          type="checkbox"
          autocomplete="off"
          aria-describedby="about-${number}"
          .checked=${this.#ticked.has(step)}
          @input=${stopPropagation}
          @change=${() => this.#tick(step)}
        /><b>${name()}</b></label
      >
      <div id="about-${number}">
        ${about.map((each) => {
          const said = each === 'helpline' ? this.#helpline() : each();
          return Array.isArray(said)
            ? html`<ul>
                ${said.map((item) => html`<li>${item}</li>`)}
              </ul>`
            : html`<p>${said}</p>`;
        })}
      </div>
    </li>`;
  }

  /** The line of the country for help with drug use, else where to find one. */
  #helpline(): unknown {
    const line = this.lines.find(({purpose, tel}) => purpose === 'substance-use' && tel);
    return line
      ? m.line(html`<bdi lang=${line.lang}>${line.name}</bdi>`, this.#call(line, m.lineName(line.name, line.number!)))
      : m.directory(
          html`<a href=${directory.url} rel="noopener noreferrer" referrerpolicy="no-referrer"
            ><bdi>${directory.name}</bdi></a
          >`,
        );
  }

  #call({number, tel}: {number?: string; tel?: string}, name: string, classes: unknown = nothing): TemplateResult {
    return html`<a
      class=${classes}
      part="call"
      href=${tel!}
      aria-label=${name}
      @click=${() => this.emit(new RecoveryContactEvent('call'))}
      >${phoneNumber(number!)}</a
    >`;
  }

  #tick(step: Step): void {
    if (!this.#ticked.delete(step)) this.#ticked.add(step);
    this.onAnswer(() => m.progress(String(this.#ticked.size), String(this.#total)));
  }

  protected override reset(): void {
    this.#ticked.clear();
  }
}
