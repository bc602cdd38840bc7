import {html, isServer, nothing, type TemplateResult} from 'lit';
import {timeText} from './text.js';

/** Review of the messages of a widget in one language. */
export interface ReviewNote {
  /** Day of the review, `2026-11-26`. */
  on: string;
  /** That day in full, in the language. */
  onText: string;
  /** Last day on which the review counts, and that day in full. */
  until: string;
  untilText: string;
  /** Role and organisation of each reviewer. */
  by: readonly string[];
}

/** State of the messages of a widget, as the build derives it from the signatures. */
export interface Review {
  /** States that nobody has reviewed the messages. */
  draft: () => unknown;
  /** Names the reviewer and the dates; absent if the messages are a draft in all languages. */
  reviewed?: (on: unknown, by: unknown, until: unknown) => unknown;
  /** States that the next review is due. */
  overdue?: (since: unknown) => unknown;
  /** By BCP 47 tag of the language; a language without a note is a draft. */
  notes?: Partial<Record<string, ReviewNote>>;
}

/** Returns the review in a language. Without any review, the build drops the code that depends on it: tools/bundle/compact.mjs. */
const noteOf = (locale: string, {notes}: Review): ReviewNote | undefined => notes?.[locale];

/** Renders the dates of the last and the next review, and the reviewer; undefined for a draft. */
export const reviewSentence = (locale: string, review: Review): unknown => {
  const note = noteOf(locale, review);
  return (
    note &&
    review.reviewed!(
      timeText(note.on, note.onText),
      note.by.map((who, index) => html`${index ? '; ' : nothing}<bdi>${who}</bdi>`),
      timeText(note.until, note.untilText),
    )
  );
};

/** Milliseconds of a day. */
const DAY = 86_400_000;

const lastLine = (content: unknown): TemplateResult => html`<p class="draft"><small>${content}</small></p>`;

/**
 * Renders the last lines of a widget, visible without opening anything, also in print: that its texts are a draft, or that their
 * next review is due.
 *
 * A finished widget stays in a page for years, so it contains the overdue notice from the start, hidden; enhance.ts shows it from
 * the time in `data-due`, in milliseconds since 1970. Without script it shows the day of the next review, which stays true.
 *
 * @param isListed whether the list of sources names the reviewers; otherwise a line of its own does
 */
export const reviewNote = (locale: string, review: Review, isListed?: boolean): TemplateResult => {
  const note = noteOf(locale, review);
  if (!note) return lastLine(review.draft());
  // The last day counts to its end.
  const due = Date.parse(note.until) + DAY;
  return html`${isListed ? nothing : lastLine(reviewSentence(locale, review))}
    <p class="draft" data-due=${due} ?hidden=${isServer || due > Date.now()}>
      <small>${review.overdue!(timeText(note.until, note.untilText))}</small>
    </p>`;
};
