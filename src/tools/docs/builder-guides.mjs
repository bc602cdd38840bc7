/** Makes the guides for webmasters that the folder of the builder carries, so that its links lead somewhere wherever it is, also on a disk. */
import {posix} from 'node:path';
import {h} from 'hastscript';
import {stringify} from '../html/markup.mjs';
import {root} from '../project.mjs';
import {readGuides, relink} from './guides.mjs';
import {wrapWide} from './layout.mjs';

/** Those guides: few, as the package has a size to keep. A link from one of them to any other becomes plain text. */
const SOURCES = ['check', 'embed', 'first-widget', 'systems'].map((name) => `docs/${name}.md`);

const POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'";

/**
 * Makes the pages.
 *
 * @returns {{name: string, title: string, html: string}[]}
 */
export function builderGuides() {
  const guides = readGuides(root, SOURCES);
  const paths = new Set(guides.map(({path}) => path));
  return guides.map((guide) => {
    relink(guide, {root, paths, hasFiles: false});
    wrapWide(guide.tree);
    const head = h('head', [
      h('meta', {charset: 'utf-8'}),
      h('meta', {httpEquiv: 'Content-Security-Policy', content: POLICY}),
      h('meta', {name: 'viewport', content: 'width=device-width'}),
      h('meta', {name: 'color-scheme', content: 'light dark'}),
      h('meta', {name: 'referrer', content: 'no-referrer'}),
      h('meta', {name: 'robots', content: 'noindex'}),
      h('title', guide.title),
      ...['../builder.css', 'guide.css'].map((href) => h('link', {rel: 'stylesheet', href})),
    ]);
    const body = h('body', [
      h('nav', {ariaLabel: 'Guides'}, h('a', {href: '../index.html'}, 'Make a snippet, or check a page')),
      h(
        'main',
        guide.tree.children.filter((node) => node.type !== 'doctype'),
      ),
    ]);
    return {
      name: posix.basename(guide.path, '.html'),
      title: guide.title,
      html: `${stringify(h(null, {type: 'doctype'}, '\n', h('html', {lang: 'en'}, head, body)))}\n`,
    };
  });
}
