/**
 * Snippets through what stands between an author and a page: the real sanitizers and editors from npm, and WordPress's filter
 * by its published list. Afterwards the page still shows the widget, or still reads right, with links that work.
 *
 * The table says which of the two it is and what is lost on the way. It is no wish list: a change in either direction fails,
 * so that the advice in docs/embed.md stays true.
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {autop, removep} from '@wordpress/autop';
import sanitizeHtml from 'sanitize-html';
import {HOST, launch, open, pageOf, snippet} from '../support/harness.mjs';
import {kses} from '../support/kses.mjs';
import {LANGUAGES, SNIPPETS, WIDGETS} from '../support/snippets.mjs';

/**
 * For each form of the snippet, what is shown afterwards, the widget or the plain words, and what is lost:
 *
 * - `language`, `direction`: the words no longer say what language they are in, and run as the page does;
 * - `sms`, `tel`, `https`: links of that kind are words only;
 * - `order`: the figures of a number stand the wrong way round on an Arabic page;
 * - `twice`: the words stand beside the widget as well;
 * - `code`: the style of the snippet is read before the words. Only the tag has one: it is not for such editors.
 *
 * `reads` is which of {@link CODE} is then read as words on the page; snippets must not hold it.
 *
 * @type {Record<string, {tag: string[], div: string[], reads?: string[]}>}
 */
const TABLE = {
  'WordPress, author': {
    tag: ['words', 'language', 'direction'],
    div: ['widget'],
    reads: ['style', 'script'],
  },
  'WordPress, author, classic editor': {
    tag: ['words', 'language', 'direction'],
    div: ['widget'],
    reads: ['style', 'script'],
  },
  // <p> around our tags, which the parser then closes too early.
  'WordPress, administrator, classic editor': {tag: ['widget', 'twice'], div: ['widget'], reads: []},
  'WordPress, classic editor, visual and code in turn': {tag: ['widget', 'twice'], div: ['widget'], reads: []},
  'sanitize-html': {
    tag: ['words', 'language', 'direction', 'sms'],
    div: ['words', 'language', 'direction', 'sms'],
    reads: [],
  },
  'sanitize-html with div and data-*': {tag: ['words', 'language', 'direction', 'sms'], div: ['widget'], reads: []},
  DOMPurify: {tag: ['words', 'language', 'direction'], div: ['widget'], reads: []},
  'DOMPurify with our tags added': {tag: ['widget'], div: ['widget'], reads: []},
  'DOMPurify with custom elements': {tag: ['widget'], div: ['widget'], reads: []},
  TinyMCE: {tag: ['words', 'language', 'direction'], div: ['widget'], reads: []},
  'TinyMCE, typed in': {tag: ['words', 'language', 'direction'], div: ['widget']},
  CKEditor: {
    tag: ['words', 'code', 'language', 'direction'],
    div: ['words', 'language', 'direction'],
    reads: ['style', 'style in a comment', 'script'],
  },
  'CKEditor with div and data-*': {
    tag: ['words', 'code', 'language', 'direction'],
    div: ['widget'],
    reads: ['style', 'style in a comment', 'script'],
  },
  'CKEditor with div and data-*, typed in': {tag: ['words', 'code', 'language', 'direction'], div: ['widget']},
  'CKEditor with all HTML': {tag: ['widget'], div: ['widget'], reads: []},
};

/** What a snippet could hold beside the words. */
const CODE = {
  style: '<style>recovery-helpline-banner:not(:defined) { display: block }</style>',
  'style in a comment': '<style><!-- recovery-helpline-banner:not(:defined) { display: block } --></style>',
  link: '<link rel="stylesheet" href="https://your-site.example/recovery-widgets.css">',
  'script with src': '<script type="module" src="https://your-site.example/recovery-widgets.js"></script>',
  script: '<script>import("https://your-site.example/recovery-widgets.js")</script>',
};

/** @typedef {import('../support/snippets.mjs').Snippet} Snippet */

/** Typing takes time: every form and widget, in the language that is hardest. */
const ARABIC = SNIPPETS.filter(({language}) => language === 'ar');
const TYPED = 'Typed';

const INPUTS = [...SNIPPETS.map(({html}) => html), ...Object.values(CODE).map((code) => `<p>Before</p>${code}`)];

/** What a site that wants placeholders allows; of `lang`, few think. */
const CMS = {
  allowedTags: [...sanitizeHtml.defaults.allowedTags, 'img'],
  allowedAttributes: {...sanitizeHtml.defaults.allowedAttributes, '*': ['class', 'id', 'data-*']},
};

/** Sanitizers that need no page. @type {Record<string, (html: string) => string>} */
const WITHOUT_A_PAGE = {
  'WordPress, author': kses,
  'WordPress, author, classic editor': (html) => autop(kses(html)),
  'WordPress, administrator, classic editor': (html) => autop(html),
  'WordPress, classic editor, visual and code in turn': (html) => autop(removep(autop(removep(autop(html))))),
  'sanitize-html': (html) => sanitizeHtml(html),
  'sanitize-html with div and data-*': (html) => sanitizeHtml(html, CMS),
};

/**
 * Runs in the page: what is seen in each section, beside what should be.
 *
 * @param {{snippets: Snippet[], typed: string | undefined}} given
 */
function look({snippets, typed}) {
  const squeeze = (/** @type {string} */ text) => text.replace(/[\s\u200b-\u200f\u2066-\u2069\ufeff]/g, '');
  const untyped = (/** @type {string} */ text) =>
    typed ? text.replaceAll(`.${typed}`, '').replaceAll(typed, '') : text;
  const linksIn = (/** @type {Element} */ element) =>
    [...element.querySelectorAll('a[href]')].map((link) => link.getAttribute('href') ?? '');

  /** All that is read in a tree: the shadow roots instead of the words they hide. @returns {string} */
  const read = (/** @type {Node} */ node) =>
    node.nodeType === 3
      ? /** @type {Text} */ (node).data
      : ['STYLE', 'SCRIPT'].includes(node.nodeName)
        ? ''
        : [.../** @type {Element} */ (/** @type {Element} */ (node).shadowRoot ?? node).childNodes].map(read).join('');

  const textsIn = (/** @type {Node} */ node) => {
    const walker = document.createTreeWalker(node, globalThis.NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
    return texts.filter(({parentNode}) => !['STYLE', 'SCRIPT'].includes(parentNode?.nodeName ?? ''));
  };

  /** Whether each figure of a number stands to the right of the one before. */
  const inOrder = (/** @type {Element} */ section, /** @type {string} */ number) =>
    textsIn(section).every((text) => {
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
    const {widget, language, html, words: plain} = snippets[index];
    const original = new globalThis.DOMParser().parseFromString(plain, 'text/html').body;
    const words = squeeze(original.textContent ?? '');
    const typedTimes = (section.textContent ?? '').split(typed ?? '\0').length - 1;
    const shown = [...section.querySelectorAll('*')].find((element) => element.shadowRoot?.querySelector('.root'));
    if (shown) {
      const reference = document.querySelector(`aside > recovery-${widget}[lang="${language}"]`);
      const beside = squeeze(untyped(read(section))).replace(squeeze(read(shown)), '');
      return {
        shows: 'widget',
        lost: beside ? ['twice'] : [],
        faults: [
          read(shown) !== read(/** @type {Element} */ (reference)) && 'is another widget',
          squeeze(
            untyped(
              textsIn(section)
                .map(({data}) => data)
                .join(''),
            ),
          ) !== words && 'the words in the page have changed',
          !words.endsWith(beside) && `beside it is ${beside}`,
          typed && typedTimes !== 3 && `what was typed is there ${typedTimes} times`,
        ].filter(Boolean),
      };
    }
    section.querySelectorAll('details').forEach((details) => (details.open = true));
    const text = squeeze(untyped(/** @type {HTMLElement} */ (section).innerText));
    const first = textsIn(section).find(
      ({data}) => data.trim().length > 1 && !data.includes(typed ?? '\0'),
    )?.parentElement;
    const links = linksIn(section);
    const code = squeeze(
      new globalThis.DOMParser().parseFromString(html, 'text/html').querySelector('style')?.textContent ?? '',
    );
    const direction = first && getComputedStyle(first).direction;
    const numbers = [...original.querySelectorAll('a[href^="tel:"], [dir="ltr"]')].map((each) =>
      each.textContent.trim(),
    );
    // Where people read Arabic, the page is most likely in Arabic.
    if (language === 'ar') section.setAttribute('dir', 'rtl');
    return {
      shows: 'words',
      lost: [
        text !== words && text === code + words && 'code',
        first?.closest('[lang]')?.getAttribute('lang') !== language && 'language',
        direction !== (language === 'ar' ? 'rtl' : 'ltr') && 'direction',
        !numbers.every((number) => inOrder(section, number)) && 'order',
        ...linksIn(original)
          .filter((href) => !links.includes(href))
          .map((href) => href.split(':')[0]),
      ].filter(Boolean),
      faults: [
        text !== words && text !== code + words && `it reads ${text} instead of ${words}`,
        typed && typedTimes !== 3 && `what was typed is there ${typedTimes} times`,
      ].filter(Boolean),
    };
  });
}

const ORDER = ['code', 'language', 'direction', 'order', 'twice', 'sms', 'tel', 'https'];

describe('sanitizers and editors', () => {
  /** @type {Set<string>} */
  const checked = new Set();
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  /**
   * Puts the results into a page that has our script, and compares what is seen with the table.
   *
   * @param {string} name of the sanitizer
   * @param {string[]} results of {@link INPUTS}, or of the snippets given
   * @param {Snippet[]} [typed] snippets that someone has typed into
   */
  async function check(name, results, typed) {
    checked.add(name);
    const snippets = typed ?? SNIPPETS;
    const body = results.slice(0, snippets.length).map((html) => `<section>${html}</section>`);
    // What widgets look like that nobody has touched.
    const references = WIDGETS.flatMap((widget) =>
      Object.entries(LANGUAGES).map(([lang, region]) => snippet(widget, `region="${region}" lang="${lang}"`)),
    );
    const {page, console, close} = await open(
      browser,
      pageOf(`${body.join('\n')}<aside>${references.join('')}</aside>`),
    );
    await page.waitForFunction(() =>
      [...document.querySelectorAll('aside > *, section [data-recovery-widget] > :first-child')].every((element) =>
        element.shadowRoot?.querySelector('.root'),
      ),
    );
    const seen = await page.evaluate(look, {snippets, typed: typed && TYPED});
    assert.deepEqual(console, []);
    const reads = await page.evaluate(
      (htmls) =>
        htmls.map((html) => {
          const place = document.body.appendChild(document.createElement('section'));
          place.innerHTML = html;
          return place.innerText;
        }),
      results.slice(snippets.length),
    );
    await close();
    assert.equal(seen.length, snippets.length);
    assert.deepEqual(
      seen.flatMap(({faults}, index) => {
        const {form, widget, language} = snippets[index];
        return faults.map((fault) => `${form}, ${widget}, ${language}: ${fault}`);
      }),
      [],
    );
    const row = (/** @type {string} */ form) => {
      const those = seen.filter((_, index) => snippets[index].form === form);
      const lost = new Set(those.flatMap((each) => each.lost));
      return [...new Set(those.map(({shows}) => shows)), ...ORDER.filter((each) => lost.has(each))];
    };
    const readable = Object.keys(CODE).filter((_, index) => /defined|your-site/.test(reads[index]));
    assert.deepEqual({tag: row('tag'), div: row('div'), ...(!typed && {reads: readable})}, TABLE[name]);
  }

  /** A page with an editor in it, from the files of its package. @param {string} head @param {string} [body] */
  async function editorPage(head, body = '') {
    const opened = await open(browser, pageOf(body, {head, script: ''}), {
      before: (page) =>
        page.route(`${HOST}/npm/**`, (route) => {
          const path = new URL(route.request().url()).pathname.slice('/npm/'.length);
          return route.fulfill({path: fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url))});
        }),
    });
    assert.deepEqual(opened.console, []);
    return opened;
  }

  it('WordPress’s filter does as WordPress does', () => {
    const examples = {
      '<div data-a=“b” onclick="c" LANG=ar style="color: red; behavior: url(d)">e</div>':
        '<div data-a="“b”" LANG="ar" style="color: red">e</div>',
      '<recovery-a region="b">c <bdi dir="ltr">d</bdi></recovery-a>': 'c d',
      '<a href="sms:988" href="b">c</a><a href="TEL:+1">d</a>': '<a href="sms:988">c</a><a href="TEL:+1">d</a>',
      '<a href="javascript&#58;javascript:b()">c</a>': '<a href="b()">c</a>',
      '<style>a > b {}</style><br/><hr size=1 />': 'a &gt; b {}<br /><hr size="1" />',
      '<!-- a -- <script>b</script> --><!---->': '<!-- a - b -->',
    };
    assert.deepEqual(Object.keys(examples).map(kses), Object.values(examples));
  });

  for (const [name, sanitize] of Object.entries(WITHOUT_A_PAGE)) it(name, () => check(name, INPUTS.map(sanitize)));

  describe('DOMPurify', () => {
    /** @type {import('playwright-core').Page} */
    let page;
    /** @type {() => Promise<void>} */
    let close;
    before(async () => {
      ({page, close} = await editorPage('<script src="/npm/dompurify/dist/purify.min.js"></script>'));
    });
    after(() => close());

    const purified = (/** @type {object} */ options) =>
      page.evaluate(
        ([inputs, {elements, ...config}]) => {
          // Expressions cannot be handed over as they are.
          if (elements) config.CUSTOM_ELEMENT_HANDLING = {tagNameCheck: /^recovery-/, attributeNameCheck: /^region$/};
          return inputs.map((html) => globalThis.DOMPurify.sanitize(html, config));
        },
        [INPUTS, options],
      );
    it('as it comes', async () => check('DOMPurify', await purified({})));
    it('with our tags added', async () =>
      check(
        'DOMPurify with our tags added',
        await purified({ADD_TAGS: WIDGETS.map((widget) => `recovery-${widget}`), ADD_ATTR: ['region']}),
      ));
    it('with custom elements', async () => check('DOMPurify with custom elements', await purified({elements: true})));
  });

  describe('TinyMCE', () => {
    /** @type {import('playwright-core').Page} */
    let page;
    /** @type {() => Promise<void>} */
    let close;
    before(async () => {
      ({page, close} = await editorPage(
        '<script src="/npm/tinymce/tinymce.min.js"></script>',
        '<textarea id="editor"></textarea>',
      ));
      await page.evaluate(() =>
        globalThis.tinymce.init({selector: '#editor', license_key: 'gpl', plugins: 'code', animations: false}),
      );
    });
    after(() => close());

    it('set and got', async () => {
      const results = await page.evaluate(
        (inputs) =>
          inputs.map((html) => {
            globalThis.tinymce.activeEditor.setContent(html);
            return globalThis.tinymce.activeEditor.getContent();
          }),
        INPUTS,
      );
      await check('TinyMCE', results);
    });

    it('typed before, in and after it, with a look at the source', async () => {
      const results = [];
      for (const {html} of ARABIC) {
        await page.evaluate((html) => {
          globalThis.tinymce.activeEditor.setContent(`<p>.</p>${html}<p>.</p>`);
          globalThis.tinymce.activeEditor.focus();
        }, html);
        for (const place of ['before', 'in', 'after']) {
          await page.evaluate((place) => {
            const {activeEditor: editor} = globalThis.tinymce;
            const body = editor.getBody();
            const words = [...body.querySelectorAll('p, li')].find((each) => each.textContent.trim().length > 1);
            const at = {before: body.firstElementChild, in: words, after: body.lastElementChild}[place];
            editor.selection.setCursorLocation(at, place === 'in' ? 0 : 1);
          }, place);
          await page.keyboard.type(TYPED);
        }
        await page.evaluate(() => globalThis.tinymce.activeEditor.execCommand('mceCodeEditor'));
        await page.locator('.tox-dialog textarea').press('End');
        await page.locator('.tox-dialog button', {hasText: 'Save'}).click();
        results.push(await page.evaluate(() => globalThis.tinymce.activeEditor.getContent()));
      }
      await check('TinyMCE, typed in', results, ARABIC);
    });
  });

  describe('CKEditor', () => {
    /** @type {import('playwright-core').Page} */
    let page;
    /** @type {() => Promise<void>} */
    let close;
    before(async () => {
      const files = '/npm/ckeditor5/dist/browser';
      ({page, close} = await editorPage(
        `<link rel="stylesheet" href="${files}/ckeditor5.css"><script src="${files}/ckeditor5.umd.js"></script>`,
      ));
      await page.evaluate(() => {
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
    after(() => close());

    const setAndGot = (/** @type {string} */ support) =>
      page.evaluate(async ([inputs, support]) => {
        await globalThis.startEditor(support);
        const results = inputs.map((html) => {
          globalThis.editor.setData(html);
          return globalThis.editor.getData();
        });
        await globalThis.editor.destroy();
        return results;
      }, /** @type {[string[], string]} */ ([INPUTS, support]));

    it('without General HTML Support', async () => check('CKEditor', await setAndGot('')));
    it('with div and data-*', async () => check('CKEditor with div and data-*', await setAndGot('placeholders')));
    it('with all HTML', async () => check('CKEditor with all HTML', await setAndGot('everything')));

    it('typed before, in and after it, with a look at the source', async () => {
      await page.evaluate(() => globalThis.startEditor('placeholders'));
      const results = [];
      for (const {html} of ARABIC) {
        await page.evaluate((html) => globalThis.editor.setData(`<p>.</p>${html}<p>.</p>`), html);
        for (const place of ['before', 'in', 'after']) {
          await page.evaluate((place) => {
            const {editor} = globalThis;
            editor.model.change((writer) => {
              const all = [...writer.createRangeIn(editor.model.document.getRoot()).getItems()];
              const paragraphs = all.filter((item) => item.is('element', 'paragraph'));
              const at = {before: paragraphs[0], in: paragraphs[1], after: paragraphs.at(-1)}[place];
              writer.setSelection(at, place === 'in' ? 0 : 'end');
            });
            editor.editing.view.focus();
          }, place);
          await page.keyboard.type(TYPED);
        }
        results.push(
          await page.evaluate(() => {
            const source = globalThis.editor.plugins.get('SourceEditing');
            source.isSourceEditingMode = true;
            source.isSourceEditingMode = false;
            return globalThis.editor.getData();
          }),
        );
      }
      await check('CKEditor with div and data-*, typed in', results, ARABIC);
    });
  });

  it('the table says nothing of others', () => assert.deepEqual([...checked].sort(), Object.keys(TABLE).sort()));
});
