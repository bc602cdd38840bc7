import {html, nothing, type CSSResultGroup, type TemplateResult} from 'lit';
import {RecoveryElement} from '../../core/recovery-element.js';
import {base} from '../../core/styles/base.js';
import {citations} from '../../core/templates/citations.js';
import {directoryLink} from '../../core/templates/directory-link.js';
import {emergencyCall} from '../../core/templates/emergency-call.js';
import {heading} from '../../core/templates/heading.js';
import {list, listItems} from '../../core/templates/list.js';
import {namedLine} from '../../core/templates/named-line.js';
import {phoneNumber} from '../../core/templates/phone-number.js';
import {timeText} from '../../core/templates/time-text.js';
import {locales} from '../../generated/locales/overdose-warning.js';
import * as m from '../../generated/messages/overdose-warning.js';
import {directory} from '../../generated/regions/directory.js';
import {styles} from './overdose-warning.styles.js';

export type {RecoveryContactEvent} from '../../core/events.js';

/**
 * Steps for when someone may have overdosed: the emergency number first, then the signs, the steps, naloxone, what not to
 * do, and why the risk is higher after a break.
 *
 * Use it on any page about heroin, relapse or leaving treatment, near the top, with `region` set. Do not hide it behind a
 * button, a tab or a dialog. Do not use it to offer treatment or a helpline: that is what `recovery-helpline-banner` is for.
 * It does not replace a first-aid course, and is not advice on how much of a drug is safe: no amount is.
 *
 * Accessibility: the emergency number is the first thing read and the first thing reached, before the heading. Signs are a
 * list, steps a numbered one; nothing is announced, moves or flashes. Only the sources are folded away, and printing unfolds
 * them. Without a region no number is shown, as a wrong one would cost time.
 *
 * @label Overdose: what to do
 * @summary What to do in an overdose: the emergency number, the signs and the steps.
 * @tagname recovery-overdose-warning
 * @slot - Fallback content with a link, for readers whose browser does not run the script. Not shown once the widget is.
 * @fires {RecoveryContactEvent} recovery-contact - The emergency number was called.
 * @csspart base - The whole widget.
 * @csspart emergency - The panel that says whom to call.
 * @csspart call - The link that calls.
 * @csspart number - The emergency number.
 * @csspart heading - A heading.
 * @csspart sign - A sign of an overdose.
 * @csspart step - A step of what to do.
 */
export class OverdoseWarning extends RecoveryElement {
  static override styles: CSSResultGroup = [base, styles];
  static override readonly locales = locales;

  protected override content(): TemplateResult {
    const {country, level} = this;
    const {also, unsure} = country?.emergency ?? {};
    return html`<div class="card">
      <div class="emergency ${also || unsure ? 'long' : ''}" part="emergency">
        ${emergencyCall(country, emergency, 'button')}
      </div>
      ${heading(level, m.heading())} ${this.#sections()}
      ${country ? nothing : html`<p>${m.directory(directoryLink(directory))}</p>`}
      ${citations(this.locale, m.sources_(), m.sources, m.reviewState, m.checked(this.#checkedOn()))}
    </div>`;
  }

  /** Keeps the lead below the signs: above them, it would push the two key signs off the screen of a small phone. */
  #sections(): TemplateResult {
    const level = this.level + 1;
    const lawMessage = this.country?.law && law[this.country.law];
    return html`<div class="sections">
      ${section(
        level,
        m.signsHeading(),
        html`${list(
            [m.signWake(), m.signBreathing(), m.signColor(), m.signSounds(), m.signPupils(), m.signBody()],
            'sign',
          )}
          <p>${m.signsSome()}</p>`,
      )}
      ${section(
        level,
        m.stepsHeading(),
        html`<p>${m.lead()}</p>
          ${this.#steps()}`,
      )}
      ${section(
        level,
        m.naloxoneHeading(),
        list([m.naloxoneOpioids(), m.naloxoneOther(), m.naloxoneSafe(), m.naloxoneSleepy(), m.naloxoneUpset()]),
      )}
      ${section(level, m.dontHeading(), list([m.dontSleep(), m.dontBath(), m.dontHit(), m.dontVomit(), m.dontDrugs()]))}
      ${section(
        level,
        m.whyHeading(),
        list([m.afterABreak(), m.strongOpioids(), m.mixing(), html`${m.alone()}${this.#companion()}`]),
      )}
      ${lawMessage ? section(level, m.lawHeading(), html`<p>${lawMessage()} ${m.lawCall()}</p>`) : nothing}
    </div>`;
  }

  #checkedOn(): TemplateResult {
    return timeText(m.checkedOn, m.checkedOnText[this.locale] ?? m.checkedOnText.en!);
  }

  /** Names a line that stays on the phone, where the country has one. */
  #companion(): unknown {
    const companion = this.country?.companion;
    if (!companion) return nothing;
    const messages = {line: m.companion, callName: m.callName, languages: m.languages};
    return html`<br />${namedLine(companion, messages, this.locale)}`;
  }

  /** Renders the steps, in order. */
  #steps(): TemplateResult {
    const {country} = this;
    const {number, unsure} = country?.emergency ?? {};
    return html`<ol>
      ${listItems(
        [
          m.stepWake(),
          html`${number && !unsure ? m.stepCallNumber(phoneNumber(number)) : m.stepCall()}<br />${m.stepCallSay()}`,
          html`${m.stepNaloxone()}<br />${m.stepNaloxoneHow()}`,
          breathing[country?.breathing ?? 'default'](),
          html`${m.stepSide()}<br />${m.stepSideHow()}`,
          html`${m.stepSecondDose()}<br />${m.stepSecondDoseHow()}`,
          html`${m.stepStay()}<br />${m.stepLeave()} ${country?.wearsOff ? m.wearsOffUk() : m.wearsOffDefault()}`,
        ],
        'step',
      )}
    </ol>`;
  }
}

/** Named one by one: the module object would hold all messages, which costs 350 bytes. */
const emergency = {
  call: m.call,
  callLocal: m.callLocal,
  callName: m.emergencyName,
  or: m.emergencyOr,
  orLocal: m.emergencyOrLocal,
};

/** Breathing messages by guidance. */
const breathing = {us: m.breathingUs, 'uk-30-2': m.breathingUk302, default: m.breathingDefault};

/** Law messages by jurisdiction. */
const law = {us: m.lawUs, ca: m.lawCa, gb: m.lawGb};

const section = (level: number, title: string, content: unknown): TemplateResult =>
  html`<section>${heading(level, title)} ${content}</section>`;
