/**
 * Passes snippets through software between an author and a page: real sanitizers and editors from npm, and sanitize-html with
 * Drupal’s list of tags. WordPress’s own filter is in test/wordpress/pages.test.mjs. Afterwards the page still shows the widget, or readable fallback content with working links.
 *
 * The table lists which of the two, and the losses. It records facts, not wishes: a change in either direction fails, so that
 * the advice in docs/cms.md and docs/wordpress.md stays true.
 */
import assert from 'node:assert/strict';
import {hashContent} from '../../src/tools/html/version-stamp.mjs';
import {findSnippets} from '../../src/tools/pages/snippets.mjs';
import {isNightly} from '../support/nightly.mjs';
import {HOST, WIDGETS, openPage, pageOf, snippet, test as base} from '../support/page.mjs';
import {readFileSync} from 'node:fs';
import {importPackage, packagePath, skipUnlessInstalled} from './packages.mjs';
import {LANGUAGES, SNIPPETS} from './snippets.mjs';

const {autop, removep} = await importPackage('@wordpress/autop');
const {default: sanitizeHtml} = await importPackage('sanitize-html');

/**
 * For each form of the snippet: whether the page shows the widget or the fallback content afterwards, and the losses:
 *
 * - `language`, `direction`: the fallback content has lost its language and follows the direction of the page;
 * - `sms`, `tel`, `https`: links of that scheme are only text;
 * - `order`: the digits of a number are in the wrong order on an Arabic page;
 * - `twice`: the fallback content shows beside the widget as well;
 * - `code`: the style of the snippet shows as text before the fallback content. Only the tag has one: it is not for such editors.
 *
 * `readable` lists which of {@link CODE} shows as text on the page; snippets must not contain it.
 *
 * @type {Record<string, {tag: string[], div: string[], readable?: string[]}>}
 */
const TABLE = {
  // Puts <p> around tags that it does not know, which the parser then closes too early; not where hints come between a <style>
  // and the tag.
  'WordPress, administrator, classic editor': {tag: ['widget'], div: ['widget'], readable: []},
  'WordPress, classic editor, switching views': {tag: ['widget'], div: ['widget'], readable: []},
  'sanitize-html': {
    tag: ['fallback', 'language', 'direction', 'sms'],
    div: ['fallback', 'language', 'direction', 'sms'],
    readable: [],
  },
  'sanitize-html with div and data-*': {
    tag: ['fallback', 'language', 'direction', 'sms'],
    div: ['widget'],
    readable: [],
  },
  DOMPurify: {tag: ['fallback', 'language', 'direction'], div: ['widget'], readable: []},
  'DOMPurify with our tags added': {tag: ['widget'], div: ['widget'], readable: []},
  'DOMPurify with custom elements': {tag: ['widget'], div: ['widget'], readable: []},
  TinyMCE: {tag: ['fallback', 'language', 'direction'], div: ['widget'], readable: []},
  'TinyMCE, typed in': {tag: ['fallback', 'language', 'direction'], div: ['widget']},
  CKEditor: {
    tag: ['fallback', 'code', 'language', 'direction'],
    div: ['fallback', 'language', 'direction'],
    readable: ['style', 'style in a comment', 'script'],
  },
  'CKEditor with div and data-*': {
    tag: ['fallback', 'code', 'language', 'direction'],
    div: ['widget'],
    readable: ['style', 'style in a comment', 'script'],
  },
  'CKEditor with div and data-*, typed in': {tag: ['fallback', 'code', 'language', 'direction'], div: ['widget']},
  'CKEditor with all HTML': {tag: ['widget'], div: ['widget'], readable: []},
  'Drupal, Basic HTML': {
    tag: ['fallback', 'language', 'direction', 'sms'],
    div: ['fallback', 'language', 'direction', 'sms'],
    readable: ['style', 'script'],
  },
  'Drupal, Basic HTML with our tags': {
    tag: ['fallback', 'language', 'direction', 'sms'],
    div: ['widget'],
    readable: ['style', 'script'],
  },
  'Drupal, Basic HTML with our tags and sms': {
    tag: ['fallback', 'language', 'direction'],
    div: ['widget'],
    readable: ['style', 'script'],
  },
};

/** Code that a snippet could contain beside the fallback content. */
const CODE = {
  style: '<style>recovery-helpline-banner:not(:defined) { display: block }</style>',
  'style in a comment': '<style><!-- recovery-helpline-banner:not(:defined) { display: block } --></style>',
  link: '<link rel="stylesheet" href="https://your-site.example/recovery-widgets.css">',
  'style in a link': '<link rel="stylesheet" href="data:text/css,recovery-faq:not(:defined)%7Bdisplay:block%7D">',
  hint: '<link rel="modulepreload" href="https://your-site.example/current/core.js">',
  'script with src': '<script type="module" src="https://your-site.example/recovery-widgets.js"></script>',
  script: '<script>import("https://your-site.example/recovery-widgets.js")</script>',
};

/** @typedef {import('./snippets.mjs').Snippet} Snippet */

/** Every form and widget, only in the hardest language, because typing takes time. */
const ARABIC = SNIPPETS.filter(({language}) => language === 'ar');
/** Text to type: two keys, because editors convert everything after each, which no text has beside each other. */
const TYPED = 'Zq';

const INPUTS = [...SNIPPETS.map(({html}) => html), ...Object.values(CODE).map((code) => `<p>Before</p>${code}`)];

/** Drupal’s format “Basic HTML”, from the recipe basic_html_format_editor of Drupal 11. */
const BASIC_HTML =
  '<br> <p> <h2 id> <h3 id> <h4 id> <h5 id> <h6 id> <cite> <dl> <dt> <dd> <a hreflang href> <blockquote cite> <ul type> <ol start type> <strong> <em> <code> <li> <img src alt data-entity-uuid data-entity-type height width data-caption data-align>';

/** Schemes of addresses in Drupal’s default.services.yml. */
const PROTOCOLS = 'http https ftp news nntp tel telnet mailto irc ssh sftp webcal rtsp'.split(' ');

/**
 * Filters as Drupal does: keeps the content of tags that are not in its list, styles and scripts included, and `lang` and `dir`.
 *
 * @param {string} html
 * @param {string} list of tags in Drupal’s notation
 */
function drupal(html, list, protocols = PROTOCOLS) {
  const tags = [...list.matchAll(/<([a-z0-9-]+)([^>]*)>/g)].map(([, tag, names]) => ({tag, names}));
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

/** The tags that docs/cms.md tells an administrator of Drupal to add, and the scheme. */
const [, OUR_TAGS] =
  /\*\*Manually editable HTML tags\*\*:\s+`([^`]+)`/.exec(
    readFileSync(new URL('../../docs/cms.md', import.meta.url), 'utf8'),
  ) ?? assert.fail('no list of tags for Drupal');
const OUR_FORMAT = `${BASIC_HTML} ${OUR_TAGS}`;

/** Options of a site that wants placeholders; few think of `lang`. */
const withPlaceholders = () => ({
  allowedTags: [...sanitizeHtml.defaults.allowedTags, 'img'],
  allowedAttributes: {...sanitizeHtml.defaults.allowedAttributes, '*': ['class', 'id', 'data-*']},
});

/** Sanitizers that run in Node. @type {Record<string, (html: string) => string>} */
const IN_NODE = {
  'WordPress, administrator, classic editor': (html) => autop(html),
  'WordPress, classic editor, switching views': (html) => autop(removep(autop(removep(autop(html))))),
  'Drupal, Basic HTML': (html) => drupal(html, BASIC_HTML),
  'Drupal, Basic HTML with our tags': (html) => drupal(html, OUR_FORMAT),
  'Drupal, Basic HTML with our tags and sms': (html) => drupal(html, OUR_FORMAT, [...PROTOCOLS, 'sms']),
  'sanitize-html': (html) => sanitizeHtml(html),
  'sanitize-html with div and data-*': (html) => sanitizeHtml(html, withPlaceholders()),
};

/**
 * Runs in the page: compares each section to its snippet.
 *
 * @param {{snippets: Snippet[], typed: string | undefined}} options
 */
function inspect({snippets, typed}) {
  const withoutSpace = (/** @type {string} */ text) => text.replace(/[\s\u200b-\u200f\u2066-\u2069\ufeff]/g, '');
  const untyped = (/** @type {string} */ text) =>
    typed ? text.replaceAll(`.${typed}`, '').replaceAll(typed, '') : text;
  const linksIn = (/** @type {Element} */ element) =>
    [...element.querySelectorAll('a[href]')].map((link) => link.getAttribute('href') ?? '');

  /** Returns the text of a tree: shadow roots instead of the fallback content they hide. @returns {string} */
  const textOf = (/** @type {Node} */ node) =>
    node.nodeType === 3
      ? /** @type {Text} */ (node).data
      : ['STYLE', 'SCRIPT'].includes(node.nodeName)
        ? ''
        : [.../** @type {Element} */ (/** @type {Element} */ (node).shadowRoot ?? node).childNodes]
            .map(textOf)
            .join('');

  const textNodesIn = (/** @type {Node} */ node) => {
    const walker = document.createTreeWalker(node, globalThis.NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
    return texts.filter(({parentNode}) => !['STYLE', 'SCRIPT'].includes(parentNode?.nodeName ?? ''));
  };

  /** Returns whether each digit of a number is to the right of the one before it. */
  const isInOrder = (/** @type {Element} */ section, /** @type {string} */ number) =>
    textNodesIn(section).every((text) => {
      const start = text.data.indexOf(number);
      if (start < 0) return true;
      const places = [...number.matchAll(/\d/g)].map(({index}) => {
        const range = document.createRange();
        range.setStart(text, start + index);
        range.setEnd(text, start + index + 1);
        return range.getBoundingClientRect();
      });
      return places.every(({left, top}, index) => {
        const earlier = places[index - 1];
        return !earlier || top > earlier.top || left > earlier.left;
      });
    });

  return [...document.querySelectorAll('body > section')].map((section, index) => {
    const {widget: name, language, html, fallback} = snippets[index];
    const original = new globalThis.DOMParser().parseFromString(fallback, 'text/html').body;
    const expected = withoutSpace(original.textContent ?? '');
    const typedTimes = (section.textContent ?? '').split(typed ?? '\0').length - 1;
    const widget = [...section.querySelectorAll('*')].find((element) => element.shadowRoot?.querySelector('.root'));
    if (widget) {
      const reference = document.querySelector(`aside > recovery-${name}[lang="${language}"]`);
      const beside = withoutSpace(untyped(textOf(section))).replace(withoutSpace(textOf(widget)), '');
      return {
        shows: 'widget',
        lost: beside ? ['twice'] : [],
        faults: [
          textOf(widget) !== textOf(/** @type {Element} */ (reference)) && 'the widget differs from an untouched one',
          withoutSpace(
            untyped(
              textNodesIn(section)
                .map(({data}) => data)
                .join(''),
            ),
          ) !== expected && 'the fallback content has changed',
          !expected.endsWith(beside) && `beside it is ${beside}`,
          typed && typedTimes !== 3 && `the typed text occurs ${typedTimes} times`,
        ].filter(Boolean),
      };
    }
    section.querySelectorAll('details').forEach((details) => (details.open = true));
    const text = withoutSpace(untyped(/** @type {HTMLElement} */ (section).innerText));
    const first = textNodesIn(section).find(
      ({data}) => data.trim().length > 1 && !data.includes(typed ?? '\0'),
    )?.parentElement;
    const links = linksIn(section);
    const code = withoutSpace(
      new globalThis.DOMParser().parseFromString(html, 'text/html').querySelector('style')?.textContent ?? '',
    );
    const direction = first && getComputedStyle(first).direction;
    const numbers = [...original.querySelectorAll('a[href^="tel:"], [dir="ltr"]')].map(({textContent}) =>
      textContent.trim(),
    );
    // People who read Arabic are most likely on an Arabic page.
    if (language === 'ar') section.setAttribute('dir', 'rtl');
    return {
      shows: 'fallback',
      lost: [
        text !== expected && text === code + expected && 'code',
        first?.closest('[lang]')?.getAttribute('lang') !== language && 'language',
        direction !== (language === 'ar' ? 'rtl' : 'ltr') && 'direction',
        !numbers.every((number) => isInOrder(section, number)) && 'order',
        ...linksIn(original)
          .filter((href) => !links.includes(href))
          .map((href) => href.split(':')[0]),
      ].filter(Boolean),
      faults: [
        text !== expected && text !== code + expected && `it reads ${text} instead of ${expected}`,
        typed && typedTimes !== 3 && `the typed text occurs ${typedTimes} times`,
      ].filter(Boolean),
    };
  });
}

const ORDER = ['code', 'language', 'direction', 'order', 'twice', 'sms', 'tel', 'https'];

/**
 * Puts results on a page that has our script, and compares the page to the table.
 *
 * @param {import('../support/page.mjs').OpenedPage} opened
 * @param {string} name of the sanitizer
 * @param {string[]} results of {@link INPUTS}, or of the snippets in `typedIn`
 * @param {Snippet[]} [typedIn] snippets into which someone has typed
 */
async function compare({page, console}, name, results, typedIn) {
  const snippets = typedIn ?? SNIPPETS;
  await page.waitForFunction(() =>
    [...document.querySelectorAll('aside > *, section [data-recovery-widget] > :first-child')].every((element) =>
      element.shadowRoot?.querySelector('.root'),
    ),
  );
  const sections = await page.evaluate(inspect, {snippets, typed: typedIn && TYPED});
  assert.deepEqual(console, []);
  const texts = await page.evaluate(
    (htmls) =>
      htmls.map((html) => {
        const section = document.body.appendChild(document.createElement('section'));
        section.innerHTML = html;
        return section.innerText;
      }),
    results.slice(snippets.length),
  );
  assert.equal(sections.length, snippets.length);
  assert.deepEqual(
    sections.flatMap(({faults}, index) => {
      const {form, widget, language} = snippets[index];
      return faults.map((fault) => `${form}, ${widget}, ${language}: ${fault}`);
    }),
    [],
  );
  const rowOf = (/** @type {string} */ form) => {
    const own = sections.filter((_, index) => snippets[index].form === form);
    const lost = new Set(own.flatMap((section) => section.lost));
    return [...new Set(own.map(({shows}) => shows)), ...ORDER.filter((loss) => lost.has(loss))];
  };
  const readable = Object.keys(CODE).filter((_, index) => /defined|your-site/.test(texts[index]));
  assert.deepEqual({tag: rowOf('tag'), div: rowOf('div'), ...(!typedIn && {readable})}, TABLE[name]);
  // Where the placeholder stays, so does the attribute that shows whether its content is unchanged: docs/refresh.md.
  if (TABLE[name].div[0] === 'widget')
    for (const [index, {form, widget, language}] of snippets.entries()) {
      const [found] = form === 'div' ? findSnippets(results[index]) : [];
      const fallback = results[index].slice(found?.content?.start, found?.content?.end);
      const isOurs = found?.stamp?.hash === hashContent(fallback);
      if (form === 'div') assert.equal(isOurs, !fallback.includes(TYPED), `${name}: ${widget}, ${language}`);
    }
}

/** Untouched widgets in every language, to compare to. */
const REFERENCES = WIDGETS.flatMap((widget) =>
  Object.entries(LANGUAGES).map(([lang, region]) =>
    snippet(widget, `region="${region}" lang="${lang}"`, '<p>Words</p>'),
  ),
).join('');

/**
 * Playwright’s `test` with `check`, which opens a page with sanitized snippets and compares it to a row of the table.
 *
 * @type {import('../support/page.mjs').TestWith<{check: (name: string, results: string[], typedIn?: Snippet[]) => Promise<void>}>}
 */
const test = base.extend({
  check: async ({open}, use) =>
    use(async (name, results, typedIn) => {
      const sections = results.slice(0, (typedIn ?? SNIPPETS).length).map((html) => `<section>${html}</section>`);
      const opened = await open(pageOf(`${sections.join('\n')}<aside>${REFERENCES}</aside>`));
      await compare(opened, name, results, typedIn);
    }),
});

/**
 * Opens a page with an editor or a sanitizer from the files of its package.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {string} head
 * @param {string} [body]
 */
async function openEditor(browser, head, body = '') {
  const opened = await openPage(browser, pageOf(body, {head, script: ''}), {
    before: (page) =>
      page.route(`${HOST}/npm/**`, (route) => {
        const path = new URL(route.request().url()).pathname.slice('/npm/'.length);
        return route.fulfill({path: packagePath(path)});
      }),
  });
  assert.deepEqual(opened.console, []);
  return opened;
}

test.describe('sanitizers and editors', () => {
  skipUnlessInstalled();

  /** Names of the rows that have a test. @type {string[]} */
  const tested = [];
  /** Defines a test of one row. @param {string} name @param {() => string[] | Promise<string[]>} sanitizeAll @param {Snippet[]} [typedIn] */
  const testRow = (name, sanitizeAll, typedIn) => {
    tested.push(name);
    // Typing takes most of the time, and finds what a change of an editor breaks, not one of ours.
    if (typedIn && !isNightly) return;
    test(`the table is right about ${name}`, async ({check}) => check(name, await sanitizeAll(), typedIn));
  };

  for (const [name, sanitize] of Object.entries(IN_NODE)) testRow(name, () => INPUTS.map(sanitize));

  test.describe('DOMPurify', () => {
    test.describe.configure({mode: 'default'});
    /** @type {import('../support/page.mjs').OpenedPage} */
    let opened;
    test.beforeAll(async ({browser}) => {
      opened = await openEditor(browser, '<script src="/npm/dompurify/dist/purify.min.js"></script>');
    });
    test.afterAll(() => opened?.close());

    const purify = (/** @type {Record<string, any>} */ options) =>
      opened.page.evaluate(
        ({inputs, options: {elements, ...config}}) => {
          // Regular expressions cannot be passed as arguments.
          if (elements) config.CUSTOM_ELEMENT_HANDLING = {tagNameCheck: /^recovery-/, attributeNameCheck: /^region$/};
          return inputs.map((html) => globalThis.DOMPurify.sanitize(html, config));
        },
        {inputs: INPUTS, options},
      );
    testRow('DOMPurify', () => purify({}));
    testRow('DOMPurify with our tags added', () =>
      purify({ADD_TAGS: WIDGETS.map((widget) => `recovery-${widget}`), ADD_ATTR: ['region']}),
    );
    testRow('DOMPurify with custom elements', () => purify({elements: true}));
  });

  test.describe('TinyMCE', () => {
    test.describe.configure({mode: 'default'});
    /** @type {import('../support/page.mjs').OpenedPage} */
    let opened;
    test.beforeAll(async ({browser}) => {
      opened = await openEditor(
        browser,
        '<script src="/npm/tinymce/tinymce.min.js"></script>',
        '<textarea id="editor"></textarea>',
      );
      await opened.page.evaluate(() =>
        globalThis.tinymce.init({selector: '#editor', license_key: 'gpl', plugins: 'code', animations: false}),
      );
    });
    test.afterAll(() => opened?.close());

    testRow('TinyMCE', () =>
      opened.page.evaluate(
        (inputs) =>
          inputs.map((html) => {
            globalThis.tinymce.activeEditor.setContent(html);
            return globalThis.tinymce.activeEditor.getContent();
          }),
        INPUTS,
      ),
    );

    /** Types before, into and after each snippet, and visits its source. */
    const typeInTinyMce = async () => {
      const results = [];
      for (const {html} of ARABIC) {
        await opened.page.evaluate((html) => {
          globalThis.tinymce.activeEditor.setContent(`<p>.</p>${html}<p>.</p>`);
          globalThis.tinymce.activeEditor.focus();
        }, html);
        for (const place of ['before', 'in', 'after']) {
          await opened.page.evaluate((place) => {
            const {activeEditor: editor} = globalThis.tinymce;
            const body = editor.getBody();
            const content = [...body.querySelectorAll('p, li')].find(({textContent}) => textContent.trim().length > 1);
            const at = {before: body.firstElementChild, in: content, after: body.lastElementChild}[place];
            editor.selection.setCursorLocation(at, place === 'in' ? 0 : 1);
          }, place);
          await opened.page.keyboard.type(TYPED);
        }
        await opened.page.evaluate(() => globalThis.tinymce.activeEditor.execCommand('mceCodeEditor'));
        await opened.page.locator('.tox-dialog textarea').press('End');
        await opened.page.locator('.tox-dialog button', {hasText: 'Save'}).click();
        results.push(await opened.page.evaluate(() => globalThis.tinymce.activeEditor.getContent()));
      }
      return results;
    };
    testRow('TinyMCE, typed in', typeInTinyMce, ARABIC);
  });

  test.describe('CKEditor', () => {
    test.describe.configure({mode: 'default'});
    /** @type {import('../support/page.mjs').OpenedPage} */
    let opened;
    test.beforeAll(async ({browser}) => {
      const files = '/npm/ckeditor5/dist/browser';
      opened = await openEditor(
        browser,
        `<link rel="stylesheet" href="${files}/ckeditor5.css"><script src="${files}/ckeditor5.umd.js"></script>`,
      );
      await opened.page.evaluate(() => {
        // General HTML Support as Drupal sets it for <div data-* lang dir>, and for its format with all HTML.
        const supports = {
          placeholders: [{name: 'div', attributes: [/^data-/, 'lang', 'dir'].map((key) => ({key, value: true}))}],
          everything: [{name: /.*/, attributes: true, classes: true, styles: true}],
        };
        globalThis.startEditor = async (/** @type {keyof typeof supports | undefined} */ support) => {
          const plugins = ['Essentials', 'Paragraph', 'Heading', 'Bold', 'Italic', 'Link', 'List', 'SourceEditing'];
          if (support) plugins.push('GeneralHtmlSupport');
          globalThis.editor = await globalThis.CKEDITOR.ClassicEditor.create(
            document.body.appendChild(document.createElement('div')),
            {
              licenseKey: 'GPL',
              plugins: plugins.map((name) => globalThis.CKEDITOR[name]),
              htmlSupport: {allow: support ? supports[support] : []},
            },
          );
        };
      });
    });
    test.afterAll(() => opened?.close());

    const roundTrip = (/** @type {string} */ support) =>
      opened.page.evaluate(
        async ({inputs, support}) => {
          await globalThis.startEditor(support);
          const results = inputs.map((html) => {
            globalThis.editor.setData(html);
            return globalThis.editor.getData();
          });
          await globalThis.editor.destroy();
          return results;
        },
        {inputs: INPUTS, support},
      );

    testRow('CKEditor', () => roundTrip(''));
    testRow('CKEditor with div and data-*', () => roundTrip('placeholders'));
    testRow('CKEditor with all HTML', () => roundTrip('everything'));
    /** Types before, into and after each snippet, and visits its source. */
    const typeInCkeditor = async () => {
      await opened.page.evaluate(() => globalThis.startEditor('placeholders'));
      const results = [];
      for (const {html} of ARABIC) {
        await opened.page.evaluate((html) => globalThis.editor.setData(`<p>.</p>${html}<p>.</p>`), html);
        for (const place of ['before', 'in', 'after']) {
          await opened.page.evaluate((place) => {
            const {editor} = /** @type {any} */ (globalThis);
            editor.model.change((writer) => {
              const all = [...writer.createRangeIn(editor.model.document.getRoot()).getItems()];
              const paragraphs = all.filter((item) => item.is('element', 'paragraph'));
              const at = {before: paragraphs[0], in: paragraphs[1], after: paragraphs.at(-1)}[place];
              writer.setSelection(at, place === 'in' ? 0 : 'end');
            });
            editor.editing.view.focus();
          }, place);
          await opened.page.keyboard.type(TYPED);
        }
        results.push(
          await opened.page.evaluate(() => {
            const source = globalThis.editor.plugins.get('SourceEditing');
            source.isSourceEditingMode = true;
            source.isSourceEditingMode = false;
            return globalThis.editor.getData();
          }),
        );
      }
      return results;
    };
    testRow('CKEditor with div and data-*, typed in', typeInCkeditor, ARABIC);
  });

  test('every row of the table has a test', () => {
    assert.deepEqual([...tested].sort(), Object.keys(TABLE).sort());
  });
});
