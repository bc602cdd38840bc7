import {html} from 'lit';
import {str, type TemplateMap} from '../../src/core/localize.js';
import type {RecoveryElement} from '../../src/core/recovery-element.js';

interface Copy {
  widget: string;
  messages: {key: string; kind: 'text' | 'rich' | 'label'; text: string}[];
}

const copyOf = async (name: string): Promise<Copy> =>
  (await fetch(`/src/content/copy/${name}.json`)).json() as Promise<Copy>;

/** `Call {number} now` -> ⟦Call ⟧${0}⟦ now⟧, as the tables of a language have it. */
function marked({kind, text}: Copy['messages'][number]) {
  const parts = text.split(/\{[a-zA-Z]+\}/).map((part) => part && `⟦${part}⟧`);
  if (parts.length === 1) return parts[0];
  const strings = Object.assign([...parts], {raw: parts}) as unknown as TemplateStringsArray;
  const indexes = parts.slice(1).map((_, index) => index);
  return kind === 'rich' ? html(strings, ...indexes) : str(strings, ...indexes);
}

/**
 * Gives a widget the pseudo-locale `en-XA`, in which every message stands in ⟦ ⟧: what is not marked does not come from a
 * message.
 */
export async function addPseudoLocale(tag: string): Promise<void> {
  const templates: TemplateMap = {};
  for (const copy of [await copyOf(tag.replace('recovery-', '')), await copyOf('shared')])
    for (const message of copy.messages) templates[`${copy.widget}.${message.key}`] = marked(message);
  const widget = customElements.get(tag) as unknown as {locales: (typeof RecoveryElement)['locales']};
  widget.locales = {...widget.locales, 'en-XA': () => Promise.resolve({templates})};
}

/** Data, not words of ours: numbers, names of lines, titles of sources, dates. Each stands in an element that says so. */
const DATA = 'bdi, cite, time';
const SPOKEN = [
  'aria-label',
  'aria-description',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'title',
  'alt',
  'placeholder',
];

/** Visible or spoken words in the element that no message gave. */
export function unmarked(el: Element): string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(el.shadowRoot!, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text) {
      const words = node.data.trim();
      const parent = node.parentElement!;
      if (words && !parent.closest(DATA) && parent.localName !== 'style' && !/^[⟦⟧]|⟧$/.test(words)) found.push(words);
    } else
      for (const name of SPOKEN) {
        const words = (node as Element).getAttribute(name);
        if (words && !words.includes('⟦')) found.push(`${name}="${words}"`);
      }
  }
  return found;
}
