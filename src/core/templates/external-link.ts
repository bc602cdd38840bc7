import {html, type TemplateResult} from 'lit';

/** Renders a link to another site, without a referrer. */
export const externalLink = (href: string, content: unknown): TemplateResult =>
  html`<a href=${href} rel="noopener noreferrer" referrerpolicy="no-referrer">${content}</a>`;
