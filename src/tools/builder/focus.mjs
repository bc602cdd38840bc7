/** Leads from one part of the page to another, with the focus of the keyboard. */
import {html} from 'lit';

/** Goes to a part of the page. @param {string} part */
export function goTo(part) {
  document.getElementById(part)?.scrollIntoView();
  document.getElementById(`${part}-title`)?.focus({preventScroll: true});
}

/**
 * Shows the title of a part below the form, as a link to it. The address after `#` has the choices, so the link cannot use it.
 *
 * @param {import('./main.mjs').App} app
 * @param {string} part
 */
export const partLink = ({translator}, part) =>
  html`<a
    href="#${part}"
    @click=${(/** @type {Event} */ event) => {
      event.preventDefault();
      goTo(part);
    }}
    >${translator.text(`step.${part}`)}</a
  >`;

/** Leaves the button that stops the work of a part, before it is hidden, for the sentence on how that ended. @param {string} part */
export function leaveStop(part) {
  if (document.activeElement?.matches(`#${part} .stop`))
    /** @type {HTMLElement} */ (document.querySelector(`#${part} .status`)).focus();
}
