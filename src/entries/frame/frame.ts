/**
 * The script of frame.html, the page for sites that allow no script of others. It reads in the address which widget to show,
 * puts it in the place of the words of the page, and tells the page around how high it is.
 *
 * A classic script: a sandboxed frame is of no origin, and may load a module only where the host sends CORS headers.
 */
import type {LitElement} from 'lit';
import {trimQuotes} from '../../core/ancestors.js';
import {directionOf, matchLocale} from '../../core/localize.js';
import {warn} from '../../core/warn.js';
import {nameIn, NAMES} from '../embed/names.js';

// The build fills this in: every attribute that one of the widgets knows.
declare const __ATTRIBUTES__: readonly string[];

const {src} = document.currentScript as HTMLScriptElement;
const root = document.documentElement;
const isFramed = parent !== window;

// `&` may have been escaped once too often, as `&amp;` or `&#038;`; the latter would begin a fragment.
let query = location.href
  .replace(/#0*38;/g, '&')
  .replace(/#.*/, '')
  .split('?')
  .slice(1)
  .join('&');
// All of it escaped, `=` too.
if (!query.includes('=')) query = query.replace(/%3D/gi, '=').replace(/%26/g, '&');
/** By the letters of their names: `heading_level`, `headingLevel` and `data-heading-level` are one. */
const given: Record<string, string> = {};
const lettersOf = (key: string): string =>
  key
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/^(amp|data|recovery)+/, '');
for (const [key, value] of new URLSearchParams(query.replace(/;(?=[\w-]+=)/g, '&')))
  given[lettersOf(key)] ||= trimQuotes(value);

const {lang, region, theme = ''} = given;
const name = nameIn(given.widget ?? '');
const fixed = /^(light|dark)$/i.test(theme);

const setScheme = (scheme: string): void => {
  root.style.colorScheme = scheme;
};

const sections = [...document.querySelectorAll('section')];
const locale =
  matchLocale(
    lang || 'en',
    sections.map((section) => section.lang),
  ) || 'en';
const words = sections.find((section) => section.lang === locale)!;
const main = words.parentElement!;
root.lang = locale;
root.dir = directionOf(locale);
if (region) root.dataset.recoveryRegion = region;
if (fixed) setScheme(theme.toLowerCase());

let widget: HTMLElement | undefined;
if (name) {
  widget = document.createElement(`recovery-${name}`);
  for (const attribute of __ATTRIBUTES__)
    // Whoever sends someone a link to this page must not be able to put a number or an address of his own under the name of
    // its host. In a frame it is the page around that says whose it shows.
    if (given[lettersOf(attribute)] !== undefined && (isFramed || !/^(phone|operator|hours|href)/.test(attribute)))
      widget.setAttribute(attribute, given[lettersOf(attribute)]);
  widget.append(words);
  main.replaceChildren(widget);
  const load = (file: string): string => new URL(file, src).href;
  import(load('recovery-widgets.js')).catch(() => {
    // Most likely no CORS headers, and a sandbox: what needs none does the same.
    const script = document.createElement('script');
    script.src = load('all.js');
    script.onerror = () => warn(`${script.src} could not be loaded.`);
    document.head.append(script);
  });
} else {
  if (lang) main.replaceChildren(words);
  warn(`frame.html does not understand widget="${given.widget ?? ''}". Allowed: ${NAMES.join(', ')}.`);
}

document.addEventListener('click', (event) => {
  const link = event.composedPath().find((node) => (node as Partial<Element>).localName === 'a') as
    HTMLAnchorElement | undefined;
  const href = link?.getAttribute('href');
  if (!href || !isFramed || event.defaultPrevented) return;
  if (/^https?:/.test(href)) {
    link!.target = '_blank';
    link!.relList.add('noopener');
  } else if (/^(tel|sms):/.test(href))
    // In the frame itself it would be stopped by a page that says what it may frame, and take the words with it.
    try {
      top!.location.href = href;
      event.preventDefault();
    } catch {
      // A sandbox that does not allow it. A new tab some do; browsers close it when the call has been handed on.
      link!.target = '_blank';
    }
});

if (isFramed) {
  const tell = (): void => {
    const {height} = document.body.getBoundingClientRect();
    // None: the frame is not shown now.
    if (height) parent.postMessage({type: 'recovery-widgets:height', height: Math.ceil(height)}, '*');
    const shown = widget?.shadowRoot;
    // The banner in one line has no heading.
    const title = shown?.querySelector('[part=heading], [part=exit]') ?? shown?.querySelector('.compact p');
    if (title) document.title = title.textContent.trim();
  };
  new ResizeObserver(tell).observe(document.body);
  // Below the fold a browser draws no frame of another origin, and observes nothing in it.
  if (widget)
    void customElements
      .whenDefined(widget.localName)
      .then(() => (widget as Partial<LitElement>).updateComplete)
      .then(tell);

  let isAsked = false;
  addEventListener('message', ({source, data}: MessageEvent<{type?: unknown; scheme?: unknown} | null>) => {
    if (source !== parent || data?.type !== 'recovery-widgets:scheme') return;
    if (!fixed && (data.scheme === 'light' || data.scheme === 'dark')) setScheme(data.scheme);
    // Its script came later than we. Only the first time: it answers each height with a scheme.
    if (!isAsked) tell();
    isAsked = true;
  });
}
