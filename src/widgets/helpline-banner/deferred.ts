import type {TemplateResult} from 'lit';
import type {Line, Times} from '../../core/region.js';
import type {Openings} from './openings.js';

/** Values that the text on opening hours depends on. */
export interface OpeningContext {
  /** BCP 47 tag of the language shown. */
  locale: string;
  /** Answers for the current time; undefined until they can be computed. */
  openings: Openings | null | undefined;
  /** Lines of the place, in display order: one of them may be open while another is closed. */
  lines: readonly Line[];
}

/** Parts of a banner that its first render does not need. */
export interface DeferredParts {
  Openings: typeof Openings;
  /** Renders whether a line, or its chat, is usually open now. */
  answer: (times: Times, context: OpeningContext, whose?: Line | 'chat') => unknown;
  /** Renders the other ways to reach a line, who runs it, and when and how it was checked. */
  details: (line: Line, context: OpeningContext, operator: unknown) => TemplateResult;
}

/**
 * The parts, once they have loaded. They are in closed disclosures or, where a line has hours to calculate with, need
 * `Intl`, whose first use takes tens of milliseconds on a phone (decision 22). Node loads them before it renders, as prerendered markup must be complete.
 */
export const deferred: {parts?: DeferredParts} = {};
