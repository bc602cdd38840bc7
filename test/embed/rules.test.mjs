/**
 * Checks all other built HTML by the rules that test/browser/every-story.test.ts applies to widgets: fallback HTML, prerendered
 * widgets before any script, the wallet card and the frame. The rules are all of axe’s except for deprecated ones.
 */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {prerendered, snippet} from '../../src/tools/html/snippet.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {root} from '../../src/tools/project.mjs';
import {loadAxe} from '../support/axe.mjs';
import {nightly} from '../support/nightly.mjs';
import {CDN, WIDGETS, pageOf, test as base} from '../support/page.mjs';

const {widgets} = await available();

/** Rules about whole pages, which do not apply to a fragment. */
const PAGE_RULES = ['bypass', 'document-title', 'html-has-lang', 'landmark-one-main', 'page-has-heading-one', 'region'];
/** Fallback HTML without a style has the line height of the page, so the size of its links is up to the page. */
const BARE_RULES = [...PAGE_RULES, 'target-size'];
/** Returns whether a finding is a phone number, or a line with one: axe takes its large letters for a heading. */
const isPhoneNumber = (fault) => /^p-as-heading: <p>[^<]*<a href="tel:[^]*<\/a>[^<]*<\/p>$/.test(fault);
/** A frame is part of a page and continues its headings: the `h1` belongs to that page. */
const FRAME_RULES = ['page-has-heading-one'];

const readHtml = (lang, region, name) => readFileSync(join(root, `dist/html/${lang}/${region}/${name}.html`), 'utf8');
/** Returns the built HTML of a widget, for the United States where its content depends on the region. */
const widgetHtml = (lang, name) => readHtml(lang, widgets.get(name).regional ? 'US' : 'none', name);

/**
 * Runs axe in a page or frame.
 *
 * @param {import('@playwright/test').Page | import('@playwright/test').Frame} frame
 * @param {{off?: string[], within?: string}} [options] rules that do not apply, and a selector of the only part to check
 */
async function runAxe(frame, {off = [], within} = {}) {
  await loadAxe(frame);
  return frame.evaluate(
    async ({without, selector}) => {
      const {axe} = globalThis;
      const runOnly = axe
        .getRules()
        .filter(({ruleId, tags}) => !tags.includes('deprecated') && !without.includes(ruleId))
        .map(({ruleId}) => ruleId);
      // One rule for contrast, with the ratios of AAA; see test/browser/helpers.ts.
      const {options} = axe._audit.checks['color-contrast'];
      const contrastRatio = {normal: {expected: 7}, large: {expected: 4.5}};
      const checks = {'color-contrast': {options: {...options, contrastRatio}}};
      const {violations, passes} = await axe.run(selector ?? document, {runOnly, checks});
      return {
        faults: violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html}`)),
        passed: passes.length,
        // Control that axe entered shadow roots: then a target is an array.
        shadows: passes.filter(({nodes}) => nodes.some(({target}) => Array.isArray(target[0]))).length,
      };
    },
    {without: [...off, 'color-contrast-enhanced'], selector: within},
  );
}

/** @typedef {{lang: string, scheme: string, off: string[]}} CheckOptions */

/**
 * Playwright’s `test` with `check`, which runs axe on a partner’s page with all parts, where none of our scripts runs.
 *
 * @type {import('../support/page.mjs').TestWith<{check: (parts: string[], options: CheckOptions) => Promise<any>}>}
 */
const test = base.extend({
  check: async ({open}, use) =>
    use(async (/** @type {string[]} */ parts, {lang, scheme, off}) => {
      const head = `<style>:root { color-scheme: ${scheme}; color: CanvasText; background: Canvas }</style>`;
      const html = pageOf(`<main>${parts.join('')}</main>`, {lang, head, script: ''});
      const {page} = await open(html, {fault: () => 'fail'});
      assert.equal(await page.evaluate(() => Boolean(globalThis.customElements.get('recovery-faq'))), false);
      return runAxe(page, {off});
    }),
});

test.describe('axe', () => {
  for (const lang of ['en', 'ar']) {
    test(`axe finds no fault in fallback HTML: ${lang}`, async ({check}) => {
      const bare = WIDGETS.map((name) => widgetHtml(lang, name));
      const {faults, passed} = await check(bare, {lang, scheme: 'light', off: BARE_RULES});
      assert.deepEqual(faults, []);
      assert.ok(passed > 10, `${passed} rules`);
    });

    test(`axe finds no fault in fallback HTML within its tag and with its style: ${lang}`, async ({check}) => {
      const optionsOf = (name) => ({lang, region: widgets.get(name).regional ? 'US' : undefined, base: `${CDN}/`});
      const tags = await Promise.all(WIDGETS.map(async (name) => (await snippet(name, optionsOf(name))).html));
      const {faults, passed} = await check(tags, {lang, scheme: 'light', off: PAGE_RULES});
      assert.deepEqual(
        faults.filter((fault) => !isPhoneNumber(fault)),
        [],
      );
      assert.ok(passed > 10, `${passed} rules`);
    });
  }

  const product = ['en', 'ar'].flatMap((code) => ['light', 'dark'].map((scheme) => [code, scheme]));
  // CI has each language and scheme once: contrast does not depend on the language.
  for (const [lang, scheme] of nightly(product, [
    ['en', 'light'],
    ['ar', 'dark'],
  ])) {
    test(`axe finds no fault in prerendered widgets before any script: ${lang}, ${scheme}`, async ({check}) => {
      const optionsOf = (name) => ({lang, region: widgets.get(name).regional ? 'US' : ''});
      const all = await Promise.all(WIDGETS.map((name) => prerendered(name, optionsOf(name))));
      const parts = all.map(({html}) => html);
      const {faults, shadows} = await check(parts, {lang, scheme, off: PAGE_RULES});
      assert.deepEqual(faults, []);
      assert.ok(shadows > 10, `${shadows} rules in shadow roots`);
    });

    test(`axe finds no fault in the wallet card, a whole page: ${lang}, ${scheme}`, async ({open}) => {
      // Once without a country, which has the same colors.
      for (const region of scheme === 'light' ? ['US', 'none'] : ['US']) {
        const {page} = await open(readHtml(lang, region, 'wallet-card'));
        await page.emulateMedia({colorScheme: /** @type {'light' | 'dark'} */ (scheme)});
        const {faults, passed} = await runAxe(page);
        assert.deepEqual(faults, [], region);
        assert.ok(passed > 10, `${passed} rules`);
      }
    });

    test(`axe finds no fault in the frame, with a widget and without: ${lang}, ${scheme}`, async ({open}) => {
      for (const name of scheme === 'light' ? ['care-gaps', 'none'] : ['care-gaps']) {
        const src = `${CDN}/frame.html?widget=${name}&amp;region=US&amp;lang=${lang}&amp;theme=${scheme}`;
        const {page} = await open(
          pageOf(`<iframe title="Help" src="${src}" width="600" height="600"></iframe>`, {lang, script: ''}),
          {context: {colorScheme: /** @type {'light' | 'dark'} */ (scheme)}},
        );
        const frame = (await (await page.$('iframe'))?.contentFrame()) ?? assert.fail('no frame');
        await frame.waitForSelector(name === 'none' ? 'main section' : `main > recovery-${name} .root`);
        const {faults, passed} = await runAxe(frame, {off: FRAME_RULES});
        assert.deepEqual(faults, [], name);
        assert.ok(passed > 10, `${name}: ${passed} rules`);
      }
    });
  }

  test('axe finds the faults of a faulty page', async ({open}) => {
    const bad = '<img src="data:,">';
    const shadow = `<template shadowrootmode="open">${bad}</template>`;
    const {page} = await open(pageOf(`<p id="plain">${bad}</p><div id="shadow">${shadow}</div>`));
    for (const within of ['#plain', '#shadow'])
      assert.deepEqual((await runAxe(page, {off: PAGE_RULES, within})).faults, [`image-alt: ${bad}`]);
    const whole = (await runAxe(page)).faults.map((fault) => fault.split(':')[0]);
    for (const rule of ['landmark-one-main', 'page-has-heading-one', 'region']) assert.ok(whole.includes(rule), rule);
  });
});
