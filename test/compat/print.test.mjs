/** Printing: PDFs of every widget and of the wallet card, read back and compared with the fallback HTML. */
import assert from 'node:assert/strict';
import {available, prerender} from '../../src/tools/html/prerender.mjs';
import {fallbackTree} from '../../src/tools/html/fallback-html.mjs';
import {isPrinted} from '../../src/tools/content/tiers.mjs';
import {fullLanguages, languages} from '../support/languages.mjs';
import {nightly} from '../support/nightly.mjs';
import {ALL_SCRIPT, openPage, pageOf, snippet, test, WIDGETS} from '../support/page.mjs';
import {cardOf, cardUrl, test as testCard} from '../support/wallet-card.mjs';
import {skipUnlessInstalled, importPackage} from './packages.mjs';

const {getDocument} = await importPackage('pdfjs-dist/legacy/build/pdf.mjs');

/** Radicals that Chromium writes into a PDF in place of letters and NFKC keeps, each with its letter. */
const RADICALS = '⺟母⺠民⻁虎⻄西⻅见⻉贝⻋车⻓长⻔门⻘青⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻩黄⻬齐⻰龙';
/** Reduces a text to letters and digits: fallback HTML has commas that the widget lacks, and lines may break anywhere. */
const keyOf = (text) =>
  text
    .normalize('NFKC')
    .replace(/[\u2e80-\u2eff]/g, (radical) => RADICALS[RADICALS.indexOf(radical) + 1])
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
const removeSpace = (text) => text.normalize('NFKC').replace(/[\s\u200b-\u200f\u2066-\u2069]/gu, '');
const ARABIC = /[\u0621-\u064a]+/gu;
const arabicIn = (text) => (text.normalize('NFKC').match(ARABIC) ?? []).join('');

/**
 * Reads a PDF. It has lines of Arabic in visual order, from left to right, one letter at a time and in presentation forms.
 * Reversed, it is Arabic again, with its Latin parts in the wrong place. So a text with Arabic is searched for by its Arabic
 * letters, in order, and by each of its other words.
 *
 * @param {Uint8Array} pdf
 * @returns pages with their size and text items in points, and their text in the forms that {@link hasText} searches
 */
async function readPdf(pdf) {
  const task = getDocument({data: new Uint8Array(pdf), verbosity: 0});
  const document = await task.promise;
  const pages = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const {items} = await page.getTextContent();
    /** @type {string[][]} */
    const lines = [[]];
    // Within a line, items go from left to right; an item further left starts another line, perhaps beside the last one.
    let x = -Infinity;
    for (const {str, transform, hasEOL} of items) {
      if (str.trim() && transform[4] < x - 5) lines.push([]);
      if (str.trim()) x = transform[4];
      lines.at(-1).push(str);
      if (hasEOL) lines.push([]);
    }
    const text = items.map(({str}) => str).join('');
    const [left, bottom, right, top] = page.view;
    pages.push({
      width: right - left,
      height: top - bottom,
      items: items.filter(({str}) => str.trim()),
      exact: removeSpace(text),
      key: keyOf(text),
      arabic: arabicIn(lines.map((line) => line.reverse().join('')).join('')),
    });
  }
  await task.destroy();
  return pages;
}

/** Returns whether a page has a text. */
const hasText = (page, text) =>
  arabicIn(text)
    ? page.arabic.includes(arabicIn(text)) &&
      text
        .normalize('NFKC')
        .split(/[^\p{Script=Latin}\p{Nd}]+/u)
        .every((word) => page.key.includes(keyOf(word)))
    : page.key.includes(keyOf(text));

/** @typedef {import('hast').Element} Tag */

/** Returns the elements among the children of a node. @type {(node: import('hast').Root | Pick<Tag, 'children'>) => Tag[]} */
const tagsIn = ({children}) => children.flatMap((each) => (each.type === 'element' ? [each] : []));

const INLINE = /^(a|abbr|b|bdi|bdo|br|cite|code|em|i|mark|q|small|span|strong|sub|sup|time)$/;
const isLeaf = ({children}) => children.every((each) => each.type === 'text' || INLINE.test(each.tagName));
const isExternalLink = ({properties}) => /^https?:/.test(properties.href);

/** Returns the text of a block in pieces, split after each link whose URL is printed there. @param {Tag} block @returns {string[]} */
function piecesOf({children}) {
  const pieces = [''];
  const walk = (nodes) => {
    for (const node of nodes) {
      if (node.type === 'text') pieces[pieces.length - 1] += node.value;
      else {
        walk(node.children);
        if (node.tagName === 'br') pieces[pieces.length - 1] += ' ';
        if (node.tagName === 'a' && isExternalLink(node)) pieces.push('');
      }
    }
  };
  walk(children);
  return pieces.filter((piece) => keyOf(piece));
}

const leavesOf = (block) => (isLeaf(block) ? [[block.tagName, piecesOf(block)]] : tagsIn(block).flatMap(leavesOf));

/** Returns the units that must stay on one page, each as its texts: paragraphs, list items, pairs of a description list, table rows, and headings with the first block below them. */
function unitsOf(blocks) {
  const units = [];
  const walk = (list, parent) => {
    for (const block of list) {
      const isUnit = /^(li|tr)$/.test(block.tagName) || (block.tagName === 'div' && parent === 'dl');
      if (isUnit || isLeaf(block)) units.push(leavesOf(block).flatMap(([, pieces]) => pieces));
      else walk(tagsIn(block), block.tagName);
    }
  };
  walk(blocks);
  const leaves = blocks.flatMap(leavesOf);
  leaves.forEach(([tag, pieces], index) => {
    const [, next = []] = leaves[index + 1] ?? [];
    if (/^(h[1-6]|summary|dt|caption)$/.test(tag)) units.push([...pieces, ...next.slice(0, 1)]);
  });
  return units;
}

/** Returns the phone numbers and URLs of all links but those of sources, which have none on paper. @param {Tag[]} blocks @returns {string[]} */
const targetsOf = (blocks) =>
  blocks.flatMap(({tagName: tag, properties: {href}, children, data}) => {
    const inner = /** @type {any} */ (data)?.isSources ? [] : targetsOf(tagsIn({children}));
    if (tag !== 'a' || !href) return inner;
    const text = (nodes) => nodes.map((each) => each.value ?? text(each.children)).join('');
    if (/^https?:/.test(href)) return [href];
    // Phone numbers as people write them.
    return text(children).match(/\+?\d(?:[\d\s().–-]*\d)?/g) ?? [];
  });

/** Returns the texts and link targets that a widget has to print. @param {string} name @param {Parameters<typeof prerender>[1]} options */
async function expectedOnPaper(name, options) {
  const blocks = tagsIn(fallbackTree(await prerender(name, options)));
  return {units: unitsOf(blocks), targets: targetsOf(blocks)};
}

/**
 * Compares the pages of a PDF with the content that has to be on them.
 *
 * @param {Awaited<ReturnType<typeof readPdf>>} pages
 * @param {Awaited<ReturnType<typeof expectedOnPaper>>} expected
 * @returns {string[]} errors: texts that are missing, and units that are split over two pages
 */
function validatePages(pages, {units, targets}) {
  const all = pages.map(({exact}) => exact).join('');
  return [
    ...targets.filter((target) => !all.includes(removeSpace(target))).map((target) => `missing: ${target}`),
    ...units
      .filter((texts) => !pages.some((page) => texts.every((text) => hasText(page, text))))
      .map((texts) => {
        const missing = texts.filter((text) => !pages.some((page) => hasText(page, text)));
        return missing.length
          ? `missing as a whole on any page: ${missing.join(' / ')}`
          : `split over pages: ${texts.join(' / ')}`;
      }),
  ];
}

const {withFallback} = await available();
const regions = withFallback.filter((region) => isPrinted('en', region));
const [, ...others] = fullLanguages;

/** Maximum number of pages of a widget, sources included, where it is not three. */
const MAX_PAGES = {
  'care-gaps': 2,
  'helpline-banner': 1,
  'overdose-warning': 2,
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

test.describe('on paper', () => {
  skipUnlessInstalled();
  let page;
  test.beforeAll(async ({browser}) => {
    ({page} = await openPage(browser, pageOf('', {script: ALL_SCRIPT})));
  });
  test.afterEach(() => page.emulateMedia({media: null, colorScheme: null}));
  test.afterAll(() => page?.context().close());

  /** Replaces the content of the page by one widget, `above` millimeters from the top. */
  async function mount(name, {lang = 'en', above = 0, attributes = ''} = {}) {
    await page.evaluate(
      ([html, height]) => {
        document.body.innerHTML = `<style>@page { margin: 1cm }</style><div style="height:${height}mm"></div>${html}`;
      },
      [snippet(name, `lang="${lang}" region="US" ${attributes}`), above],
    );
    await page.waitForFunction(
      ([tag, expected]) => document.querySelector(tag).shadowRoot?.querySelector('.root')?.lang === expected,
      [`recovery-${name}`, lang],
    );
  }

  test('quick-exit is not printed, as it says', async () => {
    await mount('quick-exit');
    assert.equal((await readPdf(await page.pdf({format: 'A4'}))).map(({key}) => key).join(''), '');
  });

  // CI has each widget on one sheet, and each sheet with two widgets: where pages break does not depend on the language.
  for (const [index, name] of WIDGETS.filter((each) => each !== 'quick-exit').entries())
    test(`${name} prints every text, number and URL, and breaks no page within a unit`, async () => {
      const few = name === 'overdose-warning' ? SHEETS.slice(0, 3) : [SHEETS[index % SHEETS.length]];
      for (const {lang, format, above} of nightly(SHEETS, few)) {
        await mount(name, {lang, above});
        const pages = await readPdf(await page.pdf({format}));
        const sheet = `${lang}, ${format}, ${above} mm down`;
        assert.deepEqual(validatePages(pages, await expectedOnPaper(name, {lang, region: 'US'})), [], sheet);
        if (!above) assert.ok(pages.length <= (MAX_PAGES[name] ?? 3), `${sheet}: ${pages.length} pages`);
        const last = name === 'overdose-warning' && (await page.locator('ol b').last().innerText());
        if (last && !above) assert.ok(hasText(pages[0], last), `${sheet}: the last step is not on the first page`);
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
    testCard(
      `prints complete on both sides of paper of its size, and on a sheet to cut it from: ${region}`,
      async ({page}) => {
        for (const lang of languages.filter((tag) => isPrinted(tag, region === 'none' ? '' : region))) {
          await page.goto(cardUrl(lang, region));
          const wanted = await page
            .locator('.card')
            .evaluate((/** @type {HTMLElement} */ card) => card.innerText.split(/\s*\n\s*/).filter(Boolean));
          assert.ok(wanted.length > 5, `${lang} ${region}`);
          assert.doesNotMatch(wanted.join('\n'), /[。？！] /);
          const wordBreak = lang === 'ko' ? 'keep-all' : 'normal';
          assert.equal(await page.locator('.call').evaluate((call) => getComputedStyle(call).wordBreak), wordBreak);
          for (const {options, width, height, count} of [
            {options: {width: '85mm', height: '55mm'}, width: 85, height: 55, count: 2},
            {options: {format: 'A4'}, width: 210, height: 297, count: 1},
          ]) {
            const label = `${lang} on ${width} × ${height}`;
            const sheets = await readPdf(await page.pdf(options));
            assert.equal(sheets.length, count, label);
            const missing = wanted.filter((text) => !sheets.some((sheet) => hasText(sheet, text)));
            assert.deepEqual(missing, [], label);
            for (const sheet of sheets) {
              // Chromium rounds pages to its own pixels.
              const [wider, higher] = [sheet.width - width * POINTS, sheet.height - height * POINTS];
              assert.ok(Math.abs(wider) < 1 && Math.abs(higher) < 1, label);
              const left = Math.min(...sheet.items.map(({transform}) => transform[4]));
              const right = Math.max(...sheet.items.map(({transform, width: wide}) => transform[4] + wide));
              const bottom = Math.min(...sheet.items.map(({transform}) => transform[5]));
              const top = Math.max(...sheet.items.map(({transform, height: high}) => transform[5] + high));
              const isWhole = left > 1 && bottom > 1 && right < sheet.width - 1 && top < sheet.height - 1;
              assert.ok(isWhole, `${label}: cut off`);
              assert.ok(right - left < 85 * POINTS, `${label}: wider than a card`);
              assert.ok(top - bottom < (110 / count) * POINTS, `${label}: higher than a card`);
              const smallest = Math.min(...sheet.items.map(({transform}) => Math.hypot(transform[2], transform[3])));
              assert.ok(smallest >= 6.95, `${label}: letters of ${smallest} pt`);
            }
          }
        }
      },
    );
});
