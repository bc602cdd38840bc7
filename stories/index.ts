/** All story files; the browser tests loop over them. */
export * as careGaps from './care-gaps.stories.js';
export * as faq from './faq.stories.js';
export * as feedback from './feedback.stories.js';
export * as helplineBanner from './helpline-banner.stories.js';
export * as overdoseWarning from './overdose-warning.stories.js';
export * as quickExit from './quick-exit.stories.js';
export * as relapseFactors from './relapse-factors.stories.js';
export * as relapseGuide from './relapse-guide.stories.js';
export * as toleranceChart from './tolerance-chart.stories.js';
export * as treatmentExplainer from './treatment-explainer.stories.js';
export * as triggerChecklist from './trigger-checklist.stories.js';
