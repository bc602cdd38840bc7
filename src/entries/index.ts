/** The classes of all widgets. Importing them registers nothing. */
export {VERSION} from '../core/registry.js';
export {RecoveryContactEvent, RecoveryPrintEvent} from '../core/events.js';
export {CareGaps} from '../widgets/care-gaps/care-gaps.js';
export {Faq} from '../widgets/faq/faq.js';
export {Feedback} from '../widgets/feedback/feedback.js';
export {HelplineBanner} from '../widgets/helpline-banner/helpline-banner.js';
export {OverdoseWarning} from '../widgets/overdose-warning/overdose-warning.js';
export {QuickExit} from '../widgets/quick-exit/quick-exit.js';
export {RecoveryExitEvent} from '../widgets/quick-exit/exit-event.js';
export {RecoveryFeedbackEvent} from '../widgets/feedback/feedback-event.js';
export {RelapseFactors} from '../widgets/relapse-factors/relapse-factors.js';
export {RelapseGuide} from '../widgets/relapse-guide/relapse-guide.js';
export {ToleranceChart} from '../widgets/tolerance-chart/tolerance-chart.js';
export {TreatmentExplainer} from '../widgets/treatment-explainer/treatment-explainer.js';
export {TriggerChecklist} from '../widgets/trigger-checklist/trigger-checklist.js';
