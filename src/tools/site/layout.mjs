/** The frame of every page: head, header, navigation, footer. */
import {readFileSync} from 'node:fs';
import {posix} from 'node:path';
import {headingRank} from 'hast-util-heading-rank';
import {toString} from 'hast-util-to-string';
import {h} from 'hastscript';
import {visit} from 'unist-util-visit';
import {stringify} from '../html/markup.mjs';
import {headingsOf, isElement} from './markdown.mjs';

/** @import {Element, ElementContent, Root} from 'hast' */

/**
 * @typedef {ElementContent | string} Child
 *
 * @typedef {object} Page
 * @property {string} path below the site, such as `docs/embed.html`
 * @property {string} title
 * @property {string} description
 * @property {'home'|'widgets'|'docs'|'state'} area entry of the navigation to which it belongs
 * @property {Child[]} main with one h1
 * @property {string[]} [scripts] paths of further scripts
 * @property {string[]} [styles] paths of further style sheets
 */

/**
 * Policy of every page, also to be sent as a header with `frame-ancestors 'none'`, which a page cannot set by itself: nothing but
 * files of the site itself, no inline script and no inline style.
 */
export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/** Returns the address of a page or file, as seen from another page. @param {string} from @param {string} to */
export function addressOf(from, to) {
  const [path, anchor] = to.split('#');
  return posix.relative(posix.dirname(from), path) + (anchor ? `#${anchor}` : '');
}

/** Wraps elements that may be too wide for the screen, so that they scroll by themselves and by keyboard. @param {Root | Element} tree */
function wrapWide(tree) {
  const counts = {Table: 0, Text: 0};
  let heading = '';
  const wide = (/** @type {'Table' | 'Text'} */ kind) => {
    const ariaLabel = `${kind} ${++counts[kind]}${heading && `: ${heading}`}`;
    return {className: ['wide'], role: 'region', ariaLabel, tabIndex: 0};
  };
  visit(tree, 'element', (node, index, parent) => {
    if (headingRank(node)) heading = toString(node);
    const [code] = node.children;
    if (node.tagName === 'table' && parent && index !== undefined) {
      parent.children[index] = h('div', wide('Table'), node);
      return index + 1;
    }
    // Code may break anywhere; drawings made of characters may not.
    if (node.tagName === 'pre' && code?.type === 'element') {
      const [language = 'language-text'] = /** @type {string[]} */ (code.properties.className ?? []);
      delete code.properties.className;
      if (language === 'language-text') Object.assign(node.properties, wide('Text'));
    }
    return undefined;
  });
}

/** Makes the list of the headings of a page. @param {Element} main */
function contents(main) {
  const headings = headingsOf(main).filter(({level}) => level === 2);
  return h(
    'nav.contents',
    {ariaLabelledBy: 'site-contents'},
    h('p#site-contents', h('strong', 'On this page')),
    h('ul', ...headings.map(({id, text}) => h('li', h('a', {href: `#${id}`}, text)))),
  );
}

const template = readFileSync(new URL('page.html', import.meta.url), 'utf8');

/** Escapes a text for content and attributes. @param {string} text */
const escape = (text) => text.replace(/[&<"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** Writes a page. @param {Page} page @param {{version: string, dataDate: string}} facts @returns {string} HTML */
export function layout(page, facts) {
  const {path, title, description, area, scripts = [], styles = []} = page;
  const to = (/** @type {string} */ target) => addressOf(path, target);
  const main = h('main', {id: 'site-main', tabIndex: -1, className: ['band']}, page.main);
  wrapWide(main);
  if (area !== 'home' && headingsOf(main).filter(({level}) => level === 2).length > 2) {
    const first = main.children.findIndex((node) => isElement(node, 'p'));
    main.children.splice(first + 1, 0, contents(main));
  }
  const files = [
    ...styles.map((file) => h('link', {rel: 'stylesheet', href: to(file)})),
    ...scripts.map((file) => h('script', {defer: true, src: to(file)})),
  ];
  const name = path === 'index.html' ? `Recovery widgets: ${title}` : `${title} – Recovery widgets`;
  /** @type {Record<string, string>} */
  const values = {...facts, name, description, policy: POLICY};
  return template
    .replace(/ data-area="(\w+)"(?= href="\/([^"]+)")/g, (_, own, target) =>
      own === area ? ` aria-current="${target === path ? 'page' : 'true'}"` : '',
    )
    .replace(/(?<=(?:href|src)=")\/([^"]+)/g, (_, target) => to(target))
    .replace(/\{\{(\w+)\}\}/g, (_, key) => escape(values[key]))
    .replace('<!-- files -->', () => stringify(h(null, files)))
    .replace('<!-- main -->', () => stringify(main));
}
