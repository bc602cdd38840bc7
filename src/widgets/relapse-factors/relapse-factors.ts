import {html, type CSSResultGroup, type TemplateResult} from 'lit';
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
}

/**
 * Factors that can make recovery harder, each with something that can help: eight of the body, of habits and thinking, of
 * people and daily life, and of care and waiting.
 *
 * Use it on a page about relapse, cravings or leaving treatment, for people in recovery and for those who support them. Do
 * not use it as a test or to tell who will use again: it has no score, nothing to tick, and no factor is a verdict. Do not
 * use it for a person who may be overdosing right now: that is what `recovery-overdose-warning` is for.
 *
 * Accessibility: the groups are native `<details>` with a heading as their name, the first one open; printing opens all. Each factor is a
 * group of a `<dl>`, the factor its term and what helps its description, so that the two stay together when they are read out. Nothing
 * is announced. Nothing depends on column, color or shape: what helps is advice, the factor is not.
 *
 * @label Risks, and what helps
 * @summary What can make recovery harder, each beside something that can help.
 * @tagname recovery-relapse-factors
 * @slot - Fallback content, for readers whose browser does not run the script. Not shown once the widget is.
 * @csspart base - The whole widget.
 * @csspart heading - A heading.
 * @csspart factor - A factor with what can help.
 * @csspart harder - The factor itself.
 * @csspart help - Something that can help with it.
 */
export class RelapseFactors extends RecoveryElement {
  static override styles: CSSResultGroup = [base, styles];
  static override readonly locales = locales;
  static override readonly regional = false;

  protected override content(): TemplateResult {
    return html`<div class="card">
      ${heading(this.level, m.heading())}
      <p>${`${m.leadFactors()} ${m.leadBegin()}`}</p>
      ${this.#group(m.body(), [{name: m.withdrawal(), help: m.withdrawalAsk()}], true)}
      ${this.#group(m.habits(), [
        {name: m.triggers(), help: m.triggersHelp()},
        {name: m.need(), help: m.needHelp()},
        {name: m.worry(), help: m.worryHelp()},
      ])}
      ${this.#group(m.people(), [
        {name: m.friends(), help: m.friendsHelp()},
        {name: m.days(), help: m.daysHelp()},
      ])}
      ${this.#group(m.care(), [
        {name: m.waiting(), help: m.waitingHelp()},
        {name: m.bad(), help: m.badHelp()},
      ])}
      <p class="close">${m.reachOut()}</p>
      ${citations(m.sources_(), m.sources, m.reviewState)}
    </div>`;
  }

  /** Renders the factors of one side of life. No later binding sets `open`, so a group that the reader opened stays open. */
  #group(title: string, factors: readonly Factor[], open = false): TemplateResult {
    return html`<details ?open=${open}>
      <summary>${heading(this.level + 1, title)}</summary>
      <dl>
        ${factors.map(
          ({name, help}) =>
            html`<div part="factor">
              <dt part="harder">${name}</dt>
              <dd part="help">${help}</dd>
            </div>`,
        )}
      </dl>
    </details>`;
  }
}
