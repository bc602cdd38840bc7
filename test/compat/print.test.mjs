/** Printing: PDFs of every widget and of the article page, read back and compared with the fallback HTML of each widget. */
import assert from 'node:assert/strict';
import {available} from '../../src/tools/html/prerender.mjs';
import {root} from '../../src/tools/project.mjs';
import {nightly} from '../support/nightly.mjs';
import {openPage, pageOf, routeFolders, snippet, test, until, WIDGETS} from '../support/page.mjs';
import {skipUnlessInstalled} from './packages.mjs';
import {canDraw, drawPdf, expectedOnPaper, readPdf, shapesIn, validatePages} from './printed-pdf.mjs';

const {languages} = await available();
const [, ...others] = languages;

/** Maximum number of pages of a widget, where it is not three. */
const MAX_PAGES = {
  'care-gaps': 2,
  'helpline-banner': 1,
  'overdose-warning': 2,
  'tolerance-chart': 2,
  'trigger-checklist': 2,
  'relapse-factors': 2,
  'relapse-guide': 2,
  'treatment-explainer': 4,
};

/** Widgets whose list of sources may take one more page; everything before it may not. */
const MANY_SOURCES = ['overdose-warning', 'relapse-guide', 'treatment-explainer'];

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
        if (above) continue;
        const most = MAX_PAGES[name] ?? 3;
        const hasMore = MANY_SOURCES.includes(name);
        assert.ok(pages.length <= most + (hasMore ? 1 : 0), `${sheet}: ${pages.length} pages`);
        const content = await expectedOnPaper(name, {lang, region: 'US', hasSources: !hasMore});
        assert.deepEqual(validatePages(pages.slice(0, most), content), [], `${sheet}: on the first ${most} pages`);
      }
    });

  test('every text is dark enough on white paper without a background, with the dark theme too', async () => {
    await page.emulateMedia({media: 'print', colorScheme: 'dark'});
    for (const name of WIDGETS) {
      await mount(name, {attributes: 'theme="dark"'});
      const pale = await page.evaluate((tag) => {
        const element = document.createElement('canvas');
        const canvas = /** @type {any} */ (element.getContext('2d', {willReadFrequently: true}));
        /** Returns the contrast of a color on white paper. */
        const contrast = (color) => {
          canvas.fillStyle = '#fff';
          canvas.fillRect(0, 0, 1, 1);
          canvas.fillStyle = color;
          canvas.fillRect(0, 0, 1, 1);
          const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) =>
            value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
          );
          return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
        };
        const {shadowRoot} = document.querySelector(tag);
        return [...shadowRoot.querySelectorAll('*')]
          .filter((each) => each.localName !== 'style' && each.checkVisibility())
          .flatMap((each) => {
            const isText = [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
            const style = getComputedStyle(each);
            const color = 'ownerSVGElement' in each ? style.fill : style.color;
            return isText && contrast(color) < 4.5 ? [`${each.textContent.trim()}: ${color}`] : [];
          });
      }, `recovery-${name}`);
      assert.deepEqual(pale, [], name);
    }
  });

  test('no button, select or text field is printed', async () => {
    await page.emulateMedia({media: 'print'});
    for (const name of WIDGETS) {
      await mount(name);
      const shown = await page
        .locator(`recovery-${name}`)
        .locator('button, select, input:not([type=checkbox], [type=radio])')
        .evaluateAll((all) => all.filter((each) => each.checkVisibility()).map((each) => each.outerHTML));
      assert.deepEqual(shown, [], name);
    }
  });

  test('checkboxes and radio buttons are printed as empty boxes to tick by hand', async () => {
    test.skip(!canDraw, 'pdfjs-dist draws with @napi-rs/canvas, which does not exist for this system');
    const withBoxes = [];
    for (const name of WIDGETS) {
      await mount(name);
      const boxes = page.locator(`recovery-${name}`).locator('input[type=checkbox], input[type=radio]');
      await page.emulateMedia({media: 'print'});
      const count = await boxes.evaluateAll((all) => all.filter((each) => each.checkVisibility()).length);
      await page.emulateMedia({media: null});
      if (!count) continue;
      withBoxes.push(name);
      const printed = await drawPdf(await page.pdf({format: 'A4'}));
      await boxes.evaluateAll((all) =>
        all.forEach((each) => each.style.setProperty('visibility', 'hidden', 'important')),
      );
      const without = await drawPdf(await page.pdf({format: 'A4'}));
      const drawn = printed
        .map((sheet, index) => ({...sheet, dark: sheet.dark.map((pixel, at) => pixel & ~without[index].dark[at])}))
        .flatMap(shapesIn)
        .filter(({left, right, top, bottom, pixels}) => {
          const [width, height] = [right - left + 1, bottom - top + 1];
          // 3 mm at least, and more white than black in it.
          const isSquare = Math.abs(width - height) <= 2 && width >= (3 / 25.4) * 72 * 1.5 - 1;
          return isSquare && pixels < (width * height) / 2;
        });
      assert.equal(drawn.length, count, name);
    }
    for (const name of ['trigger-checklist', 'care-gaps', 'relapse-guide'])
      assert.ok(!WIDGETS.includes(name) || withBoxes.includes(name), name);
  });

  test('the article page prints every text of every widget on it', async ({page: article}) => {
    await routeFolders(article, 'https://demo.example', {'/': `${root}/docs/demo`, '/cdn/': `${root}/dist/cdn`});
    /** @type {[path: string, ...formats: string[]][]} */
    const articles = [
      ['', 'A4', 'Letter'],
      ['es/', 'Letter'],
      ['ar/', 'A4'],
    ];
    for (const [path, ...formats] of nightly(articles, [['ar/', 'A4']])) {
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
      for (const format of formats) {
        const pages = await readPdf(await article.pdf({format}));
        for (const {name, ...options} of widgets.filter((each) => !NOT_PRINTED.includes(each.name)))
          assert.deepEqual(validatePages(pages, await expectedOnPaper(name, options)), [], `${path}${format}: ${name}`);
      }
    }
  });
});
