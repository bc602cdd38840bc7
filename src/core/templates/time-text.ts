import {html, type TemplateResult} from 'lit';

/**
 * Renders a day or a time in words.
 *
 * @param datetime the same for machines: `2026-11-26`, or an instant in UTC
 */
export const timeText = (datetime: string, text: string): TemplateResult =>
  html`<time datetime=${datetime}>${text}</time>`;
