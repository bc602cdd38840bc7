import {html, type TemplateResult} from 'lit';
import type {Line} from '../../core/region.js';

/** Marks text that the operator wrote as being in the operator’s language. */
export const operatorText = (text: string, {lang}: Pick<Line, 'lang'>): TemplateResult =>
  html`<bdi lang=${lang}>${text}</bdi>`;
