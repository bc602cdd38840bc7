/** The wallet card on screen: it fits two faces of 85 × 55 mm in every language and region, and dials on a phone. Printed: test/compat. */
import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {isPrinted} from '../../src/tools/content/tiers.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {root} from '../../src/tools/project.mjs';
import {languages} from '../support/languages.mjs';
import {cardOf, cardUrl, test} from '../support/wallet-card.mjs';

const {withFallback} = await available();
/** Regions with a card in a language. @param {string} lang */
const regionsOf = (lang) => ['none', ...withFallback.filter((region) => isPrinted(lang, region))];

test.describe('the wallet card', () => {
  test('fits its size in every language and region, black on white', async ({page}) => {
    await page.emulateMedia({media: 'print', colorScheme: 'dark'});
    for (const lang of languages) {
      // Frames are opened in a tenth of the time of pages.
      const measured = await page.evaluate(
        (cards) =>
          Promise.all(
            cards.map(async (srcdoc) => {
              const frame = Object.assign(document.createElement('iframe'), {srcdoc, width: 321, height: 416});
              await new Promise((done) => {
                frame.onload = done;
                document.body.append(frame);
              });
              const all = (selector) => [.../** @type {Document} */ (frame.contentDocument).querySelectorAll(selector)];
              const faces = all('.face');
              const spareIn = (face) => {
                const {paddingTop, paddingBottom} = getComputedStyle(face);
                const used = [...face.children].reduce((sum, each) => sum + each.getBoundingClientRect().height, 0);
                return face.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom) - used;
              };
              const leadingOf = ({lineHeight, fontSize}) => parseFloat(lineHeight) / parseFloat(fontSize);
              const result = {
                spare: faces.map(spareIn),
                aside: faces.map((face) => face.scrollWidth - face.clientWidth),
                colors: [...new Set(all('.face *').map((each) => getComputedStyle(each).color))],
                leading: faces.map((face) => leadingOf(getComputedStyle(face))),
              };
              frame.remove();
              return result;
            }),
          ),
        regionsOf(lang).map((region) => cardOf(lang, region)),
      );
      for (const [index, {spare, aside, colors, leading}] of measured.entries()) {
        const label = `${lang}, ${regionsOf(lang)[index]}`;
        assert.ok(spare.length === 2 && Math.min(...spare) >= 0, `${label}: room of ${spare} px`);
        assert.deepEqual(aside, [0, 0], `${label}: too wide`);
        assert.deepEqual(colors, ['rgb(0, 0, 0)'], label);
        assert.ok(lang !== 'ur' || Math.min(...leading) > 1.3, `${label}: lines of Nastaliq touch`);
      }
    }
  });

  test('has no number without a region, but room to write one', () => {
    for (const lang of languages) {
      const html = cardOf(lang, 'none');
      assert.doesNotMatch(html, /tel:|sms:/);
      assert.match(html, /<span class="blank"><\/span>/);
      assert.doesNotMatch(cardOf(lang, regionsOf(lang)[1]), /class="blank"/);
    }
  });

  test('exists for every language and region, and on a phone is a page whose numbers dial', async ({page}) => {
    for (const lang of languages) {
      const regions = readdirSync(join(root, 'dist/print', lang)).filter((region) => cardOf(lang, region));
      assert.deepEqual(regions.sort(), regionsOf(lang).sort());
    }
    await page.setViewportSize({width: 320, height: 640});
    await page.goto(cardUrl('ar', 'US'));
    const {scrollWidth, smallTexts, smallLinks} = await page.evaluate(() => ({
      smallLinks: [...document.querySelectorAll('a')]
        .map((each) => each.getBoundingClientRect())
        .filter(({width, height}) => width < 44 || height < 44).length,
      scrollWidth: document.documentElement.scrollWidth,
      smallTexts: [...document.querySelectorAll('body *')]
        .map((each) => parseFloat(getComputedStyle(each).fontSize))
        .filter((size) => size < 16).length,
    }));
    assert.ok(scrollWidth <= 320);
    assert.equal(smallLinks, 0, 'links of less than 44 px');
    assert.equal(smallTexts, 0, 'text of less than 16 px');
    await page.locator('html[lang=ar][dir=rtl]').waitFor();
    const links = page.locator('.card a');
    const schemes = await links.evaluateAll((all) => all.map((/** @type {any} */ each) => each.protocol));
    assert.deepEqual(schemes, ['tel:', 'tel:', 'tel:']);
  });
});
