import {html, nothing, type CSSResultGroup, type TemplateResult} from 'lit';
import {RecoveryPrintEvent} from '../../core/events.js';
import {heading} from '../../core/heading.js';
import {RecoveryElement} from '../../core/recovery-element.js';
import {sourceList} from '../../core/sources.js';
import {base} from '../../core/styles.js';
import {locales} from '../../locales/generated/trigger-checklist.js';
import * as shared from '../../messages/shared.js';
import * as m from '../../messages/trigger-checklist.js';
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
export class TriggerChecklist extends RecoveryElement {
  static override styles: CSSResultGroup = [base, styles];
  static override readonly locales = locales;
  static override readonly regional = false;

  /** What is ticked. Only here. */
  readonly #ticked = new Set<(typeof kinds)[number]>();

  /** What was last announced about it, and in which language: in another it would be announced again. */
  #announced: {words?: () => unknown; locale: string} | undefined;

  /** The page that was last printed. It stays while the dialog may need it. */
  #frame: HTMLIFrameElement | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pagehide', this.#forget);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.#forget);
  }

  protected override content(): TemplateResult {
    const chosen = kinds.filter((kind) => this.#ticked.has(kind));
    const empty = !chosen.length;
    if (this.#announced?.locale !== this.locale) this.#announced = undefined;
    const title = m.plan();
    const steps = (empty ? kinds : chosen).map(([name, , plan]) => [name(), plan()]);
    const text = [title, ...steps.map((step) => step.join('\n')), m.now()].join('\n\n') + '\n';
    return html`<div
      class="card rr-block ph-no-capture sentry-block fs-exclude"
      data-private
      data-hj-suppress
      data-clarity-mask="true"
      data-dd-privacy="hidden"
    >
      ${heading(this.level, m.heading())}
      <p>${m.lead()}</p>
      <p class="quiet screen">${m.privacy()} ${m.privacyOthers()}</p>
      <div class="columns">
        <fieldset @input=${stop}>
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
          ${
            empty
              ? nothing
              : html`<div class="actions">
                  ${
                    'print' in window
                      ? html`<button type="button" class="primary" @click=${() => this.#print(title)}>
                          ${m.print()}
                        </button>`
                      : nothing
                  }
                  <button type="button" @click=${() => this.#copy(text)}>${m.copy()}</button>
                  <button type="button" @click=${() => save(text)}>${m.download()}</button>
                  <button type="button" @click=${this.#clear}>${m.clear()}</button>
                </div>`
          }
          <p class="screen" role="status">${this.#announced?.words?.() ?? nothing}</p>
        </section>
      </div>
      ${sourceList(shared.sources(), shared.draft(), m.sources)}
    </div>`;
  }

  #announce(words?: () => unknown): void {
    this.#announced = {words, locale: this.locale};
    this.requestUpdate();
  }

  #toggle(kind: (typeof kinds)[number]): void {
    if (!this.#ticked.delete(kind)) this.#ticked.add(kind);
    this.#frame?.remove();
    this.#announce(() => m.count(String(this.#ticked.size)));
  }

  #forget = (): void => {
    this.#ticked.clear();
    this.#frame?.remove();
    this.#announce();
  };

  #clear(): void {
    this.#forget();
    this.#announce(m.cleared);
    // The button goes; without this the focus would be nowhere.
    this.renderRoot.querySelector('input')!.focus();
  }

  async #copy(text: string): Promise<void> {
    // Taken away first, so that it is announced again when someone copies again.
    this.#announce();
    try {
      await navigator.clipboard.writeText(text);
      this.#announce(m.copied);
    } catch {
      // No permission, or no clipboard at all: pages without https have none.
      this.#announce(m.notCopied);
    }
  }

  /**
   * Prints the plan and nothing of the page around it, from an empty frame, so that the page is not touched. Only its title
   * gives way as long as the dialog is open: browsers make it the name of the file when someone prints to a PDF, and it may
   * say what the plan is about.
   */
  async #print(title: string): Promise<void> {
    this.tell(new RecoveryPrintEvent());
    this.#frame?.remove();
    const frame = (this.#frame = document.createElement('iframe'));
    // Some browsers load the empty page at once, some later.
    const loaded = new Promise((resolve) => (frame.onload = resolve));
    this.renderRoot.append(frame);
    await loaded;
    const pageTitle = document.title;
    try {
      const sheet = frame.contentDocument!;
      const root = sheet.documentElement;
      root.lang = this.locale;
      root.dir = this.renderRoot.querySelector<HTMLElement>('.root')!.dir;
      root.style.font = '12pt/1.5 system-ui, sans-serif';
      sheet.body.append(this.renderRoot.querySelector('.plan')!.cloneNode(true));
      sheet.title = document.title = title;
      frame.contentWindow!.print();
    } catch {
      print();
    } finally {
      document.title = pageTitle;
    }
  }
}

/** Keeps an event inside: that something was filled in is no news for the page. */
const stop = (event: Event): void => event.stopPropagation();

/** Hands the browser a text file to save. The link is in no page, so that no script of the page hears it being used. */
function save(text: string): void {
  const link = document.createElement('a');
  // The mark in front tells editors that the file is in UTF-8.
  link.href = URL.createObjectURL(new Blob(['\ufeff', text], {type: 'text/plain'}));
  link.download = 'plan.txt';
  link.click();
  // Not at once: a browser that asks first reads the file after the answer.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
