import type {Message} from '../../core/localize.js';
import * as m from '../../generated/messages/care-gaps.js';

/** Something that treatment may or may not include. */
export interface Topic {
  name: Message;
  /** Explains the name. */
  hint: Message;
  /** Names people who may help if the treatment does not include it. */
  help: Message;
  /** Question for the people who provide the care. */
  question: Message;
}

/** The six parts of care, then four things that can get in the way, in the order of the questions. */
export const topics: readonly Topic[] = [
  {name: m.medicine, hint: m.medicineFor, help: m.medicineHelp, question: m.medicineAsk},
  {name: m.behavioral, hint: m.behavioralFor, help: m.behavioralHelp, question: m.behavioralAsk},
  {name: m.mentalHealth, hint: m.mentalHealthFor, help: m.mentalHealthHelp, question: m.mentalHealthAsk},
  {name: m.medical, hint: m.medicalFor, help: m.medicalHelp, question: m.medicalAsk},
  {name: m.familyCommunity, hint: m.familyCommunityFor, help: m.familyCommunityHelp, question: m.familyCommunityAsk},
  {name: m.peer, hint: m.peerFor, help: m.peerHelp, question: m.peerAsk},
  {name: m.cost, hint: m.costHint, help: m.costHelp, question: m.costAsk},
  {name: m.distance, hint: m.distanceHint, help: m.distanceHelp, question: m.distanceAsk},
  {name: m.support, hint: m.supportHint, help: m.supportHelp, question: m.supportAsk},
  {name: m.waiting, hint: m.waitingHint, help: m.waitingHelp, question: m.waitingAsk},
];
