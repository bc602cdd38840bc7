/** Pages of partners on which all is well, however odd they are, grouped by what was done to the snippet. */
import {BASE, LOADER, csp, escapeMarkup, page, print, printSnippets, removeLoader, swap} from './pages.mjs';

/** @import {Host, Snippets} from './pages.mjs' */

/**
 * @typedef {[name: string, html: string]} SoundPage
 * @typedef {(snippets: Snippets) => SoundPage[] | Promise<SoundPage[]>} Change
 */

const STYLE = `<link rel="stylesheet" href="${BASE}recovery-widgets.css">`;

/** Returns the words of a snippet, without style and script. @param {string} html */
const bare = (html) => /<div data-[^]*<\/div>\n/.exec(html)?.[0] ?? '';

/** Pastes each form of the snippet, in pages of several languages and regions. @type {Change} */
const pasteAsPrinted = ({div, spanish, tag, frame, finished, arabic}) => [
  ['the snippet', page(div)],
  ['the tag', page(tag)],
  ['a finished widget', page(finished, {lang: 'en-GB'})],
  ['the frame', page(frame)],
  ['Arabic in a section of its own', page(`<section lang="ar" dir="rtl">${arabic}</section>`)],
  ['Spanish that the page decides', page(spanish.replaceAll(/ (data-)?lang="es"/g, ''), {lang: 'es-MX'})],
  ['a region that the page decides', page(swap(div, ' data-region="US"', ''), {region: 'US'})],
  ['a region as people write it', page(div.replace('data-region="US"', 'data-region="pr"'))],
];

/** Loads the script in other ways, or elsewhere in the page. @type {Change} */
const loadOtherwise = ({div, tag, warning}) => [
  ['everything for the whole site', page(bare(div), {head: `${STYLE}${LOADER}`})],
  ['two widgets, with the script twice', page(div + warning)],
  ['a query after the file', page(div.replace('recovery-widgets.js"', 'recovery-widgets.js?ver=6.8"'))],
  ['a relative address', page(div.replaceAll(BASE, '/widgets/'))],
  ['the classic file', page(div.replace(LOADER, `<script defer src="${BASE}recovery-widgets.classic.js"></script>`))],
  [
    'a tag manager',
    page(removeLoader(div), {
      head: '<script async src="https://www.googletagmanager.com/gtm.js?id=GTM-X"></script>',
    }),
  ],
  ['an import in a script', page(`${removeLoader(div)}<script>import('${BASE}recovery-widgets.js');</script>`)],
  [
    'a module bundle of the page',
    page(swap(tag, LOADER, ''), {head: `${STYLE}<script type="module" src="/assets/index-BX2kq9Zf.js"></script>`}),
  ],
];

/** Has a Content Security Policy that allows our files. @type {Change} */
const allowFiles = ({div, linked}) => [
  [
    'a strict policy',
    page(linked, {head: csp(`script-src ${BASE}; style-src ${BASE}; frame-src https://cdn.example`)}),
  ],
  [
    'a nonce',
    page(linked.replace(LOADER, LOADER.replace('src=', 'nonce="abc" src=')), {
      head: csp(`script-src 'nonce-abc' 'strict-dynamic'; style-src ${BASE}`),
    }),
  ],
  ['a policy with a wildcard', page(div, {head: csp("default-src 'self' data: https://*.example")})],
];

/** Has the traces of a content management system and of an optimizer. @type {Change} */
const runInSystem = ({div}) => [
  [
    'an optimizer that left it alone',
    page(div, {head: '<script src="/wp-content/cache/autoptimize/js/autoptimize_1.js"></script>'}),
  ],
];

/** Edits the markup and the words, as editors and people do. @type {Change} */
const editFallback = ({div, older}) => [
  ['breaks and paragraphs of an editor', page(div.replace('<ul>', '<br><ul>').replaceAll('<p>', '<p class="p">'))],
  [
    'names in capitals and curly quotes',
    page(div.replace('data-recovery-widget="helpline-banner"', 'DATA-RECOVERY-WIDGET="“Recovery-Helpline_Banner”"')),
  ],
  ['words without bdi and labels', page(div.replace(/<\/?bdi[^>]*>| aria-label="[^"]*"/g, ''))],
  ['words of the site itself', page(div.replace(/<h2>[^]*?<\/h2>/, '<h2>Our people care</h2>'))],
  [
    'the card in the tag',
    page(div.replace('</div>\n<script', '  <p slot="end"><a href="/card.html">A card</a></p>\n</div>\n<script')),
  ],
  ['a snippet of a later release', page(older.replace('0.0.9+', '99.0.0+'))],
];

/** Sets other options. @param {Snippets} snippets @returns {Promise<SoundPage[]>} */
const chooseOptions = async ({div}) => [
  ['an own line', page(div.replace(' data-region=', ' data-phone="555 0100" data-operator="Our clinic" data-region='))],
  ['no region and no numbers', page(await print('helpline-banner --form div'))],
  ['no country needed', page(await print('tolerance-chart --form div'))],
  ['a state', page(await print('faq --region us-ca --form div'))],
  [
    'a heading that fits',
    page(`<h2>Help</h2>${await print('helpline-banner --region US --form div --heading-level 3')}`),
  ],
  ['no heading before', page(div).replace('<h1>Partner</h1>', '')],
];

/** Sets colors, and changes frame and style sheet. @type {Change} */
const styleWidget = ({div, frame}) => [
  [
    'dark colors of its own',
    page(div, {head: '<style>:root{--recovery-color-accent:light-dark(#003b66, #b5dbff)}</style>'}),
  ],
  [
    'a frame with a sandbox',
    page(swap(frame, '<iframe ', '<iframe sandbox="allow-scripts allow-popups allow-same-origin" ')),
  ],
  [
    'a frame without script, high enough',
    page(frame.replace(/<script[^]*<\/script>/, '').replace('height="480"', 'height="900"')),
  ],
  [
    'a style sheet that an optimizer has merged',
    page(swap(div, /<link rel="stylesheet"[^>]*>\n/, ''), {
      head: '<link rel="stylesheet" href="/wp-content/cache/autoptimize/css/autoptimize_1.css">',
    }),
  ],
];

/** Has other things in the page that look like ours. @type {Change} */
const addNeighbors = ({div}) => [
  ['a guide for webmasters', page(`${div}<pre><code>${escapeMarkup(div)}</code></pre>`)],
  ['other custom elements', page(`<recovery-house-list></recovery-house-list>${div}`)],
  ['another all.js', page(div, {head: '<script defer src="https://use.fontawesome.example/js/all.js"></script>'})],
  [
    'phone numbers of the site',
    page(`${div}<a href="tel:+15550100">Call us</a> <a href="tel:+1-555-0100;ext=5">555 0100 ext. 5</a>`),
  ],
  ['a widget in a template', page(`${div}<template><div data-recovery-widget="nothing"></div></template>`)],
];

const CHANGES = [
  pasteAsPrinted,
  loadOtherwise,
  allowFiles,
  runInSystem,
  editFallback,
  chooseOptions,
  styleWidget,
  addNeighbors,
];

/** Lists pages on which all is well, however odd they are. @returns {Promise<Host[]>} */
export async function soundHosts() {
  const snippets = await printSnippets();
  const pages = await Promise.all(CHANGES.map((change) => change(snippets)));
  return pages.flat().map(([name, html]) => ({name, way: 'source', html}));
}
