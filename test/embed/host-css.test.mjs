/**
 * The page around a widget and the widget: which style sheets do not reach it, which places it copes with, which decisions of the
 * page it follows, and that it changes nothing itself. CSS frameworks: test/compat/host-css.test.mjs.
 */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {SCRIPT, WIDGETS, gate, openPage, pageOf, snippet, test, upgraded} from '../support/page.mjs';
import {fallbackCss} from '../../src/tools/html/fallback-css.mjs';
import {testStyleIsolation} from '../support/style-isolation.mjs';

const HOSTILE = readFileSync(new URL('../support/hostile.css', import.meta.url), 'utf8');

test.describe('style sheets of a page', () => {
  testStyleIsolation({
    'all: unset !important': {css: '* { all: unset !important }'},
    'vertical writing': {css: 'html { writing-mode: vertical-rl; text-orientation: upright }'},
    // In quirks mode, tables do not inherit from their surroundings but take the color of `<body>`, in shadow trees too.
    'no doctype': {css: '', quirks: true},
    'a hostile sheet': {css: HOSTILE, thorough: true},
  });
});

/** Returns text of the same width in every font, because the room that a row or a table leaves beside them depends on their width. */
const fixedWidthText = (count) => '<i style="display:inline-block;width:44px;overflow:hidden">word</i>'.repeat(count);

const WIDGET = snippet('helpline-banner', 'region="US"', 'Call 555');
const VERTICAL = '<div style="writing-mode:vertical-rl">WIDGET</div>';

/** Markup around a widget, by its minimum width in CSS pixels in a window of 1000 px. @type {Record<number, string[]>} */
const PLACES = {
  984: [
    '<div>WIDGET</div>',
    '<p>WIDGET</p>',
    '<span>before WIDGET after</span>',
    '<pre>WIDGET</pre>',
    '<a href="#">WIDGET</a>',
    '<div style="contain:content">WIDGET</div>',
    '<div style="content-visibility:auto">WIDGET</div>',
    '<div style="transform:translateX(0)">WIDGET</div>',
    '<div style="zoom:1.25">WIDGET</div>',
  ],
  900: ['<ul><li>WIDGET</ul>'],
  700: ['<div style="float:left;width:200px;height:99px"></div>WIDGET<br clear="all">'],
  640: [
    '<div style="display:flex;flex-direction:column;align-items:center">WIDGET</div>',
    `<div style="display:flex"><p style="white-space:nowrap">${fixedWidthText(2)}</p>WIDGET</div>`,
    '<div style="display:grid;place-items:center">WIDGET</div>',
    '<table><tr><td>Menu<td>WIDGET</table>',
    '<div style="float:left">WIDGET</div><br clear="all">',
    '<div style="display:inline-block">WIDGET</div>',
    '<div style="width:fit-content">WIDGET</div>',
    '<div style="position:relative;height:1500px"><div style="position:absolute">WIDGET</div></div>',
    '<dialog open style="position:static">WIDGET</dialog>',
    '<button>WIDGET</button>',
    VERTICAL,
    ...['inline', 'inline-block', 'flex', 'grid', 'contents', 'table'].map(
      (display) => `<div>${WIDGET.replace('>', ` style="display:${display}">`)}</div>`,
    ),
  ],
  240: ['<div style="columns:240px">WIDGET</div>', '<div style="width:240px">WIDGET</div>'],
  190: [
    `<div style="display:flex"><p>${fixedWidthText(60)}</p>WIDGET</div>`,
    `<div style="display:grid;grid-template-columns:auto auto"><p>${fixedWidthText(60)}</p>WIDGET</div>`,
    `<table width="100%"><tr><td>${fixedWidthText(99)}<td>WIDGET</table>`,
  ],
};

test.describe('places on a page', () => {
  for (const width of [1000, 320])
    test(`a widget has room, stays inside and its links can be reached, in a window of ${width} px`, async ({open}) => {
      const places = Object.entries(PLACES).flatMap(([minWidth, all]) =>
        all.map((html) => ({minWidth: Number(minWidth), html})),
      );
      const sections = places.map(({html}) => `<section>${html.replace('WIDGET', WIDGET)}</section>`);
      const {page, console} = await open(pageOf(sections.join('')), {context: {viewport: {width, height: 800}}});
      await upgraded(page);
      const results = await page.locator('body > section').evaluateAll((all) =>
        all.map((/** @type {any} */ section) => {
          const {shadowRoot} = section.querySelector('recovery-helpline-banner');
          const root = shadowRoot.querySelector('.root');
          const link = shadowRoot.querySelector('a[href^=tel]');
          link.scrollIntoView({block: 'center', behavior: 'instant'});
          const box = root.getBoundingClientRect();
          const {x, y, width, height} = link.getBoundingClientRect();
          const overflowing = [...root.querySelectorAll('*')].filter((element) => {
            const {left, right, width} = element.getBoundingClientRect();
            return width && (left < box.left - 1 || right > box.right + 1);
          });
          return {
            box: {width: box.width, left: box.left, right: box.right},
            overflowing: overflowing.map(({localName}) => localName),
            isReachable: link.contains(shadowRoot.elementFromPoint(x + width / 2, y + height / 2)),
          };
        }),
      );
      assert.deepEqual(console, []);
      assert.equal(results.length, sections.length);
      for (const [index, {box, overflowing, isReachable}] of results.entries()) {
        const {html, minWidth} = places[index];
        assert.ok(box.width >= (width === 1000 ? minWidth : 160), `${html}: ${box.width} px wide`);
        // A block across the writing direction of the page is as wide as the window.
        const right = html === VERTICAL ? width + 8 : width;
        assert.ok(box.left >= 0 && box.right <= right, `${html}: from ${box.left} to ${box.right}`);
        assert.deepEqual(overflowing, [], html);
        assert.ok(isReachable, `${html}: the link`);
      }
    });
});

/** @typedef {{css?: string, attributes?: string}} BannerOptions */

/** @import {Browser} from '@playwright/test' */

/**
 * Playwright’s `test` with `banner`, which shows one banner instead of the one before: in a page of its own for each browser.
 *
 * @type {import('../support/page.mjs').TestWith<{banner: (html: string, options?: BannerOptions, where?: Browser) => Promise<any>}>}
 */
const bannerTest = test.extend({
  banner: async ({browser}, use) => {
    /** @type {Map<Browser, import('../support/page.mjs').OpenedPage>} */
    const pages = new Map();
    await use(async (html, {css = '', attributes = ''} = {}, reader = browser) => {
      if (!pages.has(reader)) pages.set(reader, await openPage(reader, pageOf('', {head: '<style></style>'})));
      const {page} = pages.get(reader);
      const widget = snippet('helpline-banner', `region="US" ${attributes}`);
      await page.evaluate(
        ([style, body]) => {
          document.querySelector('style').textContent = style;
          document.body.innerHTML = body;
        },
        [css, html.replace('WIDGET', widget)],
      );
      await upgraded(page);
      const root = page.locator('recovery-helpline-banner .root');
      return {
        page,
        /** Returns the computed value of a property of the box around everything. */
        valueOf: (/** @type {string} */ property) =>
          root.evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property),
        /** Returns whether the banner is visible, and whether its first link can be focused and hit by a pointer. */
        state: () =>
          root.evaluate((element) => {
            const tree = /** @type {ShadowRoot} */ (element.getRootNode());
            const link = element.querySelector('a');
            const {x, y, width, height} = link.getBoundingClientRect();
            link.focus();
            return {
              isVisible: element.checkVisibility({visibilityProperty: true, opacityProperty: true}),
              isFocusable: tree.activeElement === link,
              isHit: link.contains(tree.elementFromPoint(x + width / 2, y + height / 2)),
            };
          }),
      };
    });
    await Promise.all([...pages.values()].map(({close}) => close()));
  },
});

test.describe('decisions of a page', () => {
  const shown = '[hidden], recovery-helpline-banner { display: block !important }';
  /** @type {[title: string, html: string, options?: BannerOptions][]} */
  const hidden = [
    ['the attribute hidden', 'WIDGET', {attributes: 'hidden'}],
    ['the attribute hidden, against its own style sheet', 'WIDGET', {attributes: 'hidden', css: shown}],
    ['display: none', 'WIDGET', {css: 'recovery-helpline-banner { display: none }'}],
    ['display: none around it', '<div style="display:none">WIDGET</div>'],
    ['visibility: hidden around it, as in closed menus', '<div style="visibility:hidden">WIDGET</div>'],
    ['inert around it', '<div inert style="opacity:0">WIDGET</div>'],
  ];
  bannerTest('a page hides a widget, in any of the usual ways', async ({banner}) => {
    for (const [title, html, options] of hidden) {
      const {state} = await banner(html, options);
      assert.deepEqual(await state(), {isVisible: false, isFocusable: false, isHit: false}, title);
    }
  });

  bannerTest('a page cannot hide a widget until a script reveals it', async ({banner}) => {
    for (const css of [
      'recovery-helpline-banner { opacity: 0 }',
      'body > * { opacity: 0 !important; transform: translateY(20px) }',
      '.reveal { visibility: hidden !important }',
    ]) {
      const {state} = await banner('WIDGET', {css, attributes: 'class="reveal"'});
      assert.deepEqual(await state(), {isVisible: true, isFocusable: true, isHit: true}, css);
    }
  });

  bannerTest('a page sets the color scheme and the tokens', async ({banner}) => {
    for (const [css, color] of [
      ['', 'rgb(27, 39, 51)'],
      [':root { color-scheme: dark }', 'rgb(241, 245, 248)'],
      [':root { --recovery-color-text: rgb(1, 2, 3) }', 'rgb(1, 2, 3)'],
    ]) {
      const {valueOf} = await banner('WIDGET', {css});
      assert.equal(await valueOf('color'), color, css);
    }
  });

  test('a page sets the font, and the space around a widget, the same before the script as after', async ({open}) => {
    const css = ':root { --recovery-font-family: Georgia, serif; --recovery-gap: 24px } section { display: flow-root }';
    const head = `<style>${css}</style><style>${fallbackCss()}</style>`;
    const placeholder = '<div data-recovery-widget="helpline-banner" data-region="US"><p>Words</p></div>';
    for (const script of ['', SCRIPT]) {
      const html = pageOf(`<section>${WIDGET}</section><section>${placeholder}</section>`, {head, script});
      const {page} = await open(html);
      if (script) await upgraded(page);
      const found = await page.locator('body > section').evaluateAll((all) =>
        all.map((/** @type {any} */ section) => {
          const widget = section.querySelector('recovery-helpline-banner') ?? section.firstElementChild;
          const {fontFamily} = getComputedStyle(widget.shadowRoot?.querySelector('.root') ?? widget);
          return [fontFamily, section.clientHeight - widget.clientHeight];
        }),
      );
      assert.deepEqual(found, Array(2).fill(['Georgia, serif', 48]), script);
    }
  });

  bannerTest('the font size of a widget is that of the reader or larger, whatever the page sets', async ({banner}) => {
    for (const [css, size] of [
      [':root { font-size: 10px } body { font-size: 1.4rem }', '16px'],
      [':root { font-size: 40px }', '16px'],
      ['* { font-size: 0 !important }', '16px'],
      [':root { font-size: 62.5%; --recovery-font-size: 1rem }', '16px'],
      [':root { --recovery-font-size: 1.25em }', '20px'],
    ]) {
      const {valueOf} = await banner('WIDGET', {css});
      assert.equal(await valueOf('font-size'), size, css);
    }
  });

  bannerTest('the font size follows the reader’s setting, on a page that sets its own', async ({banner, launch}) => {
    const reader = await launch('--blink-settings=defaultFontSize=24');
    for (const [css, size] of [
      ['', '24px'],
      ['* { font: 10px monospace !important }', '24px'],
      [':root { --recovery-font-size: 1.5em }', '36px'],
    ]) {
      const {page, valueOf} = await banner('<p>Words</p>WIDGET', {css}, reader);
      assert.equal(await valueOf('font-size'), size, css);
      const {width} = page.viewportSize() ?? {};
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, css);
      // Control: the setting has reached the browser.
      if (!css) assert.equal(await page.locator('body > p').evaluate((p) => getComputedStyle(p).fontSize), '24px');
    }
  });
});

/**
 * Returns everything a page can find out about itself: markup, style sheets, globals and computed styles. Properties that
 * depend on the height of a widget are left out for the elements around it.
 */
const inspect = (page) =>
  page.evaluate(() => {
    const dependsOnHeight =
      /^((max-|min-)?(height|block-size)|inset.*|top|right|bottom|left|(perspective|transform)-origin|grid-template-rows)$/;
    const stylesOf = (element, pseudo) => {
      const style = getComputedStyle(element, pseudo);
      const hasWidget = element.querySelector('[region]');
      return [...style]
        .filter((name) => !hasWidget || !dependsOnHeight.test(name))
        .map((name) => `${name}: ${style.getPropertyValue(name)}`);
    };
    const own = [...document.querySelectorAll('*')].filter((element) => !element.closest('[region]'));
    return {
      markup: document.documentElement.outerHTML,
      sheets: [document.styleSheets.length, document.adoptedStyleSheets.length, document.fonts.size],
      globals: [globalThis, Symbol, Array.prototype, Object.prototype].flatMap((owner) =>
        Reflect.ownKeys(owner).map(String),
      ),
      ids: document.querySelectorAll('[id]').length,
      styles: Object.fromEntries(
        own.flatMap((element, index) =>
          ['', '::before', '::after', '::selection'].map((pseudo) => [
            `${index} ${element.localName}${pseudo}`,
            stylesOf(element, pseudo || null),
          ]),
        ),
      ),
    };
  });

const widgets = WIDGETS.map((name) => snippet(name, 'region="US"')).join('<p class="now">between</p>');
const BODY = `<header class="card root"><h1>Page</h1><nav><a class="button primary" href="#">Link</a></nav></header>
  <main id="main" class="shield"><p class="quiet lead" part="heading">Words <b>bold</b> <a href="tel:1">1</a></p>
    <div class="columns">${widgets}</div>
    <details open><summary>More</summary><ul class="facts"><li>One<li hidden>Two</ul></details>
    <form><fieldset><legend>Form</legend><label><input type="checkbox">Yes</label><button>Send</button></fieldset></form>
  </main><footer><p>End</p></footer>`;

test('widgets change nothing on a page but one global variable', async ({open}) => {
  const {held, release} = gate();
  const {page} = await open(pageOf(BODY, {script: SCRIPT.replace('<script', '<script async')}), {fault: () => held});
  const before = await inspect(page);
  release();
  await upgraded(page, ...WIDGETS);
  const after = await inspect(page);
  const added = after.globals.filter((global) => !before.globals.includes(global));
  assert.deepEqual(added, ['recoveryWidgets']);
  assert.deepEqual({...after, globals: []}, {...before, globals: []});
});
