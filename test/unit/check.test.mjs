/** `recovery-widgets check` finds the cause on broken pages by their source, and is silent on sound ones. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {available} from '../../src/tools/html/prerender.mjs';
import {hashContent} from '../../src/tools/html/snippet-version.mjs';
import {checkSource} from '../../src/tools/pages/check.mjs';
import {root} from '../../src/tools/project.mjs';
import {BASE, LOADER, PAGE, csp, page, print, printSnippets, swap, withScript} from '../support/check-pages.mjs';
import {US_LINE, lineOf, withOtherNumber} from '../support/helplines.mjs';
import {hasLanguage, languages} from '../support/languages.mjs';

const {div, spanish, tag, frame, finished, whole, linked, author} = await printSnippets();

/** The fallback content in a snippet, with what is around it. */
const FALLBACK = /(<div data-recovery-widget[^>]*>)([^]*?)(<\/div>\n<script)/;
const STYLE = `<link rel="stylesheet" href="${BASE}recovery-widgets.css">`;
const STYLE_LINE = /<link rel="stylesheet"[^>]*>\n/;
/** The snippet without its script, and without its style sheet. */
const [silent, unstyled] = [swap(div, LOADER, ''), swap(div, STYLE_LINE, '')];
/** The frame without the script that sets its height. */
const still = swap(frame, /<script[^]*<\/script>/, '');
const OPTIMIZED = '/wp-content/cache/autoptimize';
const COPIED = `<script type="module">globalThis.recoveryWidgets={};${'/* … */'.repeat(500)}</script>\n`;
const TWIN = "<script>customElements.define('recovery-helpline-banner', class extends HTMLElement{})</script>";
const BUNDLE = '<script type="module" src="/assets/index-BX2kq9Zf.js"></script>';
const WITH_NONCE = "script-src 'nonce-abc' 'strict-dynamic'";

const escapeMarkup = (html) => html.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const inHead = (head, body = div) => page(body, {head});
const withPolicy = (policy, body = div) => inHead(csp(policy), body);
const withLoader = (part, by) => withScript(div, swap(LOADER, part, by));
/** Returns the snippet with its content of an older or later release. @param {string} release */
const ofRelease = (release) => {
  const old = withOtherNumber(div);
  const [, , content] = FALLBACK.exec(old);
  return old.replace(/data-recovery-version="[^"]*"/, `data-recovery-version="${release}.${hashContent(content)}"`);
};

/** Pages on which something is broken, by the first finding. @type {Record<string, Record<string, string>>} */
const BROKEN = {
  'nothing-here': {'no snippet at all': page('<p>Hello</p>')},
  'shown-as-text': {
    'code pasted as text': page(`<p>${escapeMarkup(div)}</p>`),
    'code in a code block': page(`<pre><code>${escapeMarkup(div)}</code></pre>`),
  },
  'css-as-text': {'an editor that removes <style>': page(`recovery-faq{display:flow-root;font:medium}${tag}`)},
  script: {'no script': withScript(div)},
  quotes: {'a word processor in between': page(div.replaceAll('"', '\u201d'))},
  type: {'type removed': withLoader(' type="module"', ''), 'src removed': withLoader(' src=', ' data-src=')},
  consent: {'consent by type': withLoader('"module"', '"text/plain" data-cookieconsent="marketing"')},
  optimizer: {
    'WP Rocket delays': withLoader(/ .*src/, ' type="rocketlazyloadscript" data-rocket-type="module" data-rocket-src'),
    'LiteSpeed delays': withLoader(/ .*src/, ' type="litespeed/javascript" data-src'),
    'Rocket Loader holds back': withLoader('"module"', '"0123456789abcdef-module"'),
    'Autoptimize merged': inHead(`<script defer src="${OPTIMIZED}/js/autoptimize_0a1b2c.js"></script>`, silent),
    'merged under a hash alone': inHead(`<script src="/${'0a1b2c3d'.repeat(4)}.js"></script>`, swap(tag, LOADER, '')),
    'copied into the page': withScript(div, COPIED),
  },
  csp: {
    'policy in the page': withPolicy("script-src 'self'"),
    'policy with a nonce': withPolicy(`${WITH_NONCE}; style-src https:`),
    'policy against the style': withPolicy("style-src 'self'"),
  },
  address: {
    'address of the example': page(div.replaceAll(BASE, 'https://your-site.example/')),
    'http in https': withLoader('https:', 'http:'),
  },
  integrity: {
    'without crossorigin': page(swap(whole, / crossorigin="anonymous"(?=><\/script)/, '')),
    'that is none': page(swap(whole, /sha384-[^"]*(?=" crossorigin="anonymous"><\/script>)/, 'sha384-…')),
  },
  copies: {
    'two addresses': page(div + LOADER.replace('1.0.0', '1.0.1')),
    'module and classic': page(`${div}<script defer src="${BASE}recovery-widgets.classic.js"></script>`),
  },
  'no-fallback': {'no fallback content': page(swap(div, FALLBACK, '$1$3'))},
  'dead-links': {
    'links without address': page(div.replaceAll(/ href="sms:[^"]*"/g, '')),
    'links that Drupal broke': page(div.replaceAll('"sms:', '"')),
  },
  'no-number': {'words without number': page(div.replaceAll(/<a href="(tel|sms)[^>]*>(.*?)<\/a>/g, '$2'))},
  'retired-number': {'in the page': page(`${div}<p><a href="tel:08007 76600">FRANK</a></p>`)},
  'wrong-label': {'one number shown, one dialed': page(div.replace(US_LINE.href, lineOf('us-988').href))},
  outdated: {'older words': page(ofRelease('0.0.9+2026-01-01'))},
  region: {
    'region removed': page(swap(div, ' data-region="US"', '')),
    'region unknown': page(swap(div, 'data-region="US"', 'data-region="USA-CALIFORNIA"')),
  },
  language: {
    'language removed': page(spanish.replaceAll(/ (data-)?lang="es"/g, '')),
    'language of another': page(spanish.replaceAll('lang="es"', 'lang="ar"')),
    'language unknown': page(div.replaceAll('lang="en"', 'lang="tlh"')),
  },
  heading: {'heading skipped': page(div.replaceAll('h2>', 'h4>'))},
  style: {'no style': page(unstyled)},
  author: {'code for authors alone': page(author)},
  'style-late': {
    'style at the end': page(swap(linked, STYLE_LINE, '') + STYLE),
    'style after full text': page(swap(unstyled, '<script', `${STYLE}<script`)),
  },
  'frame-height': {'frame too low': page(swap(still, 'height="480"', 'height="120"'))},
  sandbox: {'sandbox without scripts': page(swap(frame, '<iframe ', '<iframe sandbox="allow-same-origin" '))},
  frame: {'frame refused': withPolicy("frame-src 'self'", frame)},
  name: {
    'name of no widget': page(swap(div, '"helpline-banner"', '"helpline"')),
    'frame of no widget': page(swap(frame, 'widget=helpline-banner', 'widget=helpline')),
  },
  'wrapped-tag': {'a paragraph around the tag': page(tag.replace(/(<recovery-[^]*)(?=<script)/, '<p>$1</p>'))},
  'end-tag': {'end tag missing': page(swap(tag, '</recovery-helpline-banner>', ''))},
  contrast: {'accent too light': inHead('<style>:root{--recovery-color-accent:#7fb3ff}</style>')},
  attribute: {
    'variant unknown': page(swap(spanish, 'data-variant="compact"', 'data-variant="tiny"')),
    'own number of nobody': page(swap(div, ' data-region=', ' data-phone="555 0100" data-region=')),
  },
  'other-definition': {'another definition': page(TWIN + div)},
};
/** Causes of which only a browser knows: test/embed/check.test.mjs has them. */
const IN_BROWSER = ['mime'];

/** Pages on which all is well, however odd they are. @type {Record<string, string>} */
const SOUND = {
  'the snippet': page(div),
  'the tag': page(tag),
  'a finished widget': page(finished, {lang: 'en-GB'}),
  'the frame': page(frame),
  'Arabic in a section of its own': page(
    `<section lang="ar" dir="rtl">${await print('faq --region CA-ON --lang ar --form div')}</section>`,
  ),
  'Spanish that the page decides': page(spanish.replaceAll(/ (data-)?lang="es"/g, ''), {lang: 'es-MX'}),
  'a region that the page decides': page(swap(div, ' data-region="US"', ''), {region: 'US'}),
  'a region as people write it': page(div.replace('data-region="US"', 'data-region="pr"')),
  'everything for the whole site': inHead(`${STYLE}${LOADER}`, /<div data-[^]*<\/div>\n/.exec(div)[0]),
  'two widgets, with the script twice': page(div + (await print('overdose-warning --region GB --form div'))),
  'a query after the file': page(div.replace('recovery-widgets.js"', 'recovery-widgets.js?ver=6.8"')),
  'a relative address': page(div.replaceAll(BASE, '/widgets/')),
  'the classic file': withScript(div, `<script defer src="${BASE}recovery-widgets.classic.js"></script>`),
  'a tag manager': inHead('<script async src="https://www.googletagmanager.com/gtm.js?id=GTM-X"></script>', silent),
  'an import in a script': withScript(div, `<script>import('${BASE}recovery-widgets.js');</script>`),
  'a module bundle of the page': inHead(STYLE + BUNDLE, swap(tag, LOADER, '')),
  'short code': page(linked),
  'code for authors, with the lines for the whole site': inHead(`${STYLE}${LOADER}`, author),
  'a strict policy': withPolicy(`script-src ${BASE}; style-src ${BASE}; frame-src https://cdn.example`, linked),
  'a nonce': withPolicy(`${WITH_NONCE}; style-src ${BASE}`, swap(linked, 'src=', 'nonce="abc" src=')),
  'a policy with a wildcard': withPolicy("default-src 'self' data: https://*.example"),
  'an optimizer that left it alone': inHead(`<script src="${OPTIMIZED}/js/autoptimize_1.js"></script>`),
  'breaks and paragraphs of an editor': page(div.replace('<ul>', '<br><ul>').replaceAll('<p>', '<p class="p">')),
  'names in capitals and curly quotes': page(
    div.replace('data-recovery-widget="helpline-banner"', 'DATA-RECOVERY-WIDGET="“Recovery-Helpline_Banner”"'),
  ),
  'words without bdi and labels': page(div.replace(/<\/?bdi[^>]*>| aria-label="[^"]*"/g, '')),
  'words of the site itself': page(div.replace(/<h2>[^]*?<\/h2>/, '<h2>Our people care</h2>')),
  'the card in the tag': page(div.replace(FALLBACK, '$1$2<p slot="end"><a href="/card.html">A card</a></p>\n$3')),
  'a snippet of a later release': page(ofRelease('99.0.0+2026-01-01')),
  'an own line': page(div.replace(' data-region=', ' data-phone="555 0100" data-operator="Our clinic" data-region=')),
  'no region and no numbers': page(await print('helpline-banner --form div')),
  'no country needed': page(await print('tolerance-chart --form div')),
  'a state': page(await print('faq --region us-ca --form div')),
  'a heading that fits': page(
    `<h2>Help</h2>${await print('helpline-banner --region US --form div --heading-level 3')}`,
  ),
  'no heading before': page(div).replace('<h1>Partner</h1>', ''),
  'dark colors of its own': inHead('<style>:root{--recovery-color-accent:light-dark(#003b66, #b5dbff)}</style>'),
  'a frame with a sandbox': page(
    swap(frame, '<iframe ', '<iframe sandbox="allow-scripts allow-popups allow-same-origin" '),
  ),
  'a frame without script, high enough': page(swap(still, 'height="480"', 'height="900"')),
  'a style sheet that an optimizer has merged': inHead(`<link rel="stylesheet" href="${OPTIMIZED}/1.css">`, unstyled),
  'a guide for webmasters': page(`${div}<pre><code>${escapeMarkup(div)}</code></pre>`),
  'other custom elements': page(`<recovery-house-list></recovery-house-list>${div}`),
  'another all.js': inHead('<script defer src="https://use.fontawesome.example/js/all.js"></script>'),
  'phone numbers of the site': page(
    `${div}<a href="tel:+15550100">Call us</a> <a href="tel:+1-555-0100;ext=5">555 0100 ext. 5</a>`,
  ),
  'a widget in a template': page(`${div}<template><div data-recovery-widget="nothing"></div></template>`),
};

const {widgets} = await available();
for (const lang of languages)
  for (const line of [...widgets.keys()]
    .filter((name) => hasLanguage(name, lang))
    .flatMap((name) => [`${name} --form div`, name]))
    SOUND[`short code in ${lang}: ${line}`] = page(await print(`${line} --region US --lang ${lang}`));

describe('the check of a page’s source', () => {
  test('names the right cause of broken pages', async () => {
    const wrong = [];
    for (const [cause, pages] of Object.entries(BROKEN))
      for (const [name, html] of Object.entries(pages)) {
        const [first] = await checkSource(html, {url: PAGE});
        if (first?.cause !== cause) wrong.push(`${name}: ${first?.cause} (${first?.problem}) instead of ${cause}`);
        else assert.match(`${first.problem} ${first.remedy}`, /\. .*\.$/s, name);
      }
    assert.deepEqual(wrong, []);
  });

  test('is silent on sound pages', async () => {
    const alarms = [];
    for (const [name, html] of Object.entries(SOUND))
      for (const {cause, problem} of await checkSource(html, {url: PAGE})) alarms.push(`${name}: ${cause}: ${problem}`);
    assert.deepEqual(alarms, []);
  });

  test('names the directive to which an address must be added, the nonce, the line, or the editor where the plugin is used', async () => {
    const plugin = tag.replace('<recovery-helpline-banner', '$& data-recovery-fallback="0123456789ab"');
    for (const [html, remedy] of /** @type {[string, RegExp][]} */ ([
      [withPolicy("default-src 'self'"), /to default-src in .*: https:\/\/cdn\.example\.$/],
      [withPolicy("script-src 'nonce-abc' 'strict-dynamic'"), /nonce of the page .* has no effect/],
      [withScript(plugin), /^Made by the plugin: .* Site Health\..* exclude recovery-widgets\.js\.$/],
      [BROKEN.style['no style'], /^Add the line of the code with rel="stylesheet" where/],
      [withPolicy("script-src 'self'", plugin), /^Ask whoever runs the server/],
    ]))
      assert.match((await checkSource(html, {url: PAGE}))[0].remedy, remedy);
  });

  test('reads anything, and runs nothing of it', async () => {
    const place = '<div data-recovery-widget="helpline-banner" data-region="US">';
    const open = ['<b>', '<div>', place, '<recovery-faq>', '<p><b class=x>', '<!--', '<h2><a href="tel:', '<template>'];
    for (const part of [...open, '\0\ud800', '&']) assert.ok(await checkSource(part.repeat(20_000), {url: PAGE}), part);
    const value = '"><script>globalThis.ran = true</script><img src=x onerror="globalThis.ran = true">';
    const html = `<div data-recovery-widget='${value}'>x</div><script>globalThis.ran = true</script>`;
    const [first] = await checkSource(html, {url: PAGE});
    assert.equal(first.cause, 'name');
    assert.equal('ran' in globalThis, false);
    for (const url of ['', 'about:blank', 'file:///c:/x.html', 'nonsense'])
      assert.ok(await checkSource(place, {url}), url);
    assert.ok(await checkSource('x'.repeat(6_000_000)));
  });

  test('has an anchor in docs/check.md for each cause, and a broken page', async () => {
    const source = readFileSync(join(root, 'src/check/finding.ts'), 'utf8');
    const namesIn = (list) => list.exec(source)[1].match(/(?<=')[a-z-]+(?=')/g);
    const causes = namesIn(/type Cause =([^;]+);/);
    assert.ok(causes.length > 30);
    const docs = readFileSync(join(root, 'docs/check.md'), 'utf8');
    const anchors = [...docs.matchAll(/<a id="([a-z-]+)">/g)].map(([, id]) => id);
    assert.deepEqual(anchors.toSorted(), causes.toSorted());
    assert.deepEqual(namesIn(/const ORDER[^=]*=([^;]+);/).toSorted(), causes.toSorted());
    assert.deepEqual([...Object.keys(BROKEN), ...IN_BROWSER].sort(), causes.toSorted());
  });
});
