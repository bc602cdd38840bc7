import {html, type CSSResultGroup, type TemplateResult} from 'lit';
import {RecoveryElement} from '../../core/recovery-element.js';
import {base} from '../../core/styles/base.js';
import {sos} from '../../core/styles/sos.js';
import {citations} from '../../core/templates/citations.js';
import {emergencyPanel} from '../../core/templates/emergency-call.js';
import {heading} from '../../core/templates/heading.js';
import {list} from '../../core/templates/list.js';
import {locales} from '../../generated/locales/tolerance-chart.js';
import * as m from '../../generated/messages/tolerance-chart.js';
import {styles} from './tolerance-chart.styles.js';

export type {RecoveryContactEvent} from '../../core/events.js';

/**
 * Picture of why using again after a break can be deadly, as three moments: while using, days after stopping, weeks after
 * stopping. A column, tolerance, falls; a line, the same amount as before, stays; the gap between the two is danger, and is there
 * from the start. The same in a table of short sentences, the times at which people are in that gap, and what lowers the danger.
 *
 * Use it on a page about relapse, or for people who are about to leave detox, rehab, hospital or prison, with `region` set. Do not
 * use it for someone who may be overdosing: it has the emergency number, but not the steps of `recovery-overdose-warning`, which
 * belongs on the same page. Do not use it to show how long tolerance takes to fall: it is a sketch without scale or numbers, as no
 * source gives any, and no amount can be read from it.
 *
 * Accessibility: the picture is one image with a short name; the sentences behind it, for screen readers alone, describe it, and the
 * table below has the same moments. Nothing is announced. Nothing depends on color: tolerance is filled, the amount a dashed line,
 * danger strokes, and a key names them. Forced colors and printing keep all of it. The labels in the picture are text of 16 px or
 * more. Where text runs from right to left, so does time. The meanings of the words are in a native `<details>`.
 *
 * @label Tolerance and danger
 * @summary Why a return to use after a break can be deadly, as a picture, in text and as a table.
 * @tagname recovery-tolerance-chart
 * @slot - Fallback content, for readers whose browser does not run the script. Not shown once the widget is.
 * @fires {RecoveryContactEvent} recovery-contact - The emergency number was called.
 * @csspart base - The whole widget.
 * @csspart emergency - The panel that says whom to call.
 * @csspart call - The link that calls.
 * @csspart number - The emergency number.
 * @csspart heading - A heading.
 * @csspart picture - The picture with its key and labels.
 * @csspart table - The table that says the same.
 * @csspart time - A time at which people are in danger.
 * @csspart step - Something that lowers the danger.
 */
export class ToleranceChart extends RecoveryElement {
  static override styles: CSSResultGroup = [base, sos, styles];
  static override readonly locales = locales;

  protected override content(): TemplateResult {
    const {level} = this;
    return html`<div class="card">
      ${emergencyPanel(this.country, m.sos(), emergency, 'slim')} ${heading(level, m.heading())}
      <p>${m.afterABreak()}</p>
      ${picture()}
      <table part="table" aria-label=${m.heading()}>
        <tbody>
          ${row(m.whileUsing(), m.usingTolerance(), m.usingCraving(), m.usingDanger())}
          ${row(m.daysAfter(), m.daysTolerance(), m.cravingStays(), m.daysDanger())}
          ${row(m.weeksAfter(), m.weeksTolerance(), m.cravingStays(), m.weeksDanger())}
        </tbody>
      </table>
      <p>${`${m.nobodyKnows()} ${m.notSafe()}`}</p>
      <details>
        <summary>${m.meanings()}</summary>
        <dl>
          ${meaning(m.tolerance(), m.toleranceMeans())} ${meaning(m.craving(), m.cravingMeans())}
          ${meaning(m.danger(), `${m.dangerMeans()} ${m.depends()}`)}
        </dl>
      </details>
      <div class="bottom">
        <section>
          ${heading(level + 1, m.times())}
          ${list([m.timeDetox(), m.timeRehab(), m.timeHospital(), m.timePrison(), m.timeMedicine()], 'time')}
        </section>
        <section>
          ${heading(level + 1, m.help())} ${list([m.helpMedicine(), m.helpNaloxone(), m.alone()], 'step')}
        </section>
      </div>
      ${citations(m.sources_(), m.sources, m.reviewState)}
    </div>`;
  }
}

const emergency = {call: m.sosCall, local: m.sosLocal, or: m.sosOr, orLocal: m.sosOrLocal};

/**
 * Renders the picture: a key, three moments, and behind it the text for those who hear the page. As a name, its 68 words could not
 * be read by sentence; as a description, Orca leaves them out when it reads on. The heights of the columns are a sketch, not
 * measurements: no source gives numbers. Only their order is sourced: tolerance falls within days to weeks after stopping. The gap
 * is never closed, as an overdose can happen at any time.
 */
const picture = (): TemplateResult =>
  html`<div class="picture" part="picture" role="img" aria-label=${m.tolerance()}>
      <div class="key" aria-hidden="true">
        ${keyEntry(m.tolerance(), 'tolerance', 'M0 0H40V20H0Z')} ${keyEntry(m.sameAmount(), 'amount', 'M0 10H40')}
        ${keyEntry(m.danger(), 'danger', 'M4 0V20m8 0V0m8 0V20m8 0V0m8 0V20')}
        <span class="quiet">${m.sketch()}</span>
      </div>
      <div class="moments" aria-hidden="true">
        ${moment(m.whileUsing(), 66)} ${moment(m.daysAfter(), 38)} ${moment(m.weeksAfter(), 14)}
      </div>
    </div>
    <p class="spoken screen">${m.picture()}</p>`;

const keyEntry = (title: string, name: string, path: string): TemplateResult =>
  html`<span
    ><svg viewBox="0 0 40 20"><path class=${name} d=${path}></path></svg>${title}</span
  >`;

/** Places of the strokes that mark danger, across the column. */
const STROKES = [18, 26, 34, 42, 50, 58, 66, 74, 82];

/** Renders a moment of the picture. @param level height of its column, of 100 */
const moment = (title: string, level: number): TemplateResult =>
  html`<div>
    <svg viewBox="0 0 100 100" preserveAspectRatio="none">
      <path class="danger" d=${STROKES.map((x) => `M${x} 18V${96 - level}`).join('')}></path>
      <path class="tolerance" d="M16 100V${100 - level}H84V100Z"></path>
      <path class="amount" d="M2 12H98"></path>
    </svg>
    <b>${title}</b>
  </div>`;

/** Renders a row of the table. Each cell is a whole sentence, which needs no column head. */
const row = (time: string, tolerance: string, craving: string, danger: string): TemplateResult =>
  html`<tr>
    <th scope="row">${time}</th>
    <td>${tolerance}</td>
    <td>${craving}</td>
    <td><b>${danger}</b></td>
  </tr>`;

const meaning = (title: string, text: string): TemplateResult =>
  html`<div>
    <dt>${title}</dt>
    <dd>${text}</dd>
  </div>`;
