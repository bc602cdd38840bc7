/** Fields of the form: a label, a hint and an error beside each control. */
import {html, nothing} from 'lit';
import {live} from 'lit/directives/live.js';

/**
 * @typedef {object} About
 * @property {string} id also the name
 * @property {string} label
 * @property {string} [hint]
 * @property {unknown} [error] text or template
 * @property {unknown} [after] below the control
 *
 * @typedef {{value: string, label: string}} Choice
 */

/** Ids of the elements that describe a control. @param {About} about */
const describedBy = ({id, hint, error}) =>
  [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || nothing;

/** @param {About} about */
const hintOf = ({id, hint}) => (hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing);
/** @param {About} about */
const errorOf = ({id, error}) => (error ? html`<p class="error" id="${id}-error">${error}</p>` : nothing);

/** @param {Event} event */
const valueOf = ({target}) => /** @type {HTMLInputElement} */ (target).value;

/** @param {About} about @param {import('lit').TemplateResult} control */
const field = (about, control) => html`
  <div class="field">
    <label for=${about.id}>${about.label}</label>
    ${hintOf(about)}${errorOf(about)}${control}${about.after ?? nothing}
  </div>
`;

/** @param {About & {value: string, type?: string, placeholder?: string, onInput: (value: string) => void}} about */
export const textField = ({value, type = 'text', onInput, ...about}) =>
  field(
    about,
    html`<input
      id=${about.id}
      type=${type}
      dir="auto"
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
      aria-invalid=${about.error ? 'true' : nothing}
      aria-describedby=${describedBy(about)}
      .value=${live(value)}
      @input=${(/** @type {Event} */ event) => onInput(valueOf(event))}
    />`,
  );

/**
 * @param {About & {value: string, choices: Choice[], others?: {label: string, choices: Choice[]}, onChange: (value: string) => void}} about
 *   `others`: names under which people look for one of the choices
 */
export function selectField({value, choices, others, onChange, ...about}) {
  const option = (/** @type {Choice} */ choice, /** @type {boolean} */ isAlone) =>
    html`<option value=${choice.value} .selected=${live(isAlone && choice.value === value)}>${choice.label}</option>`;
  return field(
    about,
    html`<select
      id=${about.id}
      aria-describedby=${describedBy(about)}
      @change=${(/** @type {Event} */ event) => onChange(valueOf(event))}
    >
      ${choices.map((choice) => option(choice, true))}
      ${
        others
          ? html`<optgroup label=${others.label}>
              ${others.choices.map((choice) => option(choice, !choices.some((each) => each.value === choice.value)))}
            </optgroup>`
          : nothing
      }
    </select>`,
  );
}

/** @param {About & {checked: boolean, onChange: (checked: boolean) => void}} about */
export const checkField = ({checked, onChange, ...about}) => html`
  <div class="field check">
    <input
      id=${about.id}
      type="checkbox"
      aria-describedby=${describedBy(about)}
      .checked=${live(checked)}
      @change=${(/** @type {Event} */ {target}) => onChange(/** @type {HTMLInputElement} */ (target).checked)}
    />
    <div><label for=${about.id}>${about.label}</label>${hintOf(about)}</div>
  </div>
`;

/**
 * A group of radio buttons, or of boxes to tick.
 *
 * @param {About & {type?: 'radio' | 'checkbox', isLabelUnseen?: boolean, values: string[], choices: (Choice & {lang?: string})[],
 *   onChange: (value: string, checked: boolean) => void}} about
 */
export const choiceGroup = ({type = 'radio', isLabelUnseen, values, choices, onChange, ...about}) => html`
  <fieldset class="field" id=${about.id} aria-describedby=${describedBy(about)}>
    <legend class=${isLabelUnseen ? 'unseen' : nothing}>${about.label}</legend>
    ${hintOf(about)}${errorOf(about)}
    <div class="choices">
      ${choices.map(
        ({value, label, lang}) => html`
          <label class="choice">
            <input
              type=${type}
              name=${about.id}
              value=${value}
              .checked=${live(values.includes(value))}
              @change=${(/** @type {Event} */ {target}) =>
                onChange(value, /** @type {HTMLInputElement} */ (target).checked)}
            />
            <span lang=${lang ?? nothing}>${label}</span>
          </label>
        `,
      )}
    </div>
    ${about.after ?? nothing}
  </fieldset>
`;

/** A question: a step of the form with its heading. @param {string} id @param {string} title @param {unknown} content */
export const question = (id, title, content) => html`
  <div class="step" id=${id} role="group" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${content}
  </div>
`;

/** A part to open. A choice in it, `isUsed`, opens it; only a click closes it. @param {string} id @param {unknown} summary @param {boolean} isUsed @param {unknown} content */
export function fold(id, summary, isUsed, content) {
  const isOpen = isUsed || !!(/** @type {HTMLDetailsElement | null} */ (document.getElementById(id))?.open);
  return html`<details id=${id} ?open=${isOpen}>
    <summary>${summary}</summary>
    ${content}
  </details>`;
}
