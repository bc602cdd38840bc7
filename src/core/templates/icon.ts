import {html, type SVGTemplateResult, type TemplateResult} from 'lit';

/** Renders an icon of icons.ts beside words that say the same. */
export const icon = (content: SVGTemplateResult): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${content}</svg>`;
