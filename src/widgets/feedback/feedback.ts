import {html, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult} from 'lit';
import {booleanFrom, oneOf} from '../../core/attributes.js';
import {RecoveryElement} from '../../core/recovery-element.js';
import {base} from '../../core/styles/base.js';
import {heading} from '../../core/templates/heading.js';
import {locales} from '../../generated/locales/feedback.js';
import * as m from '../../generated/messages/feedback.js';
import {RecoveryFeedbackEvent} from './feedback-event.js';
import {styles} from './feedback.styles.js';

/** The answers of each scale: what a form gets, and the words. Messages, so that they are asked for while rendering. */
const scales = {
  'yes-no': [
    ['yes', m.yes],
    ['no', m.no],
  ],
  stars: [
    ['1', m.star1],
    ['2', m.star2],
    ['3', m.star3],
    ['4', m.star4],
    ['5', m.star5],
  ],
} as const;

/** The most characters that a comment may have. */
const LIMIT = 500;

/**
 * Asks whether a page was helpful: yes or no, or one to five stars, with a box for a comment if the page wants one.
 *
 * Use it at the end of a page, in a form of the page’s own: it is a field of that form, with a name, a value, `required`,
 * `disabled` and reset as fields have them. Without a form, a script of the page can read `value` when it hears the event, and
 * `commentText` when it wants to. Do not use it where nobody reads the answers, nor to ask how someone is. Do not put it into a
 * frame: what is chosen there reaches nobody. It is no way to ask for help, and the comment box says so.
 *
 * It sends nothing. A form that has it gets, under its `name`, `yes` or `no`, or `1` to `5`, and the comment under the same
 * name with `-comment` at its end. Without `name` the form gets nothing. What is sent, where to and how long it is kept is up
 * to the page, and so is saying it. Where no script runs the form is sent without an answer, `required` or not.
 *
 * What is chosen and written lives in memory. It is in no attribute, event, address or title, `input` and `change` are kept
 * inside, and browsers are told not to fill it in, to check the spelling elsewhere or to bring it back: Back and Reload find it
 * empty. The page’s own scripts can still look into the widget, as into all of the page. It carries the marks that recording
 * tools know as “leave this out”.
 *
 * Accessibility: native radio buttons in a group named by its question. Tab goes to the group, the arrow keys choose in it,
 * Enter sends the form; `focus()` goes to what is chosen, else to the first answer. Stars are drawings beside words. Where an
 * answer is needed the question says so, and when it is missing the browser says it too, in the widget’s language, and moves
 * the focus there. One polite announcement follows the first choice.
 *
 * @tagname recovery-feedback
 * @slot - Plain words, for readers whose browser does not run the script. Not shown once the widget is.
 * @fires {RecoveryFeedbackEvent} recovery-feedback - An answer was chosen, or another one in its place. Never which.
 * @csspart base - The whole widget.
 * @csspart heading - Its heading.
 * @csspart answer - A row with a radio button.
 * @csspart comment - The box for a comment.
 */
export class Feedback extends RecoveryElement {
  static override properties: PropertyDeclarations = {
    scale: {},
    comment: {type: Boolean, converter: booleanFrom},
    // As the platform has them: their attributes are what counts.
    name: {noAccessor: true},
    required: {type: Boolean, noAccessor: true},
    disabled: {type: Boolean, noAccessor: true},
    value: {attribute: false, noAccessor: true},
  };
  static override styles: CSSResultGroup = [base, styles];
  static override shadowRootOptions: ShadowRootInit = {...RecoveryElement.shadowRootOptions, delegatesFocus: true};
  static override readonly locales = locales;
  static override readonly regional = false;

  /** Makes it a field of forms. */
  static readonly formAssociated = true;

  /** `yes-no` (was it helpful?) or `stars` (how helpful was it?). Default: `yes-no`. */
  declare scale: 'yes-no' | 'stars' | null | undefined;

  /** Shows a box for a comment. */
  declare comment: boolean | undefined;

  /** Not there in browsers of before 2023: the widget then is no field, but all else works. */
  readonly #internals = (this as Partial<this>).attachInternals?.();

  /** What is chosen. Only here. */
  #value = '';

  /** Message of a page that has found something wrong. */
  #fault = '';

  /** What to say when an answer is missing, in the language shown. */
  #needed = '';

  /** Whether a form could not be sent because of that. */
  #isMissed = false;

  /** Whether it, or a group of fields that it is in, is disabled. */
  #isDisabled: boolean | undefined;

  constructor() {
    super();
    this.addEventListener('invalid', () => {
      this.#isMissed = true;
      this.requestUpdate();
    });
  }

  /**
   * @attribute name
   *
   * What a form sends the answer as. Without it the form gets none.
   */
  get name(): string {
    return this.getAttribute('name') ?? '';
  }
  set name(name: string | null | undefined) {
    if (name == null) this.removeAttribute('name');
    else if (this.getAttribute('name') !== name) this.setAttribute('name', name);
  }

  /**
   * @attribute required
   *
   * A form is not sent before an answer is chosen.
   */
  get required(): boolean {
    return this.hasAttribute('required');
  }
  set required(required: boolean | null | undefined) {
    this.toggleAttribute('required', !!required);
  }

  /**
   * @attribute disabled
   *
   * Nothing can be chosen, and a form gets nothing. Also where a `<fieldset>` around is disabled.
   */
  get disabled(): boolean {
    return this.hasAttribute('disabled');
  }
  set disabled(disabled: boolean | null | undefined) {
    this.toggleAttribute('disabled', !!disabled);
  }

  /** What is chosen: `yes` or `no`, or `1` to `5`; empty for nothing. Setting it makes no event. */
  get value(): string {
    return this.#answers.some(([value]) => value === this.#value) ? this.#value : '';
  }
  set value(value: string | null | undefined) {
    this.#value = String(value ?? '');
    this.#changed();
  }

  /** What is written in the box for a comment. */
  get commentText(): string {
    return this.#comment?.value ?? '';
  }

  /** Name of the tag, where other fields have their kind. */
  get type(): string {
    return this.localName;
  }

  /** The form that it is a field of. */
  get form(): HTMLFormElement | null {
    return this.#internals?.form ?? null;
  }

  /** Labels of the page that are for it. */
  get labels(): NodeList | undefined {
    return this.#internals?.labels;
  }

  get validity(): ValidityState | undefined {
    return this.#internals?.validity;
  }

  get validationMessage(): string {
    return this.#internals?.validationMessage ?? '';
  }

  get willValidate(): boolean {
    return !!this.#internals?.willValidate;
  }

  checkValidity(): boolean {
    return this.#internals?.checkValidity() ?? true;
  }

  reportValidity(): boolean {
    return this.#internals?.reportValidity() ?? true;
  }

  /** Holds the form back with a message of the page’s own, until it is set to an empty one. */
  setCustomValidity(message: string): void {
    this.#fault = message;
    this.#tellForm();
  }

  override focus(options?: FocusOptions): void {
    const chosen = this.renderRoot?.querySelector<HTMLElement>(':checked');
    if (chosen) chosen.focus(options);
    else super.focus(options);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pagehide', this.#forget);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.#forget);
  }

  override attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    super.attributeChangedCallback(name, before, value);
    this.#changed();
  }

  /** @internal */
  formAssociatedCallback(): void {
    this.requestUpdate();
  }

  /** @internal */
  formDisabledCallback(isDisabled: boolean): void {
    this.#isDisabled = isDisabled;
    this.requestUpdate();
  }

  /** @internal */
  formResetCallback(): void {
    this.#forget();
  }

  protected override updated(): void {
    this.#tellForm();
  }

  protected override content(): TemplateResult {
    const {value: chosen, form, name, required} = this;
    const isStars = this.#answers === scales.stars;
    const isDisabled = this.#isDisabled ?? this.disabled;
    this.#needed = m.needed();
    return html`<div
      class="card rr-block ph-no-capture sentry-block fs-exclude"
      data-private
      data-hj-suppress
      data-clarity-mask="true"
      data-dd-privacy="hidden"
      @input=${stop}
    >
      ${heading(this.level, m.heading())}
      <p class="paper">${m.paper()}</p>
      <div class="screen">
        <p class="quiet">${m.privacy()}</p>
        <fieldset class=${isStars ? 'stars' : nothing} ?disabled=${isDisabled} @keypress=${this.#enter}>
          <legend>
            ${isStars ? m.questionStars() : m.question()}
            ${required ? html`<span class=${this.#isMissed ? 'needed missed' : 'needed'}>${this.#needed}</span>` : nothing}
          </legend>
          ${this.#answers.map(
            ([value, words]) =>
              html`<label part="answer"
                ><input
                  type="radio"
                  name="answer"
                  autocomplete="off"
                  ?required=${required}
                  .checked=${value === chosen}
                  @change=${() => this.#pick(value)}
                />${isStars ? star : nothing}<span>${words()}</span></label
              >`,
          )}
        </fieldset>
        <p role="status">${chosen ? (form && name ? m.givenForm() : m.given()) : nothing}</p>
        ${
          this.comment
            ? html`<label class="label" for="comment">${m.comment()}</label>
                <p id="help">${m.commentHelp()}</p>
                <p id="hint">${m.commentHint(String(LIMIT))}</p>
                <textarea
                  id="comment"
                  part="comment"
                  dir="auto"
                  maxlength=${LIMIT}
                  autocomplete="off"
                  spellcheck="false"
                  writingsuggestions="false"
                  aria-describedby="help hint"
                  ?disabled=${isDisabled}
                  @input=${this.#tellForm}
                ></textarea>`
            : nothing
        }
      </div>
    </div>`;
  }

  get #answers(): (typeof scales)[keyof typeof scales] {
    return scales[oneOf(this, 'scale', this.scale, ['yes-no', 'stars'])];
  }

  #pick(value: string): void {
    this.value = value;
    this.emit(new RecoveryFeedbackEvent());
  }

  /** As in radio buttons of the form’s own. */
  #enter(event: KeyboardEvent): void {
    const {form} = this;
    if (!form || !this.name || event.key !== 'Enter') return;
    const button = [...form.elements].find((each) => (each as Partial<HTMLButtonElement>).type === 'submit');
    if (button) (button as HTMLElement).click();
    else form.requestSubmit();
  }

  #forget = (): void => {
    const comment = this.#comment;
    if (comment) comment.value = '';
    this.value = '';
  };

  get #comment(): HTMLTextAreaElement | null | undefined {
    return this.shadowRoot?.querySelector('textarea');
  }

  #changed(): void {
    this.#isMissed = false;
    this.#tellForm();
    this.requestUpdate();
  }

  /** Hands the form what it would send now, and why it should not. */
  #tellForm(): void {
    const {name, value} = this;
    const comment = this.#comment;
    const data = new FormData();
    if (name && value) data.append(name, value);
    if (name && comment) data.append(`${name}-comment`, comment.value);
    // No state, which browsers keep in the history of the tab and give back. A value they may give back too: this is called
    // whenever something is shown.
    this.#internals?.setFormValue(data, null);
    const [first] = this.shadowRoot?.querySelectorAll('input') ?? [];
    // Before there is anything to choose from, no form is held back.
    if (!first || !this.#needed) return;
    const valueMissing = this.required && !value;
    this.#internals?.setValidity(
      {valueMissing, customError: !!this.#fault},
      this.#fault || (valueMissing ? this.#needed : ''),
      first,
    );
  }
}

const star = html`<svg viewBox="0 0 24 24" aria-hidden="true">
  <path d="M12 2.5 14.9 9l7 .7-5.3 4.7 1.6 6.9L12 17.7l-6.2 3.6 1.6-6.9L2.1 9.7l7-.7Z" />
</svg>`;

/** Keeps an event inside: what was filled in is no news for the page. */
const stop = (event: Event): void => event.stopPropagation();
