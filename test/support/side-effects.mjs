/** Checks that widgets leave the page around them alone. */
import assert from 'node:assert/strict';
import {SCRIPT, WIDGETS, pageOf, snippet, test, upgraded} from './page.mjs';

/**
 * Returns everything a page can find out about itself: markup, style sheets, globals and computed styles. Properties that
 * depend on the height of a widget are left out for the elements around it.
 *
 * @param {import('@playwright/test').Page} page
 */
const inspect = (page) =>
  page.evaluate(() => {
    const dependsOnHeight =
      /^((max-|min-)?(height|block-size)|inset.*|top|right|bottom|left|(perspective|transform)-origin|grid-template-rows)$/;
    const stylesOf = (/** @type {Element} */ element, /** @type {string | null} */ pseudo) => {
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
      globals: Object.getOwnPropertyNames(globalThis),
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

/**
 * Defines a test that widgets change nothing on a page except for one global variable.
 *
 * @param {string} name of the style sheet of the page
 * @param {() => string} readCss called by the test itself
 */
export const testSideEffects = (name, readCss) =>
  test(`widgets change nothing but one global variable, on a page with ${name}`, async ({open}) => {
    let release = () => {};
    const blocked = new Promise((resolve) => (release = () => resolve(undefined)));
    const {page} = await open(
      pageOf(BODY, {head: `<style>${readCss()}</style>`, script: SCRIPT.replace('<script', '<script async')}),
      {fault: () => blocked},
    );
    const before = await inspect(page);
    release();
    await upgraded(page, ...WIDGETS);
    const after = await inspect(page);
    assert.deepEqual(
      after.globals.filter((global) => !before.globals.includes(global)),
      ['recoveryWidgets'],
    );
    assert.deepEqual({...after, globals: []}, {...before, globals: []});
  });
