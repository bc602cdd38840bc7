/** Registers `<recovery-feedback>`. */
import {define} from '../../core/registry.js';
import {Feedback} from './feedback.js';

define('recovery-feedback', Feedback);

declare global {
  interface HTMLElementTagNameMap {
    'recovery-feedback': Feedback;
  }
}
