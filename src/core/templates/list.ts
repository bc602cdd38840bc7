import {html, nothing, type TemplateResult} from 'lit';

/**
 * Renders list items. Each message needs a block of its own: in text that runs from right to left, English sentences in one
 * paragraph would change places.
 *
 * @param part of each item
 */
export const listItems = (items: readonly unknown[], part: string | typeof nothing = nothing): TemplateResult[] =>
  items.map((item) => html`<li part=${part}>${item}</li>`);

/** Renders a bulleted list; of one item a paragraph with its part, as a list of one is announced for nothing. */
export const list = (items: readonly unknown[], part?: string): TemplateResult =>
  items.length === 1
    ? html`<p part=${part ?? nothing}>${items}</p>`
    : html`<ul>
        ${listItems(items, part)}
      </ul>`;
