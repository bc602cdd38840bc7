/** Registers all widgets. */
import './define/helpline-banner.js';
import './define/overdose-warning.js';
import './define/quick-exit.js';
import './define/treatment-explainer.js';
import './define/trigger-checklist.js';
