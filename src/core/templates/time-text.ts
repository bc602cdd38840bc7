import {html, type TemplateResult} from 'lit';

/**
 * Renders a `time` element with a date as text.
 *
 * @param datetime value of its `datetime` attribute: `2026-11-26`
 */
export const timeText = (datetime: string, text: string): TemplateResult =>
  html`<time datetime=${datetime}>${text}</time>`;
