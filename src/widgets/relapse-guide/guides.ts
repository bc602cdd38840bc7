import type {Message} from '../../core/localize.js';
import * as m from '../../generated/messages/relapse-guide.js';

/** A paragraph, the items of a list, or a line of the region. */
export type Detail = Message | readonly Message[] | 'helpline' | 'companion';

/** One thing to do. */
export interface Step {
  name: Message;
  details?: readonly Detail[];
}

/** The guide for one audience. */
export interface Guide {
  /** Question that says when to call the emergency number. */
  sos: Message;
  callThen: Message;
  heading: Message;
  alone: Message;
  /** Text above the number of a crisis line. */
  crisis: Message;
  phases: {
    hour: readonly Step[];
    today: readonly Step[];
    week: readonly Step[];
  };
}

/** Signs of an overdose. */
const signs: readonly Message[] = [
  m.signWake,
  () => `${m.signBreathing()} ${m.signBreathingSlow()}`,
  () => `${m.signColor()} ${m.signColorSkin()}`,
];

const self: Guide = {
  sos: m.sos,
  callThen: m.callThen,
  heading: m.heading,
  alone: m.alone,
  crisis: m.crisis,
  phases: {
    hour: [
      {name: m.company, details: [m.companyHow, 'companion']},
      {name: m.naloxoneClose, details: [m.naloxonePlace]},
      {name: m.signs, details: [m.signsHow, signs]},
      {name: m.noMore},
      {name: m.noMixing},
    ],
    today: [
      {name: m.tell, details: [m.tellHow]},
      {name: m.care, details: [m.careHow, m.careEarly, m.missed, m.medicineStop]},
      {name: m.keep, details: [m.keepHow]},
      {name: m.helpline, details: ['helpline', m.callLog]},
    ],
    week: [
      {name: m.medicine, details: [m.medicinesHelp, m.medicineOffer]},
      {name: m.review, details: [m.reviewHow]},
      {name: m.gaps, details: [m.gapsHow, m.limits]},
    ],
  },
};

const supporter: Guide = {
  sos: m.supporterSos,
  callThen: m.untilHelp,
  heading: m.supporterHeading,
  alone: m.supporterAlone,
  crisis: m.supporterCrisis,
  phases: {
    hour: [
      {name: m.check, details: [m.checkHow]},
      {name: m.stay, details: [m.dontSleep, m.stayHow]},
      {name: m.carry, details: [m.carryHow]},
      {name: m.know, details: [signs, m.signsSome]},
      {name: m.nothingMore},
    ],
    today: [
      {name: m.ask, details: [m.askHow]},
      {name: m.together, details: [m.togetherHow, m.supporterCare, m.supporterMedicineStop]},
      {name: m.supporterHelpline, details: ['helpline', m.callLog]},
    ],
    week: [
      {name: m.supporterMedicine, details: [m.medicinesHelp, m.medicineOffer]},
      {name: m.supporterReview, details: [m.supporterReviewHow]},
      {name: m.supporterGaps, details: [m.supporterGapsHow]},
      {name: m.yourself, details: [m.yourselfHow]},
    ],
  },
};

/** The guides by `audience`: the person who has used, or family and friends. */
export const guides = {self, supporter};
