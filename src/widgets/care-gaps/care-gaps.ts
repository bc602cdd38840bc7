import {html, nothing, type CSSResultGroup, type TemplateResult} from 'lit';
import {displayHost} from '../../core/display-host.js';
import {directionOf} from '../../core/localize.js';
import {PlanElement, type PlanMessages} from '../../core/plan-element.js';
import {firstCallable, type Line} from '../../core/region.js';
import {base} from '../../core/styles/base.js';
import {choices} from '../../core/styles/choices.js';
import {planStyles} from '../../core/styles/plan.js';
import {callLink} from '../../core/templates/call-link.js';
import {citations} from '../../core/templates/citations.js';
import {externalLink} from '../../core/templates/external-link.js';
import {heading} from '../../core/templates/heading.js';
import {list} from '../../core/templates/list.js';
import {operatorText} from '../../core/templates/text.js';
import {privacyNote, privateCard} from '../../core/templates/private.js';
import {locales} from '../../generated/locales/care-gaps.js';
import * as m from '../../generated/messages/care-gaps.js';
import {directory} from '../../generated/regions/directory.js';
import {
  type Answer,
  answers,
  included,
  notIncluded,
  partly,
  type Topic,
  topics,
  unanswered,
  unknown,
} from './questions.js';
import {styles} from './care-gaps.styles.js';

export type {RecoveryContactEvent, RecoveryPrintEvent} from '../../core/events.js';

const planMessages: PlanMessages = {
  print: m.print,
  copy: m.copy,
  download: m.download,
  clear: m.clear,
  copied: m.copied,
  notCopied: m.notCopied,
  cleared: m.cleared,
};

/**
 * “Does the treatment include this?”, asked of the six parts of treatment and of four things that can get in the way. The answers
 * become a picture, and “My list”: the gaps with who may help, and questions to ask; to print, to copy or to save.
 *
 * Use it where people weigh, change or prepare for treatment, or support someone who does; `recovery-treatment-explainer` says
 * what the parts are. Set `region`, so that the list has a helpline. Do not use it to judge a provider or a person: it has no
 * score. Do not use it to learn about your readers: it keeps nothing and tells nobody what was answered. Do not use it as the
 * first thing after a return to use, nor for someone who may be overdosing: that is what `recovery-overdose-warning` is for.
 *
 * Answers live in memory and die with the page, also when the browser keeps the page for its Back button. They are in no
 * event, address, title or file name, and on no field. The page’s own scripts can still look into the widget, as into all of
 * the page. The widget carries the marks that tell session recorders to leave it out; better have no recorder on a page like
 * this. In a frame, copying needs `allow="clipboard-write"` on it.
 *
 * Accessibility: ten native groups of radio buttons, nothing chosen beforehand; each group is named. The number of gaps is announced
 * politely once there is one, and only when it has changed; so are copying and clearing. The list comes after the questions under a
 * heading of its own and is not announced. The picture of the ten kinds of help is a list; the text beside each shape says the same. Clearing moves the focus
 * to the first answer.
 *
 * Printing the page gives the answers and the list; with nothing answered, boxes to mark by hand, and who may help with each.
 *
 * @label Gaps in treatment
 * @summary What the current treatment includes, what is missing, and who can help with the rest.
 * @tagname recovery-care-gaps
 * @slot - Fallback content, for readers whose browser does not run the script. Not shown once the widget is.
 * @fires {RecoveryContactEvent} recovery-contact - The helpline was called. Never why.
 * @fires {RecoveryPrintEvent} recovery-print - The list is about to be printed. Never what is in it.
 * @csspart base - The whole widget.
 * @csspart heading - A heading.
 * @csspart question - One of the ten questions: its name and the answers.
 * @csspart answer - An answer with its radio button.
 * @csspart list - The list: picture, gaps, questions to ask, helpline.
 * @csspart cell - One of the ten cells of the picture: shape, name, and answer.
 * @csspart gap - Something that is missing or not known, with who may help and what to ask.
 * @csspart call - The link that calls a helpline.
 * @csspart number - Its number.
 */
export class CareGaps extends PlanElement {
  static override styles: CSSResultGroup = [base, planStyles, choices, styles];
  static override readonly locales = locales;

  /** The reader’s answers. Kept nowhere else. */
  readonly #chosen = new Map<Topic, Answer>();

  protected override content(): TemplateResult {
    const {level} = this;
    const isEmpty = !this.#chosen.size;
    return privateCard(html`
      ${heading(level, m.heading())}
      <p>${m.lead()}</p>
      <p><strong>${m.medicineFirst()}</strong></p>
      ${privacyNote(m.privacy(), m.privacyOthers())}
      <div id="question">${heading(level + 1, m.legend())}</div>
      <fieldset aria-labelledby="question">
        <p class="paper marks">${answers.map(({label}) => html`<span>${label()}</span>`)}</p>
        ${topics.map((topic, index) => this.#question(topic, index))}
      </fieldset>
      <section>
        <div class="plan" part="list">
          <div class=${isEmpty ? 'screen' : nothing}>
            ${heading(level + 1, m.list())} ${isEmpty ? html`<p>${m.listEmpty()}</p>` : this.#list()}
          </div>
          ${
            // Printed without any answer, the questions are a form to fill in by hand.
            isEmpty
              ? html`<details class="paper">
                  <summary>${m.gaps()}</summary>
                  ${this.#items(topics)}
                </details>`
              : nothing
          }
          ${this.#closing()}
        </div>
        ${this.#helpline.number ? html`<p class="quiet screen">${m.callLog()}</p>` : nothing}
        <p>${m.leaving()}</p>
        ${isEmpty ? nothing : this.actions(planMessages, m.list(), this.#text())} ${this.status()}
      </section>
      ${citations(m.sources_(), m.sources, m.reviewState)}
    `);
  }

  #question(topic: Topic, index: number): TemplateResult {
    return html`<div part="question">
      <div id="topic-${index}">${heading(this.level + 2, topic.name())}</div>
      <fieldset class="answers segments" aria-labelledby="topic-${index}">
        ${answers.map(
          (answer, nth) =>
            html`<label part="answer"
              ><input
                type="radio"
                name="part-${index}"
                autocomplete="off"
                aria-labelledby="answer-${index}-${nth}"
                .checked=${this.#chosen.get(topic) === answer}
                @change=${() => this.#choose(topic, answer)}
              /><span class="screen" id="answer-${index}-${nth}">${answer.label()}</span></label
            >`,
        )}
      </fieldset>
    </div>`;
  }

  #list(): TemplateResult {
    return html`<ul class="picture" role="list">
        ${topics.map((topic) => this.#cell(topic))}
      </ul>
      ${this.#group(m.gaps(), this.#gaps)} ${this.#group(m.questions(), this.#unknown)}`;
  }

  #cell(topic: Topic): TemplateResult {
    const {shape, state} = this.#chosen.get(topic) ?? unanswered;
    return html`<li part="cell">
      <svg
        width="1.4em"
        height="1.4em"
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        stroke-width="2"
        aria-hidden="true"
      >
        ${shape}
      </svg>
      <span><b>${topic.name()}</b><br />${state()}</span>
    </li>`;
  }

  #group(title: string, group: readonly Topic[]): TemplateResult | typeof nothing {
    if (!group.length) return nothing;
    return html`${heading(this.level + 2, title)} ${this.#items(group)}`;
  }

  #items(group: readonly Topic[]): TemplateResult {
    return list(
      group.map((topic) => html`<b>${topic.name()}</b>${this.#advice(topic).map((line) => html`<br />${line}`)}`),
      'gap',
    );
  }

  /** Ends the list, on screen and on paper: the limits of what others can do, and who may know more. */
  #closing(): TemplateResult {
    const {name, lang, number, tel, cost} = this.#helpline;
    const contact =
      number && tel
        ? callLink({number, tel, label: m.callName(name, number)})
        : externalLink(directory.url, html`<bdi>${displayHost(directory.url)}</bdi>`);
    return html`<p class="limits">${m.limits()}</p>
      <p>
        ${m.helpline()}<br />${operatorText(name, {lang})}<br />${contact}${cost === 'free' ? html`<br />${m.free()}` : nothing}
      </p>`;
  }

  /** Returns the list as plain text: gaps, questions, included topics, closing. */
  #text(): string {
    const {name, number, cost} = this.#helpline;
    const paragraphs = [
      [m.list()],
      ...[...this.#gaps, ...this.#unknown, ...this.#topicsWith(included)].map((topic) => [
        `${topic.name()}: ${this.#chosen.get(topic)!.state()}`,
        ...this.#advice(topic),
      ]),
      [m.limits()],
      [
        m.helpline(),
        ...[name, number ?? directory.url].map((text) => isolate(text, this.locale)),
        ...(cost === 'free' ? [m.free()] : []),
      ],
    ];
    return paragraphs.map((lines) => lines.join('\n')).join('\n\n') + '\n';
  }

  /** Returns advice on a topic: people who may help, and a question to ask. */
  #advice(topic: Topic): string[] {
    const {help, question} = topic;
    const answer = this.#chosen.get(topic);
    if (answer === included) return [];
    return answer === unknown ? [m.ask(question())] : [help(), m.ask(question())];
  }

  /** The region’s first helpline for drug use that answers without a key to press, else a directory of helplines. */
  get #helpline(): Pick<Line, 'name' | 'lang' | 'number' | 'tel' | 'cost'> {
    const withoutMenu = this.lines.filter(({menu}) => !menu);
    return firstCallable(withoutMenu, 'substance-use') ?? {...directory, lang: 'en'};
  }

  get #gaps(): Topic[] {
    return this.#topicsWith(partly, notIncluded);
  }

  get #unknown(): Topic[] {
    return this.#topicsWith(unknown);
  }

  /** Returns the topics with one of these answers. */
  #topicsWith(...wanted: Answer[]): Topic[] {
    return topics.filter((topic) => wanted.includes(this.#chosen.get(topic)!));
  }

  #choose(topic: Topic, answer: Answer): void {
    const wasMissing = this.#topicsWith(partly, notIncluded, unknown).length;
    this.#chosen.set(topic, answer);
    const [gaps, unknowns] = [this.#gaps.length, this.#unknown.length];
    this.onAnswer(wasMissing || gaps || unknowns ? () => m.count(String(gaps), String(unknowns)) : undefined);
  }

  protected override reset(): void {
    this.#chosen.clear();
  }
}

/**
 * Isolates a name or number that runs from left to right. Plain text has no markup for that, and an editor would show the groups
 * of the number in reverse order in text that runs from right to left.
 */
const isolate = (text: string, locale: string): string =>
  directionOf(locale) === 'rtl' ? `\u2066${text}\u2069` : text;
