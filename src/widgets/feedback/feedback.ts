import {html, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult} from 'lit';
import {booleanFrom, oneOf} from '../../core/attributes.js';
import type {Message} from '../../core/localize.js';
import {base} from '../../core/styles/base.js';
import {choices} from '../../core/styles/choices.js';
import {reviewNote} from '../../core/templates/review-note.js';
import {heading} from '../../core/templates/heading.js';
import {privateCard} from '../../core/templates/private.js';
import {locales} from '../../generated/locales/feedback.js';
import * as m from '../../generated/messages/feedback.js';
import {RecoveryFeedbackEvent} from './feedback-event.js';
import {styles} from './feedback.styles.js';
import {FormFieldElement, submitImplicitly} from './form-field.js';

export type {RecoveryFeedbackEvent} from './feedback-event.js';

/** An answer. */
interface Answer {
  /** Submitted by the form. */
  value: string;
  label: Message;
}

/** A question with its answers. */
interface Scale {
  question: Message;
  answers: readonly Answer[];
}

const yesNo: Scale = {
  question: m.question,
  answers: [
    {value: 'yes', label: m.yes},
    {value: 'no', label: m.no},
  ],
};

const stars: Scale = {
  question: m.questionStars,
  answers: [
    {value: '1', label: m.star1},
    {value: '2', label: m.star2},
    {value: '3', label: m.star3},
    {value: '4', label: m.star4},
    {value: '5', label: m.star5},
  ],
};

/** The values of `scale`. */
const scales = {'yes-no': yesNo, stars};

/** Maximum length of a comment, in characters. */
const MAX_COMMENT_LENGTH = 500;

const star = html`<svg viewBox="0 0 24 24" aria-hidden="true">
  <path d="M12 2.5 14.9 9l7 .7-5.3 4.7 1.6 6.9L12 17.7l-6.2 3.6 1.6-6.9L2.1 9.7l7-.7Z" />
</svg>`;

/**
 * Asks whether a page was helpful: yes or no, or one to five stars, with a box for a comment if the page wants one.
 *
 * Use it at the end of a page, in a form of the page’s own: it is a field of that form, with a name, a value, `required`,
 * `disabled` and reset as fields have them. Without a form, a script of the page can read `value` when it hears the event, and
 * `commentText` when it wants to. Do not use it where nobody reads the answers, nor to ask how someone is. Do not put it into a
 * frame: an answer there reaches nobody. It is not a way to ask for help, and the comment box says so.
 *
 * It sends nothing. A form that has it gets, under its `name`, `yes` or `no`, or `1` to `5`, and the comment under the same
 * name with `-comment` at its end. Without `name` the form gets nothing. The page decides what is sent, where, and how long it
 * is kept, and has to say so. Where no script runs, the form is sent without an answer, `required` or not.
 *
 * The answer and the comment live in memory. They are in no attribute, event, address or title, `input` and `change` do not
 * reach the page, and browsers are told not to fill them in, check their spelling elsewhere or restore them: Back and Reload
 * find the field empty. The page’s own scripts can still look into the widget, as into all of the page. The widget carries the
 * marks that tell session recorders to leave it out.
 *
 * Accessibility: native radio buttons in a group named by its question. Tab goes to the group, the arrow keys choose in it,
 * Enter sends the form; `focus()` goes to the chosen answer, else to the first. Stars are drawings; the text beside them says the same. Where an
 * answer is needed the question says so, and when it is missing the browser says it too, in the widget’s language, and moves
 * the focus there. One polite announcement follows the first choice: thanks and, in a form, that the answer is sent with it.
 *
 * @label Page feedback
 * @summary “Was this page helpful?”, as a field of the page’s own form.
 * @tagname recovery-feedback
 * @slot - Fallback content, for readers whose browser does not run the script. Not shown once the widget is.
 * @fires {RecoveryFeedbackEvent} recovery-feedback - An answer was chosen or changed. Never which.
 * @csspart base - The whole widget.
 * @csspart heading - Its heading: the question.
 * @csspart answer - A row with a radio button.
 * @csspart comment - The box for a comment.
 */
export class Feedback extends FormFieldElement {
  static override properties: PropertyDeclarations = {
    scale: {},
    comment: {type: Boolean, converter: booleanFrom},
  };
  static override styles: CSSResultGroup = [base, choices, styles];
  static override readonly locales = locales;
  static override readonly regional = false;

  /** `yes-no` (was it helpful?) or `stars` (how helpful was it?). Default: `yes-no`. */
  declare scale: 'yes-no' | 'stars' | null | undefined;

  /** Shows a box for a comment. */
  declare comment: boolean | undefined;

  /** The chosen answer, or whatever a script has set. Kept nowhere else. */
  #value = '';

  /** The chosen answer: `yes` or `no`, or `1` to `5`; empty for none. Setting it dispatches no event. */
  override get value(): string {
    return this.#scale.answers.some(({value}) => value === this.#value) ? this.#value : '';
  }
  override set value(value: string | null | undefined) {
    this.#value = String(value ?? '');
    this.valueChanged();
  }

  /** The comment, as written so far. */
  get commentText(): string {
    return this.#textarea?.value ?? '';
  }

  constructor() {
    super();
    this.comment = false;
  }

  override focus(options?: FocusOptions): void {
    const chosen = this.renderRoot?.querySelector<HTMLElement>(':checked');
    if (chosen) chosen.focus(options);
    else super.focus(options);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pagehide', this.#onPageHide);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.#onPageHide);
  }

  protected override content(): TemplateResult {
    const {value, form, name, required} = this;
    const {question, answers} = this.#scale;
    this.missingMessage = m.needed();
    return privateCard(html`
      <div id="question">${heading(this.level, question())}</div>
      <p class="paper">${m.paper()}</p>
      <div class="screen">
        <fieldset aria-labelledby="question" ?disabled=${this.isDisabled} @keypress=${this.#onKeypress}>
          ${
            required
              ? html`<p id="needed" class=${this.isUserInvalid ? 'missed' : nothing}>${this.missingMessage}</p>`
              : nothing
          }
          <div class=${this.#scale === stars ? 'stars' : 'segments'}>
            ${answers.map((answer) => this.#radio(answer))}
          </div>
        </fieldset>
        <div aria-live="polite">${value ? (form && name ? m.givenForm() : m.given()) : nothing}</div>
        ${this.comment ? this.#commentBox() : nothing}
        <p class="quiet">${m.privacy()}</p>
      </div>
      ${reviewNote(m.reviewState)}
    `);
  }

  #radio({value, label}: Answer): TemplateResult {
    return html`<label part="answer"
      ><input
        type="radio"
        name="answer"
        autocomplete="off"
        aria-labelledby="answer-${value}"
        aria-describedby=${this.required && !this.value ? 'needed' : nothing}
        ?required=${this.required}
        .checked=${value === this.value}
        @change=${() => this.#choose(value)}
      />${this.#scale === stars ? star : nothing}<span id="answer-${value}">${label()}</span></label
    >`;
  }

  #commentBox(): TemplateResult {
    return html`<label class="label" for="comment">${m.comment()}</label>
      <p id="help">${m.commentHelp()}</p>
      <p id="hint">${m.commentHint(String(MAX_COMMENT_LENGTH))}</p>
      <textarea
        id="comment"
        part="comment"
        dir="auto"
        maxlength=${MAX_COMMENT_LENGTH}
        autocomplete="off"
        spellcheck="false"
        writingsuggestions="false"
        aria-describedby="help hint"
        ?disabled=${this.isDisabled}
        @input=${this.syncForm}
      ></textarea>`;
  }

  protected override get validationAnchor(): HTMLElement | null | undefined {
    return this.shadowRoot?.querySelector('input');
  }

  protected override appendEntries(data: FormData, name: string): void {
    if (this.value) data.append(name, this.value);
    if (this.#textarea) data.append(`${name}-comment`, this.commentText);
  }

  protected override reset(): void {
    if (this.#textarea) this.#textarea.value = '';
    this.value = '';
  }

  get #scale(): Scale {
    return scales[oneOf(this, 'scale', this.scale, ['yes-no', 'stars'])];
  }

  get #textarea(): HTMLTextAreaElement | null | undefined {
    return this.shadowRoot?.querySelector('textarea');
  }

  #choose(value: string): void {
    this.value = value;
    this.emit(new RecoveryFeedbackEvent());
  }

  #onKeypress({key}: KeyboardEvent): void {
    if (key === 'Enter' && this.form && this.name) submitImplicitly(this.form);
  }

  #onPageHide = (): void => this.reset();
}
