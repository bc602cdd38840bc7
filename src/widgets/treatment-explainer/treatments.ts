import {html, type TemplateResult} from 'lit';
import type {Message} from '../../core/localize.js';
import * as m from '../../generated/messages/treatment-explainer.js';

/** Side of life that treatment helps with. */
export interface Kind {
  /** CSS class that draws its shape. */
  shape: 'body' | 'habits' | 'people';
  name: Message;
  /** Explains the name. */
  meaning: Message;
}

/** A part of treatment. */
export interface Treatment {
  name: Message;
  /** The sides of life that it helps with. */
  kinds: readonly Kind[];
  purpose: Message;
  /** Adds detail to the purpose. */
  more?: Message;
  includes: readonly Message[];
  /** Warnings: stopping it, mixing it, pregnancy. */
  safety?: () => TemplateResult;
  /** Questions to ask about it. */
  questions: readonly Message[];
}

const body: Kind = {shape: 'body', name: m.body, meaning: m.bodyMeans};
const habits: Kind = {shape: 'habits', name: m.habits, meaning: m.habitsMeans};
const people: Kind = {shape: 'people', name: m.people, meaning: m.peopleMeans};

/** The three sides of life. */
export const kinds: readonly Kind[] = [body, habits, people];

/** The six parts of treatment, medicine first. */
export const treatments: readonly Treatment[] = [
  {
    name: m.medicine,
    kinds: [body],
    purpose: m.medicineFor,
    more: m.medicineChoice,
    includes: [m.methadone, m.buprenorphine, m.naltrexone],
    safety: () =>
      html`<div class="safety" part="safety">
          <p><strong>${m.stopAsk()}</strong></p>
          <p>${m.stopRisk()}</p>
          <p>${m.missed()}</p>
          <p>${m.doNotMix()} ${m.lockAway()}</p>
          <p>${m.pregnant()}</p>
        </div>
        <p class="naloxone" part="naloxone">${m.naloxone()} ${m.naloxoneLimits()}</p>`,
    questions: [m.medicineAsk, m.medicineAsk2],
  },
  {
    name: m.behavioral,
    kinds: [habits, people],
    purpose: m.behavioralFor,
    includes: [m.behavioralIncludes1, m.behavioralIncludes2, m.behavioralIncludes3],
    questions: [m.behavioralAsk],
  },
  {
    name: m.mentalHealth,
    kinds: [habits],
    purpose: m.mentalHealthFor,
    includes: [m.mentalHealthIncludes1, m.mentalHealthIncludes2],
    questions: [m.mentalHealthAsk],
  },
  {
    name: m.medical,
    kinds: [body],
    purpose: m.medicalFor,
    includes: [m.medicalIncludes1, m.medicalIncludes2, m.medicalIncludes3],
    questions: [m.medicalAsk],
  },
  {
    name: m.familyCommunity,
    kinds: [people],
    purpose: m.familyCommunityFor,
    includes: [m.familyCommunityIncludes1, m.familyCommunityIncludes2, m.familyCommunityIncludes3],
    questions: [m.familyCommunityAsk],
  },
  {
    name: m.peer,
    kinds: [people, habits],
    purpose: m.peerFor,
    includes: [m.peerIncludes1, m.peerIncludes2],
    questions: [m.peerAsk],
  },
];
