import {html, type TemplateResult} from 'lit';

/**
 * Renders what becomes of the reader’s answers, as the summary of a fold, and in it who may still see them. On screen only: paper
 * has no such promise.
 */
export const privacyNote = (promise: string, others: string): TemplateResult =>
  html`<details class="privacy screen">
    <summary>${promise}</summary>
    <p>${others}</p>
  </details>`;
