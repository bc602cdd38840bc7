import 'recovery-widgets/define/care-gaps.js';
import 'recovery-widgets/define/feedback.js';
import 'recovery-widgets/define/helpline-banner.js';
import 'recovery-widgets/define/overdose-warning.js';
import 'recovery-widgets/define/trigger-checklist.js';
