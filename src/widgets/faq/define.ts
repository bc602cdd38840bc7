/** Registers `<recovery-faq>`. */
import {define} from '../../core/registry.js';
import {Faq} from './faq.js';

define('recovery-faq', Faq);

declare global {
  interface HTMLElementTagNameMap {
    'recovery-faq': Faq;
  }
}
