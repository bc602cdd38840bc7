/** The Lit twin: a LitElement with the same content as one template per language. bench/twins.mjs adds the content. */
import {html, LitElement, unsafeCSS} from 'lit';
import {onClick} from './on-click.js';

/** Class of the base in prerendered markup; its last word is the theme, the only expression of the template. */
const CLASS = 'class="root auto"';

/** Creates the strings that a tagged template with this markup would have. @param {string} markup */
function createStrings(markup) {
  const [before, after] = markup.split(CLASS);
  const strings = [`${before}class="root `, `"${after}`];
  return Object.assign(strings, {raw: strings});
}

/** @param {string} name @param {import('../twins.mjs').Content} content */
export function define(name, {css, markup, delegatesFocus}) {
  const templates = Object.fromEntries(Object.entries(markup).map(([lang, text]) => [lang, createStrings(text)]));
  const [first] = Object.values(templates);

  customElements.define(
    `recovery-${name}`,
    class extends LitElement {
      /** @override */
      static properties = {lang: {}, theme: {}};
      /** @override */
      static styles = unsafeCSS(css);
      /** @override */
      static shadowRootOptions = {...LitElement.shadowRootOptions, delegatesFocus};

      /** @override */
      createRenderRoot() {
        const root = super.createRenderRoot();
        root.addEventListener('click', onClick);
        return root;
      }

      /** @override */
      render() {
        return html(templates[this.lang] ?? first, /** @type {{theme?: string}} */ (this).theme ?? 'auto');
      }
    },
  );
}
