/**
 * Peers: two component libraries with our texts in their components, as a site would build the same notice with them. A widget
 * becomes a callout, a link that dials a button, a disclosure their details, a choice of the checklist their checkbox.
 */
import {readFileSync} from 'node:fs';
import {select} from 'hast-util-select';
import {toString} from 'hast-util-to-string';
import {h} from 'hastscript';
import {SKIP, visit} from 'unist-util-visit';
import {renderWidget} from '../src/tools/html/fallback-html.mjs';
import {stringify} from '../src/tools/html/markup.mjs';

/** @typedef {import('hast').Element} Element */

const {devDependencies: versions} = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/**
 * @typedef {object} Peer
 * @property {string} title
 * @property {string} package
 * @property {string} prefix of its tags
 * @property {string} callout name of the component
 * @property {Record<string, string>} attributes of the callout
 * @property {string} theme its style sheet
 */

/** @satisfies {Record<string, Peer>} */
export const peers = {
  shoelace: {
    title: `Shoelace ${versions['@shoelace-style/shoelace']}`,
    package: '@shoelace-style/shoelace',
    prefix: 'sl',
    callout: 'alert',
    attributes: {open: '', variant: 'primary'},
    theme: 'themes/light.css',
  },
  webawesome: {
    title: `Web Awesome ${versions['@awesome.me/webawesome']}`,
    package: '@awesome.me/webawesome',
    prefix: 'wa',
    callout: 'callout',
    attributes: {variant: 'brand'},
    theme: 'styles/themes/default.css',
  },
};

/** Returns a link that dials if a paragraph is nothing but that. @param {Element} paragraph @returns {Element | undefined} */
function soleCallLink({tagName, children: [child, ...others]}) {
  const isLink = tagName === 'p' && !others.length && child?.type === 'element' && child.tagName === 'a';
  return isLink && /^(tel|sms):/.test(String(child.properties.href)) ? child : undefined;
}

/**
 * Replaces elements of fallback content by components.
 *
 * @param {import('hast').Root} tree
 * @param {string} prefix
 * @param {boolean} hasChoices whether the first list is one of choices
 */
function useComponents(tree, prefix, hasChoices) {
  for (const choice of (hasChoices && select('ul', tree)?.children) || [])
    if (choice.type === 'element') choice.children = [h(`${prefix}-checkbox`, choice.children)];
  visit(tree, 'element', (element, index, parent) => {
    const link = soleCallLink(element);
    if (link && parent && index !== undefined) {
      const {href, ariaLabel} = link.properties;
      parent.children[index] = h(`${prefix}-button`, {variant: 'primary', href, ariaLabel}, link.children);
      return SKIP;
    }
    if (element.tagName !== 'details') return undefined;
    const isSummary = (/** @type {import('hast').ElementContent} */ node) =>
      node.type === 'element' && node.tagName === 'summary';
    element.tagName = `${prefix}-details`;
    element.properties.summary = element.children.filter(isSummary).map(toString).join();
    element.children = element.children.filter((node) => !isSummary(node));
    return undefined;
  });
}

/**
 * Writes widgets with the components of a peer.
 *
 * @param {Peer} peer
 * @param {string[]} names
 * @param {(name: string) => string | undefined} regionOf
 */
export async function peerNotices(peer, names, regionOf) {
  /** @type {Set<string>} */
  const tags = new Set();
  /** @type {string[]} */
  const notices = [];
  for (const name of names) {
    const {fallback} = await renderWidget(name, {region: regionOf(name)});
    const tree = structuredClone(fallback);
    useComponents(tree, peer.prefix, name === 'trigger-checklist');
    const notice = h(`${peer.prefix}-${peer.callout}`, peer.attributes, tree.children);
    visit(notice, 'element', ({tagName}) => void (tagName.startsWith(`${peer.prefix}-`) && tags.add(tagName)));
    notices.push(stringify(notice));
  }
  const imports = [...tags].map((tag) => {
    const component = tag.slice(peer.prefix.length + 1);
    return `import '${peer.package}/dist/components/${component}/${component}.js';`;
  });
  return {
    notices,
    tags: [...tags],
    module: imports.join('\n'),
    css: `@import '${peer.package}/dist/${peer.theme}';`,
  };
}
