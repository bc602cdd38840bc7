/** Everything in one file: registers all widgets and upgrades placeholders. */
import '../define.js';
import {start} from './discovery.js';

if (globalThis.customElements) start();
