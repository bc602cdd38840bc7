/** Registers `<recovery-overdose-warning>`. */
import {define} from '../../core/registry.js';
import {OverdoseWarning} from './overdose-warning.js';

define('recovery-overdose-warning', OverdoseWarning);

declare global {
  interface HTMLElementTagNameMap {
    'recovery-overdose-warning': OverdoseWarning;
  }
}
