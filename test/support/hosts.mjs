/**
 * Pages of partners, broken and sound, for the check. Each has a snippet as it is printed, in a page that does one thing to it.
 * `way` is how to detect it: from the source alone, or in a browser.
 */
import {snippetFromArgs} from '../../src/tools/html/snippet-args.mjs';

export const BASE = 'https://cdn.example/widgets/1.0.0/';
export const PAGE = 'https://partner.example/';

/**
 * @typedef {object} Host
 * @property {string} name
 * @property {string} [cause] the first finding; undefined for a sound page
 * @property {'source' | 'browser'} way
 * @property {string} html
 * @property {Record<string, string>} [headers] of the page
 * @property {(path: string) => 'fail' | {type?: string, cors?: false, body?: string} | undefined} [answer] how the host of our files
 *   answers for a path below its folder
 */

/** Prints a snippet. @param {string} line */
const print = async (line) => (await snippetFromArgs([...line.split(' '), '--base', BASE])).html;

/** @param {string} body @param {{lang?: string, head?: string, region?: string}} [options] */
const page = (body, {lang = 'en', head = '', region = ''} = {}) =>
  `<!doctype html>\n<html lang="${lang}"${region && ` data-recovery-region="${region}"`}>\n<head>\n<meta charset="utf-8">\n<title>Partner</title>\n${head}\n</head>\n<body>\n<h1>Partner</h1>\n${body}\n</body>\n</html>\n`;

const LOADER = `<script type="module" src="${BASE}recovery-widgets.js"></script>\n`;
const csp = (/** @type {string} */ policy) => `<meta http-equiv="Content-Security-Policy" content="${policy}">`;

/** Replaces a part of a text that must be there. @param {string} text @param {string | RegExp} part @param {string} by */
function swap(text, part, by) {
  const result = text.replace(part, by);
  if (result === text) throw new Error(`${part} is not in the page.`);
  return result;
}

/** Snippets that the pages are made of. */
async function parts() {
  const [div, spanish, tag, frame, finished, whole, warning, linked, arabic] = await Promise.all(
    [
      'helpline-banner --region US --form div',
      'helpline-banner --region US --lang es --form div --variant compact',
      'helpline-banner --region US',
      'helpline-banner --region US --form frame',
      'overdose-warning --region GB --form prerendered',
      'helpline-banner --region US --form div --file all.js --link-style',
      'overdose-warning --region GB --form div',
      'helpline-banner --region US --form div --link-style',
      'faq --region CA-ON --lang ar --form div',
    ].map(print),
  );
  return {div, spanish, tag, frame, finished, whole, warning, linked, arabic};
}

/** Lists the broken pages. @returns {Promise<Host[]>} */
export async function brokenHosts() {
  const {div, spanish, tag, frame, whole, linked} = await parts();
  const withoutScript = (/** @type {string} */ html) => swap(html, LOADER, '');
  const withScript = (/** @type {string} */ script) => page(swap(div, LOADER, script));
  const words = /(<div data-recovery-widget[^>]*>)[^]*?(<\/div>\n<script)/;
  /** @type {[name: string, cause: string, html: string][]} */
  const source = [
    ['no snippet at all', 'nothing-here', page('<p>Hello</p>')],
    ['code pasted as text', 'shown-as-text', page(`<p>${div.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`)],
    [
      'code in a code block',
      'shown-as-text',
      page(`<pre><code>${div.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</code></pre>`),
    ],
    [
      'an editor that removes <style>',
      'css-as-text',
      page(
        swap(swap(tag, '<style>', ''), '</style>', '')
          .replace('<!--', '')
          .replace('-->', '') + '<link rel="stylesheet" href="/x/recovery-widgets.css">',
      ),
    ],
    ['no script', 'script', page(withoutScript(div))],
    [
      'no script, and a script of the site',
      'script',
      page(withoutScript(div), {head: '<script src="/jquery.min.js"></script>'}),
    ],
    ['a word processor in between', 'quotes', page(div.replaceAll('"', '\u201d'))],
    ['a word processor in between, and a tag', 'quotes', page(tag.replace(/"([^"\n]*)"/g, '\u201c$1\u201d'))],
    ['type removed', 'type', withScript(LOADER.replace(' type="module"', ''))],
    ['type of a template', 'type', withScript(LOADER.replace('"module"', '"text/template"'))],
    ['src removed', 'type', withScript(LOADER.replace(' src=', ' data-src='))],
    [
      'consent by type',
      'consent',
      withScript(LOADER.replace('"module"', '"text/plain" data-cookieconsent="marketing"')),
    ],
    [
      'consent by class',
      'consent',
      withScript(LOADER.replace('"module"', '"text/plain" class="cmplz-script"').replace(' src=', ' data-src=')),
    ],
    [
      'WP Rocket delays',
      'optimizer',
      withScript(
        `<script type="rocketlazyloadscript" data-rocket-type="module" data-rocket-src="${BASE}recovery-widgets.js"></script>\n`,
      ),
    ],
    [
      'LiteSpeed delays',
      'optimizer',
      withScript(`<script type="litespeed/javascript" data-src="${BASE}recovery-widgets.js"></script>\n`),
    ],
    [
      'Perfmatters delays',
      'optimizer',
      withScript(
        `<script type="pmdelayedscript" data-perfmatters-type="module" src="${BASE}recovery-widgets.js"></script>\n`,
      ),
    ],
    [
      'WP Meteor delays',
      'optimizer',
      withScript(
        `<script type="javascript/blocked" data-wpmeteor-type="module" data-wpmeteor-src="${BASE}recovery-widgets.js"></script>\n`,
      ),
    ],
    [
      'a theme delays',
      'optimizer',
      withScript(`<script type="text/delayed" src="${BASE}recovery-widgets.js"></script>\n`),
    ],
    [
      'a theme merged',
      'optimizer',
      page(withoutScript(div), {head: '<script defer src="/wp-content/cache/speed/merged-0a1b2c.js"></script>'}),
    ],
    [
      'Rocket Loader holds back',
      'optimizer',
      withScript(`<script type="0123456789abcdef-module" src="${BASE}recovery-widgets.js"></script>\n`),
    ],
    [
      'Autoptimize merged',
      'optimizer',
      page(withoutScript(div), {
        head: '<script defer src="/wp-content/cache/autoptimize/js/autoptimize_0a1b2c.js"></script>',
      }),
    ],
    [
      'W3 Total Cache merged',
      'optimizer',
      page(withoutScript(div), {head: '<script src="/wp-content/cache/minify/0a1b2.js"></script>'}),
    ],
    ['policy in the page', 'csp', page(div, {head: csp("script-src 'self'")})],
    ['policy with a nonce', 'csp', page(div, {head: csp("script-src 'nonce-abc' 'strict-dynamic'; style-src data:")})],
    [
      'policy for another path',
      'csp',
      page(div, {head: csp('script-src https://cdn.example/other/; style-src data:')}),
    ],
    ['policy against the style', 'csp', page(div, {head: csp("style-src 'self'")})],
    ['address of the example', 'address', page(div.replaceAll(BASE, 'https://your-site.example/'))],
    [
      'address on a disk',
      'address',
      withScript('<script type="module" src="file:///C:/widgets/recovery-widgets.js"></script>\n'),
    ],
    ['http in https', 'address', withScript(LOADER.replace('https:', 'http:'))],
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
    ['two addresses', 'copies', page(div + LOADER.replace('1.0.0', '1.0.1'))],
    ['module and classic', 'copies', page(`${div}<script defer src="${BASE}recovery-widgets.classic.js"></script>`)],
    ['no words', 'no-words', page(swap(div, words, '$1</div>\n<script'))],
    ['links without address', 'dead-links', page(div.replaceAll(/ href="sms:[^"]*"/g, ''))],
    ['links that Drupal broke', 'dead-links', page(div.replaceAll('"sms:', '"'))],
    ['words without number', 'no-number', page(div.replaceAll(/<a href="(tel|sms)[^>]*>(.*?)<\/a>/g, '$2'))],
    ['region removed', 'region', page(swap(div, ' data-region="US"', ''))],
    ['region unknown', 'region', page(swap(div, 'data-region="US"', 'data-region="USA-CALIFORNIA"'))],
    ['language removed', 'language', page(spanish.replaceAll(/ (data-)?lang="es"/g, ''))],
    ['language of another', 'language', page(spanish.replaceAll('lang="es"', 'lang="ar"'))],
    ['language unknown', 'language', page(div.replaceAll('lang="en"', 'lang="tlh"'))],
    ['heading skipped', 'heading', page(div.replaceAll('h2>', 'h4>'))],
    ['retired number in the page', 'retired-number', page(`${div}<p><a href="tel:08007 76600">FRANK</a></p>`)],
    ['one number shown, one dialed', 'wrong-label', page(div.replace('href="tel:+18006624357"', 'href="tel:988"'))],
    ['older words', 'outdated', page(await outdated(div))],
    ['no style', 'style', page(swap(div, /<link rel="stylesheet"[^>]*>\n/, ''))],
    [
      'style at the end',
      'style-late',
      page(
        `${swap(linked, /<link rel="stylesheet"[^>]*>\n/, '')}<link rel="stylesheet" href="${BASE}recovery-widgets.css">`,
      ),
    ],
    [
      'frame too low',
      'frame-height',
      page(swap(swap(frame, 'height="480"', 'height="120"'), /<script[^]*<\/script>/, '')),
    ],
    ['sandbox without scripts', 'sandbox', page(swap(frame, '<iframe ', '<iframe sandbox="allow-same-origin" '))],
    ['frame refused', 'frame', page(frame, {head: csp("frame-src 'self'")})],
    ['frame of no widget', 'name', page(swap(frame, 'widget=helpline-banner', 'widget=helpline'))],
    ['name of no widget', 'name', page(swap(div, '"helpline-banner"', '"helpline"'))],
    ['a paragraph around the tag', 'wrapped-tag', page(tag.replace(/(<recovery-[^]*)(?=<script)/, '<p>$1</p>'))],
    ['end tag missing', 'end-tag', page(swap(tag, '</recovery-helpline-banner>', ''))],
    ['accent too light', 'contrast', page(div, {head: '<style>:root{--recovery-color-accent:#7fb3ff}</style>'})],
    ['text like its ground', 'contrast', page(div, {head: '<style>.x{--recovery-color-surface: #333}</style>'})],
    ['variant unknown', 'attribute', page(swap(spanish, 'data-variant="compact"', 'data-variant="tiny"'))],
    ['own number of nobody', 'attribute', page(swap(div, ' data-region=', ' data-phone="555 0100" data-region='))],
    [
      'another definition',
      'other-definition',
      page(`<script>customElements.define('recovery-helpline-banner', class extends HTMLElement {})</script>${div}`),
    ],
    [
      'copied into the page',
      'optimizer',
      withScript(`<script type="module">globalThis.recoveryWidgets={};${'/* … */'.repeat(500)}</script>\n`),
    ],
  ];
  /** @type {Host[]} */
  const browser = [
    {name: 'wrong path', cause: 'address', way: 'browser', html: page(div), answer: () => 'fail'},
    {
      name: 'chunks missing',
      cause: 'address',
      way: 'browser',
      html: page(div),
      answer: (path) => (/^(assets|current)/.test(path) ? 'fail' : undefined),
    },
    {name: 'wrong type', cause: 'mime', way: 'browser', html: page(div), answer: () => ({type: 'text/plain'})},
    {name: 'no CORS', cause: 'cors', way: 'browser', html: page(div), answer: () => ({cors: false})},
    {
      name: 'other bytes',
      cause: 'integrity',
      way: 'browser',
      html: page(whole),
      answer: (path) => (path === 'all.js' ? {body: 'void 0;'} : undefined),
    },
    {
      name: 'policy in a header',
      cause: 'csp',
      way: 'browser',
      html: page(div),
      headers: {'content-security-policy': "script-src 'self'"},
    },
    {
      name: 'another definition by a file',
      cause: 'other-definition',
      way: 'browser',
      html: page(
        `<script>customElements['def' + 'ine']('recovery-' + 'helpline-banner', class extends HTMLElement {})</script>${div}`,
      ),
    },
    {
      name: 'type removed, in a browser',
      cause: 'type',
      way: 'browser',
      html: withScript(LOADER.replace(' type="module"', '')),
    },
    {
      name: 'consent by a tag manager',
      cause: 'script',
      way: 'browser',
      html: page(withoutScript(div), {
        head: '<script async src="https://www.googletagmanager.com/gtm.js?id=GTM-X"></script>',
      }),
    },
    {name: 'script copied into the page', cause: 'optimizer', way: 'browser', html: withScript('<!--inline-->')},
    {
      name: 'older number in the words',
      cause: 'outdated',
      way: 'browser',
      html: page(
        div
          .replaceAll('8006624357', '8005550199')
          .replaceAll('1-800-662-4357', '1-800-555-0199')
          .replace(/ data-recovery-version="[^"]*"/, ''),
      ),
    },
    {
      name: 'frame lower than its content',
      cause: 'frame-height',
      way: 'browser',
      html: page(swap(swap(frame, 'height="480"', 'height="260"'), /<script[^]*<\/script>/, '')),
    },
  ];
  return [...source.map(([name, cause, html]) => /** @type {Host} */ ({name, cause, way: 'source', html})), ...browser];
}

/** Makes fallback content that of an older release. @param {string} html */
async function outdated(html) {
  const {hashOfWords} = await import('../../src/tools/html/made.mjs');
  const words = (/** @type {string} */ text) =>
    /<div data-recovery-widget[^>]*>([^]*?)<\/div>\n<script/.exec(text)?.[1] ?? '';
  const old = html.replaceAll('8006624357', '8005550199').replaceAll('1-800-662-4357', '1-800-555-0199');
  return old.replace(
    /data-recovery-version="[^"]*"/,
    `data-recovery-version="0.0.9+2026-01-01.${hashOfWords(words(old))}"`,
  );
}

/** Lists sound pages, however odd they are. @returns {Promise<Host[]>} */
export async function soundHosts() {
  const {div, spanish, tag, frame, finished, whole, warning, linked, arabic} = await parts();
  const withoutScript = (/** @type {string} */ html) => swap(html, LOADER, '');
  const style = `<link rel="stylesheet" href="${BASE}recovery-widgets.css">`;
  const bare = (/** @type {string} */ html) => /<div data-[^]*<\/div>\n/.exec(html)?.[0] ?? '';
  const inHead = {head: `${style}${LOADER}`};
  const strict = csp(`script-src ${BASE}; style-src ${BASE}; frame-src https://cdn.example`);
  /** @type {[name: string, html: string][]} */
  const pages = [
    ['the snippet', page(div)],
    ['the tag', page(tag)],
    ['a finished widget', page(finished, {lang: 'en-GB'})],
    ['the frame', page(frame)],
    ['one file with integrity', page(whole)],
    ['Spanish in an English page', page(spanish)],
    ['Arabic in a section of its own', page(`<section lang="ar" dir="rtl">${arabic}</section>`)],
    ['Spanish that the page decides', page(spanish.replaceAll(/ (data-)?lang="es"/g, ''), {lang: 'es-MX'})],
    ['a region that the page decides', page(swap(div, ' data-region="US"', ''), {region: 'US'})],
    ['a region as people write it', page(div.replace('data-region="US"', 'data-region="pr"'))],
    ['everything for the whole site', page(bare(div), inHead)],
    ['the script at the end', page(`${bare(div)}<footer>${LOADER}</footer>`, {head: style})],
    ['two widgets, with the script twice', page(div + warning)],
    ['the same script three times', page(div + LOADER + LOADER)],
    ['a query after the file', page(div.replace('recovery-widgets.js"', 'recovery-widgets.js?ver=6.8"'))],
    ['a relative address', page(div.replaceAll(BASE, '/widgets/'))],
    ['the classic file', page(div.replace(LOADER, `<script defer src="${BASE}recovery-widgets.classic.js"></script>`))],
    [
      'one widget alone',
      page(div.replace(LOADER, `<script type="module" src="${BASE}widgets/helpline-banner.js"></script>`)),
    ],
    [
      'a tag manager',
      page(withoutScript(div), {
        head: '<script async src="https://www.googletagmanager.com/gtm.js?id=GTM-X"></script>',
      }),
    ],
    ['an import in a script', page(`${withoutScript(div)}<script>import('${BASE}recovery-widgets.js');</script>`)],
    [
      'a module bundle of the page',
      page(swap(tag, LOADER, ''), {head: `${style}<script type="module" src="/assets/index-BX2kq9Zf.js"></script>`}),
    ],
    ['a strict policy', page(linked, {head: strict})],
    [
      'a nonce',
      page(linked.replace(LOADER, LOADER.replace('src=', 'nonce="abc" src=')), {
        head: csp(`script-src 'nonce-abc' 'strict-dynamic'; style-src ${BASE}`),
      }),
    ],
    ['a policy with a wildcard', page(div, {head: csp("default-src 'self' data: https://*.example")})],
    ['a policy by scheme', page(div, {head: csp('script-src https:; style-src data:')})],
    ['two policies', page(div, {head: csp('script-src https:') + csp(`script-src https://cdn.example`)})],
    [
      'WordPress around it',
      page(`<!-- wp:html -->\n${div}\n<!-- /wp:html --><p>Text</p>`, {
        head: '<script src="/wp-includes/js/jquery.js"></script>',
      }),
    ],
    [
      'an optimizer that left it alone',
      page(div, {head: '<script src="/wp-content/cache/autoptimize/js/autoptimize_1.js"></script>'}),
    ],
    ['breaks and paragraphs of an editor', page(div.replace('<ul>', '<br><ul>').replaceAll('<p>', '<p class="p">'))],
    [
      'names in capitals and curly quotes',
      page(div.replace('data-recovery-widget="helpline-banner"', 'DATA-RECOVERY-WIDGET="“Recovery-Helpline_Banner”"')),
    ],
    ['words without bdi and labels', page(div.replace(/<\/?bdi[^>]*>| aria-label="[^"]*"/g, ''))],
    ['words of the site itself', page(div.replace(/<h2>[^]*?<\/h2>/, '<h2>Our people care</h2>'))],
    [
      'an own line',
      page(div.replace(' data-region=', ' data-phone="555 0100" data-operator="Our clinic" data-region=')),
    ],
    ['no region and no numbers', page(await print('helpline-banner --form div'))],
    ['no country needed', page(await print('tolerance-chart --form div'))],
    ['a state', page(await print('faq --region us-ca --form div'))],
    [
      'a heading that fits',
      page(`<h2>Help</h2>${await print('helpline-banner --region US --form div --heading-level 3')}`),
    ],
    ['no heading before', page(div).replace('<h1>Partner</h1>', '')],
    [
      'a guide for webmasters',
      page(`${div}<pre><code>${div.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</code></pre>`),
    ],
    [
      'the card in the tag',
      page(div.replace('</div>\n<script', '  <p slot="end"><a href="/card.html">A card</a></p>\n</div>\n<script')),
    ],
    [
      'dark colors of its own',
      page(div, {head: '<style>:root{--recovery-color-accent:light-dark(#003b66, #b5dbff)}</style>'}),
    ],
    ['a color that is computed', page(div, {head: '<style>:root{--recovery-color-accent:var(--brand)}</style>'})],
    [
      'a frame with a sandbox',
      page(swap(frame, '<iframe ', '<iframe sandbox="allow-scripts allow-popups allow-same-origin" ')),
    ],
    [
      'a frame without script, high enough',
      page(frame.replace(/<script[^]*<\/script>/, '').replace('height="480"', 'height="700"')),
    ],
    [
      'a style sheet that an optimizer has merged',
      page(swap(div, /<link rel="stylesheet"[^>]*>\n/, ''), {
        head: '<link rel="stylesheet" href="/wp-content/cache/autoptimize/css/autoptimize_1.css">',
      }),
    ],
    ['a snippet of a later release', page((await outdated(div)).replace('0.0.9+', '99.0.0+'))],
    ['a version that is none', page(div.replace(/ data-recovery-version="[^"]*"/, ' data-recovery-version="latest"'))],
    ['other custom elements', page(`<recovery-house-list></recovery-house-list>${div}`)],
    ['another all.js', page(div, {head: '<script defer src="https://use.fontawesome.example/js/all.js"></script>'})],
    [
      'phone numbers of the site',
      page(`${div}<a href="tel:+15550100">Call us</a> <a href="tel:+1-555-0100;ext=5">555 0100 ext. 5</a>`),
    ],
    ['a widget in a template', page(`${div}<template><div data-recovery-widget="nothing"></div></template>`)],
    ['a comment with an old snippet', page(`<!-- <div data-recovery-widget="old"></div> -->${div}`)],
  ];
  return pages.map(([name, html]) => ({name, way: 'source', html}));
}
