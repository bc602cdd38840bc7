import {
  html,
  nothing,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import {oneOf} from '../../core/attributes.js';
import {PlanElement} from '../../core/plan-element.js';
import {firstCallable, type Line} from '../../core/region.js';
import {base} from '../../core/styles/base.js';
import {sos} from '../../core/styles/sos.js';
import {planStyles} from '../../core/styles/plan.js';
import {citations} from '../../core/templates/citations.js';
import {directoryLink} from '../../core/templates/external-link.js';
import {emergencyPanel} from '../../core/templates/emergency-call.js';
import {heading} from '../../core/templates/heading.js';
import {list} from '../../core/templates/list.js';
import {namedLine, type NamedLineMessages} from '../../core/templates/named-line.js';
import {privacyNote, privateCard} from '../../core/templates/private.js';
import {locales} from '../../generated/locales/relapse-guide.js';
import * as m from '../../generated/messages/relapse-guide.js';
import {directory} from '../../generated/regions/directory.js';
import {guides, type Detail, type Guide, type Step} from './guides.js';
import {styles} from './relapse-guide.styles.js';

export type {RecoveryContactEvent, RecoveryPrintEvent} from '../../core/events.js';

/**
 * Steps to take after a return to use, in order: the next few hours, today, this week. The emergency number comes first of
 * all. For the person who has used, or for family and friends. Steps can be ticked.
 *
 * Use it on a page about relapse, with `region` set. Do not use it in place of `recovery-overdose-warning` where someone may
 * be overdosing: it has the signs, but not how to help someone who does not breathe. Do not use it to follow how your readers
 * get on: it keeps nothing and tells nobody what was ticked. It is not advice on how much of a drug is safe: no amount is.
 *
 * The ticks live in memory and die with the page, also when the browser keeps the page for its Back button, and when
 * `audience` changes, since the steps change with it. They are in no attribute, event, address, title or file name.
 *
 * Accessibility: the emergency number is the first thing read and the first thing reached, before the heading; a row of
 * languages, if the page asks for one, stands before it. The first hours are never folded; today and this week are native
 * `<details>`, which printing opens. Three ordered lists share one numbering. Each step has a native check box, named by the step; its
 * details follow. The number of ticked steps is announced politely after each tick, and clearing too, which moves the focus to the first check
 * box. Without a region no number is shown.
 *
 * @label After a return to use
 * @summary What to do after a return to use, step by step, for the person or a supporter.
 * @tagname recovery-relapse-guide
 * @slot - Fallback content with a link, for readers whose browser does not run the script. Not shown once the widget is.
 * @fires {RecoveryContactEvent} recovery-contact - The emergency number or another line was called. Never which one.
 * @fires {RecoveryPrintEvent} recovery-print - The steps are about to be printed. Never which ones are ticked.
 * @csspart base - The whole widget.
 * @csspart emergency - The panel that says whom to call.
 * @csspart call - A link that calls.
 * @csspart number - A telephone number.
 * @csspart heading - A heading.
 * @csspart step - One step.
 */
export class RelapseGuide extends PlanElement {
  static override properties: PropertyDeclarations = {audience: {}};
  static override styles: CSSResultGroup = [base, planStyles, sos, styles];
  static override readonly locales = locales;

  /** `self` for the person who has used, `supporter` for family and friends. Default: `self`. */
  declare audience: 'self' | 'supporter' | null | undefined;

  /** The ticked steps. Kept nowhere else. */
  readonly #ticked = new Set<Step>();

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('audience')) return;
    // The steps are different ones now.
    this.reset();
    this.onAnswer();
  }

  protected override content(): TemplateResult {
    const {level} = this;
    const guide = this.#guide;
    return privateCard(html`
      <div class="plan">
        ${emergencyPanel(this.country, guide.sos(), emergency, 'wide', guide.callThen())}
        ${heading(level, guide.heading())}
        ${this.#phases(html`
          <p>${`${m.lead()} ${guide.alone()}`}</p>
          <p>${guide.crisis()}<br />${this.#lineFor('crisis', m.crisisLine)}</p>
        `)}
      </div>
      ${privacyNote(m.privacy(), m.privacyOthers())}
      ${this.actions({print: m.print, clear: this.#ticked.size ? m.clear : undefined, cleared: m.cleared}, m.title())}
      ${this.status()} ${citations(m.sources_(), m.sources, m.reviewState)}
    `);
  }

  /** Renders the phases: the first hours open, in columns with the lead, the others folded. The steps are numbered through. */
  #phases(lead: TemplateResult): TemplateResult {
    const {hour, today, week} = this.#guide.phases;
    let count = 0;
    const steps = (phase: readonly Step[]) =>
      html`<ol start=${count + 1}>
        ${phase.map((step) => this.#step(step, ++count))}
      </ol>`;
    const fold = (name: string, phase: readonly Step[], after?: string) =>
      html`<details>
        <summary>${heading(this.level + 1, name)}</summary>
        ${steps(phase)} ${after ? html`<p>${after}</p>` : nothing}
      </details>`;
    return html`<div class="first">
        <section>${lead}</section>
        <section>${heading(this.level + 1, m.hour())} ${steps(hour)}</section>
      </div>
      ${fold(m.today(), today)} ${fold(m.week(), week, m.hope())}`;
  }

  #step(step: Step, number: number): TemplateResult {
    const {name, details} = step;
    return html`<li part="step">
      <label
        ><input
          type="checkbox"
          autocomplete="off"
          aria-labelledby="step-${number}"
          .checked=${this.#ticked.has(step)}
          @change=${() => this.#toggle(step)}
        /><b id="step-${number}">${name()}</b></label
      >
      ${details ? html`<div>${details.map((detail) => this.#detail(detail))}</div>` : nothing}
    </li>`;
  }

  #detail(detail: Detail): TemplateResult | typeof nothing {
    if (detail === 'helpline') return html`<p>${this.#lineFor('substance-use', m.line)}</p>`;
    if (detail === 'companion') {
      const companion = this.country?.companion;
      const messages = {line: m.companion, callName: m.callName, languages: m.languages};
      return companion ? html`<p>${namedLine(companion, messages, this.locale)}</p>` : nothing;
    }
    if (typeof detail === 'function') return html`<p>${detail()}</p>`;
    return list(detail.map((item) => item()));
  }

  /** Names the region’s first line for a purpose that takes calls, with a key to press after its number, else a directory of helplines. */
  #lineFor(purpose: Line['purpose'], line: NamedLineMessages['line']): unknown {
    const found = firstCallable(this.lines, purpose);
    if (!found) return m.directory(directoryLink(directory));
    return [namedLine(found, {line, callName: m.callName}), found.menu ? [' ', m.thenPress(found.menu)] : nothing];
  }

  get #guide(): Guide {
    return guides[oneOf(this, 'audience', this.audience, ['self', 'supporter'])];
  }

  #toggle(step: Step): void {
    if (!this.#ticked.delete(step)) this.#ticked.add(step);
    const total = Object.values(this.#guide.phases).flat().length;
    this.onAnswer(() => m.progress(String(this.#ticked.size), String(total)));
  }

  protected override reset(): void {
    this.#ticked.clear();
  }
}

const emergency = {call: m.sosCall, local: m.sosLocal, or: m.sosOr, orLocal: m.sosOrLocal};
