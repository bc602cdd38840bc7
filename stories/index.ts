/** All story files: what the browser tests loop over. */
export * as careGaps from './care-gaps.stories.js';
export * as helplineBanner from './helpline-banner.stories.js';
export * as overdoseWarning from './overdose-warning.stories.js';
export * as treatmentExplainer from './treatment-explainer.stories.js';
export * as triggerChecklist from './trigger-checklist.stories.js';
