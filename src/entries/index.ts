/** The classes of all widgets. Importing them registers nothing. */
export {VERSION} from '../core/define.js';
export {RecoveryContactEvent, RecoveryPrintEvent} from '../core/events.js';
export {CareGaps} from '../widgets/care-gaps/care-gaps.js';
export {HelplineBanner} from '../widgets/helpline-banner/helpline-banner.js';
export {OverdoseWarning} from '../widgets/overdose-warning/overdose-warning.js';
export {TreatmentExplainer} from '../widgets/treatment-explainer/treatment-explainer.js';
export {TriggerChecklist} from '../widgets/trigger-checklist/trigger-checklist.js';
