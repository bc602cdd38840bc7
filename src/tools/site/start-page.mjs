/** The front page, and the list of guides. */
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {h} from 'hastscript';
import {directionOf, languageName} from '../content/cldr-data.mjs';
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

/** Lists the demo pages, each in the folder of its language; English has none. @returns {{lang: string, name: string, path: string}[]} */
export function demos() {
  const folders = readdirSync(join(root, 'docs/demo'), {withFileTypes: true}).filter((entry) => entry.isDirectory());
  return ['en', ...folders.map(({name}) => name)].map((lang) => {
    const name = languageName(lang, lang);
    return {
      lang,
      // At the start of a list item, where languages write a capital.
      name: name.charAt(0).toLocaleUpperCase(lang) + name.slice(1),
      path: lang === 'en' ? 'demo/index.html' : `demo/${lang}/index.html`,
    };
  });
}

/** @param {Child} term @param {Child[]} text */
const entry = (term, ...text) => [h('dt', term), h('dd', text)];

/** @param {Omit<Guide, 'tree'>[]} guides @param {string} from path of the page */
const guideEntries = (guides, from) =>
  h(
    'dl',
    {className: ['list']},
    guides.flatMap(({title, description, path}) => entry(h('a', {href: addressOf(from, path)}, title), description)),
  );

/** The three things that a webmaster comes for. */
function doors() {
  const door = (/** @type {string} */ href, /** @type {string} */ title, /** @type {string} */ text) =>
    h('li', h('h2', h('a', {href}, title)), h('p', text));
  return h('ul', {className: ['doors']}, [
    door(
      BUILDER,
      'Put a widget on my page',
      'Choose a widget, your country and your language, and copy what to paste. Most ways need no programming.',
    ),
    door(
      `${BUILDER}#check`,
      'Check my page',
      'The widget does not appear, or looks wrong? The check names one cause at a time, and what to do about it.',
    ),
    door(
      'docs/refresh.html',
      'Keep it fresh',
      'Numbers and words change. How to renew those that you have pasted, on one page or on three hundred.',
    ),
  ]);
}

/** Shows the demo page, and links to it in each language. */
const demo = () => [
  h('h2', {id: 'demo'}, 'See them at work'),
  h('div', {className: ['demo']}, [
    h(
      'a',
      {href: 'demo/index.html'},
      h('img', {
        src: DEMO_PICTURE,
        alt: 'The page of a made-up county, with the overdose warning and the helpline in it',
        ...sizeOfPicture(join(root, DEMO_PICTURE)),
        loading: 'lazy',
      }),
    ),
    h('div', [
      h(
        'p',
        'The page of a county’s health department, with the widgets in it, as a reader meets them. The county is made up; the widgets are real, and so are the numbers.',
      ),
      h(
        'ul',
        {className: ['inline']},
        demos().map(({lang, name, path}) =>
          h('li', h('a', {href: path, lang, hrefLang: lang, dir: directionOf(lang)}, name)),
        ),
      ),
    ]),
  ]),
];

/** Lists all other pages. @param {Parts} parts */
function more({cards, hasStorybook}) {
  const cardLinks = cards.flatMap((lang, index) => [
    index ? ', ' : '',
    h('a', {href: `cards/${lang}.html`}, languageName(lang)),
  ]);
  return [
    h('h2', {id: 'more'}, 'More that is here'),
    h('dl', {className: ['list']}, [
      ...entry(
        h('a', {href: 'docs/index.html'}, 'Guides'),
        'Hosting, WordPress, other systems, frameworks, translating, reviewing, decisions.',
      ),
      ...entry(h('a', {href: 'ledger.html'}, 'Ledger'), 'Where each sentence comes from, for clinicians.'),
      ...entry(
        h('a', {href: 'docs/helplines.html'}, 'Helplines'),
        'Where the numbers come from, and how they are kept true. As data: ',
        h('a', {href: 'data/helplines.json'}, 'helplines.json'),
        ', ',
        h('a', {href: 'data/helplines.csv'}, 'helplines.csv'),
        '.',
      ),
      ...(cardLinks.length
        ? entry(
            'Card for the wallet',
            'To print and fold: whom to call, and what to do in an overdose; for the United States. ',
            ...cardLinks,
            '.',
          )
        : []),
      ...entry(
        'For programs',
        h('a', {href: 'llms.txt'}, 'llms.txt'),
        ' says how to embed; ',
        h('a', {href: 'data/custom-elements.json'}, 'custom-elements.json'),
        ' has all attributes.',
      ),
      ...(hasStorybook
        ? entry(h('a', {href: STORYBOOK}, 'Storybook'), 'Every state of every widget, for developers.')
        : []),
    ]),
  ];
}

/**
 * Makes the front page.
 *
 * @param {Omit<Guide, 'tree'>[]} widgets
 * @param {string} state of the reviews
 * @param {Parts} parts
 * @returns {Page}
 */
export const startPage = (widgets, state, parts) => ({
  path: 'index.html',
  title: 'Help boxes for pages about opioids and recovery',
  description:
    'Boxes for the web pages of health departments, clinics and recovery sites: whom to call, what to do in an overdose, a plan for cravings.',
  area: 'start',
  main: [
    h('h1', 'Help boxes for pages about opioids and recovery'),
    h(
      'p',
      {className: ['lead']},
      'For the web pages of health departments, clinics and recovery sites: whom to call, what to do in an overdose, a plan for cravings, treatment explained. They are for people who may return to heroin or another opioid after a break, when the dose they used before can kill, and for those who care for them.',
    ),
    h('p', {className: ['state']}, `${state} `, h('a', {href: 'reviews.html'}, 'Where the reviews stand')),
    doors(),
    ...demo(),
    h('h2', {id: 'widgets'}, `The ${widgets.length} widgets`),
    h('p', 'Each page says when to use the widget and when not, and shows it.'),
    guideEntries(widgets, 'index.html'),
    ...more(parts),
  ],
});

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
