/** Compares the height of fallback content to the height of the widget that replaces it. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {available} from '../../src/tools/html/prerender.mjs';
import {printStatic} from '../../src/tools/html/snippet.mjs';
import {isEnglishVariant} from '../../src/tools/locales/xliff.mjs';
import {nightly} from './nightly.mjs';
import {hasLanguage} from './languages.mjs';
import {pageOf, test} from './page.mjs';

const {widgets, languages: all} = await available();
/** All but variants of English, whose texts are as long. CI has the longest texts, the other direction, and the highest lines. */
const languages = nightly(
  all.filter((tag) => !isEnglishVariant(tag)),
  ['es', 'ar', 'ur'],
);
const STYLE = `body { margin: 0; padding: 0 16px } .case { margin: 16px 0 }
  ${readFileSync(new URL('../../dist/cdn/recovery-widgets.css', import.meta.url), 'utf8')}`;
/** CI has a phone, a tablet and a desktop. */
const WIDTHS = nightly([320, 375, 414, 768, 1024, 1280], [320, 768, 1280]);

/**
 * Difference between fallback content and widget in CSS pixels: how much shorter and how much taller the fallback content may
 * be. Where it is shorter, the difference is far below the first screen. The checklist has its whole plan on paper and an empty
 * one on screen: its widget reserves the rest of that height.
 *
 * @type {Record<string, {least: number, most: number}>}
 */
const RANGES = {
  // On paper it says who may help with each question; on screen there are answers to choose from instead.
  'care-gaps': {least: -45, most: 680},
  'helpline-banner': {least: -2, most: 60},
  'overdose-warning': {least: 0, most: 35},
  'relapse-guide': {least: -25, most: 85},
  'tolerance-chart': {least: -35, most: 75},
  'treatment-explainer': {least: 0, most: 55},
  'trigger-checklist': {least: 0, most: 200},
};
const OTHERS = {least: -24, most: 60};

const CASES = languages.flatMap((lang) => [
  ...[...widgets]
    .filter(([name]) => hasLanguage(name, lang))
    .flatMap(([name, {regional}]) => [{name, lang, region: ''}, ...(regional ? [{name, lang, region: 'US'}] : [])]),
  {name: 'helpline-banner', lang, region: 'CA-ON'},
  {name: 'helpline-banner', lang, region: 'US', attributes: {variant: 'compact'}},
  {name: 'overdose-warning', lang, region: 'US', attributes: {variant: 'compact'}},
  // The row of languages moves the first block, in which most widgets have their number.
  ...['helpline-banner', 'overdose-warning', 'tolerance-chart', 'quick-exit']
    .filter((name) => hasLanguage(name, lang))
    .map((name) => ({
      name,
      lang,
      region: widgets.get(name)?.regional ? 'US' : '',
      attributes: {languages: 'es ar', ...(name === 'overdose-warning' && {variant: 'compact'})},
    })),
]);

/** Counts the numbers on more than one line. @param {import('@playwright/test').Page} page */
const countBrokenNumbers = (page) =>
  page.locator('bdi[dir=ltr]').evaluateAll((all) => all.filter((each) => each.getClientRects().length > 1).length);

/**
 * Defines a test that fallback content, in tags and in placeholders, is about as tall as the widget in every language and at
 * common widths, and that both have each number on one line.
 *
 * @param {string} host name of the page’s style sheet
 * @param {() => string} readCss called by the test itself
 */
export const testFallbackHeights = (host, readCss) =>
  test(`fallback content is about as tall as the widget, with ${host}`, async ({open}) => {
    const head = `<meta name="viewport" content="width=device-width"><style>${readCss()}</style><style>${STYLE}</style>`;
    /** Returns the height of each part by width. @param {string[]} parts @returns {Promise<number[][]>} */
    const heightsOf = async (parts) => {
      const result = [];
      for (const isPhone of [true, false]) {
        const html = pageOf(parts.map((part) => `<div class="case">${part}</div>`).join(''), {head, script: ''});
        const widths = WIDTHS.filter((each) => each < 600 === isPhone);
        const viewport = {width: widths[0], height: 800};
        const {page, close} = await open(html, {context: {viewport, ...(isPhone && {isMobile: true, hasTouch: true})}});
        for (const width of widths) {
          await page.setViewportSize({width, height: 800});
          assert.equal(await countBrokenNumbers(page), 0, `numbers on two lines at ${width} px`);
          result.push(
            await page.evaluate(() =>
              [...document.querySelectorAll('.case > *')].map((element) => element.getBoundingClientRect().height),
            ),
          );
        }
        await close();
      }
      return result;
    };

    const printed = await Promise.all(CASES.map(({name, ...options}) => printStatic(name, options)));
    const rendered = printed.map(({html}) => html);
    const tags = rendered.map((html) => html.replace(/<template.*<\/template>/s, ''));
    const placeholders = tags.map((html, index) =>
      html
        .replace(/^<recovery-\S+/, `<div data-recovery-widget="${CASES[index].name}"`)
        .replace('variant=', 'data-variant=')
        .replace(/<\/recovery-.*>/, '</div>'),
    );
    const widgetHeights = await heightsOf(rendered);
    const tagHeights = await heightsOf(tags);
    assert.deepEqual(await heightsOf(placeholders), tagHeights, 'in placeholders as in tags');
    const outside = WIDTHS.flatMap((width, row) =>
      CASES.flatMap(({name, lang, region}, index) => {
        const height = widgetHeights[row][index];
        const difference = tagHeights[row][index] - height;
        const {least, most} = RANGES[name] ?? OTHERS;
        return difference >= least && difference <= most
          ? []
          : [
              `${name} ${lang} ${region} at ${width} px: ${height} px, fallback content ${difference.toFixed(1)} px taller`,
            ];
      }),
    );
    assert.deepEqual(outside, []);
  });
