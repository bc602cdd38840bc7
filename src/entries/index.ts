/** The classes of all widgets. Importing them registers nothing. */
export {VERSION} from '../core/define.js';
export {RecoveryContactEvent, RecoveryPrintEvent} from '../core/events.js';
export {Feedback} from '../widgets/feedback/feedback.js';
export {HelplineBanner} from '../widgets/helpline-banner/helpline-banner.js';
export {OverdoseWarning} from '../widgets/overdose-warning/overdose-warning.js';
export {RecoveryFeedbackEvent} from '../widgets/feedback/feedback-event.js';
export {TreatmentExplainer} from '../widgets/treatment-explainer/treatment-explainer.js';
export {TriggerChecklist} from '../widgets/trigger-checklist/trigger-checklist.js';
