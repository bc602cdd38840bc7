import {html, type CSSResultGroup, type PropertyDeclarations, type TemplateResult} from 'lit';
import {oneOf} from '../../core/attributes.js';
import {trimQuotes} from '../../core/normalize.js';
import {RecoveryElement} from '../../core/recovery-element.js';
import {base} from '../../core/styles/base.js';
import {sos} from '../../core/styles/sos.js';
import {citations} from '../../core/templates/citations.js';
import {emergencyCall, emergencyPanel} from '../../core/templates/emergency-call.js';
import {heading} from '../../core/templates/heading.js';
import {list} from '../../core/templates/list.js';
import {locales} from '../../generated/locales/faq.js';
import * as m from '../../generated/messages/faq.js';
import {styles} from './faq.styles.js';
import type {QuestionName} from './questions.js';

export type {RecoveryContactEvent} from '../../core/events.js';
export type {QuestionName} from './questions.js';

/** A question. Its answer is a list of paragraphs; an array among them is a bulleted list. */
interface Question {
  title: string;
  answer: readonly unknown[];
}

/** Prefix of the id of each question, and so of the URL fragments that lead to it. */
const PREFIX = 'recovery-faq-';

/**
 * Questions that people ask about returning to heroin, each with a short answer to open: what to do in an overdose, what
 * naloxone is, why the risk is higher after a break, what helps, which medicines there are, how to support someone.
 *
 * Use it on a page about heroin, relapse or recovery, with `region` set, when readers come with a question of their own. Do
 * not use it in place of `recovery-overdose-warning` where people may need the steps of first aid: it has the emergency number
 * and the most important of them only. It repeats the other widgets in short: do not put it on a page that has them, except the
 * banner and the quick exit. Do not use it for a list of questions of your own: a page needs no widget for that.
 *
 * A URL links to one question when its fragment is `#recovery-faq-` and the name of the question: `overdose`, `naloxone`,
 * `law`, `danger`, `when`, `again`, `why`, `harder`, `prevent`, `medicines`, `replace`, `stop`, `cost`, `family`. These names
 * are stable. The question is opened and, unless the reader has gone elsewhere already, scrolled into view without motion and
 * focused. Other fragments are ignored. Without script, such a URL leads to the top of the page. In a frame, the frame’s own
 * URL counts; its question is opened there, but the embedding page does not scroll.
 *
 * Opening a question does not change the URL, store or send anything. That is why answers have no link to themselves: a URL
 * that names the question would stay in the history of a device that others may see.
 *
 * Find in page finds text in closed questions and opens the question: tried in Chromium 156, Firefox 153 and WebKitGTK 2.54; Safari has
 * it from 26.2. A link to a text fragment (`#:~:text=`) opens it in Chromium, not in Firefox.
 *
 * Accessibility: the emergency number comes before the questions, never folded away. Each question is a native `<details>` with a
 * heading as its name, so keyboard and screen readers open it as they open any other; its answer follows, and is not announced.
 * Several can be open at once. Another language, region, heading level or theme leaves open what is open. Printing shows all answers.
 *
 * @label Questions and answers
 * @summary Common questions about returning to use, each with a short answer to open.
 * @tagname recovery-faq
 * @slot - Fallback content with a link, for readers whose browser does not run the script. Not shown once the widget is.
 * @fires {RecoveryContactEvent} recovery-contact - The emergency number was called.
 * @csspart base - The whole widget.
 * @csspart heading - A heading.
 * @csspart emergency - The panel that says whom to call.
 * @csspart call - A link that calls.
 * @csspart number - The emergency number.
 * @csspart question - A question with its answer.
 */
export class Faq extends RecoveryElement {
  static override properties: PropertyDeclarations = {
    open: {},
  };
  static override styles: CSSResultGroup = [base, sos, styles];
  static override readonly locales = locales;

  /** Name of a question that is open at first, such as `naloxone`. Default: `none`. */
  declare open: QuestionName | 'none' | null | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    // Not `hashchange`: in Chromium, `popstate` also fires when someone uses the same link again.
    addEventListener('popstate', this.#openFragment);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('popstate', this.#openFragment);
  }

  protected override content(): TemplateResult {
    const {level} = this;
    const questions = this.#questions();
    const open = oneOf(this, 'open', this.open, ['none', ...Object.keys(questions)]);
    return html`<div class="card">
      ${emergencyPanel(this.country, m.sos(), emergency, 'slim')} ${heading(level, m.heading())}
      <p>${m.hope()}</p>
      ${Object.entries(questions).map(
        ([name, {title, answer}]) =>
          html`<details class="question" part="question" id=${PREFIX + name} ?open=${name === open}>
            <summary>${heading(level + 1, title)}</summary>
            <div>${answer.map((block) => (Array.isArray(block) ? list(block) : html`<p>${block}</p>`))}</div>
          </details>`,
      )}
      ${citations(m.sources_(), m.sources, m.reviewState)}
    </div>`;
  }

  /**
   * Returns the questions by name, in display order. Each message is a block of its own: in text that runs from right to
   * left, English sentences in one paragraph would change places.
   */
  #questions(): Record<QuestionName, Question> {
    const important = html`<strong>${`${m.sos()} `}${emergencyCall(this.country, emergency)}</strong>`;
    const signs = [
      m.signWake(),
      `${m.signBreathing()} ${m.signBreathingSlow()}`,
      `${m.signColor()} ${m.signColorSkin()}`,
    ];
    return {
      overdose: {
        title: m.overdoseTitle(),
        answer: [important, m.overdoseSigns(), signs, m.signsSome(), m.untilHelp()],
      },
      naloxone: {
        title: m.naloxoneTitle(),
        answer: [m.naloxone(), m.naloxoneLimits(), m.naloxoneSafe(), m.naloxoneName()],
      },
      law: {title: m.lawTitle(), answer: [law[this.country?.law ?? 'other'](), m.lawCall()]},
      danger: {title: m.dangerTitle(), answer: [m.afterABreak(), m.strongOpioids(), m.test()]},
      when: {title: m.whenTitle(), answer: [m.when(), m.mixing()]},
      again: {title: m.againTitle(), answer: [m.alone(), m.againOther(), m.reachOut(), m.againTreatment()]},
      why: {title: m.whyTitle(), answer: [m.whySimple(), m.whyStart(), m.whyBlame()]},
      harder: {title: m.harderTitle(), answer: [m.harder(), m.harderHelps()]},
      prevent: {title: m.preventTitle(), answer: [m.medicineFor(), m.medicineOffer(), m.preventCounseling()]},
      medicines: {title: m.medicinesTitle(), answer: [[m.medicinesHelp(), m.naltrexone()], m.notNaloxone()]},
      replace: {title: m.replaceTitle(), answer: [m.replace()]},
      stop: {title: m.stopTitle(), answer: [m.stopAsk(), m.stopRisk()]},
      cost: {title: m.costTitle(), answer: [m.costHelp()]},
      family: {title: m.familyTitle(), answer: [m.family(), m.familyLimits()]},
    };
  }

  protected override firstUpdated(): void {
    // Printed markup has all questions closed.
    this.#open(PREFIX + trimQuotes(this.open).toLowerCase());
    this.#openFragment();
  }

  /** Opens the question with that id and returns it, if there is one. */
  #open(id: string): HTMLDetailsElement | null {
    const question = (this.renderRoot as ShadowRoot).getElementById(id) as HTMLDetailsElement | null;
    if (question) question.open = true;
    return question;
  }

  /** Opens the question that the URL fragment names, and scrolls to it if the reader asked for it. */
  readonly #openFragment = (event?: Event): void => {
    const {hash} = location;
    const question = this.#open(hash.slice(1));
    if (!question) return;
    // While the page loads, the reader may have gone elsewhere already; in a frame, the embedding page asked, not the reader.
    const {activeElement, body} = document;
    const isAsked =
      event || activeElement?.matches(`[href$="${hash}"]`) || (activeElement === body && !scrollY && parent === window);
    if (!isAsked) return;
    question.scrollIntoView({behavior: 'instant'});
    question.querySelector('summary')!.focus({preventScroll: true});
  };
}

/** Named one by one: the module object would hold all messages, which costs 350 bytes. */
const emergency = {call: m.sosCall, local: m.sosLocal, or: m.sosOr, orLocal: m.sosOrLocal};

/** Law messages by jurisdiction. */
const law = {us: m.lawUs, ca: m.lawCa, gb: m.lawGb, other: m.lawOther};
