/** Fallback content on a page without styles: as tall as the widget, and the same as its printed text. Frameworks: test/compat. */
import assert from 'node:assert/strict';
import {available} from '../../src/tools/html/prerender.mjs';
import {printStatic, snippet} from '../../src/tools/html/snippet.mjs';
import {testFallbackHeights} from '../support/fallback-heights.mjs';
import {CDN, pageOf, test, visibleText} from '../support/page.mjs';

const {widgets, languages} = await available();

test.describe('fallback content', () => {
  testFallbackHeights('no styles', () => '');

  test('fallback content has the same text on paper as the widget', async ({open}) => {
    // The quick exit is not printed; without script its fallback content is on the page.
    const names = [...widgets.keys()].filter((name) => name !== 'quick-exit');
    /** Returns the printed words by widget, of parts in the order of the names. @param {string[]} parts */
    const wordsOn = async (parts) => {
      const body = parts.map((html) => `<p>¶</p>${html}`).join('');
      const {page, close} = await open(pageOf(body, {script: ''}), {context: {javaScriptEnabled: false}});
      await page.emulateMedia({media: 'print'});
      // Closed details are printed open.
      await page
        .locator('details')
        .evaluateAll((all) => all.forEach((/** @type {any} */ details) => (details.open = true)));
      // Text in a picture, and what stands twice on paper, is not part of the fallback content.
      await page.locator('[role=img], .again').evaluateAll((all) => all.forEach((picture) => picture.remove()));
      const [, ...texts] = (await visibleText(page)).split('¶');
      await close();
      assert.equal(texts.length, names.length);
      return Object.fromEntries(names.map((name, index) => [name, texts[index].match(/[\p{L}\p{N}]+/gu)]));
    };
    for (const lang of languages) {
      const rendered = await Promise.all(
        names.map(async (name) => (await printStatic(name, {lang, region: 'US'})).html),
      );
      const fallbacks = rendered.map((html) => html.replace(/<template.*<\/template>/s, ''));
      assert.deepEqual(await wordsOn(fallbacks), await wordsOn(rendered), lang);
    }
  });

  test('fallback content is readable where the page gives it no width', async ({open}) => {
    const {html} = await snippet('helpline-banner', {region: 'US', code: 'full', base: `${CDN}/`});
    for (const around of ['display: flex', 'display: inline-block', 'float: left', 'display: table-cell']) {
      const {page} = await open(
        pageOf(`<div class="around">${html}</div>`, {head: `<style>.around { ${around} }</style>`, script: ''}),
        {context: {javaScriptEnabled: false, viewport: {width: 800, height: 600}}},
      );
      const {width = 0} = (await page.locator('recovery-helpline-banner').boundingBox()) ?? {};
      assert.ok(width > 400, `${around}: ${width} px`);
    }
  });
});
