/** Everything in one file: registers all widgets and looks after placeholders. */
import '../prerender/hydrate.js';
import '../define.js';
import {watch} from './page.js';

if (globalThis.customElements) watch();
