/** The home page, and the list of guides. */
import {readFileSync, readdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {h} from 'hastscript';
import {directionOf, languageName} from '../content/cldr-data.mjs';
import {parse, stringify} from '../html/markup.mjs';
import {root} from '../project.mjs';
import {sizeOfPicture} from './guides.mjs';
import {addressOf} from './layout.mjs';

/** @import {Group, Guide} from './guides.mjs' */
/** @import {Child, Page} from './layout.mjs' */

/** Picture of the demo page, at the same path in the project and in the site. */
export const DEMO_PICTURE = 'docs/images/demo.png';

/** Path of the builder in the site. */
export const BUILDER = 'cdn/builder/index.html';

/** Path of Storybook in the site, where it has been built: `npm run storybook -- --build`. */
export const STORYBOOK = 'storybook/index.html';

/**
 * Parts that only some builds have.
 *
 * @typedef {{cards: string[], hasStorybook: boolean}} Parts `cards`: languages of the wallet cards
 */

/** Lists the pages of the demo below docs/demo/, each in the folder of its language; English has none. @returns {string[]} */
export const demoPages = () =>
  readdirSync(join(root, 'docs/demo'), {recursive: true, encoding: 'utf8'}).filter((file) => file.endsWith('.html'));

/** @param {Child} term @param {Child[]} text */
const entry = (term, ...text) => [h('dt', term), h('dd', text)];

/** @param {Omit<Guide, 'tree'>[]} guides @param {string} from path of the page */
const guideEntries = (guides, from) =>
  h(
    'dl',
    {className: ['list']},
    guides.flatMap(({title, description, path}) => entry(h('a', {href: addressOf(from, path)}, title), description)),
  );

/** Links the first page of the demo in each language. */
const demoLinks = () =>
  demoPages()
    .filter((file) => file.endsWith('index.html'))
    .map((file) => {
      const lang = file.includes('/') ? dirname(file) : 'en';
      const name = languageName(lang, lang);
      // At the start of a list item, where languages write a capital.
      const title = name.charAt(0).toLocaleUpperCase(lang) + name.slice(1);
      return h('li', h('a', {href: `demo/${file}`, lang, hrefLang: lang, dir: directionOf(lang)}, title));
    });

/** Links the wallet cards, if there are some. @param {string[]} cards languages */
function cardEntry(cards) {
  const links = cards.flatMap((lang) => [', ', h('a', {href: `cards/${lang}.html`}, languageName(lang))]);
  const text =
    'To print and fold: whom to call, and what to do in an overdose; for the United States, in British English for the United Kingdom. ';
  return links.length ? entry('Card for the wallet', text, ...links.slice(1), '.') : [];
}

/**
 * Makes the home page from start.html.
 *
 * @param {Omit<Guide, 'tree'>[]} widgets
 * @param {string} state of the reviews
 * @param {Parts} parts
 * @returns {Page}
 */
export function homePage(widgets, state, {cards, hasStorybook}) {
  /** @type {Record<string, string | number>} */
  const values = {
    state,
    count: widgets.length,
    ...sizeOfPicture(join(root, DEMO_PICTURE)),
  };
  /** @type {Record<string, import('hast').Element[]>} */
  const parts = {
    demos: demoLinks(),
    widgets: [guideEntries(widgets, 'index.html')],
    cards: cardEntry(cards),
    storybook: hasStorybook
      ? entry(h('a', {href: STORYBOOK}, 'Storybook'), 'Every state of every widget, for developers.')
      : [],
  };
  const html = readFileSync(new URL('start.html', import.meta.url), 'utf8')
    .replace(/\{\{(\w+)\}\}/g, (_, key) => String(values[key]))
    .replace(/<!-- (\w+) -->/g, (_, key) => stringify(h(null, parts[key])));
  return {
    path: 'index.html',
    title: 'Help boxes for pages about opioids and recovery',
    description:
      'Boxes for the web pages of health departments, clinics and recovery sites: whom to call, what to do in an overdose, a plan for cravings.',
    area: 'start',
    main: /** @type {Child[]} */ (parse(html).children),
  };
}

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
      guideEntries(guides, 'docs/index.html'),
    ]),
  ],
});
