/** Pages of partners on which something is broken, grouped by what was done to the snippet. */
import {lineOf, US_LINE, withOtherNumber} from '../helplines.mjs';
import {BASE, LOADER, csp, escapeMarkup, page, printSnippets, removeLoader, replaceLoader, swap} from './pages.mjs';

/** @import {Host, Snippets} from './pages.mjs' */

const CRISIS = lineOf('us-988');

/** The fallback content in a snippet, with what is around them. */
const FALLBACK = /(<div data-recovery-widget[^>]*>)[^]*?(<\/div>\n<script)/;

/**
 * @typedef {(snippets: Snippets) => [name: string, cause: string, html: string][]} SpoilSource `cause`: the first finding
 * @typedef {(snippets: Snippets) => Omit<Host, 'way'>[]} SpoilDelivery
 */

/** Shows the code, or parts of it, as text. @type {SpoilSource} */
const pasteWrongly = ({div, tag}) => [
  ['no snippet at all', 'nothing-here', page('<p>Hello</p>')],
  ['code pasted as text', 'shown-as-text', page(`<p>${escapeMarkup(div)}</p>`)],
  ['code in a code block', 'shown-as-text', page(`<pre><code>${escapeMarkup(div)}</code></pre>`)],
  [
    'an editor that removes <style>',
    'css-as-text',
    page(
      swap(swap(tag, '<style>', ''), '</style>', '')
        .replace('<!--', '')
        .replace('-->', '') + '<link rel="stylesheet" href="/x/recovery-widgets.css">',
    ),
  ],
];

/** Leaves the script out. @type {SpoilSource} */
const loseScript = ({div}) => [['no script', 'script', page(removeLoader(div))]];

/** Replaces quotation marks, as word processors do. @type {SpoilSource} */
const changeQuotes = ({div}) => [['a word processor in between', 'quotes', page(div.replaceAll('"', '\u201d'))]];

/** Changes the attributes of the script so that no browser runs it. @type {SpoilSource} */
const changeScript = ({div}) => [
  ['type removed', 'type', replaceLoader(div, LOADER.replace(' type="module"', ''))],
  ['src removed', 'type', replaceLoader(div, LOADER.replace(' src=', ' data-src='))],
  [
    'consent by type',
    'consent',
    replaceLoader(div, LOADER.replace('"module"', '"text/plain" data-cookieconsent="marketing"')),
  ],
];

/** Holds the script back until somebody moves the pointer. @type {SpoilSource} */
const delayScript = ({div}) => [
  [
    'WP Rocket delays',
    'optimizer',
    replaceLoader(
      div,
      `<script type="rocketlazyloadscript" data-rocket-type="module" data-rocket-src="${BASE}recovery-widgets.js"></script>\n`,
    ),
  ],
  [
    'LiteSpeed delays',
    'optimizer',
    replaceLoader(div, `<script type="litespeed/javascript" data-src="${BASE}recovery-widgets.js"></script>\n`),
  ],
  [
    'Rocket Loader holds back',
    'optimizer',
    replaceLoader(div, `<script type="0123456789abcdef-module" src="${BASE}recovery-widgets.js"></script>\n`),
  ],
];

/** Merges the script into a file or a page of the site. @type {SpoilSource} */
const mergeScript = ({div}) => [
  [
    'Autoptimize merged',
    'optimizer',
    page(removeLoader(div), {
      head: '<script defer src="/wp-content/cache/autoptimize/js/autoptimize_0a1b2c.js"></script>',
    }),
  ],
  [
    'copied into the page',
    'optimizer',
    replaceLoader(div, `<script type="module">globalThis.recoveryWidgets={};${'/* … */'.repeat(500)}</script>\n`),
  ],
];

/** Forbids our files by a Content Security Policy. @type {SpoilSource} */
const forbidFiles = ({div}) => [
  ['policy in the page', 'csp', page(div, {head: csp("script-src 'self'")})],
  ['policy with a nonce', 'csp', page(div, {head: csp("script-src 'nonce-abc' 'strict-dynamic'; style-src data:")})],
  ['policy against the style', 'csp', page(div, {head: csp("style-src 'self'")})],
];

/** Loads the script from where it is not. @type {SpoilSource} */
const misplaceFiles = ({div}) => [
  ['address of the example', 'address', page(div.replaceAll(BASE, 'https://your-site.example/'))],
  ['http in https', 'address', replaceLoader(div, LOADER.replace('https:', 'http:'))],
];

/** Spoils the attribute `integrity`. @type {SpoilSource} */
const spoilIntegrity = ({whole}) => [
  ['integrity without crossorigin', 'integrity', page(swap(whole, / crossorigin="anonymous"(?=><\/script)/, ''))],
  [
    'integrity that is none',
    'integrity',
    page(
      swap(
        whole,
        /integrity="[^"]*" crossorigin="anonymous"><\/script>/,
        'integrity="sha384-…" crossorigin="anonymous"></script>',
      ),
    ),
  ],
];

/** Loads two copies of the script. @type {SpoilSource} */
const loadTwice = ({div}) => [
  ['two addresses', 'copies', page(div + LOADER.replace('1.0.0', '1.0.1'))],
  ['module and classic', 'copies', page(`${div}<script defer src="${BASE}recovery-widgets.classic.js"></script>`)],
];

/** Changes words and numbers. @type {SpoilSource} */
const changeFallback = ({div, older}) => [
  ['no fallback content', 'no-fallback', page(swap(div, FALLBACK, '$1</div>\n<script'))],
  ['links without address', 'dead-links', page(div.replaceAll(/ href="sms:[^"]*"/g, ''))],
  ['links that Drupal broke', 'dead-links', page(div.replaceAll('"sms:', '"'))],
  ['words without number', 'no-number', page(div.replaceAll(/<a href="(tel|sms)[^>]*>(.*?)<\/a>/g, '$2'))],
  ['retired number in the page', 'retired-number', page(`${div}<p><a href="tel:08007 76600">FRANK</a></p>`)],
  ['one number shown, one dialed', 'wrong-label', page(div.replace(US_LINE.href, CRISIS.href))],
  ['older words', 'outdated', page(older)],
];

/** Changes region, language or level of the heading. @type {SpoilSource} */
const changePlace = ({div, spanish}) => [
  ['region removed', 'region', page(swap(div, ' data-region="US"', ''))],
  ['region unknown', 'region', page(swap(div, 'data-region="US"', 'data-region="USA-CALIFORNIA"'))],
  ['language removed', 'language', page(spanish.replaceAll(/ (data-)?lang="es"/g, ''))],
  ['language of another', 'language', page(spanish.replaceAll('lang="es"', 'lang="ar"'))],
  ['language unknown', 'language', page(div.replaceAll('lang="en"', 'lang="tlh"'))],
  ['heading skipped', 'heading', page(div.replaceAll('h2>', 'h4>'))],
];

/** Removes the style, or loads it late. @type {SpoilSource} */
const moveStyle = ({div, linked}) => [
  ['no style', 'style', page(swap(div, /<link rel="stylesheet"[^>]*>\n/, ''))],
  [
    'style at the end',
    'style-late',
    page(
      `${swap(linked, /<link rel="stylesheet"[^>]*>\n/, '')}<link rel="stylesheet" href="${BASE}recovery-widgets.css">`,
    ),
  ],
];

/** Makes the frame too low, or limits it. @type {SpoilSource} */
const limitFrame = ({frame}) => [
  [
    'frame too low',
    'frame-height',
    page(swap(swap(frame, 'height="480"', 'height="120"'), /<script[^]*<\/script>/, '')),
  ],
  ['sandbox without scripts', 'sandbox', page(swap(frame, '<iframe ', '<iframe sandbox="allow-same-origin" '))],
  ['frame refused', 'frame', page(frame, {head: csp("frame-src 'self'")})],
  ['frame of no widget', 'name', page(swap(frame, 'widget=helpline-banner', 'widget=helpline'))],
];

/** Spoils the name of the widget, or its tag. @type {SpoilSource} */
const spoilTag = ({div, tag}) => [
  ['name of no widget', 'name', page(swap(div, '"helpline-banner"', '"helpline"'))],
  ['a paragraph around the tag', 'wrapped-tag', page(tag.replace(/(<recovery-[^]*)(?=<script)/, '<p>$1</p>'))],
  ['end tag missing', 'end-tag', page(swap(tag, '</recovery-helpline-banner>', ''))],
];

/** Sets colors and attributes that do not work. @type {SpoilSource} */
const chooseWrongly = ({div, spanish}) => [
  ['accent too light', 'contrast', page(div, {head: '<style>:root{--recovery-color-accent:#7fb3ff}</style>'})],
  ['variant unknown', 'attribute', page(swap(spanish, 'data-variant="compact"', 'data-variant="tiny"'))],
  ['own number of nobody', 'attribute', page(swap(div, ' data-region=', ' data-phone="555 0100" data-region='))],
];

/** Defines the element in the page itself. @type {SpoilSource} */
const defineElement = ({div}) => [
  [
    'another definition',
    'other-definition',
    page(`<script>customElements.define('recovery-helpline-banner', class extends HTMLElement {})</script>${div}`),
  ],
];

/** Answers for our files, or for the page, as broken servers do. @type {SpoilDelivery} */
const answerWrongly = ({div, whole}) => [
  {name: 'wrong path', cause: 'address', html: page(div), answer: () => 'fail'},
  {
    name: 'chunks missing',
    cause: 'address',
    html: page(div),
    answer: (path) => (/^(assets|current)/.test(path) ? 'fail' : undefined),
  },
  {name: 'wrong type', cause: 'mime', html: page(div), answer: () => ({type: 'text/plain'})},
  {name: 'no CORS', cause: 'script', html: page(div), answer: () => ({cors: false})},
  {
    name: 'other bytes',
    cause: 'script',
    html: page(whole),
    answer: (path) => (path === 'all.js' ? {body: 'void 0;'} : undefined),
  },
  {
    name: 'policy in a header',
    cause: 'csp',
    html: page(div),
    headers: {'content-security-policy': "script-src 'self'"},
  },
];

/** Changes the page so that only a browser shows it. @type {SpoilDelivery} */
const changeInBrowser = ({div}) => [
  {
    name: 'another definition by a file',
    cause: 'other-definition',
    html: page(
      `<script>customElements['def' + 'ine']('recovery-' + 'helpline-banner', class extends HTMLElement {})</script>${div}`,
    ),
  },
  {
    name: 'type removed, in a browser',
    cause: 'type',
    html: replaceLoader(div, LOADER.replace(' type="module"', '')),
  },
  {
    name: 'consent by a tag manager',
    cause: 'script',
    html: page(removeLoader(div), {
      head: '<script async src="https://www.googletagmanager.com/gtm.js?id=GTM-X"></script>',
    }),
  },
  {name: 'script copied into the page', cause: 'optimizer', html: replaceLoader(div, '<!--inline-->')},
  {
    name: 'older number in the words',
    cause: 'outdated',
    html: page(withOtherNumber(div).replace(/ data-recovery-version="[^"]*"/, '')),
  },
];

const IN_SOURCE = [
  pasteWrongly,
  loseScript,
  changeQuotes,
  changeScript,
  delayScript,
  mergeScript,
  forbidFiles,
  misplaceFiles,
  spoilIntegrity,
  loadTwice,
  changeFallback,
  changePlace,
  moveStyle,
  limitFrame,
  spoilTag,
  chooseWrongly,
  defineElement,
];
const IN_BROWSER = [answerWrongly, changeInBrowser];

/** Lists the pages on which something is broken. @returns {Promise<Host[]>} */
export async function brokenHosts() {
  const snippets = await printSnippets();
  return [
    ...IN_SOURCE.flatMap((spoil) => spoil(snippets)).map(([name, cause, html]) => ({
      name,
      cause,
      way: /** @type {const} */ ('source'),
      html,
    })),
    ...IN_BROWSER.flatMap((spoil) => spoil(snippets)).map((host) => ({...host, way: /** @type {const} */ ('browser')})),
  ];
}
