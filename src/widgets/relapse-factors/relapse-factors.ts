import {html, nothing, type CSSResultGroup, type TemplateResult} from 'lit';
import {RecoveryElement} from '../../core/recovery-element.js';
import {base} from '../../core/styles/base.js';
import {citations} from '../../core/templates/citations.js';
import {heading} from '../../core/templates/heading.js';
import {locales} from '../../generated/locales/relapse-factors.js';
import * as m from '../../generated/messages/relapse-factors.js';
import {styles} from './relapse-factors.styles.js';

/** Something that can make recovery harder. */
interface Factor {
  name: string;
  /** Something that can help with it. */
  help: string;
  /** More about the factor. */
  more?: string;
}

/**
 * Factors that can make recovery harder, each with something that can help: eleven of the body, of habits and thinking, of
 * people and daily life, and of care and waiting.
 *
 * Use it on a page about relapse, cravings or leaving treatment, for people in recovery and for those who support them. Do
 * not use it as a test or to tell who will use again: it has no score, nothing to tick, and no factor is a verdict. Do not
 * use it for a person who may be overdosing right now: that is what `recovery-overdose-warning` is for.
 *
 * Accessibility: each factor is a group of a `<dl>`, the factor its term and what helps its description, so that the two stay
 * together when they are read out, and below each other where they do not fit side by side. Both have a text label, so nothing
 * depends on column, color or shape. Nothing has to be opened but the list of sources; that prints too.
 *
 * @label Risks, and what helps
 * @summary What can make recovery harder, each beside something that can help.
 * @tagname recovery-relapse-factors
 * @slot - Fallback content, for readers whose browser does not run the script. Not shown once the widget is.
 * @csspart base - The whole widget.
 * @csspart heading - A heading.
 * @csspart factor - A factor with what can help.
 * @csspart harder - The factor itself: its label, its name and more about it.
 * @csspart help - Something that can help with it.
 */
export class RelapseFactors extends RecoveryElement {
  static override styles: CSSResultGroup = [base, styles];
  static override readonly locales = locales;
  static override readonly regional = false;

  protected override content(): TemplateResult {
    return html`<div class="card">
      ${heading(this.level, m.heading())}
      <p class="lead">${m.leadFactors()}</p>
      <p>${m.leadBegin()}</p>
      ${this.#group(m.body(), [{name: m.withdrawal(), help: m.withdrawalAsk(), more: m.withdrawalMore()}])}
      ${this.#group(m.habits(), [
        {name: m.triggers(), help: m.triggersHelp(), more: m.triggersMore()},
        {name: m.need(), help: m.needHelp(), more: m.needMore()},
        {name: m.worry(), help: m.worryHelp(), more: m.worryMore()},
        {name: m.days(), help: m.daysHelp(), more: m.daysMore()},
      ])}
      ${this.#group(m.people(), [
        {name: m.friends(), help: m.friendsHelp(), more: m.friendsMore()},
        {name: m.alone(), help: m.aloneHelp()},
        {name: m.money(), help: m.moneyHelp()},
      ])}
      ${this.#group(m.care(), [
        {name: m.waiting(), help: m.waitingHelp()},
        {name: m.leavingEarly(), help: m.leavingAsk()},
        {name: m.bad(), help: m.badHelp()},
      ])}
      <p class="close">${m.reachOut()}</p>
      ${citations(this.locale, m.sources_(), m.sources, m.reviewState)}
    </div>`;
  }

  /** Renders the factors of one side of life. */
  #group(title: string, factors: readonly Factor[]): TemplateResult {
    return html`<section>
      ${heading(this.level + 1, title)}
      <dl>
        ${factors.map(
          ({name, help, more}) =>
            html`<div part="factor">
              <dt part="harder">
                <span>${m.labelHarder()}</span><br /><b>${name}</b>${more ? html`<br />${more}` : nothing}
              </dt>
              <dd part="help"><b>${m.labelHelp()}</b><br />${help}</dd>
            </div>`,
        )}
      </dl>
    </section>`;
  }
}
