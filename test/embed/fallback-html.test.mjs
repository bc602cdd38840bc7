/** Fallback content on a page without styles: as tall as the widget. Frameworks: test/compat. */
import assert from 'node:assert/strict';
import {snippet} from '../../src/tools/html/snippet.mjs';
import {testFallbackHeights} from '../support/fallback-heights.mjs';
import {CDN, pageOf, test} from '../support/page.mjs';

test.describe('fallback content', () => {
  testFallbackHeights('no styles', () => '');

  test('fallback content is readable where the page gives it no width, and its numbers stay whole', async ({open}) => {
    const {html} = await snippet('helpline-banner', {region: 'US', code: 'full', base: `${CDN}/`});
    for (const around of ['display: flex', 'display: inline-block', 'float: left', 'display: table-cell']) {
      const {page} = await open(
        pageOf(`<div class="around">${html}</div>`, {head: `<style>.around { ${around} }</style>`, script: ''}),
        {context: {javaScriptEnabled: false, viewport: {width: 800, height: 600}}},
      );
      const {width = 0} = (await page.locator('recovery-helpline-banner').boundingBox()) ?? {};
      assert.ok(width > 400, `${around}: ${width} px`);
    }
    const {html: short} = await snippet('faq', {region: 'US', lang: 'ar', base: `${CDN}/`});
    const context = {javaScriptEnabled: false, viewport: {width: 390, height: 844}};
    const {page} = await open(pageOf(short, {script: ''}), {context});
    // A number stays on one line.
    assert.ok(((await page.locator('a').last().boundingBox())?.height ?? 99) < 40);
  });
});
