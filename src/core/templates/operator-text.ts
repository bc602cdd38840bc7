import {html, type TemplateResult} from 'lit';
import type {Line} from '../region.js';

/** Marks text that the operator of a line wrote, such as its name, as being in the operator’s language. */
export const operatorText = (text: string, {lang}: Pick<Line, 'lang'>): TemplateResult =>
  html`<bdi lang=${lang}>${text}</bdi>`;
