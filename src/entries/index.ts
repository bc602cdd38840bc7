/** The classes of all widgets. Importing them registers nothing. */
export {HelplineBanner} from '../widgets/helpline-banner/helpline-banner.js';
export {RecoveryContactEvent, RecoveryPrintEvent} from '../core/events.js';
export {VERSION} from '../core/define.js';
