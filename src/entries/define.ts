/** Registers all widgets. */
import './define/care-gaps.js';
import './define/faq.js';
import './define/feedback.js';
import './define/helpline-banner.js';
import './define/overdose-warning.js';
import './define/quick-exit.js';
import './define/relapse-factors.js';
import './define/relapse-guide.js';
import './define/tolerance-chart.js';
import './define/treatment-explainer.js';
import './define/trigger-checklist.js';
