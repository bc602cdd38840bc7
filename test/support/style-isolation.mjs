/** Compares widgets on a page with style sheets to the same widgets on a page without any: computed styles, and pictures. */
import assert from 'node:assert/strict';
import {nightly} from './nightly.mjs';
import {ALL_SCRIPT, WIDGETS, openPage, pageOf, snippet, test, until, upgraded} from './page.mjs';
import {sizeOf, takePicture} from './pictures.mjs';

/** @import {Browser} from '@playwright/test' */

/**
 * @typedef {{css: string, dark?: string, quirks?: boolean, thorough?: boolean}} Sheet style sheet of a host page. `dark`: attributes of
 *   `<html>` that turn on its dark mode; `quirks`: whether the page has no doctype; `thorough`: whether to compare pictures, too
 */

/** Width and scheme of the pages, and the language in them. */
const PLACES = /** @type {const} */ ([
  {width: 320, scheme: 'light', lang: 'en'},
  {width: 1000, scheme: 'dark', lang: 'ar'},
]);

/** Opens a page with all widgets. @param {Browser} browser @param {Sheet & (typeof PLACES)[number] & {fixed?: string}} options */
async function openAll(browser, {css, dark = '', quirks = false, width, scheme, lang, fixed = ''}) {
  // The page may choose the color scheme and generate content before and after the element, which would move the picture.
  const chosen = `html { color-scheme: ${scheme} !important }
    main > ::before, main > ::after { content: none !important }`;
  const widgets = WIDGETS.map((name) => snippet(name, `region="US" lang="${lang}"`));
  const standard = pageOf(`<main>${widgets.join('')}</main>`, {
    head: `<style>${css}</style><style>${chosen} ${fixed}</style>`,
    script: ALL_SCRIPT,
  }).replace('<html', `<html ${scheme === 'dark' ? dark : ''}`);
  const html = quirks ? standard.replace(/<!doctype html>(.*)<body/s, '$1<body text="#888"') : standard;
  const opened = await openPage(browser, html, {context: {viewport: {width, height: 4000}}});
  await upgraded(opened.page, ...WIDGETS);
  // The parts that the banner imports after its first render.
  await until(opened.page, () =>
    document.querySelector('recovery-helpline-banner')?.shadowRoot?.querySelector('.more time'),
  );
  assert.deepEqual(opened.console, []);
  return opened;
}

/**
 * Returns the computed values of every element and pseudo-element in the widgets, a line each, after a text with the names of the
 * properties; except for elements in the middle of a list that are built like the one before: the same rules apply to both.
 *
 * @param {import('@playwright/test').Page} page
 */
const stylesOf = (page) =>
  page.locator('main > *').evaluateAll((/** @type {any[]} */ widgets) => {
    // Custom properties inherit into shadow trees; only their effects count. The logical ones repeat the physical ones.
    const names = [...getComputedStyle(document.body)].filter((name) => !/^--|(^|-)(inline|block)(-|$)/.test(name));
    /** Describes an element and all below it, without texts and values. @type {(element: Element) => string} */
    const structureOf = (element) => {
      const attributes = element.getAttributeNames().sort().join(' ');
      const children = [...element.children].map(structureOf).join();
      return `${element.localName}.${element.getAttribute('class')}.${element.part}[${attributes}](${children})`;
    };
    /** @type {(parent: ParentNode) => Element[]} */
    const elementsIn = (parent) =>
      [...parent.children].flatMap((element, index, all) => {
        const isLikeBefore =
          index > 1 && element !== all.at(-1) && structureOf(element) === structureOf(all[index - 1]);
        return isLikeBefore ? [] : [element, ...elementsIn(element)];
      });
    const styles = widgets.flatMap((widget) =>
      elementsIn(widget.shadowRoot).flatMap((element, index) => {
        const own = getComputedStyle(element);
        const isGenerated = (/** @type {string} */ pseudo) =>
          /before|after/.test(pseudo)
            ? getComputedStyle(element, pseudo).content !== 'none'
            : pseudo === '::marker'
              ? own.display === 'list-item'
              : element.matches('.root, a, button');
        const pseudos = ['::before', '::after', '::marker', '::selection', '::first-letter', '::first-line'];
        return ['', ...pseudos.filter(isGenerated)].map((pseudo) => {
          const style = pseudo ? getComputedStyle(element, pseudo) : own;
          const label = `${widget.localName}[lang=${widget.lang}] ${index} ${element.localName}.${element.className}${pseudo}`;
          return [label, ...names.map((name) => style.getPropertyValue(name))].join('\n');
        });
      }),
    );
    return [['element', ...names].join('\n'), ...styles];
  });

/** Returns the first element whose styles differ between two pages, with the properties that do. @param {import('@playwright/test').Page[]} pages */
async function differencesOf(pages) {
  const [own, expected] = await Promise.all(pages.map(stylesOf));
  const at = expected.findIndex((style, index) => style !== own[index]);
  if (at < 0) return [];
  const [names, before, after] = [expected[0], expected[at], own[at] ?? ''].map((style) => style.split('\n'));
  const changed = names
    .map((name, index) => `${name}: ${after[index]}`)
    .filter((_, index) => after[index] !== before[index]);
  return [before[0], ...changed];
}

/**
 * Takes a picture of all widgets, one below the other on gray, in the width they had. Rounded corners are drawn slightly
 * differently at other positions, and the page decides what is behind them, so that every page gets the same arrangement.
 *
 * @param {import('@playwright/test').Page} page
 */
async function pictureOf(page) {
  const [width, height] = await page.locator('main > *').evaluateAll((/** @type {any[]} */ widgets) => {
    // Hostile sheets show even the head, and text that overflows to the left moves the picture.
    for (const hidden of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('head, script')))
      hidden.style.setProperty('display', 'none', 'important');
    // The page’s own transitions would delay the next steps.
    for (const {style} of [document.documentElement, document.body])
      style.setProperty('transition', 'none', 'important');
    // The last row of a widget of fractional height shows its background.
    document.documentElement.style.setProperty('background', '#888', 'important');
    document.body.style.setProperty('background', 'none', 'important');
    let top = 0;
    for (const el of widgets) {
      const {width, height} = el.shadowRoot.querySelector('.root').getBoundingClientRect();
      for (const [name, value] of Object.entries({
        transition: 'none',
        background: '#888',
        position: 'fixed',
        margin: '0',
        width: `${width}px`,
        inset: `${top}px auto auto 0`,
      }))
        el.style.setProperty(name, value, 'important');
      top += Math.ceil(height);
    }
    return [Math.max(...widgets.map((el) => el.shadowRoot.querySelector('.root').getBoundingClientRect().right)), top];
  });
  await page.setViewportSize({width: sizeOf(page).width, height});
  return takePicture(page, {x: 0, y: 0, width, height});
}

/**
 * Defines tests that widgets look the same under each style sheet as on an empty page of the same width: in CI in one of two places in turn,
 * as a sheet that reaches into a widget does so at any width.
 *
 * @param {Record<string, Sheet | (() => Sheet | Promise<Sheet>)>} sheets by name; a function is called by the test itself
 */
export function testStyleIsolation(sheets) {
  for (const [index, [name, source]] of Object.entries(sheets).entries())
    for (const place of nightly([...PLACES], [PLACES[index % 2]]))
      test(`${name}, ${place.scheme}, ${place.width} px: widgets as on an empty page`, async ({browser}) => {
        const sheet = typeof source === 'function' ? await source() : source;
        const {page, close} = await openAll(browser, {...sheet, ...place});
        const boxes = await page
          .locator('main .root')
          .evaluateAll((roots) => [...new Set(roots.map((root) => root.getBoundingClientRect().width))]);
        assert.equal(boxes.length, 1, `widths ${boxes}`);
        const fixed = `body { margin: 0 } main { width: ${boxes[0]}px }`;
        const empty = await openAll(browser, {css: '', ...place, fixed});
        assert.deepEqual(await differencesOf([page, empty.page]), []);
        if (sheet.thorough)
          assert.ok((await pictureOf(page)).equals(await pictureOf(empty.page)), 'the pictures differ');
        await Promise.all([close(), empty.close()]);
      });
}
