/** The row of languages of the built files: its printed pages, what it requests, frames, static widgets, and paper. */
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {readChunks} from '../../src/tools/built/page-files.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {snippet as createSnippet} from '../../src/tools/html/snippet.mjs';
import {root} from '../../src/tools/project.mjs';
import {callLink, emergencyOf} from '../support/helplines.mjs';
import {countRoundTrips} from '../support/round-trips.mjs';
import {ALL_SCRIPT, CDN, HOST, pageOf, snippet, test, until, upgraded} from '../support/page.mjs';

const {widgets, regions} = await available();
/** Address of the folder with all versions, and the printed pages. */
const BESIDE = new URL('..', `${CDN}/`).href;
const fileOf = (/** @type {string} */ href) => join(root, 'dist', href.replace(BESIDE, ''));
const TAG = 'recovery-overdose-warning';
const WARNING = snippet('overdose-warning', 'region="GB-SCT" languages="es ar"', callLink('gb'));
const PRINTED = `${BESIDE}print/es/GB/overdose-warning.html`;

/** Every way to print fallback content with the row. @type {{form?: string, code?: import('../../src/tools/html/fallback-variants.mjs').Code}[]} */
const WAYS = [{code: 'full'}, {form: 'div', code: 'author'}, {form: 'static'}, {form: 'fallback'}];

/** Returns the addresses to which the row leads. @param {string} html */
const rowLinks = (html) => [...new Set([...html.matchAll(/href="([^"]*\/print\/[^"]*)"/g)].map(([, href]) => href))];

test.describe('the row of languages', () => {
  test('leads without script to a page that exists, whatever the widget, language, place and code', async () => {
    const seen = new Set();
    const places = [undefined, ...regions];
    for (const [name, {regional, languages: own}] of widgets)
      for (const [index, lang] of own.entries())
        for (const region of regional ? places.filter((_, at) => at % own.length === index || !at) : [undefined])
          // The code makes no difference to the place.
          for (const way of region && region !== 'US' ? WAYS.slice(0, 1) : WAYS) {
            const attributes = {languages: own.join(' ')};
            const {html} = await createSnippet(name, {...way, lang, region, attributes, base: `${CDN}/`});
            const links = rowLinks(html);
            assert.equal(links.length, own.length, `${name} ${lang} ${region} ${JSON.stringify(way)}`);
            for (const href of links) seen.add(href);
          }
    for (const href of seen) {
      assert.ok(existsSync(fileOf(href)), href);
      const page = readFileSync(fileOf(href), 'utf8');
      assert.match(page, /default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'"/, href);
      assert.match(page, /<meta name="robots" content="noindex">/, href);
      assert.doesNotMatch(page, /<script|\ssrc=|\son\w+=/, href);
    }
    assert.ok(seen.size > 300, `${seen.size}`);
    // The text is that of the language and the place.
    const printed = RegExp(`<html lang="es" dir="ltr">[^]*href="tel:${emergencyOf('gb')}"[^]*<h1>`);
    assert.match(readFileSync(fileOf(PRINTED), 'utf8'), printed);
    assert.match(readFileSync(fileOf(`${BESIDE}print/ar/none/faq.html`), 'utf8'), /<html lang="ar" dir="rtl">/);
  });

  test('is requested with the rest in one round trip, and not by a page without the attribute', async ({open}) => {
    const {folder} = readChunks();
    for (const attributes of ['languages="es"', '']) {
      const {trips, options} = countRoundTrips();
      const {page} = await open(pageOf(snippet('overdose-warning', `region="US" ${attributes}`)), options);
      await upgraded(page, 'overdose-warning');
      const files = ['core', ...(attributes && ['language-row']), 'regions/us', 'widgets/overdose-warning'];
      assert.deepEqual(trips, [['recovery-widgets.js'], files.map((file) => `${folder}/${file}.js`)]);
    }
    const {html} = await createSnippet('faq', {attributes: {languages: 'es'}, hints: true, base: `${CDN}/`});
    assert.match(html, /modulepreload" href="[^"]*\/current\/language-row\.js"/);
  });

  test('switches in place by a click, and opens the printed page with a key held down', async ({open}) => {
    const body = `${WARNING}<div data-recovery-widget="helpline-banner" data-region="US" data-languages="es">Call</div>`;
    const {page, requests, console} = await open(pageOf(body), {pages: {[PRINTED]: 'printed'}});
    await upgraded(page, 'overdose-warning', 'helpline-banner');
    const link = page.locator(`${TAG} .languages [lang=es]`);
    assert.equal(await link.getAttribute('href'), PRINTED);
    const before = requests.length;
    await link.focus();
    await page.keyboard.press('Enter');
    await page.locator('[languages] .root:lang(es)').nth(1).waitFor();
    const loaded = requests.slice(before).map((url) => url.replace(/.*assets-\w+\//, ''));
    assert.deepEqual(loaded.sort(), ['locales/es/helpline-banner.js', 'locales/es/overdose-warning.js']);
    assert.equal(page.url(), `${HOST}/`);
    const focused = page.locator(`${TAG} .languages [lang=es]:focus`);
    assert.equal(await focused.evaluate((each) => globalThis.getComputedStyle(each).outlineStyle), 'solid');
    assert.equal(await page.evaluate(() => document.documentElement.outerHTML.includes('lang="es"')), false);
    const opened = page.context().waitForEvent('request', (request) => request.url() === PRINTED);
    await link.click({modifiers: ['Control']});
    await opened;
    assert.deepEqual(console, []);
  });

  test('has the same links in all.js, and none on paper', async ({open}) => {
    const {page} = await open(pageOf(WARNING, {script: ALL_SCRIPT}));
    await upgraded(page, 'overdose-warning');
    const row = page.locator(`${TAG} .languages`);
    assert.equal(await row.locator('[lang=es]').getAttribute('href'), PRINTED);
    await page.emulateMedia({media: 'print'});
    assert.equal(await row.isVisible(), false);
  });

  test('marks the language shown by an edge that forced colors keep', async ({open}) => {
    const {page} = await open(pageOf(WARNING), {context: {forcedColors: 'active'}});
    await upgraded(page, 'overdose-warning');
    const links = page.locator(`${TAG} .languages > li > *`);
    const row = await links.evaluateAll((all) =>
      all.map((link) => [link.ariaCurrent, globalThis.getComputedStyle(link).borderBlockEndWidth]),
    );
    assert.equal(row.join(' '), 'true,3px ,0px ,0px');
  });

  test('switches a static widget, which prints its links, and the widget in a frame', async ({open}) => {
    const options = {lang: 'en', region: 'US', attributes: {languages: 'es'}, base: `${CDN}/`};
    const {html} = await createSnippet('helpline-banner', {...options, form: 'static'});
    const {page, console} = await open(pageOf(html, {script: ''}));
    await until(page, () => customElements.get('recovery-helpline-banner'));
    await upgraded(page);
    assert.equal(await page.locator('.languages').count(), 1);
    await page.locator('recovery-helpline-banner .languages [lang=es]').click();
    await page.locator('recovery-helpline-banner .root:lang(es)').waitFor();
    assert.deepEqual(console, []);

    const {html: frame} = await createSnippet('helpline-banner', {...options, form: 'frame'});
    const {page: outer} = await open(pageOf(frame, {script: ''}));
    const inner = outer.frameLocator('iframe').locator('recovery-helpline-banner');
    await inner.locator('.languages [lang=es]').click();
    await inner.locator('.root:lang(es)').waitFor();
  });
});
