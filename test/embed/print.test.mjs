/**
 * What comes out of the printer: PDFs of every widget and of the article page, read as a reader of PDFs does. What has to be
 * there are the plain words of each widget.
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {getDocument} from 'pdfjs-dist/legacy/build/pdf.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {root} from '../../src/tools/cli/prepare.mjs';
import {serve} from '../../src/tools/cli/serve.mjs';
import {WIDGETS, launch, open, pageOf, snippet} from '../support/harness.mjs';
import {expected, faultsOf, read} from '../support/paper.mjs';

const {languages} = await available();
const [, ...others] = languages;

/** How many pages a widget may take at most, where that is not three. */
const MOST = {
  'care-gaps': 2,
  'helpline-banner': 1,
  'overdose-warning': 2,
  'tolerance-chart': 2,
  'trigger-checklist': 2,
  'relapse-factors': 2,
  'relapse-guide': 2,
};

/** What is printed: from the top of a page, and lower, so that other places come to lie where the page ends. */
const SHEETS = [
  {lang: 'en', format: 'A4', above: 0},
  {lang: 'en', format: 'Letter', above: 0},
  {lang: 'en', format: 'A4', above: 110},
  ...others.map((lang, index) => ({lang, format: index % 2 ? 'A4' : 'Letter', above: 50 + 120 * (index % 2)})),
];

/** On paper there is nothing to leave. */
const NOT_PRINTED = ['quick-exit'];

describe('on paper', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  /** @type {import('playwright-core').Page} */
  let page;
  before(async () => {
    browser = await launch();
    ({page} = await open(browser, pageOf(WIDGETS.map((name) => snippet(name, 'region="US"')).join(''))));
    await Promise.all(
      WIDGETS.map((name) => page.evaluate((tag) => customElements.whenDefined(tag), `recovery-${name}`)),
    );
  });
  after(() => browser.close());

  /** Puts one widget on the page, below some room in millimeters. */
  async function put(name, {lang = 'en', above = 0, attributes = ''} = {}) {
    await page.evaluate(
      ([html, height]) => {
        document.body.innerHTML = `<div style="height:${height}mm"></div>${html}`;
      },
      [snippet(name, `lang="${lang}" region="US" ${attributes}`), above],
    );
    await page.waitForFunction(
      ([tag, wanted]) => document.querySelector(tag).shadowRoot?.querySelector('.root')?.lang === wanted,
      [`recovery-${name}`, lang],
    );
  }

  for (const name of NOT_PRINTED)
    it(`${name}: not printed, as it says`, async () => {
      await put(name);
      assert.equal((await read(await page.pdf({format: 'A4'}))).map(({key}) => key).join(''), '');
    });

  for (const name of WIDGETS.filter((each) => !NOT_PRINTED.includes(each)))
    it(`${name}: every text, number and address, and nothing that belongs together on two pages`, async () => {
      for (const {lang, format, above} of SHEETS) {
        await put(name, {lang, above});
        const pages = await read(await page.pdf({format}));
        const what = `${lang}, ${format}, ${above} mm down`;
        assert.deepEqual(faultsOf(pages, await expected(name, {lang, region: 'US'})), [], what);
        if (!above) assert.ok(pages.length <= (MOST[name] ?? 3), `${what}: ${pages.length} pages`);
      }
    });

  it('black on white is enough: no text needs a background, in the dark neither', async () => {
    await page.emulateMedia({media: 'print', colorScheme: 'dark'});
    try {
      for (const name of WIDGETS) {
        await put(name, {attributes: 'theme="dark"'});
        const pale = await page.evaluate((tag) => {
          const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
          /** Of a color on white paper. */
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
    } finally {
      await page.emulateMedia({media: null, colorScheme: null});
    }
  });

  it('no control is printed that paper cannot answer', async () => {
    await page.emulateMedia({media: 'print'});
    try {
      for (const name of WIDGETS) {
        await put(name);
        const shown = await page
          .locator(`recovery-${name}`)
          .locator('button, select, input:not([type=checkbox], [type=radio])')
          .evaluateAll((all) => all.filter((each) => each.checkVisibility()).map((each) => each.outerHTML));
        assert.deepEqual(shown, [], name);
      }
    } finally {
      await page.emulateMedia({media: null});
    }
  });

  it('boxes to tick by hand are drawn, without backgrounds, empty', async (t) => {
    const canvas = await import('@napi-rs/canvas').catch(() => undefined);
    if (!canvas) return t.skip('pdfjs-dist draws with @napi-rs/canvas, which is not there for this system');
    /** Pixels of all pages, dark ones as 1. */
    const draw = async (pdf) => {
      const task = getDocument({data: new Uint8Array(pdf), verbosity: 0});
      const document = await task.promise;
      const drawn = [];
      for (let number = 1; number <= document.numPages; number++) {
        const sheet = await document.getPage(number);
        const viewport = sheet.getViewport({scale: 1.5});
        const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
        const context = canvas.createCanvas(width, height).getContext('2d');
        await sheet.render({canvasContext: context, viewport}).promise;
        const {data} = context.getImageData(0, 0, width, height);
        drawn.push({
          width,
          height,
          dark: Uint8Array.from({length: width * height}, (_, at) => (data[at * 4] < 200 ? 1 : 0)),
        });
      }
      await task.destroy();
      return drawn;
    };
    /** Rectangles of dark pixels that touch. */
    const shapesIn = ({width, dark}) => {
      const shapes = [];
      for (let start = 0; start < dark.length; start++) {
        if (!dark[start]) continue;
        const shape = {left: width, right: 0, top: Infinity, bottom: 0, pixels: 0};
        const next = [start];
        dark[start] = 0;
        while (next.length) {
          const at = next.pop();
          const [x, y] = [at % width, Math.floor(at / width)];
          shape.left = Math.min(shape.left, x);
          shape.right = Math.max(shape.right, x);
          shape.top = Math.min(shape.top, y);
          shape.bottom = Math.max(shape.bottom, y);
          shape.pixels++;
          for (const step of [-width - 1, -width, 1 - width, -1, 1, width - 1, width, width + 1])
            if (dark[at + step]) {
              dark[at + step] = 0;
              next.push(at + step);
            }
        }
        shapes.push(shape);
      }
      return shapes;
    };
    const withBoxes = [];
    for (const name of WIDGETS) {
      await put(name);
      const boxes = page.locator(`recovery-${name}`).locator('input[type=checkbox], input[type=radio]');
      await page.emulateMedia({media: 'print'});
      const count = await boxes.evaluateAll((all) => all.filter((each) => each.checkVisibility()).length);
      await page.emulateMedia({media: null});
      if (!count) continue;
      withBoxes.push(name);
      const printed = await draw(await page.pdf({format: 'A4'}));
      await boxes.evaluateAll((all) =>
        all.forEach((each) => each.style.setProperty('visibility', 'hidden', 'important')),
      );
      const without = await draw(await page.pdf({format: 'A4'}));
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

  it('the article page: every text of every widget in it', async () => {
    const server = await serve({mounts: {'/': `${root}/docs/demo`, '/cdn/': `${root}/dist/cdn`}, port: 0});
    const context = await browser.newContext();
    const article = await context.newPage();
    try {
      for (const [path, ...formats] of [
        ['', 'A4', 'Letter'],
        ['es/', 'Letter'],
        ['ar/', 'A4'],
      ]) {
        await article.goto(`http://localhost:${server.port}/${path}`);
        const widgets = await article.evaluate(async () => {
          const all = [...document.querySelectorAll('*')].filter(({localName}) => localName.startsWith('recovery-'));
          await Promise.all(all.map(({localName}) => customElements.whenDefined(localName)));
          const isReady = (each) => each.shadowRoot?.querySelector('.root');
          while (!all.every(isReady)) await new Promise((done) => setTimeout(done, 20));
          const [lang, region] = [document.documentElement.lang, document.documentElement.dataset.recoveryRegion];
          return all.map((each) => ({
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
        for (const format of formats) {
          const pages = await read(await article.pdf({format}));
          for (const {name, ...options} of widgets.filter((each) => !NOT_PRINTED.includes(each.name)))
            assert.deepEqual(faultsOf(pages, await expected(name, options)), [], `${path}${format}: ${name}`);
        }
      }
    } finally {
      await context.close();
      await server.close();
    }
  });
});
