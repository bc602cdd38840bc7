/** Registers `<recovery-faq>`. */
import {define} from '../../core/define.js';
import {Faq} from './faq.js';

define('recovery-faq', Faq);

declare global {
  interface HTMLElementTagNameMap {
    'recovery-faq': Faq;
  }
}
