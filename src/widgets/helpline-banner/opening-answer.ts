import {html, nothing} from 'lit';
import {gap} from '../../core/localize.js';
import {isCallable, type CallableLine, type Line, type Times} from '../../core/region.js';
import {operatorText} from '../../core/templates/text.js';
import * as m from '../../generated/messages/helpline-banner.js';
import type {OpeningContext} from './deferred.js';
import {lineCall} from './line-links.js';
import type {NextOpening} from './openings.js';

function opens({day, text}: NextOpening): unknown {
  // Not `<time>`: Orca ends the sentence before it.
  const time = html`<bdi>${text}</bdi>`;
  if (day === 'today') return m.opensToday(time);
  return day ? m.opensTomorrow(time) : m.opens(time);
}

/** Returns whether a line can be called now, as far as it is known. */
const isOpen = ({hours, times}: Line, {openings, locale}: OpeningContext): boolean =>
  hours === 'always' || (!!times && openings?.of(times, locale).state === 'open');

/** Returns a line that is open and may help instead: of the same purpose, or for help with drug use one for a crisis. */
const openInstead = (closed: Line, context: OpeningContext): (Line & CallableLine) | undefined =>
  context.lines
    .filter(isCallable)
    .find(
      (line) =>
        line !== closed && (line.purpose === closed.purpose || line.purpose === 'crisis') && isOpen(line, context),
    );

/** Renders whether a line, or its chat, is usually open now; while it is closed, when it opens, and a line that is open. */
export function answer(times: Times, context: OpeningContext, whose?: Line | 'chat'): unknown {
  const opening = context.openings?.of(times, context.locale);
  const isChat = whose === 'chat';
  if (opening?.state === 'open') return html`<b>${isChat ? m.chatOpenNow() : m.openNow()}</b>`;
  if (opening?.state !== 'closed') return nothing;
  const other = typeof whose === 'object' && openInstead(whose, context);
  return html`<b class="closed"
      >${(isChat ? m.chatClosedNow() : m.closedNow()) + gap()}${opening.opens ? opens(opening.opens) : nothing}</b
    >${other ? html`${gap()}<span>${m.cannotWait(operatorText(other.name, other), lineCall(other))}</span>` : nothing}`;
}
