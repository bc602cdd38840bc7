/** The choice of a reader among the languages of a row, which core/language-row.ts keeps once it has loaded. */
import type {ReactiveElement} from 'lit';

/** Widget that may have a row. */
export interface RowHost extends ReactiveElement {
  readonly languages: string | null | undefined;
}

export const choice: {
  /**
   * Returns the language that a reader has chosen for a widget, if any. Until then it is missing.
   *
   * @param page language that the page gives the widget, if the widget has it
   * @param place ISO 3166 code of the place that it shows, if any
   */
  languageOf?: (host: RowHost, page: string | undefined, place: string) => string | undefined;
} = {};
