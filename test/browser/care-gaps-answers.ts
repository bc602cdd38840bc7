/** The questions of `<recovery-care-gaps>`, and how a reader answers them. */
import * as m from '../../src/generated/messages/care-gaps.js';
import '../../src/widgets/care-gaps/define.js';
import type {CareGaps} from '../../src/widgets/care-gaps/care-gaps.js';
import {mount, query, queryAll, rendered} from './helpers.js';

export const gaps = (args = {}) => mount<CareGaps>('recovery-care-gaps', args);
export const questions = (el: Element) => queryAll<HTMLFieldSetElement>(el, '[part=question]');
export const list = (el: Element) => query(el, '[part=list]');
export const missing = (el: Element) =>
  queryAll(el, '[part=gap]')
    .filter((each) => each.checkVisibility())
    .map((each) => each.innerText);

export const [YES, PARTLY, NO, UNKNOWN] = [0, 1, 2, 3];
export const NAMES = [
  'Medicine',
  'Behavioral therapy',
  'Mental health counseling',
  'Medical care',
  'Family and community support',
  'Peer support',
  'Help with cost',
  'Help getting there',
  'People who support you',
  'Help while you wait',
];
export const [MEDICINE, BEHAVIORAL, , MEDICAL, , PEER, COST] = NAMES.map((_, index) => index);

/** Answers as a reader does, in pairs of `[question, answer]`. */
export async function answer(el: CareGaps, ...given: [question: number, answer: number][]): Promise<void> {
  for (const [question, number] of given) questions(el)[question].querySelectorAll('input')[number].click();
  await rendered(el);
}

export const answerAll = (el: CareGaps, number: number) =>
  answer(el, ...NAMES.map((_, index): [number, number] => [index, number]));

export const LIMITS = 'Family and friends can support you. They cannot replace medicine or emergency care.';
export const MEDICINE_LINES = `${m.medicineHelp()}\nAsk: ${m.medicineAsk()}`;
export const COST_LINES = `${m.costHelp()}\nAsk: ${m.costAsk()}`;
export const SOME: [number, number][] = [
  [COST, PARTLY],
  [PEER, UNKNOWN],
  [MEDICAL, YES],
  [MEDICINE, NO],
];
