import {html, nothing, type CSSResultGroup, type TemplateResult} from 'lit';
import {PlanElement, stopPropagation, type PlanMessages} from '../../core/plan-element.js';
import {base} from '../../core/styles/base.js';
import {planStyles} from '../../core/styles/plan.js';
import {citations} from '../../core/templates/citations.js';
import {heading} from '../../core/templates/heading.js';
import {locales} from '../../generated/locales/trigger-checklist.js';
import * as shared from '../../generated/messages/shared.js';
import * as m from '../../generated/messages/trigger-checklist.js';
import {styles} from './trigger-checklist.styles.js';

/** The kinds of triggers: name, hint, and what to do instead. Messages, so that they are asked for while rendering. */
const kinds = [
  [m.people, m.peopleHint, m.peoplePlan],
  [m.places, m.placesHint, m.placesPlan],
  [m.smells, m.smellsHint, m.smellsPlan],
  [m.things, m.thingsHint, m.thingsPlan],
  [m.music, m.musicHint, m.musicPlan],
  [m.surroundings, m.surroundingsHint, m.surroundingsPlan],
  [m.feelings, m.feelingsHint, m.feelingsPlan],
] as const;

const words: PlanMessages = {
  print: m.print,
  copy: m.copy,
  download: m.download,
  clear: m.clear,
  copied: m.copied,
  notCopied: m.notCopied,
  cleared: m.cleared,
};

/**
 * Kinds of triggers to tick. What is ticked gathers in “My plan”, each with something healthier to do instead, to print, to
 * copy or to save as a text file.
 *
 * Use it on a page about cravings, relapse or staying well. Do not use it to learn about your readers: it keeps nothing and
 * tells nobody what was ticked. Do not use it as a test: it has no score. Do not use it for someone who may be overdosing,
 * that is what `recovery-overdose-warning` is for.
 *
 * What is ticked lives in memory and dies with the page, also when the browser keeps the page for its Back button. It is in
 * no attribute, event, address, title or file name. The page’s own scripts can still look into the widget, as into all of the
 * page. It carries the marks that recording tools know as “leave this out”; better have no such tool on a page like this.
 * In a frame, copying needs `allow="clipboard-write"` on it.
 *
 * Accessibility: a group of native check boxes, each with a hint; a whole row can be clicked. The plan comes after them under
 * a heading of its own and is not announced; how many items it has is, politely, as are copying and clearing. The buttons are
 * there as long as there is something to use them on. Clearing moves the focus to the first check box.
 *
 * Printing the page gives the check boxes to tick by hand and the plan; with nothing ticked, what to do for every trigger.
 *
 * @tagname recovery-trigger-checklist
 * @slot - Plain words, for readers whose browser does not run the script. Not shown once the widget is.
 * @fires {RecoveryPrintEvent} recovery-print - The plan is about to be printed. Never what is in it.
 * @csspart base - The whole widget.
 * @csspart heading - A heading.
 * @csspart trigger - A row with a check box.
 * @csspart plan - The plan: heading, steps, and what to do when a craving is strong.
 * @csspart step - One trigger with what to do instead.
 */
export class TriggerChecklist extends PlanElement {
  static override styles: CSSResultGroup = [base, planStyles, styles];
  static override readonly locales = locales;
  static override readonly regional = false;

  /** What is ticked. Only here. */
  readonly #ticked = new Set<(typeof kinds)[number]>();

  protected override content(): TemplateResult {
    const chosen = kinds.filter((kind) => this.#ticked.has(kind));
    const empty = !chosen.length;
    const title = m.plan();
    const steps = (empty ? kinds : chosen).map(([name, , plan]) => [name(), plan()]);
    const text = [title, ...steps.map((step) => step.join('\n')), m.now()].join('\n\n') + '\n';
    return this.card(html`
      ${heading(this.level, m.heading())}
      <p>${m.lead()}</p>
      <p class="quiet screen">${m.privacy()} ${m.privacyOthers()}</p>
      <div class="columns">
        <fieldset @input=${stopPropagation}>
          <legend>${m.legend()}</legend>
          ${kinds.map(
            (kind, index) =>
              html`<label part="trigger"
                ><input
                  type="checkbox"
                  autocomplete="off"
                  aria-labelledby="name-${index}"
                  aria-describedby="hint-${index}"
                  .checked=${this.#ticked.has(kind)}
                  @change=${() => this.#toggle(kind)}
                /><span
                  ><b id="name-${index}">${kind[0]()}</b><br /><span class="quiet" id="hint-${index}"
                    >${kind[1]()}</span
                  ></span
                ></label
              >`,
          )}
        </fieldset>
        <section>
          <div class="plan" part="plan">
            ${heading(this.level + 1, title)} ${empty ? html`<p class="screen">${m.planEmpty()}</p>` : nothing}
            <ul class=${empty ? 'paper' : nothing}>
              ${steps.map(([name, plan]) => html`<li part="step"><b>${name}</b><br />${plan}</li>`)}
            </ul>
            <p class="now">${m.now()}</p>
          </div>
          <p class="screen">${m.nowRisk()}</p>
          ${empty ? nothing : this.actions(words, title, text)} ${this.status()}
        </section>
      </div>
      ${citations(shared.sources(), shared.draft(), m.sources)}
    `);
  }

  #toggle(kind: (typeof kinds)[number]): void {
    if (!this.#ticked.delete(kind)) this.#ticked.add(kind);
    this.onAnswer(() => m.count(String(this.#ticked.size)));
  }

  protected override reset(): void {
    this.#ticked.clear();
  }
}
