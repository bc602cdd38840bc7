import {html, isServer, nothing, type TemplateResult} from 'lit';
import {timeText} from './text.js';

/** State of the messages of a widget, as the build derives it from the signatures. */
export interface Review {
  /** States that nobody has reviewed the messages. */
  draft: () => unknown;
  /** Names the reviewer and the dates; absent if the messages are a draft in all languages. */
  reviewed?: (on: unknown, by: unknown, until: unknown) => unknown;
  /** States that the next review is due. */
  overdue?: (since: unknown) => unknown;
  /**
   * The review in the language shown, on lines: its day, `2026-11-26`; that day in full; the last day on which it counts; that day in full;
   * role and organisation of each reviewer. Empty for a draft. Of other languages it is in their tables: a page loads its own alone.
   */
  note?: () => string;
}

type Lines = [on: string, onText: string, until: string, untilText: string, ...by: string[]];

/** Returns the lines of a review, if there is one. Without any review, the build drops the code that depends on it: tools/bundle/compact.mjs. */
const noteOf = ({note}: Review): Lines | undefined => (note?.().match(/.+/g) ?? undefined) as Lines | undefined;

/** Renders the dates of the last and the next review, and the reviewer; undefined for a draft. */
export const reviewSentence = (review: Review): unknown => {
  const note = noteOf(review);
  if (!note) return undefined;
  const [on, onText, until, untilText, ...by] = note;
  return review.reviewed!(
    timeText(on, onText),
    by.map((who, index) => html`${index ? '; ' : nothing}<bdi>${who}</bdi>`),
    timeText(until, untilText),
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
export const reviewNote = (review: Review, isListed?: boolean): TemplateResult => {
  const note = noteOf(review);
  if (!note) return lastLine(review.draft());
  const [, , until, untilText] = note;
  // The last day counts to its end.
  const due = Date.parse(until) + DAY;
  return html`${isListed ? nothing : lastLine(reviewSentence(review))}
    <p class="draft" data-due=${due} ?hidden=${isServer || due > Date.now()}>
      <small>${review.overdue!(timeText(until, untilText))}</small>
    </p>`;
};
