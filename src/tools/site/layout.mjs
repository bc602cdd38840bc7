/** The frame of every page: head, header, navigation, footer. */
import {posix} from 'node:path';
import {headingRank} from 'hast-util-heading-rank';
import {toString} from 'hast-util-to-string';
import {h, s} from 'hastscript';
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
 * @property {'start'|'widgets'|'docs'|'state'} area entry of the navigation to which it belongs
 * @property {Child[]} main with one h1
 * @property {string[]} [scripts] paths of further scripts
 * @property {string[]} [styles] paths of further style sheets
 *
 * @typedef {{version: string, dataDate: string}} Facts
 */

/**
 * Policy of every page, also to be sent as a header with `frame-ancestors 'none'`, which a page cannot set by itself: nothing but
 * files of the site itself, no inline script and no inline style.
 */
export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/** Name of the site. */
export const NAME = 'Recovery widgets';

/** @type {{area: Page['area'], title: string, path: string}[]} */
const NAVIGATION = [
  {area: 'start', title: 'Start', path: 'index.html'},
  {area: 'widgets', title: 'Widgets', path: 'index.html#widgets'},
  {area: 'docs', title: 'Guides', path: 'docs/index.html'},
  {area: 'state', title: 'Reviews', path: 'reviews.html'},
];

/** Returns the address of a page or file, as seen from another page. @param {string} from @param {string} to */
export function addressOf(from, to) {
  const [path, anchor] = to.split('#');
  return posix.relative(posix.dirname(from), path) + (anchor ? `#${anchor}` : '');
}

/** Wraps elements that may be too wide for the screen, so that they scroll by themselves and by keyboard. @param {Root | Element} tree */
function wrapWide(tree) {
  let count = 0;
  let heading = '';
  visit(tree, 'element', (node, index, parent) => {
    if (headingRank(node)) heading = toString(node);
    if (node.tagName !== 'table' || !parent || index === undefined) return undefined;
    const label = `Table ${++count}${heading && `: ${heading}`}`;
    parent.children[index] = h('div', {className: ['wide'], role: 'region', ariaLabel: label, tabIndex: 0}, node);
    return index + 1;
  });
  // Code may break anywhere; drawings made of characters may not.
  let drawings = 0;
  visit(tree, 'element', (node) => {
    const [code] = node.children;
    if (node.tagName !== 'pre' || code?.type !== 'element') return;
    const [language = 'language-text'] = /** @type {string[]} */ (code.properties.className ?? []);
    delete code.properties.className;
    if (language === 'language-text')
      Object.assign(node.properties, {
        className: ['wide'],
        role: 'region',
        ariaLabel: `Text ${++drawings}${heading && `: ${heading}`}`,
        tabIndex: 0,
      });
  });
}

/** Makes the list of the headings of a page. @param {Element} main */
function contents(main) {
  const headings = headingsOf(main).filter(({level}) => level === 2);
  return h(
    'nav',
    {className: ['contents'], ariaLabelledBy: 'site-contents'},
    h('p', {id: 'site-contents'}, h('strong', 'On this page')),
    h(
      'ul',
      headings.map(({id, text}) => h('li', h('a', {href: `#${id}`}, text))),
    ),
  );
}

const logo = () =>
  s(
    'svg',
    {viewBox: '0 0 48 48', width: 36, height: 36, ariaHidden: 'true', focusable: 'false'},
    s('path', {d: 'M6 10h36v22H26l-9 8v-8H6z'}),
    s('path', {d: 'M24 15v12M18 21h12'}),
  );

/** @param {Page} page @param {(path: string) => string} to */
function header({path, area}, to) {
  const current = (/** @type {string} */ target) =>
    target === path ? 'page' : NAVIGATION.some((entry) => entry.path === target && entry.area === area) ? 'true' : null;
  return h(
    'header',
    h(
      'div',
      {className: ['band', 'masthead']},
      h('a', {className: ['name'], href: to('index.html')}, logo(), h('span', NAME)),
    ),
    h(
      'nav',
      {className: ['band', 'menu'], ariaLabel: 'Main'},
      h(
        'ul',
        NAVIGATION.map(({title, path: target}) =>
          h('li', h('a', {href: to(target), ariaCurrent: current(target)}, title)),
        ),
      ),
    ),
  );
}

/** @param {(path: string) => string} to @param {Facts} facts */
const footer = (to, {version, dataDate}) =>
  h(
    'footer',
    {className: ['band']},
    h(
      'p',
      h('strong', 'Do you need help yourself? '),
      h('a', {href: to('widgets/helpline-banner.html#example')}, 'Whom to call, by country'),
    ),
    h(
      'p',
      `Version ${version}. Numbers as of ${dataDate}. `,
      h('a', {href: to('reviews.html')}, 'Who has reviewed the words'),
    ),
    h(
      'p',
      'This site stores nothing, sends nothing and loads nothing from any other host. ',
      h('a', {href: to('project/readme.html#privacy')}, 'Privacy'),
      ' · ',
      h('a', {href: to('docs/accessibility.html')}, 'Accessibility'),
      ' · ',
      h('a', {href: to('project/changelog.html')}, 'Changelog'),
      ' · ',
      h('a', {href: to('licenses.txt')}, 'Licences'),
    ),
  );

/**
 * Writes a page.
 *
 * @param {Page} page
 * @param {Facts} facts
 * @returns {string} HTML
 */
export function layout(page, facts) {
  const {path, title, description, area, scripts = [], styles = []} = page;
  const to = (/** @type {string} */ target) => addressOf(path, target);
  const main = h('main', {id: 'site-main', tabIndex: -1, className: ['band']}, page.main);
  wrapWide(main);
  if (area !== 'start' && headingsOf(main).filter(({level}) => level === 2).length > 2) {
    const first = main.children.findIndex((node) => isElement(node, 'p'));
    main.children.splice(first + 1, 0, contents(main));
  }
  const head = h('head', [
    h('meta', {charset: 'utf-8'}),
    h('meta', {httpEquiv: 'Content-Security-Policy', content: POLICY}),
    h('meta', {name: 'viewport', content: 'width=device-width'}),
    h('meta', {name: 'color-scheme', content: 'light dark'}),
    h('meta', {name: 'referrer', content: 'no-referrer'}),
    h('title', path === 'index.html' ? `${NAME}: ${title}` : `${title} – ${NAME}`),
    h('meta', {name: 'description', content: description}),
    h('link', {rel: 'icon', href: to('site/icon.svg'), type: 'image/svg+xml'}),
    ...['site/site.css', ...styles].map((file) => h('link', {rel: 'stylesheet', href: to(file)})),
    ...['site/site.js', ...scripts].map((file) => h('script', {defer: true, src: to(file)})),
  ]);
  const body = h('body', [
    h('a', {className: ['skip'], href: '#site-main'}, 'Skip to the main text'),
    header(page, to),
    main,
    footer(to, facts),
  ]);
  return `${stringify(h(null, {type: 'doctype'}, '\n', h('html', {lang: 'en'}, head, body)))}\n`;
}
