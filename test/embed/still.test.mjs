/**
 * Nothing moves when a widget takes the place of its words: cumulative layout shift as Chromium measures it, on a page with
 * text above and below, with a script that comes well after the first paint, and a window so high that all of it is in sight.
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {snippet as made} from '../../src/tools/embed.mjs';
import {CDN, launch, open, upgraded} from './harness.mjs';

const WIDTHS = [320, 375, 768, 1024, 1280];
const REGIONAL = ['helpline-banner', 'overdose-warning'];
const WIDGETS = [...REGIONAL, 'treatment-explainer', 'trigger-checklist'];
const TEXT = '<p>Words of the page itself, which someone may be reading just now.</p>'.repeat(20);

describe('what stands around a widget', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  /** Opens the page, waits for the widget, and says how much has moved. */
  const shiftOf = async (name, html, {lang, width}) => {
    let letGo;
    const painted = new Promise((resolve) => {
      letGo = resolve;
    });
    const page = `<!doctype html><html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Partner</title></head><body><h1>Partner</h1>${html}${TEXT}</body></html>`;
    const opened = await open(browser, page, {
      fault: (path) => (path.startsWith('assets') ? painted : undefined),
      context: {viewport: {width, height: 2400}},
      before: (page) =>
        page.addInitScript(() => {
          globalThis.shifts = [];
          new PerformanceObserver((list) =>
            globalThis.shifts.push(...list.getEntries().map(({value}) => value)),
          ).observe({
            type: 'layout-shift',
            buffered: true,
          });
        }),
    });
    const frames = () =>
      opened.page.evaluate(
        () =>
          new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 100)))),
      );
    await frames();
    letGo();
    await opened.page.waitForFunction((tag) => customElements.get(tag), `recovery-${name}`);
    await upgraded(opened.page, name);
    await frames();
    const shifts = await opened.page.evaluate(() => globalThis.shifts);
    const {console} = opened;
    await opened.close();
    assert.deepEqual(console, []);
    return shifts.reduce((sum, each) => sum + each, 0);
  };

  for (const name of WIDGETS)
    for (const lang of ['en', 'es', 'ar'])
      for (const [form, most] of [
        ['prerendered', 0],
        ['tag', 0.01],
      ])
        it(`${name}, ${lang}, ${form}: moves ${most ? `${most} at most` : 'nothing'}`, async () => {
          const region = REGIONAL.includes(name) ? 'US' : undefined;
          const {html} = await made(name, {lang, region, form, base: `${CDN}/`});
          const found = [];
          for (const width of form === 'tag' ? WIDTHS : [320, 1280])
            found.push([width, await shiftOf(name, html, {lang, width})]);
          assert.deepEqual(
            found.filter(([, shift]) => shift > most),
            [],
          );
        });
});
