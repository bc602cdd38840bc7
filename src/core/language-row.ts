/**
 * The row of languages at the top of a widget that has the attribute `languages`. Only pages with that attribute load this module.
 *
 * A choice is kept in memory alone: nothing is stored or sent, and nothing in the page or its address changes. It holds for each widget
 * that offers the language, also for one that is added later. See docs/decisions/0038-row-of-languages.md.
 */
import {css, html, nothing, render, type ReactiveController, type TemplateResult} from 'lit';
import {LANGUAGE_NAMES} from '../generated/language-names.js';
import {notify} from './ancestors.js';
import {choice, type RowHost} from './language-choice.js';
import {matchLocale, type LocaleLoader} from './localize.js';
import {printedPage} from './printed-page.js';
import {load, loadRegion} from './resource.js';
import {warn, warnAttribute} from './warn.js';

/** Matches a name in a script that runs from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff]/;

/** Number of choices and of changes of a page’s language so far: the latest one counts. */
let count = 0;
/** Number of the latest choice of each language. */
const choices = new Map<string, number>();
/**
 * Number of the latest change of a page’s language to each language: older choices do not hold for widgets in it that are added since. A
 * change of one widget’s own `lang` counts as well: it is the author’s word for that language, and binds no widget in another.
 */
const changes = new Map<string, number>();
/**
 * Language and place that the page gives each widget, the number of the change of language: a choice before it no longer holds; and the
 * numbers of the choices whose words the widget lacks.
 */
const given = new WeakMap<RowHost, {page: string; place: string; change: number; lacking: Set<number>}>();
/** Widgets in the page that have a row. */
const hosts = new Set<RowHost>();

const styles = css`
  .languages {
    display: flex;
    flex-wrap: wrap;
    max-width: none;
    padding: 0 8px;
    margin: 0 0 0.5em;
    list-style: none;
    background: var(--_rw-surface);
    border: 1px solid var(--_rw-line);
    border-radius: calc(var(--_rw-radius) * 1.5);
  }
  .languages > li {
    display: flex;
    margin: 0;
  }
  .languages :is(a, button) {
    display: flex;
    align-items: center;
    justify-content: center;
    box-sizing: border-box;
    min-width: 44px;
    min-height: 44px;
    padding: 0 8px;
    font-weight: inherit;
    color: var(--_rw-accent);
    text-decoration: underline;
    background: none;
    border: 0;
    border-radius: 0;
  }
  /* Within the frame of the row. Links in text have none around them: the outline is around their text. */
  .languages :is(a, button):focus-visible {
    outline: 3px solid var(--_rw-accent);
    outline-offset: -3px;
  }
  .languages [aria-current] {
    font-weight: 700;
    color: inherit;
    text-decoration: none;
    padding-block-start: 3px;
    border-block-end: 3px solid var(--_rw-accent);
  }
  @media print {
    .languages {
      display: none;
    }
  }
`;

/** Text of the style sheet, for static widgets. */
export const rowCss = styles.cssText;

/** Loaders of the languages of a widget besides English. */
const localesOf = (host: object) =>
  (host.constructor as unknown as {locales: Readonly<Record<string, LocaleLoader>>}).locales;

/**
 * Reads the tags in a text as `lang` is read: `zh-TW` is `zh-Hant`. Returns those of `known`, each once.
 *
 * @param text tags with anything between them
 * @param known BCP 47 tags
 * @param onUnknown called for a tag that is none of them
 */
export function languagesIn(text: unknown, known: readonly string[], onUnknown?: (tag: string) => void): string[] {
  const tags = String(text ?? '').match(/[a-z\d_-]+/gi) ?? [];
  const found = tags.map((tag) => {
    const language = matchLocale(tag, known);
    if (!language) onUnknown?.(tag);
    return language;
  });
  return [...new Set(found)].filter((language) => language !== undefined);
}

/** Returns the languages to choose from, each once: that of the page first. Warns of unknown ones, and of those that the widget lacks. */
export function languagesOf(host: Element & {languages: unknown}, page: string): string[] {
  const known = ['en', ...Object.keys(localesOf(host))];
  const own = languagesIn(host.languages, known, (tag) => {
    warnAttribute(host, 'languages', tag, [...known].sort().join(', '));
  });
  return [...new Set([page, ...own])];
}

/** Of the languages that a widget offers, the one chosen last counts, unless the page has changed its own since. */
choice.languageOf = (host, page = 'en', place) => {
  if (!host.languages) return undefined;
  const before = given.get(host);
  if (before && before.page !== page) changes.set(page, ++count);
  const change = (before?.page === page ? before.change : changes.get(page)) ?? 0;
  const lacking = before?.lacking ?? new Set();
  given.set(host, {page, place, change, lacking});
  let chosen: string | undefined;
  let latest = change;
  for (const language of languagesOf(host, page)) {
    const chosenAt = choices.get(language) ?? 0;
    if (chosenAt > latest && !lacking.has(chosenAt)) [chosen, latest] = [language, chosenAt];
  }
  return chosen;
};

/** Shows a language in all widgets that offer it, each once its words have arrived: until then, and without them, it keeps those it shows. */
function choose(event: MouseEvent, language: string): void {
  // The browser opens the page of the link in another tab or window.
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const chosenAt = ++count;
  for (const host of hosts) {
    const about = given.get(host);
    if (!about || !languagesOf(host, about.page).includes(language)) continue;
    const {place, lacking} = about;
    lacking.add(chosenAt);
    const table = load(localesOf(host)[language]);
    const region = loadRegion(place.slice(0, 2), language);
    void Promise.all([table?.settled, region?.settled]).then(() => {
      if ((table && !table.value) || (region && !region.value)) {
        warn(`the data for “${language}” could not be loaded.`);
        return;
      }
      lacking.delete(chosenAt);
      choices.set(language, chosenAt);
      notify();
    });
  }
}

/**
 * Renders the links.
 *
 * @param widget name without `recovery-`
 * @param languages BCP 47 tags, in order
 * @param shown language shown
 * @param place ISO 3166 code, if any
 */
export const rowTemplate = (
  widget: string,
  languages: readonly string[],
  shown: string,
  place?: string,
): readonly TemplateResult[] =>
  languages.map((language) => {
    const name = LANGUAGE_NAMES[language];
    const dir = RIGHT_TO_LEFT.test(name) ? 'rtl' : 'ltr';
    const current = language === shown ? 'true' : nothing;
    const href = printedPage(widget, language, place);
    const onClick = (event: MouseEvent) => choose(event, language);
    return html`<li>
      ${
        href
          ? html`<a href=${href} lang=${language} dir=${dir} aria-current=${current} @click=${onClick}>${name}</a>`
          : html`<button type="button" lang=${language} dir=${dir} aria-current=${current} @click=${onClick}>
              ${name}
            </button>`
      }
    </li>`;
  });

/** Keeps the row at the top of a widget. It is no part of the widget’s template, which would be larger on every page. */
class LanguageRow implements ReactiveController {
  readonly #host: RowHost;
  readonly #list = document.createElement('ul');

  constructor(host: RowHost) {
    this.#host = host;
    this.#list.className = 'languages';
    // Safari takes the role of a list without bullets away.
    this.#list.setAttribute('role', 'list');
    this.#list.setAttribute('part', 'languages');
    host.addController(this);
  }

  hostConnected(): void {
    hosts.add(this.#host);
  }

  hostDisconnected(): void {
    hosts.delete(this.#host);
  }

  hostUpdated(): void {
    const host = this.#host;
    const root = host.shadowRoot!;
    const base = root.querySelector<HTMLElement>('.root');
    if (!base || !host.languages) {
      this.#list.remove();
      return;
    }
    const {styleSheet} = styles;
    if (styleSheet && !root.adoptedStyleSheets.includes(styleSheet))
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleSheet];
    const {page, place} = given.get(host)!;
    const widget = host.localName.slice('recovery-'.length);
    render(rowTemplate(widget, languagesOf(host, page), base.lang, place), this.#list);
    // Only if it is not there: moving it would take the focus.
    if (base.firstChild !== this.#list) base.prepend(this.#list);
  }
}

const rows = new WeakSet<RowHost>();

/** Adds the row to a widget, once. Choices made before hold for it, too. */
export function attach(host: RowHost): void {
  if (rows.has(host)) return;
  rows.add(host);
  new LanguageRow(host);
  // Resolves its content again, for the language and the place.
  notify();
}
