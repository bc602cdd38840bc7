import type {ReactiveController} from 'lit';
import {regions} from '../generated/regions/index.js';
import {closestAttributeValue, normalizeCode, observeAncestors, unobserveAncestors} from './ancestors.js';
import {hasNoFallback} from './light-dom.js';
import {matchLocale, type TemplateMap} from './localize.js';
import type {RecoveryElement} from './recovery-element.js';
import {parseRegion, type Line, type Region, type RegionLoader} from './region.js';
import {load} from './resource.js';
import {warn, warnAttribute} from './warn.js';

/** How long an element without fallback content waits for its language before it shows English, in milliseconds. */
const DEADLINE = 2000;

/** Returns the best language of the widget for the closest `lang`; undefined, with a warning, if it has none for it. */
function resolveLocale(host: RecoveryElement): string | undefined {
  const {locales} = host.constructor as typeof RecoveryElement;
  const languages = ['en', ...Object.keys(locales)];
  const wanted = closestAttributeValue(host, 'lang') || 'en';
  const locale = matchLocale(wanted, languages);
  if (!locale) warnAttribute(host, 'lang', wanted, languages.join(', '));
  return locale;
}

/** Returns the region that the host or an ancestor names; without a loader, and with a warning, if there is no such region. */
function resolveRegion(host: RecoveryElement): {code: string; subdivision?: string; loader?: RegionLoader} {
  const {regional} = host.constructor as typeof RecoveryElement;
  const code = regional ? normalizeCode(host.region) || closestAttributeValue(host, 'data-recovery-region') : '';
  const {country = '', subdivision} = parseRegion(code) ?? {};
  const loader = Object.hasOwn(regions, country) ? regions[country] : undefined;
  if (code && !loader) warnAttribute(host, 'region', code, Object.keys(regions).join(', '));
  return {code, subdivision, loader};
}

/**
 * Resolves the language and region of its host, loads them, and calls back when both have arrived: when the host is
 * connected, and whenever an attribute changes that they depend on.
 */
export class ContentController implements ReactiveController {
  /** BCP 47 tag of the language to render. */
  locale = 'en';
  /** Messages of that language; undefined for English. */
  templates?: TemplateMap;
  region?: Region;
  /** The helplines that serve the place, in display order. */
  lines: Line[] = [];
  /** Whether the language or the region could not be loaded. */
  isPartial = false;

  #setReady!: () => void;
  /** Resolves when there is something to render. */
  readonly ready = new Promise<void>((resolve) => {
    this.#setReady = resolve;
  });

  readonly #host: RecoveryElement;
  readonly #onChange: () => void;
  /** Number of the latest resolution; an earlier one that arrives late is ignored. */
  #latest = 0;
  /** Language table, region, subdivision and `isPartial` of the last commit; undefined before the first. */
  #committed?: unknown[];

  constructor(host: RecoveryElement, onChange: () => void) {
    this.#host = host;
    this.#onChange = onChange;
    host.addController(this);
  }

  hostConnected(): void {
    observeAncestors(this.#host, this.#resolve);
    this.#resolve();
  }

  hostDisconnected(): void {
    unobserveAncestors(this.#host);
    this.#latest++;
  }

  /**
   * Sets the content of the next render.
   *
   * @param templates messages of the language; without them it is English
   * @param subdivision ISO 3166-2 code, for helplines that serve one province only
   */
  set(locale = 'en', templates?: TemplateMap, region?: Region, subdivision?: string): void {
    this.locale = templates ? locale : 'en';
    this.templates = templates;
    this.region = region;
    this.lines = region?.lines.filter(({within}) => !within || within === subdivision) ?? [];
  }

  readonly #resolve = (): void => {
    const host = this.#host;
    const locale = resolveLocale(host);
    const {code, subdivision, loader} = resolveRegion(host);
    const table = load((host.constructor as typeof RecoveryElement).locales[locale ?? 'en']);
    const region = load(loader);
    const missing = () => [table && !table.value && locale, region && !region.value && code].filter(Boolean);

    const resolution = ++this.#latest;
    const commit = (isPartial: boolean) => {
      const content = [table?.value, region?.value, subdivision, isPartial];
      if (resolution !== this.#latest || content.every((value, index) => value === this.#committed?.[index])) return;
      this.#committed = content;
      this.isPartial = isPartial;
      this.set(locale, table?.value?.templates, region?.value?.region, subdivision);
      this.#setReady();
      this.#onChange();
    };

    if (!missing().length) {
      commit(false);
      return;
    }
    if (this.#committed && region && !region.value) {
      // Remove the previous country’s numbers at once; its language may stay until the new one has loaded.
      this.region = undefined;
      this.lines = this.#committed = [];
      host.requestUpdate();
    }
    void Promise.all([table?.settled, region?.settled]).then(() => {
      if (resolution !== this.#latest) return;
      missing().forEach((name) => warn(`what belongs to “${name}” could not be loaded.`));
      commit(missing().length > 0);
    });
    // Checked only then: the parser may not have reached the fallback content yet.
    if (!this.#committed) setTimeout(() => !this.#committed && hasNoFallback(host) && commit(false), DEADLINE);
  };
}
