import {html, nothing, type TemplateResult} from 'lit';
import {externalLink} from './external-link.js';
import {list} from './list.js';
import {reviewNote, reviewSentence, type Review} from './review-note.js';

/** A public source that messages of a widget cite. */
export interface Citation {
  title: string;
  publisher: string;
  /** `https:` URL; empty for the few sources that have none. */
  url: string;
}

const paragraph = (content: unknown): TemplateResult | typeof nothing => (content ? html`<p>${content}</p>` : nothing);

/** Renders the sources of a widget and the review of its texts, as {@link citations} does, without the `<details>`. */
export const sourceList = (sources: readonly Citation[], review: Review, note?: unknown): TemplateResult =>
  html`${paragraph(note)}${paragraph(reviewSentence(review))}
  ${list(
    sources.map(({title, publisher, url}) => {
      // The publisher is part of the link: many pages have the same title. On one line, as Orca says “link” for each.
      const text = html`<bdi lang="en">${`${title}, ${publisher}`}</bdi>`;
      return url ? externalLink(url, text) : text;
    }),
  )}`;

/**
 * Renders the end of a widget: its sources and the review of its texts in a closed `<details>`, and the draft notice. Titles and
 * publishers are English in every language. Without sources, the review alone.
 *
 * @param note paragraph before the list
 */
export const citations = (
  heading: unknown,
  sources: readonly Citation[],
  review: Review,
  note?: unknown,
): TemplateResult =>
  html`${
    sources.length
      ? html`<details class="sources">
          <summary>${heading}</summary>
          ${sourceList(sources, review, note)}
        </details>`
      : nothing
  }
  ${reviewNote(review, sources.length > 0)}`;
