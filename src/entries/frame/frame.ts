/**
 * The script of frame.html, for sites that do not allow other parties’ scripts. Reads from the address which widget to show,
 * mounts it around the fallback content of the page, and keeps the embedding page informed of its height.
 *
 * A classic script: a sandboxed frame has an opaque origin and can load modules only if the host sends CORS headers.
 */
import type {LitElement} from 'lit';
import type {FrameHeightMessage, FrameSchemeMessage, Unchecked} from '../../core/frame-protocol.js';
import {directionOf, matchLocale} from '../../core/localize.js';
import {trimQuotes} from '../../core/normalize.js';
import {warn} from '../../core/warn.js';
import {parseWidgetName} from '../embed/parse-widget-name.js';
import {WIDGET_NAMES} from '../embed/widget-names.js';

/** Languages besides English. The build replaces it. */
declare const __LANGUAGES__: readonly string[];
/** Attributes of all widgets. The build replaces it. */
declare const __ATTRIBUTES__: readonly string[];

const {src} = document.currentScript as HTMLScriptElement;
const root = document.documentElement;
const isFramed = parent !== window;

/** Reduces a parameter’s name to its letters: `heading_level`, `headingLevel` and `data-heading-level` are the same. */
const normalizeKey = (key: string): string =>
  key
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/^(amp|data|recovery)+/, '');

/** Reads the parameters of the address, by normalized name. Tolerates changes that editors make to URLs. */
function readAddress(): Record<string, string> {
  // `&` may have been escaped once too often, as `&amp;` or `&#038;`; the latter would start a fragment.
  let query = location.href
    .replace(/#0*38;/g, '&')
    .replace(/#.*/, '')
    .split('?')
    .slice(1)
    .join('&');
  // Percent-encoded as a whole, including `=`.
  if (!query.includes('=')) query = query.replace(/%3D/gi, '=').replace(/%26/g, '&');
  const parameters: Record<string, string> = {};
  for (const [key, value] of new URLSearchParams(query.replace(/;(?=[\w-]+=)/g, '&')))
    parameters[normalizeKey(key)] ||= trimQuotes(value);
  return parameters;
}

const setScheme = (scheme: string): void => {
  root.style.colorScheme = scheme;
};

/** Loads the widgets’ code, from beside this script. */
function loadWidgets(): void {
  const urlOf = (file: string): string => new URL(file, src).href;
  import(urlOf('recovery-widgets.js')).catch(() => {
    // Most likely a sandbox, and a host without CORS headers. A classic script needs none.
    const script = document.createElement('script');
    script.src = urlOf('all.js');
    script.onerror = () => warn(`${script.src} could not be loaded.`);
    document.head.append(script);
  });
}

/**
 * Sets the page’s language, direction and region, and puts the widget around the fallback content in that language.
 *
 * @returns the widget; undefined if the address names none
 */
function mountWidget(parameters: Record<string, string>): HTMLElement | undefined {
  const {lang, region} = parameters;
  const sections = [...document.querySelectorAll('section')];
  const locale = matchLocale(lang || 'en', ['en', ...__LANGUAGES__]) || 'en';
  // A variant of English has no section of its own.
  const fallback = sections.find((section) => section.lang === locale) ?? sections[0];
  const main = document.querySelector('main')!;
  root.lang = locale;
  root.dir = directionOf(locale);
  if (region) root.dataset.recoveryRegion = region;

  const name = parseWidgetName(parameters.widget ?? '', WIDGET_NAMES);
  if (!name) {
    if (lang) main.replaceChildren(fallback);
    warn(`frame.html: invalid value "${parameters.widget ?? ''}" for “widget”. Allowed: ${WIDGET_NAMES.join(', ')}.`);
    return undefined;
  }
  const widget = document.createElement(`recovery-${name}`);
  for (const attribute of __ATTRIBUTES__) {
    const value = parameters[normalizeKey(attribute)];
    // A link to this page must not show a phone number or an address of the link’s author under the name of our host. In a
    // frame, the embedding page is responsible for them.
    if (value !== undefined && (isFramed || !/^(phone|operator|hours|href)/.test(attribute)))
      widget.setAttribute(attribute, value);
  }
  widget.append(fallback);
  main.replaceChildren(widget);
  loadWidgets();
  return widget;
}

/** Opens links outside the frame. */
function onClick(event: MouseEvent): void {
  const link = event.composedPath().find((node) => (node as Partial<Element>).localName === 'a') as
    HTMLAnchorElement | undefined;
  const href = link?.getAttribute('href');
  if (!href || event.defaultPrevented) return;
  if (/^https?:/.test(href)) {
    link!.target = '_blank';
    link!.relList.add('noopener');
  } else if (/^(tel|sms):/.test(href))
    // In the frame, the embedding page’s `frame-src` would block it and replace the frame’s content with an error.
    try {
      top!.location.href = href;
      event.preventDefault();
    } catch {
      // A sandbox may forbid that but allow a new tab, which browsers close once the call is handed over.
      link!.target = '_blank';
    }
}

/**
 * Sends the height to the embedding page whenever it changes, and takes the color scheme from it.
 *
 * @param hasOwnScheme whether the address names a color scheme, which then wins
 */
function syncWithParent(widget: HTMLElement | undefined, hasOwnScheme: boolean): void {
  const sendHeight = (): void => {
    const {height} = document.body.getBoundingClientRect();
    // Zero while the frame is hidden.
    if (height)
      parent.postMessage(
        {type: 'recovery-widgets:height', height: Math.ceil(height)} satisfies FrameHeightMessage,
        '*',
      );
    const shadow = widget?.shadowRoot;
    // The compact banner has no heading.
    const title = shadow?.querySelector('[part=heading], [part=exit]') ?? shadow?.querySelector('.compact p');
    if (title) document.title = title.textContent.trim();
  };
  new ResizeObserver(sendHeight).observe(document.body);
  // Below the fold, browsers do not render cross-origin frames, so the ResizeObserver does not fire.
  if (widget)
    void customElements
      .whenDefined(widget.localName)
      .then(() => (widget as Partial<LitElement>).updateComplete)
      .then(sendHeight);

  let isAnswered = false;
  addEventListener('message', ({source, data}: MessageEvent<Unchecked<FrameSchemeMessage> | null>) => {
    if (source !== parent || data?.type !== 'recovery-widgets:scheme') return;
    if (!hasOwnScheme && (data.scheme === 'light' || data.scheme === 'dark')) setScheme(data.scheme);
    // frame-parent.js may have loaded after our first message. Only once: it answers every height with a scheme.
    if (!isAnswered) sendHeight();
    isAnswered = true;
  });
}

const parameters = readAddress();
const {theme = ''} = parameters;
const hasOwnScheme = /^(light|dark)$/i.test(theme);
if (hasOwnScheme) setScheme(theme.toLowerCase());
const widget = mountWidget(parameters);
if (isFramed) {
  document.addEventListener('click', onClick);
  syncWithParent(widget, hasOwnScheme);
}
