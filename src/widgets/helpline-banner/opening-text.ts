import {html, isServer, nothing, type TemplateResult} from 'lit';
import {gap} from '../../core/localize.js';
import type {Line, Times} from '../../core/region.js';
import * as m from '../../generated/messages/helpline-banner.js';
import {deferred, type OpeningContext} from './deferred.js';

/** Stands for a day, a time and a time zone. */
const TIME = '000, 00:00 00 000000 000000';

/**
 * Renders hours that can be calculated with and, once that is done, whether the line is usually open now. Nothing below moves then:
 * the words of the longest answer, with digits for a time and a line, reserve its space unseen. Prerendered markup has only the hours:
 * an answer would be wrong an hour later.
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
            <p>
              <b>${(whose === 'chat' ? m.chatClosedNow() : m.closedNow()) + gap()}${m.opens(TIME)}</b
              >${typeof whose === 'object' && context.lines.length > 1 ? html`${gap()}<span>${m.cannotWait('0000000000', '0000 0000 00')}</span>` : nothing}
            </p>
            <p>${deferred.parts?.answer(times, context, whose)}</p>
          </div>`
    }
    <p>${hours}</p>`;
