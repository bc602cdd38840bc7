/** Compares widgets on a page with style sheets to the same widgets on a page without any: computed styles and pictures. */
import assert from 'node:assert/strict';
import {isNightly, nightly} from './nightly.mjs';
import {WIDGETS, openPage, pageOf, snippet, test, upgraded} from './page.mjs';
import {sizeOf, takePicture} from './pictures.mjs';

/**
 * @typedef {object} Sheet Style sheet of a host page
 * @property {string} css
 * @property {string} [dark] attributes of `<html>` that turn on its dark mode
 * @property {boolean} [quirks] whether the page has no doctype
 * @property {boolean} [thorough] whether to try two languages, and in the nightly run both color schemes at both widths
 *
 * @typedef {{page: import('@playwright/test').Page, styles: string[], picture: Buffer}} Reference
 */

const widgetsIn = (/** @type {string[]} */ languages) =>
  `<main>${languages
    .flatMap((lang) => WIDGETS.map((name) => snippet(name, `region="US" lang="${lang}"`)))
    .join('')}</main>`;

/**
 * Opens a page with all widgets in some languages.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {Sheet & {width: number, scheme: string, languages: string[], fixed?: string}} options
 */
async function openAll(browser, {css, dark = '', quirks = false, width, scheme, languages, fixed = ''}) {
  // The page may choose the color scheme and generate content before and after the element, which would move the picture.
  const chosen = `html { color-scheme: ${scheme} !important }
    main > ::before, main > ::after { content: none !important }`;
  const standard = pageOf(widgetsIn(languages), {
    head: `<style>${css}</style><style>${chosen} ${fixed}</style>`,
  }).replace('<html', `<html ${scheme === 'dark' ? dark : ''}`);
  const html = quirks ? standard.replace(/<!doctype html>(.*)<body/s, '$1<body text="#888"') : standard;
  const opened = await openPage(browser, html, {context: {viewport: {width, height: 4000}}});
  await upgraded(opened.page, ...WIDGETS);
  assert.deepEqual(opened.console, []);
  return opened;
}

/** Returns the width of each widget in CSS pixels. @param {import('@playwright/test').Page} page */
const widthsOf = (page) =>
  page.locator('main .root').evaluateAll((roots) => roots.map((root) => root.getBoundingClientRect().width));

/**
 * Returns a digest for each widget of every computed property of every element and pseudo-element inside it, except for elements
 * in the middle of a list that are built like the one before: the same rules apply to both. The values stay in the page, for
 * {@link describeDifferences}.
 *
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<string[]>}
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
    const computed = widgets.map((widget) =>
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
          return {label, values: names.map((name) => style.getPropertyValue(name))};
        });
      }),
    );
    Object.assign(globalThis, {computed, names});
    return Promise.all(
      computed.map(async (styles) => {
        const all = styles.flatMap(({label, values}) => [label, ...values]).join('\n');
        const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(all));
        return `${styles.length} ${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
      }),
    );
  });

/**
 * Describes how the styles of two pages differ, for five elements at most; an empty list when they do not.
 *
 * @param {Pick<Reference, 'page' | 'styles'>} actual
 * @param {Pick<Reference, 'page' | 'styles'>} expected
 */
async function describeDifferences(actual, expected) {
  const index = actual.styles.findIndex((digest, at) => digest !== expected.styles[at]);
  if (index < 0) return actual.styles.length === expected.styles.length ? [] : ['another number of widgets'];
  /** @type {{label: string, values: string[]}[][]} */
  const [a, b] = await Promise.all(
    [actual, expected].map(({page}) => page.evaluate((at) => /** @type {any} */ (globalThis).computed[at], index)),
  );
  /** @type {string[]} */
  const names = await actual.page.evaluate(() => /** @type {any} */ (globalThis).names);
  const lines = a.flatMap(({label, values}, at) => {
    const other = b[at] ?? {label: undefined, values: []};
    const different = names.flatMap((name, place) =>
      values[place] === other.values[place] ? [] : [`${name}: ${values[place]}`],
    );
    return different.length || label !== other.label ? [`${label} (${other.label}): ${different.join('; ')}`] : [];
  });
  return [`${lines.length} elements differ`, ...lines.slice(0, 5)];
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
 * Describes how two pictures differ; an empty string when they do not.
 *
 * @param {import('@playwright/test').Page} page
 * @param {Buffer} actual
 * @param {Buffer} expected
 */
async function comparePictures(page, actual, expected) {
  if (actual.equals(expected)) return '';
  return page.evaluate(
    async (sources) => {
      const [a, b] = await Promise.all(
        sources.map(async (source) => {
          const image = await globalThis.createImageBitmap(await (await fetch(source)).blob());
          const canvas = new globalThis.OffscreenCanvas(image.width, image.height);
          const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
          context.drawImage(image, 0, 0);
          return context.getImageData(0, 0, image.width, image.height);
        }),
      );
      if (a.width !== b.width || a.height !== b.height) return `${a.width}×${a.height}, not ${b.width}×${b.height}`;
      const different = [];
      for (let at = 0; at < a.data.length; at += 4)
        if ([0, 1, 2].some((channel) => a.data[at + channel] !== b.data[at + channel])) different.push(at / 4);
      if (!different.length) return '';
      const point = (/** @type {number} */ at) => `${at % a.width},${Math.floor(at / a.width)}`;
      return `${different.length} pixels differ, from ${point(different[0])} to ${point(different[different.length - 1])}`;
    },
    [actual, expected].map((png) => `data:image/png;base64,${png.toString('base64')}`),
  );
}

/**
 * Defines tests that widgets look the same under each style sheet as on an empty page. Tests of one width and color scheme run
 * in one worker, because they share the empty page.
 *
 * @param {Record<string, Sheet | (() => Sheet | Promise<Sheet>)>} sheets by name; a function is called by the test itself
 */
export function testStyleIsolation(sheets) {
  for (const [place, {width, scheme, always}] of [
    {width: 320, scheme: 'light', always: true},
    {width: 1000, scheme: 'dark', always: true},
    {width: 320, scheme: 'dark', always: false},
    {width: 1000, scheme: 'light', always: false},
  ].entries())
    test.describe(() => {
      test.describe.configure({mode: 'default'});
      /** @type {Map<string, Promise<Reference>>} */
      const references = new Map();
      test.afterAll(async () => {
        for (const reference of references.values()) await (await reference).page.context().close();
        references.clear();
      });

      /**
       * Opens a page without styles that gives widgets the same width, once for all sheets that leave them this width.
       *
       * @param {import('@playwright/test').Browser} browser
       * @param {number} box
       * @param {string[]} languages
       */
      function referenceOf(browser, box, languages) {
        const open = async () => {
          const fixed = `body { margin: 0 } main { width: ${box}px }`;
          const {page} = await openAll(browser, {css: '', width, scheme, languages, fixed});
          return {page, styles: await stylesOf(page), picture: await pictureOf(page)};
        };
        const key = [box, ...languages].join();
        const reference = references.get(key) ?? open();
        references.set(key, reference);
        return reference;
      }

      // CI has each sheet on a narrow light page or a wide dark one, in turn, and the worst on both: a sheet that reaches into a
      // widget does so at any width.
      for (const [index, [name, source]] of Object.entries(sheets).entries()) {
        const isThorough = typeof source === 'object' && source.thorough;
        if (!nightly(always || isThorough, isThorough ? always : place === index % 2)) continue;
        test(`${name}, ${scheme}, ${width} px: styles and pictures as on an empty page`, async ({browser}) => {
          const sheet = typeof source === 'function' ? await source() : source;
          // One language per width; at night both for the worst sheet.
          const languages = sheet.thorough && isNightly ? ['en', 'ar'] : [width === 320 ? 'en' : 'ar'];
          const {page, close} = await openAll(browser, {...sheet, width, scheme, languages});
          const boxes = new Set(await widthsOf(page));
          assert.equal(boxes.size, 1, `widths ${[...boxes]}`);
          const expected = await referenceOf(browser, [...boxes][0], languages);
          assert.deepEqual(await describeDifferences({page, styles: await stylesOf(page)}, expected), []);
          assert.equal(await comparePictures(page, await pictureOf(page), expected.picture), '');
          await close();
        });
      }
    });
}
