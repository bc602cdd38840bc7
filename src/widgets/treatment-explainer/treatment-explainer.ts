import {html, type CSSResultGroup, type PropertyDeclarations, type TemplateResult} from 'lit';
import {RecoveryElement} from '../../core/recovery-element.js';
import {base} from '../../core/styles/base.js';
import {citations} from '../../core/templates/citations.js';
import {heading} from '../../core/templates/heading.js';
import {locales} from '../../generated/locales/treatment-explainer.js';
import * as shared from '../../generated/messages/shared.js';
import * as m from '../../generated/messages/treatment-explainer.js';
import {styles} from './treatment-explainer.styles.js';

/**
 * What treatment of the whole person can be made of: six parts, which side of life each helps with, what it is for, what it
 * may include and what to ask. Tells the medicines apart, and says what can get in the way of treatment and who can help.
 *
 * Use it where people weigh or prepare for treatment, or support someone who does. Do not use it for a person who may be
 * overdosing right now: that is what `recovery-overdose-warning` is for. It names no provider, and is no advice on which
 * medicine to take or how much of it.
 *
 * Accessibility: each part is a native `<details>` with a heading as its name, so keyboard, find in page and screen readers
 * open it as they open any other; several can be open at once. The sides of life are words, with a shape beside them that
 * nothing depends on. The button that opens and closes all parts says what it will do. Another language, heading level or
 * theme leaves open what is open. Printing opens everything and then closes it again.
 *
 * @tagname recovery-treatment-explainer
 * @slot - Plain words with a link, for readers whose browser does not run the script. Not shown once the widget is.
 * @csspart base - The whole widget.
 * @csspart heading - A heading.
 * @csspart toggle - The button that opens or closes all parts of treatment.
 * @csspart treatment - A part of treatment.
 * @csspart kind - The name of a side of life, with its shape.
 * @csspart safety - What to know before stopping a medicine.
 * @csspart naloxone - What naloxone is, apart from the medicines for treatment.
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

  #openedToPrint: HTMLDetailsElement[] = [];

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
    const body = kind('body', m.kindBiological());
    const habits = kind('habits', m.kindBehavioral());
    const people = kind('people', m.kindSocial());
    const medicineSafety = html`<div class="safety" part="safety">
        <p><strong>${m.stopAsk()}</strong></p>
        <p>${m.stopRisk()}</p>
      </div>
      <p class="naloxone" part="naloxone">${m.naloxone()}</p>`;
    return html`<div class="card">
      ${heading(level, m.heading())}
      <p class="lead">${m.lead()}</p>
      <p>${m.leadOffer()}</p>
      <p><strong>${m.leadMedicine()}</strong></p>
      ${definitions('kinds', [
        [body, m.kindBiologicalMeans()],
        [habits, m.kindBehavioralMeans()],
        [people, m.kindSocialMeans()],
      ])}
      <button type="button" part="toggle" @click=${this.#toggleAll}>
        ${this.allOpen ? m.closeAll() : m.openAll()}
      </button>
      ${this.#part(
        m.medicine(),
        [body],
        m.medicineFor(),
        [m.methadone(), m.buprenorphine(), m.naltrexone()],
        [m.medicineAsk1(), m.medicineAsk2()],
        medicineSafety,
      )}
      ${this.#part(
        m.behavioral(),
        [habits, people],
        m.behavioralFor(),
        [m.behavioralIncludes1(), m.behavioralIncludes2(), m.behavioralIncludes3()],
        [m.behavioralAsk1()],
      )}
      ${this.#part(
        m.mentalHealth(),
        [habits],
        m.mentalHealthFor(),
        [m.mentalHealthIncludes1(), m.mentalHealthIncludes2()],
        [m.mentalHealthAsk1()],
      )}
      ${this.#part(
        m.medical(),
        [body],
        m.medicalFor(),
        [m.medicalIncludes1(), m.medicalIncludes2()],
        [m.medicalAsk1()],
      )}
      ${this.#part(
        m.familyCommunity(),
        [people],
        m.familyCommunityFor(),
        [m.familyCommunityIncludes1(), m.familyCommunityIncludes2(), m.familyCommunityIncludes3()],
        [m.familyCommunityAsk1()],
      )}
      ${this.#part(m.peer(), [people, habits], m.peerFor(), [m.peerIncludes1(), m.peerIncludes2()], [m.peerAsk1()])}
      <section class="barriers">
        ${heading(level + 1, m.sectionBarriers())}
        <p>${m.barriersLead()}</p>
        ${heading(level + 2, m.sectionHelp())}
        ${definitions('help', [
          [m.barrierCost(), m.barrierCostHelp()],
          [m.barrierDistance(), m.barrierDistanceHelp()],
          [m.barrierSupport(), m.barrierSupportHelp()],
          [m.barrierWaiting(), m.barrierWaitingHelp()],
        ])}
      </section>
      ${citations(shared.sources(), shared.draft(), m.sources)}
    </div>`;
  }

  /** A part of treatment. Nothing sets `open` here, so whatever the reader opened stays open. */
  #part(
    name: string,
    kinds: TemplateResult[],
    purpose: string,
    includes: string[],
    questions: string[],
    safety?: TemplateResult,
  ): TemplateResult {
    const {level} = this;
    return html`<details class="treatment" part="treatment" @toggle=${this.#noticeOpen}>
      <summary>${heading(level + 1, name)} <span class="sides">${kinds}</span></summary>
      <div>
        ${heading(level + 2, m.sectionFor())}
        <p>${purpose}</p>
        ${heading(level + 2, m.sectionIncludes())} ${list(includes)} ${safety} ${heading(level + 2, m.sectionAsk())}
        ${list(questions)}
      </div>
    </details>`;
  }

  #all(selector: string): HTMLDetailsElement[] {
    return [...(this.shadowRoot?.querySelectorAll<HTMLDetailsElement>(selector) ?? [])];
  }

  #noticeOpen = (): void => {
    this.allOpen = this.#all('.treatment').every(({open}) => open);
  };

  #toggleAll = (): void => {
    this.allOpen = !this.allOpen;
    for (const part of this.#all('.treatment')) part.open = this.allOpen;
  };

  #openToPrint = (): void => {
    for (const closed of this.#all('details:not([open])')) {
      closed.open = true;
      this.#openedToPrint.push(closed);
    }
  };

  #closeAgain = (): void => {
    for (const opened of this.#openedToPrint.splice(0)) opened.open = false;
  };
}

/** The name of a side of life, with its shape. */
const kind = (shape: string, name: string): TemplateResult =>
  html`<span class="kind ${shape}" part="kind">${name}</span> `;

const list = (items: unknown[]): TemplateResult =>
  html`<ul>
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`;

const definitions = (name: string, entries: [term: unknown, words: string][]): TemplateResult =>
  html`<dl class=${name}>
    ${entries.map(
      ([term, words]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${words}</dd>
        </div>`,
    )}
  </dl>`;
