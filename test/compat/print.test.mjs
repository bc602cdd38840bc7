/** Printing: PDFs of every widget, of the article page and of the wallet card, read back and compared with the fallback HTML. */
import assert from 'node:assert/strict';
import {available} from '../../src/tools/html/prerender.mjs';
import {root} from '../../src/tools/project.mjs';
import {AT_NIGHT, isNightly, nightly} from '../support/nightly.mjs';
import {openPage, pageOf, routeFolders, snippet, test, until, WIDGETS} from '../support/page.mjs';
import {cardOf, cardUrl, test as testCard} from '../support/wallet-card.mjs';
import {skipUnlessInstalled} from './packages.mjs';
import {expectedOnPaper, hasText, readPdf, validatePages} from './printed-pdf.mjs';

const {languages, withFallback: regions} = await available();
const [, ...others] = languages;

/** Maximum number of pages of a widget, sources included, where it is not three. */
const MAX_PAGES = {
  'care-gaps': 2,
  'helpline-banner': 1,
  'tolerance-chart': 2,
  'trigger-checklist': 2,
  'relapse-factors': 2,
  'treatment-explainer': 5,
};

/** Sheets to print on: from the top, and from further down, so that pages break in other places. `above` is in millimeters. */
const SHEETS = [
  {lang: 'en', format: 'A4', above: 0},
  {lang: 'en', format: 'Letter', above: 0},
  {lang: 'en', format: 'A4', above: 110},
  ...others.map((lang, index) => ({lang, format: index % 2 ? 'A4' : 'Letter', above: 50 + 120 * (index % 2)})),
];

/** Widgets that are not printed: there is no page to leave on paper. */
const NOT_PRINTED = ['quick-exit'];

test.describe('on paper', () => {
  skipUnlessInstalled();
  /** @type {import('@playwright/test').Page} */
  let page;
  test.beforeAll(async ({browser}) => {
    ({page} = await openPage(browser, pageOf(WIDGETS.map((name) => snippet(name, 'region="US"')).join(''))));
    await Promise.all(
      WIDGETS.map((name) => page.evaluate((tag) => customElements.whenDefined(tag), `recovery-${name}`)),
    );
  });
  test.afterEach(() => page.emulateMedia({media: null, colorScheme: null}));
  test.afterAll(() => page?.context().close());

  /** Replaces the content of the page by one widget, `above` millimeters from the top. */
  async function mount(name, {lang = 'en', above = 0, attributes = ''} = {}) {
    await page.evaluate(
      ([html, height]) => {
        document.body.innerHTML = `<div style="height:${height}mm"></div>${html}`;
      },
      [snippet(name, `lang="${lang}" region="US" ${attributes}`), above],
    );
    await page.waitForFunction(
      ([tag, expected]) => document.querySelector(tag).shadowRoot?.querySelector('.root')?.lang === expected,
      [`recovery-${name}`, lang],
    );
  }

  for (const name of NOT_PRINTED)
    test(`${name} is not printed, as it says`, async () => {
      await mount(name);
      assert.equal((await readPdf(await page.pdf({format: 'A4'}))).map(({key}) => key).join(''), '');
    });

  // CI has each widget on one sheet, and each sheet with two widgets: where pages break does not depend on the language.
  for (const [index, name] of WIDGETS.filter((each) => !NOT_PRINTED.includes(each)).entries())
    test(`${name} prints every text, number and URL, and breaks no page within a unit`, async () => {
      for (const {lang, format, above} of nightly(SHEETS, [SHEETS[index % SHEETS.length]])) {
        await mount(name, {lang, above});
        const pages = await readPdf(await page.pdf({format}));
        const sheet = `${lang}, ${format}, ${above} mm down`;
        assert.deepEqual(validatePages(pages, await expectedOnPaper(name, {lang, region: 'US'})), [], sheet);
        if (!above) assert.ok(pages.length <= (MAX_PAGES[name] ?? 3), `${sheet}: ${pages.length} pages`);
      }
    });

  test('no button, select or text field is printed, and every text is dark enough, with the dark theme too', async () => {
    await page.emulateMedia({media: 'print', colorScheme: 'dark'});
    for (const name of WIDGETS) {
      await mount(name, {attributes: 'theme="dark"'});
      const pale = await page.evaluate((tag) => {
        const {shadowRoot} = document.querySelector(tag);
        return [...shadowRoot.querySelectorAll('*')]
          .filter((each) => each.localName !== 'style' && each.checkVisibility())
          .flatMap((each) => {
            if (![...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) return [];
            const style = getComputedStyle(each);
            const color = 'ownerSVGElement' in each ? style.fill : style.color;
            const [red, green, blue] = color.match(/[\d.]+/g).map((part) => (Number(part) / 255) ** 2.2);
            // A contrast below 4.5 on white.
            return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 ? [`${each.textContent.trim()}: ${color}`] : [];
          });
      }, `recovery-${name}`);
      assert.deepEqual(pale, [], name);
      const fields = await page
        .locator(`recovery-${name}`)
        .locator('button, select, input:not([type=checkbox], [type=radio])')
        .evaluateAll((all) => all.filter((each) => each.checkVisibility()).map((each) => each.outerHTML));
      assert.deepEqual(fields, [], name);
    }
  });

  // Each widget on it has a test above.
  test('the article page prints every text of every widget on it', async ({page: article}) => {
    test.skip(!isNightly, AT_NIGHT);
    await routeFolders(article, 'https://demo.example', {'/': `${root}/docs/demo`, '/cdn/': `${root}/dist/cdn`});
    for (const path of ['', 'es/', 'ar/']) {
      await article.goto(`https://demo.example/${path}`);
      await until(article, () =>
        [...document.querySelectorAll('*')]
          .filter(({localName}) => localName.startsWith('recovery-'))
          .every((each) => each.shadowRoot?.querySelector('.root')),
      );
      const widgets = await article.evaluate(() => {
        const elements = [...document.querySelectorAll('*')].filter(({localName}) => localName.startsWith('recovery-'));
        const [lang, region] = [document.documentElement.lang, document.documentElement.dataset.recoveryRegion];
        return elements.map((each) => ({
          name: each.localName.slice(9),
          lang: each.closest('[lang]')?.lang ?? lang,
          region: each.getAttribute('region') ?? region,
          attributes: Object.fromEntries(
            each.constructor.observedAttributes
              .filter((name) => each.hasAttribute(name))
              .map((name) => [name, each.getAttribute(name)]),
          ),
        }));
      });
      assert.ok(widgets.length);
      // The banner imports its deferred parts after its first render.
      await article.waitForFunction(() =>
        [...document.querySelectorAll('recovery-helpline-banner')].every(({shadowRoot}) =>
          [...shadowRoot.querySelectorAll('.more')].every((more) => more.querySelector('details')),
        ),
      );
      const pages = await readPdf(await article.pdf({format: path === 'es/' ? 'Letter' : 'A4'}));
      for (const {name, ...options} of widgets.filter((each) => !NOT_PRINTED.includes(each.name)))
        assert.deepEqual(validatePages(pages, await expectedOnPaper(name, options)), [], `${path}: ${name}`);
    }
  });
});

/** Points of a PDF in a millimeter. */
const POINTS = 72 / 25.4;

test.describe('the wallet card on paper', () => {
  skipUnlessInstalled();

  const textOf = (/** @type {string} */ html) => html.replace(/<head>[^]*<\/head>|<[^>]*>/g, '');
  /** The region with the longest text. */
  const [longest] = [...regions].sort((a, b) => textOf(cardOf('en', b)).length - textOf(cardOf('en', a)).length);
  // CI has the shortest card and the longest.
  for (const region of new Set(nightly(['US', 'GB', 'CA-ON', 'none', longest], ['none', longest])))
    testCard(`prints complete on one page of its size, and on a sheet to cut it from: ${region}`, async ({page}) => {
      for (const lang of languages) {
        await page.goto(cardUrl(lang, region));
        const wanted = await page
          .locator('.card')
          .evaluate((/** @type {HTMLElement} */ card) => card.innerText.split(/\s*\n\s*/).filter(Boolean));
        assert.ok(wanted.length > 5, `${lang} ${region}`);
        for (const {options, width, height} of [
          {options: {width: '85mm', height: '55mm'}, width: 85, height: 55},
          {options: {format: 'A4'}, width: 210, height: 297},
        ]) {
          const label = `${lang} on ${width} × ${height}`;
          const [sheet, ...more] = await readPdf(await page.pdf(options));
          assert.equal(more.length, 0, label);
          // Chromium rounds pages to its own pixels.
          assert.ok(Math.abs(sheet.width - width * POINTS) < 1 && Math.abs(sheet.height - height * POINTS) < 1, label);
          assert.deepEqual(
            wanted.filter((text) => !hasText(sheet, text)),
            [],
            label,
          );
          const left = Math.min(...sheet.items.map(({transform}) => transform[4]));
          const right = Math.max(...sheet.items.map(({transform, width: wide}) => transform[4] + wide));
          const bottom = Math.min(...sheet.items.map(({transform}) => transform[5]));
          const top = Math.max(...sheet.items.map(({transform, height: high}) => transform[5] + high));
          assert.ok(left > 1 && bottom > 1 && right < sheet.width - 1 && top < sheet.height - 1, `${label}: cut off`);
          assert.ok(right - left < 85 * POINTS && top - bottom < 55 * POINTS, `${label}: larger than a card`);
          const smallest = Math.min(...sheet.items.map(({transform}) => Math.hypot(transform[2], transform[3])));
          assert.ok(smallest >= 6.45, `${label}: letters of ${smallest} pt`);
        }
      }
    });
});
