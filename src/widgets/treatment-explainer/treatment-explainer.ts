import {html, type CSSResultGroup, type PropertyDeclarations, type TemplateResult} from 'lit';
import {RecoveryElement} from '../../core/recovery-element.js';
import {base} from '../../core/styles/base.js';
import {citations} from '../../core/templates/citations.js';
import {heading} from '../../core/templates/heading.js';
import {list} from '../../core/templates/list.js';
import {locales} from '../../generated/locales/treatment-explainer.js';
import * as m from '../../generated/messages/treatment-explainer.js';
import {styles} from './treatment-explainer.styles.js';
import {treatments, type Treatment} from './treatments.js';

/**
 * The parts that treatment of the whole person can have: for each of the six, which side of life it helps with, what it is
 * for, what it may include and what to ask. Distinguishes the medicines.
 *
 * Use it where people weigh or prepare for treatment, or support someone who does. Do not use it for a person who may be
 * overdosing right now: that is what `recovery-overdose-warning` is for. It names no provider, and is not advice on which
 * medicine to take or how much of it.
 *
 * Accessibility: each part is a native `<details>` with a heading as its name, so keyboard, find in page and screen readers
 * open it as they open any other; several can be open at once. The button that opens and closes all parts says what it will do; its new
 * name is the only answer, as nothing is announced. Another language, heading level or theme leaves open what is open. Printing opens everything and then closes it again.
 *
 * @label Treatment explained
 * @summary The parts of treatment of the whole person, and the medicines compared.
 * @tagname recovery-treatment-explainer
 * @slot - Fallback content with a link, for readers whose browser does not run the script. Not shown once the widget is.
 * @csspart base - The whole widget.
 * @csspart heading - A heading.
 * @csspart toggle - The button that opens or closes all parts of treatment.
 * @csspart treatment - A part of treatment.
 * @csspart kind - The name of a side of life.
 * @csspart safety - Warnings about the medicines: stopping, missed doses, mixing, pregnancy.
 */
export class TreatmentExplainer extends RecoveryElement {
  static override properties: PropertyDeclarations = {
    allOpen: {state: true},
  };
  static override styles: CSSResultGroup = [base, styles];
  static override readonly locales = locales;
  static override readonly regional = false;

  /** Whether every part of treatment is open. @internal */
  declare allOpen: boolean | undefined;

  readonly #openedToPrint: HTMLDetailsElement[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('beforeprint', this.#openToPrint);
    window.addEventListener('afterprint', this.#closeAgain);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('beforeprint', this.#openToPrint);
    window.removeEventListener('afterprint', this.#closeAgain);
  }

  protected override content(): TemplateResult {
    const {level} = this;
    return html`<div class="card">
      ${heading(level, m.heading())}
      <p>${`${m.hope()} ${m.leadOffer()}`}</p>
      <p><strong>${m.medicineOffer()}</strong></p>
      <button type="button" part="toggle" @click=${this.#toggleAll}>
        ${this.allOpen ? m.closeAll() : m.openAll()}
      </button>
      ${treatments.map((treatment) => this.#treatment(treatment))} ${citations(m.sources_(), m.sources, m.reviewState)}
    </div>`;
  }

  /** Renders a part of treatment. No binding sets `open`, so a part that the reader opened stays open. */
  #treatment(treatment: Treatment): TemplateResult {
    const {level} = this;
    const {name, sides, purpose, more, includes, safety, questions} = treatment;
    return html`<details class="treatment" part="treatment" @toggle=${this.#updateAllOpen}>
      <summary>
        ${heading(level + 1, name())}
        <span class="sides">${sides.map((side) => html`<span part="kind">${side()}</span>`)}</span>
      </summary>
      <div>
        ${heading(level + 2, m.sectionFor())}
        <p>${`${purpose()} ${more?.() ?? ''}`}</p>
        ${heading(level + 2, m.sectionIncludes())} ${list(includes.map((item) => item()))} ${safety?.()}
        ${heading(level + 2, m.questions())} ${list(questions.map((question) => question()))}
      </div>
    </details>`;
  }

  #all(selector: string): HTMLDetailsElement[] {
    return [...(this.shadowRoot?.querySelectorAll<HTMLDetailsElement>(selector) ?? [])];
  }

  readonly #updateAllOpen = (): void => {
    this.allOpen = this.#all('.treatment').every(({open}) => open);
  };

  readonly #toggleAll = (): void => {
    this.allOpen = !this.allOpen;
    for (const part of this.#all('.treatment')) part.open = this.allOpen;
  };

  readonly #openToPrint = (): void => {
    for (const closed of this.#all('details:not([open])')) {
      closed.open = true;
      this.#openedToPrint.push(closed);
    }
  };

  readonly #closeAgain = (): void => {
    for (const opened of this.#openedToPrint.splice(0)) opened.open = false;
  };
}
