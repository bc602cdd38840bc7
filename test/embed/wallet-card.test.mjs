/** The wallet card: 85 × 55 mm of paper with the steps and numbers that matter most, for every language and region. */
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {fallbackTree} from '../../src/tools/html/fallback-html.mjs';
import {available, built, prerender} from '../../src/tools/html/prerender.mjs';
import {root} from '../../src/tools/cli/prepare.mjs';
import {test as base} from '../support/page.mjs';
import {hasText, readPdf} from '../support/paper.mjs';

const {languages, regions} = await available();
const {regions: loaders, parseRegion} = await import(pathToFileURL(built).href);
const REGIONS = ['none', ...regions];
const cardOf = (lang, region) => readFileSync(join(root, `dist/html/${lang}/${region}/wallet-card.html`), 'utf8');
const POINTS = 72 / 25.4;
/** Compares a length in a PDF with millimeters; Chromium rounds pages to its own pixels. */
const isAbout = (points, millimeters) => Math.abs(points - millimeters * POINTS) < 1;

/** Returns the texts of a region’s helplines: emergency number, name and number of the first line of each kind. */
async function numbersOf(code) {
  const place = parseRegion(code);
  if (!place || code === 'none') return [];
  const {region} = await loaders[place.country]();
  const lines = ['substance-use', 'crisis'].flatMap((purpose) =>
    region.lines
      .filter((line) => line.purpose === purpose && (!line.within || line.within === place.subdivision))
      .slice(0, 1),
  );
  // Latin names are reordered within a line of Arabic, so each of their words is searched for.
  return [
    region.emergency.number,
    ...lines.flatMap(({name, number, sms}) => [...name.split(' '), number ?? sms.number]),
  ];
}

/** Returns the text of fallback HTML. */
const textOf = (tags) => tags.map((each) => each.value ?? textOf(each.children)).join('');

/** Returns the first line of a step, without the explanation after it. */
const beforeBreak = (tags) => {
  const at = tags.findIndex(({tagName}) => tagName === 'br');
  return at < 0 ? tags : tags.slice(0, at);
};

/** Returns the texts of the overdose warning’s first line and of its steps. */
async function stepsOf(lang, region) {
  const rendered = await prerender('overdose-warning', {lang, region: region === 'none' ? '' : region});
  const blocks = fallbackTree(rendered).children;
  const listIn = (tags) =>
    tags.find(({tagName}) => tagName === 'ol') ??
    tags.map((each) => each.tagName && listIn(each.children)).find(Boolean);
  return [textOf([blocks[0]]), ...listIn(blocks).children.map(({children}) => textOf(beforeBreak(children)))];
}

const test = base.extend({
  page: async ({page}, use) => {
    await page.route('**/*', (route) => {
      const [lang, region] = new URL(route.request().url()).pathname.split('/').slice(1);
      return region
        ? route.fulfill({contentType: 'text/html; charset=utf-8', body: cardOf(lang, region)})
        : route.fulfill({status: 404, body: ''});
    });
    await use(page);
  },
});

test.describe('the wallet card', () => {
  /** The region with the longest text. */
  const longest = regions.reduce((most, each) =>
    cardOf('en', each).replace(/<[^>]*>/g, '').length > cardOf('en', most).replace(/<[^>]*>/g, '').length ? each : most,
  );
  for (const region of new Set(['US', 'GB', 'CA-ON', 'none', longest]))
    test(`prints as one page of its size with every word and number, and so on a sheet to cut it out of, ${region}`, async ({
      page,
    }) => {
      for (const lang of languages) {
        await page.goto(`https://card.example/${lang}/${region}`);
        const wanted = [...(await stepsOf(lang, region)), ...(await numbersOf(region))];
        for (const [options, width, height] of [
          [{width: '85mm', height: '55mm'}, 85, 55],
          [{format: 'A4'}, 210, 297],
          [{format: 'Letter'}, 215.9, 279.4],
        ]) {
          const sheetName = `${lang} on ${width} × ${height}`;
          const pages = await readPdf(await page.pdf(options));
          assert.equal(pages.length, 1, sheetName);
          const [sheet] = pages;
          assert.ok(
            isAbout(sheet.width, width) && isAbout(sheet.height, height),
            `${sheetName}: ${sheet.width} × ${sheet.height}`,
          );
          assert.deepEqual(
            wanted.filter((text) => !hasText(sheet, text)),
            [],
            sheetName,
          );
          const left = Math.min(...sheet.items.map(({transform}) => transform[4]));
          const right = Math.max(...sheet.items.map(({transform, width: wide}) => transform[4] + wide));
          const bottom = Math.min(...sheet.items.map(({transform}) => transform[5]));
          const top = Math.max(...sheet.items.map(({transform, height: high}) => transform[5] + high));
          assert.ok(
            left > 1 && bottom > 1 && right < sheet.width - 1 && top < sheet.height - 1,
            `${sheetName}: cut off`,
          );
          assert.ok(right - left < 85 * POINTS && top - bottom < 55 * POINTS, `${sheetName}: larger than a card`);
          const smallest = Math.min(...sheet.items.map(({transform}) => Math.hypot(transform[2], transform[3])));
          assert.ok(smallest >= 6.45, `${sheetName}: letters of ${smallest} pt`);
        }
      }
    });

  test('fits its size in every language and region, black on white', async ({page}) => {
    await page.emulateMedia({media: 'print', colorScheme: 'dark'});
    await page.setViewportSize({width: 321, height: 208});
    for (const lang of languages)
      for (const region of REGIONS) {
        await page.goto(`https://card.example/${lang}/${region}`);
        const {spare, aside, colors} = await page.evaluate(() => {
          const card = document.querySelector('.card');
          const style = getComputedStyle(card);
          const room = card.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
          const used = [...card.children].reduce((sum, each) => sum + each.getBoundingClientRect().height, 0);
          return {
            spare: room - used,
            aside: card.scrollWidth - card.clientWidth,
            colors: [...new Set([...card.querySelectorAll('*')].map((each) => getComputedStyle(each).color))],
          };
        });
        assert.ok(spare >= 0, `${lang}, ${region}: ${-spare} px too much`);
        assert.equal(aside, 0, `${lang}, ${region}: too wide`);
        assert.deepEqual(colors, ['rgb(0, 0, 0)'], `${lang}, ${region}`);
      }
  });

  test('has no number without a region, but room to write one', () => {
    for (const lang of languages) {
      const html = cardOf(lang, 'none');
      assert.doesNotMatch(html, /tel:|sms:/);
      assert.match(html, /<span class="blank"><\/span>/);
      assert.doesNotMatch(cardOf(lang, 'US'), /class="blank"/);
    }
  });

  test('is linked from docs/embed.md by its title in each language', () => {
    const guide = readFileSync(join(root, 'docs/embed.md'), 'utf8');
    for (const lang of languages) {
      const [, title] = /<title>(.*)<\/title>/.exec(cardOf(lang, 'US'));
      assert.match(guide, new RegExp(`html/${lang}/US/wallet-card\\.html"[^>]*>${title}</a>`));
    }
  });

  test('exists for every language and region, and on a phone is a page whose numbers dial', async ({page}) => {
    for (const lang of languages)
      assert.deepEqual(
        readdirSync(join(root, 'dist/html', lang))
          .filter((region) => cardOf(lang, region))
          .sort(),
        [...REGIONS].sort(),
      );
    await page.setViewportSize({width: 320, height: 640});
    await page.goto('https://card.example/ar/US');
    const {scrollWidth, smallTexts, lang, dir, smallLinks} = await page.evaluate(() => ({
      smallLinks: [...document.querySelectorAll('a')]
        .map((each) => each.getBoundingClientRect())
        .filter(({width, height}) => width < 44 || height < 44).length,
      scrollWidth: document.documentElement.scrollWidth,
      smallTexts: [...document.querySelectorAll('body *')].filter(
        (each) => parseFloat(getComputedStyle(each).fontSize) < 16,
      ).length,
      lang: document.documentElement.lang,
      dir: document.documentElement.dir,
    }));
    assert.ok(scrollWidth <= 320);
    assert.equal(smallLinks, 0, 'links of less than 44 px');
    assert.equal(smallTexts, 0, 'text of less than 16 px');
    assert.equal(`${lang} ${dir}`, 'ar rtl');
    assert.deepEqual(await page.locator('.card a').evaluateAll((all) => all.map((each) => each.protocol)), [
      'tel:',
      'tel:',
      'tel:',
    ]);
  });
});
