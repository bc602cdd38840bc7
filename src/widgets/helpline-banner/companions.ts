import {html, nothing, type TemplateResult} from 'lit';
import {gap} from '../../core/localize.js';
import {isCallable, type CallableLine, type Line, type Region} from '../../core/region.js';
import {namedLine} from '../../core/templates/named-line.js';
import {operatorText} from '../../core/templates/text.js';
import * as m from '../../generated/messages/helpline-banner.js';
import type {OpeningContext} from './deferred.js';
import {lineCall} from './line-links.js';
import {hoursText, languagesOf} from './line-text.js';
import {openingText} from './opening-text.js';

/** Renders a local line with its hours, as nobody may rely on it while it is closed. */
function local(line: Line & CallableLine, context: OpeningContext): TemplateResult {
  const {name, times, address} = line;
  const hours = hoursText(line, context.locale);
  return html`<p class="companion">${m.companion(operatorText(name, line), lineCall(line))}</p>
    ${times ? openingText(hours, times, context) : html`<p>${hours}</p>`}
    <p class="quiet">${address ? m.mayAddress() + gap() : nothing}${languagesOf(line, context.locale)}</p>`;
}

/** Names lines that stay on the phone with someone who uses alone: those of the place, then that of the whole country. */
export const companions = (country: Region | undefined, context: OpeningContext): unknown => [
  context.lines
    .filter(isCallable)
    .filter(({purpose}) => purpose === 'companion')
    .map((line) => local(line, context)),
  country?.companion
    ? html`<p class="companion">
        ${namedLine(country.companion, {line: m.companion, callName: m.callName, languages: m.languages}, context.locale)}
      </p>`
    : nothing,
];
