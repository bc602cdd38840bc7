/** The home page, and the list of guides. */
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {basename, join} from 'node:path';
import {h} from 'hastscript';
import {languageName} from '../content/cldr-data.mjs';
import {parse, stringify} from '../html/markup.mjs';
import {root} from '../project.mjs';
import {addressOf} from './layout.mjs';

/** @import {Group, Guide} from './guides.mjs' */
/** @import {Child, Page} from './layout.mjs' */

/** Path of the builder in the site. */
export const BUILDER = 'cdn/builder/index.html';

/** Lists the pages of the demo below docs/demo/, each in the folder of its language; English has none. @returns {string[]} */
export const demoPages = () =>
  readdirSync(join(root, 'docs/demo'), {recursive: true, encoding: 'utf8'}).filter((file) => file.endsWith('.html'));

/** @param {Child} term @param {Child[]} text */
const entry = (term, ...text) => [h('dt', term), h('dd', text)];

/** Returns the picture of the widget of a page, that with which a test compares it; none before the test has made it. @param {string} path */
export const picturesOf = (path) =>
  [`test/baselines/pictures/${basename(path).replace(/\.\w+$/, '')}.narrow.png`].filter((file) =>
    existsSync(join(root, file)),
  );

/** Shows widgets by a picture each. @param {Omit<Guide, 'tree'>[]} widgets */
const gallery = (widgets) =>
  widgets.map(({title, description, path}) => {
    const pictures = picturesOf(path).map((src) =>
      h('img', {src, alt: `${title} on a phone`, width: 320, height: 240, loading: 'lazy'}),
    );
    return h('li', [...pictures, h('p', [h('b', h('a', {href: path}, title)), h('br'), description])]);
  });

/** Links the wallet cards, if there are some. @param {string[]} cards languages */
function cardEntry(cards) {
  const links = cards.flatMap((lang) => [', ', h('a', {href: `cards/${lang}.html`}, languageName(lang))]);
  const text =
    'To print and fold: whom to call, and what to do in an overdose; for the United States, in British English for the United Kingdom. ';
  return links.length ? entry('Card for the wallet', text, ...links.slice(1), '.') : [];
}

/**
 * Makes the home page from home.html. There, comments name the widgets of a gallery and other parts.
 *
 * @param {Omit<Guide, 'tree'>[]} widgets
 * @param {string} state of the reviews
 * @param {string[]} cards languages of the wallet cards
 * @returns {Page}
 */
export function homePage(widgets, state, cards) {
  const html = readFileSync(new URL('home.html', import.meta.url), 'utf8')
    .replace('{{state}}', state)
    .replace('<!-- cards -->', () => stringify(h(null, cardEntry(cards))))
    .replace(/<!-- widgets: (.+) -->/g, (_, names) => {
      const named = (/** @type {string} */ name) => widgets.filter(({path}) => path === `widgets/${name}.html`);
      return stringify(h(null, gallery(names.split(' ').flatMap(named))));
    });
  return {
    path: 'index.html',
    title: 'Help boxes for pages about opioids and recovery',
    description:
      'Boxes for the web pages of health departments, clinics and recovery sites: whom to call, what to do in an overdose, a plan for cravings.',
    area: 'home',
    scripts: ['cdn/all.js'],
    main: /** @type {Child[]} */ (parse(html).children),
  };
}

/** @param {Omit<Guide, 'tree'>} guide */
const guideEntry = ({title, description, path}) =>
  entry(h('a', {href: addressOf('docs/index.html', path)}, title), description);

/** Makes the list of guides. @param {(Group & {guides: Omit<Guide, 'tree'>[]})[]} groups @returns {Page} */
export const guideList = (groups) => ({
  path: 'docs/index.html',
  title: 'Guides',
  description: 'All guides: for webmasters, clinicians, translators and developers.',
  area: 'docs',
  main: [
    h('h1', 'Guides'),
    ...groups.flatMap(({title, about, guides}, index) => [
      h('h2', {id: `group-${index + 1}`}, title),
      h('p', about),
      h('dl.list', guides.flatMap(guideEntry)),
    ]),
  ],
});
