import {html, nothing, svg, type CSSResultGroup, type TemplateResult} from 'lit';
import {RecoveryContactEvent} from '../../core/events.js';
import {PlanElement, stopPropagation, type PlanMessages} from '../../core/plan-element.js';
import type {Line} from '../../core/region.js';
import {base} from '../../core/styles/base.js';
import {planStyles} from '../../core/styles/plan.js';
import {citations} from '../../core/templates/citations.js';
import {heading} from '../../core/templates/heading.js';
import {phoneNumber} from '../../core/templates/phone-number.js';
import {locales} from '../../generated/locales/care-gaps.js';
import * as m from '../../generated/messages/care-gaps.js';
import * as shared from '../../generated/messages/shared.js';
import {directory} from '../../generated/regions/directory.js';
import {styles} from './care-gaps.styles.js';

/**
 * What care may cover: its six parts, then what can get in the way. Name, what is meant, who may help where it is missing,
 * what to ask. Messages, so that they are asked for while rendering.
 */
const parts = [
  [m.medicine, m.medicineHint, m.medicineHelp, m.medicineAsk],
  [m.behavioral, m.behavioralHint, m.behavioralHelp, m.behavioralAsk],
  [m.mentalHealth, m.mentalHealthHint, m.mentalHealthHelp, m.mentalHealthAsk],
  [m.medical, m.medicalHint, m.medicalHelp, m.medicalAsk],
  [m.familyCommunity, m.familyCommunityHint, m.familyCommunityHelp, m.familyCommunityAsk],
  [m.peer, m.peerHint, m.peerHelp, m.peerAsk],
  [m.cost, m.costHint, m.costHelp, m.costAsk],
  [m.distance, m.distanceHint, m.distanceHelp, m.distanceAsk],
  [m.support, m.supportHint, m.supportHelp, m.supportAsk],
  [m.waiting, m.waitingHint, m.waitingHelp, m.waitingAsk],
] as const;

type Part = (typeof parts)[number];

/** Answers, by number: 0 is covered, 1 and 2 are gaps, 3 is something to ask about. */
const answers = [m.yes, m.partly, m.no, m.unknown];
const NONE = 4;

/** What is said of a part then, with a shape for each: full, half, empty; a question mark; a dash. */
const states = [m.covered, m.partlyCovered, m.notCovered, m.unknown, m.notAnswered];
const circle = svg`<circle cx="10" cy="10" r="8"/>`;
const shapes = [
  svg`<circle cx="10" cy="10" r="8" fill="currentColor"/>`,
  svg`${circle}<path d="M10 2a8 8 0 0 0 0 16z" fill="currentColor"/>`,
  circle,
  svg`<path d="M6 7a4 4 0 1 1 6 3.4q-2 1-2 3m0 2.6v2"/>`,
  svg`<path d="M5 10h10"/>`,
];

const words: PlanMessages = {
  print: m.print,
  copy: m.copy,
  download: m.download,
  clear: m.clear,
  copied: m.copied,
  notCopied: m.notCopied,
  cleared: m.cleared,
};

/**
 * “Does the care cover this?”, asked of the six parts of treatment and of four things that can get in the way. The answers
 * become a picture, and “My list”: the gaps with who may help, and questions to ask; to print, to copy or to save.
 *
 * Use it where people weigh, change or prepare for treatment, or support someone who does; `recovery-treatment-explainer` says
 * what the parts are. Set `region`, so that the list has a helpline. Do not use it to judge a provider or a person: it has no
 * score. Do not use it to learn about your readers: it keeps nothing and tells nobody what was answered. Do not use it as the
 * first thing after a return to use, nor for someone who may be overdosing: that is what `recovery-overdose-warning` is for.
 *
 * Answers live in memory and die with the page, also when the browser keeps the page for its Back button. They are in no
 * event, address, title or file name, and on no field. The page’s own scripts can still look into the widget, as into all of
 * the page. It carries the marks that recording tools know as “leave this out”; better have no such tool on a page like this.
 * In a frame, copying needs `allow="clipboard-write"` on it.
 *
 * Accessibility: ten native groups of radio buttons, nothing chosen beforehand; each group is named and described. The picture
 * is a list, its shapes stand beside words that say the same. The list comes after the questions under a heading of its own
 * and is not announced; how many gaps there are is, politely, and only when that has changed. Clearing moves the focus to the
 * first answer.
 *
 * Printing the page gives the answers and the list; with nothing answered, boxes to mark by hand, each with who may help.
 *
 * @tagname recovery-care-gaps
 * @slot - Plain words, for readers whose browser does not run the script. Not shown once the widget is.
 * @fires {RecoveryContactEvent} recovery-contact - The helpline was called. Never why.
 * @fires {RecoveryPrintEvent} recovery-print - The list is about to be printed. Never what is in it.
 * @csspart base - The whole widget.
 * @csspart heading - A heading.
 * @csspart question - One of ten: its name, what is meant, and the answers.
 * @csspart answer - An answer with its radio button.
 * @csspart list - The list: picture, gaps, questions to ask, helpline.
 * @csspart cell - One of ten in the picture: shape, name, and what was answered.
 * @csspart gap - One thing that is missing or not known, with who may help and what to ask.
 * @csspart call - The link that calls a helpline.
 * @csspart number - Its number.
 */
export class CareGaps extends PlanElement {
  static override styles: CSSResultGroup = [base, planStyles, styles];
  static override readonly locales = locales;

  /** What was answered. Only here. */
  readonly #given = new Map<Part, number>();

  protected override content(): TemplateResult {
    const {level} = this;
    const empty = !this.#given.size;
    return this.card(html`
      ${heading(level, m.heading())}
      <p>${m.lead()}</p>
      <p><strong>${m.medicineFirst()}</strong></p>
      <p class="quiet screen">${m.privacy()} ${m.privacyOthers()}</p>
      <fieldset class="questions" @input=${stopPropagation}>
        <legend>${m.legend()}</legend>
        <p class="paper marks">${answers.map((answer) => html`<span>${answer()}</span>`)}</p>
        ${parts.map((part, index) => this.#question(part, index, empty))}
      </fieldset>
      <section>
        <div class="plan" part="list">
          <div class=${empty ? 'screen' : nothing}>
            ${heading(level + 1, m.list())} ${empty ? html`<p>${m.listEmpty()}</p>` : this.#list()}
          </div>
          ${this.#end()}
        </div>
        ${this.#helpline().number ? html`<p class="quiet screen">${m.callLog()}</p>` : nothing}
        <p>${m.naloxone()}<br />${m.risk()}</p>
        ${empty ? nothing : this.actions(words, m.list(), this.#text())} ${this.status()}
      </section>
      ${citations(shared.sources(), shared.draft(), m.sources)}
    `);
  }

  #question(part: Part, index: number, empty: boolean): TemplateResult {
    const [name, hint, help, ask] = part;
    return html`<fieldset part="question" aria-describedby="hint-${index}">
      <legend>${name()}</legend>
      <p class="quiet" id="hint-${index}">${hint()}</p>
      ${empty ? html`<p class="paper">${help()}<br />${m.ask(ask())}</p>` : nothing}
      <div class="answers">
        ${answers.map(
          (answer, number) =>
            html`<label part="answer"
              ><input
                type="radio"
                name="part-${index}"
                autocomplete="off"
                .checked=${this.#given.get(part) === number}
                @change=${() => this.#answer(part, number)}
              /><span class="screen">${answer()}</span></label
            >`,
        )}
      </div>
    </fieldset>`;
  }

  #list(): TemplateResult {
    const group = (title: string, found: readonly Part[]) =>
      found.length
        ? html`${heading(this.level + 2, title)}
            <ul>
              ${found.map((part) => {
                const [name, ...lines] = this.#lines(part);
                return html`<li part="gap"><b>${name}</b>${lines.map((line) => html`<br />${line}`)}</li>`;
              })}
            </ul>`
        : nothing;
    return html`<ul class="picture" role="list">
        ${parts.map((part) => {
          const state = this.#state(part);
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
              ${shapes[state]}
            </svg>
            <span><b>${part[0]()}</b><br />${states[state]()}</span>
          </li>`;
        })}
      </ul>
      ${group(m.gaps(), this.#found(1, 2))} ${group(m.questions(), this.#found(3))}`;
  }

  /** The first line for help with drug use; where there is none, a directory of helplines. */
  #helpline(): Pick<Line, 'name' | 'number' | 'tel' | 'free'> & {lang?: string} {
    return this.lines.find(({purpose, tel}) => purpose === 'substance-use' && tel) ?? directory;
  }

  /** What ends the list: what others cannot do, and who may know more. */
  #end(): TemplateResult {
    const {name, lang, number, tel, free} = this.#helpline();
    return html`<p class="limits">${m.limits()}</p>
      <p>
        ${m.helpline()}<br /><bdi lang=${lang ?? 'en'}>${name}</bdi><br /><a
          part=${number ? 'call' : nothing}
          href=${tel ?? directory.url}
          rel="noopener noreferrer"
          referrerpolicy="no-referrer"
          aria-label=${number ? m.callName(name, number) : nothing}
          @click=${() => number && this.emit(new RecoveryContactEvent('call'))}
          >${number ? phoneNumber(number) : html`<bdi>${new URL(directory.url).hostname}</bdi>`}</a
        >${free ? html`<br />${m.free()}` : nothing}
      </p>`;
  }

  /** The list as text. */
  #text(): string {
    const {name, number, free} = this.#helpline();
    return (
      [
        [m.list()],
        ...[...this.#found(1, 2), ...this.#found(3), ...this.#found(0)].map((part) => this.#lines(part, true)),
        [m.limits()],
        [m.helpline(), name, number ?? directory.url, ...(free ? [m.free()] : [])],
      ]
        .map((lines) => lines.join('\n'))
        .join('\n\n') + '\n'
    );
  }

  /** A part with what there is to say of it. */
  #lines(part: Part, withState?: boolean): string[] {
    const [name, , help, ask] = part;
    const state = this.#state(part);
    return [
      name() + (withState ? `: ${states[state]()}` : ''),
      ...(state % 3 ? [help()] : []),
      ...(state ? [m.ask(ask())] : []),
    ];
  }

  #state(part: Part): number {
    return this.#given.get(part) ?? NONE;
  }

  #found(...wanted: number[]): Part[] {
    return parts.filter((part) => wanted.includes(this.#state(part)));
  }

  #answer(part: Part, number: number): void {
    this.#given.set(part, number);
    this.onAnswer(() => m.count(String(this.#found(1, 2).length), String(this.#found(3).length)));
  }

  protected override reset(): void {
    this.#given.clear();
  }
}
