import type {ReactiveController} from 'lit';
import {regions} from '../generated/regions/index.js';
import {closestAttributeValue, observeAncestors, unobserveAncestors} from './ancestors.js';
import {choice, type RowHost} from './language-choice.js';
import {hasFallback} from './light-dom.js';
import {matchLocale, type LocaleLoader, type TemplateMap} from './localize.js';
import {normalizeCode} from './normalize.js';
import {parseRegion, type Line, type Region} from './region.js';
import {load, loadRegion} from './resource.js';
import {warn, warnAttribute} from './warn.js';

/** Time, in milliseconds, until an element without fallback content shows English. */
const LANGUAGE_TIMEOUT = 2000;

/** Content of a render. */
export interface Content {
  /** BCP 47 tag. Default: `en`. */
  locale?: string;
  /** Messages of the language; without them it is English. */
  templates?: TemplateMap;
  region?: Region;
  /** ISO 3166-2 code, for helplines that serve one province only. */
  subdivision?: string;
}

/** Widget whose content is resolved, without the class that uses the controller. */
export interface ContentHost extends RowHost {
  readonly region: string | null;
  setContent(content: Content): void;
}

/** Languages of the widget, and whether it shows numbers. */
export const contentOptions = (host: ContentHost) =>
  host.constructor as unknown as {locales: Readonly<Record<string, LocaleLoader>>; regional: boolean};

/** Language and region as far as they have loaded. */
interface Commit extends Omit<Content, 'templates'> {
  table?: Awaited<ReturnType<LocaleLoader>>;
  code: string;
  isPartial: boolean;
}

/** Returns whether a line serves a place. */
const serves = ({within, without}: Line, subdivision = '?'): boolean =>
  within?.includes(subdivision) !== false && !without?.includes(subdivision);

const isSame = (a: Commit, b: Commit): boolean =>
  Object.entries(a).every(([name, value]) => value === b[name as keyof Commit]);

/** Returns the best language of the widget for the closest `lang`; English, with a warning, if it has none for it. */
function resolveLocale(host: ContentHost): string {
  const {locales} = contentOptions(host);
  const languages = ['en', ...Object.keys(locales)];
  const wanted = closestAttributeValue(host, 'lang') || 'en';
  const locale = matchLocale(wanted, languages);
  if (!locale) warnAttribute(host, 'lang', wanted, languages.join(', '));
  return locale ?? 'en';
}

/** Returns the place that the host or an ancestor names. */
function resolvePlace(host: ContentHost): {code: string; country: string; subdivision?: string} {
  const {regional} = contentOptions(host);
  const code = regional ? normalizeCode(host.region) || closestAttributeValue(host, 'data-recovery-region') : '';
  return {code, country: '', ...parseRegion(code)};
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
  /** Whether there is content to render. */
  isSet = false;

  readonly #host: ContentHost;
  readonly #onChange: () => void;
  #onReady?: () => void;
  /** Number of the latest resolution. Results of earlier ones are discarded. */
  #resolutionCount = 0;
  /** Last commit; undefined before the first, and after the region has been cleared. */
  #committed?: Commit;

  constructor(host: ContentHost, onChange: () => void) {
    this.#host = host;
    this.#onChange = onChange;
    host.addController(this);
  }

  hostConnected(): void {
    observeAncestors(this.#host, this.#resolve);
  }

  hostDisconnected(): void {
    unobserveAncestors(this.#host);
    this.#resolutionCount++;
  }

  /** Resolves when there is something to render; undefined if there is. Call it once. */
  whenReady(): Promise<void> | undefined {
    if (this.isSet) return undefined;
    return new Promise((resolve) => {
      this.#onReady = resolve;
    });
  }

  /** Sets the content of the next render. */
  set({locale = 'en', templates, region, subdivision}: Content): void {
    this.isSet = true;
    this.locale = templates ? locale : 'en';
    this.templates = templates;
    this.region = region;
    this.lines = (region?.lines ?? [])
      .filter((line) => serves(line, subdivision))
      .map((line) => {
        const menu = line.menus?.[this.locale];
        return menu ? {...line, menu} : line;
      });
  }

  readonly #resolve = (): void => {
    const host = this.#host;
    const {code, country, subdivision} = resolvePlace(host);
    const page = resolveLocale(host);
    const locale = choice.languageOf?.(host, page, subdivision ?? country) ?? page;
    const table = load(contentOptions(host).locales[locale]);
    const region = loadRegion(country, locale);
    if (code && !region) warnAttribute(host, 'region', code, Object.keys(regions).join(', '));
    const missing = () => [table && !table.value && locale, region && !region.value && code].filter(Boolean);

    const resolution = ++this.#resolutionCount;
    const isLatest = () => resolution === this.#resolutionCount;
    const commit = (isPartial: boolean) =>
      this.#commit({locale, table: table?.value, code, region: region?.value?.region, subdivision, isPartial});

    if (!missing().length) {
      commit(false);
      return;
    }
    if (this.#committed?.code !== code) this.#clearRegion();
    void Promise.all([table?.settled, region?.settled]).then(() => {
      if (!isLatest()) return;
      missing().forEach((name) => warn(`the data for “${name}” could not be loaded.`));
      commit(missing().length > 0);
    });
    // Checked after the timeout, because the parser may not have reached the fallback content.
    if (!this.isSet)
      setTimeout(() => isLatest() && !this.isSet && !hasFallback(host) && commit(false), LANGUAGE_TIMEOUT);
  };

  /** Commits loaded content and calls back, unless it is unchanged. */
  #commit(commit: Commit): void {
    if (this.#committed && isSame(commit, this.#committed)) return;
    this.#committed = commit;
    this.isPartial = commit.isPartial;
    this.set({...commit, templates: commit.table?.templates});
    this.#onReady?.();
    this.#onChange();
  }

  /** Removes the previous country’s numbers at once. Its language may stay until the new one has loaded. */
  #clearRegion(): void {
    if (!this.region) return;
    this.region = undefined;
    this.lines = [];
    this.#committed = undefined;
    this.#host.requestUpdate();
  }
}
