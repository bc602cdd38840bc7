/** Registers `<recovery-care-gaps>`. */
import {define} from '../../core/registry.js';
import {CareGaps} from './care-gaps.js';

define('recovery-care-gaps', CareGaps);

declare global {
  interface HTMLElementTagNameMap {
    'recovery-care-gaps': CareGaps;
  }
}
