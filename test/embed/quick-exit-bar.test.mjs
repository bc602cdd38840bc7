/** The bar of the quick exit, which stays at the top of the window: it fits, and covers nothing. */
import assert from 'node:assert/strict';
import {drawn, expect, snippet} from '../support/page.mjs';
import {SECRET, test} from './exit.mjs';

test.describe('the bar of the quick exit', () => {
  // The narrowest window with the largest letters, and the lowest, in the longest language and right to left.
  for (const [width, height, fontSize, lang] of /** @type {[number, number, number, string][]} */ ([
    [320, 500, 16, 'es'],
    [240, 500, 32, 'es'],
    [320, 180, 16, 'ar'],
  ]))
    test(`at ${width} × ${height}, text of ${fontSize} px, takes a third of the window at most, or stays in the page`, async ({
      visit,
    }) => {
      const {page} = await visit(snippet('quick-exit', `placement="fixed" lang="${lang}"`) + SECRET, {
        head: `<style>:root { --recovery-font-size: ${fontSize}px }</style>`,
        context: {viewport: {width, height}},
      });
      await expect(page.locator('recovery-quick-exit .root')).toHaveAttribute('lang', lang);
      await page.keyboard.press('Shift');
      const box = await page.locator('recovery-quick-exit .place').boundingBox();
      const link = await page.locator('recovery-quick-exit [part=exit]').boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= width);
      assert.ok(link.height >= 44 && link.x >= box.x && link.x + link.width <= box.x + box.width);
      const host = page.locator('recovery-quick-exit');
      const isSticky = (await host.evaluate((each) => getComputedStyle(each).position)) === 'sticky';
      assert.equal(isSticky, width === 320 && height > 288);
      if (isSticky) assert.ok(box.y >= 0 && box.height <= height / 3, `${box.height} px`);
    });

  // A header that stays, before the exit and after it, and none; in a block of its own, sticky positions end with the block.
  const HEADER =
    '<style>html { scroll-padding-top: 70px }</style><header style="position: sticky; top: 0; height: 70px; background: #888">County</header>';
  for (const [where, before, after] of [
    ['without a header', '', ''],
    ['below a sticky header', HEADER, ''],
    ['above a sticky header', '', HEADER],
    ['in a block, above a sticky header', '<div>', `</div>${HEADER}`],
  ])
    test(`${where}, covers neither start nor end, target of a link nor focus`, async ({visit}) => {
      const lines = Array.from(
        {length: 60},
        (_, at) => `<p id="line-${at}"><a href="#line-${(at + 40) % 60}">Line ${at}</a></p>`,
      );
      const body = `${before}${snippet('quick-exit', 'placement="fixed"')}${after}<main>${lines.join('')}</main>`;
      const {page} = await visit(body, {context: {viewport: {width: 390, height: 600}}});
      /** Returns the height of the part of an element that is covered, in whole pixels. @param {string} selector */
      const coveredPart = (selector) =>
        page.evaluate((target) => {
          const bar = document.querySelector('recovery-quick-exit').shadowRoot.querySelector('.place');
          const {top} = document.querySelector(target).getBoundingClientRect();
          const covers = [bar, document.querySelector('header')].filter(Boolean);
          const ends = covers.map((each) => each.getBoundingClientRect()).filter((box) => box.top < innerHeight / 2);
          return Math.max(0, Math.floor(Math.max(...ends.map(({bottom}) => bottom)) - top));
        }, selector);
      const bar = page.locator('recovery-quick-exit .place');
      /** Waits until the bar is where it belongs. */
      const settled = async () => {
        await drawn(page, 3);
        const box = await bar.boundingBox();
        const header = await page.locator('header').all();
        const top = header.length ? await header[0].boundingBox() : undefined;
        // A header on its way to the top can be scrolled clear.
        const isApart = !top || top.y > 0 || box.y >= top.y + top.height - 0.5;
        assert.ok(isApart, `the bar is on the header: ${JSON.stringify([box, top])}`);
        assert.ok(box.y >= 0 && box.y < 100, `${box.y}`);
      };
      await settled();
      assert.equal(await coveredPart('main'), 0, 'the start');
      for (const target of [40, 20, 0]) {
        await page.evaluate((id) => (globalThis.location.hash = id), `line-${target}`);
        await settled();
        assert.equal(await coveredPart(`#line-${target}`), 0, `line ${target}`);
      }
      await page.locator('#line-59 a').focus();
      await settled();
      assert.equal((await page.locator('#line-59').boundingBox()).y < 600, true, 'the end');
      for (let at = 0; at < 30; at++) {
        await page.keyboard.press('Shift+Tab');
        await drawn(page, 2);
        assert.equal(await coveredPart('a:focus'), 0, `focus, ${at}`);
      }
    });
});
