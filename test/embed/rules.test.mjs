/**
 * What test/browser/every-story.test.ts asks of widgets, asked of what else is built: plain words, prerendered widgets before
 * any script, the card for the wallet and the frame. The rules are those of axe, all but those it has given up.
 */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {snippet} from '../../src/tools/html/snippet.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {root} from '../../src/tools/cli/prepare.mjs';
import {CDN, WIDGETS, launch, open, pageOf} from '../support/harness.mjs';

const {widgets} = await available();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules about whole pages, which a fragment is not. */
const PAGE_RULES = ['bypass', 'document-title', 'html-has-lang', 'landmark-one-main', 'page-has-heading-one', 'region'];
/** Words that are pasted without a style are as the page has them: the height of a line is the page's, or the browser's. */
const BARE_RULES = [...PAGE_RULES, 'target-size'];
/** Large letters make axe take these for headings, and they are what is to be called: a number, or the line it stands in. */
const isNumber = (fault) => /^p-as-heading: <p>[^<]*<a href="tel:[^]*<\/a>[^<]*<\/p>$/.test(fault);
/** A frame is part of a page, and its headings go on from those around it: the `h1` is that page's. */
const FRAME_RULES = ['page-has-heading-one'];

const read = (lang, place, name) => readFileSync(join(root, `dist/html/${lang}/${place}/${name}.html`), 'utf8');
const wordsIn = (lang, name, form = '') => read(lang, widgets.get(name).regional ? 'US' : 'none', name + form);

/**
 * What axe finds in a page or frame.
 *
 * @param {import('playwright-core').Page | import('playwright-core').Frame} where
 * @param {{off?: string[], within?: string}} [options] rules that do not apply, and the only part that is looked at
 */
async function faultsIn(where, {off = [], within} = {}) {
  // By the debugger, so that no policy of the page keeps it out.
  await where.evaluate(AXE);
  return where.evaluate(
    async ([without, selector]) => {
      const {axe} = globalThis;
      const rules = Object.fromEntries(
        axe
          .getRules()
          .filter(({tags}) => !tags.includes('deprecated'))
          .map(({ruleId}) => [ruleId, {enabled: !without.includes(ruleId)}]),
      );
      const {violations, passes} = await axe.run(selector ?? document, {rules});
      return {
        faults: violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html}`)),
        passed: passes.length,
        // How deep it looked: an array within a target is a way through shadow roots.
        shadows: passes.filter(({nodes}) => nodes.some(({target}) => Array.isArray(target[0]))).length,
      };
    },
    [off, within],
  );
}

describe('the rules of axe', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  /** A partner's page with all of them, where nothing of ours runs. */
  const look = async (parts, lang, scheme, off) => {
    const head = `<style>:root { color-scheme: ${scheme}; color: CanvasText; background: Canvas }</style>`;
    const html = pageOf(`<main>${parts.join('')}</main>`, {lang, head, script: ''});
    const {page, close} = await open(browser, html, {fault: () => 'fail'});
    assert.equal(await page.evaluate(() => Boolean(globalThis.customElements.get('recovery-faq'))), false);
    const found = await faultsIn(page, {off});
    await close();
    return found;
  };

  for (const lang of ['en', 'ar']) {
    it(`find nothing in the plain words: ${lang}`, async () => {
      const bare = WIDGETS.map((name) => wordsIn(lang, name));
      const {faults, passed} = await look(bare, lang, 'light', BARE_RULES);
      assert.deepEqual(faults, []);
      assert.ok(passed > 10, `${passed} rules`);
    });

    it(`find nothing in the plain words within their tag, with its style: ${lang}`, async () => {
      const given = (name) => ({lang, region: widgets.get(name).regional ? 'US' : undefined, base: `${CDN}/`});
      const tags = await Promise.all(WIDGETS.map(async (name) => (await snippet(name, given(name))).html));
      const {faults, passed} = await look(tags, lang, 'light', PAGE_RULES);
      assert.deepEqual(
        faults.filter((fault) => !isNumber(fault)),
        [],
      );
      assert.ok(passed > 10, `${passed} rules`);
    });
  }

  for (const [lang, scheme] of ['en', 'ar'].flatMap((each) => [
    [each, 'light'],
    [each, 'dark'],
  ])) {
    it(`find nothing in what is prerendered, before any script: ${lang}, ${scheme}`, async () => {
      const parts = WIDGETS.map((name) => wordsIn(lang, name, '.prerendered'));
      const {faults, shadows} = await look(parts, lang, scheme, PAGE_RULES);
      assert.deepEqual(faults, []);
      assert.ok(shadows > 10, `${shadows} rules in shadow roots`);
    });

    it(`find nothing in the card for the wallet, a whole page: ${lang}, ${scheme}`, async () => {
      // Without a country, which is of the same colors, once is enough.
      for (const place of scheme === 'light' ? ['US', 'none'] : ['US']) {
        const {page, close} = await open(browser, read(lang, place, 'wallet-card'));
        await page.emulateMedia({colorScheme: /** @type {'light' | 'dark'} */ (scheme)});
        const {faults, passed} = await faultsIn(page);
        assert.deepEqual(faults, [], place);
        assert.ok(passed > 10, `${passed} rules`);
        await close();
      }
    });

    it(`find nothing in the frame, with a widget and with none: ${lang}, ${scheme}`, async () => {
      for (const name of scheme === 'light' ? ['care-gaps', 'none'] : ['care-gaps']) {
        const src = `${CDN}/frame.html?widget=${name}&amp;region=US&amp;lang=${lang}&amp;theme=${scheme}`;
        const {page, close} = await open(
          browser,
          pageOf(`<iframe title="Help" src="${src}" width="600" height="600"></iframe>`, {lang, script: ''}),
          {context: {colorScheme: /** @type {'light' | 'dark'} */ (scheme)}},
        );
        const frame = await (await page.$('iframe')).contentFrame();
        await frame.waitForSelector(name === 'none' ? 'main section' : `main > recovery-${name} .root`);
        const {faults, passed} = await faultsIn(frame, {off: FRAME_RULES});
        assert.deepEqual(faults, [], name);
        assert.ok(passed > 10, `${name}: ${passed} rules`);
        await close();
      }
    });
  }

  it('find what is wrong where something is', async () => {
    const bad = '<img src="data:,">';
    const shadow = `<template shadowrootmode="open">${bad}</template>`;
    const {page, close} = await open(browser, pageOf(`<p id="words">${bad}</p><div id="made">${shadow}</div>`));
    for (const within of ['#words', '#made'])
      assert.deepEqual((await faultsIn(page, {off: PAGE_RULES, within})).faults, [`image-alt: ${bad}`]);
    const whole = (await faultsIn(page)).faults.map((fault) => fault.split(':')[0]);
    for (const rule of ['landmark-one-main', 'page-has-heading-one', 'region']) assert.ok(whole.includes(rule), rule);
    await close();
  });
});
