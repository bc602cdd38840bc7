import {
  html,
  LitElement,
  nothing,
  supportsAdoptingStyleSheets,
  type PropertyDeclarations,
  type PropertyValues,
  type RenderOptions,
  type TemplateResult,
} from 'lit';
import {regions} from '../generated/regions/index.js';
import {closestAttributeValue, normalizeCode, observeAncestors, unobserveAncestors} from './ancestors.js';
import {booleanFrom, oneOf} from './attributes.js';
import {directionOf, matchLocale, withTemplates, type LocaleLoader, type TemplateMap} from './localize.js';
import {parseRegion, type Line, type Region} from './region.js';
import {VERSION} from './registry.js';
import {warn, warnAttribute} from './warn.js';

/** How long an element without words of its own stays empty while its language is on the way, in milliseconds. */
const DEADLINE = 2000;

/** Of what has been on screen, the most that is kept free below a widget that is lower, in CSS pixels. */
const MOST_HELD = 240;

/** What plain words never hold: where it is inside an element, an end tag is missing and the page has got in. */
const OF_THE_PAGE = 'script,form,main,nav,header,footer,iframe,[data-recovery-widget]';

let measuring: [element: Element, then: (box: DOMRect) => void][] = [];

/** Measures an element soon, together with all others that ask: each time in between, the page would be laid out anew. */
function measure(element: Element, then: (box: DOMRect) => void): void {
  if (measuring.push([element, then]) > 1) return;
  queueMicrotask(() => {
    const asked = measuring.map(([each, then]) => [each.getBoundingClientRect(), then] as const);
    measuring = [];
    asked.forEach(([box, then]) => then(box));
  });
}

/** Something loaded once a page: a language table, a region. `value` is there as soon as it has arrived. */
interface Resource<T> {
  value?: T;
  settled: Promise<unknown>;
}

const resources = new Map<unknown, Resource<unknown>>();

/** A failed load is forgotten, so that a later change tries anew. */
function load<T>(loader: (() => Promise<T>) | undefined): Resource<T> | undefined {
  let resource = resources.get(loader) as Resource<T> | undefined;
  if (loader && !resource) {
    const made: Resource<T> = {
      settled: loader().then(
        (value) => (made.value = value),
        () => resources.delete(loader),
      ),
    };
    resources.set(loader, (resource = made));
  }
  return resource;
}

/**
 * Base of all widgets: language, region, theme and heading level, and when to show what.
 *
 * Until its language and region have arrived an element stays as it was in the page: the words inside the tag are what the
 * reader sees. An element without such words waits {@link DEADLINE} milliseconds, then shows English until its language
 * comes. When a language or a region cannot be loaded, the widget is shown without it (English marked as such, no number of
 * any country) and the words inside the tag stay above it, since they may hold what is missing. So they do where the widget knows
 * no region and they hold a number. What cannot be shown at all leaves them alone.
 *
 * @slot start - Content of the page's own, before that of the widget.
 * @slot end - Content of the page's own, after that of the widget.
 * @cssproperty [--recovery-font-size=1em] - Size of the text, on which every other size hangs. Under 16 px it is 16 px.
 * @cssproperty [--recovery-font-family=system-ui, sans-serif] - Typeface.
 * @cssproperty [--recovery-color-text=light-dark(#1b2733, #f1f5f8)] - Text; 7:1 or more on the surface and on the tint.
 * @cssproperty [--recovery-color-quiet=light-dark(#43505c, #c3ccd4)] - Text that says less; the same contrast.
 * @cssproperty [--recovery-color-surface=light-dark(#fff, #131c25)] - Background of the widget.
 * @cssproperty [--recovery-color-tint=light-dark(#eef3f8, #1e2a36)] - Background of what is set apart in it.
 * @cssproperty [--recovery-color-edge=light-dark(#6b7885, #8b98a5)] - Borders; 3:1 or more on the surface.
 * @cssproperty [--recovery-color-accent=light-dark(#004a83, #9fd0ff)] - Links, buttons, focus; 7:1 or more on the surface.
 * @cssproperty [--recovery-color-on-accent=light-dark(#fff, #08131d)] - Text on the accent; 7:1 or more.
 * @cssproperty [--recovery-radius=6px] - Radius of rounded corners.
 */
export abstract class RecoveryElement extends LitElement {
  static override properties: PropertyDeclarations = {
    headingLevel: {attribute: 'heading-level'},
    theme: {},
    noEvents: {
      type: Boolean,
      attribute: 'no-events',
      converter: booleanFrom,
    },
  };

  static readonly version: string = VERSION;

  /** Languages of this widget beside English. */
  static readonly locales: Readonly<Record<string, LocaleLoader>> = {};

  /** False for a widget that shows nothing that depends on the country; it then loads none. */
  static readonly regional: boolean = true;

  /** Takes over what was prerendered; throws when it is not what the template would make. Set where pages may have it. */
  static hydrate?: (value: unknown, root: HTMLElement | DocumentFragment, options: RenderOptions) => void;

  /**
   * @attribute region
   *
   * ISO 3166-1 alpha-2 or ISO 3166-2 code of the place whose lines are shown, such as `US` or `CA-ON`. Default: the nearest
   * `data-recovery-region`, else none. Never guessed.
   */
  get region(): string | null {
    return this.getAttribute('region');
  }
  set region(value: string | null | undefined) {
    if (value == null) this.removeAttribute('region');
    else this.setAttribute('region', value);
  }

  /** Level of the widget's heading, 1 to 6. Default: 2. */
  declare headingLevel: string | number | null | undefined;

  /** `auto` (the page’s color scheme), `light` or `dark`. Default: `auto`. */
  declare theme: 'auto' | 'light' | 'dark' | null | undefined;

  /** Turns the widget's events off. */
  declare noEvents: boolean | undefined;

  /** BCP 47 tag of the language shown. */
  protected locale = 'en';

  /** The country shown, if any. */
  protected country: Region | undefined;

  /** The public lines that serve the place shown, in the order they are to be shown. */
  protected lines: Line[] = [];

  #templates: TemplateMap | undefined;
  #shown: unknown[] = [];
  #incomplete = false;
  #active = false;
  #turn = 0;
  #release: (() => void) | undefined;

  override connectedCallback(): void {
    // The rest of LitElement's connecting makes the shadow root, which hides the words in the tag: `present` below does that.
    if (this.#active) super.connectedCallback();
    if (Object.hasOwn(this, 'region')) {
      // Set before the class was there.
      const {region} = this;
      Reflect.deleteProperty(this, 'region');
      this.region = region;
    }
    observeAncestors(this, this.#resolve);
    this.#resolve();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    unobserveAncestors(this);
    this.#release?.();
    this.#turn++;
  }

  /** Works out language and region anew. Called by itself whenever what they depend on changes. */
  #resolve = (): void => {
    const {locales, regional} = this.constructor as typeof RecoveryElement;
    const languages = ['en', ...Object.keys(locales)];
    const language = closestAttributeValue(this, 'lang') || 'en';
    const locale = matchLocale(language, languages);
    if (!locale) warnAttribute(this, 'lang', language, languages.join(', '));

    const code = regional ? normalizeCode(this.region) || closestAttributeValue(this, 'data-recovery-region') : '';
    const place = parseRegion(code);
    const country = place && Object.hasOwn(regions, place.country) && regions[place.country];
    if (code && !country) warnAttribute(this, 'region', code, Object.keys(regions).join(', '));

    const table = load(locales[locale ?? 'en']);
    const region = load(country || undefined);
    const missing = () => [table && !table.value && locale, region && !region.value && code].filter(Boolean);
    const turn = ++this.#turn;
    const present = () => {
      if (turn !== this.#turn) return;
      const before = this.#shown;
      this.#shown = [table?.value, region?.value, place?.subdivision, this.#incomplete];
      if (this.#active && this.#shown.every((value, index) => value === before[index])) return;
      this.setContent(locale, table?.value?.templates, region?.value?.region, place?.subdivision);
      this.#release?.();
      if (this.#active) this.requestUpdate();
      else this.#activate();
    };
    if (!missing().length) {
      this.#incomplete = false;
      present();
      return;
    }
    if (this.#active && region && !region.value) {
      // The number of the country before must not stand there a moment longer; its language may.
      this.country = undefined;
      this.lines = this.#shown = [];
      this.requestUpdate();
    }
    void Promise.all([table?.settled, region?.settled]).then(() => {
      if (turn !== this.#turn) return;
      this.#incomplete = missing().length > 0;
      missing().forEach((what) => warn(`what belongs to “${what}” could not be loaded.`));
      present();
    });
    // Looked at when the time has come: the parser may not have reached the words yet.
    if (!this.#active) setTimeout(() => this.#isEmpty() && present(), DEADLINE);
  };

  /**
   * Sets what the next render shows. Called by itself when language and region are there; in Node by what prerenders.
   *
   * @param templates words of the language; without them it is English
   * @param subdivision ISO 3166-2 code, for lines that serve one province only
   * @internal
   */
  setContent(locale = 'en', templates?: TemplateMap, region?: Region, subdivision?: string): void {
    this.locale = templates ? locale : 'en';
    this.#templates = templates;
    this.country = region;
    this.lines = region?.lines.filter(({within}) => !within || within === subdivision) ?? [];
  }

  /** Takes the place of the words inside the tag, or of what was prerendered. */
  #activate(): void {
    this.#active = true;
    const prerendered = this.shadowRoot;
    const start = () =>
      measure(this, ({height}) => {
        try {
          super.connectedCallback();
        } catch (error) {
          this.#giveUp(error);
        }
        if (!prerendered && !this.#isEmpty()) void this.updateComplete.then(() => this.#hold(height));
      });
    const isLoading = document.readyState === 'loading';
    // The parser may not have reached the end of the words, or of what was prerendered.
    if (isLoading)
      document.addEventListener('DOMContentLoaded', prerendered ? start : () => this.requestUpdate(), {once: true});
    if (!isLoading || !prerendered) start();
  }

  protected override update(changed: PropertyValues): void {
    try {
      super.update(changed);
    } catch (error) {
      this.#giveUp(error);
    }
  }

  /** Shows the words inside the tag, whatever has gone wrong with showing the widget. */
  #giveUp(error: unknown): void {
    warn(`<${this.localName}> could not be shown: ${String(error)}`);
    this.shadowRoot?.replaceChildren(document.createElement('slot'));
  }

  /**
   * Keeps the height of the words that were there, so that what stands below does not move under the eyes of the reader:
   * until the width or what is shown changes. Where nobody sees it, or where the gap would be a hole, it does not.
   *
   * @param height in CSS pixels
   */
  #hold(height: number): void {
    measure(this, (box) => {
      const spare = height - box.height;
      if (spare <= 0 || spare > MOST_HELD || box.bottom > innerHeight || !supportsAdoptingStyleSheets) return;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`@media screen{:host{box-sizing:border-box;min-block-size:${height}px!important}}`);
      this.shadowRoot!.adoptedStyleSheets.push(sheet);
      const width = innerWidth;
      const resized = () => innerWidth !== width && this.#release!();
      addEventListener('resize', resized);
      this.#release = () => {
        removeEventListener('resize', resized);
        sheet.replaceSync('');
      };
    });
  }

  /** With a prerendered shadow root, goes on from what is in it; where that is of other words or another version, anew. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const prerendered = this.shadowRoot;
    // Its own style; the shared sheets take its place.
    prerendered?.querySelector('style')?.remove();
    const root = super.createRenderRoot();
    if (!prerendered) return root;
    this.renderOptions.renderBefore = undefined;
    try {
      (this.constructor as typeof RecoveryElement).hydrate!(this.render(), root, this.renderOptions);
    } catch {
      root.replaceChildren();
    }
    return root;
  }

  /** Whether there are no words of the page's own to fall back on. */
  #isEmpty(): boolean {
    return ![...this.childNodes].some((node) => !(node as Partial<Element>).slot && node.textContent!.trim());
  }

  /** Whether the widget has a number to show. Where one that could have none has none, words of the page that do stay. */
  protected get hasNumber(): boolean {
    return !!this.country;
  }

  /** Level of the widget's own heading. */
  protected get level(): number {
    return Number(oneOf(this, 'heading-level', this.headingLevel, ['2', '1', '3', '4', '5', '6']));
  }

  /** Dispatches an event, unless `no-events` is set. */
  protected emit(event: Event): void {
    if (!this.noEvents) this.dispatchEvent(event);
  }

  protected override render(): TemplateResult {
    return withTemplates(this.#templates, () => this.#root());
  }

  #root(): TemplateResult {
    const words = html`<slot></slot>`;
    // Nothing of the page is lost where its author forgot an end tag or put one widget into another.
    const isOfThePage = (each: Element): boolean =>
      each.matches(OF_THE_PAGE) || each.localName.startsWith('recovery-') || [...each.children].some(isOfThePage);
    const holdsPage = [...(this.children ?? [])].some((each) => !each.slot && isOfThePage(each));
    const widget = html`<div class="shield">
      <div
        class="root ${oneOf(this, 'theme', this.theme, ['auto', 'light', 'dark'])}"
        part="base"
        lang=${this.locale}
        dir=${directionOf(this.locale)}
      >
        <slot name="start"></slot>${this.content()}<slot name="end"></slot>
      </div>
    </div>`;
    const {regional} = this.constructor as typeof RecoveryElement;
    // An editor may have taken the region and left a number that works.
    const isLast = regional && !this.hasNumber && this.querySelector?.('[href^="tel:"],[href^="sms:"]');
    const first = this.#incomplete || isLast;
    // No white space outside the shield: where the page keeps it, it would be seen as empty lines.
    return html`${first ? words : nothing}${widget}${holdsPage && !first ? words : nothing}`;
  }

  /** What the widget shows. Messages may be asked for here and in what it calls, nowhere else. */
  protected abstract content(): unknown;
}
