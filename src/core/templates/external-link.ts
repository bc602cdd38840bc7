import {html, type TemplateResult} from 'lit';

/** Renders a link to another site, which does not learn from which page the reader comes. */
export const externalLink = (href: string, content: unknown): TemplateResult =>
  html`<a href=${href} rel="noopener noreferrer" referrerpolicy="no-referrer">${content}</a>`;
