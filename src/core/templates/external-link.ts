import {html, type TemplateResult} from 'lit';
import {operatorText} from './text.js';

/** Renders a link to another site, without a referrer. */
export const externalLink = (href: string, content: unknown): TemplateResult =>
  html`<a href=${href} rel="noopener noreferrer" referrerpolicy="no-referrer">${content}</a>`;

/** Renders a link to a directory of helplines, for regions without a line. Its text is the name of the directory. */
export const directoryLink = ({name, url}: {name: string; url: string}): TemplateResult =>
  externalLink(url, operatorText(name, {lang: 'en'}));
