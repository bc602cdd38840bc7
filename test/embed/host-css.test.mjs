import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {compile} from 'tailwindcss';
import {launch, open, pageOf, snippet, upgraded} from './harness.mjs';

const WIDGETS = ['helpline-banner', 'overdose-warning', 'trigger-checklist', 'treatment-explainer'];

const read = (path) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
const fromPackage = (path) => read(`../../node_modules/${path}`);

/** What Tailwind makes of `@import "tailwindcss"`: its preflight, in its layers. */
const tailwind = async () => {
  const {build} = await compile('@import "tailwindcss";', {
    loadStylesheet: async (id) => ({
      path: id,
      base: '',
      content: fromPackage(`tailwindcss/${id === 'tailwindcss' ? 'index.css' : id}`),
    }),
  });
  return build([]);
};

/** Style sheets of pages; attributes of `<html>` that turn their dark side on. */
const SHEETS = {
  Bootstrap: {css: fromPackage('bootstrap/dist/css/bootstrap.css'), dark: 'data-bs-theme="dark"'},
  'Tailwind preflight': {css: await tailwind()},
  Bulma: {css: fromPackage('bulma/css/bulma.css'), dark: 'data-theme="dark"'},
  Pico: {css: fromPackage('@picocss/pico/css/pico.css'), dark: 'data-theme="dark"'},
  'a root of 62.5 %': {css: 'html { font-size: 62.5% } body { font: 1.6rem/1.2 Georgia, serif }'},
  'all: unset': {css: '* { all: unset }', thorough: true},
  'all: unset !important': {css: '* { all: unset !important }'},
  'vertical writing': {css: 'html { writing-mode: vertical-rl; text-orientation: upright }'},
  'a hostile sheet': {css: read('hostile.css'), thorough: true},
};

const everyWidget = `<main>${['en', 'ar']
  .flatMap((lang) => WIDGETS.map((name) => snippet(name, `region="US" lang="${lang}"`)))
  .join('')}</main>`;

/** Opens a page with all widgets, in English and in Arabic. */
async function openAll(browser, {css, dark = '', width, scheme, fixed = ''}) {
  // Theirs to choose: the scheme, and what they generate before and after the element, which would move the picture.
  const chosen = `html { color-scheme: ${scheme} !important }
    main > ::before, main > ::after { content: none !important }`;
  const html = pageOf(everyWidget, {
    head: `<style>${css}</style><style>${chosen} ${fixed}</style>`,
  }).replace('<html', `<html ${scheme === 'dark' ? dark : ''}`);
  const opened = await open(browser, html, {context: {viewport: {width, height: 4000}}});
  for (const name of WIDGETS) await upgraded(opened.page, name);
  assert.deepEqual(opened.console, []);
  return opened;
}

/** Width of each widget's box, in CSS pixels. */
const widths = (page) =>
  page.locator('main .root').evaluateAll((all) => all.map((root) => root.getBoundingClientRect().width));

/** Every property of every element inside every widget, and of what is generated in it. */
const styles = (page) =>
  page.locator('main > *').evaluateAll((widgets) =>
    widgets.flatMap((widget) =>
      [...widget.shadowRoot.querySelectorAll('*')].flatMap((element, index) =>
        ['', '::before', '::after', '::marker', '::selection', '::first-letter', '::first-line'].flatMap((pseudo) => {
          const style = getComputedStyle(element, pseudo || null);
          if (/before|after/.test(pseudo) && style.content === 'none') return [];
          if (pseudo === '::marker' && getComputedStyle(element).display !== 'list-item') return [];
          if (/selection|first/.test(pseudo) && !element.matches('.root, a, button')) return [];
          const name = `${widget.localName}[lang=${widget.lang}] ${index} ${element.localName}.${element.className}`;
          return [[name + pseudo, style.cssText]];
        }),
      ),
    ),
  );

function assertSameStyles(given, wanted) {
  assert.deepEqual(
    given.map(([name]) => name),
    wanted.map(([name]) => name),
  );
  const differences = given.flatMap(([name, style], index) => {
    if (style === wanted[index][1]) return [];
    const other = new Set(wanted[index][1].split(/; ?/));
    return [`${name}: ${style.split(/; ?/).filter((each) => !other.has(each))}`];
  });
  assert.deepEqual(differences.slice(0, 5), [], `${differences.length} elements differ`);
}

/**
 * A picture of each widget. For it each stands alone in the corner of the window, in the width it had, on gray: rounded
 * corners are drawn a little differently elsewhere, and what a page paints behind them is its own affair.
 */
async function pictures(page) {
  const found = [];
  for (const widget of await page.locator('main > *').all()) {
    const clip = await widget.evaluate((element) => {
      for (const each of element.parentElement.children) each.hidden = each !== element;
      // Such sheets show even what is in the head, and text that overflows to the left moves the picture.
      for (const each of document.querySelectorAll('head, script'))
        each.style.setProperty('display', 'none', 'important');
      const root = element.shadowRoot.querySelector('.root');
      const {width} = root.getBoundingClientRect();
      const set = (name, value) => element.style.setProperty(name, value, 'important');
      set('transition', 'none');
      set('background', '#888');
      set('position', 'fixed');
      set('margin', '0');
      set('width', `${width}px`);
      set('inset', '0 auto auto 0');
      return root.getBoundingClientRect().toJSON();
    });
    found.push(await page.screenshot({clip, animations: 'disabled'}));
  }
  return found;
}

/** How two pictures differ, in words; empty when they do not. */
async function difference(page, given, wanted) {
  if (given.equals(wanted)) return '';
  return page.evaluate(
    async (sources) => {
      const [a, b] = await Promise.all(
        sources.map(async (source) => {
          const image = await globalThis.createImageBitmap(await (await fetch(source)).blob());
          const context = new globalThis.OffscreenCanvas(image.width, image.height).getContext('2d');
          context.drawImage(image, 0, 0);
          return context.getImageData(0, 0, image.width, image.height);
        }),
      );
      if (a.width !== b.width || a.height !== b.height) return `${a.width}×${a.height}, not ${b.width}×${b.height}`;
      const other = [];
      for (let at = 0; at < a.data.length; at += 4)
        if ([0, 1, 2].some((part) => a.data[at + part] !== b.data[at + part])) other.push(at / 4);
      if (!other.length) return '';
      const spot = (at) => `${at % a.width},${Math.floor(at / a.width)}`;
      return `${other.length} pixels differ, from ${spot(other[0])} to ${spot(other.at(-1))}`;
    },
    [given, wanted].map((png) => `data:image/png;base64,${png.toString('base64')}`),
  );
}

describe('what a page has in its style sheets', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  /** The same widgets in the same widths on a page without styles; made once for all sheets that leave those widths. */
  const empty = new Map();
  async function onEmptyPage(box, width, scheme) {
    const key = [box, width, scheme].join();
    if (!empty.has(key)) {
      const fixed = `body { margin: 0 } main { width: ${box}px }`;
      const {page, close} = await openAll(browser, {css: '', width, scheme, fixed});
      empty.set(key, {styles: await styles(page), pictures: await pictures(page)});
      await close();
    }
    return empty.get(key);
  }

  for (const [name, sheet] of Object.entries(SHEETS))
    for (const [width, scheme] of [
      [320, 'light'],
      [1000, 'dark'],
      ...(sheet.thorough
        ? [
            [320, 'dark'],
            [1000, 'light'],
          ]
        : []),
    ])
      it(`${name}, ${scheme}, ${width} px: styles and pictures as on an empty page`, async () => {
        const {page, close} = await openAll(browser, {...sheet, width, scheme});
        const boxes = new Set(await widths(page));
        assert.equal(boxes.size, 1, `widths ${[...boxes]}`);
        const wanted = await onEmptyPage([...boxes][0], width, scheme);
        assertSameStyles(await styles(page), wanted.styles);
        const taken = await pictures(page);
        const names = await page
          .locator('main > *')
          .evaluateAll((all) => all.map((each) => each.localName + each.lang));
        for (const [index, picture] of taken.entries())
          assert.equal(await difference(page, picture, wanted.pictures[index]), '', names[index]);
        await close();
      });
});
