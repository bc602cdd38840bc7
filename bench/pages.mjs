/** The pages that `npm run bench` compares: the same words as static HTML, in a Lit twin, in the components of two libraries, and as ours. */
import {readFileSync} from 'node:fs';
import {select} from 'hast-util-select';
import {toString} from 'hast-util-to-string';
import {h} from 'hastscript';
import {SKIP, visit} from 'unist-util-visit';
import {renderWidget} from '../src/tools/html/fallback-html.mjs';
import {stringify} from '../src/tools/html/markup.mjs';
import {prerender} from '../src/tools/html/prerender.mjs';
import {snippet} from '../src/tools/html/snippet.mjs';

const {devDependencies: versions} = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** Folder of our files on the server of the benchmark. */
export const BASE = '/cdn/';

/** Widgets on a page, by name of the set: in English, for the United States. */
export const sets = {
  one: ['helpline-banner'],
  four: ['helpline-banner', 'overdose-warning', 'treatment-explainer', 'trigger-checklist'],
};

/**
 * @typedef {object} Page
 * @property {string} html
 * @property {string} selector of the elements that make up the widgets
 * @property {string} [rendered] selector in their shadow roots that matches once they have their final DOM; without: finished as they are
 * @property {string} [script] source of a module to bundle and to load after the HTML
 * @property {string} [style] source of a style sheet to bundle and to link in the head
 */

const selectorOf = (/** @type {string[]} */ names) => names.map((name) => `recovery-${name}`).join();

/**
 * Writes the snippets of some widgets; the script and other elements that several have, once.
 *
 * @param {string[]} names
 * @param {{form?: string, hints?: boolean}} [options]
 */
async function ours(names, options) {
  /** @type {Set<string>} */
  const elements = new Set();
  for (const name of names) {
    const {html} = await snippet(name, {base: BASE, region: 'US', ...options});
    // Snippets have their elements on the first level without indentation.
    for (const element of html.split(/\n(?=<(?!\/))/)) elements.add(element);
  }
  return {html: [...elements].join('\n'), selector: selectorOf(names), rendered: '.root'};
}

/** Writes the same page without the files of ours. @param {string[]} names @returns {Promise<Page>} */
async function words(names) {
  const {html, selector} = await ours(names);
  return {html: html.replace(/<script[^]*?<\/script>\n?/g, ''), selector};
}

/**
 * Writes the same page with elements of the same shadow tree and style, rendered by the build: the limit for this content in a LitElement, not a
 * competitor. They know one language and one country.
 *
 * @param {string[]} names
 * @returns {Promise<Page>}
 */
async function litTwin(names) {
  const twins = await Promise.all(
    names.map(async (name) => {
      const {css, html} = await prerender(name, {region: 'US'});
      // Lit’s markers are comments.
      return `define(${JSON.stringify([name, css, html.replace(/<!--[^]*?-->/g, '')])});`;
    }),
  );
  const define = `import {html, LitElement, unsafeCSS} from 'lit';
    const define = ([name, css, markup]) => customElements.define('recovery-' + name, class extends LitElement {
      static styles = unsafeCSS(css);
      static strings = Object.assign([markup], {raw: [markup]});
      createRenderRoot() {
        const root = super.createRenderRoot();
        root.addEventListener('click', ({target}) => target.closest('a') && this.dispatchEvent(new Event('recovery-contact')));
        return root;
      }
      render() { return html(this.constructor.strings); }
    });`;
  return {...(await words(names)), rendered: '.root', script: [define, ...twins].join('\n')};
}

/** Replaces elements of fallback content by components. @param {import('hast').Root} tree @param {string} prefix of their tags */
function useComponents(tree, prefix) {
  visit(tree, 'element', (element, index, parent) => {
    const {tagName, properties, children} = element;
    const [link, ...others] = children;
    const isCall = link?.type === 'element' && /^(tel|sms):/.test(String(link.properties.href));
    if (tagName === 'p' && isCall && !others.length && parent && index !== undefined) {
      const {href, ariaLabel} = link.properties;
      parent.children[index] = h(`${prefix}-button`, {variant: 'primary', href, ariaLabel}, link.children);
      return SKIP;
    }
    if (tagName !== 'details') return undefined;
    const summary = select('summary', element);
    element.tagName = `${prefix}-details`;
    properties.summary = summary && toString(summary);
    element.children = children.filter((node) => node !== summary);
    return undefined;
  });
}

/**
 * Writes the same words with a component library, as a site would: a widget becomes a callout, a link that dials a button, a disclosure
 * their details, a choice of the checklist their checkbox.
 *
 * @param {string[]} names
 * @param {[packageName: string, prefix: string, callout: string, attributes: Record<string, string>, theme: string]} peer
 * @returns {Promise<Page>}
 */
async function library(names, [packageName, prefix, callout, attributes, theme]) {
  const notices = await Promise.all(
    names.map(async (name) => {
      const tree = structuredClone((await renderWidget(name, {region: 'US'})).fallback);
      for (const choice of (name === 'trigger-checklist' && select('ul', tree)?.children) || [])
        if (choice.type === 'element') choice.children = [h(`${prefix}-checkbox`, choice.children)];
      useComponents(tree, prefix);
      return stringify(h(`${prefix}-${callout}`, attributes, tree.children));
    }),
  );
  const html = notices.join('\n');
  const tags = [...new Set(html.match(new RegExp(`(?<=<)${prefix}-[a-z]+`, 'g')))];
  const components = tags.map((tag) => tag.slice(prefix.length + 1));
  return {
    html,
    selector: tags.join(),
    rendered: '*',
    script: components.map((name) => `import '${packageName}/dist/components/${name}/${name}.js';`).join('\n'),
    style: `@import '${packageName}/dist/${theme}';`,
  };
}

const titleOf = (/** @type {string} */ title, /** @type {string} */ name) => `${title} ${versions[name]}`;

/** Makers of the pages, by the title of their row. @type {Record<string, (names: string[]) => Promise<Page>>} */
export const pages = {
  'static HTML': words,
  'Lit twin': litTwin,
  [titleOf('Shoelace', '@shoelace-style/shoelace')]: (names) =>
    library(names, ['@shoelace-style/shoelace', 'sl', 'alert', {open: ''}, 'themes/light.css']),
  [titleOf('Web Awesome', '@awesome.me/webawesome')]: (names) =>
    library(names, ['@awesome.me/webawesome', 'wa', 'callout', {}, 'styles/themes/default.css']),
  ours: (names) => ours(names),
  'ours, hints': (names) => ours(names, {hints: true}),
  'ours, static': (names) => ours(names, {form: 'static'}),
};
