import {html, type TemplateResult} from 'lit';
import type {Line} from '../region.js';

/** Marks text that the operator of a line wrote, such as its name, as being in the operator’s language. */
export const operatorText = (text: string, {lang}: Pick<Line, 'lang'>): TemplateResult =>
  html`<bdi lang=${lang}>${text}</bdi>`;

/** Renders names of languages, of which those between bars are English: the language shown has none. */
export const languageNames = (names: string): TemplateResult =>
  html`<bdi>${names.split('|').map((part, at) => (at % 2 ? operatorText(part, {lang: 'en'}) : part))}</bdi>`;

/**
 * Renders a `time` element with a date as text.
 *
 * @param datetime value of its `datetime` attribute: `2026-11-26`
 */
export const timeText = (datetime: string, text: string): TemplateResult =>
  html`<time role="none" datetime=${datetime}>${text}</time>`;
