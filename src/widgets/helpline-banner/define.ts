/** Registers `<recovery-helpline-banner>`. */
import {define} from '../../core/registry.js';
import {HelplineBanner} from './helpline-banner.js';

define('recovery-helpline-banner', HelplineBanner);

declare global {
  interface HTMLElementTagNameMap {
    'recovery-helpline-banner': HelplineBanner;
  }
}
