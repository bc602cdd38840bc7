/** The plain words in a browser: what is printed, as high as the widget that takes their place, and nothing moves then. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {prerendered, snippet} from '../../src/tools/html/snippet.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {root} from '../../src/tools/cli/prepare.mjs';
import {CDN, pageOf, test, visibleText} from '../support/page.mjs';

const {widgets, languages} = await available();
const style = readFileSync(`${root}/dist/cdn/recovery-widgets.css`, 'utf8');
const installed = (/** @type {string} */ path) => readFileSync(`${root}/node_modules/${path}`, 'utf8');
const pages = {
  'no styles': '',
  Bootstrap: installed('bootstrap/dist/css/bootstrap.css'),
  // In the layer where Tailwind puts it; its theme is for its own build.
  'the preflight of Tailwind': `@layer base {${installed('tailwindcss/preflight.css').replace(/--theme\([^;]*\)/g, 'serif')}}`,
};

/**
 * By how many pixels the words may be higher than the widget, or lower. Lower ones are those that reach far below the
 * screen. The checklist has its whole plan on paper and an empty one on screen: its widget keeps what is left of that.
 */
const ranges = {
  // On paper they say who may help with each question; on screen there are answers to choose from instead.
  'care-gaps': [-45, 680],
  'helpline-banner': [-2, 60],
  'overdose-warning': [-45, 35],
  'relapse-guide': [-45, 70],
  'tolerance-chart': [-45, 75],
  'treatment-explainer': [-35, 35],
  'trigger-checklist': [-30, 200],
};
const WIDTHS = [320, 375, 414, 768, 1024, 1280];

test.describe('plain words in a page', () => {
  for (const [host, css] of Object.entries(pages))
    test(`are as high as the widget, with ${host}`, async ({open}) => {
      const cases = languages.flatMap((lang) => [
        ...[...widgets].flatMap(([name, {regional}]) => [
          {name, lang, region: ''},
          ...(regional ? [{name, lang, region: 'US'}] : []),
        ]),
        {name: 'helpline-banner', lang, region: 'CA-ON'},
        {name: 'helpline-banner', lang, region: 'US', attributes: {variant: 'compact'}},
      ]);
      const made = await Promise.all(cases.map(async ({name, ...wanted}) => (await prerendered(name, wanted)).html));
      const words = made.map((html) => html.replace(/<template.*<\/template>/s, ''));
      const places = words.map((html, index) =>
        html
          .replace(/^<recovery-\S+/, `<div data-recovery-widget="${cases[index].name}"`)
          .replace('variant=', 'data-variant=')
          .replace(/<\/recovery-.*>/, '</div>'),
      );
      const head = `<meta name="viewport" content="width=device-width"><style>${css}</style>
        <style>body { margin: 0; padding: 0 16px } .each { margin: 16px 0 }</style><style>${style}</style>`;
      const heights = async (list) => {
        const result = [];
        for (const isPhone of [true, false]) {
          const html = pageOf(list.map((each) => `<div class="each">${each}</div>`).join(''), {head, script: ''});
          const context = isPhone ? {isMobile: true, hasTouch: true} : {};
          const {page} = await open(html, {context});
          for (const width of WIDTHS.filter((each) => each < 600 === isPhone)) {
            await page.setViewportSize({width, height: 800});
            const boxes = await page
              .locator('.each > *')
              .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));
            result.push(boxes);
          }
        }
        return result;
      };
      const [finished, inTags, inPlaces] = [await heights(made), await heights(words), await heights(places)];
      assert.deepEqual(inPlaces, inTags, 'in placeholders as in tags');
      WIDTHS.forEach((width, row) =>
        cases.forEach(({name, lang, region}, index) => {
          const more = inTags[row][index] - finished[row][index];
          const [least, most] = ranges[name] ?? [-24, 60];
          const label = `${name} ${lang} ${region} at ${width} px: ${finished[row][index]}`;
          assert.ok(more >= least && more <= most, `${label} px, its words ${more.toFixed(1)} more`);
        }),
      );
    });

  // A page without margins: its own look of the words would be lower than the widget by far.
  const host = `<meta name="viewport" content="width=device-width"><style>${pages['the preflight of Tailwind']}</style>
    <style>body { margin: 0 16px }</style>`;
  const below = '<p>What the page goes on with.</p>'.repeat(40);
  const variants = [
    ...[...widgets.keys()].map((name) => ({name})),
    {name: 'helpline-banner', attributes: {variant: 'compact'}},
    {name: 'quick-exit', attributes: {placement: 'fixed'}},
  ];
  // Class, words and region come one after the other; test/embed/layout-shift.test.mjs has every language and width, all at once.
  for (const {name, attributes} of variants)
    for (const {form, lang, width, height} of [
      {form: 'div', lang: 'ar', width: 360, height: 740},
      {form: 'tag', lang: 'en', width: 1280, height: 800},
    ])
      test(`${[name, ...Object.values(attributes ?? {})].join(', ')} comes in at ${width} px and nothing moves`, async ({open}) => {
        const {html} = await snippet(name, {form, lang, region: 'US', attributes, base: `${CDN}/`});
        const link = form === 'div' ? `<link rel="stylesheet" href="${CDN}/recovery-widgets.css">` : '';
        const {page, console} = await open(pageOf(html + below, {head: host + link, script: ''}), {
          // First the words are drawn, then class, words and region come one after the other.
          fault: (path) => (path.startsWith('assets-') ? 300 + 150 * /locales|regions/.test(path) : undefined),
          context: {viewport: {width, height}},
          before: (each) =>
            each.addInitScript(() => {
              globalThis.shift = 0;
              new PerformanceObserver((list) =>
                list.getEntries().forEach(({value}) => (globalThis.shift += value)),
              ).observe({type: 'layout-shift', buffered: true});
            }),
        });
        await page.waitForFunction(
          (tag) => document.querySelector(tag)?.shadowRoot?.querySelector('.root'),
          `recovery-${name}`,
        );
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
        const shift = await page.evaluate(() => globalThis.shift);
        assert.ok(shift <= 0.01, `${form}: ${shift}`);
        // What the words were higher is kept empty. What is fixed was in its corner before, and left nothing to keep.
        if (attributes?.placement === 'fixed') {
          const empty = await page.locator('recovery-quick-exit').evaluate((host) => {
            const end = host.shadowRoot.querySelector('details').getBoundingClientRect().bottom;
            return host.getBoundingClientRect().bottom - end;
          });
          assert.ok(empty < 3, `${form}: ${empty} px are empty`);
        }
        assert.deepEqual(console, []);
      });

  test('are what the widget prints', async ({open}) => {
    for (const lang of languages)
      for (const name of widgets.keys()) {
        // A way to leave the screen is not for paper; without script it is in the page.
        if (name === 'quick-exit') continue;
        const {html} = await prerendered(name, {lang, region: 'US'});
        const read = async (body) => {
          const {page} = await open(pageOf(body, {script: ''}), {context: {javaScriptEnabled: false}});
          await page.emulateMedia({media: 'print'});
          // Words in closed details are printed too.
          await page.locator('details').evaluateAll((all) => all.forEach((each) => (each.open = true)));
          // A picture is no words, whatever it is made of.
          await page.locator('[role=img]').evaluateAll((all) => all.forEach((each) => each.remove()));
          const words = (await visibleText(page)).match(/[\p{L}\p{N}]+/gu);
          return words;
        };
        const tag = new RegExp(`<template.*</template>`, 's');
        assert.deepEqual(await read(html.replace(tag, '')), await read(html), `${name} ${lang}`);
      }
  });

  test('can be read where the page gives them no width of their own', async ({open}) => {
    const {html} = await snippet('helpline-banner', {region: 'US', base: `${CDN}/`});
    for (const around of ['display: flex', 'display: inline-block', 'float: left', 'display: table-cell']) {
      const {page} = await open(
        pageOf(`<div class="around">${html}</div>`, {head: `<style>.around { ${around} }</style>`, script: ''}),
        {context: {javaScriptEnabled: false, viewport: {width: 800, height: 600}}},
      );
      const {width} = await page.locator('recovery-helpline-banner').boundingBox();
      assert.ok(width > 400, `${around}: ${width} px`);
    }
  });
});
