/**
 * Keeps the quick exit from working in the editor, before the script of the widgets is there: pressing Shift three times would
 * leave the editor. The preview shows only its fallback content, but an old post may have its tag or placeholder in a Classic block.
 */
/* global customElements, HTMLElement */
if (!customElements.get('recovery-quick-exit'))
  customElements.define('recovery-quick-exit', class extends HTMLElement {});
