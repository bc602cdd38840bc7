import {html, type TemplateResult} from 'lit';
import type {Message} from '../../core/localize.js';
import * as m from '../../generated/messages/treatment-explainer.js';

/** A part of treatment. */
export interface Treatment {
  name: Message;
  /** Names of the sides of life that it helps with. */
  sides: readonly Message[];
  purpose: Message;
  /** Adds detail to the purpose. */
  more?: Message;
  includes: readonly Message[];
  /** Warnings: stopping it, mixing it, pregnancy. */
  safety?: () => TemplateResult;
  /** Questions to ask about it. */
  questions: readonly Message[];
}

/** The six parts of treatment, medicine first. */
export const treatments: readonly Treatment[] = [
  {
    name: m.medicine,
    sides: [m.body],
    purpose: m.medicineFor,
    more: m.medicineChoice,
    includes: [m.methadone, m.buprenorphine, m.naltrexone],
    safety: () =>
      html`<div class="safety" part="safety">
        <p><strong>${m.stopAsk()}</strong></p>
        <p>${m.stopRisk()}</p>
        <p>${m.missed()}</p>
        <p>${`${m.doNotMix()} ${m.lockAway()}`}</p>
        <p>${m.pregnant()}</p>
      </div>`,
    questions: [m.medicineAsk, m.medicineAsk2],
  },
  {
    name: m.behavioral,
    sides: [m.habits, m.people],
    purpose: m.behavioralFor,
    includes: [m.behavioralIncludes1, m.behavioralIncludes2, m.behavioralIncludes3],
    questions: [m.behavioralAsk],
  },
  {
    name: m.mentalHealth,
    sides: [m.habits],
    purpose: m.mentalHealthFor,
    includes: [m.mentalHealthIncludes1, m.mentalHealthIncludes2],
    questions: [m.mentalHealthAsk],
  },
  {
    name: m.medical,
    sides: [m.body],
    purpose: m.medicalFor,
    includes: [m.medicalIncludes1, m.medicalIncludes2, m.medicalIncludes3],
    questions: [m.medicalAsk],
  },
  {
    name: m.familyCommunity,
    sides: [m.people],
    purpose: m.familyCommunityFor,
    includes: [m.familyCommunityIncludes1, m.familyCommunityIncludes2, m.familyCommunityIncludes3],
    questions: [m.familyCommunityAsk],
  },
  {
    name: m.peer,
    sides: [m.people, m.habits],
    purpose: m.peerFor,
    includes: [m.peerIncludes1, m.peerIncludes2],
    questions: [m.peerAsk],
  },
];
