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
