import {html, type TemplateResult} from 'lit';
import {regions} from '../generated/regions/index.js';
import type {Content} from './content-controller.js';
import {matchLocale} from './localize.js';
import type {RecoveryElement} from './recovery-element.js';
import {parseRegion} from './region.js';
import {load} from './resource.js';

/**
 * Returns the content that the attributes of an element name, as far as it has loaded: a server cannot see the page around the
 * element, and Lit’s renderer waits for nothing. entries/server.ts loads everything beforehand.
 *
 * @returns undefined without `lang`, without `region` where the widget shows numbers, and for what has not loaded
 */
export function contentFromAttributes(host: RecoveryElement): Content | undefined {
  const {locales, regional} = host.constructor as typeof RecoveryElement;
  const locale = matchLocale(host.getAttribute('lang') ?? '', ['en', ...Object.keys(locales)]);
  const {country = '', subdivision} = (regional && parseRegion(host.region ?? '')) || {};
  const templates = load(locales[locale ?? ''])?.value?.templates;
  const region = load(Object.hasOwn(regions, country) ? regions[country] : undefined)?.value?.region;
  const isComplete = locale && (templates || locale === 'en') && (region || !regional);
  return isComplete ? {locale, templates, region, subdivision} : undefined;
}

/** Renders the content of the tag alone. */
export const pageContent = (): TemplateResult => html`<slot name="start"></slot><slot></slot><slot name="end"></slot>`;
