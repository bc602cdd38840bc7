/**
 * Passes finished widgets through the filters of editors, which docs/embed.md warns of. The table lists the results for readers: it
 * records facts, so that the advice stays true.
 *
 * - `finished`: the widget as printed;
 * - `fallback`: the fallback content, once;
 * - `twice`: the text of the widget before the fallback content;
 * - in none of them the style as text.
 */
import assert from 'node:assert/strict';
import {FINISHABLE} from '../../src/tools/built/stamps.mjs';
import {fallbackHtml} from '../../src/tools/html/fallback-html.mjs';
import {prerendered} from '../../src/tools/html/snippet.mjs';
import {HOST, openPage, pageOf, test} from '../support/page.mjs';
import {importPackage, packagePath, skipUnlessInstalled} from './packages.mjs';

const {autop} = await importPackage('@wordpress/autop');
const {default: sanitizeHtml} = await importPackage('sanitize-html');

/** @typedef {{clean: (html: string, options?: object) => Promise<string>}} Purifier */

/** @type {Record<string, {shows: string, filter: (html: string, purifier: Purifier) => string | Promise<string>}>} */
const FILTERS = {
  'WordPress, administrator, classic editor': {shows: 'finished', filter: (html) => autop(html)},
  'sanitize-html': {shows: 'twice', filter: (html) => sanitizeHtml(html)},
  DOMPurify: {shows: 'fallback', filter: (html, {clean}) => clean(html)},
  'DOMPurify with our tags added': {
    shows: 'fallback',
    filter: (html, {clean}) => clean(html, {ADD_TAGS: FINISHABLE.map((name) => `recovery-${name}`)}),
  },
};

test.describe('filters of editors', () => {
  skipUnlessInstalled();

  for (const [name, {shows, filter}] of Object.entries(FILTERS))
    test(`the table is right about finished widgets and ${name}`, async ({browser, open}) => {
      const editor = await openPage(
        browser,
        pageOf('', {head: '<script src="/npm/dompurify/dist/purify.min.js"></script>', script: ''}),
        {
          before: (page) =>
            page.route(`${HOST}/npm/**`, (route) =>
              route.fulfill({path: packagePath(new URL(route.request().url()).pathname.slice('/npm/'.length))}),
            ),
        },
      );
      /** @type {Purifier} */
      const purifier = {
        clean: (html, options = {}) =>
          editor.page.evaluate(
            ([text, config]) => /** @type {any} */ (globalThis).DOMPurify.sanitize(text, config),
            [html, options],
          ),
      };
      const fallbacks = await Promise.all(FINISHABLE.map((widget) => fallbackHtml(widget, {region: 'US'})));
      const sections = [];
      for (const widget of FINISHABLE) {
        const {html} = await prerendered(widget, {region: 'US'});
        sections.push(`<section>${await filter(html, purifier)}</section>`);
      }
      // Without enhance.js, because the full widget takes over where the tag was kept and the template was not.
      const {page} = await open(pageOf(sections.join(''), {script: ''}));
      const found = await page.evaluate((texts) => {
        const withoutSpace = (/** @type {string} */ text) => text.replace(/\s/g, '');
        return [...document.querySelectorAll('body > section')].map((section, index) => {
          section.querySelectorAll('details').forEach((details) => (details.open = true));
          const {textContent} = new globalThis.DOMParser().parseFromString(texts[index], 'text/html').body;
          const expected = withoutSpace(textContent ?? '');
          const root = [...section.querySelectorAll('*')].find(({shadowRoot}) => shadowRoot)?.shadowRoot;
          if (root) return root.querySelector('style')?.sheet ? 'finished' : 'unstyled';
          const text = withoutSpace(section.innerText);
          if (/[{}]/.test(text)) return 'code';
          if (text === expected) return 'fallback';
          return text.endsWith(expected) ? 'twice' : text;
        });
      }, fallbacks);
      assert.deepEqual(
        found.map((each, index) => [FINISHABLE[index], each]),
        FINISHABLE.map((widget) => [widget, shows]),
      );
      await editor.close();
    });
});
