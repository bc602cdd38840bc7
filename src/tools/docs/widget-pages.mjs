/** The page of each widget, and the page that lists them. */
import {h} from 'hastscript';
import {visit} from 'unist-util-visit';
import {dateText} from '../content/cldr.mjs';
import {renderWidget} from '../html/fallback-html.mjs';
import {VERSION_ATTRIBUTE} from '../html/version-stamp.mjs';
import {countryName, languageName} from '../locales/cldr-data.mjs';
import {regions} from '../types/controls.mjs';
import {addressOf} from './layout.mjs';
import {firstSentences, isElement, parseInline, parseMarkdown} from './markdown.mjs';

/** @import {Element, ElementContent} from 'hast' */
/** @import {Child, Page} from './layout.mjs' */
/** @import {Item, LanguageFacts, WidgetFacts} from './widget-facts.mjs' */

const REGION = 'US';

/** Returns the path of the page of a widget. @param {string} name */
export const pathOfWidget = (name) => `widgets/${name}.html`;

/** Writes bytes for people. @param {number} bytes */
export const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/** Writes a day for people, such as `26 November 2026`. @param {string} day YYYY-MM-DD */
const longDay = (day) => dateText('en-GB', day);

/** @param {number} count @param {string} one @param {string} many */
export const counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** Names the state of a widget in a language, and claims no more than its reviews. @param {LanguageFacts} facts */
export function stateText({state, review}) {
  if (state === 'draft' || !review) return 'Draft';
  const who = review.by.map(({role, organisation}) => `${role}, ${organisation}`).join('; ');
  return state === 'overdue'
    ? `Review overdue: last by ${who}, ${longDay(review.on)}; it counted until ${longDay(review.until)}`
    : `Reviewed by ${who}, ${longDay(review.on)}; that counts until ${longDay(review.until)}`;
}

/** Whether anybody has signed any text. @param {LanguageFacts[]} languages */
export const isSomeSigned = (languages) =>
  languages.some(({counts}) => Object.values(counts).some(({signed}) => signed > 0));

/**
 * Describes the state of a widget in one sentence.
 *
 * @param {LanguageFacts[]} languages
 */
export function stateSentence(languages) {
  const names = (/** @type {LanguageFacts['state']} */ state) =>
    new Intl.ListFormat('en-GB').format(languages.filter((each) => each.state === state).map(({name}) => name));
  if (languages.every(({state}) => state === 'draft'))
    return isSomeSigned(languages)
      ? 'Draft in every language: some words still lack a review.'
      : 'Draft in every language: no clinician has reviewed these words yet.';
  return [
    names('reviewed') && `Reviewed: ${names('reviewed')}.`,
    names('overdue') && `Review overdue: ${names('overdue')}.`,
    names('draft') && `Draft: ${names('draft')}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Links the tags that a text names to the pages of their widgets. @template {import('hast').Nodes} T @param {T} tree @param {string[]} names @param {string} own */
function linkTags(tree, names, own) {
  visit(tree, 'element', (node, index, parent) => {
    const [text] = node.children;
    if (node.tagName !== 'code' || text?.type !== 'text' || !parent || index === undefined) return;
    const name = text.value.replace(/^recovery-/, '');
    if (name === text.value || name === own || !names.includes(name) || isElement(parent, 'a')) return;
    parent.children[index] = h('a', {href: `${name}.html`}, node);
  });
  return tree;
}

/** @param {string[]} heads @param {Child[][][]} rows */
const table = (heads, rows) =>
  h(
    'table',
    h(
      'thead',
      h(
        'tr',
        heads.map((head) => h('th', {scope: 'col'}, head)),
      ),
    ),
    h(
      'tbody',
      rows.map(([first, ...cells]) => h('tr', h('th', {scope: 'row'}, first), ...cells.map((cell) => h('td', cell)))),
    ),
  );

/** Returns the texts of the class comment by purpose. @param {string} description */
function divide(description) {
  const [what = '', when = '', ...rest] = description.split('\n\n');
  return {
    what,
    when,
    accessibility: rest
      .filter((text) => text.startsWith('Accessibility: '))
      .map((text) => text.replace(/^Accessibility: ./, (start) => start.slice(-1).toUpperCase())),
    more: rest.filter((text) => !text.startsWith('Accessibility: ')),
  };
}

/** Makes the controls of the example, which are shown once site.js can work them. @param {WidgetFacts} widget */
function controls({languages, isRegional}) {
  const option = (/** @type {string} */ value, /** @type {string} */ initial, /** @type {string} */ label) =>
    h('option', {value, selected: value === initial}, label);
  const select = (/** @type {string} */ attribute, /** @type {string} */ label, /** @type {Element[]} */ options) =>
    h(
      'p',
      h('label', {htmlFor: `example-${attribute}`}, label),
      h('select', {id: `example-${attribute}`, dataSets: attribute, autocomplete: 'off'}, options),
    );
  const nameOf = (/** @type {string} */ code) =>
    code.includes('-') ? `${countryName(code.slice(0, 2))}: ${code}` : countryName(code);
  return h('div', {className: ['controls'], hidden: true, dataUnsearched: ''}, [
    select(
      'lang',
      'Language',
      languages.map(({language, name}) => option(language, 'en', name)),
    ),
    ...(isRegional
      ? [
          select(
            'region',
            'Country or place',
            regions
              .map((code) => /** @type {const} */ ([code, nameOf(code)]))
              .sort(([, a], [, b]) => a.localeCompare(b, 'en'))
              .map(([code, name]) => option(code, REGION, name)),
          ),
        ]
      : []),
    select('theme', 'Colors', [
      option('auto', 'auto', 'As the page'),
      option('light', '', 'Light'),
      option('dark', '', 'Dark'),
    ]),
  ]);
}

/**
 * Creates the widget itself, with the fallback content that a snippet would have.
 *
 * @param {WidgetFacts} widget
 * @returns {Promise<Element>}
 */
async function example({name, isRegional, hasLevel}) {
  const {attributes, fallbackHtml, stamp} = await renderWidget(name, {
    lang: 'en',
    ...(isRegional && {region: REGION}),
    attributes: hasLevel ? {'heading-level': '3'} : {},
  });
  const content = /** @type {ElementContent} */ (/** @type {unknown} */ ({type: 'raw', value: `\n${fallbackHtml}`}));
  return h(`recovery-${name}`, {...attributes, [VERSION_ATTRIBUTE]: stamp}, content);
}

/** Lists the values of an attribute. @param {string} name @param {string} [type] as TypeScript has it @returns {Child} */
function valuesOf(name, type = '') {
  // The list of all places would fill the page.
  if (name === 'region') return 'code of a country or place, such as GB or CA-ON';
  if (type === 'string') return 'text';
  return type === 'boolean'
    ? 'none: it is there or not'
    : h('code', type.replaceAll("'", '').replace(/ \| string$/, ' | …'));
}

/** @param {WidgetFacts} widget @param {string[]} names */
function attributeTable({attributes, name: own}, names) {
  /** Names the default where the description does not. @param {WidgetFacts['attributes'][number]} attribute */
  const initially = ({default: initial, type, description = ''}) =>
    initial && type?.text !== 'boolean' && !description.includes('Default:') ? ['. Default: ', h('code', initial)] : [];
  return [
    h('h2', {id: 'attributes'}, 'Attributes'),
    h(
      'p',
      'In an editor that takes a ',
      h('code', '<div>'),
      ', write each with ',
      h('code', 'data-'),
      ' before it. A value that is not allowed never breaks a widget: the default is used.',
    ),
    linkTags(
      table(
        ['Name', 'What it does'],
        attributes.map((attribute) => [
          [h('code', attribute.name)],
          [
            ...parseInline(attribute.description ?? ''),
            h(
              'div',
              {className: ['quiet']},
              'Values: ',
              valuesOf(attribute.name, attribute.type?.text),
              ...initially(attribute),
            ),
          ],
        ]),
      ),
      names,
      own,
    ),
  ];
}

/** @param {string} id @param {string} title @param {Item[]} items @returns {Element[]} */
const itemTable = (id, title, items) =>
  items.length
    ? [
        h('h2', {id}, title),
        table(
          ['Name', 'What it is'],
          items.map(({name, description = '', default: initial}) => [
            name ? [h('code', name), ...(initial ? [h('br'), h('code', initial)] : [])] : ['(default)'],
            parseInline(description),
          ]),
        ),
      ]
    : [];

/** @param {LanguageFacts['counts'][keyof LanguageFacts['counts']]} count */
const signedOf = (count) => [count ? `${count.signed} of ${count.total}` : 'not needed'];

/** @param {WidgetFacts} widget @param {(path: string) => string} to */
const languageSection = ({languages}, to) => [
  h('h2', {id: 'languages'}, 'Languages, and who has reviewed the words'),
  h('p', stateSentence(languages)),
  table(
    ['Language', 'Code', 'State', 'Signed by a clinician', 'Signed by a native speaker'],
    languages.map((facts) => [
      [facts.name],
      [h('code', facts.language)],
      [stateText(facts)],
      signedOf(facts.counts.clinical),
      signedOf(facts.counts.language),
    ]),
  ),
  h(
    'p',
    'The numbers count texts. A clinician signs those that could hurt someone if they were wrong. ',
    h('a', {href: to('docs/reviewing.html')}, 'How texts are reviewed'),
    ', ',
    h('a', {href: to('reviews.html')}, 'where all reviews stand'),
    '.',
  ),
];

/** @param {WidgetFacts} widget @param {(path: string) => string} to */
function sourceSection({sources, fromArticle, isRegional}, to) {
  return [
    h('h2', {id: 'sources'}, 'Sources of its words'),
    h(
      'p',
      `${sources.length ? counted(sources.length, 'source') : 'It states no fact that needs a source'}${sources.length ? ', each with the number of texts that rest on it' : ''}. `,
      ...(fromArticle
        ? [
            `${counted(fromArticle, 'text')} ${fromArticle === 1 ? 'rests' : 'rest'} on the article from which the widgets come: `,
            h('a', {href: to('ledger.html')}, 'the ledger'),
            ' shows every sentence of it. ',
          ]
        : []),
      ...(isRegional
        ? ['Numbers have sources of their own: ', h('a', {href: to('docs/helplines.html')}, 'helplines'), '.']
        : []),
    ),
    ...(sources.length
      ? [
          h(
            'ul',
            {className: ['sources']},
            sources.map(({source: {title, publisher, url, date, read}, ids}) =>
              h('li', [
                h('a', {href: url}, title),
                `, ${publisher}, ${date}. `,
                ...(read
                  ? ['Read as ', h('a', {href: read.url}, 'a copy'), `: ${read.edition.replace(/\.$/, '')}. `]
                  : []),
                h('span', {className: ['quiet']}, counted(ids.length, 'text')),
              ]),
            ),
          ),
        ]
      : []),
  ];
}

/** @param {WidgetFacts} widget @param {(path: string) => string} to */
const sizeSection = ({sizes}, to) => [
  h('h2', {id: 'size'}, 'Size'),
  h(
    'p',
    `A page with this widget alone, in English, loads ${counted(sizes.files.length, 'file')}: `,
    h('strong', kilobytes(sizes.page)),
    `, compressed with Brotli. Further widgets share most of it.`,
  ),
  table(
    ['Part', 'Size'],
    [
      [['Everything, in English'], [kilobytes(sizes.page)]],
      [['of it, the code of this widget'], [kilobytes(sizes.widget)]],
      ...Object.entries(sizes.languages).map(([language, bytes]) => [
        [`${languageName(language)} adds`],
        [kilobytes(bytes)],
      ]),
    ],
  ),
  h('p', h('a', {href: to('docs/speed.html')}, 'Speed, measured beside others')),
];

/** @param {import('../copy/history.mjs').WordChange} change */
function changeItem({id, before, after}) {
  return h('li', [
    ...(before === undefined ? [] : [h('del', before), ' ']),
    ...(after === undefined ? [] : [h('ins', after), ' ']),
    h('code', {className: ['quiet']}, id),
  ]);
}

/** @param {WidgetFacts} widget */
function historySection({history, historyMissing}) {
  const day = (/** @type {string} */ date) => (date ? longDay(date) : 'Not committed yet');
  return [
    h('h2', {id: 'history'}, 'History of its words'),
    ...(historyMissing
      ? [h('p', {id: 'history-missing'}, historyMissing)]
      : [
          h('p', 'The English, day by day, with the texts that it shares with other widgets. Translations follow it.'),
          ...history.map(({date, isFirst, count, changes}) =>
            isFirst
              ? h('p', h('strong', day(date)), `: the widget came, with ${counted(count, 'text')}.`)
              : h(
                  'details',
                  h('summary', h('strong', day(date)), `: ${counted(changes.length, 'change')}`),
                  h('ul', {className: ['changes'], dataUnsearched: ''}, changes.map(changeItem)),
                ),
          ),
        ]),
  ];
}

/** Renders the live widget, with controls for its attributes. @param {WidgetFacts} widget */
const exampleSection = async (widget) => [
  h('h2', {id: 'example'}, 'See it'),
  h(
    'p',
    widget.isRegional
      ? 'This is the widget itself, in English, with the numbers of the United States. They are real: a link calls.'
      : 'This is the widget itself, in English.',
    ...(widget.name === 'quick-exit' ? [' It works: it leaves this page.'] : []),
  ),
  controls(widget),
  h('div', {className: ['example']}, await example(widget)),
];

/**
 * Renders the snippet to paste, and the code for developers.
 *
 * @param {WidgetFacts} widget
 * @param {(path: string) => string} to
 * @param {string} [builder] path of its page
 */
const pasteSection = ({name, tag, className, snippet, isRegional}, to, builder) => [
  h('h2', {id: 'paste'}, 'Put it on your page'),
  ...(builder
    ? [
        h(
          'p',
          h('a', {className: ['button'], href: to(builder)}, 'Make the snippet'),
          ' for your country, language and system, and see it before you paste.',
        ),
      ]
    : []),
  h(
    'p',
    `${builder ? 'Or this' : 'This'}, in English${isRegional ? ' and for the United States' : ''}, with the address of your own files for `,
    h('code', 'https://your-site.example/'),
    '. ',
    h('a', {href: to('docs/embed.html')}, 'Which way fits your site, step by step'),
  ),
  h(
    'details',
    h('summary', `What to paste: ${counted(snippet.trimEnd().split('\n').length, 'line')}`),
    h('pre', {dataUnsearched: ''}, h('code', {className: ['language-html']}, snippet)),
  ),
  h(
    'p',
    'On the command line: ',
    h('code', `npx recovery-widgets snippet ${name}`),
    '. In an app: ',
    h('code', `import 'recovery-widgets/define/${name}.js'`),
    ' registers ',
    h('code', `<${tag}>`),
    '; its class is ',
    h('code', className),
    '.',
  ),
];

/**
 * Makes the page of a widget.
 *
 * @param {WidgetFacts} widget
 * @param {{names: string[], builder?: string}} site names of all widgets; path of the builder, if it is there
 * @returns {Promise<Page>}
 */
export async function widgetPage(widget, {names, builder}) {
  const {name, label, summary, description} = widget;
  const path = pathOfWidget(name);
  const to = (/** @type {string} */ target) => addressOf(path, target);
  const {what, when, accessibility, more} = divide(description);
  const text = (/** @type {string} */ markdown) =>
    /** @type {ElementContent[]} */ (linkTags(parseMarkdown(markdown), names, name).children);
  return {
    path,
    title: label,
    description: firstSentences(
      `${summary}${widget.languages.every(({state}) => state === 'draft') ? ' A draft.' : ''}`,
    ),
    area: 'widgets',
    crumbs: [{title: 'Widgets', path: 'widgets/index.html'}],
    scripts: ['cdn/all.js'],
    styles: ['cdn/recovery-widgets.css'],
    main: [
      h('h1', label),
      h('p', {className: ['lead']}, summary),
      h('p', {className: ['state']}, stateSentence(widget.languages)),
      h('h2', {id: 'what'}, 'What it is for'),
      ...text(what),
      h('h2', {id: 'when'}, 'When to use it, and when not'),
      ...text(when),
      ...(await exampleSection(widget)),
      ...pasteSection(widget, to, builder),
      ...languageSection(widget, to),
      ...sourceSection(widget, to),
      ...(more.length ? [h('h2', {id: 'details'}, 'Good to know'), ...more.flatMap(text)] : []),
      ...(accessibility.length
        ? [
            h('h2', {id: 'accessibility'}, 'Accessibility'),
            ...accessibility.flatMap(text),
            h('p', h('a', {href: to('docs/accessibility.html')}, 'Conformance report')),
          ]
        : []),
      ...attributeTable(widget, names),
      ...itemTable('events', 'Events', widget.events),
      ...itemTable('slots', 'Slots', widget.slots),
      ...itemTable('parts', 'Parts', widget.parts),
      ...itemTable('custom-properties', 'Custom properties', widget.styles),
      h('p', h('a', {href: to('docs/reference.html')}, 'What is the same for all widgets')),
      ...sizeSection(widget, to),
      ...historySection(widget),
    ],
  };
}

/**
 * Makes the page that lists the widgets.
 *
 * @param {WidgetFacts[]} widgets
 * @returns {Page}
 */
export const widgetList = (widgets) => ({
  path: 'widgets/index.html',
  title: 'Widgets',
  description: `The ${widgets.length} widgets: what each shows, when to use it and when not.`,
  area: 'widgets',
  hasContents: false,
  main: [
    h('h1', 'Widgets'),
    h(
      'p',
      {className: ['lead']},
      'Each has a page: what it is for and when not to use it, the widget itself, what to paste, who has reviewed its words, and their sources.',
    ),
    h(
      'ul',
      {className: ['cards']},
      widgets.map(({name, label, summary, languages}) =>
        h(
          'li',
          h('h2', h('a', {href: `${name}.html`}, label)),
          h('p', summary),
          h('p', {className: ['quiet']}, stateSentence(languages)),
        ),
      ),
    ),
  ],
});
