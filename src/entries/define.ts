/** Registers all widgets. */
import './define/helpline-banner.js';
