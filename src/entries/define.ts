/** Registers all widgets. */
import '../widgets/care-gaps/define.js';
import '../widgets/faq/define.js';
import '../widgets/feedback/define.js';
import '../widgets/helpline-banner/define.js';
import '../widgets/overdose-warning/define.js';
import '../widgets/quick-exit/define.js';
import '../widgets/relapse-factors/define.js';
import '../widgets/relapse-guide/define.js';
import '../widgets/tolerance-chart/define.js';
import '../widgets/treatment-explainer/define.js';
import '../widgets/trigger-checklist/define.js';
