import {html, nothing, type CSSResultGroup, type TemplateResult} from 'lit';
import type {Message} from '../../core/localize.js';
import {PlanElement, type PlanMessages} from '../../core/plan-element.js';
import {base} from '../../core/styles/base.js';
import {choices} from '../../core/styles/choices.js';
import {planStyles} from '../../core/styles/plan.js';
import {citations} from '../../core/templates/citations.js';
import {heading} from '../../core/templates/heading.js';
import {list} from '../../core/templates/list.js';
import {privacyNote, privateCard} from '../../core/templates/private.js';
import {locales} from '../../generated/locales/trigger-checklist.js';
import * as m from '../../generated/messages/trigger-checklist.js';
import {styles} from './trigger-checklist.styles.js';

export type {RecoveryPrintEvent} from '../../core/events.js';

/** A kind of trigger. */
interface Trigger {
  name: Message;
  /** Something to do instead. */
  plan: Message;
}

const triggers: readonly Trigger[] = [
  {name: m.people, plan: m.peoplePlan},
  {name: m.places, plan: m.placesPlan},
  {name: m.smells, plan: m.smellsPlan},
  {name: m.things, plan: m.thingsPlan},
  {name: m.music, plan: m.musicPlan},
  {name: m.surroundings, plan: m.surroundingsPlan},
  {name: m.feelings, plan: m.feelingsPlan},
];

const messages: PlanMessages = {
  print: m.print,
  copy: m.copy,
  download: m.download,
  clear: m.clear,
  copied: m.copied,
  notCopied: m.notCopied,
  cleared: m.cleared,
};

/**
 * Kinds of triggers to tick. The ticked ones are collected in “My plan”, each with something healthier to do instead, to
 * print, to copy or to save as a text file.
 *
 * Use it on a page about cravings, relapse or staying well. Do not use it to learn about your readers: it keeps nothing and
 * tells nobody what was ticked. Do not use it as a test: it has no score. Do not use it for someone who may be overdosing,
 * that is what `recovery-overdose-warning` is for.
 *
 * The ticks live in memory and die with the page, also when the browser keeps the page for its Back button. They are in no
 * attribute, event, address, title or file name. The page’s own scripts can still look into the widget, as into all of the
 * page. The widget carries the marks that tell session recorders to leave it out; better have no recorder on a page like
 * this. In a frame, copying needs `allow="clipboard-write"` on it.
 *
 * Accessibility: a group of native check boxes; a whole tile can be clicked. The plan comes after them under
 * a heading of its own and is not announced; its number of items is, politely, after each tick, as are copying and clearing. The buttons are
 * shown only while something is ticked. Clearing moves the focus to the first check box.
 *
 * Printing the page gives the check boxes to tick by hand and the plan; with nothing ticked, what to do for every trigger.
 *
 * @label Trigger checklist
 * @summary What can bring on a craving, to tick, and a plan with something to do instead of each.
 * @tagname recovery-trigger-checklist
 * @slot - Fallback content, for readers whose browser does not run the script. Not shown once the widget is.
 * @fires {RecoveryPrintEvent} recovery-print - The plan is about to be printed. Never its content.
 * @csspart base - The whole widget.
 * @csspart heading - A heading.
 * @csspart trigger - A tile with a check box.
 * @csspart plan - The plan: heading, steps, and what to do when a craving is strong.
 * @csspart step - One trigger with what to do instead.
 */
export class TriggerChecklist extends PlanElement {
  static override styles: CSSResultGroup = [base, planStyles, choices, styles];
  static override readonly locales = locales;
  static override readonly regional = false;

  /** The ticked triggers; they are kept nowhere else. */
  readonly #ticked = new Set<Trigger>();

  protected override content(): TemplateResult {
    const chosen = triggers.filter((trigger) => this.#ticked.has(trigger));
    const isEmpty = !chosen.length;
    return privateCard(html`
      ${heading(this.level, m.heading())}
      <p>${m.lead()}</p>
      ${privacyNote(m.privacy(), m.privacyOthers())}
      <div class="columns">
        <fieldset role="none">
          <div id="question">${heading(this.level + 1, m.legend())}</div>
          <div class="tiles" role="group" aria-labelledby="question">
            ${triggers.map((trigger, index) => this.#tile(trigger, `name-${index}`))}
          </div>
        </fieldset>
        <section>
          <div class="plan" part="plan">
            ${heading(this.level + 1, m.plan())} ${isEmpty ? html`<p class="screen">${m.planEmpty()}</p>` : nothing}
            ${
              isEmpty
                ? html`<details class="paper">
                    <summary>${m.instead()}</summary>
                    ${this.#list(triggers)}
                  </details>`
                : this.#list(chosen)
            }
            <p class="now">${m.now()}</p>
          </div>
          <p class="screen">${m.nowRisk()}</p>
          ${isEmpty ? nothing : this.actions(messages, m.plan(), planText(chosen))} ${this.status()}
        </section>
      </div>
      <details>
        <summary>${m.why()}</summary>
        <p>${m.whyMeans()}</p>
      </details>
      ${citations(m.sources_(), m.sources, m.reviewState)}
    `);
  }

  #list(steps: readonly Trigger[]): TemplateResult {
    return list(
      steps.map(({name, plan}) => html`<b>${name()}</b><br />${plan()}`),
      'step',
    );
  }

  /** @param id of its name, by which Orca does not read it twice */
  #tile(trigger: Trigger, id: string): TemplateResult {
    return html`<label part="trigger"
      ><b id=${id}>${trigger.name()}</b
      ><input
        type="checkbox"
        autocomplete="off"
        aria-labelledby=${id}
        .checked=${this.#ticked.has(trigger)}
        @change=${() => this.#toggle(trigger)}
    /></label>`;
  }

  #toggle(trigger: Trigger): void {
    if (!this.#ticked.delete(trigger)) this.#ticked.add(trigger);
    this.onAnswer(() => m.count(this.#ticked.size));
  }

  protected override reset(): void {
    this.#ticked.clear();
  }
}

/** Returns the plan as plain text: a paragraph for each step. */
const planText = (chosen: readonly Trigger[]): string =>
  [m.plan(), ...chosen.map(({name, plan}) => `${name()}\n${plan()}`), m.now()].join('\n\n') + '\n';
