/** Registers `<recovery-quick-exit>`. */
import {define} from '../../core/registry.js';
import {QuickExit} from './quick-exit.js';

define('recovery-quick-exit', QuickExit);

declare global {
  interface HTMLElementTagNameMap {
    'recovery-quick-exit': QuickExit;
  }
}
