/** Registers `<recovery-relapse-factors>`. */
import {define} from '../../core/registry.js';
import {RelapseFactors} from './relapse-factors.js';

define('recovery-relapse-factors', RelapseFactors);

declare global {
  interface HTMLElementTagNameMap {
    'recovery-relapse-factors': RelapseFactors;
  }
}
