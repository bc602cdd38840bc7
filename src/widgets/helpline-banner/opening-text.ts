import {html, isServer, nothing, type TemplateResult} from 'lit';
import type {Line, Times} from '../../core/region.js';
import {deferred, type OpeningContext} from './deferred.js';

/** A word of average length, in digits, which are wider than letters. */
const WORD = '0000000 ';

/**
 * Renders hours that can be calculated with and, once that is done, whether the line is usually open now. Nothing below moves then:
 * invisible digits reserve the space of the longest answer. Prerendered markup has only the hours: an answer would be wrong an hour
 * later.
 *
 * @param whose `chat` of a line, or a line to which others are an alternative while it is closed
 */
export const openingText = (
  hours: unknown,
  times: Times,
  context: OpeningContext,
  whose?: Line | 'chat',
): TemplateResult =>
  html`${
      isServer
        ? nothing
        : html`<div class="state screen">
            <p>${WORD.repeat(typeof whose === 'object' && context.lines.length > 1 ? 13 : 10)}</p>
            <p>${deferred.parts?.answer(times, context, whose)}</p>
          </div>`
    }
    <p>${hours}</p>`;
