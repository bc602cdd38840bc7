import {html, type TemplateResult} from 'lit';

/**
 * Renders a `time` element with a date or time as text.
 *
 * @param datetime value of its `datetime` attribute: `2026-11-26`, or an instant in UTC
 */
export const timeText = (datetime: string, text: string): TemplateResult =>
  html`<time datetime=${datetime}>${text}</time>`;
