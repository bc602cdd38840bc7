/** Messages of widgets, and a pseudo-locale that marks them. */
import {html} from 'lit';
import {str, type TemplateMap} from '../../src/core/localize.js';
import type {RecoveryElement} from '../../src/core/recovery-element.js';

interface Copy {
  widget: string;
  messages: {key: string; kind: 'text' | 'rich' | 'label'; text: string; maxLength?: number}[];
}

/** Reads the copy of a widget, or of `shared`. */
export const copyOf = async (name: string): Promise<Copy> =>
  (await fetch(`/src/content/copy/${name}.json`)).json() as Promise<Copy>;

/** Returns the English messages of a widget, or of `shared`, by key. A rich message comes without the values of its placeholders. */
export const wordsOf = async (name: string): Promise<Record<string, string>> =>
  Object.fromEntries((await copyOf(name)).messages.map(({key, text}) => [key, text.replace(/\{\w+\}/g, '')]));

/** Turns `Call {number} now` into ⟦Call ⟧${0}⟦ now⟧, in the format of a locale table. */
function marked({kind, text}: Copy['messages'][number]) {
  const parts = text.split(/\{[a-zA-Z]+\}/).map((part) => part && `⟦${part}⟧`);
  if (parts.length === 1) return parts[0];
  const strings = Object.assign([...parts], {raw: parts}) as unknown as TemplateStringsArray;
  const indexes = parts.slice(1).map((_, index) => index);
  return kind === 'rich' ? html(strings, ...indexes) : str(strings, ...indexes);
}

/**
 * Adds the pseudo-locale `en-XA` to a widget. It puts every message in ⟦ ⟧, so that unmarked text is seen not to come from a
 * message.
 */
export async function addPseudoLocale(tag: string, texts: Record<string, string> = {}): Promise<void> {
  const templates: TemplateMap = {};
  for (const copy of [await copyOf(tag.replace('recovery-', '')), await copyOf('shared')])
    for (const message of copy.messages) templates[`${copy.widget}.${message.key}`] = marked(message);
  Object.assign(templates, texts);
  const widget = customElements.get(tag) as unknown as {locales: (typeof RecoveryElement)['locales']};
  widget.locales = {...widget.locales, 'en-XA': () => Promise.resolve({templates})};
}

/** Selects data, which is not translated: numbers, names of lines, titles of sources, dates. */
const DATA = 'bdi, cite, time, [part~=languages]';
const SPOKEN = ['label', 'description', 'placeholder', 'roledescription', 'valuetext']
  .map((name) => `aria-${name}`)
  .concat('title', 'alt', 'placeholder');

/** Visible or spoken text of the element that comes from no message. */
export function unmarked(el: Element): string[] {
  const found: string[] = [];
  // Opening hours and dates, made from fields in each language.
  const data = JSON.stringify((el as unknown as {lines?: unknown}).lines ?? '');
  const walker = document.createTreeWalker(el.shadowRoot!, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text) {
      const text = node.data.trim();
      const parent = node.parentElement!;
      // Digits that keep room are neither seen nor spoken.
      if (getComputedStyle(parent).visibility === 'hidden') continue;
      if (data.includes(JSON.stringify(text))) continue;
      if (text && !parent.closest(DATA) && parent.localName !== 'style' && !/^[⟦⟧]|⟧$/.test(text)) found.push(text);
    } else
      for (const name of SPOKEN) {
        const text = (node as Element).getAttribute(name);
        if (text && !text.includes('⟦')) found.push(`${name}="${text}"`);
      }
  }
  return found;
}
