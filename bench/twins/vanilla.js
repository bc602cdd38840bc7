/** The vanilla twin: one `<template>` per language, one constructed style sheet, one listener. bench/twins.mjs adds the content. */
import {onClick} from './on-click.js';

/** @param {string} markup */
function createTemplate(markup) {
  const template = document.createElement('template');
  template.innerHTML = markup;
  return template;
}

/** @param {string} name @param {import('../twins.mjs').Content} content */
export function define(name, {css, markup, delegatesFocus}) {
  const sheet = new globalThis.CSSStyleSheet();
  sheet.replaceSync(css);
  const templates = Object.fromEntries(Object.entries(markup).map(([lang, html]) => [lang, createTemplate(html)]));
  const [first] = Object.values(templates);

  customElements.define(
    `recovery-${name}`,
    class extends HTMLElement {
      static observedAttributes = ['lang', 'theme'];

      connectedCallback() {
        if (this.shadowRoot) return;
        const root = this.attachShadow({mode: 'open', delegatesFocus});
        root.adoptedStyleSheets = [sheet];
        root.addEventListener('click', onClick);
        this.stamp();
      }

      /** @param {string} attribute */
      attributeChangedCallback(attribute) {
        if (!this.shadowRoot) return;
        if (attribute === 'lang') this.stamp();
        else this.setTheme();
      }

      stamp() {
        const template = templates[this.getAttribute('lang') ?? ''] ?? first;
        this.shadowRoot?.replaceChildren(template.content.cloneNode(true));
        if (this.hasAttribute('theme')) this.setTheme();
      }

      setTheme() {
        const root = /** @type {Element} */ (this.shadowRoot?.querySelector('.root'));
        root.className = `root ${this.getAttribute('theme')}`;
      }
    },
  );
}
