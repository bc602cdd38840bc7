/** Registers `<recovery-treatment-explainer>`. */
import {define} from '../../core/registry.js';
import {TreatmentExplainer} from './treatment-explainer.js';

define('recovery-treatment-explainer', TreatmentExplainer);

declare global {
  interface HTMLElementTagNameMap {
    'recovery-treatment-explainer': TreatmentExplainer;
  }
}
