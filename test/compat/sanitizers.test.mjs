/**
 * Passes snippets through software between an author and a page: real sanitizers and editors from npm, and sanitize-html with
 * Drupal’s list of tags. WordPress’s own filter is in test/wordpress/pages.test.mjs. Afterwards the page still shows the widget, or
 * readable fallback content with working links.
 *
 * The table lists which of the two, and the losses. It records facts, not wishes: a change in either direction fails, so that
 * the advice in docs/cms.md, docs/embed.md and docs/wordpress.md stays true.
 */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {FINISHABLE} from '../../src/tools/built/page-files.mjs';
import {fallbackHtml} from '../../src/tools/html/fallback-html.mjs';
import {printStatic, snippet as snippetOf} from '../../src/tools/html/snippet.mjs';
import {hashContent} from '../../src/tools/html/snippet-version.mjs';
import {findSnippets} from '../../src/tools/pages/snippets.mjs';
import {isNightly} from '../support/nightly.mjs';
import {CDN, HOST, WIDGETS, openPage, pageOf, snippet, test, expect} from '../support/page.mjs';
import {importPackage, packagePath, skipUnlessInstalled} from './packages.mjs';

const {autop, removep} = await importPackage('@wordpress/autop');
const {default: sanitizeHtml} = await importPackage('sanitize-html');

/**
 * @typedef {object} Row whether the page shows the widget or the fallback content afterwards, and the losses:
 *
 * - `language`, `direction`: the fallback content has lost its language and follows the direction of the page;
 * - `sms`, `tel`, `https`: links of that scheme are only text;
 * - `order`: the digits of a number are in the wrong order on an Arabic page;
 * - `twice`: the fallback content shows beside the widget as well.
 *
 * @property {string[]} tag
 * @property {string[]} div
 * @property {'widget' | 'fallback' | 'twice'} [static] `twice`: the text of the widget before the fallback content
 * @property {string[]} [readable] which of {@link CODE} shows as text on the page; snippets must not contain it
 */

const FALLBACK = ['fallback', 'direction', 'language'];
const CKEDITOR_TAG = {tag: FALLBACK, readable: ['style', 'style in a comment', 'script']};

/** @type {Record<string, Row>} */
const TABLE = {
  // Puts <p> around tags that it does not know, which the parser then closes before paragraphs of full code.
  'WordPress, classic editor': {tag: ['widget', 'twice'], div: ['widget'], static: 'widget'},
  'sanitize-html': {tag: [...FALLBACK, 'sms'], div: [...FALLBACK, 'sms'], static: 'twice'},
  'sanitize-html with div and data-*': {tag: [...FALLBACK, 'sms'], div: ['widget']},
  'Drupal, Basic HTML': {tag: [...FALLBACK, 'sms'], div: [...FALLBACK, 'sms'], readable: ['style', 'script']},
  'Drupal, Basic HTML with our tags': {tag: [...FALLBACK, 'sms'], div: ['widget'], readable: ['style', 'script']},
  'Drupal, Basic HTML with our tags and sms': {tag: FALLBACK, div: ['widget'], readable: ['style', 'script']},
  DOMPurify: {tag: FALLBACK, div: ['widget'], static: 'fallback'},
  'DOMPurify with our tags added': {tag: ['widget'], div: ['widget'], static: 'fallback'},
  TinyMCE: {tag: FALLBACK, div: ['widget']},
  CKEditor: {...CKEDITOR_TAG, div: FALLBACK},
  'CKEditor with div and data-*': {...CKEDITOR_TAG, div: ['widget']},
  'CKEditor with all HTML': {tag: ['widget'], div: ['widget']},
};

/** Code that a snippet could contain beside the fallback content. */
const CODE = {
  style: '<style>recovery-helpline-banner:not(:defined) { display: block }</style>',
  'style in a comment': '<style><!-- recovery-helpline-banner:not(:defined) { display: block } --></style>',
  script: '<script>import("https://your-site.example/recovery-widgets.js")</script>',
};

/**
 * Languages, each with a region. Numbers of the United Kingdom contain spaces, which right-to-left text reorders.
 *
 * @type {Record<string, string>}
 */
const LANGUAGES = {en: 'US', ar: 'GB'};

/** @type {{form: 'tag' | 'div', widget: string, lang: string, html: string, fallback: string}[]} */
const SNIPPETS = [];
for (const form of /** @type {const} */ (['tag', 'div']))
  for (const [index, widget] of WIDGETS.entries())
    for (const [lang, region] of Object.entries(LANGUAGES)) {
      // CI has every widget in both forms, one in each direction: what is filtered does not depend on the language.
      if (!isNightly && ((form === 'tag') === (lang === 'en')) !== !(index % 2)) continue;
      const {html} = await snippetOf(widget, {form, code: 'full', region, lang, base: `${CDN}/`});
      const [, fallback] = /<(?:recovery|div)[^>]*>([^]*)<\/(?:recovery-[a-z-]+|div)>/.exec(html) ?? [];
      SNIPPETS.push({form, widget, lang, html, fallback});
    }

const FINISHED = await Promise.all(FINISHABLE.map(async (widget) => (await printStatic(widget, {region: 'US'})).html));
const INPUTS = [...SNIPPETS.map(({html}) => html), ...Object.values(CODE).map((code) => `<p>Before</p>${code}`)];

/** Drupal’s format “Basic HTML”, from the recipe basic_html_format_editor of Drupal 11. */
const BASIC_HTML =
  '<br> <p> <h2 id> <h3 id> <h4 id> <h5 id> <h6 id> <cite> <dl> <dt> <dd> <a hreflang href> <blockquote cite> <ul type> <ol start type> <strong> <em> <code> <li> <img src alt data-entity-uuid data-entity-type height width data-caption data-align>';

/** Schemes of addresses in Drupal’s default.services.yml. */
const PROTOCOLS = 'http https ftp news nntp tel telnet mailto irc ssh sftp webcal rtsp'.split(' ');

/** The tags that docs/cms.md tells an administrator of Drupal to add. */
const [, OUR_TAGS] =
  /\*\*Manually editable HTML tags\*\*:\s+`([^`]+)`/.exec(
    readFileSync(new URL('../../docs/cms.md', import.meta.url), 'utf8'),
  ) ?? assert.fail('no list of tags for Drupal');

/** Filters as Drupal does: keeps the content of tags that are not in its list, styles and scripts included, and `lang` and `dir`. @param {string} html @param {string} [more] tags, in Drupal’s notation */
function drupal(html, more = '', protocols = PROTOCOLS) {
  const tags = [...(BASIC_HTML + more).matchAll(/<([a-z0-9-]+)([^>]*)>/g)].map(([, tag, names]) => ({tag, names}));
  return sanitizeHtml(html.replace(/<!--[^]*?-->/g, ''), {
    allowedTags: tags.map(({tag}) => tag),
    allowedAttributes: {
      '*': ['lang', 'dir'],
      ...Object.fromEntries(tags.map(({tag, names}) => [tag, names.trim().split(' ')])),
    },
    allowedSchemes: protocols,
    nonTextTags: [],
  });
}

/** Options of a site that wants placeholders; few think of `lang`. */
const withPlaceholders = () => ({
  allowedTags: [...sanitizeHtml.defaults.allowedTags, 'img'],
  allowedAttributes: {...sanitizeHtml.defaults.allowedAttributes, '*': ['class', 'id', 'data-*']},
});

/** Sanitizers that run in Node. @type {Record<string, (html: string) => string>} */
const IN_NODE = {
  // As saved, and after a visit to the other view.
  'WordPress, classic editor': (html) => autop(removep(autop(html))),
  'sanitize-html': (html) => sanitizeHtml(html),
  'sanitize-html with div and data-*': (html) => sanitizeHtml(html, withPlaceholders()),
  'Drupal, Basic HTML': (html) => drupal(html),
  'Drupal, Basic HTML with our tags': (html) => drupal(html, OUR_TAGS),
  'Drupal, Basic HTML with our tags and sms': (html) => drupal(html, OUR_TAGS, [...PROTOCOLS, 'sms']),
};

/** Runs in a page. @param {{inputs: string[], options?: object}} given */
const purify = ({inputs, options}) => inputs.map((html) => globalThis.DOMPurify.sanitize(html, options));

/** Runs in a page. @param {{inputs: string[]}} given */
async function passTinyMce({inputs}) {
  document.body.append(document.createElement('textarea'));
  const [editor] = await globalThis.tinymce.init({selector: 'textarea', license_key: 'gpl', plugins: 'code'});
  return inputs.map((html) => {
    editor.setContent(html);
    return editor.getContent();
  });
}

/** Runs in a page. @param {{inputs: string[], options?: {supports?: 'placeholders' | 'everything'}}} given */
async function passCkeditor({inputs, options: {supports} = {}}) {
  const {CKEDITOR} = /** @type {any} */ (globalThis);
  // General HTML Support as Drupal sets it for <div data-* lang dir>, and for its format with all HTML.
  const allow = {
    placeholders: [{name: 'div', attributes: [/^data-/, 'lang', 'dir'].map((key) => ({key, value: true}))}],
    everything: [{name: /.*/, attributes: true, classes: true, styles: true}],
  };
  const plugins = ['Essentials', 'Paragraph', 'Heading', 'Bold', 'Italic', 'Link', 'List', 'SourceEditing'];
  const editor = await CKEDITOR.ClassicEditor.create(document.body.appendChild(document.createElement('div')), {
    licenseKey: 'GPL',
    plugins: [...plugins, ...(supports ? ['GeneralHtmlSupport'] : [])].map((name) => CKEDITOR[name]),
    htmlSupport: {allow: supports ? allow[supports] : []},
  });
  return inputs.map((html) => {
    editor.setData(html);
    return editor.getData();
  });
}

const PURIFIER = 'dompurify/dist/purify.min.js';
const CKEDITOR = 'ckeditor5/dist/browser/ckeditor5.umd.js';

/** Sanitizers that run in a page with a script of their package. @type {Record<string, {script: string, run: Function, options?: object}>} */
const IN_BROWSER = {
  DOMPurify: {script: PURIFIER, run: purify},
  'DOMPurify with our tags added': {
    script: PURIFIER,
    run: purify,
    options: {ADD_TAGS: WIDGETS.map((widget) => `recovery-${widget}`), ADD_ATTR: ['region']},
  },
  TinyMCE: {script: 'tinymce/tinymce.min.js', run: passTinyMce},
  CKEditor: {script: CKEDITOR, run: passCkeditor},
  'CKEditor with div and data-*': {script: CKEDITOR, run: passCkeditor, options: {supports: 'placeholders'}},
  'CKEditor with all HTML': {script: CKEDITOR, run: passCkeditor, options: {supports: 'everything'}},
};

/** Passes texts through a sanitizer. @param {import('@playwright/test').Browser} browser @param {string} name @param {string[]} inputs @returns {Promise<string[]>} */
async function sanitizeAll(browser, name, inputs) {
  if (IN_NODE[name]) return inputs.map(IN_NODE[name]);
  const {script, run, options} = IN_BROWSER[name];
  const {page, console, close} = await openPage(
    browser,
    pageOf('', {head: `<script src="/npm/${script}"></script>`, script: ''}),
    {
      before: (opened) =>
        opened.route(`${HOST}/npm/**`, (route) =>
          route.fulfill({path: packagePath(new URL(route.request().url()).pathname.slice('/npm/'.length))}),
        ),
    },
  );
  assert.deepEqual(console, []);
  const results = await page.evaluate(/** @type {any} */ (run), {inputs, options});
  await close();
  return results;
}

/** Runs in the page: compares each section to its snippet. @param {typeof SNIPPETS} snippets */
function inspect(snippets) {
  const withoutSpace = (/** @type {string} */ text) => text.replace(/[\s\u200b-\u200f\u2066-\u2069\ufeff]/g, '');
  const linksIn = (/** @type {Element} */ element) =>
    [...element.querySelectorAll('a[href]')].map((link) => link.getAttribute('href') ?? '');
  const parse = (/** @type {string} */ html) => new globalThis.DOMParser().parseFromString(html, 'text/html');

  /** Returns the text nodes of a tree, those of shadow roots instead of the fallback content they hide. @returns {any[]} */
  const textNodesIn = (/** @type {any} */ node, isFlat = false) =>
    node.nodeType === 3
      ? [node]
      : ['STYLE', 'SCRIPT'].includes(node.nodeName)
        ? []
        : [...((isFlat && node.shadowRoot) || node).childNodes].flatMap((child) => textNodesIn(child, isFlat));
  const textOf = (/** @type {Node} */ node, isFlat = false) =>
    withoutSpace(
      textNodesIn(node, isFlat)
        .map(({data}) => data)
        .join(''),
    );

  /** Returns whether each digit of a number is to the right of the one before it. */
  const isInOrder = (/** @type {Element} */ section, /** @type {string} */ number) =>
    textNodesIn(section).every((text) => {
      const start = text.data.indexOf(number);
      const places = [...(start < 0 ? '' : number).matchAll(/\d/g)].map(({index}) => {
        const range = document.createRange();
        range.setStart(text, start + index);
        range.setEnd(text, start + index + 1);
        return range.getBoundingClientRect();
      });
      return places.slice(1).every(({left, top}, index) => top > places[index].top || left > places[index].left);
    });

  return [...document.querySelectorAll('body > section')].map((section, index) => {
    const {widget: name, lang, fallback} = snippets[index];
    const original = parse(fallback).body;
    const expected = textOf(original);
    const widget = [...section.querySelectorAll('*')].find((element) => element.shadowRoot?.querySelector('.root'));
    if (widget) {
      const untouched = document.querySelector(`aside > recovery-${name}[lang="${lang}"]`);
      const beside = textOf(section, true).replace(textOf(widget, true), '');
      return {
        shows: 'widget',
        lost: beside ? ['twice'] : [],
        faults: [
          textOf(widget, true) !== textOf(untouched, true) && 'the widget differs from an untouched one',
          textOf(section) !== expected && 'the fallback content has changed',
          !expected.endsWith(beside) && `beside it is ${beside}`,
        ].filter(Boolean),
      };
    }
    section.querySelectorAll('details').forEach((details) => (details.open = true));
    const text = withoutSpace(/** @type {HTMLElement} */ (section).innerText);
    const first = textNodesIn(section).find(({data}) => data.trim().length > 1)?.parentElement;
    const direction = first && getComputedStyle(first).direction;
    const links = linksIn(section);
    // People who read Arabic are most likely on an Arabic page.
    if (lang === 'ar') section.setAttribute('dir', 'rtl');
    const numbers = [...original.querySelectorAll('a[href^="tel:"], [dir="ltr"]')].map(({textContent}) => textContent);
    return {
      shows: 'fallback',
      lost: [
        first?.closest('[lang]')?.getAttribute('lang') !== lang && 'language',
        direction !== (lang === 'ar' ? 'rtl' : 'ltr') && 'direction',
        !numbers.every((number) => isInOrder(section, number.trim())) && 'order',
        ...linksIn(original)
          .filter((href) => !links.includes(href))
          .map((href) => href.split(':')[0]),
      ].filter(Boolean),
      faults: text === expected ? [] : [`it reads ${text} instead of ${expected}`],
    };
  });
}

/** Runs in a page with static widgets: says what each section shows. @param {string[]} fallbacks */
function inspectFinished(fallbacks) {
  const withoutSpace = (/** @type {string} */ text) => text.replace(/\s/g, '');
  return [...document.querySelectorAll('body > section')].map((section, index) => {
    section.querySelectorAll('details').forEach((details) => (details.open = true));
    const {textContent} = new globalThis.DOMParser().parseFromString(fallbacks[index], 'text/html').body;
    const root = [...section.querySelectorAll('*')].find(({shadowRoot}) => shadowRoot)?.shadowRoot;
    if (root) return root.querySelector('style')?.sheet ? 'widget' : 'without style';
    const text = withoutSpace(section.innerText);
    if (/[{}]/.test(text)) return 'code';
    if (text === withoutSpace(textContent ?? '')) return 'fallback';
    return text.endsWith(withoutSpace(textContent ?? '')) ? 'twice' : text;
  });
}

const sectionsOf = (/** @type {string[]} */ htmls) => htmls.map((html) => `<section>${html}</section>`).join('\n');

/** Untouched widgets, to compare to. */
const UNTOUCHED = SNIPPETS.map(({widget, lang}) =>
  snippet(widget, `region="${LANGUAGES[lang]}" lang="${lang}"`, '<p>Words</p>'),
).join('');

test.describe('the table is right about', () => {
  skipUnlessInstalled();

  for (const [name, row] of Object.entries(TABLE))
    test(name, async ({browser, open}) => {
      const {tag, div, readable: expected = [], static: finished} = row;
      const results = await sanitizeAll(browser, name, finished ? [...INPUTS, ...FINISHED] : INPUTS);
      const pasted = sectionsOf(results.slice(0, SNIPPETS.length));
      const {page, console} = await open(pageOf(`${pasted}<aside>${UNTOUCHED}</aside>`));
      await page.waitForFunction(() =>
        [...document.querySelectorAll('aside > *, section [data-recovery-widget] > :first-child')].every(
          ({shadowRoot}) => shadowRoot?.querySelector('.root'),
        ),
      );
      const sections = await page.evaluate(inspect, SNIPPETS);
      assert.deepEqual(console, []);
      const faultsOf = ({faults}, /** @type {number} */ index) => {
        const {form, widget, lang} = SNIPPETS[index];
        return faults.map((fault) => `${form}, ${widget}, ${lang}: ${fault}`);
      };
      expect(sections.flatMap(faultsOf)).toEqual([]);
      const outcomeOf = (/** @type {string} */ form) => {
        const own = sections.filter((_, index) => SNIPPETS[index].form === form);
        return [...new Set(own.map(({shows}) => shows)), ...[...new Set(own.flatMap(({lost}) => lost))].sort()];
      };
      const texts = await page.evaluate(
        (htmls) =>
          htmls.map((html) => {
            const section = document.body.appendChild(document.createElement('section'));
            section.innerHTML = html;
            return section.innerText;
          }),
        results.slice(SNIPPETS.length, INPUTS.length),
      );
      const readable = Object.keys(CODE).filter((_, index) => /defined|your-site/.test(texts[index]));
      assert.deepEqual({tag: outcomeOf('tag'), div: outcomeOf('div'), readable}, {tag, div, readable: expected});

      // Where the placeholder stays, so does the attribute that shows whether its content is unchanged: docs/refresh.md.
      for (const [index, {form, widget, lang}] of SNIPPETS.entries()) {
        if (form !== 'div' || div[0] !== 'widget') continue;
        const [found] = findSnippets(results[index]);
        const content = results[index].slice(found?.content?.start, found?.content?.end);
        assert.equal(found?.snippetVersion?.hash, hashContent(content), `${widget}, ${lang}`);
      }

      if (!finished) return;
      // Without enhance.js, because the full widget takes over where the tag was kept and the template was not.
      const opened = await open(pageOf(sectionsOf(results.slice(INPUTS.length)), {script: ''}));
      const fallbacks = await Promise.all(FINISHABLE.map((widget) => fallbackHtml(widget, {region: 'US'})));
      const shown = await opened.page.evaluate(inspectFinished, fallbacks);
      assert.deepEqual(shown, Array(FINISHABLE.length).fill(finished));
    });
});
