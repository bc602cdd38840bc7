import {
  adoptStyles,
  isServer,
  LitElement,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import {booleanFrom, oneOf, upgradeProperty} from './attributes.js';
import {observeContactLinks} from './contact-links.js';
import {ContentController, type Content} from './content-controller.js';
import {recordControls} from './control-state.js';
import {RecoveryContactEvent} from './events.js';
import {HeightController} from './height-controller.js';
import {attachFallback, documentParsed, fallbackSlots, hasSwallowedContent, hasPhoneLink} from './light-dom.js';
import {withTemplates, type LocaleLoader} from './localize.js';
import {warnOfOutdatedNumbers} from './outdated-numbers.js';
import type {Line, Region} from './region.js';
import {VERSION} from './registry.js';
import {fallbackSlotsTemplate, setContentFromAttributes} from './server-content.js';
import {frame} from './templates/frame.js';
import {warn} from './warn.js';

/**
 * Base of all widgets: language, region, theme, heading level and fallback content.
 *
 * The content of the tag is shown until the language and the region have loaded. An element without such fallback content
 * waits two seconds, then shows English until its language has loaded. If a language or a region cannot be loaded, the widget
 * is shown without it (in English, marked as such; without a number of any country) and the fallback content stays above it,
 * as it may have what is missing. It also stays when no region is known and it contains a phone link. If rendering fails, only
 * the fallback content is shown. The same goes inside an element with `data-recovery-off`, where a page shows what visitors write.
 *
 * @attribute {string} lang - BCP 47 tag of the language, such as `es`; `es-MX` finds Spanish, `en-AU` finds British English (`en-GB`). Default: the nearest `lang` on an ancestor, across shadow roots; else English.
 * @slot start - Content of the page's own, before that of the widget.
 * @slot end - Content of the page's own, after that of the widget.
 * @cssproperty [--recovery-font-size=1em] - Base font size; all other sizes are relative to it. At least 16 px.
 * @cssproperty [--recovery-font-family=system-ui, sans-serif] - Typeface; name that of the page, as CSS gives `inherit` another meaning here.
 * @cssproperty [--recovery-color-text=light-dark(#1b2733, #f1f5f8)] - Text; 7:1 or more on the surface and on the tint.
 * @cssproperty [--recovery-color-quiet=light-dark(#43505c, #c3ccd4)] - Secondary text; same contrast.
 * @cssproperty [--recovery-color-surface=light-dark(#fff, #131c25)] - Background of the widget.
 * @cssproperty [--recovery-color-tint=light-dark(#f0f4f8, #1e2a36)] - Background of highlighted areas.
 * @cssproperty [--recovery-color-edge=light-dark(#6b7885, #8b98a5)] - Borders; 3:1 or more on the surface.
 * @cssproperty [--recovery-color-accent=light-dark(#004a83, #9fd0ff)] - Links, buttons, focus; 7:1 or more on the surface.
 * @cssproperty [--recovery-color-on-accent=light-dark(#fff, #08131d)] - Text on the accent; 7:1 or more.
 * @cssproperty [--recovery-radius=8px] - Radius of rounded corners; that of a card is half as large again.
 * @cssproperty [--recovery-gap=0] - Space above and below the widget.
 */
export abstract class RecoveryElement extends LitElement {
  static override properties: PropertyDeclarations = {
    headingLevel: {attribute: 'heading-level'},
    theme: {},
    languages: {},
    noEvents: {type: Boolean, attribute: 'no-events', converter: booleanFrom},
  };

  static readonly version: string = VERSION;

  /** Languages of this widget besides English. */
  static readonly locales: Readonly<Record<string, LocaleLoader>> = {};

  /** Whether any content depends on the country. If false, no region is loaded. */
  static readonly regional: boolean = true;

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

  /**
   * BCP 47 tags of languages to choose from, separated by spaces, such as `es ar`: a row at the top names them, after the language of the
   * page. A choice holds for all widgets of the page whose row has the language. Without script, full code and static widgets have links to
   * printed pages instead, short code has none. Default: none.
   */
  declare languages: string | null | undefined;

  /** Turns the widget's events off. */
  declare noEvents: boolean | undefined;

  constructor() {
    super();
    // Vue writes `true` for an attribute without value only where the property is a boolean.
    this.noEvents = false;
  }

  readonly #height = new HeightController(this);
  readonly #content = new ContentController(this, () => {
    this.#height.releaseHeight();
    this.requestUpdate();
  });
  #isPrerendered = false;
  #hasFailed = false;

  /** BCP 47 tag of the language shown. */
  protected get locale(): string {
    return this.#content.locale;
  }

  /** The country shown, if any. */
  protected get country(): Region | undefined {
    return this.#content.region;
  }

  /** The public helplines that serve the place shown, in display order. */
  protected get lines(): readonly Line[] {
    return this.#content.lines;
  }

  /** Whether the widget shows a phone number. If false, fallback content with a phone link stays. */
  protected get hasNumber(): boolean {
    return !!this.country?.emergency || this.lines.length > 0;
  }

  /** Level of the widget's own heading. */
  protected get level(): number {
    return Number(oneOf(this, 'heading-level', this.headingLevel, ['2', '1', '3', '4', '5', '6']));
  }

  /** Renders the content of the widget. Messages may be called only during this call. */
  protected abstract content(): unknown;

  /** Dispatches an event, unless `no-events` is set. */
  protected emit(event: Event): void {
    if (!this.noEvents) this.dispatchEvent(event);
  }

  /**
   * Sets the content of the next render. For prerendering in Node; in browsers, the content controller sets it.
   *
   * @internal
   */
  setContent(content: Content): void {
    this.#content.set(content);
  }

  override connectedCallback(): void {
    upgradeProperty(this, 'region');
    super.connectedCallback();
  }

  /** Attaches the shadow root on connection, as controllers need it; it shows the fallback content until the first update. */
  protected override createRenderRoot(): ShadowRoot {
    this.#isPrerendered = !!this.shadowRoot;
    const root =
      this.shadowRoot ?? attachFallback(this, (this.constructor as typeof RecoveryElement).shadowRootOptions);
    observeContactLinks(root, (channel) => this.emit(new RecoveryContactEvent(channel)));
    return root;
  }

  /** Delays the first update until the content has loaded. */
  protected override async scheduleUpdate(): Promise<void> {
    // Without it, the widget is shown in the language of the page.
    if (this.languages) await import('./language-row.js').then(({attach}) => attach(this), warn);
    if (!this.hasUpdated) {
      const ready = this.#content.whenReady();
      if (ready) this.#height.expectPaint();
      await ready;
      const parsed = documentParsed();
      if (this.#isPrerendered) {
        // The parser may still be writing into the shadow root.
        await parsed;
      } else {
        // It may not have reached all of the fallback content, on which render() depends.
        void parsed?.then(() => this.requestUpdate());
        await this.#height.reserveHeight();
      }
    }
    await super.scheduleUpdate();
  }

  protected override shouldUpdate(): boolean {
    return !this.#hasFailed;
  }

  /** Renders. After an error, also one in styles, shows the fallback content from then on. */
  protected override update(changed: PropertyValues): void {
    try {
      if (!this.hasUpdated) {
        // A prerendered widget is rendered again, in one task: its region may have changed, and comparing both takes longer.
        if (this.#isPrerendered) void this.updateComplete.then(recordControls(this.shadowRoot!));
        this.renderRoot.replaceChildren();
        adoptStyles(this.shadowRoot!, (this.constructor as typeof RecoveryElement).elementStyles);
      }
      super.update(changed);
      void warnOfOutdatedNumbers(this, this.country);
    } catch (error) {
      this.#hasFailed = true;
      warn(`<${this.localName}> could not be shown: ${String(error)}`);
      this.renderRoot.replaceChildren(...fallbackSlots());
    }
  }

  protected override render(): TemplateResult {
    // Lit SSR does not wait for a language or region: show the fallback content rather than a widget without numbers.
    if (isServer && !this.#content.isSet && !setContentFromAttributes(this)) return fallbackSlotsTemplate();
    const {isPartial, templates} = this.#content;
    const {locale} = this;
    const {regional} = this.constructor as typeof RecoveryElement;
    const content = withTemplates(templates, () => this.content(), locale);
    // An editor may have removed the region and left a number that works.
    const showsFallbackAbove = isPartial || (regional && !this.hasNumber && hasPhoneLink(this));
    return frame(
      {
        locale,
        theme: oneOf(this, 'theme', this.theme, ['auto', 'light', 'dark']),
        dataHash: this.country?.dataHash,
        showsFallbackAbove,
        showsFallbackBelow: !showsFallbackAbove && hasSwallowedContent(this),
      },
      content,
    );
  }
}
