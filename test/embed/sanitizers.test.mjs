/**
 * Snippets through what stands between an author and a page: the real sanitizers and editors from npm, and WordPress's filter
 * by its published list. Afterwards the page still shows the widget, or still reads right, with links that work.
 *
 * The tables below say which of the two it is, and what is lost on the way. They are no wish list: a change in either
 * direction fails, so that the advice in docs/embed.md stays true.
 */
import assert from 'node:assert/strict';
import {fileURLToPath} from 'node:url';
import {after, before, describe, it} from 'node:test';
import {autop, removep} from '@wordpress/autop';
import sanitizeHtml from 'sanitize-html';
import {HOST, launch, open, pageOf} from './harness.mjs';
import {kses} from './kses.mjs';
import {LANGUAGES, snippetOf, WIDGETS, wordsOf} from './snippets.mjs';

const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/** What a site that wants placeholders allows; as the manuals have it, `lang` is forgotten. */
const CMS = {
  allowedTags: [...sanitizeHtml.defaults.allowedTags, 'img'],
  allowedAttributes: {...sanitizeHtml.defaults.allowedAttributes, '*': ['class', 'id', 'data-*']},
};

/** Sanitizers that work on text, without a page. @type {Record<string, (html: string) => string>} */
const ON_THE_SERVER = {
  'WordPress, author': kses,
  'WordPress, author, classic editor': (html) => autop(kses(html)),
  'WordPress, administrator, classic editor': (html) => autop(html),
  'WordPress, classic editor, visual and code in turn': (html) => autop(removep(autop(removep(autop(html))))),
  'sanitize-html': (html) => sanitizeHtml(html),
  'sanitize-html with div and data-*': (html) => sanitizeHtml(html, CMS),
};

/**
 * What is shown afterwards, and what is lost on the way: the language, its direction, links of a kind, or the order of the
 * figures of a number, which right-to-left words turn round when nothing holds them together.
 */
const RESULTS = {
  tag: {
    'WordPress, author': ['words', 'language', 'direction', 'order of figures'],
    'WordPress, author, classic editor': ['words', 'language', 'direction', 'order of figures'],
    'WordPress, administrator, classic editor': ['widget'],
    'WordPress, classic editor, visual and code in turn': ['widget'],
    'sanitize-html': ['words', 'language', 'direction', 'sms'],
    'sanitize-html with div and data-*': ['words', 'language', 'direction', 'sms'],
    DOMPurify: ['words', 'language', 'direction'],
    'DOMPurify with our tags added': ['widget'],
    'DOMPurify with custom elements': ['widget'],
    TinyMCE: ['words', 'language', 'direction'],
    'TinyMCE, typed in': ['words', 'language', 'direction'],
    CKEditor: ['words', 'language', 'direction', 'order of figures'],
    'CKEditor with div and data-*, as Drupal has it': ['words', 'language', 'direction', 'order of figures'],
    'CKEditor with div and data-*, typed in': ['words', 'language', 'direction', 'order of figures'],
    'CKEditor with all HTML': ['widget'],
  },
  div: {
    'WordPress, author': ['widget'],
    'WordPress, author, classic editor': ['widget'],
    'WordPress, administrator, classic editor': ['widget'],
    'WordPress, classic editor, visual and code in turn': ['widget'],
    'sanitize-html': ['words', 'language', 'direction', 'sms'],
    'sanitize-html with div and data-*': ['widget'],
    DOMPurify: ['widget'],
    'DOMPurify with our tags added': ['widget'],
    'DOMPurify with custom elements': ['widget'],
    TinyMCE: ['widget'],
    'TinyMCE, typed in': ['widget'],
    CKEditor: ['words', 'language', 'direction', 'order of figures'],
    'CKEditor with div and data-*, as Drupal has it': ['widget'],
    'CKEditor with div and data-*, typed in': ['widget'],
    'CKEditor with all HTML': ['widget'],
  },
};

/** What a person types into the editor, in three places. */
const TYPED = 'Typed';

/** @typedef {{form: 'tag' | 'div', widget: string, language: string, html: string}} Case */

/** @type {Case[]} */
const CASES = ['tag', 'div'].flatMap((form) =>
  WIDGETS.flatMap((widget) =>
    Object.keys(LANGUAGES).map((language) => ({form, widget, language, html: snippetOf(form, widget, language)})),
  ),
);

/** Serves files of the packages under /npm/ of the partner's host. */
const withPackages = (/** @type {import('playwright-core').Page} */ page) =>
  page.route(`${HOST}/npm/**`, (route) =>
    route.fulfill({path: modules + new URL(route.request().url()).pathname.slice('/npm/'.length)}),
  );

describe('sanitizers and editors', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  const editorPage = (head, body = '') =>
    open(browser, pageOf(body, {head, script: ''}), {before: withPackages}).then((opened) => {
      assert.deepEqual(opened.console, []);
      return opened;
    });

  /**
   * Puts the results into one page each form, with our script site-wide, and says what is to be seen there.
   *
   * @param {Case[]} cases
   * @param {string[]} results
   * @param {boolean} typed whether TYPED stands before, in and after the words
   */
  async function shown(cases, results, typed = false) {
    // What widgets look like that nobody touched.
    const references = cases.map(({widget, language}) => snippetOf('tag', widget, language, '<p>Words</p>'));
    const originals = cases.map(({widget, language}) => wordsOf(widget, language));
    const {page, console, close} = await open(
      browser,
      pageOf(results.map((html) => `<section>${html}</section>`).join('\n') + `<aside>${references.join('')}</aside>`),
    );
    await page.waitForFunction(
      () => [...document.querySelectorAll('aside > *')].every((each) => each.shadowRoot?.querySelector('.root')),
    );
    await page.waitForLoadState('networkidle');
    const found = await page.evaluate(
      ({originals, languages, typed}) => {
        const squeeze = (text) => text.replace(/[\s\u200b-\u200f\u2066-\u2069\ufeff]/g, '');
        const without = (text) => (typed ? text.replaceAll(typed, '') : text);
        const linksIn = (element) => [...element.querySelectorAll('a[href]')].map((link) => link.getAttribute('href'));
        /** All that is read in a tree, the shadow roots instead of the words they hide. */
        const inside = (node) =>
          node.shadowRoot
            ? inside(node.shadowRoot)
            : [...node.childNodes]
                .map((child) =>
                  child.nodeType === 3 ? child.data : ['STYLE', 'SCRIPT'].includes(child.tagName) ? '' : inside(child),
                )
                .join('');
        /** Whether the figures of a number stand on the screen in the order they are written. */
        const inOrder = (section, number, language) => {
          // Where people read Arabic, the page is most likely in Arabic.
          if (language === 'ar') section.dir = 'rtl';
          const walker = document.createTreeWalker(section, 4);
          for (let node = walker.nextNode(); node; node = walker.nextNode())
            for (let start = node.data.indexOf(number); start >= 0; start = node.data.indexOf(number, start + 1)) {
              const places = [...number].flatMap((letter, index) => {
                if (!/\d/.test(letter)) return [];
                const range = document.createRange();
                range.setStart(node, start + index);
                range.setEnd(node, start + index + 1);
                const {left, top} = range.getBoundingClientRect();
                return [{left, top}];
              });
              if (places.some(({left, top}, index) => index && top === places[index - 1].top && left <= places[index - 1].left))
                return false;
            }
          return true;
        };
        const references = [...document.querySelectorAll('aside > *')];
        return [...document.querySelectorAll('body > section')].map((section, index) => {
          const original = new DOMParser().parseFromString(originals[index], 'text/html').body;
          const language = languages[index];
          const words = squeeze(original.textContent);
          const widget = [...section.querySelectorAll('*')].find((element) => element.shadowRoot?.querySelector('.root'));
          const typedTimes = typed ? section.textContent.split(typed).length - 1 : 0;
          if (widget) {
            const reference = references[index];
            const beside = squeeze(without(inside(section))).replace(squeeze(inside(widget)), '');
            return {
              shows: 'widget',
              typedTimes,
              faults: [
                widget.localName !== reference.localName && `it is ${widget.localName}`,
                squeeze(inside(widget)) !== squeeze(inside(reference)) && 'it says something else',
                squeeze(without(section.textContent)) !== words && 'the words have changed',
                !['', words].includes(beside) && `beside it is ${beside}`,
              ].filter(Boolean),
              lost: [beside && 'words beside it'].filter(Boolean),
            };
          }
          const text = squeeze(without(section.innerText));
          const links = linksIn(section);
          const first = document.createTreeWalker(section, 4, (node) => (node.data.trim() && !node.data.includes(typed ?? '\0') ? 1 : 3)).nextNode()?.parentElement;
          const missing = linksIn(original).filter((href) => !links.includes(href));
          const numbers = [...original.querySelectorAll('a[href^="tel:"], [dir="ltr"]')].map((each) => each.textContent.trim());
          return {
            shows: 'words',
            typedTimes,
            faults: [text !== words && `it reads ${text} instead of ${words}`].filter(Boolean),
            lost: [
              first.closest('[lang]').lang !== language && 'language',
              getComputedStyle(first).direction !== (language === 'ar' ? 'rtl' : 'ltr') && 'direction',
              ...new Set(missing.map((href) => href.replace(/:.*/s, ''))),
              !numbers.every((number) => inOrder(section, number, language)) && 'order of figures',
            ].filter((each) => each && (each !== 'language' || language !== 'en')),
          };
        });
      },
      {originals, languages: cases.map(({language}) => language), typed: typed ? TYPED : undefined},
    );
    await close();
    return {found, console};
  }

  /** @param {string} name of the sanitizer @param {string[]} results of all cases @param {boolean} [typed] */
  async function check(name, results, typed) {
    const faults = [];
    const table = {};
    for (const form of ['tag', 'div']) {
      const chosen = CASES.map((each, index) => ({...each, result: results[index]})).filter((each) => each.form === form);
      const {found, console} = await shown(chosen, chosen.map(({result}) => result), typed);
      assert.deepEqual(console, [], form);
      found.forEach(({faults: each, typedTimes}, index) => {
        const {widget, language, result} = chosen[index];
        const where = `${form}, ${widget}, ${language}`;
        faults.push(...each.map((fault) => `${where}: ${fault}\n${result}`));
        if (typed && typedTimes !== 3) faults.push(`${where}: what was typed is there ${typedTimes} times\n${result}`);
      });
      const order = ['language', 'direction', 'sms', 'tel', 'https', 'order of figures'];
      table[form] = [
        [...new Set(found.map(({shows}) => shows))].join(' and '),
        ...[...new Set(found.flatMap(({lost}) => lost))].sort((one, other) => order.indexOf(one) - order.indexOf(other)),
      ];
    }
    assert.deepEqual(faults, []);
    assert.deepEqual(table, {tag: RESULTS.tag[name], div: RESULTS.div[name]}, 'in the table');
  }

  const htmls = CASES.map(({html}) => html);

  for (const [name, sanitize] of Object.entries(ON_THE_SERVER)) it(name, () => check(name, htmls.map(sanitize)));

  describe('DOMPurify', () => {
    const purified = async (options) => {
      const {page, close} = await editorPage('<script src="/npm/dompurify/dist/purify.min.js"></script>');
      const results = await page.evaluate(
        ({htmls, tags, custom}) =>
          htmls.map((html) =>
            globalThis.DOMPurify.sanitize(html, {
              ...(tags && {ADD_TAGS: tags, ADD_ATTR: ['region']}),
              ...(custom && {CUSTOM_ELEMENT_HANDLING: {tagNameCheck: /^recovery-/, attributeNameCheck: /^region$/}}),
            }),
          ),
        {htmls, ...options},
      );
      await close();
      return results;
    };
    it('as it comes', async () => check('DOMPurify', await purified({})));
    it('with our tags added', async () =>
      check('DOMPurify with our tags added', await purified({tags: WIDGETS.map((widget) => `recovery-${widget}`)})));
    it('with custom elements', async () => check('DOMPurify with custom elements', await purified({custom: true})));
  });

  describe('TinyMCE', () => {
    let page;
    let close;
    before(async () => {
      ({page, close} = await editorPage(
        '<script src="/npm/tinymce/tinymce.min.js"></script>',
        '<textarea id="editor"></textarea>',
      ));
      await page.evaluate(() =>
        globalThis.tinymce.init({selector: '#editor', license_key: 'gpl', plugins: 'code', toolbar: 'code'}),
      );
    });
    after(() => close());

    it('set and got', async () => {
      const results = await page.evaluate(
        (htmls) =>
          htmls.map((html) => {
            globalThis.tinymce.activeEditor.setContent(html);
            return globalThis.tinymce.activeEditor.getContent();
          }),
        htmls,
      );
      await check('TinyMCE', results);
    });

    it('typed before, in and after it, with a look at the source', async () => {
      const results = [];
      for (const html of htmls) {
        await page.evaluate((html) => {
          globalThis.tinymce.activeEditor.setContent(`<p>.</p>${html}<p>.</p>`);
          globalThis.tinymce.activeEditor.focus();
        }, html);
        for (const place of ['first', 'middle', 'last']) {
          await page.evaluate((place) => {
            const editor = globalThis.tinymce.activeEditor;
            const body = editor.getBody();
            const words = [...body.querySelectorAll('p, li')].filter((each) => each.textContent.trim().length > 1);
            const at = place === 'first' ? body.firstElementChild : place === 'last' ? body.lastElementChild : words[0];
            editor.selection.setCursorLocation(at, place === 'middle' ? 0 : 1);
          }, place);
          await page.keyboard.type(TYPED);
        }
        await page.evaluate(() => globalThis.tinymce.activeEditor.execCommand('mceCodeEditor'));
        await page.locator('.tox-dialog textarea').press('End');
        await page.locator('.tox-dialog button', {hasText: 'Save'}).click();
        results.push(await page.evaluate(() => globalThis.tinymce.activeEditor.getContent()));
      }
      await check('TinyMCE, typed in', results.map((html) => html.replace('<p>.', '<p>').replace(/<p>\.(?!.*<p>\.)/s, '<p>')), true);
    });
  });

  describe('CKEditor', () => {
    let page;
    let close;
    before(async () => {
      ({page, close} = await editorPage(
        '<link rel="stylesheet" href="/npm/ckeditor5/dist/browser/ckeditor5.css"><script src="/npm/ckeditor5/dist/browser/ckeditor5.umd.js"></script>',
      ));
      await page.evaluate(() => {
        globalThis.edit = (htmlSupport) => {
          const {CKEDITOR: all} = globalThis;
          const plugins = ['Essentials', 'Paragraph', 'Heading', 'Bold', 'Italic', 'Link', 'List', 'SourceEditing'];
          if (htmlSupport) plugins.push('GeneralHtmlSupport');
          const place = document.body.appendChild(document.createElement('div'));
          return all.ClassicEditor.create(place, {
            licenseKey: 'GPL',
            plugins: plugins.map((name) => all[name]),
            htmlSupport,
          });
        };
        globalThis.placeholders = {allow: [{name: 'div', attributes: [/^data-/, 'lang', 'dir'].map((key) => ({key, value: true}))}]};
      });
    });
    after(() => close());

    const setAndGot = (support) =>
      page.evaluate(
        async ({htmls, support}) => {
          const everything = {allow: [{name: /.*/, attributes: true, classes: true, styles: true}]};
          const editor = await globalThis.edit({placeholders: globalThis.placeholders, everything}[support]);
          const results = htmls.map((html) => {
            editor.setData(html);
            return editor.getData();
          });
          await editor.destroy();
          return results;
        },
        {htmls, support},
      );

    it('without General HTML Support', async () => check('CKEditor', await setAndGot('')));
    it('with div and data-*', async () =>
      check('CKEditor with div and data-*, as Drupal has it', await setAndGot('placeholders')));
    it('with all HTML', async () => check('CKEditor with all HTML', await setAndGot('everything')));

    it('typed before, in and after it, with a look at the source', async () => {
      await page.evaluate(async () => {
        globalThis.editor = await globalThis.edit(globalThis.placeholders);
      });
      const results = [];
      for (const html of htmls) {
        await page.evaluate((html) => globalThis.editor.setData(`<p>.</p>${html}<p>.</p>`), html);
        for (const place of ['first', 'middle', 'last']) {
          await page.evaluate((place) => {
            const {editor} = globalThis;
            editor.model.change((writer) => {
              const root = editor.model.document.getRoot();
              const paragraphs = [...writer.createRangeIn(root).getItems()].filter((item) => item.is('element', 'paragraph'));
              const at = place === 'first' ? paragraphs[0] : place === 'last' ? paragraphs.at(-1) : paragraphs[1];
              writer.setSelection(at, place === 'middle' ? 0 : 'end');
            });
            editor.editing.view.focus();
          }, place);
          await page.keyboard.type(TYPED);
        }
        results.push(
          await page.evaluate(() => {
            const mode = globalThis.editor.plugins.get('SourceEditing');
            mode.isSourceEditingMode = true;
            mode.isSourceEditingMode = false;
            return globalThis.editor.getData();
          }),
        );
      }
      await check('CKEditor with div and data-*, typed in', results.map((html) => html.replace('<p>.', '<p>').replace(/<p>\.(?!.*<p>\.)/s, '<p>')), true);
    });
  });
});
