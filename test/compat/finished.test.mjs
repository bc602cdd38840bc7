/**
 * Passes finished widgets through the filters of editors, which docs/embed.md warns of. The table lists the results for readers: it
 * records facts, so that the advice stays true.
 *
 * - `finished`: the widget as printed;
 * - `words`: the fallback content, once;
 * - `twice`: the text of the widget before the fallback content;
 * - in none of them the style as text.
 */
import assert from 'node:assert/strict';
import {FINISHABLE} from '../../src/tools/bundle/stamps.mjs';
import {fallbackHtml} from '../../src/tools/html/fallback-html.mjs';
import {prerendered} from '../../src/tools/html/snippet.mjs';
import {HOST, openPage, pageOf, test} from '../support/page.mjs';
import {kses} from './kses.mjs';
import {importPackage, packagePath, skipUnlessInstalled} from './packages.mjs';

const {autop} = await importPackage('@wordpress/autop');
const {default: sanitizeHtml} = await importPackage('sanitize-html');

/** @typedef {{clean: (html: string, options?: object) => Promise<string>}} Purifier */

/** @type {Record<string, {shows: string, filter: (html: string, purifier: Purifier) => string | Promise<string>}>} */
const FILTERS = {
  'WordPress, author': {shows: 'twice', filter: kses},
  'WordPress, administrator, classic editor': {shows: 'finished', filter: (html) => autop(html)},
  'sanitize-html': {shows: 'twice', filter: (html) => sanitizeHtml(html)},
  DOMPurify: {shows: 'words', filter: (html, {clean}) => clean(html)},
  'DOMPurify with our tags added': {
    shows: 'words',
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
      for (const widget of FINISHABLE) {
        const {html} = await prerendered(widget, {region: 'US'});
        const {page, close} = await open(
          // Without enhance.js, because the full widget takes over where the tag was kept and the template was not.
          pageOf(`<section>${await filter(html, purifier)}</section>`, {script: ''}),
        );
        const found = await page.evaluate(
          ([fallback]) => {
            const withoutSpace = (/** @type {string} */ text) => text.replace(/\s/g, '');
            const section = /** @type {HTMLElement} */ (document.querySelector('section'));
            section.querySelectorAll('details').forEach((details) => (details.open = true));
            const expected = new globalThis.DOMParser().parseFromString(fallback, 'text/html').body.textContent ?? '';
            const root = [...section.querySelectorAll('*')].find(({shadowRoot}) => shadowRoot)?.shadowRoot;
            if (root) return root.querySelector('style')?.sheet ? 'finished' : 'unstyled';
            const text = withoutSpace(section.innerText);
            if (/[{}]/.test(text)) return 'code';
            if (text === withoutSpace(expected)) return 'words';
            return text.endsWith(withoutSpace(expected)) ? 'twice' : text;
          },
          [await fallbackHtml(widget, {region: 'US'})],
        );
        assert.equal(found, shows, widget);
        await close();
      }
      await editor.close();
    });
});
