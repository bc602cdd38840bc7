/** Names of the questions, in display order: the values of `open`. */
export const QUESTIONS = [
  'overdose',
  'naloxone',
  'law',
  'danger',
  'when',
  'again',
  'why',
  'harder',
  'prevent',
  'medicines',
  'replace',
  'stop',
  'cost',
  'family',
] as const;

export type QuestionName = (typeof QUESTIONS)[number];
