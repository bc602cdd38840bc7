import type {TemplateResult} from 'lit';
import {externalLink} from './external-link.js';
import {operatorText} from './operator-text.js';

/** Renders a link to a directory of helplines, for regions without a line. Its text is the name of the directory. */
export const directoryLink = ({name, url}: {name: string; url: string}): TemplateResult =>
  externalLink(url, operatorText(name, {lang: 'en'}));
