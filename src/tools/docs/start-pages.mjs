/** The start page, the list of guides, and the page of the search. */
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {h} from 'hastscript';
import {directionOf, languageName} from '../locales/cldr-data.mjs';
import {root} from '../project.mjs';
import {sizeOfPicture} from './guides.mjs';
import {isSomeSigned, pathOfWidget} from './widget-pages.mjs';

/** @import {Guide} from './guides.mjs' */
/** @import {Child, Page} from './layout.mjs' */
/** @import {WidgetFacts} from './widget-facts.mjs' */

/** Picture of the demo page, at the same path in the project and in the site. */
export const DEMO_PICTURE = 'docs/images/demo.png';

/**
 * Paths of the pages that only some builds have; `cards` by language.
 *
 * @typedef {{builder?: string, storybook?: string, cards?: Record<string, string>}} Parts
 */

/** States whether all texts are drafts, some or none, from the state of all widgets. @param {WidgetFacts[]} widgets @returns {Child[]} */
export function honestState(widgets) {
  const all = widgets.flatMap(({languages}) => languages);
  const drafts = all.filter(({state}) => state === 'draft');
  if (drafts.length === all.length)
    return [
      h('strong', 'Not ready to publish: all words are drafts.'),
      isSomeSigned(all)
        ? ' Some have been reviewed, but no widget as a whole. '
        : ' No clinician has reviewed them, and no native speaker has reviewed the translations. ',
    ];
  const languages = [...new Set(drafts.map(({name}) => name))];
  return drafts.length
    ? [
        h('strong', 'Some words are drafts.'),
        ` In ${new Intl.ListFormat('en-GB').format(languages)}, widgets have words that nobody has reviewed; they say so themselves. `,
      ]
    : [h('strong', 'The words have been reviewed.'), ' Each widget says by whom, and until when that counts. '];
}

/** Lists the demo pages, each in the folder of its language; English has none. @returns {{lang: string, name: string, path: string}[]} */
function demos() {
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

/** @param {string} href @param {string} title @param {Child[]} text */
const card = (href, title, ...text) => h('li', h('h2', h('a', {href}, title)), h('p', text));

/** @param {Child} term @param {Child[]} text */
const entry = (term, ...text) => [h('dt', term), h('dd', text)];

/** The three things that a webmaster comes for. @param {string} [builder] path of its page */
const cards = (builder) =>
  h('ul', {className: ['doors']}, [
    builder
      ? card(
          builder,
          'Put a widget on my page',
          'Choose a widget, your country and your language, see it, and copy what to paste. In a browser; nothing to install.',
        )
      : card(
          'docs/embed.html',
          'Put a widget on my page',
          'Find the way that fits your site, and what to paste. Most of it needs no programming.',
        ),
    card(
      builder ? `${builder}#check` : 'docs/check.html',
      'Check my page',
      'The widget does not appear, or looks wrong? The check names one cause at a time, and what to do about it.',
    ),
    card(
      builder ? `${builder}#renew` : 'docs/refresh.html',
      'Keep it fresh',
      'Numbers and words change. This renews those that you have pasted, on one page or on three hundred.',
    ),
  ]);

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

/** Lists all widgets, each with a line and the link to its page. @param {WidgetFacts[]} widgets */
function widgetList(widgets) {
  const languages = [...new Set(widgets.flatMap((widget) => widget.languages.map(({language}) => language)))];
  return [
    h('h2', {id: 'widgets'}, `The ${widgets.length} widgets`),
    h(
      'p',
      `In ${new Intl.ListFormat('en-GB').format(languages.map((tag) => languageName(tag)))}. Each page says when to use the widget and when not, and shows it.`,
    ),
    h(
      'dl',
      {className: ['list']},
      widgets.flatMap(({name, label, summary}) => entry(h('a', {href: pathOfWidget(name)}, label), summary)),
    ),
  ];
}

/** Lists all other pages. @param {Parts} parts */
const more = ({storybook, cards = {}}) => [
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
    ...(Object.keys(cards).length
      ? entry(
          'Card for the wallet',
          'To print and fold: whom to call, and what to do in an overdose; for the United States. ',
          ...Object.entries(cards).flatMap(([lang, path], index) => [
            index ? ', ' : '',
            h('a', {href: path}, languageName(lang)),
          ]),
          '.',
        )
      : []),
    ...entry(
      storybook ? h('a', {href: storybook}, 'Storybook') : 'Storybook',
      'Every state of every widget, for developers. ',
      ...(storybook ? [] : ['It is not in this build: ', h('code', 'npm run storybook'), ' shows it.']),
    ),
    ...entry(
      'For programs',
      h('a', {href: 'llms.txt'}, 'llms.txt'),
      ' says how to embed; ',
      h('a', {href: 'data/custom-elements.json'}, 'custom-elements.json'),
      ' has all attributes.',
    ),
  ]),
];

/**
 * Makes the start page.
 *
 * @param {WidgetFacts[]} widgets
 * @param {Parts} parts
 * @returns {Page}
 */
export const startPage = (widgets, parts) => ({
  path: 'index.html',
  title: 'Help boxes for pages about opioids and recovery',
  description:
    'Boxes for the web pages of health departments, clinics and recovery sites: whom to call, what to do in an overdose, a plan for cravings.',
  area: 'start',
  hasContents: false,
  main: [
    h('h1', 'Help boxes for pages about opioids and recovery'),
    h(
      'p',
      {className: ['lead']},
      'For the web pages of health departments, clinics and recovery sites: whom to call, what to do in an overdose, a plan for cravings, treatment explained. They are for people who may return to heroin or another opioid after a break, when the dose they used before can kill, and for those who care for them.',
    ),
    h('p', {className: ['state']}, ...honestState(widgets), h('a', {href: 'reviews.html'}, 'Where the reviews stand')),
    cards(parts.builder),
    ...demo(),
    ...widgetList(widgets),
    ...more(parts),
  ],
});

/** @param {Guide} guide @param {(path: string) => string} to */
const guideEntry = ({title, description, path}, to) => entry(h('a', {href: to(path)}, title), description);

/**
 * Makes the list of guides.
 *
 * @param {{title: string, about: string, guides: Guide[]}[]} groups
 * @param {(path: string) => string} to
 * @returns {Page}
 */
export const guideList = (groups, to) => ({
  path: 'docs/index.html',
  title: 'Guides',
  description: 'All guides: for webmasters, clinicians, translators and developers.',
  area: 'docs',
  main: [
    h('h1', 'Guides'),
    ...groups.flatMap(({title, about, guides}, index) => [
      h('h2', {id: `group-${index + 1}`}, title),
      h('p', about),
      h(
        'dl',
        {className: ['list']},
        guides.flatMap((guide) => guideEntry(guide, to)),
      ),
    ]),
  ],
});

/**
 * Makes the page of the search. Without script it lists all pages.
 *
 * @param {Page[]} pages
 * @returns {Page}
 */
export const searchPage = (pages) => ({
  path: 'search.html',
  title: 'Search',
  description: 'Search all guides and widgets. The search runs in your browser: your words are not sent.',
  area: 'search',
  hasContents: false,
  scripts: ['site/minisearch.js', 'site/search-index.js', 'site/search.js'],
  main: [
    h('h1', 'Search'),
    h('form', {id: 'search', role: 'search'}, [
      h('label', {htmlFor: 'search-words'}, 'Words to find in the guides and in the pages of the widgets'),
      h('input', {id: 'search-words', type: 'search', autocomplete: 'off', ariaDescribedBy: 'search-note'}),
      h('button', {type: 'submit'}, 'Search'),
      h('p', {id: 'search-note', className: ['quiet']}, 'The search runs in your browser. Your words are not sent.'),
    ]),
    h(
      'p',
      {id: 'search-status', role: 'status'},
      'The search needs JavaScript, which does not run here. All pages are listed below; your browser’s “Find in page” searches their names.',
    ),
    h('ol', {id: 'search-results', hidden: true}),
    h('h2', {id: 'all'}, 'All pages'),
    h(
      'dl',
      {className: ['list']},
      pages.flatMap(({title, description, path}) => entry(h('a', {href: path}, title), description)),
    ),
  ],
});
