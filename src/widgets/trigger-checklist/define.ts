/** Registers `<recovery-trigger-checklist>`. */
import {define} from '../../core/registry.js';
import {TriggerChecklist} from './trigger-checklist.js';

define('recovery-trigger-checklist', TriggerChecklist);

declare global {
  interface HTMLElementTagNameMap {
    'recovery-trigger-checklist': TriggerChecklist;
  }
}
