/** Scrolls from one part of the page to another and moves the focus. */
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

/** Moves the focus from the stop button of a part, before it is hidden, to the status of that part. @param {string} part */
export function leaveStop(part) {
  if (document.activeElement?.matches(`#${part} .stop`))
    /** @type {HTMLElement} */ (document.querySelector(`#${part} .status`)).focus();
}
