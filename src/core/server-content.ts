import {html, type TemplateResult} from 'lit';
import {contentOptions, type ContentHost} from './content-controller.js';
import {matchLocale} from './localize.js';
import {parseRegion} from './region.js';
import {load, loadRegion} from './resource.js';

/**
 * Sets the content of an element from its attributes, as far as that content has loaded: a server cannot see the page around the
 * element, and Lit’s renderer waits for nothing. entries/server.ts loads everything beforehand.
 *
 * @returns false without `lang`, without `region` where the widget shows numbers, and for content that has not loaded
 */
export function setContentFromAttributes(host: ContentHost): boolean {
  const {locales, regional} = contentOptions(host);
  const locale = matchLocale(host.getAttribute('lang') ?? '', ['en', ...Object.keys(locales)]);
  const {country = '', subdivision} = (regional && parseRegion(host.region ?? '')) || {};
  const templates = load(locales[locale ?? ''])?.value?.templates;
  const region = loadRegion(country, locale ?? 'en')?.value?.region;
  if (!locale || (locale !== 'en' && !templates) || (regional && !region)) return false;
  host.setContent({locale, templates, region, subdivision});
  return true;
}

/** Renders `fallbackSlots` for a server, which has no DOM: the light DOM alone. */
export const fallbackSlotsTemplate = (): TemplateResult =>
  html`<slot name="start"></slot><slot></slot><slot name="end"></slot>`;
