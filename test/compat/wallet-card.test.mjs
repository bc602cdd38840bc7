/** The printed wallet card: 85 × 55 mm of paper with the steps and numbers that matter most. */
import assert from 'node:assert/strict';
import {pathToFileURL} from 'node:url';
import {fallbackTree} from '../../src/tools/html/fallback-html.mjs';
import {built} from '../../src/tools/built/built.mjs';
import {available, prerender} from '../../src/tools/html/prerender.mjs';
import {nightly} from '../support/nightly.mjs';
import {cardOf, cardUrl, test} from '../support/wallet-card.mjs';
import {skipUnlessInstalled} from './packages.mjs';
import {hasText, readPdf} from './printed-pdf.mjs';

const {languages, withFallback: regions} = await available();
const {regions: loaders, parseRegion} = await import(pathToFileURL(built).href);
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
      .filter((line) => line.purpose === purpose && (!line.within || line.within.includes(place.subdivision)))
      .slice(0, 1),
  );
  // Latin names are reordered within a line of Arabic, so each of their words is searched for.
  return [
    ...(region.emergency ? [region.emergency.number] : []),
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

test.describe('the wallet card on paper', () => {
  skipUnlessInstalled();

  /** The region with the longest text. */
  const longest = regions.reduce((most, each) =>
    cardOf('en', each).replace(/<[^>]*>/g, '').length > cardOf('en', most).replace(/<[^>]*>/g, '').length ? each : most,
  );
  // CI has the shortest card and the longest.
  for (const region of new Set(nightly(['US', 'GB', 'CA-ON', 'none', longest], ['none', longest])))
    test(`the wallet card prints complete on one page of its size, and on a sheet to cut it from: ${region}`, async ({
      page,
    }) => {
      for (const lang of languages) {
        await page.goto(cardUrl(lang, region));
        const wanted = [...(await stepsOf(lang, region)), ...(await numbersOf(region))];
        for (const [options, width, height] of /** @type {[object, number, number][]} */ ([
          [{width: '85mm', height: '55mm'}, 85, 55],
          [{format: 'A4'}, 210, 297],
          [{format: 'Letter'}, 215.9, 279.4],
        ])) {
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
});
