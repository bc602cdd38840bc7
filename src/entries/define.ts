/** Registers all widgets. */
import './define/care-gaps.js';
import './define/helpline-banner.js';
import './define/overdose-warning.js';
import './define/treatment-explainer.js';
import './define/trigger-checklist.js';
