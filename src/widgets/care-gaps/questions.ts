import {svg, type SVGTemplateResult} from 'lit';
import type {Message} from '../../core/localize.js';
import * as m from '../../generated/messages/care-gaps.js';

/** Something that treatment may or may not include. */
export interface Topic {
  name: Message;
  /** Names people who may help if the treatment does not include it. */
  help: Message;
  /** Question for the people who provide the care. */
  question: Message;
}

/** The six parts of care, then four things that can get in the way, in the order of the questions. */
export const topics: readonly Topic[] = [
  {name: m.medicine, help: m.medicineHelp, question: m.medicineAsk},
  {name: m.behavioral, help: m.behavioralHelp, question: m.behavioralAsk},
  {name: m.mentalHealth, help: m.mentalHealthHelp, question: m.mentalHealthAsk},
  {name: m.medical, help: m.medicalHelp, question: m.medicalAsk},
  {name: m.familyCommunity, help: m.familyCommunityHelp, question: m.familyCommunityAsk},
  {name: m.peer, help: m.peerHelp, question: m.peerAsk},
  {name: m.cost, help: m.costHelp, question: m.costAsk},
  {name: m.distance, help: m.distanceHelp, question: m.distanceAsk},
  {name: m.support, help: m.supportHelp, question: m.supportAsk},
  {name: m.waiting, help: m.waitingHelp, question: m.waitingAsk},
];

/** An answer to one question. */
export interface Answer {
  /** Label of the radio button. */
  label: Message;
  /** Text in the picture and in the copied list. */
  state: Message;
  /** Shape beside that text, in a view box of 20 by 20. */
  shape: SVGTemplateResult;
}

const circle = svg`<circle cx="10" cy="10" r="8"/>`;

export const included: Answer = {
  label: m.yes,
  state: m.included,
  shape: svg`<circle cx="10" cy="10" r="8" fill="currentColor"/>`,
};
export const partly: Answer = {
  label: m.partly,
  state: m.partlyIncluded,
  shape: svg`${circle}<path d="M10 2a8 8 0 0 0 0 16z" fill="currentColor"/>`,
};
export const notIncluded: Answer = {
  label: m.no,
  state: m.notIncluded,
  shape: circle,
};
export const unknown: Answer = {
  label: m.unknown,
  state: m.unknown,
  shape: svg`<path d="M6 7a4 4 0 1 1 6 3.4q-2 1-2 3m0 2.6v2"/>`,
};

/** The answers to choose from, in the order of the radio buttons. */
export const answers: readonly Answer[] = [included, partly, notIncluded, unknown];

/** Shown in the picture for a question without an answer; it has no radio button. */
export const unanswered: Omit<Answer, 'label'> = {
  state: m.notAnswered,
  shape: svg`<path d="M5 10h10"/>`,
};
