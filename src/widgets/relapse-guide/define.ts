/** Registers `<recovery-relapse-guide>`. */
import {define} from '../../core/registry.js';
import {RelapseGuide} from './relapse-guide.js';

define('recovery-relapse-guide', RelapseGuide);

declare global {
  interface HTMLElementTagNameMap {
    'recovery-relapse-guide': RelapseGuide;
  }
}
