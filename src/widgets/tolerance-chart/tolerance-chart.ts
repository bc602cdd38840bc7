import {html, type CSSResultGroup, type TemplateResult} from 'lit';
import {directionOf} from '../../core/localize.js';
import {RecoveryElement} from '../../core/recovery-element.js';
import {base} from '../../core/styles/base.js';
import {sos} from '../../core/styles/sos.js';
import {citations} from '../../core/templates/citations.js';
import {emergencyPanel} from '../../core/templates/emergency-call.js';
import {heading} from '../../core/templates/heading.js';
import {list} from '../../core/templates/list.js';
import {locales} from '../../generated/locales/tolerance-chart.js';
import * as m from '../../generated/messages/tolerance-chart.js';
import {craving, curvePath, gapPath, stopPath, tolerance} from './curves.js';
import {styles} from './tolerance-chart.styles.js';

/**
 * Picture of why using again after a break can be deadly: tolerance builds up with use and falls within days to weeks after
 * stopping, while craving may stay. The gap between the two is marked as danger. The same in short text and in a table, the
 * times at which people are in that gap, and what lowers the danger.
 *
 * Use it on a page about relapse, or for people who are about to leave detox, rehab, hospital or prison. Do not use it for
 * someone who may be overdosing: that is what `recovery-overdose-warning` is for, which belongs on the same page, as this
 * shows no number to call. Do not use it to show how long tolerance takes to fall: it is a sketch without numbers, as no
 * source gives any, and no amount can be read from it.
 *
 * Accessibility: the picture is one image whose name describes it. The text below it says the same, and so does a table, which
 * a native `<details>` folds away. No line depends on its color: tolerance is thick, craving dashed, the gap filled with
 * strokes, and each is labeled where it is. Forced colors and printing keep all of it. The labels in the picture are text of
 * 16 px or more. Where text runs from right to left, so does time.
 *
 * @label Tolerance and danger
 * @summary Why a return to use after a break can be deadly, as a picture, in text and as a table.
 * @tagname recovery-tolerance-chart
 * @slot - Fallback content, for readers whose browser does not run the script. Not shown once the widget is.
 * @csspart base - The whole widget.
 * @csspart heading - A heading.
 * @csspart picture - The picture with its labels.
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
      <p class="lead">${m.afterABreak()}</p>
      <div class="top">
        ${this.#picture()}
        <div class="meanings">
          <dl>
            ${legendEntry({name: 'tolerance', path: LINE, title: m.tolerance(), meaning: m.toleranceMeans()})}
            ${legendEntry({name: 'craving', path: LINE, title: m.craving(), meaning: m.cravingMeans()})}
            ${legendEntry({name: 'danger', path: STROKES, title: m.danger(), meaning: m.dangerMeans()})}
          </dl>
          <p>${m.depends()}</p>
          <p>${m.notSafe()}</p>
        </div>
      </div>
      ${this.#table()}
      <div class="bottom">
        <section>
          ${heading(level + 1, m.times())}
          <p>${m.timesLead()}</p>
          ${list([m.timeDetox(), m.timeRehab(), m.timeHospital(), m.timePrison(), m.timeMedicine()], 'time')}
        </section>
        <section>
          ${heading(level + 1, m.help())} ${list([m.helpMedicine(), m.helpNaloxone(), m.alone()], 'step')}
        </section>
      </div>
      ${citations(this.locale, m.sources_(), m.sources, m.reviewState)}
    </div>`;
  }

  #picture(): TemplateResult {
    const isRightToLeft = directionOf(this.locale) === 'rtl';
    return html`<div class="picture" part="picture" role="img" aria-label=${m.picture()}>
      <p class="quiet">${m.sketch()}</p>
      <div class="plot">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <path class="stop" d=${stopPath(isRightToLeft)}></path>
          <path class="danger" d=${gapPath(craving, tolerance, isRightToLeft)}></path>
          <path class="craving" d=${curvePath(craving, isRightToLeft)}></path>
          <path class="tolerance" d=${curvePath(tolerance, isRightToLeft)}></path>
        </svg>
        <span class="more quiet">${m.more()}</span>
        <span class="less quiet">${m.less()}</span>
        <b class="craving">${m.craving()}</b>
        <b class="danger">${m.danger()}</b>
        <b class="tolerance">${m.tolerance()}</b>
      </div>
      <div class="times"><span>${m.whileUsing()}</span><span>${m.daysAfter()}</span><span>${m.weeksAfter()}</span></div>
      <p class="in-the-gap">${m.inTheGap()}</p>
    </div>`;
  }

  #table(): TemplateResult {
    return html`<details>
      <summary>${m.seeTable()}</summary>
      <table part="table">
        <caption>
          ${m.table()}
        </caption>
        <thead>
          <tr>
            ${[m.time(), m.tolerance(), m.craving(), m.danger()].map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${row(m.whileUsing(), [m.usingTolerance(), m.usingCraving(), m.usingDanger()])}
          ${row(m.daysAfter(), [m.daysTolerance(), m.cravingStays(), m.daysDanger()])}
          ${row(m.weeksAfter(), [m.weeksTolerance(), m.cravingStays(), m.weeksDanger()])}
        </tbody>
      </table>
    </details>`;
  }
}

const emergency = {call: m.sosCall, local: m.sosLocal, or: m.sosOr, orLocal: m.sosOrLocal};

/** Samples of the lines and strokes in the plot, as SVG paths. */
const LINE = 'M0 50H100';
const STROKES = 'M5 0V100M27 0V100M50 0V100M72 0V100M95 0V100';

interface LegendEntry {
  /** CSS class that it shares with the path in the plot. */
  name: string;
  path: string;
  title: string;
  meaning: string;
}

const legendEntry = ({name, path, title, meaning}: LegendEntry): TemplateResult =>
  html`<div>
    <dt>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path class=${name} d=${path}></path>
      </svg>
      ${title}
    </dt>
    <dd>${meaning}</dd>
  </div>`;

/** Renders a row of the table. Each cell is a whole sentence, which can be read without the head of its column. */
const row = (time: string, cells: readonly string[]): TemplateResult =>
  html`<tr>
    <th scope="row">${time}</th>
    ${cells.map((cell) => html`<td>${cell}</td>`)}
  </tr>`;
