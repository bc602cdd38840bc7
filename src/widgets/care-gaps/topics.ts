import * as m from '../../generated/messages/care-gaps.js';

/** Something that care may or may not cover. Each text is a message, so it may be called only while rendering. */
export interface Topic {
  name: () => string;
  /** Explains the name. */
  hint: () => string;
  /** Says who may help where the topic is not covered. */
  help: () => string;
  /** Question for the people who provide the care. */
  question: () => string;
}

/** The six parts of care, then four things that can get in the way, in the order of the questions. */
export const topics: readonly Topic[] = [
  {name: m.medicine, hint: m.medicineHint, help: m.medicineHelp, question: m.medicineAsk},
  {name: m.behavioral, hint: m.behavioralHint, help: m.behavioralHelp, question: m.behavioralAsk},
  {name: m.mentalHealth, hint: m.mentalHealthHint, help: m.mentalHealthHelp, question: m.mentalHealthAsk},
  {name: m.medical, hint: m.medicalHint, help: m.medicalHelp, question: m.medicalAsk},
  {name: m.familyCommunity, hint: m.familyCommunityHint, help: m.familyCommunityHelp, question: m.familyCommunityAsk},
  {name: m.peer, hint: m.peerHint, help: m.peerHelp, question: m.peerAsk},
  {name: m.cost, hint: m.costHint, help: m.costHelp, question: m.costAsk},
  {name: m.distance, hint: m.distanceHint, help: m.distanceHelp, question: m.distanceAsk},
  {name: m.support, hint: m.supportHint, help: m.supportHelp, question: m.supportAsk},
  {name: m.waiting, hint: m.waitingHint, help: m.waitingHelp, question: m.waitingAsk},
];
